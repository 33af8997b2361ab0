"""Tests of corpus.store.sqlite."""
