ALTER TABLE subscriptions ADD COLUMN alert TEXT NOT NULL DEFAULT '';            -- JSON: which stories are posted at once, '' for a digest
ALTER TABLE subscriptions ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;        -- store sequence number up to which articles were looked at

CREATE UNIQUE INDEX ledger_stories ON ledger (subscription, slot) WHERE slot LIKE 'story %';   -- once per story, whatever the day

CREATE TABLE alert_articles (          -- articles of the stories that need no alert any more: posted, skipped, or older than the alert
    subscription INTEGER NOT NULL REFERENCES subscriptions (id),
    article TEXT NOT NULL,             -- the article's key
    story TEXT NOT NULL,               -- id of the story that it was part of
    seen TEXT NOT NULL,                -- instant, UTC
    PRIMARY KEY (subscription, article)
) STRICT, WITHOUT ROWID;
