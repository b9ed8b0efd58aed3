-- What the console asks of the log of who did what: by what was done. And the door that an admin closes to somebody who signed
-- up here. And what was decided of an event's messages a moment ago, however many were decided before. And
-- which deliveries that wait for their time come due, however many wait.

-- +goose Up
CREATE INDEX frontdesk_audit_action ON frontdesk_audit (action, id);
ALTER TABLE frontdesk_console_user ADD COLUMN closed_at BIGINT NOT NULL DEFAULT 0; -- 0: open
CREATE INDEX frontdesk_chat_message_decided ON frontdesk_chat_message (event_id, decided_at);
CREATE INDEX frontdesk_delivery_later ON frontdesk_delivery (channel, priority, not_before) WHERE status = 0 AND not_before > 0;

-- +goose Down
DROP INDEX frontdesk_delivery_later;
DROP INDEX frontdesk_chat_message_decided;
ALTER TABLE frontdesk_console_user DROP COLUMN closed_at;
DROP INDEX frontdesk_audit_action;
