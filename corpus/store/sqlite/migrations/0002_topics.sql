-- Topics that people follow.

CREATE TABLE topics (
    id INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scopes (id),
    folded TEXT NOT NULL,                           -- the normalized name, by which topics are compared
    told TEXT NOT NULL,                             -- the topic as JSON
    UNIQUE (scope, folded)
);
