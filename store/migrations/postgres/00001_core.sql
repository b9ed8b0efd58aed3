-- Times are milliseconds of Unix time, UTC: one number that both engines compare alike.

-- +goose Up

-- Every update that Telegram was told we have. The payload is sealed, and erased when the update is done.
CREATE TABLE frontdesk_inbox (
    seq         BIGSERIAL PRIMARY KEY,
    bot_id      BIGINT  NOT NULL,
    update_id   BIGINT  NOT NULL,
    lane        BIGINT  NOT NULL,
    payload     BYTEA,
    status      SMALLINT NOT NULL DEFAULT 0, -- 0 waiting, 1 done, 2 parked
    attempts    INTEGER NOT NULL DEFAULT 0,
    error       TEXT    NOT NULL DEFAULT '',
    received_at BIGINT  NOT NULL,
    done_at     BIGINT  NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX frontdesk_inbox_update ON frontdesk_inbox (bot_id, update_id);
CREATE INDEX frontdesk_inbox_waiting ON frontdesk_inbox (seq) WHERE status = 0;
CREATE INDEX frontdesk_inbox_parked ON frontdesk_inbox (seq) WHERE status = 2;
CREATE INDEX frontdesk_inbox_done ON frontdesk_inbox (done_at) WHERE status = 1;

-- Every message on its way out, and how it ended.
CREATE TABLE frontdesk_delivery (
    id          BIGSERIAL PRIMARY KEY,
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
CREATE UNIQUE INDEX frontdesk_delivery_dedupe ON frontdesk_delivery (dedupe_key) WHERE dedupe_key IS NOT NULL;
CREATE INDEX frontdesk_delivery_pending ON frontdesk_delivery (channel, id) WHERE status = 0;
CREATE INDEX frontdesk_delivery_done ON frontdesk_delivery (done_at) WHERE status <> 0;

-- What each bot message shows. live: the chat's newest one, which others' changes refresh.
CREATE TABLE frontdesk_screen (
    id         BIGSERIAL PRIMARY KEY,
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
);
CREATE UNIQUE INDEX frontdesk_screen_message ON frontdesk_screen (chat_id, message_id) WHERE message_id <> 0;
CREATE INDEX frontdesk_screen_live ON frontdesk_screen (chat_id) WHERE live = 1;
CREATE INDEX frontdesk_screen_subject ON frontdesk_screen (subject) WHERE live = 1 AND subject <> '';
CREATE INDEX frontdesk_screen_old ON frontdesk_screen (updated_at) WHERE live = 0;

-- What we know of a person beside the host's row: strangers have no row there.
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
CREATE INDEX frontdesk_person_banned ON frontdesk_person (id) WHERE ban_told = 1;

-- A flow that waits for a person's text.
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

-- Each switch of a shop: written before the host's row is touched, applied after.
CREATE TABLE frontdesk_change (
    id       BIGSERIAL PRIMARY KEY,
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
CREATE INDEX frontdesk_change_shop ON frontdesk_change (shop_id, field, at, id);

-- Who did what, when.
CREATE TABLE frontdesk_audit (
    id       BIGSERIAL PRIMARY KEY,
    at       BIGINT NOT NULL,
    actor    BIGINT NOT NULL,
    name     TEXT   NOT NULL DEFAULT '',
    action   TEXT   NOT NULL,
    subject  TEXT   NOT NULL DEFAULT '',
    details  TEXT   NOT NULL DEFAULT '',
    work_key TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX frontdesk_audit_subject ON frontdesk_audit (subject, id);

-- Failed sign-ins, by person and by name.
CREATE TABLE frontdesk_attempt (
    subject      TEXT PRIMARY KEY,
    failures     INTEGER NOT NULL,
    locked_until BIGINT  NOT NULL DEFAULT 0,
    updated_at   BIGINT  NOT NULL
);
CREATE INDEX frontdesk_attempt_old ON frontdesk_attempt (updated_at);

CREATE TABLE frontdesk_setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- +goose Down
DROP TABLE frontdesk_setting;
DROP TABLE frontdesk_attempt;
DROP TABLE frontdesk_audit;
DROP TABLE frontdesk_change;
DROP TABLE frontdesk_expected_input;
DROP TABLE frontdesk_person;
DROP TABLE frontdesk_screen;
DROP TABLE frontdesk_delivery;
DROP TABLE frontdesk_inbox;
