"""What was published: articles fetched, read, annotated and stored."""
