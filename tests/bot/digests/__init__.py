"""Claims about digests over the real wire."""
