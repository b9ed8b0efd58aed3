-- Screens that stay refreshed although newer ones stand below them in the chat (cards), and screens that are refreshed at a
-- pace, since their subject changes more often than a message may be edited.

-- +goose Up
ALTER TABLE frontdesk_screen ADD COLUMN stays SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE frontdesk_screen ADD COLUMN pace BIGINT NOT NULL DEFAULT 0; -- ms between two refreshes; 0: each at once
ALTER TABLE frontdesk_screen ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0; -- of the newest refresh of one with a pace

-- +goose Down
ALTER TABLE frontdesk_screen DROP COLUMN due_at;
ALTER TABLE frontdesk_screen DROP COLUMN pace;
ALTER TABLE frontdesk_screen DROP COLUMN stays;
