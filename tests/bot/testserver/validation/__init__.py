"""Tests of bot.testserver.validation."""
