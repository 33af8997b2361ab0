"""One open store, asked in the reader's words."""
