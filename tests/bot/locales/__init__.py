"""Tests of bot.locales."""
