"""Tests of bot.testserver: the real discord.py client talks to it."""
