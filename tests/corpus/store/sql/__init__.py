"""Tests of corpus.store.sql, on SQLite and on PostgreSQL."""
