-- The host's tables for a shop without Django, in the shape that Django 3.2 gives them on PostgreSQL: the same SQL works on
-- both, and a shop that starts a Django project later can move its rows over as they are. Names of indexes are Django's too.
-- Only chat_id is wider than Django's 32 bits, where many people's ids do not fit.

-- +goose Up
CREATE TABLE IF NOT EXISTS "auth_group" (
    "id" serial NOT NULL PRIMARY KEY,
    "name" varchar(150) NOT NULL UNIQUE
);
CREATE INDEX IF NOT EXISTS "auth_group_name_a6ea08ec_like" ON "auth_group" ("name" varchar_pattern_ops);

CREATE TABLE IF NOT EXISTS "auth_user" (
    "id" serial NOT NULL PRIMARY KEY,
    "password" varchar(128) NOT NULL,
    "last_login" timestamp with time zone NULL,
    "is_superuser" boolean NOT NULL,
    "username" varchar(150) NOT NULL UNIQUE,
    "last_name" varchar(150) NOT NULL,
    "email" varchar(254) NOT NULL,
    "is_staff" boolean NOT NULL,
    "is_active" boolean NOT NULL,
    "date_joined" timestamp with time zone NOT NULL,
    "first_name" varchar(150) NOT NULL
);
CREATE INDEX IF NOT EXISTS "auth_user_username_6821ab7c_like" ON "auth_user" ("username" varchar_pattern_ops);

CREATE TABLE IF NOT EXISTS "auth_user_groups" (
    "id" bigserial NOT NULL PRIMARY KEY,
    "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED,
    "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX IF NOT EXISTS "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX IF NOT EXISTS "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX IF NOT EXISTS "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");

CREATE TABLE IF NOT EXISTS "shops" (
    "id" bigserial NOT NULL PRIMARY KEY,
    "name" varchar(50) NOT NULL,
    "slug" varchar(50) NULL UNIQUE,
    "client_id" varchar(8) NOT NULL,
    "ozon_api_key" varchar(50) NOT NULL,
    "shipper_api_key" varchar(200) NOT NULL,
    "is_active" boolean NOT NULL,
    "price_updating" boolean NOT NULL,
    "vendor_name" varchar(50) NOT NULL
);
CREATE INDEX IF NOT EXISTS "shops_slug_3c04c952_like" ON "shops" ("slug" varchar_pattern_ops);

CREATE TABLE IF NOT EXISTS "warehouses" (
    "id" bigserial NOT NULL PRIMARY KEY,
    "name" varchar(50) NOT NULL,
    "warehouse_id" bigint NOT NULL CHECK ("warehouse_id" >= 0),
    "shop_id" bigint NOT NULL REFERENCES "shops" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS "warehouses_shop_id_526a1966" ON "warehouses" ("shop_id");

CREATE TABLE IF NOT EXISTS "tg_bot_telegramuser" (
    "id" bigserial NOT NULL PRIMARY KEY,
    "chat_id" bigint NOT NULL UNIQUE CHECK ("chat_id" >= 0),
    "first_name" varchar(255) NOT NULL,
    "last_name" varchar(255) NOT NULL,
    "username" varchar(255) NOT NULL,
    "role" varchar(2) NOT NULL,
    "created_at" timestamp with time zone NOT NULL,
    "is_banned" boolean NOT NULL,
    "is_active" boolean NOT NULL,
    "is_logged_out" boolean NOT NULL
);

CREATE TABLE IF NOT EXISTS "tg_bot_telegramuser_shops" (
    "id" bigserial NOT NULL PRIMARY KEY,
    "telegramuser_id" bigint NOT NULL REFERENCES "tg_bot_telegramuser" ("id") DEFERRABLE INITIALLY DEFERRED,
    "shop_id" bigint NOT NULL REFERENCES "shops" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX IF NOT EXISTS "tg_bot_telegramuser_shops_telegramuser_id_shop_id_0aa0a5c1_uniq" ON "tg_bot_telegramuser_shops" ("telegramuser_id", "shop_id");
CREATE INDEX IF NOT EXISTS "tg_bot_telegramuser_shops_telegramuser_id_fa22a71a" ON "tg_bot_telegramuser_shops" ("telegramuser_id");
CREATE INDEX IF NOT EXISTS "tg_bot_telegramuser_shops_shop_id_0b0cb212" ON "tg_bot_telegramuser_shops" ("shop_id");

INSERT INTO "auth_group" ("name") VALUES ('telegram_admins') ON CONFLICT ("name") DO NOTHING;
