"""The article store in SQLite with FTS5."""
