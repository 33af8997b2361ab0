"""Tests of bot.db."""
