"""Tests of bot.testserver.gateway."""
