ALTER TABLE ledger ADD COLUMN told TEXT NOT NULL DEFAULT '';      -- JSON: the sentences that were posted
ALTER TABLE ledger ADD COLUMN proof TEXT NOT NULL DEFAULT '';     -- JSON: the proof of these sentences
ALTER TABLE ledger ADD COLUMN copy TEXT NOT NULL DEFAULT '';      -- JSON: the digest as its editors see it, or ''
ALTER TABLE ledger ADD COLUMN choices TEXT NOT NULL DEFAULT '';   -- JSON: choices of the editors
ALTER TABLE ledger ADD COLUMN draft INTEGER;                      -- Discord's id of the draft; 0 while it is being sent
ALTER TABLE ledger ADD COLUMN approved TEXT NOT NULL DEFAULT '';  -- who approved it
ALTER TABLE ledger ADD COLUMN publish TEXT NOT NULL DEFAULT '';   -- to followers: '', 'wanted', 'done', or the error

CREATE INDEX ledger_digests ON ledger (digest);
CREATE INDEX ledger_unpublished ON ledger (publish) WHERE publish = 'wanted';
CREATE INDEX subscriptions_channels ON subscriptions (channel);

CREATE TABLE ledger_files (            -- files of a digest, until it is posted
    sha256 TEXT PRIMARY KEY,
    data BLOB NOT NULL,
    kept TEXT NOT NULL                 -- instant when it was stored, UTC
) STRICT;
