"""Discord's rules for messages, components and commands."""
