"""Tests of corpus.extraction.body."""
