"""The page to chat in: plain files, one stream of events, one door for what a member does."""

from bot.testserver.page.door import MoveClock, NextEvent, Page

__all__ = ["MoveClock", "NextEvent", "Page"]
