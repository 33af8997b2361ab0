"""Tests of bot.commands, over the real wire."""
