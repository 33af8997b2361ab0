"""Where it is said: the Discord bot, its schedules, its terminal twin and its test server."""
