"""A static website of the digests of public channels."""
