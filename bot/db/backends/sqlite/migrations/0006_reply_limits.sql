CREATE INDEX shown_by_member ON shown (member, at);   -- to find the oldest replies of a member
CREATE INDEX shown_by_guild ON shown (guild, at);     -- and of a guild
