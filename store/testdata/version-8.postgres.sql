SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
CREATE SEQUENCE public.auth_group_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.auth_group_id_seq OWNED BY public.auth_group.id;
CREATE TABLE public.auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    first_name character varying(150) NOT NULL
);
CREATE TABLE public.auth_user_groups (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL
);
CREATE SEQUENCE public.auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.auth_user_groups_id_seq OWNED BY public.auth_user_groups.id;
CREATE SEQUENCE public.auth_user_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.auth_user_id_seq OWNED BY public.auth_user.id;
CREATE TABLE public.frontdesk_attempt (
    subject text NOT NULL,
    failures integer NOT NULL,
    locked_until bigint DEFAULT 0 NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.frontdesk_audit (
    id bigint NOT NULL,
    at bigint NOT NULL,
    actor bigint NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    action text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    details text DEFAULT ''::text NOT NULL,
    work_key text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.frontdesk_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_audit_id_seq OWNED BY public.frontdesk_audit.id;
CREATE TABLE public.frontdesk_change (
    id bigint NOT NULL,
    work_key text NOT NULL,
    shop_id bigint NOT NULL,
    field text NOT NULL,
    old smallint NOT NULL,
    new smallint NOT NULL,
    by_id bigint NOT NULL,
    by_name text NOT NULL,
    at bigint NOT NULL,
    undo_of bigint DEFAULT 0 NOT NULL,
    status smallint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_change_id_seq OWNED BY public.frontdesk_change.id;
CREATE TABLE public.frontdesk_chat_message (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    message_id bigint NOT NULL,
    author text NOT NULL,
    author_id text DEFAULT ''::text NOT NULL,
    text text NOT NULL,
    said_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    state smallint NOT NULL,
    at_platform smallint NOT NULL,
    was smallint DEFAULT 0 NOT NULL,
    decided_at bigint DEFAULT 0 NOT NULL,
    decided_by bigint DEFAULT 0 NOT NULL,
    decided_name text DEFAULT ''::text NOT NULL,
    rule text DEFAULT ''::text NOT NULL,
    shown_at bigint DEFAULT 0 NOT NULL,
    revision bigint DEFAULT 1 NOT NULL,
    trouble text DEFAULT ''::text NOT NULL,
    sent_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_chat_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_chat_message_id_seq OWNED BY public.frontdesk_chat_message.id;
CREATE TABLE public.frontdesk_commit (
    writer text NOT NULL,
    id xid8 NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.frontdesk_console_link (
    token_hash text NOT NULL,
    kind text NOT NULL,
    person_id bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.frontdesk_console_session (
    token_hash text NOT NULL,
    person_id bigint NOT NULL,
    user_id bigint DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    agent text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.frontdesk_console_user (
    id bigint NOT NULL,
    username text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    first_name text DEFAULT ''::text NOT NULL,
    last_name text DEFAULT ''::text NOT NULL,
    password text DEFAULT ''::text NOT NULL,
    host_user bigint DEFAULT 0 NOT NULL,
    telegram_id bigint DEFAULT 0 NOT NULL,
    zone text DEFAULT ''::text NOT NULL,
    language text DEFAULT ''::text NOT NULL,
    created_at bigint NOT NULL,
    closed_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_console_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_console_user_id_seq OWNED BY public.frontdesk_console_user.id;
CREATE TABLE public.frontdesk_delivery (
    id bigint NOT NULL,
    channel text NOT NULL,
    kind text NOT NULL,
    recipient bigint NOT NULL,
    person bigint DEFAULT 0 NOT NULL,
    screen_id bigint DEFAULT 0 NOT NULL,
    revision bigint DEFAULT 0 NOT NULL,
    payload text DEFAULT ''::text NOT NULL,
    priority smallint NOT NULL,
    status smallint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    not_before bigint DEFAULT 0 NOT NULL,
    dedupe_key text,
    external_id bigint DEFAULT 0 NOT NULL,
    error text DEFAULT ''::text NOT NULL,
    created_at bigint NOT NULL,
    done_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_delivery_id_seq OWNED BY public.frontdesk_delivery.id;
CREATE TABLE public.frontdesk_event_moderator (
    event_id bigint NOT NULL,
    person_id bigint NOT NULL,
    listed smallint DEFAULT 0 NOT NULL,
    here smallint DEFAULT 0 NOT NULL
);
CREATE TABLE public.frontdesk_expected_input (
    chat_id bigint NOT NULL,
    person_id bigint NOT NULL,
    kind text NOT NULL,
    args text DEFAULT ''::text NOT NULL,
    memo text DEFAULT ''::text NOT NULL,
    screen_id bigint DEFAULT 0 NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.frontdesk_inbox (
    seq bigint NOT NULL,
    bot_id bigint NOT NULL,
    update_id bigint NOT NULL,
    lane bigint NOT NULL,
    payload bytea,
    status smallint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    error text DEFAULT ''::text NOT NULL,
    received_at bigint NOT NULL,
    done_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_inbox_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_inbox_seq_seq OWNED BY public.frontdesk_inbox.seq;
CREATE TABLE public.frontdesk_invoice (
    payload text NOT NULL,
    person_id bigint NOT NULL,
    plan text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    days integer NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    status smallint DEFAULT 0 NOT NULL
);
CREATE TABLE public.frontdesk_migration (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.frontdesk_migration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.frontdesk_migration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.frontdesk_migration_shop (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.frontdesk_migration_shop ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.frontdesk_migration_shop_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.frontdesk_moderation_rule (
    account_id bigint NOT NULL,
    kind text NOT NULL,
    enabled smallint NOT NULL,
    value text DEFAULT ''::text NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.frontdesk_moderator (
    account_id bigint NOT NULL,
    person_id bigint NOT NULL,
    name text NOT NULL,
    added_by bigint NOT NULL,
    added_at bigint NOT NULL
);
CREATE TABLE public.frontdesk_moderator_invite (
    id bigint NOT NULL,
    token_hash text NOT NULL,
    account_id bigint NOT NULL,
    made_by bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_by bigint DEFAULT 0 NOT NULL,
    used_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_moderator_invite_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_moderator_invite_id_seq OWNED BY public.frontdesk_moderator_invite.id;
CREATE TABLE public.frontdesk_overlay (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    token_hash text NOT NULL,
    token bytea NOT NULL,
    settings text NOT NULL,
    made_by bigint NOT NULL,
    created_at bigint NOT NULL,
    revoked_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_overlay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_overlay_id_seq OWNED BY public.frontdesk_overlay.id;
CREATE TABLE public.frontdesk_payment (
    id bigint NOT NULL,
    charge_id text NOT NULL,
    provider_charge_id text DEFAULT ''::text NOT NULL,
    payload text NOT NULL,
    person_id bigint NOT NULL,
    plan text DEFAULT ''::text NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    days integer DEFAULT 0 NOT NULL,
    paid_at bigint NOT NULL,
    until_at bigint DEFAULT 0 NOT NULL,
    status smallint DEFAULT 0 NOT NULL,
    refund_by bigint DEFAULT 0 NOT NULL,
    refunded_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.frontdesk_person (
    id bigint NOT NULL,
    app_language text DEFAULT ''::text NOT NULL,
    language text DEFAULT ''::text NOT NULL,
    unreachable smallint DEFAULT 0 NOT NULL,
    ban_told smallint DEFAULT 0 NOT NULL,
    ban_reason text DEFAULT ''::text NOT NULL,
    commands text DEFAULT ''::text NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.frontdesk_quiet_hours (
    person_id bigint NOT NULL,
    from_minute integer NOT NULL,
    to_minute integer NOT NULL,
    zone text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.frontdesk_relay_post (
    webhook_id bigint NOT NULL,
    message_id bigint NOT NULL,
    post_id text DEFAULT ''::text NOT NULL,
    removed_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.frontdesk_relay_webhook (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    url bytea NOT NULL,
    name text NOT NULL,
    status smallint DEFAULT 0 NOT NULL,
    trouble text DEFAULT ''::text NOT NULL,
    added_by bigint NOT NULL,
    created_at bigint NOT NULL
);
CREATE SEQUENCE public.frontdesk_relay_webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_relay_webhook_id_seq OWNED BY public.frontdesk_relay_webhook.id;
CREATE TABLE public.frontdesk_rule_hit (
    account_id bigint NOT NULL,
    kind text NOT NULL,
    hour bigint NOT NULL,
    hits bigint NOT NULL
);
CREATE TABLE public.frontdesk_screen (
    id bigint NOT NULL,
    chat_id bigint NOT NULL,
    message_id bigint DEFAULT 0 NOT NULL,
    person_id bigint NOT NULL,
    revision bigint DEFAULT 1 NOT NULL,
    state text NOT NULL,
    args text DEFAULT ''::text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    hash bigint DEFAULT 0 NOT NULL,
    live smallint DEFAULT 1 NOT NULL,
    updated_at bigint NOT NULL,
    stays smallint DEFAULT 0 NOT NULL,
    pace bigint DEFAULT 0 NOT NULL,
    due_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_screen_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_screen_id_seq OWNED BY public.frontdesk_screen.id;
CREATE TABLE public.frontdesk_setting (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.frontdesk_subscription (
    person_id bigint NOT NULL,
    ends_at bigint NOT NULL,
    stage smallint NOT NULL,
    next_at bigint DEFAULT 0 NOT NULL,
    free smallint DEFAULT 0 NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.frontdesk_trusted_author (
    account_id bigint NOT NULL,
    author text NOT NULL,
    name text NOT NULL,
    approvals bigint DEFAULT 0 NOT NULL,
    trusted smallint DEFAULT 0 NOT NULL,
    by_id bigint DEFAULT 0 NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.frontdesk_webinar_account (
    id bigint NOT NULL,
    owner_id bigint NOT NULL,
    face text NOT NULL,
    login text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    user_id bigint DEFAULT 0 NOT NULL,
    organizations text DEFAULT ''::text NOT NULL,
    credentials bytea NOT NULL,
    session bytea,
    trouble text DEFAULT ''::text NOT NULL,
    created_at bigint NOT NULL,
    removed_at bigint DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.frontdesk_webinar_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_webinar_account_id_seq OWNED BY public.frontdesk_webinar_account.id;
CREATE TABLE public.frontdesk_webinar_event (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    event_id bigint NOT NULL,
    session_id bigint DEFAULT 0 NOT NULL,
    organization bigint DEFAULT 0 NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    picture_url text DEFAULT ''::text NOT NULL,
    public_url text DEFAULT ''::text NOT NULL,
    starts_at bigint DEFAULT 0 NOT NULL,
    ends_at bigint DEFAULT 0 NOT NULL,
    status text NOT NULL,
    premoderation smallint DEFAULT '-1'::integer NOT NULL,
    wanted smallint DEFAULT '-1'::integer NOT NULL,
    wanted_at bigint DEFAULT 0 NOT NULL,
    wanted_by bigint DEFAULT 0 NOT NULL,
    relay smallint DEFAULT 0 NOT NULL,
    digest smallint DEFAULT 0 NOT NULL,
    started_by text DEFAULT ''::text NOT NULL,
    stopped_by text DEFAULT ''::text NOT NULL,
    pinged_at bigint DEFAULT 0 NOT NULL,
    called_at bigint DEFAULT 0 NOT NULL,
    polled_at bigint DEFAULT 0 NOT NULL,
    trouble text DEFAULT ''::text NOT NULL,
    reported_at bigint DEFAULT 0 NOT NULL,
    seen_at bigint NOT NULL
);
CREATE SEQUENCE public.frontdesk_webinar_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.frontdesk_webinar_event_id_seq OWNED BY public.frontdesk_webinar_event.id;
CREATE TABLE public.shops (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    slug character varying(50),
    client_id character varying(8) NOT NULL,
    ozon_api_key character varying(50) NOT NULL,
    shipper_api_key character varying(200) NOT NULL,
    is_active boolean NOT NULL,
    price_updating boolean NOT NULL,
    vendor_name character varying(50) NOT NULL
);
CREATE SEQUENCE public.shops_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.shops_id_seq OWNED BY public.shops.id;
CREATE TABLE public.tg_bot_telegramuser (
    id bigint NOT NULL,
    chat_id bigint NOT NULL,
    first_name character varying(255) NOT NULL,
    last_name character varying(255) NOT NULL,
    username character varying(255) NOT NULL,
    role character varying(2) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    is_banned boolean NOT NULL,
    is_active boolean NOT NULL,
    is_logged_out boolean NOT NULL,
    CONSTRAINT tg_bot_telegramuser_chat_id_check CHECK ((chat_id >= 0))
);
CREATE SEQUENCE public.tg_bot_telegramuser_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tg_bot_telegramuser_id_seq OWNED BY public.tg_bot_telegramuser.id;
CREATE TABLE public.tg_bot_telegramuser_shops (
    id bigint NOT NULL,
    telegramuser_id bigint NOT NULL,
    shop_id bigint NOT NULL
);
CREATE SEQUENCE public.tg_bot_telegramuser_shops_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tg_bot_telegramuser_shops_id_seq OWNED BY public.tg_bot_telegramuser_shops.id;
CREATE TABLE public.warehouses (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    warehouse_id bigint NOT NULL,
    shop_id bigint NOT NULL,
    CONSTRAINT warehouses_warehouse_id_check CHECK ((warehouse_id >= 0))
);
CREATE SEQUENCE public.warehouses_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.warehouses_id_seq OWNED BY public.warehouses.id;
ALTER TABLE ONLY public.auth_group ALTER COLUMN id SET DEFAULT nextval('public.auth_group_id_seq'::regclass);
ALTER TABLE ONLY public.auth_user ALTER COLUMN id SET DEFAULT nextval('public.auth_user_id_seq'::regclass);
ALTER TABLE ONLY public.auth_user_groups ALTER COLUMN id SET DEFAULT nextval('public.auth_user_groups_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_audit ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_audit_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_change ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_change_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_chat_message ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_chat_message_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_console_user ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_console_user_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_delivery ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_delivery_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_inbox ALTER COLUMN seq SET DEFAULT nextval('public.frontdesk_inbox_seq_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_moderator_invite ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_moderator_invite_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_overlay ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_overlay_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_relay_webhook ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_relay_webhook_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_screen ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_screen_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_webinar_account ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_webinar_account_id_seq'::regclass);
ALTER TABLE ONLY public.frontdesk_webinar_event ALTER COLUMN id SET DEFAULT nextval('public.frontdesk_webinar_event_id_seq'::regclass);
ALTER TABLE ONLY public.shops ALTER COLUMN id SET DEFAULT nextval('public.shops_id_seq'::regclass);
ALTER TABLE ONLY public.tg_bot_telegramuser ALTER COLUMN id SET DEFAULT nextval('public.tg_bot_telegramuser_id_seq'::regclass);
ALTER TABLE ONLY public.tg_bot_telegramuser_shops ALTER COLUMN id SET DEFAULT nextval('public.tg_bot_telegramuser_shops_id_seq'::regclass);
ALTER TABLE ONLY public.warehouses ALTER COLUMN id SET DEFAULT nextval('public.warehouses_id_seq'::regclass);
INSERT INTO public.auth_group VALUES (1, 'telegram_admins');
INSERT INTO public.auth_user VALUES (1, 'pbkdf2_sha256$1$x$y', NULL, false, 'olga', '', '', true, true, '2026-11-01 10:00:00.123456+00', '');
INSERT INTO public.auth_user_groups VALUES (1, 1, 1);
INSERT INTO public.frontdesk_attempt VALUES ('name:olga', 3, 2000000000000, 1772366400000);
INSERT INTO public.frontdesk_audit VALUES (1, 1772366400000, 5000000001, 'Маша', 'shop.is_active', 'shop:1', '', 'w1', '');
INSERT INTO public.frontdesk_change VALUES (1, 'w1', 1, 'is_active', 0, 1, 5000000001, 'Маша', 1772366400000, 0, 1);
INSERT INTO public.frontdesk_chat_message VALUES (1, 1, 9001, 'Гость', '1', 'Вопрос, который ждёт', 1772366400000, 1772366400000, 0, 0, 0, 0, 0, '', '', 0, 1, '', 0);
INSERT INTO public.frontdesk_chat_message VALUES (2, 1, 9002, 'Гость', '1', 'Одобренный ответ', 1772366400000, 1772366400000, 1, 1, 0, 1772366400000, 5000000002, 'Пётр', '', 1772366400000, 1, '', 1772366400000);
INSERT INTO public.frontdesk_chat_message VALUES (3, 1, 9003, 'Гость', '1', 'Удалённая реклама', 1772366400000, 1772366400000, 2, 2, 0, 1772366400000, 5000000002, 'Пётр', '', 0, 1, '', 1772366400000);
INSERT INTO public.frontdesk_commit VALUES ('D7INUMZHPNKLK4A7TUJAYLNEGM', '742', '2026-11-23 08:44:56.055527+00');
INSERT INTO public.frontdesk_console_link VALUES ('80e59403dbeacd9fb87f655b398a1374c89de332584055591105cdbd18a68538', 'signup', -1, 1772366400000, 2000000000000, 0);
INSERT INTO public.frontdesk_console_session VALUES ('9cf6f06cb5d7d62d52083be316701151e9fa4528c238163a731e5eb50974a719', -1, 1, 1772366400000, 1772366400000, 2000000000000, '203.0.113.7', 'Firefox');
INSERT INTO public.frontdesk_console_user VALUES (1, 'django:1', '', 'olga', '', '', 1, 0, 'Europe/Moscow', 'ru', 1772366400000, 0);
INSERT INTO public.frontdesk_delivery VALUES (1, 'telegram', 'notice', 5000000001, 0, 0, 0, '{"key":"x"}', 0, 1, 0, 0, 'ban:0', 100, '', 1772366400000, 1772366400000);
INSERT INTO public.frontdesk_delivery VALUES (2, 'telegram', 'notice', 5000000001, 0, 0, 0, '{"key":"x"}', 0, 0, 3, 2000000000000, 'ban:1', 0, '429', 1772366400000, 0);
INSERT INTO public.frontdesk_event_moderator VALUES (1, 5000000002, 1, 1);
INSERT INTO public.frontdesk_expected_input VALUES (5000000001, 5000000001, 'find', 'p1', 'olga', 1, 2000000000000);
INSERT INTO public.frontdesk_inbox VALUES (1, 42, 10, 5000000001, NULL, 1, 0, '', 1772366400000, 1772366400000);
INSERT INTO public.frontdesk_inbox VALUES (2, 42, 11, 5000000001, '\x7365616c65642032', 0, 0, '', 1772366400000, 0);
INSERT INTO public.frontdesk_inbox VALUES (3, 42, 12, 5000000001, '\x7365616c65642033', 2, 0, 'a fault', 1772366400000, 1772366400000);
INSERT INTO public.frontdesk_invoice VALUES ('open', 5000000001, 'month', 'Месяц', 300, 'XTR', 30, 1772366400000, 2000000000000, 0);
INSERT INTO public.frontdesk_migration VALUES (1, 0, true, '2026-11-23 08:44:55.890634');
INSERT INTO public.frontdesk_migration VALUES (2, 1, true, '2026-11-23 08:44:55.900096');
INSERT INTO public.frontdesk_migration VALUES (3, 2, true, '2026-11-23 08:44:55.932677');
INSERT INTO public.frontdesk_migration VALUES (4, 3, true, '2026-11-23 08:44:55.942467');
INSERT INTO public.frontdesk_migration VALUES (5, 4, true, '2026-11-23 08:44:55.944433');
INSERT INTO public.frontdesk_migration VALUES (6, 5, true, '2026-11-23 08:44:55.946239');
INSERT INTO public.frontdesk_migration VALUES (7, 6, true, '2026-11-23 08:44:56.000917');
INSERT INTO public.frontdesk_migration VALUES (8, 7, true, '2026-11-23 08:44:56.00253');
INSERT INTO public.frontdesk_migration VALUES (9, 8, true, '2026-11-23 08:44:56.005025');
INSERT INTO public.frontdesk_migration_shop VALUES (1, 0, true, '2026-11-23 08:44:56.011438');
INSERT INTO public.frontdesk_migration_shop VALUES (2, 1, true, '2026-11-23 08:44:56.015655');
INSERT INTO public.frontdesk_moderation_rule VALUES (1, 'words', 1, 'реклама', 1772366400000);
INSERT INTO public.frontdesk_moderator VALUES (1, 5000000002, 'Пётр', 5000000001, 1772366400000);
INSERT INTO public.frontdesk_moderator_invite VALUES (1, 'b95a746991c4f32bc08e0563fa089303ac68e200372b47b2b431f0b20f625491', 1, 5000000001, 1772366400000, 2000000000000, 0, 0);
INSERT INTO public.frontdesk_overlay VALUES (1, 1, 'be0d759fbfc71562a0ace6da62160808844c05529b69e992237551ce1c60cb1b', '\x437c2c8269cae152c7900a38c10201db4608437d5858355c7b3aa27c6fbc80f410c31f31e2e572f739c2603585ef1f5a7ffe0ae68cf2e6746cb5', '{"font_size":24,"text_color":"#ffffff","name_color":"#7fd4ff","background":"","max_lines":8,"life_seconds":0,"theme":"bubbles"}', 5000000001, 1772366400000, 0);
INSERT INTO public.frontdesk_payment VALUES (1, 'charge-1', '', 'paid', 5000000001, 'month', 300, 'XTR', 30, 1772366400000, 2000000000000, 0, 0, 0);
INSERT INTO public.frontdesk_person VALUES (5000000001, 'ru', 'en', 0, 1, 'спам', 'SE ru', 1772366400000);
INSERT INTO public.frontdesk_quiet_hours VALUES (5000000002, 1320, 480, 'Europe/Moscow');
INSERT INTO public.frontdesk_relay_post VALUES (1, 2, '900', 0);
INSERT INTO public.frontdesk_relay_webhook VALUES (1, 1, '\x1210f0226c7aedefc46de61a76b3ac41d940cb6079a0a6d3f7beea7ff4c6e8d0a58a714aed269fe74c201853c495be88e4c945801eb433ce86b8dd53616452fbf668ff444a832870bb505bfe5322dd01c6d11b82e6620c2bcdce613803de273ae473c33144823e413dce74efe0c5a6de0ddb124d9267e9acc8afacf72dd5314991879a0a31281a011250c6aca3a72a0cb66eaa84', 'общий', 0, '', 5000000001, 1772366400000);
INSERT INTO public.frontdesk_rule_hit VALUES (1, 'words', 492324, 1);
INSERT INTO public.frontdesk_screen VALUES (1, 5000000001, 100, 5000000001, 1, 'shop', 's1', 'shop:1', -5, 1, 1772366400000, 0, 0, 0);
INSERT INTO public.frontdesk_setting VALUES ('some', 'value');
INSERT INTO public.frontdesk_subscription VALUES (5000000001, 2000000000000, 1, 1999395200000, 0, 1772366400000);
INSERT INTO public.frontdesk_trusted_author VALUES (1, '#1', 'Гость', 1, 1, 5000000002, 1772366400000);
INSERT INTO public.frontdesk_webinar_account VALUES (1, 5000000001, 'cookie', 'marina@school.example', 'Марина Ветрова', 100500, '[{"id":77,"name":"Школа"}]', '\xc0e9811e3394d8d592eac5f99242ef5050aa46c36f92c4ff549fb1ed6325a2ac2d223e54abb5d70e025ee1ff4360378fdec9787dbf279e2f073e33255a6c744f9bf1b5d52540eb64ade28df0ed6240ae84f47849390c11', NULL, '', 1772366400000, 0);
INSERT INTO public.frontdesk_webinar_event VALUES (1, 1, 7700, 7701, 77, 'Лекция: как открыть магазин', 'С чего начать.', '', '', 1772362800000, 1772539200000, 'START', -1, -1, 0, 0, 0, 0, '', '', 0, 0, 0, '', 0, 1772366400000);
INSERT INTO public.shops VALUES (1, 'Чай <3> & кофе', 'tea', '1003', 'sample-key-003', '', false, true, 'Офисмаг');
INSERT INTO public.tg_bot_telegramuser VALUES (1, 5000000001, 'Маша', '', 'masha', 'SE', '2026-11-01 10:00:00.123456+00', false, true, true);
INSERT INTO public.tg_bot_telegramuser_shops VALUES (1, 1, 1);
INSERT INTO public.warehouses VALUES (1, 'Склад 3', 20000000003, 1);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, true);
SELECT pg_catalog.setval('public.auth_user_groups_id_seq', 1, true);
SELECT pg_catalog.setval('public.auth_user_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_audit_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_change_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_chat_message_id_seq', 3, true);
SELECT pg_catalog.setval('public.frontdesk_console_user_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_delivery_id_seq', 2, true);
SELECT pg_catalog.setval('public.frontdesk_inbox_seq_seq', 3, true);
SELECT pg_catalog.setval('public.frontdesk_migration_id_seq', 9, true);
SELECT pg_catalog.setval('public.frontdesk_migration_shop_id_seq', 2, true);
SELECT pg_catalog.setval('public.frontdesk_moderator_invite_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_overlay_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_relay_webhook_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_screen_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_webinar_account_id_seq', 1, true);
SELECT pg_catalog.setval('public.frontdesk_webinar_event_id_seq', 1, true);
SELECT pg_catalog.setval('public.shops_id_seq', 1, true);
SELECT pg_catalog.setval('public.tg_bot_telegramuser_id_seq', 1, true);
SELECT pg_catalog.setval('public.tg_bot_telegramuser_shops_id_seq', 1, true);
SELECT pg_catalog.setval('public.warehouses_id_seq', 1, true);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);
ALTER TABLE ONLY public.frontdesk_attempt
    ADD CONSTRAINT frontdesk_attempt_pkey PRIMARY KEY (subject);
ALTER TABLE ONLY public.frontdesk_audit
    ADD CONSTRAINT frontdesk_audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_change
    ADD CONSTRAINT frontdesk_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_change
    ADD CONSTRAINT frontdesk_change_work_key_key UNIQUE (work_key);
ALTER TABLE ONLY public.frontdesk_chat_message
    ADD CONSTRAINT frontdesk_chat_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_commit
    ADD CONSTRAINT frontdesk_commit_pkey PRIMARY KEY (writer);
ALTER TABLE ONLY public.frontdesk_console_link
    ADD CONSTRAINT frontdesk_console_link_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.frontdesk_console_session
    ADD CONSTRAINT frontdesk_console_session_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.frontdesk_console_user
    ADD CONSTRAINT frontdesk_console_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_delivery
    ADD CONSTRAINT frontdesk_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_event_moderator
    ADD CONSTRAINT frontdesk_event_moderator_pkey PRIMARY KEY (event_id, person_id);
ALTER TABLE ONLY public.frontdesk_expected_input
    ADD CONSTRAINT frontdesk_expected_input_pkey PRIMARY KEY (chat_id, person_id);
ALTER TABLE ONLY public.frontdesk_inbox
    ADD CONSTRAINT frontdesk_inbox_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.frontdesk_invoice
    ADD CONSTRAINT frontdesk_invoice_pkey PRIMARY KEY (payload);
ALTER TABLE ONLY public.frontdesk_migration
    ADD CONSTRAINT frontdesk_migration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_migration_shop
    ADD CONSTRAINT frontdesk_migration_shop_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_moderation_rule
    ADD CONSTRAINT frontdesk_moderation_rule_pkey PRIMARY KEY (account_id, kind);
ALTER TABLE ONLY public.frontdesk_moderator_invite
    ADD CONSTRAINT frontdesk_moderator_invite_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_moderator
    ADD CONSTRAINT frontdesk_moderator_pkey PRIMARY KEY (account_id, person_id);
ALTER TABLE ONLY public.frontdesk_overlay
    ADD CONSTRAINT frontdesk_overlay_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_payment
    ADD CONSTRAINT frontdesk_payment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_person
    ADD CONSTRAINT frontdesk_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_quiet_hours
    ADD CONSTRAINT frontdesk_quiet_hours_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY public.frontdesk_relay_post
    ADD CONSTRAINT frontdesk_relay_post_pkey PRIMARY KEY (webhook_id, message_id);
ALTER TABLE ONLY public.frontdesk_relay_webhook
    ADD CONSTRAINT frontdesk_relay_webhook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_rule_hit
    ADD CONSTRAINT frontdesk_rule_hit_pkey PRIMARY KEY (account_id, kind, hour);
ALTER TABLE ONLY public.frontdesk_screen
    ADD CONSTRAINT frontdesk_screen_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_setting
    ADD CONSTRAINT frontdesk_setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.frontdesk_subscription
    ADD CONSTRAINT frontdesk_subscription_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY public.frontdesk_trusted_author
    ADD CONSTRAINT frontdesk_trusted_author_pkey PRIMARY KEY (account_id, author);
ALTER TABLE ONLY public.frontdesk_webinar_account
    ADD CONSTRAINT frontdesk_webinar_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.frontdesk_webinar_event
    ADD CONSTRAINT frontdesk_webinar_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shops
    ADD CONSTRAINT shops_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shops
    ADD CONSTRAINT shops_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.tg_bot_telegramuser
    ADD CONSTRAINT tg_bot_telegramuser_chat_id_key UNIQUE (chat_id);
ALTER TABLE ONLY public.tg_bot_telegramuser
    ADD CONSTRAINT tg_bot_telegramuser_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tg_bot_telegramuser_shops
    ADD CONSTRAINT tg_bot_telegramuser_shops_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehouses
    ADD CONSTRAINT warehouses_pkey PRIMARY KEY (id);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_user_groups_group_id_97559544 ON public.auth_user_groups USING btree (group_id);
CREATE INDEX auth_user_groups_user_id_6a12ed8b ON public.auth_user_groups USING btree (user_id);
CREATE UNIQUE INDEX auth_user_groups_user_id_group_id_94350c0c_uniq ON public.auth_user_groups USING btree (user_id, group_id);
CREATE INDEX auth_user_username_6821ab7c_like ON public.auth_user USING btree (username varchar_pattern_ops);
CREATE INDEX frontdesk_attempt_old ON public.frontdesk_attempt USING btree (updated_at);
CREATE INDEX frontdesk_audit_action ON public.frontdesk_audit USING btree (action, id);
CREATE INDEX frontdesk_audit_actor ON public.frontdesk_audit USING btree (actor, id);
CREATE INDEX frontdesk_audit_subject ON public.frontdesk_audit USING btree (subject, id);
CREATE INDEX frontdesk_change_shop ON public.frontdesk_change USING btree (shop_id, field, at, id);
CREATE INDEX frontdesk_chat_message_author ON public.frontdesk_chat_message USING btree (event_id, author, id);
CREATE INDEX frontdesk_chat_message_decided ON public.frontdesk_chat_message USING btree (event_id, decided_at);
CREATE INDEX frontdesk_chat_message_old ON public.frontdesk_chat_message USING btree (seen_at);
CREATE INDEX frontdesk_chat_message_open ON public.frontdesk_chat_message USING btree (event_id, id) WHERE (state <> at_platform);
CREATE UNIQUE INDEX frontdesk_chat_message_platform ON public.frontdesk_chat_message USING btree (event_id, message_id);
CREATE INDEX frontdesk_chat_message_shown ON public.frontdesk_chat_message USING btree (event_id, shown_at, id) WHERE (state = 1);
CREATE INDEX frontdesk_chat_message_state ON public.frontdesk_chat_message USING btree (event_id, state, id);
CREATE INDEX frontdesk_console_link_old ON public.frontdesk_console_link USING btree (expires_at);
CREATE INDEX frontdesk_console_session_old ON public.frontdesk_console_session USING btree (expires_at);
CREATE INDEX frontdesk_console_session_person ON public.frontdesk_console_session USING btree (person_id);
CREATE UNIQUE INDEX frontdesk_console_user_host ON public.frontdesk_console_user USING btree (host_user) WHERE (host_user <> 0);
CREATE UNIQUE INDEX frontdesk_console_user_name ON public.frontdesk_console_user USING btree (username);
CREATE UNIQUE INDEX frontdesk_console_user_telegram ON public.frontdesk_console_user USING btree (telegram_id) WHERE (telegram_id <> 0);
CREATE UNIQUE INDEX frontdesk_delivery_dedupe ON public.frontdesk_delivery USING btree (dedupe_key) WHERE (dedupe_key IS NOT NULL);
CREATE INDEX frontdesk_delivery_done ON public.frontdesk_delivery USING btree (done_at) WHERE (status <> 0);
CREATE INDEX frontdesk_delivery_failed ON public.frontdesk_delivery USING btree (id) WHERE (status = 2);
CREATE INDEX frontdesk_delivery_later ON public.frontdesk_delivery USING btree (channel, priority, not_before) WHERE ((status = 0) AND (not_before > 0));
CREATE INDEX frontdesk_delivery_pending ON public.frontdesk_delivery USING btree (channel, priority, id) WHERE (status = 0);
CREATE INDEX frontdesk_event_moderator_here ON public.frontdesk_event_moderator USING btree (event_id) WHERE (here = 1);
CREATE INDEX frontdesk_inbox_done ON public.frontdesk_inbox USING btree (done_at) WHERE (status = 1);
CREATE INDEX frontdesk_inbox_parked ON public.frontdesk_inbox USING btree (seq) WHERE (status = 2);
CREATE UNIQUE INDEX frontdesk_inbox_update ON public.frontdesk_inbox USING btree (bot_id, update_id);
CREATE INDEX frontdesk_inbox_waiting ON public.frontdesk_inbox USING btree (seq) WHERE (status = 0);
CREATE INDEX frontdesk_invoice_old ON public.frontdesk_invoice USING btree (expires_at) WHERE (status <> 0);
CREATE INDEX frontdesk_invoice_open ON public.frontdesk_invoice USING btree (expires_at) WHERE (status = 0);
CREATE INDEX frontdesk_invoice_person ON public.frontdesk_invoice USING btree (person_id) WHERE (status = 0);
CREATE INDEX frontdesk_moderator_invite_account ON public.frontdesk_moderator_invite USING btree (account_id) WHERE (used_at = 0);
CREATE UNIQUE INDEX frontdesk_moderator_invite_token ON public.frontdesk_moderator_invite USING btree (token_hash);
CREATE INDEX frontdesk_moderator_person ON public.frontdesk_moderator USING btree (person_id);
CREATE INDEX frontdesk_overlay_event ON public.frontdesk_overlay USING btree (event_id) WHERE (revoked_at = 0);
CREATE UNIQUE INDEX frontdesk_overlay_token ON public.frontdesk_overlay USING btree (token_hash);
CREATE UNIQUE INDEX frontdesk_payment_charge ON public.frontdesk_payment USING btree (charge_id);
CREATE INDEX frontdesk_payment_person ON public.frontdesk_payment USING btree (person_id, paid_at, id);
CREATE INDEX frontdesk_person_banned ON public.frontdesk_person USING btree (id) WHERE (ban_told = 1);
CREATE INDEX frontdesk_relay_webhook_event ON public.frontdesk_relay_webhook USING btree (event_id);
CREATE INDEX frontdesk_rule_hit_old ON public.frontdesk_rule_hit USING btree (hour);
CREATE INDEX frontdesk_screen_live ON public.frontdesk_screen USING btree (chat_id) WHERE (live = 1);
CREATE UNIQUE INDEX frontdesk_screen_message ON public.frontdesk_screen USING btree (message_id, chat_id) WHERE (message_id <> 0);
CREATE INDEX frontdesk_screen_old ON public.frontdesk_screen USING btree (updated_at) WHERE (live = 0);
CREATE INDEX frontdesk_screen_subject ON public.frontdesk_screen USING btree (subject) WHERE ((live = 1) AND (subject <> ''::text));
CREATE INDEX frontdesk_subscription_next ON public.frontdesk_subscription USING btree (next_at, person_id) WHERE (next_at <> 0);
CREATE INDEX frontdesk_webinar_account_owner ON public.frontdesk_webinar_account USING btree (owner_id) WHERE (removed_at = 0);
CREATE INDEX frontdesk_webinar_event_running ON public.frontdesk_webinar_event USING btree (id) WHERE (status = 'START'::text);
CREATE INDEX frontdesk_webinar_event_schedule ON public.frontdesk_webinar_event USING btree (account_id, starts_at) WHERE (status <> 'STOP'::text);
CREATE UNIQUE INDEX frontdesk_webinar_event_session ON public.frontdesk_webinar_event USING btree (account_id, event_id, session_id);
CREATE INDEX frontdesk_webinar_event_start ON public.frontdesk_webinar_event USING btree (starts_at);
CREATE INDEX frontdesk_webinar_event_wanted ON public.frontdesk_webinar_event USING btree (id) WHERE (wanted <> '-1'::integer);
CREATE INDEX shops_slug_3c04c952_like ON public.shops USING btree (slug varchar_pattern_ops);
CREATE INDEX tg_bot_telegramuser_shops_shop_id_0b0cb212 ON public.tg_bot_telegramuser_shops USING btree (shop_id);
CREATE INDEX tg_bot_telegramuser_shops_telegramuser_id_fa22a71a ON public.tg_bot_telegramuser_shops USING btree (telegramuser_id);
CREATE UNIQUE INDEX tg_bot_telegramuser_shops_telegramuser_id_shop_id_0aa0a5c1_uniq ON public.tg_bot_telegramuser_shops USING btree (telegramuser_id, shop_id);
CREATE INDEX warehouses_shop_id_526a1966 ON public.warehouses USING btree (shop_id);
ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tg_bot_telegramuser_shops
    ADD CONSTRAINT tg_bot_telegramuser_shops_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES public.shops(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tg_bot_telegramuser_shops
    ADD CONSTRAINT tg_bot_telegramuser_shops_telegramuser_id_fkey FOREIGN KEY (telegramuser_id) REFERENCES public.tg_bot_telegramuser(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehouses
    ADD CONSTRAINT warehouses_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES public.shops(id) DEFERRABLE INITIALLY DEFERRED;
