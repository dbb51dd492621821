-- The schema of the first version, with what it may have held. Frozen: databases
-- like this one are out there, and every later version must open them.

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

CREATE TABLE goose_db_version (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL,
    is_applied INTEGER NOT NULL,
    tstamp     TIMESTAMP DEFAULT (datetime('now'))
);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1);

INSERT INTO outbox (key, state, action, target, text, cw, visibility, language, media, in_reply_to, after, quote_id, area,
    cycle, recipient, conversation, created_at, first_sent_at, last_sent_at, sends, generation, floor, status_id,
    status_url, posted_at, reason)
VALUES
    ('slot/any/2026-11-23T08:00Z', 'posted', 'post', '', 'words', '', 'unlisted', 'en', '', '', '', 'gov-4-1', '', 1, '', '',
     '2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.100Z', '2026-11-23T08:00:00.100Z', 1, 0, '0', '42',
     'https://mastodon.example/@quotebot/42', '2026-11-23T08:00:00.300Z', ''),
    ('reply/7', 'sending', 'post', '', '@alice words', 're: law', 'direct', 'en', '', '7', '', 'jud-1-1', '', 0, '77', '7',
     '2026-11-23T09:00:00.000Z', '2026-11-23T09:00:00.100Z', '2026-11-23T09:00:00.100Z', 1, 0, '42', NULL, '', '', 'courts');
INSERT INTO fact (name, value) VALUES ('seed', '1'), ('mentions', '7');
