"""Tests of corpus.extraction."""
