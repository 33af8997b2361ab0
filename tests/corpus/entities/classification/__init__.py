"""Tests of corpus.entities.classification."""
