"""Helpers for tests of the test server."""
