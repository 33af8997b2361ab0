"""Near-duplicates in a store: their hashes, the links between them, and their groups."""
