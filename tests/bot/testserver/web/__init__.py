"""Tests of bot.testserver.web."""
