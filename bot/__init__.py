"""Discord and the command line: commands, digests, messages and a local test server."""
