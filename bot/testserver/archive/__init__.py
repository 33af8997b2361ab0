"""A world kept in a file, so that it outlives its server."""

from bot.testserver.archive.file import Archive

__all__ = ["Archive"]
