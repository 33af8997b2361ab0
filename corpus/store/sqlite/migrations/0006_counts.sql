-- What statistics of whole scopes are computed from, and by which they are brought up to date after a change.

-- Number of sentences with each facet of an actor or a day; see `corpus.store.sqlite.facets`.
CREATE TABLE facet_counts (
    facet TEXT PRIMARY KEY,
    sentences INTEGER NOT NULL,
    changed INTEGER NOT NULL                        -- greater than the sequence number before the last change
) WITHOUT ROWID;
CREATE INDEX facet_counts_by_change ON facet_counts (changed);
INSERT INTO facet_counts SELECT term, doc, (SELECT value FROM counters WHERE name = 'sequence') FROM vocabulary
WHERE col = 'facets' AND term >= 'a' AND term < 'b' AND term GLOB 'a[0-9]*' ORDER BY term;
INSERT INTO facet_counts SELECT term, doc, (SELECT value FROM counters WHERE name = 'sequence') FROM vocabulary
WHERE col = 'facets' AND term >= 'td' AND term < 'te' AND term GLOB 'td[0-9]*' ORDER BY term;

ALTER TABLE actors ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;  -- as in facet_counts, of the actor as aggregated
CREATE INDEX actors_by_change ON actors (changed);

-- A scope that has been deleted may come again, with other ids: what was computed for any before is out of date.
INSERT INTO counters VALUES ('deleted scope', 0);

-- Articles, origins and sentences of a scope are counted in the index alone.
DROP INDEX articles_by_origin;
CREATE INDEX articles_by_origin ON articles (scope, origin, sentences, body);
