CREATE TABLE shown (                   -- replies as they were shown, so that their buttons outlive a restart
    key TEXT PRIMARY KEY,              -- random; part of the ids of the reply's buttons
    proof TEXT NOT NULL,               -- the id at the reply's foot, '' where it quotes nothing
    command TEXT NOT NULL,             -- what was asked: 'brief', 'said' …
    arguments TEXT NOT NULL,           -- JSON object
    day TEXT NOT NULL,                 -- the asker's day
    scope TEXT NOT NULL,               -- whose articles were looked in
    guild TEXT NOT NULL,               -- where it was shown; '' for a direct conversation
    channel INTEGER NOT NULL,
    member INTEGER NOT NULL,           -- who asked
    private INTEGER NOT NULL,          -- 1: shown to the one who asked alone
    before TEXT NOT NULL,              -- key of the reply that this one goes on from, or ''
    page INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    record TEXT NOT NULL,              -- the proof as JSON, '' where the reply quotes nothing
    message TEXT NOT NULL,             -- the words as they were sent, JSON
    at TEXT NOT NULL                   -- instant, UTC
) STRICT;

CREATE INDEX shown_proofs ON shown (proof) WHERE proof > '';
CREATE INDEX shown_times ON shown (at);
CREATE INDEX shown_members ON shown (member, channel, at);
