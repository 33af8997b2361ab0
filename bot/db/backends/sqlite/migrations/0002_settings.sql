CREATE TABLE settings (
    guild TEXT NOT NULL,               -- the guild's id; the scope of its articles
    channel INTEGER NOT NULL,          -- 0 for the whole guild
    language TEXT,                     -- 'de', or NULL if not set
    private INTEGER,                   -- 1: replies are shown only to the member who asks, 0: to all, NULL: not set
    topic TEXT,                        -- topic of questions that name none, or NULL
    PRIMARY KEY (guild, channel)
) STRICT;

CREATE TABLE setups (                  -- unfinished guided setups
    message INTEGER PRIMARY KEY,       -- Discord's id of the message that is edited at each step
    guild TEXT NOT NULL,
    member INTEGER NOT NULL,
    draft TEXT NOT NULL,               -- JSON
    changed TEXT NOT NULL              -- instant, UTC
) STRICT;

CREATE TABLE servers (                 -- guilds that the bot is in, or left and whose data is not deleted yet
    application INTEGER NOT NULL,      -- applications that share this database are in different guilds
    guild TEXT NOT NULL,
    departed TEXT,                     -- instant when the bot left, UTC; NULL while it is in the guild
    PRIMARY KEY (application, guild)
) STRICT;
