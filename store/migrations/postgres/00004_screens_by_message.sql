-- A screen is found by its message first. Telegram numbers messages as they come, so what was shown at one time lies together:
-- new screens are added at the end of the index, and forgetting 500 old ones touches a few pages of it instead of 500.

-- +goose Up
DROP INDEX frontdesk_screen_message;
CREATE UNIQUE INDEX frontdesk_screen_message ON frontdesk_screen (message_id, chat_id) WHERE message_id <> 0;

-- +goose Down
DROP INDEX frontdesk_screen_message;
CREATE UNIQUE INDEX frontdesk_screen_message ON frontdesk_screen (chat_id, message_id) WHERE message_id <> 0;
