"""The gateway of the test server."""
