"""The bot's tables on PostgreSQL, beside the articles in one schema."""
