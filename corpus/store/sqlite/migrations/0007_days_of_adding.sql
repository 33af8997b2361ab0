-- The day, in UTC, on which each text was stored, as an ISO value; '' for those from before.

ALTER TABLE revisions ADD COLUMN added TEXT NOT NULL DEFAULT '';
