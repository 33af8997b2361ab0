"""Find digests that were posted but of which the ledger knows nothing: after a restored backup or a lost file."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from bot.db import DatabaseThread
from bot.digests.planner import list_missed_slots
from bot.digests.policy import LATE_THRESHOLD, snowflake_to_datetime
from bot.digests.poster import DigestPoster
from bot.errors import DatelineError
from bot.locales.messages import _
from bot.models.digest import DigestKey, Subscription, build_digest_id
from bot.models.schedule import Slot

_LOG = logging.getLogger(__name__)

_FOUND_AGAIN = _("found in its channel after its record was lost")

#: How much earlier than it was due a digest is looked for: the clocks of Discord and of this machine differ.
_SEARCH_MARGIN = timedelta(minutes=10)
#: Messages after a digest's time that are looked through: it was posted within seconds of it, if at all.
_MAX_MESSAGES_SEARCHED = 300
#: After so many digests in a row that are not in the channel, the bot was probably away.
_MAX_MISSES = 3
#: Channels that are read concurrently.
_MAX_CONCURRENT_CHANNELS = 4


async def recover_posted_digests(database: DatabaseThread, poster: DigestPoster, now: datetime) -> int:
    """
    Record digests as sent that are too old to be posted now, not in the ledger, and in their channel.

    Where a channel can't be read, nothing is recorded.

    Returns:
        How many were found.

    Raises:
        LedgerError: If the database fails.
    """
    missed = await database.run(lambda db: list_missed_slots(db, now))
    gate = asyncio.Semaphore(_MAX_CONCURRENT_CHANNELS)

    async def recover(subscription: Subscription, slots: tuple[Slot, ...]) -> int:
        async with gate:
            return await _recover_channel(database, poster, subscription, slots, now)

    counts = await asyncio.gather(*(recover(*each) for each in missed))
    return sum(counts)


async def _recover_channel(
    database: DatabaseThread,
    poster: DigestPoster,
    subscription: Subscription,
    slots: tuple[Slot, ...],
    now: datetime,
) -> int:
    count = misses = 0
    for slot in slots:
        key = DigestKey(subscription.id, slot.day, slot.name)
        try:
            found = await poster.find(
                subscription.options,
                build_digest_id(subscription.uid, key),
                slot.instant - _SEARCH_MARGIN,
                _MAX_MESSAGES_SEARCHED,
            )
        except DatelineError as error:
            _LOG.warning("I can't search channel %s for missed digests: %s", subscription.options.channel, error)
            break
        if found is None:
            misses += 1
            if misses == _MAX_MISSES:
                break
        else:
            await _record_found(database, subscription, (key, slot.instant), found, now)
            count, misses = count + 1, 0
    return count


async def _record_found(
    database: DatabaseThread, subscription: Subscription, digest: tuple[DigestKey, datetime], found: int, now: datetime
) -> None:
    key, due = digest
    late = snowflake_to_datetime(found) - due > LATE_THRESHOLD
    await database.run(
        lambda db: db.ledger.record_found(subscription, key, due, now, message=found, late=late, reason=_FOUND_AGAIN)
    )
    _LOG.warning(
        "The digest of %s, %s was in its channel but not recorded; it is now recorded as sent", key.day, key.slot
    )
