"""A worker's side: the seat at which it holds its desk open."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeVar

from bot.errors import WorkerError
from bot.phrases import phrase
from bot.workers.answering import Answering, Closing, Keeping

if TYPE_CHECKING:
    from corpus.registry import Registry
    from corpus.store import Store

T = TypeVar("T")

#: Opens a desk on a database's address; must be a module's function where processes are used.
Opener = Callable[[str], Answering]


def open_desk(url: str) -> Answering:
    """Open the desk that answers members on the store at *url*; imported here, for its libraries take a while."""
    from bot.enquiries import InformationDesk  # noqa: PLC0415

    return InformationDesk.open(url)


# SQLite's connections stay in the process and the thread that opened them.
_seat = threading.local()


def sit_down(opener: Opener, url: str) -> None:
    """Take a seat in this thread; the desk is opened by *opener* at the first task."""
    # The desk is opened by the first task, whose caller hears why that fails; a failing initialiser tells nobody.
    _seat.open = partial(opener, url)
    _seat.desk = None


def sit_down_in_process(opener: Opener, url: str) -> None:
    """Take a seat in a process of its own, which ends with the bot."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends us in order
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    sit_down(opener, url)


def _end_with(sentinel: int) -> None:
    # A killed bot can't end its workers, and they hold the queue's other end open: they would wait for ever.
    wait([sentinel])
    os._exit(1)


def work(task: Callable[[Answering], T]) -> T:
    """Do *task* at the desk of this seat."""
    if _seat.desk is None:
        _seat.desk = _seat.open()
    return task(_seat.desk)


def on_store(task: Callable[[Store, Registry], T], desk: Answering) -> T:
    """
    Do *task* on the store behind *desk*.

    Raises:
        WorkerError: If that desk keeps none.
    """
    if not isinstance(desk, Keeping):
        raise WorkerError(phrase("the store"), phrase("is not held open by this worker"))
    return task(desk.store, desk.registry)


def stand_up() -> None:
    """Give the desk of this seat back."""
    if isinstance(_seat.desk, Closing):
        _seat.desk.close()
    _seat.desk = None


def nothing(desk: Answering) -> None:
    """Do nothing, once *desk* is open."""
    del desk
