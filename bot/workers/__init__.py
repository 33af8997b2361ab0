"""Other processes in which the store is asked: beside the event loop, so that no heartbeat waits on it."""

from bot.workers.answering import Answering
from bot.workers.seats import Opener, open_desk
from bot.workers.workers import Workers

__all__ = ["Answering", "Opener", "Workers", "open_desk"]
