"""The REST interface, version 10, below ``/api/v10``."""

from bot.testserver.rest.door import Exchange, Rest

__all__ = ["Exchange", "Rest"]
