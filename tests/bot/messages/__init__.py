"""Claims about messages."""
