"""Tests of corpus.models."""
