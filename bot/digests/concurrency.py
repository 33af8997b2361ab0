"""Run tasks of which one may fail without stopping the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterable
from typing import TypeVar

T = TypeVar("T")

_LOG = logging.getLogger(__name__)


async def gather_successes(tasks: Iterable[Awaitable[T]], failure: str) -> tuple[T, ...]:
    """Await all *tasks* and return the results of those that succeed; *failure* is logged for each of the others."""
    successes: list[T] = []
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            _LOG.error(failure, exc_info=result)
        elif isinstance(result, BaseException):  # the process ends
            raise result
        else:
            successes.append(result)
    return tuple(successes)
