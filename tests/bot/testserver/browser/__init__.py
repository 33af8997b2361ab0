"""The page of the test server in a real browser."""
