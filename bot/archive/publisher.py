"""Rebuild the site whenever a digest is posted or what is public changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.archive.folder import SiteChange
from bot.archive.site import SitePlace, build_site_in_worker
from bot.db import DatabaseThread
from bot.errors import DatelineError
from bot.services.worker_pool import WorkerPool
from corpus.errors import CorpusError

_LOG = logging.getLogger(__name__)

#: Seconds from one build to the next: digests of many channels are due at once.
_BUILD_INTERVAL_SECONDS = 10.0
#: Seconds from a build that failed to the next: a page that is no longer public must go.
_RETRY_SECONDS = 300.0
#: Seconds that a build may take.
_BUILD_TIMEOUT_SECONDS = 900.0


class SitePublisher:
    """
    Builds the site in a worker, one build at a time.

    Args:
        database: The repositories, for the public digests.
        workers: Workers that may take minutes.
        get_place: Returns where to build, or None to build nothing.
        interval_seconds: Time from one build to the next.
    """

    def __init__(
        self,
        database: DatabaseThread,
        workers: WorkerPool,
        get_place: Callable[[], SitePlace | None],
        interval_seconds: float = _BUILD_INTERVAL_SECONDS,
    ) -> None:
        self._database, self._workers, self._get_place = database, workers, get_place
        self.interval_seconds = interval_seconds
        self._requested = asyncio.Event()
        self._last_failure = ""

    def request_build(self) -> None:
        """Have the site built soon; several requests are one build."""
        self._requested.set()

    async def run(self) -> None:
        """
        Build the site now and whenever that is requested, until this is cancelled.

        A failure is logged, once if it stays the same, and the build is repeated later.
        """
        self.request_build()
        while True:
            await self._requested.wait()
            self._requested.clear()
            try:
                await self.build()
                self._last_failure = ""
            except (DatelineError, CorpusError) as error:
                self._note_failure(error, None)
            except Exception as error:  # noqa: BLE001  # the pages must not stay as they are until a restart
                self._note_failure(error, error)
            await asyncio.sleep(self.interval_seconds)

    def _note_failure(self, error: Exception, trace: Exception | None) -> None:
        """Log *error*, with the traceback of *trace*, unless the build before failed alike; request another build."""
        failure = f"{type(error).__name__} {error}"
        if failure != self._last_failure:
            _LOG.error("I couldn't build the site: %s", error, exc_info=trace)
        self._last_failure = failure
        asyncio.get_running_loop().call_later(_RETRY_SECONDS, self.request_build)

    async def build(self) -> SiteChange | None:
        """
        Build the site, and return what changed; None if no folder is set.

        Raises:
            ConfigError: If the folder can't be used.
            LedgerError: If the database can't be read.
            WorkerError: If it takes too long.
        """
        place = self._get_place()
        if place is None:
            return None
        published = await self._database.run(lambda db: db.archive.list_digests(place.server or None))
        change = await self._workers.run_within(
            _BUILD_TIMEOUT_SECONDS, build_site_in_worker, published=published, place=place
        )
        _LOG.info("The site has %d new or changed files, %d were removed", change.written, change.removed)
        return change
