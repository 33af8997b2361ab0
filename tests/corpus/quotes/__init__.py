"""Tests of corpus.quotes."""
