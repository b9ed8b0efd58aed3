-- Each commit of the writer leaves its mark here: after an answer that was lost, the mark tells whether the commit is there. An
-- id alone does not: after a crash PostgreSQL gives those that were not yet on disk to others, on the same server.
-- Nothing in it is anybody's data: it is neither moved nor kept in backups.

-- +goose Up
CREATE TABLE frontdesk_commit (
  writer text NOT NULL PRIMARY KEY, -- a random name, new with each program
  id     xid8 NOT NULL,             -- of its newest commit
  at     timestamptz NOT NULL       -- when that was; forgotten after a day
);

-- +goose Down
DROP TABLE frontdesk_commit;
