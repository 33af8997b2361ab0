"""Tests of bot.testserver.rest."""
