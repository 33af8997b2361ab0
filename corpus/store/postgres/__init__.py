"""The article store in PostgreSQL, with the words that FTS5 finds in a text and the same ranking."""
