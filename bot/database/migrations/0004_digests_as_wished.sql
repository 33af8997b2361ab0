ALTER TABLE subscriptions ADD COLUMN place TEXT NOT NULL DEFAULT 'channel';   -- 'channel', 'forum', 'direct'
ALTER TABLE subscriptions ADD COLUMN publish INTEGER NOT NULL DEFAULT 0;      -- 1: to followers of an announcement channel
ALTER TABLE subscriptions ADD COLUMN layout TEXT NOT NULL DEFAULT 'full';     -- 'full', 'compact'
ALTER TABLE subscriptions ADD COLUMN language TEXT NOT NULL DEFAULT '';       -- '' for the server's
ALTER TABLE subscriptions ADD COLUMN role INTEGER NOT NULL DEFAULT 0;         -- to ping, 0 for none
ALTER TABLE subscriptions ADD COLUMN empty TEXT NOT NULL DEFAULT 'say';       -- where nothing is new: 'say', 'skip'
ALTER TABLE subscriptions ADD COLUMN chart INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN editors INTEGER NOT NULL DEFAULT 0;      -- channel that approves it, 0 for none
ALTER TABLE subscriptions ADD COLUMN member INTEGER NOT NULL DEFAULT 0;       -- who asked for it
ALTER TABLE subscriptions ADD COLUMN paused TEXT;                             -- local date from which on it is posted again
ALTER TABLE subscriptions ADD COLUMN change TEXT;                             -- JSON: the columns that it gets ...
ALTER TABLE subscriptions ADD COLUMN change_since TEXT;                       -- ... after this instant
