"""Helpers for tests of digests."""
