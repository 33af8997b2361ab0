"""The state of the test server: guilds, channels, messages and interactions."""
