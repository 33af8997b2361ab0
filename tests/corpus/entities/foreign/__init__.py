"""Claims about `corpus.entities.foreign`."""
