"""The bot's tables on SQLite, beside the articles in one file."""
