"""Claims about the desk, on a real store."""
