"""Tests of bot.cli.repl."""
