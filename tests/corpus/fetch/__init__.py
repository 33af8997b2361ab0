"""Claims about fetching, made against a hostile server on loopback."""
