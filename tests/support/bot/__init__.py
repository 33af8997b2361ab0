"""Helpers for tests of bot."""
