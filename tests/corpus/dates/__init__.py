"""Tests of corpus.dates."""
