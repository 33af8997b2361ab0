"""Names in articles in other languages."""
