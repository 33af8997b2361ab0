"""The test server's chat page."""
