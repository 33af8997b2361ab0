"""Tests of corpus.entities."""
