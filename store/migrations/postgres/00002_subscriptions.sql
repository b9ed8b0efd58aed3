-- Plans are in the configuration; what was offered, paid and owed is here. No column type or key of one engine alone.

-- +goose Up

-- Each offer to a person. payload is random, and the platform gives it back with the payment.
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
CREATE INDEX frontdesk_invoice_open ON frontdesk_invoice (expires_at) WHERE status = 0;
CREATE INDEX frontdesk_invoice_person ON frontdesk_invoice (person_id) WHERE status = 0;
CREATE INDEX frontdesk_invoice_old ON frontdesk_invoice (expires_at) WHERE status <> 0;

-- Money that was taken: one row for each charge id of Telegram's. Kept for good: people ask for receipts years later.
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
CREATE UNIQUE INDEX frontdesk_payment_charge ON frontdesk_payment (charge_id);
CREATE INDEX frontdesk_payment_person ON frontdesk_payment (person_id, paid_at, id);

-- How long each person has paid for, and what is to be done next about it.
CREATE TABLE frontdesk_subscription (
    person_id  BIGINT PRIMARY KEY,
    ends_at    BIGINT   NOT NULL,
    stage      SMALLINT NOT NULL,
    next_at    BIGINT   NOT NULL DEFAULT 0, -- 0: nothing
    free       SMALLINT NOT NULL DEFAULT 0,
    updated_at BIGINT   NOT NULL
);
CREATE INDEX frontdesk_subscription_next ON frontdesk_subscription (next_at, person_id) WHERE next_at <> 0;

-- +goose Down
DROP TABLE frontdesk_subscription;
DROP TABLE frontdesk_payment;
DROP TABLE frontdesk_invoice;
