"""The desk where members ask: every command's words → a Finding, with the hashes that prove it."""

from bot.enquiries.information import InformationDesk

__all__ = ["InformationDesk"]
