"""Near-duplicates in a SQLite store: their hashes, the links between them, and their groups."""
