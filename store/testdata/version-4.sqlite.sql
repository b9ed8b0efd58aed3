CREATE TABLE frontdesk_migration (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO frontdesk_migration VALUES (1, 0, 1, '2026-11-23 07:30:20');
INSERT INTO frontdesk_migration VALUES (2, 1, 1, '2026-11-23 07:30:20');
INSERT INTO frontdesk_migration VALUES (3, 2, 1, '2026-11-23 07:30:20');
INSERT INTO frontdesk_migration VALUES (4, 3, 1, '2026-11-23 07:30:20');
INSERT INTO frontdesk_migration VALUES (5, 4, 1, '2026-11-23 07:30:20');
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
);
INSERT INTO frontdesk_screen VALUES (1, 5000000001, 100, 5000000001, 1, 'shop', 's1', 'shop:1', -5, 1, 1772366400000);
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
);
INSERT INTO frontdesk_audit VALUES (1, 1772366400000, 5000000001, 'Маша', 'shop.is_active', 'shop:1', '', 'w1');
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
CREATE TABLE frontdesk_migration_shop (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO frontdesk_migration_shop VALUES (1, 0, 1, '2026-11-23 07:30:20');
INSERT INTO frontdesk_migration_shop VALUES (2, 1, 1, '2026-11-23 07:30:21');
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
CREATE UNIQUE INDEX "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");
CREATE INDEX "warehouses_shop_id_526a1966" ON "warehouses" ("shop_id");
CREATE UNIQUE INDEX "tg_bot_telegramuser_shops_telegramuser_id_shop_id_0aa0a5c1_uniq" ON "tg_bot_telegramuser_shops" ("telegramuser_id", "shop_id");
CREATE INDEX "tg_bot_telegramuser_shops_telegramuser_id_fa22a71a" ON "tg_bot_telegramuser_shops" ("telegramuser_id");
CREATE INDEX "tg_bot_telegramuser_shops_shop_id_0b0cb212" ON "tg_bot_telegramuser_shops" ("shop_id");
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('frontdesk_migration', 5);
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
