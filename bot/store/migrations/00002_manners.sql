-- +goose Up

-- What was asked for, so that "more" can go on in the same vein.
ALTER TABLE outbox ADD COLUMN intent TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN topic  TEXT NOT NULL DEFAULT '';

-- Accounts that do not want to be answered, by their ids on the server.
CREATE TABLE opt_out (
    account TEXT PRIMARY KEY,
    since   TEXT NOT NULL
);

-- +goose Down
DROP TABLE opt_out;
ALTER TABLE outbox DROP COLUMN topic;
ALTER TABLE outbox DROP COLUMN intent;
