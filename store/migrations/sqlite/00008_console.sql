-- What the console asks of the log of who did what: by what was done. And the door that an admin closes to somebody who signed
-- up here.

-- +goose Up
CREATE INDEX frontdesk_audit_action ON frontdesk_audit (action, id);
ALTER TABLE frontdesk_console_user ADD COLUMN closed_at BIGINT NOT NULL DEFAULT 0; -- 0: open

-- +goose Down
ALTER TABLE frontdesk_console_user DROP COLUMN closed_at;
DROP INDEX frontdesk_audit_action;
