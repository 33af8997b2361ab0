-- What was published: articles, their texts, their sentences, and what is searched.

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- sequence: number of the last change; sentence: the last sentence id given out, never given out again.
INSERT INTO counters VALUES ('sequence', 0), ('sentence', 0);

CREATE TABLE scopes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO scopes VALUES (1, '');  -- everybody's, the operator's

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scopes (id),
    url TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '{}',
    UNIQUE (scope, url)
);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scopes (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,                           -- of the current revision
    sequence INTEGER NOT NULL,
    first_sentence INTEGER NOT NULL,                -- its sentences hold the ids from here on, without a gap
    sentences INTEGER NOT NULL,
    body INTEGER NOT NULL,                          -- so many of them stand in its body
    title TEXT,
    outlet TEXT,
    published TEXT,
    confidence TEXT NOT NULL,
    origin TEXT NOT NULL,                           -- key of the first of its near copies
    sizes TEXT NOT NULL DEFAULT '{}',               -- how much `features` holds of it: kind to number of hashes
    features BLOB NOT NULL DEFAULT x'',             -- those hashes, kind by kind as in sizes, 32 bits each
    settled INTEGER NOT NULL DEFAULT 0,             -- 0: what the whole corpus tells of it is still to be worked out
    feed INTEGER REFERENCES feeds (id),
    UNIQUE (scope, key)
);
CREATE INDEX articles_by_address ON articles (address);
CREATE INDEX articles_by_name ON articles (name);
CREATE INDEX articles_newest_first ON articles (published IS NULL, published DESC, key, scope);
CREATE INDEX articles_by_sequence ON articles (sequence);
CREATE INDEX articles_by_feed ON articles (feed) WHERE feed IS NOT NULL;
CREATE INDEX articles_unsettled ON articles (id) WHERE settled = 0;

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    sha256 TEXT NOT NULL,                           -- of the bytes as they came
    address TEXT NOT NULL,
    renderer TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    versions TEXT NOT NULL,                         -- of the readers that read it
    hints TEXT NOT NULL,
    digest BLOB NOT NULL,                           -- SHA-256 of the text in UTF-8
    text BLOB NOT NULL,                             -- zlib; never altered
    marks BLOB NOT NULL,                            -- zlib; the document as read alone
    settled BLOB,                                   -- zlib; the document as the whole corpus tells it, where that differs
    UNIQUE (article, revision)
);

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    zone INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    body TEXT,                                      -- its words, where it stands in the body …
    aside TEXT,                                     -- … and where it stands elsewhere
    facets TEXT NOT NULL,
    marks TEXT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (
    body, aside, facets,
    content = 'sentences', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab ('words', 'col');
CREATE TRIGGER sentences_in AFTER INSERT ON sentences BEGIN
    INSERT INTO words (rowid, body, aside, facets) VALUES (new.id, new.body, new.aside, new.facets);
END;
CREATE TRIGGER sentences_out AFTER DELETE ON sentences BEGIN
    INSERT INTO words (words, rowid, body, aside, facets)
    VALUES ('delete', old.id, old.body, old.aside, old.facets);
END;

CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scopes (id),
    slug TEXT NOT NULL,
    opening TEXT NOT NULL,                          -- first and last word of the slug: one of them is a surname
    closing TEXT NOT NULL,
    told TEXT NOT NULL DEFAULT '',                  -- the actor as its forms add up to, as JSON
    UNIQUE (scope, slug)
);
CREATE INDEX actors_by_opening ON actors (opening);
CREATE INDEX actors_by_closing ON actors (closing);
-- What the articles of its scope say of an actor, counted, so that deletion can take it back in any order.
CREATE TABLE forms (
    actor INTEGER NOT NULL REFERENCES actors (id),
    aspect TEXT NOT NULL,
    value TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (actor, aspect, value)
) WITHOUT ROWID;

-- What articles are found to belong together by, see `corpus.store.features`.
CREATE TABLE features (
    kind INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (kind, hash, article)
) WITHOUT ROWID;

CREATE TABLE curations (
    id INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scopes (id),
    action TEXT NOT NULL,
    actor TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (scope, action, actor, value)
);
