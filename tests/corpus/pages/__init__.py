"""Claims about pages."""
