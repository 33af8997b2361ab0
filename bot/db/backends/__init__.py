"""The databases that can hold the bot's tables, and how one is opened by its URL."""
