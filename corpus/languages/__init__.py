"""Language packs: the word lists and patterns of each language."""
