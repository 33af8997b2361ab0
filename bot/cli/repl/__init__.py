"""The bot in a terminal: ``dateline chat``."""
