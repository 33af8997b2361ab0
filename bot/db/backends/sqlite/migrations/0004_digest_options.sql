ALTER TABLE subscriptions ADD COLUMN place TEXT NOT NULL DEFAULT 'channel';   -- 'channel', 'forum', 'direct'
ALTER TABLE subscriptions ADD COLUMN publish INTEGER NOT NULL DEFAULT 0;      -- 1: publish to the channel's followers
ALTER TABLE subscriptions ADD COLUMN layout TEXT NOT NULL DEFAULT 'full';     -- 'full', 'compact'
ALTER TABLE subscriptions ADD COLUMN language TEXT NOT NULL DEFAULT '';       -- '' for the guild's
ALTER TABLE subscriptions ADD COLUMN role INTEGER NOT NULL DEFAULT 0;         -- role to mention, 0 for none
ALTER TABLE subscriptions ADD COLUMN empty TEXT NOT NULL DEFAULT 'say';       -- if nothing is new: 'say', 'skip'
ALTER TABLE subscriptions ADD COLUMN chart INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN editors INTEGER NOT NULL DEFAULT 0;      -- channel for approval, 0 for none
ALTER TABLE subscriptions ADD COLUMN member INTEGER NOT NULL DEFAULT 0;       -- id of the member who asked for it
ALTER TABLE subscriptions ADD COLUMN paused TEXT;                             -- local date when posting resumes
ALTER TABLE subscriptions ADD COLUMN change TEXT;                             -- JSON: columns of a pending change ...
ALTER TABLE subscriptions ADD COLUMN change_since TEXT;                       -- ... and when it takes effect
