CREATE TABLE settings (
    guild TEXT NOT NULL,               -- the server's id; the scope of its articles
    channel INTEGER NOT NULL,          -- 0 for the whole server
    language TEXT,                     -- 'de', or NULL where nobody chose
    private INTEGER,                   -- 1: replies are shown to the one who asks alone, 0: to all, NULL: nobody chose
    topic TEXT,                        -- what a question without a topic is about, or NULL
    PRIMARY KEY (guild, channel)
) STRICT;

CREATE TABLE setups (                  -- guided flows under way
    message INTEGER PRIMARY KEY,       -- Discord's id of the message that is edited step by step
    guild TEXT NOT NULL,
    member INTEGER NOT NULL,
    draft TEXT NOT NULL,               -- JSON
    changed TEXT NOT NULL              -- instant, UTC
) STRICT;

CREATE TABLE servers (                 -- where the bot is, and what it left until its things there are wiped
    application INTEGER NOT NULL,      -- another application on this database is in other servers
    guild TEXT NOT NULL,
    departed TEXT,                     -- instant, UTC; NULL while it is there
    PRIMARY KEY (application, guild)
) STRICT;
