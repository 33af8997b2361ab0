"""The Discord client, its settings, cooldowns and command synchronization."""
