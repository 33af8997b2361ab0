"""Tests of corpus.store.sql."""
