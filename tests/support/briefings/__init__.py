"""Helpers for tests of briefings."""
