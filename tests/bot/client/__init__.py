"""Claims about the bot as a client of Discord."""
