-- The https address of the picture that the page of each article names, or ''; unknown for articles from before.

ALTER TABLE articles ADD COLUMN picture TEXT NOT NULL DEFAULT '';
