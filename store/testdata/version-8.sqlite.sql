CREATE TABLE frontdesk_migration (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO frontdesk_migration VALUES (1, 0, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (2, 1, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (3, 2, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (4, 3, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (5, 4, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (6, 5, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (7, 6, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (8, 7, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration VALUES (9, 8, 1, '2026-11-23 08:44:56');
CREATE TABLE frontdesk_inbox (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id      BIGINT  NOT NULL,
    update_id   BIGINT  NOT NULL,
    lane        BIGINT  NOT NULL,
    payload     BLOB,
    status      SMALLINT NOT NULL DEFAULT 0, -- 0 waiting, 1 done, 2 parked
    attempts    INTEGER NOT NULL DEFAULT 0,
    error       TEXT    NOT NULL DEFAULT '',
    received_at BIGINT  NOT NULL,
    done_at     BIGINT  NOT NULL DEFAULT 0
);
INSERT INTO frontdesk_inbox VALUES (1, 42, 10, 5000000001, NULL, 1, 0, '', 1772366400000, 1772366400000);
INSERT INTO frontdesk_inbox VALUES (2, 42, 11, 5000000001, X'7365616C65642032', 0, 0, '', 1772366400000, 0);
INSERT INTO frontdesk_inbox VALUES (3, 42, 12, 5000000001, X'7365616C65642033', 2, 0, 'a fault', 1772366400000, 1772366400000);
CREATE TABLE frontdesk_delivery (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    channel     TEXT     NOT NULL,
    kind        TEXT     NOT NULL,
    recipient   BIGINT   NOT NULL,
    person      BIGINT   NOT NULL DEFAULT 0,
    screen_id   BIGINT   NOT NULL DEFAULT 0,
    revision    BIGINT   NOT NULL DEFAULT 0,
    payload     TEXT     NOT NULL DEFAULT '',
    priority    SMALLINT NOT NULL,
    status      SMALLINT NOT NULL DEFAULT 0, -- 0 pending, 1 sent, 2 failed, 3 superseded
    attempts    INTEGER  NOT NULL DEFAULT 0,
    not_before  BIGINT   NOT NULL DEFAULT 0,
    dedupe_key  TEXT,
    external_id BIGINT   NOT NULL DEFAULT 0,
    error       TEXT     NOT NULL DEFAULT '',
    created_at  BIGINT   NOT NULL,
    done_at     BIGINT   NOT NULL DEFAULT 0
);
INSERT INTO frontdesk_delivery VALUES (1, 'telegram', 'notice', 5000000001, 0, 0, 0, '{"key":"x"}', 0, 1, 0, 0, 'ban:0', 100, '', 1772366400000, 1772366400000);
INSERT INTO frontdesk_delivery VALUES (2, 'telegram', 'notice', 5000000001, 0, 0, 0, '{"key":"x"}', 0, 0, 3, 2000000000000, 'ban:1', 0, '429', 1772366400000, 0);
CREATE TABLE frontdesk_screen (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT  NOT NULL,
    message_id BIGINT  NOT NULL DEFAULT 0,
    person_id  BIGINT  NOT NULL,
    revision   BIGINT  NOT NULL DEFAULT 1,
    state      TEXT    NOT NULL,
    args       TEXT    NOT NULL DEFAULT '',
    subject    TEXT    NOT NULL DEFAULT '',
    hash       BIGINT  NOT NULL DEFAULT 0,
    live       SMALLINT NOT NULL DEFAULT 1,
    updated_at BIGINT  NOT NULL
, stays SMALLINT NOT NULL DEFAULT 0, pace BIGINT NOT NULL DEFAULT 0, due_at BIGINT NOT NULL DEFAULT 0);
INSERT INTO frontdesk_screen VALUES (1, 5000000001, 100, 5000000001, 1, 'shop', 's1', 'shop:1', -5, 1, 1772366400000, 0, 0, 0);
CREATE TABLE frontdesk_person (
    id           BIGINT PRIMARY KEY, -- Telegram's user id
    app_language TEXT   NOT NULL DEFAULT '', -- what Telegram says
    language     TEXT   NOT NULL DEFAULT '', -- what the person chose; wins
    unreachable  SMALLINT NOT NULL DEFAULT 0,
    ban_told     SMALLINT NOT NULL DEFAULT 0,
    ban_reason   TEXT   NOT NULL DEFAULT '',
    commands     TEXT   NOT NULL DEFAULT '', -- which command menu the chat has
    updated_at   BIGINT NOT NULL
);
INSERT INTO frontdesk_person VALUES (5000000001, 'ru', 'en', 0, 1, 'спам', 'SE ru', 1772366400000);
CREATE TABLE frontdesk_expected_input (
    chat_id    BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    args       TEXT   NOT NULL DEFAULT '',
    memo       TEXT   NOT NULL DEFAULT '',
    screen_id  BIGINT NOT NULL DEFAULT 0,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, person_id)
);
INSERT INTO frontdesk_expected_input VALUES (5000000001, 5000000001, 'find', 'p1', 'olga', 1, 2000000000000);
CREATE TABLE frontdesk_change (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    work_key TEXT    NOT NULL UNIQUE,
    shop_id  BIGINT  NOT NULL,
    field    TEXT    NOT NULL,
    old      SMALLINT NOT NULL,
    new      SMALLINT NOT NULL,
    by_id    BIGINT  NOT NULL,
    by_name  TEXT    NOT NULL,
    at       BIGINT  NOT NULL,
    undo_of  BIGINT  NOT NULL DEFAULT 0,
    status   SMALLINT NOT NULL DEFAULT 0 -- 0 intended, 1 applied, 2 taken back
);
INSERT INTO frontdesk_change VALUES (1, 'w1', 1, 'is_active', 0, 1, 5000000001, 'Маша', 1772366400000, 0, 1);
CREATE TABLE frontdesk_audit (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       BIGINT NOT NULL,
    actor    BIGINT NOT NULL,
    name     TEXT   NOT NULL DEFAULT '',
    action   TEXT   NOT NULL,
    subject  TEXT   NOT NULL DEFAULT '',
    details  TEXT   NOT NULL DEFAULT '',
    work_key TEXT   NOT NULL DEFAULT ''
, address TEXT NOT NULL DEFAULT '');
INSERT INTO frontdesk_audit VALUES (1, 1772366400000, 5000000001, 'Маша', 'shop.is_active', 'shop:1', '', 'w1', '');
CREATE TABLE frontdesk_attempt (
    subject      TEXT PRIMARY KEY,
    failures     INTEGER NOT NULL,
    locked_until BIGINT  NOT NULL DEFAULT 0,
    updated_at   BIGINT  NOT NULL
);
INSERT INTO frontdesk_attempt VALUES ('name:olga', 3, 2000000000000, 1772366400000);
CREATE TABLE frontdesk_setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO frontdesk_setting VALUES ('some', 'value');
CREATE TABLE frontdesk_invoice (
    payload    TEXT PRIMARY KEY,
    person_id  BIGINT   NOT NULL,
    plan       TEXT     NOT NULL,
    title      TEXT     NOT NULL DEFAULT '',
    amount     BIGINT   NOT NULL,
    currency   TEXT     NOT NULL,
    days       INTEGER  NOT NULL,
    created_at BIGINT   NOT NULL,
    expires_at BIGINT   NOT NULL,
    status     SMALLINT NOT NULL DEFAULT 0 -- 0 open, 1 paid, 2 withdrawn
);
INSERT INTO frontdesk_invoice VALUES ('open', 5000000001, 'month', 'Месяц', 300, 'XTR', 30, 1772366400000, 2000000000000, 0);
CREATE TABLE frontdesk_payment (
    id                 BIGINT PRIMARY KEY,
    charge_id          TEXT     NOT NULL,
    provider_charge_id TEXT     NOT NULL DEFAULT '',
    payload            TEXT     NOT NULL,
    person_id          BIGINT   NOT NULL,
    plan               TEXT     NOT NULL DEFAULT '',
    amount             BIGINT   NOT NULL,
    currency           TEXT     NOT NULL,
    days               INTEGER  NOT NULL DEFAULT 0,
    paid_at            BIGINT   NOT NULL,
    until_at           BIGINT   NOT NULL DEFAULT 0,
    status             SMALLINT NOT NULL DEFAULT 0, -- 0 done, 1 being given back, 2 given back, 3 unclaimed
    refund_by          BIGINT   NOT NULL DEFAULT 0,
    refunded_at        BIGINT   NOT NULL DEFAULT 0
);
INSERT INTO frontdesk_payment VALUES (1, 'charge-1', '', 'paid', 5000000001, 'month', 300, 'XTR', 30, 1772366400000, 2000000000000, 0, 0, 0);
CREATE TABLE frontdesk_subscription (
    person_id  BIGINT PRIMARY KEY,
    ends_at    BIGINT   NOT NULL,
    stage      SMALLINT NOT NULL,
    next_at    BIGINT   NOT NULL DEFAULT 0, -- 0: nothing
    free       SMALLINT NOT NULL DEFAULT 0,
    updated_at BIGINT   NOT NULL
);
INSERT INTO frontdesk_subscription VALUES (5000000001, 2000000000000, 1, 1999395200000, 0, 1772366400000);
CREATE TABLE frontdesk_webinar_account (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id      BIGINT   NOT NULL, -- a person
    face          TEXT     NOT NULL, -- cookie, userapi
    login         TEXT     NOT NULL, -- what people tell it by: the e-mail, or the end of the token
    name          TEXT     NOT NULL DEFAULT '',
    user_id       BIGINT   NOT NULL DEFAULT 0, -- at the platform
    organizations TEXT     NOT NULL DEFAULT '', -- JSON: id and name of each
    credentials   BLOB   NOT NULL, -- sealed
    session       BLOB,            -- sealed
    trouble       TEXT     NOT NULL DEFAULT '', -- why it cannot be used; empty while it can
    created_at    BIGINT   NOT NULL,
    removed_at    BIGINT   NOT NULL DEFAULT 0
);
INSERT INTO frontdesk_webinar_account VALUES (1, 5000000001, 'cookie', 'marina@school.example', 'Марина Ветрова', 100500, '[{"id":77,"name":"Школа"}]', X'4F5E24444E722FA802D474F5DB2C6615ECDEBD1982F6439BD07A033F57F778391BEECB5C28B4D973419B0BC95AB57A67136073183DAE38323F26F0FF8843ACE83EB9D473EECAD650DE3A6A23F9C0799E1B51EA03E3AA85', NULL, '', 1772366400000, 0);
CREATE TABLE frontdesk_moderator (
    account_id BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    added_by   BIGINT NOT NULL,
    added_at   BIGINT NOT NULL,
    PRIMARY KEY (account_id, person_id)
);
INSERT INTO frontdesk_moderator VALUES (1, 5000000002, 'Пётр', 5000000001, 1772366400000);
CREATE TABLE frontdesk_moderator_invite (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT   NOT NULL,
    account_id BIGINT NOT NULL,
    made_by    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by    BIGINT NOT NULL DEFAULT 0,
    used_at    BIGINT NOT NULL DEFAULT 0
);
INSERT INTO frontdesk_moderator_invite VALUES (1, 'b95a746991c4f32bc08e0563fa089303ac68e200372b47b2b431f0b20f625491', 1, 5000000001, 1772366400000, 2000000000000, 0, 0);
CREATE TABLE frontdesk_webinar_event (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id     BIGINT   NOT NULL,
    event_id       BIGINT   NOT NULL, -- at the platform
    session_id     BIGINT   NOT NULL DEFAULT 0, -- at the platform; 0 while it has none
    organization   BIGINT   NOT NULL DEFAULT 0,
    name           TEXT     NOT NULL,
    description    TEXT     NOT NULL DEFAULT '',
    picture_url    TEXT     NOT NULL DEFAULT '',
    public_url     TEXT     NOT NULL DEFAULT '',
    starts_at      BIGINT   NOT NULL DEFAULT 0,
    ends_at        BIGINT   NOT NULL DEFAULT 0,
    status         TEXT     NOT NULL, -- ACTIVE, START, STOP
    premoderation  SMALLINT NOT NULL DEFAULT -1, -- -1 not known, 0 off, 1 on, as the platform last said
    wanted         SMALLINT NOT NULL DEFAULT -1, -- what somebody has asked for and the platform has not confirmed; -1 nothing
    wanted_at      BIGINT   NOT NULL DEFAULT 0,
    wanted_by      BIGINT   NOT NULL DEFAULT 0, -- a person: who is told when the platform does not follow
    relay          SMALLINT NOT NULL DEFAULT 0, -- goes on to Discord
    digest         SMALLINT NOT NULL DEFAULT 0, -- 1 while a flood has cards give way to a digest
    started_by     TEXT     NOT NULL DEFAULT '', -- names, for the page
    stopped_by     TEXT     NOT NULL DEFAULT '',
    pinged_at      BIGINT   NOT NULL DEFAULT 0, -- its moderators were told that it begins soon
    called_at      BIGINT   NOT NULL DEFAULT 0, -- and that it begins and nobody is here
    polled_at      BIGINT   NOT NULL DEFAULT 0,
    trouble        TEXT     NOT NULL DEFAULT '', -- why its chat cannot be read now
    reported_at    BIGINT   NOT NULL DEFAULT 0,
    seen_at        BIGINT   NOT NULL -- when the platform was asked for what stands here; an older answer changes nothing
);
INSERT INTO frontdesk_webinar_event VALUES (1, 1, 7700, 7701, 77, 'Лекция: как открыть магазин', 'С чего начать.', '', '', 1772362800000, 1772539200000, 'START', -1, -1, 0, 0, 0, 0, '', '', 0, 0, 0, '', 0, 1772366400000);
CREATE TABLE frontdesk_event_moderator (
    event_id  BIGINT   NOT NULL, -- ours
    person_id BIGINT   NOT NULL,
    listed    SMALLINT NOT NULL DEFAULT 0, -- on the roster
    here      SMALLINT NOT NULL DEFAULT 0, -- gets cards now
    PRIMARY KEY (event_id, person_id)
);
INSERT INTO frontdesk_event_moderator VALUES (1, 5000000002, 1, 1);
CREATE TABLE frontdesk_chat_message (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id    BIGINT   NOT NULL, -- ours
    message_id  BIGINT   NOT NULL, -- at the platform
    author      TEXT     NOT NULL,
    author_id   TEXT     NOT NULL DEFAULT '',
    text        TEXT     NOT NULL,
    said_at     BIGINT   NOT NULL,
    seen_at     BIGINT   NOT NULL,
    state       SMALLINT NOT NULL, -- 0 awaiting, 1 approved, 2 deleted
    at_platform SMALLINT NOT NULL, -- the same; 3 not known: a decision is on its way
    was         SMALLINT NOT NULL DEFAULT 0, -- the state before the last decision: what taking it back brings
    decided_at  BIGINT   NOT NULL DEFAULT 0,
    decided_by  BIGINT   NOT NULL DEFAULT 0, -- a person; 0: the platform, or a rule
    decided_name TEXT    NOT NULL DEFAULT '',
    rule        TEXT     NOT NULL DEFAULT '', -- which rule has decided or warns
    shown_at    BIGINT   NOT NULL DEFAULT 0, -- approved ones: when they may appear outside (delay before show)
    revision    BIGINT   NOT NULL DEFAULT 1, -- grows with each decision: what a card was drawn from
    trouble     TEXT     NOT NULL DEFAULT '', -- why a decision did not get through
    sent_at     BIGINT   NOT NULL DEFAULT 0   -- when the platform took the last decision
);
INSERT INTO frontdesk_chat_message VALUES (1, 1, 9001, 'Гость', '1', 'Вопрос, который ждёт', 1772366400000, 1772366400000, 0, 0, 0, 0, 0, '', '', 0, 1, '', 0);
INSERT INTO frontdesk_chat_message VALUES (2, 1, 9002, 'Гость', '1', 'Одобренный ответ', 1772366400000, 1772366400000, 1, 1, 0, 1772366400000, 5000000002, 'Пётр', '', 1772366400000, 1, '', 1772366400000);
INSERT INTO frontdesk_chat_message VALUES (3, 1, 9003, 'Гость', '1', 'Удалённая реклама', 1772366400000, 1772366400000, 2, 2, 0, 1772366400000, 5000000002, 'Пётр', '', 0, 1, '', 1772366400000);
CREATE TABLE frontdesk_moderation_rule (
    account_id BIGINT   NOT NULL,
    kind       TEXT     NOT NULL, -- words, links, repeats, long, trust, auto, delay
    enabled    SMALLINT NOT NULL,
    value      TEXT     NOT NULL DEFAULT '', -- words: one a line; a number for the others
    updated_at BIGINT   NOT NULL,
    PRIMARY KEY (account_id, kind)
);
INSERT INTO frontdesk_moderation_rule VALUES (1, 'words', 1, 'реклама', 1772366400000);
CREATE TABLE frontdesk_rule_hit (
    account_id BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    hour       BIGINT NOT NULL, -- since 1970
    hits       BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind, hour)
);
INSERT INTO frontdesk_rule_hit VALUES (1, 'words', 492324, 1);
CREATE TABLE frontdesk_trusted_author (
    account_id BIGINT   NOT NULL,
    author     TEXT     NOT NULL, -- the platform's id of the author, else the name
    name       TEXT     NOT NULL,
    approvals  BIGINT   NOT NULL DEFAULT 0,
    trusted    SMALLINT NOT NULL DEFAULT 0,
    by_id      BIGINT   NOT NULL DEFAULT 0, -- who said so; 0: the rule
    updated_at BIGINT   NOT NULL,
    PRIMARY KEY (account_id, author)
);
INSERT INTO frontdesk_trusted_author VALUES (1, '#1', 'Гость', 1, 1, 5000000002, 1772366400000);
CREATE TABLE frontdesk_relay_webhook (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id   BIGINT   NOT NULL, -- ours
    url        BLOB   NOT NULL, -- sealed: it is a secret
    name       TEXT     NOT NULL,
    status     SMALLINT NOT NULL DEFAULT 0, -- 0 good, 1 gone
    trouble    TEXT     NOT NULL DEFAULT '',
    added_by   BIGINT   NOT NULL,
    created_at BIGINT   NOT NULL
);
INSERT INTO frontdesk_relay_webhook VALUES (1, 1, X'B12CEF0B395B1492BB4E242054319885139429EC518C9577BEDB46028F9F6ADFCF54D1F8079ACCE893EE24B5EB1A8D1CC3427F74138471C51965466EA57544754197C9F71FA90CB4728E63F505CADA5AE0CF353B6F2C54F70212103C1FB2E4670065D767CD2732A8E20FD689B8F9B10819D024DEC1D2DF82EEA7139C57DF02A2AC69418869A2D28F2FDD35B424257F877BF7FAB5', 'общий', 0, '', 5000000001, 1772366400000);
CREATE TABLE frontdesk_relay_post (
    webhook_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL, -- ours
    post_id    TEXT   NOT NULL DEFAULT '', -- Discord's; empty until it is there
    removed_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (webhook_id, message_id)
);
INSERT INTO frontdesk_relay_post VALUES (1, 2, '900', 0);
CREATE TABLE frontdesk_overlay (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id   BIGINT NOT NULL, -- ours
    token_hash TEXT   NOT NULL,
    token      BLOB NOT NULL, -- sealed
    settings   TEXT   NOT NULL, -- JSON
    made_by    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL DEFAULT 0
);
INSERT INTO frontdesk_overlay VALUES (1, 1, 'be0d759fbfc71562a0ace6da62160808844c05529b69e992237551ce1c60cb1b', X'74A9FDF9D0DAE5125D712A604A1A76FA5CFB68A6F07A00E7E714D2E80016C6D69891EEBB9764651B0F6759225E3388E4DFD55FB8D82E35F70BAF', '{"font_size":24,"text_color":"#ffffff","name_color":"#7fd4ff","background":"","max_lines":8,"life_seconds":0,"theme":"bubbles"}', 5000000001, 1772366400000, 0);
CREATE TABLE frontdesk_quiet_hours (
    person_id BIGINT PRIMARY KEY,
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    zone        TEXT    NOT NULL DEFAULT ''
);
INSERT INTO frontdesk_quiet_hours VALUES (5000000002, 1320, 480, 'Europe/Moscow');
CREATE TABLE frontdesk_console_user (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    username    TEXT   NOT NULL,
    email       TEXT   NOT NULL DEFAULT '',
    first_name  TEXT   NOT NULL DEFAULT '',
    last_name   TEXT   NOT NULL DEFAULT '',
    password    TEXT   NOT NULL DEFAULT '', -- Django's encoding; empty: the host's user has it
    host_user   BIGINT NOT NULL DEFAULT 0,  -- auth_user's id; 0: signed up here
    telegram_id BIGINT NOT NULL DEFAULT 0,
    zone        TEXT   NOT NULL DEFAULT '',
    language    TEXT   NOT NULL DEFAULT '',
    created_at  BIGINT NOT NULL
, closed_at BIGINT NOT NULL DEFAULT 0);
INSERT INTO frontdesk_console_user VALUES (1, 'django:1', '', 'olga', '', '', 1, 0, 'Europe/Moscow', 'ru', 1772366400000, 0);
CREATE TABLE frontdesk_console_session (
    token_hash TEXT PRIMARY KEY,
    person_id  BIGINT NOT NULL,
    user_id    BIGINT NOT NULL DEFAULT 0, -- frontdesk_console_user; 0: came by a link of the bot
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    address    TEXT   NOT NULL DEFAULT '',
    agent      TEXT   NOT NULL DEFAULT ''
);
INSERT INTO frontdesk_console_session VALUES ('9cf6f06cb5d7d62d52083be316701151e9fa4528c238163a731e5eb50974a719', -1, 1, 1772366400000, 1772366400000, 2000000000000, '203.0.113.7', 'Firefox');
CREATE TABLE frontdesk_console_link (
    token_hash TEXT PRIMARY KEY,
    kind       TEXT   NOT NULL, -- login, telegram, signup
    person_id  BIGINT NOT NULL, -- whom it signs in, who links, who invites
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL DEFAULT 0
);
INSERT INTO frontdesk_console_link VALUES ('80e59403dbeacd9fb87f655b398a1374c89de332584055591105cdbd18a68538', 'signup', -1, 1772366400000, 2000000000000, 0);
CREATE TABLE frontdesk_migration_shop (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO frontdesk_migration_shop VALUES (1, 0, 1, '2026-11-23 08:44:56');
INSERT INTO frontdesk_migration_shop VALUES (2, 1, 1, '2026-11-23 08:44:56');
CREATE TABLE "auth_group" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(150) NOT NULL UNIQUE
);
INSERT INTO auth_group VALUES (1, 'telegram_admins');
CREATE TABLE "auth_user" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "password" varchar(128) NOT NULL,
    "last_login" datetime NULL,
    "is_superuser" bool NOT NULL,
    "username" varchar(150) NOT NULL UNIQUE,
    "last_name" varchar(150) NOT NULL,
    "email" varchar(254) NOT NULL,
    "is_staff" bool NOT NULL,
    "is_active" bool NOT NULL,
    "date_joined" datetime NOT NULL,
    "first_name" varchar(150) NOT NULL
);
INSERT INTO auth_user VALUES (1, 'pbkdf2_sha256$1$x$y', NULL, 0, 'olga', '', '', 1, 1, '2026-11-01 10:00:00.123456', '');
CREATE TABLE "auth_user_groups" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED,
    "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO auth_user_groups VALUES (1, 1, 1);
CREATE TABLE "shops" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(50) NOT NULL,
    "slug" varchar(50) NULL UNIQUE,
    "client_id" varchar(8) NOT NULL,
    "ozon_api_key" varchar(50) NOT NULL,
    "shipper_api_key" varchar(200) NOT NULL,
    "is_active" bool NOT NULL,
    "price_updating" bool NOT NULL,
    "vendor_name" varchar(50) NOT NULL
);
INSERT INTO shops VALUES (1, 'Чай <3> & кофе', 'tea', '1003', 'sample-key-003', '', 0, 1, 'Офисмаг');
CREATE TABLE "warehouses" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(50) NOT NULL,
    "warehouse_id" bigint unsigned NOT NULL CHECK ("warehouse_id" >= 0),
    "shop_id" bigint NOT NULL REFERENCES "shops" ("id") DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO warehouses VALUES (1, 'Склад 3', 20000000003, 1);
CREATE TABLE "tg_bot_telegramuser" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "chat_id" integer unsigned NOT NULL UNIQUE CHECK ("chat_id" >= 0),
    "first_name" varchar(255) NOT NULL,
    "last_name" varchar(255) NOT NULL,
    "username" varchar(255) NOT NULL,
    "role" varchar(2) NOT NULL,
    "created_at" datetime NOT NULL,
    "is_banned" bool NOT NULL,
    "is_active" bool NOT NULL,
    "is_logged_out" bool NOT NULL
);
INSERT INTO tg_bot_telegramuser VALUES (1, 5000000001, 'Маша', '', 'masha', 'SE', '2026-11-01 10:00:00.123456', 0, 1, 1);
CREATE TABLE "tg_bot_telegramuser_shops" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "telegramuser_id" bigint NOT NULL REFERENCES "tg_bot_telegramuser" ("id") DEFERRABLE INITIALLY DEFERRED,
    "shop_id" bigint NOT NULL REFERENCES "shops" ("id") DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO tg_bot_telegramuser_shops VALUES (1, 1, 1);
CREATE UNIQUE INDEX frontdesk_inbox_update ON frontdesk_inbox (bot_id, update_id);
CREATE INDEX frontdesk_inbox_waiting ON frontdesk_inbox (seq) WHERE status = 0;
CREATE INDEX frontdesk_inbox_parked ON frontdesk_inbox (seq) WHERE status = 2;
CREATE INDEX frontdesk_inbox_done ON frontdesk_inbox (done_at) WHERE status = 1;
CREATE UNIQUE INDEX frontdesk_delivery_dedupe ON frontdesk_delivery (dedupe_key) WHERE dedupe_key IS NOT NULL;
CREATE INDEX frontdesk_delivery_done ON frontdesk_delivery (done_at) WHERE status <> 0;
CREATE INDEX frontdesk_screen_live ON frontdesk_screen (chat_id) WHERE live = 1;
CREATE INDEX frontdesk_screen_subject ON frontdesk_screen (subject) WHERE live = 1 AND subject <> '';
CREATE INDEX frontdesk_screen_old ON frontdesk_screen (updated_at) WHERE live = 0;
CREATE INDEX frontdesk_person_banned ON frontdesk_person (id) WHERE ban_told = 1;
CREATE INDEX frontdesk_change_shop ON frontdesk_change (shop_id, field, at, id);
CREATE INDEX frontdesk_audit_subject ON frontdesk_audit (subject, id);
CREATE INDEX frontdesk_attempt_old ON frontdesk_attempt (updated_at);
CREATE INDEX frontdesk_invoice_open ON frontdesk_invoice (expires_at) WHERE status = 0;
CREATE INDEX frontdesk_invoice_person ON frontdesk_invoice (person_id) WHERE status = 0;
CREATE INDEX frontdesk_invoice_old ON frontdesk_invoice (expires_at) WHERE status <> 0;
CREATE UNIQUE INDEX frontdesk_payment_charge ON frontdesk_payment (charge_id);
CREATE INDEX frontdesk_payment_person ON frontdesk_payment (person_id, paid_at, id);
CREATE INDEX frontdesk_subscription_next ON frontdesk_subscription (next_at, person_id) WHERE next_at <> 0;
CREATE INDEX frontdesk_delivery_pending ON frontdesk_delivery (channel, priority, id) WHERE status = 0;
CREATE UNIQUE INDEX frontdesk_screen_message ON frontdesk_screen (message_id, chat_id) WHERE message_id <> 0;
CREATE INDEX frontdesk_webinar_account_owner ON frontdesk_webinar_account (owner_id) WHERE removed_at = 0;
CREATE INDEX frontdesk_moderator_person ON frontdesk_moderator (person_id);
CREATE UNIQUE INDEX frontdesk_moderator_invite_token ON frontdesk_moderator_invite (token_hash);
CREATE INDEX frontdesk_moderator_invite_account ON frontdesk_moderator_invite (account_id) WHERE used_at = 0;
CREATE UNIQUE INDEX frontdesk_webinar_event_session ON frontdesk_webinar_event (account_id, event_id, session_id);
CREATE INDEX frontdesk_webinar_event_start ON frontdesk_webinar_event (starts_at);
CREATE INDEX frontdesk_webinar_event_running ON frontdesk_webinar_event (id) WHERE status = 'START';
CREATE INDEX frontdesk_webinar_event_schedule ON frontdesk_webinar_event (account_id, starts_at) WHERE status <> 'STOP';
CREATE INDEX frontdesk_webinar_event_wanted ON frontdesk_webinar_event (id) WHERE wanted <> -1;
CREATE INDEX frontdesk_event_moderator_here ON frontdesk_event_moderator (event_id) WHERE here = 1;
CREATE UNIQUE INDEX frontdesk_chat_message_platform ON frontdesk_chat_message (event_id, message_id);
CREATE INDEX frontdesk_chat_message_state ON frontdesk_chat_message (event_id, state, id);
CREATE INDEX frontdesk_chat_message_open ON frontdesk_chat_message (event_id, id) WHERE state <> at_platform;
CREATE INDEX frontdesk_chat_message_shown ON frontdesk_chat_message (event_id, shown_at, id) WHERE state = 1;
CREATE INDEX frontdesk_chat_message_old ON frontdesk_chat_message (seen_at);
CREATE INDEX frontdesk_chat_message_author ON frontdesk_chat_message (event_id, author, id);
CREATE INDEX frontdesk_rule_hit_old ON frontdesk_rule_hit (hour);
CREATE INDEX frontdesk_relay_webhook_event ON frontdesk_relay_webhook (event_id);
CREATE UNIQUE INDEX frontdesk_overlay_token ON frontdesk_overlay (token_hash);
CREATE INDEX frontdesk_overlay_event ON frontdesk_overlay (event_id) WHERE revoked_at = 0;
CREATE UNIQUE INDEX frontdesk_console_user_name ON frontdesk_console_user (username);
CREATE UNIQUE INDEX frontdesk_console_user_host ON frontdesk_console_user (host_user) WHERE host_user <> 0;
CREATE UNIQUE INDEX frontdesk_console_user_telegram ON frontdesk_console_user (telegram_id) WHERE telegram_id <> 0;
CREATE INDEX frontdesk_console_session_person ON frontdesk_console_session (person_id);
CREATE INDEX frontdesk_console_session_old ON frontdesk_console_session (expires_at);
CREATE INDEX frontdesk_console_link_old ON frontdesk_console_link (expires_at);
CREATE INDEX frontdesk_audit_actor ON frontdesk_audit (actor, id);
CREATE INDEX frontdesk_delivery_failed ON frontdesk_delivery (id) WHERE status = 2;
CREATE INDEX frontdesk_audit_action ON frontdesk_audit (action, id);
CREATE INDEX frontdesk_chat_message_decided ON frontdesk_chat_message (event_id, decided_at);
CREATE INDEX frontdesk_delivery_later ON frontdesk_delivery (channel, priority, not_before) WHERE status = 0 AND not_before > 0;
CREATE UNIQUE INDEX "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");
CREATE INDEX "warehouses_shop_id_526a1966" ON "warehouses" ("shop_id");
CREATE UNIQUE INDEX "tg_bot_telegramuser_shops_telegramuser_id_shop_id_0aa0a5c1_uniq" ON "tg_bot_telegramuser_shops" ("telegramuser_id", "shop_id");
CREATE INDEX "tg_bot_telegramuser_shops_telegramuser_id_fa22a71a" ON "tg_bot_telegramuser_shops" ("telegramuser_id");
CREATE INDEX "tg_bot_telegramuser_shops_shop_id_0b0cb212" ON "tg_bot_telegramuser_shops" ("shop_id");
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('frontdesk_migration', 9);
INSERT INTO sqlite_sequence VALUES ('frontdesk_migration_shop', 2);
INSERT INTO sqlite_sequence VALUES ('auth_group', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_inbox', 3);
INSERT INTO sqlite_sequence VALUES ('frontdesk_delivery', 2);
INSERT INTO sqlite_sequence VALUES ('frontdesk_screen', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_change', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_audit', 1);
INSERT INTO sqlite_sequence VALUES ('auth_user', 1);
INSERT INTO sqlite_sequence VALUES ('shops', 1);
INSERT INTO sqlite_sequence VALUES ('tg_bot_telegramuser', 1);
INSERT INTO sqlite_sequence VALUES ('auth_user_groups', 1);
INSERT INTO sqlite_sequence VALUES ('warehouses', 1);
INSERT INTO sqlite_sequence VALUES ('tg_bot_telegramuser_shops', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_webinar_account', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_webinar_event', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_moderator_invite', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_chat_message', 3);
INSERT INTO sqlite_sequence VALUES ('frontdesk_relay_webhook', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_overlay', 1);
INSERT INTO sqlite_sequence VALUES ('frontdesk_console_user', 1);
