-- +goose Up

-- Everything that is ever said in public is one row here, under the key that
-- names the deed; and every mention that was left unanswered, with the reason. Times are UTC text, RFC 3339 with milliseconds: they sort as
-- text, and a person can read them.
CREATE TABLE outbox (
    key            TEXT PRIMARY KEY,
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'pending', 'sending', 'posted', 'skipped', 'failed', 'missed', 'dropped', 'deleted')),
    action         TEXT NOT NULL CHECK (action IN ('post', 'edit', 'delete', 'favourite')),
    target         TEXT NOT NULL,
    text           TEXT NOT NULL,
    cw             TEXT NOT NULL,
    visibility     TEXT NOT NULL,
    language       TEXT NOT NULL,
    media          TEXT NOT NULL,
    in_reply_to    TEXT NOT NULL,
    after          TEXT NOT NULL,
    quote_id       TEXT NOT NULL,
    area           TEXT NOT NULL,
    cycle          INTEGER NOT NULL,
    recipient      TEXT NOT NULL,
    conversation   TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    first_sent_at  TEXT NOT NULL,
    last_sent_at   TEXT NOT NULL,
    sends          INTEGER NOT NULL,
    generation     INTEGER NOT NULL,
    floor          TEXT NOT NULL,
    status_id      TEXT UNIQUE,
    status_url     TEXT NOT NULL,
    posted_at      TEXT NOT NULL,
    reason         TEXT NOT NULL
);

CREATE INDEX outbox_state ON outbox (state, created_at);
CREATE INDEX outbox_after ON outbox (after);
CREATE INDEX outbox_cycle ON outbox (cycle, created_at);
CREATE INDEX outbox_recipient ON outbox (recipient, created_at);
CREATE INDEX outbox_conversation ON outbox (conversation);
CREATE INDEX outbox_sent ON outbox (last_sent_at);

-- Small facts that outlive a process: how far mentions and the schedule were
-- read, the seed of the choice, the account that the file belongs to.
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- +goose Down
DROP TABLE fact;
DROP TABLE outbox;
