"""Sources of articles: HTTP, feeds, OPML and files."""
