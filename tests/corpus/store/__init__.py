"""Tests of corpus.store, always on a real one."""
