"""Tests of corpus.store.postgres."""
