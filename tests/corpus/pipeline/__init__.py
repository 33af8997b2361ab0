"""Tests of corpus.pipeline."""
