"""All that the bot keeps in the database, opened at once; and the thread it is used from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bot.books.privacy import Private
from bot.books.servers import Servers
from bot.books.settings import Settings
from bot.books.setups import Setups
from bot.books.shown import Showcase
from bot.books.trees import Trees
from bot.database import Turn, connect, path_of, transaction
from bot.subscriptions import Ledger, Roll

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Books:
    """
    What the bot keeps.

    Attributes:
        roll: The subscriptions.
        ledger: What became of every digest.
        trees: The commands that Discord has.
        settings: What servers chose for themselves and their channels.
        shown: Replies as they were shown.
        setups: Guided setups under way.
        servers: Servers that the bot is in, and those that it left.
        private: What is kept of whom.
        turn: The right to deliver digests.
        transaction: Gives a context that makes several entries one transaction; a disk writes it at once.
        close: Close it all, and let another process deliver.
    """

    roll: Roll
    ledger: Ledger
    trees: Trees
    settings: Settings
    shown: Showcase
    setups: Setups
    servers: Servers
    private: Private
    turn: Turn
    transaction: Callable[[], AbstractContextManager[None]]
    close: Callable[[], None]


def open_books(url: str) -> Books:
    """
    Open the database at *url*, tables made where they are missing.

    Raises:
        LedgerError: If that fails.
    """
    connection, turn, subject = connect(url), Turn(url), path_of(url)

    def close() -> None:
        turn.give_back()
        connection.close()

    return Books(
        roll=Roll(connection, subject),
        ledger=Ledger(connection, subject),
        trees=Trees(connection, subject),
        settings=Settings(connection, subject),
        shown=Showcase(connection, subject),
        setups=Setups(connection, subject),
        servers=Servers(connection, subject),
        private=Private(connection, subject),
        turn=turn,
        transaction=partial(transaction, connection, subject),
        close=close,
    )


class Bookkeeper:
    """
    The books on a thread of their own, so that a locked database never holds up the event loop.

    Args:
        url: ``sqlite:///PATH``; opened at the first use.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._books: Books | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="books")

    async def do(self, work: Callable[[Books], T]) -> T:
        """
        Run *work* on the books.

        Raises:
            LedgerError: If the database can't be opened, read or written.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def _do(self, work: Callable[[Books], T]) -> T:
        if self._books is None:
            self._books = open_books(self._url)
        return work(self._books)

    async def close(self) -> None:
        """Close the database after what is under way; nothing may be asked afterwards. Closing twice does no harm."""
        if not self._closed:
            self._closed = True
            await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
            self._thread.shutdown(wait=False)

    def _close(self) -> None:
        # On the thread, where an opening that nobody waits for any more has come to its end.
        if self._books is not None:
            self._books.close()
            self._books = None
