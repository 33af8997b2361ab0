"""The page to chat in: plain files, one stream of events, one door for what a member does."""

from bot.testserver.page.controls import Machinery
from bot.testserver.page.door import MoveClock, NextEvent, Page

__all__ = ["Machinery", "MoveClock", "NextEvent", "Page"]
