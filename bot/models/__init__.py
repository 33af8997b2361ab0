"""Plain values that the bot's packages exchange: queries, digests, schedules and messages."""
