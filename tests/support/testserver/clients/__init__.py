"""Bots of other Discord libraries, each run as a program of its own: DISCORD_URL and DISCORD_TOKEN say where."""
