"""Claims about who acts in a text."""
