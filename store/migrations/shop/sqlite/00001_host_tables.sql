-- The host's tables for a shop without Django, in the shape that Django 3.2 gives them on SQLite: the same SQL works on both,
-- and a shop that starts a Django project later can move its rows over as they are. Names of indexes are Django's too.

-- +goose Up
CREATE TABLE IF NOT EXISTS "auth_group" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(150) NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS "auth_user" (
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

CREATE TABLE IF NOT EXISTS "auth_user_groups" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED,
    "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX IF NOT EXISTS "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX IF NOT EXISTS "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX IF NOT EXISTS "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");

CREATE TABLE IF NOT EXISTS "shops" (
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

CREATE TABLE IF NOT EXISTS "warehouses" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(50) NOT NULL,
    "warehouse_id" bigint unsigned NOT NULL CHECK ("warehouse_id" >= 0),
    "shop_id" bigint NOT NULL REFERENCES "shops" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS "warehouses_shop_id_526a1966" ON "warehouses" ("shop_id");

CREATE TABLE IF NOT EXISTS "tg_bot_telegramuser" (
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

CREATE TABLE IF NOT EXISTS "tg_bot_telegramuser_shops" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "telegramuser_id" bigint NOT NULL REFERENCES "tg_bot_telegramuser" ("id") DEFERRABLE INITIALLY DEFERRED,
    "shop_id" bigint NOT NULL REFERENCES "shops" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX IF NOT EXISTS "tg_bot_telegramuser_shops_telegramuser_id_shop_id_0aa0a5c1_uniq" ON "tg_bot_telegramuser_shops" ("telegramuser_id", "shop_id");
CREATE INDEX IF NOT EXISTS "tg_bot_telegramuser_shops_telegramuser_id_fa22a71a" ON "tg_bot_telegramuser_shops" ("telegramuser_id");
CREATE INDEX IF NOT EXISTS "tg_bot_telegramuser_shops_shop_id_0b0cb212" ON "tg_bot_telegramuser_shops" ("shop_id");

INSERT INTO "auth_group" ("name") VALUES ('telegram_admins') ON CONFLICT ("name") DO NOTHING;
