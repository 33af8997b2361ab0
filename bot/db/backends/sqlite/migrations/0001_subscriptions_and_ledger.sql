CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,          -- random; ids and nonces of digests are derived from it
    guild TEXT NOT NULL,               -- the guild's id, '' for none; the scope of its articles
    channel INTEGER NOT NULL,
    topic TEXT NOT NULL,               -- '' for everything
    times TEXT NOT NULL,               -- '08:00,18:30', local
    zone TEXT NOT NULL,                -- IANA name
    weekdays TEXT NOT NULL,            -- '0123456', Monday is 0
    length INTEGER NOT NULL,           -- maximum number of sentences
    configured INTEGER NOT NULL,       -- 1: created from the operator's settings, 0: by a command
    since TEXT NOT NULL,               -- only slots later than this instant are due
    suspended TEXT,                    -- reason why nothing is posted, or NULL
    ended TEXT                         -- when it was removed, or NULL; its ledger stays
) STRICT;

CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions (id),
    day TEXT NOT NULL,                 -- local date of the slot
    slot TEXT NOT NULL,                -- '08:30', or 'now <instant>' for one on demand
    part INTEGER NOT NULL DEFAULT 1,
    due TEXT NOT NULL,                 -- instant, UTC
    state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'unknown', 'skipped')),
    late INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL,              -- the id in the message's footer
    payload TEXT,                      -- the message to send
    hash TEXT,                         -- SHA-256 of the payload
    sequence INTEGER,                  -- the store's sequence number when composed
    message INTEGER,                   -- Discord's id of the message
    planned_at TEXT NOT NULL,
    sending_at TEXT,
    settled_at TEXT,
    UNIQUE (subscription, day, slot, part)
) STRICT;

CREATE INDEX ledger_open ON ledger (state) WHERE state IN ('planned', 'sending');

CREATE TABLE command_trees (
    application INTEGER NOT NULL,
    guild INTEGER NOT NULL,            -- 0 for global commands
    hash TEXT NOT NULL,
    ids TEXT NOT NULL,                 -- JSON: Discord's ids by command name
    PRIMARY KEY (application, guild)
) STRICT;
