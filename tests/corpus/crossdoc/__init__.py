"""Tests of corpus.crossdoc."""
