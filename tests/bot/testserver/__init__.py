"""Tests of the test server: the real discord.py client talks to it."""
