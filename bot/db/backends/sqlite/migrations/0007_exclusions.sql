ALTER TABLE subscriptions ADD COLUMN exclusions TEXT NOT NULL DEFAULT '';     -- JSON: what a digest leaves out, '' for nothing
