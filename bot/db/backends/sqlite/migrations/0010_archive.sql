CREATE TABLE archive_channels (        -- channels whose digests are published as pages
    channel INTEGER PRIMARY KEY,
    guild TEXT NOT NULL,
    server_name TEXT NOT NULL,         -- the names when they were published, which the pages show
    channel_name TEXT NOT NULL,
    language TEXT NOT NULL,            -- the server's, as Discord writes it; for digests without one of their own
    since TEXT NOT NULL                -- instant, UTC
) STRICT;

ALTER TABLE ledger ADD COLUMN channel INTEGER;                        -- where it was posted, NULL if that is not known
ALTER TABLE ledger ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;   -- 1: it is not published, or no longer

-- A subscription may have been moved since, from a private channel to another; replies are stored with their channel.
UPDATE ledger SET channel = (SELECT shown.channel FROM shown WHERE shown.key = ledger.digest) WHERE state = 'sent';

CREATE INDEX ledger_channels ON ledger (channel) WHERE channel IS NOT NULL;
CREATE INDEX ledger_messages ON ledger (message) WHERE message IS NOT NULL;
