"""The SQL that SQLite and PostgreSQL share: articles, search, statistics, origins, actors, curations."""
