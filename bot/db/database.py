"""All repositories on one connection, and the thread on which they are used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeVar

from bot.db.alerts import AlertRepository
from bot.db.archive import ArchiveRepository
from bot.db.backends.factory import open_tables
from bot.db.classes import ClassRepository
from bot.db.command_trees import CommandSyncRepository
from bot.db.connection import DeliveryLock
from bot.db.guilds import GuildRepository
from bot.db.ledger import DeliveryLedger
from bot.db.privacy import PrivacyRepository
from bot.db.replies import ReplyRepository
from bot.db.settings import GuildSettings
from bot.db.setups import SetupRepository
from bot.db.subscriptions import SubscriptionRepository
from bot.models.reply_limits import DEFAULT_REPLY_LIMITS, ReplyLimits

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Repositories:
    """
    All repositories of one database.

    Attributes:
        subscriptions: Digest subscriptions.
        ledger: Deliveries of digests and alerts, and their states.
        alerts: Articles that alerts have already handled.
        archive: Channels whose digests are published as pages, and these digests.
        classes: Classes, their quizzes and scores.
        command_sync: Commands that Discord has.
        settings: Settings of guilds and their channels.
        replies: Replies as they were sent.
        setups: Unfinished guided setups.
        guilds: Guilds that the bot is in, and those that it left.
        privacy: Rows of a guild or a member, to export or delete.
        delivery_lock: Lock for delivering digests.
        transaction: Returns a context that makes several writes one transaction, written to disk at once.
        close: Closes everything and releases the delivery lock.
    """

    subscriptions: SubscriptionRepository
    ledger: DeliveryLedger
    alerts: AlertRepository
    archive: ArchiveRepository
    classes: ClassRepository
    command_sync: CommandSyncRepository
    settings: GuildSettings
    replies: ReplyRepository
    setups: SetupRepository
    guilds: GuildRepository
    privacy: PrivacyRepository
    delivery_lock: DeliveryLock
    transaction: Callable[[], AbstractContextManager[None]]
    close: Callable[[], None]


def open_database(url: str, *, writable: bool = True, reply_limits: ReplyLimits = DEFAULT_REPLY_LIMITS) -> Repositories:
    """
    Open the database at *url*, creating tables that are missing.

    Args:
        url: ``sqlite:///PATH``, or ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``.
        writable: Whether a file that may not be written is refused; it can be read.
        reply_limits: How many replies are stored at most.

    Raises:
        LedgerError: If that fails.
    """
    db, delivery_lock = open_tables(url, writable=writable)

    def close() -> None:
        delivery_lock.release()
        db.close()

    return Repositories(
        subscriptions=SubscriptionRepository(db),
        ledger=DeliveryLedger(db),
        alerts=AlertRepository(db),
        archive=ArchiveRepository(db),
        classes=ClassRepository(db),
        command_sync=CommandSyncRepository(db),
        settings=GuildSettings(db),
        replies=ReplyRepository(db, reply_limits),
        setups=SetupRepository(db),
        guilds=GuildRepository(db),
        privacy=PrivacyRepository(db),
        delivery_lock=delivery_lock,
        transaction=db.transaction,
        close=close,
    )


class DatabaseThread:
    """
    Repositories on a thread of their own, so that a locked database never blocks the event loop.

    Args:
        url: As for `open_database`; opened at first use.
        reply_limits: How many replies are stored at most.
    """

    def __init__(self, url: str, reply_limits: ReplyLimits = DEFAULT_REPLY_LIMITS) -> None:
        self._url, self._reply_limits = url, reply_limits
        self._repositories: Repositories | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def run(self, work: Callable[[Repositories], T]) -> T:
        """
        Run *work* with the repositories on the thread, and return its result.

        Raises:
            LedgerError: If the database can't be opened, read or written.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    def _run(self, work: Callable[[Repositories], T]) -> T:
        if self._repositories is None:
            self._repositories = open_database(self._url, reply_limits=self._reply_limits)
        return work(self._repositories)

    async def close(self) -> None:
        """
        Close the database after pending work.

        `run` must not be called afterwards. Closing twice is harmless.
        """
        if not self._closed:
            self._closed = True
            await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
            self._thread.shutdown(wait=False)

    def _close(self) -> None:
        # On the thread: an opening whose caller no longer waits has finished by then.
        if self._repositories is not None:
            self._repositories.close()
            self._repositories = None
