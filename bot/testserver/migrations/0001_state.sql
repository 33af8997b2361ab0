CREATE TABLE things (
    kind TEXT NOT NULL,                -- 'world', 'user', 'guild', 'channel', 'commands' or 'message'
    id INTEGER NOT NULL,
    form TEXT NOT NULL,                -- JSON
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL,          -- id of the message to which the file is attached
    data BLOB NOT NULL
);

CREATE INDEX files_of ON files (message);
