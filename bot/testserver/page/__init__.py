"""The page to chat in: plain files, one stream of events, one door for what a member does."""

from bot.testserver.page.door import Page

__all__ = ["Page"]
