CREATE TABLE shown (                   -- replies as they were sent, so that their buttons work after a restart
    key TEXT PRIMARY KEY,              -- random; part of the custom_ids of the reply's buttons
    proof TEXT NOT NULL,               -- the id in the reply's footer, '' if it quotes nothing
    command TEXT NOT NULL,             -- command of the query: 'brief', 'said' …
    arguments TEXT NOT NULL,           -- JSON object
    day TEXT NOT NULL,                 -- current day of the member who asked
    scope TEXT NOT NULL,               -- scope whose articles were searched
    guild TEXT NOT NULL,               -- the guild's id; '' for a direct message
    channel INTEGER NOT NULL,
    member INTEGER NOT NULL,           -- who asked
    private INTEGER NOT NULL,          -- 1: shown only to the member who asked
    before TEXT NOT NULL,              -- key of the reply that this one continues, or ''
    page INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    record TEXT NOT NULL,              -- the proof as JSON, '' if the reply quotes nothing
    message TEXT NOT NULL,             -- the content as it was sent, JSON
    at TEXT NOT NULL                   -- instant, UTC
) STRICT;

CREATE INDEX shown_proofs ON shown (proof) WHERE proof > '';
CREATE INDEX shown_times ON shown (at);
CREATE INDEX shown_members ON shown (member, channel, at);
