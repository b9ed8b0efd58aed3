-- PostgreSQL's writer marks its commits in a table of its own; SQLite's are always answered, and there is nothing to do.

-- +goose Up

-- +goose Down
