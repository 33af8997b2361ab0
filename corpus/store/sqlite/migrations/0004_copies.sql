-- The hashes by which near-duplicates are found, apart from the other features; the near-duplicates found.

ALTER TABLE articles ADD COLUMN publisher INTEGER NOT NULL DEFAULT 0;  -- hash of its publisher; 0: unknown
UPDATE articles SET publisher = hash_publisher(outlet, address);
CREATE INDEX articles_by_origin ON articles (scope, origin);

CREATE TABLE copy_hashes (
    hash INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    publisher INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, scope, publisher, article)
) WITHOUT ROWID;
INSERT INTO copy_hashes SELECT hash, scope, publisher, article FROM features CROSS JOIN articles ON id = article
WHERE kind = 1 ORDER BY hash, scope, publisher, article;
DELETE FROM features WHERE kind = 1;

-- Hashes of standing text: more articles of the publisher in the scope hold them than
-- `corpus.store.fingerprints.MAX_HOLDERS` was when this was written.
CREATE TABLE standing_hashes (
    hash INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    publisher INTEGER NOT NULL,
    PRIMARY KEY (hash, scope, publisher)
) WITHOUT ROWID;
INSERT INTO standing_hashes SELECT hash, scope, publisher FROM copy_hashes GROUP BY hash, scope, publisher
HAVING count(*) > 6;

-- Near-duplicates, each pair in both directions.
CREATE TABLE copy_links (
    article INTEGER NOT NULL,
    scope INTEGER NOT NULL,                         -- of the other
    other INTEGER NOT NULL,
    shared INTEGER NOT NULL,                        -- number of hashes that they share
    part INTEGER NOT NULL,                          -- 1: the other contains it; -1: it contains the other; 0: neither
    PRIMARY KEY (article, scope, other)
) WITHOUT ROWID;

-- Articles whose near-duplicates have to be found (state 0), or whose group may have changed.
CREATE TABLE copy_queue (
    article INTEGER PRIMARY KEY,
    state INTEGER NOT NULL                          -- see `corpus.store.sqlite.copies.links`
);
INSERT INTO copy_queue SELECT id, 0 FROM articles;
