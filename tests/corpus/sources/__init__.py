"""Tests of corpus.sources, against a hostile server on loopback."""
