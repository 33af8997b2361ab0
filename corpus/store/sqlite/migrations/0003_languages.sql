-- The language of each article: an ISO 639-1 code, or '' for one that was read before languages were identified.

ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT '';
