"""Tests of bot.services, on a real store."""
