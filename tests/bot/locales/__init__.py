"""Claims about the bot's languages."""
