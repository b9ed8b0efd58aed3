-- Webinars: accounts, their moderators, what is said in a running event's chat, and where it goes on from there. And the console:
-- who may sign in there.

-- +goose Up

-- Credentials of one account at Webinar.ru, and whose they are.
CREATE TABLE frontdesk_webinar_account (
    id            BIGSERIAL PRIMARY KEY,
    owner_id      BIGINT   NOT NULL, -- a person
    face          TEXT     NOT NULL, -- cookie, userapi
    login         TEXT     NOT NULL, -- what people tell it by: the e-mail, or the end of the token
    name          TEXT     NOT NULL DEFAULT '',
    user_id       BIGINT   NOT NULL DEFAULT 0, -- at the platform
    organizations TEXT     NOT NULL DEFAULT '', -- JSON: id and name of each
    credentials   BYTEA   NOT NULL, -- sealed
    session       BYTEA,            -- sealed
    trouble       TEXT     NOT NULL DEFAULT '', -- why it cannot be used; empty while it can
    created_at    BIGINT   NOT NULL,
    removed_at    BIGINT   NOT NULL DEFAULT 0
);
CREATE INDEX frontdesk_webinar_account_owner ON frontdesk_webinar_account (owner_id) WHERE removed_at = 0;

-- Who may moderate an account's events beside its owner.
CREATE TABLE frontdesk_moderator (
    account_id BIGINT NOT NULL,
    person_id  BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    added_by   BIGINT NOT NULL,
    added_at   BIGINT NOT NULL,
    PRIMARY KEY (account_id, person_id)
);
CREATE INDEX frontdesk_moderator_person ON frontdesk_moderator (person_id);

-- One-time links that make whoever follows them a moderator.
CREATE TABLE frontdesk_moderator_invite (
    id         BIGSERIAL PRIMARY KEY,
    token_hash TEXT   NOT NULL,
    account_id BIGINT NOT NULL,
    made_by    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by    BIGINT NOT NULL DEFAULT 0,
    used_at    BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX frontdesk_moderator_invite_token ON frontdesk_moderator_invite (token_hash);
CREATE INDEX frontdesk_moderator_invite_account ON frontdesk_moderator_invite (account_id) WHERE used_at = 0;

-- One run of an event as the platform last described it. Made when somebody first opens it or the schedule names it.
CREATE TABLE frontdesk_webinar_event (
    id             BIGSERIAL PRIMARY KEY,
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
CREATE UNIQUE INDEX frontdesk_webinar_event_session ON frontdesk_webinar_event (account_id, event_id, session_id);
CREATE INDEX frontdesk_webinar_event_start ON frontdesk_webinar_event (starts_at);
CREATE INDEX frontdesk_webinar_event_running ON frontdesk_webinar_event (id) WHERE status = 'START';
CREATE INDEX frontdesk_webinar_event_schedule ON frontdesk_webinar_event (account_id, starts_at) WHERE status <> 'STOP';
CREATE INDEX frontdesk_webinar_event_wanted ON frontdesk_webinar_event (id) WHERE wanted <> -1;

-- Who is to moderate an event, and who does: gets its cards.
CREATE TABLE frontdesk_event_moderator (
    event_id  BIGINT   NOT NULL, -- ours
    person_id BIGINT   NOT NULL,
    listed    SMALLINT NOT NULL DEFAULT 0, -- on the roster
    here      SMALLINT NOT NULL DEFAULT 0, -- gets cards now
    PRIMARY KEY (event_id, person_id)
);
CREATE INDEX frontdesk_event_moderator_here ON frontdesk_event_moderator (event_id) WHERE here = 1;

-- What was said. state is what we show and want; at_platform is what the platform was last known to have.
CREATE TABLE frontdesk_chat_message (
    id          BIGSERIAL PRIMARY KEY,
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
CREATE UNIQUE INDEX frontdesk_chat_message_platform ON frontdesk_chat_message (event_id, message_id);
CREATE INDEX frontdesk_chat_message_state ON frontdesk_chat_message (event_id, state, id);
CREATE INDEX frontdesk_chat_message_open ON frontdesk_chat_message (event_id, id) WHERE state <> at_platform;
CREATE INDEX frontdesk_chat_message_shown ON frontdesk_chat_message (event_id, shown_at, id) WHERE state = 1;
CREATE INDEX frontdesk_chat_message_old ON frontdesk_chat_message (seen_at);
CREATE INDEX frontdesk_chat_message_author ON frontdesk_chat_message (event_id, author, id);

-- What an account's events are checked by.
CREATE TABLE frontdesk_moderation_rule (
    account_id BIGINT   NOT NULL,
    kind       TEXT     NOT NULL, -- words, links, repeats, long, trust, auto, delay
    enabled    SMALLINT NOT NULL,
    value      TEXT     NOT NULL DEFAULT '', -- words: one a line; a number for the others
    updated_at BIGINT   NOT NULL,
    PRIMARY KEY (account_id, kind)
);

-- What rules have caught, by hour, so that a day's count costs little.
CREATE TABLE frontdesk_rule_hit (
    account_id BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    hour       BIGINT NOT NULL, -- since 1970
    hits       BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind, hour)
);
CREATE INDEX frontdesk_rule_hit_old ON frontdesk_rule_hit (hour);

-- Authors whose messages pass.
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

-- Where approved messages go on to.
CREATE TABLE frontdesk_relay_webhook (
    id         BIGSERIAL PRIMARY KEY,
    event_id   BIGINT   NOT NULL, -- ours
    url        BYTEA   NOT NULL, -- sealed: it is a secret
    name       TEXT     NOT NULL,
    status     SMALLINT NOT NULL DEFAULT 0, -- 0 good, 1 gone
    trouble    TEXT     NOT NULL DEFAULT '',
    added_by   BIGINT   NOT NULL,
    created_at BIGINT   NOT NULL
);
CREATE INDEX frontdesk_relay_webhook_event ON frontdesk_relay_webhook (event_id);

-- Which message stands where, so that what is deleted can follow.
CREATE TABLE frontdesk_relay_post (
    webhook_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL, -- ours
    post_id    TEXT   NOT NULL DEFAULT '', -- Discord's; empty until it is there
    removed_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (webhook_id, message_id)
);

-- Pages for stream programs. The token is sealed so that the link can be shown again.
CREATE TABLE frontdesk_overlay (
    id         BIGSERIAL PRIMARY KEY,
    event_id   BIGINT NOT NULL, -- ours
    token_hash TEXT   NOT NULL,
    token      BYTEA NOT NULL, -- sealed
    settings   TEXT   NOT NULL, -- JSON
    made_by    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX frontdesk_overlay_token ON frontdesk_overlay (token_hash);
CREATE INDEX frontdesk_overlay_event ON frontdesk_overlay (event_id) WHERE revoked_at = 0;

-- When somebody does not want to be rung, in minutes of the day of their zone. Equal: never.
CREATE TABLE frontdesk_quiet_hours (
    person_id BIGINT PRIMARY KEY,
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    zone        TEXT    NOT NULL DEFAULT ''
);

-- Who signs in to the console. Their person id is Telegram's user id once that is linked, else minus this id.
CREATE TABLE frontdesk_console_user (
    id          BIGSERIAL PRIMARY KEY,
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
);
CREATE UNIQUE INDEX frontdesk_console_user_name ON frontdesk_console_user (username);
CREATE UNIQUE INDEX frontdesk_console_user_host ON frontdesk_console_user (host_user) WHERE host_user <> 0;
CREATE UNIQUE INDEX frontdesk_console_user_telegram ON frontdesk_console_user (telegram_id) WHERE telegram_id <> 0;

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
CREATE INDEX frontdesk_console_session_person ON frontdesk_console_session (person_id);
CREATE INDEX frontdesk_console_session_old ON frontdesk_console_session (expires_at);

-- One-time links: to sign in (from the bot), to link Telegram (from the console), to sign up (an invitation).
CREATE TABLE frontdesk_console_link (
    token_hash TEXT PRIMARY KEY,
    kind       TEXT   NOT NULL, -- login, telegram, signup
    person_id  BIGINT NOT NULL, -- whom it signs in, who links, who invites
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX frontdesk_console_link_old ON frontdesk_console_link (expires_at);

-- Where it was done from, when that is known: the console's visitors have an address. And who did what, by person.
ALTER TABLE frontdesk_audit ADD COLUMN address TEXT NOT NULL DEFAULT '';
CREATE INDEX frontdesk_audit_actor ON frontdesk_audit (actor, id);

-- Failed deliveries are few among many, and the console lists them.
CREATE INDEX frontdesk_delivery_failed ON frontdesk_delivery (id) WHERE status = 2;

-- +goose Down
DROP INDEX frontdesk_delivery_failed;
DROP INDEX frontdesk_audit_actor;
ALTER TABLE frontdesk_audit DROP COLUMN address;
DROP TABLE frontdesk_console_link;
DROP TABLE frontdesk_console_session;
DROP TABLE frontdesk_console_user;
DROP TABLE frontdesk_quiet_hours;
DROP TABLE frontdesk_overlay;
DROP TABLE frontdesk_relay_post;
DROP TABLE frontdesk_relay_webhook;
DROP TABLE frontdesk_trusted_author;
DROP TABLE frontdesk_rule_hit;
DROP TABLE frontdesk_moderation_rule;
DROP TABLE frontdesk_chat_message;
DROP TABLE frontdesk_event_moderator;
DROP TABLE frontdesk_webinar_event;
DROP TABLE frontdesk_moderator_invite;
DROP TABLE frontdesk_moderator;
DROP TABLE frontdesk_webinar_account;
