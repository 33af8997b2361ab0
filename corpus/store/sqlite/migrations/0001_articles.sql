-- Articles with their texts and sentences, and the search index.

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- sequence: number of the last change; sentence: the last sentence id assigned (ids are never reused).
INSERT INTO counters VALUES ('sequence', 0), ('sentence', 0);

CREATE TABLE scopes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO scopes VALUES (1, '');  -- the shared scope, which the operator fills

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
    first_sentence INTEGER NOT NULL,                -- its sentences have consecutive ids from this one on
    sentences INTEGER NOT NULL,
    body INTEGER NOT NULL,                          -- number of its sentences in the body
    title TEXT,
    outlet TEXT,
    published TEXT,
    confidence TEXT NOT NULL,
    origin TEXT NOT NULL,                           -- key of the first of its near-duplicates
    sizes TEXT NOT NULL DEFAULT '{}',               -- number of hashes in `features` by kind, as JSON
    features BLOB NOT NULL DEFAULT x'',             -- the hashes, in the order of `sizes`, 32 bits each
    settled INTEGER NOT NULL DEFAULT 0,             -- 0: not yet reconciled with the corpus
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
    sha256 TEXT NOT NULL,                           -- of the original bytes
    address TEXT NOT NULL,
    renderer TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    versions TEXT NOT NULL,                         -- of the annotators
    hints TEXT NOT NULL,
    digest BLOB NOT NULL,                           -- SHA-256 of the text in UTF-8
    text BLOB NOT NULL,                             -- zlib; never altered
    marks BLOB NOT NULL,                            -- zlib; the document as annotated on its own
    settled BLOB,                                   -- zlib; the document as reconciled, if that differs
    UNIQUE (article, revision)
);

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    zone INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    body TEXT,                                      -- its text, if it is in the body
    aside TEXT,                                     -- its text, if it is in another zone
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
    opening TEXT NOT NULL,                          -- first word of the slug, which may be the surname
    closing TEXT NOT NULL,                          -- last word of the slug, which may be the surname
    told TEXT NOT NULL DEFAULT '',                  -- the actor aggregated from its forms, as JSON
    UNIQUE (scope, slug)
);
CREATE INDEX actors_by_opening ON actors (opening);
CREATE INDEX actors_by_closing ON actors (closing);
-- Number of articles in the scope for each attribute of an actor, so that deletions in any order can be subtracted.
CREATE TABLE forms (
    actor INTEGER NOT NULL REFERENCES actors (id),
    aspect TEXT NOT NULL,
    value TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (actor, aspect, value)
) WITHOUT ROWID;

-- Hashes by which related articles are found; see `corpus.store.sqlite.fingerprint_index`.
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
