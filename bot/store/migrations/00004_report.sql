-- +goose Up

-- When the mention was written that a deed answers; '' where it answers none.
ALTER TABLE outbox ADD COLUMN asked_at TEXT NOT NULL DEFAULT '';

-- When a deed came to its end, as near as the row tells; report.go asks for it
-- in these words.
CREATE INDEX outbox_ended ON outbox ((CASE WHEN posted_at <> '' THEN posted_at WHEN last_sent_at <> '' THEN last_sent_at ELSE created_at END));

-- +goose Down
DROP INDEX outbox_ended;
ALTER TABLE outbox DROP COLUMN asked_at;
