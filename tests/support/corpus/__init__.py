"""Helpers for tests of corpus."""
