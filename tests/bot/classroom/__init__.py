"""Tests of bot.classroom."""
