-- +goose Up

-- Deeds of a talk's thread: which talk they belong to, and the time before which
-- they are not to be done.
ALTER TABLE outbox ADD COLUMN talk       TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN not_before TEXT NOT NULL DEFAULT '';
CREATE INDEX outbox_talk ON outbox (talk);

-- Talks whose threads are published, or will be. Links are JSON, in the order of
-- the file.
CREATE TABLE talk (
    name       TEXT PRIMARY KEY,
    path       TEXT NOT NULL,
    title      TEXT NOT NULL,
    links      TEXT NOT NULL,
    edition    INTEGER NOT NULL,
    created_at TEXT NOT NULL
);

-- Who asked under a talk's thread for a link that had not come yet.
CREATE TABLE question (
    status     TEXT NOT NULL,
    link       TEXT NOT NULL,
    talk       TEXT NOT NULL,
    account    TEXT NOT NULL,
    acct       TEXT NOT NULL,
    visibility TEXT NOT NULL,
    cw         TEXT NOT NULL,
    language   TEXT NOT NULL,
    asked_at   TEXT NOT NULL,
    PRIMARY KEY (status, link)
);
CREATE INDEX question_talk ON question (talk);

-- +goose Down
DROP TABLE question;
DROP TABLE talk;
DROP INDEX outbox_talk;
ALTER TABLE outbox DROP COLUMN not_before;
ALTER TABLE outbox DROP COLUMN talk;
