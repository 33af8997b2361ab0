"""The REST API of the test server."""
