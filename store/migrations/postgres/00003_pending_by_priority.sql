-- The urgent deliveries that wait are found among any number of others.

-- +goose Up
DROP INDEX frontdesk_delivery_pending;
CREATE INDEX frontdesk_delivery_pending ON frontdesk_delivery (channel, priority, id) WHERE status = 0;

-- +goose Down
DROP INDEX frontdesk_delivery_pending;
CREATE INDEX frontdesk_delivery_pending ON frontdesk_delivery (channel, id) WHERE status = 0;
