"""Tests of bot.archive."""
