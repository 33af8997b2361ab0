"""Tests of corpus.extraction.outlets."""
