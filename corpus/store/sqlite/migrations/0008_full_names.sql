-- The full names by which short ones in other articles are explained, apart from the other features; the evidence that
-- each article regards.

-- The rank, by kind, of the last article that is evidence for this one, as JSON; '' if all are.
ALTER TABLE articles ADD COLUMN horizons TEXT NOT NULL DEFAULT '';

CREATE TABLE full_names (
    hash INTEGER NOT NULL,                          -- of a key of the name, as among the features of short names
    actor INTEGER NOT NULL REFERENCES actors (id),
    article INTEGER NOT NULL,                       -- that names the actor so, as annotated on its own
    checksum INTEGER NOT NULL,                      -- another hash of the key
    PRIMARY KEY (hash, actor, article)
) WITHOUT ROWID;
INSERT OR IGNORE INTO full_names
SELECT json_extract(name.value, '$[0]'), actors.id, a.id, json_extract(name.value, '$[1]')
FROM articles a JOIN revisions r ON r.article = a.id AND r.revision = a.revision
CROSS JOIN json_each(list_full_names(r.marks, '')) AS name
CROSS JOIN actors ON actors.scope = a.scope AND actors.slug = json_extract(name.value, '$[2]')
ORDER BY 1, 2, 3;

-- Of the articles with a short name only 40 were regarded that share most of its full names, now all are.
UPDATE articles SET settled = 0 WHERE id IN (
    SELECT short.article FROM features AS short
    JOIN (SELECT hash, count(*) AS articles FROM features WHERE kind = 4 GROUP BY hash) AS long ON long.hash = short.hash
    WHERE short.kind = 5 GROUP BY short.article HAVING sum(long.articles) > 40
);
DELETE FROM features WHERE kind = 4;
