"""Advance a digest through its delivery states."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.db import DatabaseThread, Repositories
from bot.digests.composer import Composer, CompositionCache, build_composed, build_for_review, build_reply_record
from bot.digests.policy import (
    DELIVERY_WINDOW,
    LATE_THRESHOLD,
    DeliveryStep,
    find_search_start,
    next_step,
    next_step_if_not_found,
    snowflake_to_datetime,
)
from bot.digests.poster import DigestPoster
from bot.digests.review import DraftReview
from bot.errors import ChannelClosed, DatelineError, PostRefused, PostUncertain
from bot.locales.messages import _
from bot.models.alert import is_story_slot
from bot.models.clock import Clock, read_uptime
from bot.models.digest import (
    PUBLISH_DONE,
    PUBLISH_WANTED,
    DeliveryState,
    Destination,
    EmptyPolicy,
    LedgerEntry,
    Subscription,
    build_nonce,
)
from bot.models.message import Message, list_file_hashes, load_message
from bot.rendering import render_error
from corpus.errors import CorpusError
from corpus.models.text import join_texts

_LOG = logging.getLogger(__name__)

#: Seconds for which the lock may be relied on.
_TRUST_SECONDS = 2.0
_WINDOW_EXPIRED = _("I couldn't post it within 6 hours of its time")
_NOT_APPROVED = _("nobody approved it within 6 hours of its time")
_NOTHING_NEW = _("nothing new since the last digest")


class DigestDelivery:
    """
    Advances digests; each step is recorded in the ledger before the next one.

    Args:
        database: The repositories, for the ledger.
        composer: Composes digests.
        post: Posts digests and finds them again.
        clock: Returns the current time.
    """

    def __init__(self, database: DatabaseThread, composer: Composer, post: DigestPoster, clock: Clock) -> None:
        self._database, self._composer, self._poster, self._clock = database, composer, post, clock
        self._review = DraftReview(database, composer, post)
        self._started = clock()
        self._searched: set[int] = set()
        self._sending, self._stopped = 0, False
        self._confirmed_at = float("-inf")
        self._nothing_sending = asyncio.Event()
        self._nothing_sending.set()

    async def finish_sending(self) -> None:
        """Begin to send no further digest, and wait until those are recorded whose sending has begun."""
        self._stopped = True
        await self._nothing_sending.wait()

    async def advance(
        self, subscription: Subscription | None, entry: LedgerEntry, cache: CompositionCache
    ) -> LedgerEntry:
        """
        Advance *entry* as far as possible now; a temporary failure is recorded in its row and retried later.

        Args:
            subscription: The subscription of *entry*, or None if it was removed.
            entry: A planned entry, or one that is being sent.
            cache: The digests composed in this round.

        Raises:
            LedgerError: If the database fails.
        """
        try:
            if subscription is None:
                return await self._settle_removed(entry)
            return await self._run_next_step(subscription, entry, cache)
        except (DatelineError, CorpusError) as error:
            return await self._record_error(entry, error)

    async def _settle_removed(self, entry: LedgerEntry) -> LedgerEntry:
        # Raises where the subscription was not removed, but can't be read.
        await self._database.run(lambda db: db.subscriptions.get(entry.key.subscription))
        final_state = DeliveryState.UNKNOWN if entry.state is DeliveryState.SENDING else DeliveryState.SKIPPED
        return await self._finish(entry, final_state, reason=_("the digest was removed"))

    async def _run_next_step(
        self, subscription: Subscription, entry: LedgerEntry, cache: CompositionCache
    ) -> LedgerEntry:
        step = next_step(entry, self._clock(), doubtful=self._is_doubtful(entry))
        if step is DeliveryStep.LOOK:
            if entry.state is DeliveryState.SENDING:
                return await self._verify_sent(subscription, entry)
            found = await self._find_unrecorded(subscription, entry)
            if found is not None:
                return await self._mark_sent(subscription, entry, found, found=True)
            step = next_step(entry, self._clock())
        if step is DeliveryStep.GIVE_UP:
            return await self._skip_expired(subscription, entry)
        if step is DeliveryStep.COMPOSE:
            entry = await self._compose(subscription, entry, cache)
            step = next_step(entry, self._clock()) if entry.state is DeliveryState.PLANNED else DeliveryStep.WAIT
        if step is DeliveryStep.DRAFT:
            return await self._submit_for_review(subscription, entry)
        return entry if step is DeliveryStep.WAIT else await self._send(subscription, entry)

    def _is_doubtful(self, entry: LedgerEntry) -> bool:
        """Return whether a digest may have been posted by a later state of the database than the one that is used."""
        if entry.state is not DeliveryState.PLANNED or entry.id in self._searched:
            return False
        # A story's alert has no time of its own, so a restored database may find a story that was posted long before.
        return entry.due <= self._started or is_story_slot(entry.key.slot)

    async def _find_unrecorded(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        """Return the id of a message of a planned digest, or None; also None if the channel may not be read."""
        found = None
        try:
            found = await self._poster.find(subscription.options, entry.digest, find_search_start(entry, self._clock()))
        except PostRefused as error:
            # Most likely nothing was lost, and a channel can be written that can't be read.
            _LOG.warning("I post digest %s without checking if its channel already has it: %s", entry.digest, error)
        self._searched.add(entry.id)
        return found

    async def _compose(self, subscription: Subscription, entry: LedgerEntry, cache: CompositionCache) -> LedgerEntry:
        draft = await self._composer.compose(subscription, entry, cache)
        has_news, options, now = bool(draft.digest.briefing.points), subscription.options, self._clock()
        if not has_news and options.empty_policy is EmptyPolicy.SKIP and not entry.key.slot.startswith("now"):
            return await self._finish(entry, DeliveryState.SKIPPED, reason=_NOTHING_NEW)
        composed = (
            build_for_review(draft) if has_news and options.editors else build_composed(draft, subscription, entry)
        )
        reply = build_reply_record(subscription, entry, composed, now)

        def write(repositories: Repositories) -> LedgerEntry:
            with repositories.transaction():
                if reply:
                    repositories.replies.save(reply)
                return repositories.ledger.record_composed(entry, composed, now)

        return await self._database.run(write)

    async def _submit_for_review(self, subscription: Subscription, entry: LedgerEntry) -> LedgerEntry:
        try:
            return await self._review.submit(subscription, entry, self._clock(), doubtful=entry.due <= self._started)
        except PostRefused as error:
            await self._suspend_and_notify(subscription, error)
            return await self._finish(
                entry, DeliveryState.SKIPPED, reason=_("I couldn't post its draft: {reason}", reason=error.text)
            )

    async def _skip_expired(self, subscription: Subscription, entry: LedgerEntry) -> LedgerEntry:
        if not entry.draft:
            reasons = [reason for reason in (_WINDOW_EXPIRED, entry.reason) if reason]
            return await self._finish(entry, DeliveryState.SKIPPED, reason=join_texts(reasons, "; "))
        finished = await self._finish(entry, DeliveryState.SKIPPED, reason=_NOT_APPROVED)
        await self._review.close(subscription, finished)
        return finished

    async def _send(self, subscription: Subscription, entry: LedgerEntry) -> LedgerEntry:
        if self._stopped or not await self._acquire_lock():
            return entry  # who lost the lock lets another process deliver
        self._sending += 1
        self._nothing_sending.clear()
        try:
            return await self._send_and_record(subscription, entry)
        finally:
            self._sending -= 1
            if not self._sending:
                self._nothing_sending.set()

    async def _acquire_lock(self) -> bool:
        asked_at = read_uptime()
        is_acquired = await self._database.run(lambda db: db.delivery_lock.acquire())
        if is_acquired:
            self._confirmed_at = asked_at
        return is_acquired

    async def confirm_lock(self) -> None:
        """
        Make sure, immediately before a request, that no other process delivers by now.

        A process that was suspended, or its machine, does not know it, and may have lost the lock in between.

        Raises:
            PostUncertain: If another one does.
        """
        if read_uptime() - self._confirmed_at > _TRUST_SECONDS and not await self._acquire_lock():
            reason = _("another process is already posting digests from it")
            raise PostUncertain(_("the database"), reason)

    async def _send_and_record(self, subscription: Subscription, entry: LedgerEntry) -> LedgerEntry:
        message = await self._load_message(entry)
        if entry.state is DeliveryState.PLANNED:
            now, planned = self._clock(), entry
            entry = await self._database.run(lambda db: db.ledger.mark_sending(planned, now))
        try:
            sent = await self._post(subscription, entry, message)
        except PostRefused as error:
            if isinstance(error, ChannelClosed):
                await self._suspend_and_notify(subscription, error)
            return await self._finish(entry, DeliveryState.SKIPPED, reason=error.text)
        except PostUncertain as error:
            noted = await self._record_error(entry, error)
            # Usually it was posted and only the response was lost; if not, it is searched for again before resending.
            found = await self._find_sent_message(subscription, noted)
            return noted if found is None else await self._mark_sent(subscription, noted, found, found=True)
        return await self._mark_sent(subscription, entry, sent)

    async def _post(self, subscription: Subscription, entry: LedgerEntry, message: Message) -> int:
        """Post *message*, without its picture if Discord refuses it with one; return the message's id."""
        nonce = build_nonce(subscription.uid, entry.key)
        try:
            return await self._poster.send(subscription.options, message, nonce)
        except PostRefused as error:
            if message.thumbnail is None or isinstance(error, ChannelClosed):
                raise
            # An outlet's picture, which we don't control, must not cost a channel its digest.
            _LOG.warning("Digest %s is posted without its picture: %s", entry.digest, error)
            return await self._poster.send(subscription.options, replace(message, thumbnail=None), nonce)

    async def _load_message(self, entry: LedgerEntry) -> Message:
        payload = entry.payload or ""
        names = list_file_hashes(payload)
        files = await self._database.run(lambda db: db.ledger.load_files(names)) if names else {}
        return load_message(payload, files)

    async def _verify_sent(self, subscription: Subscription, entry: LedgerEntry) -> LedgerEntry:
        """Finish or resend a digest that was being sent when the bot or the connection ended."""
        found = await self._find_sent_message(subscription, entry)
        if found is not None:
            return await self._mark_sent(subscription, entry, found, found=True) if found else await self._reload(entry)
        if next_step_if_not_found(entry, self._clock()) is DeliveryStep.GIVE_UP:
            return await self._finish(entry, DeliveryState.SKIPPED, reason=_WINDOW_EXPIRED)
        return await self._send(subscription, entry)

    async def _find_sent_message(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        """Return the id of the posted message, or None; 0 if the channel is unreadable, which makes it unknown."""
        try:
            return await self._poster.find(subscription.options, entry.digest, find_search_start(entry, self._clock()))
        except PostRefused as error:
            reason = _(
                "the connection broke while I was posting, and I can't check the channel: {reason}",
                reason=error.reason,
            )
            await self._suspend_and_notify(subscription, error)
            await self._finish(entry, DeliveryState.UNKNOWN, reason=reason)
            return 0

    async def _mark_sent(
        self, subscription: Subscription, entry: LedgerEntry, message: int, *, found: bool = False
    ) -> LedgerEntry:
        if not message:  # already finished as unknown
            return await self._reload(entry)
        publish = PUBLISH_WANTED if subscription.options.publish else ""
        finished = await self._finish(replace(entry, publish=publish), DeliveryState.SENT, message=message, found=found)
        if entry.draft:
            await self._review.close(subscription, finished)
        return await self.publish(subscription, finished) if publish else finished

    async def publish(self, subscription: Subscription, entry: LedgerEntry) -> LedgerEntry:
        """Publish a digest to its channel's followers; temporary failures are retried within `DELIVERY_WINDOW`."""
        if not entry.message:
            return entry
        outcome: str = PUBLISH_DONE
        try:
            await self._poster.publish(subscription.options.channel, entry.message)
        except PostRefused as error:
            outcome = error.text
        except PostUncertain as error:
            if self._clock() - entry.due <= DELIVERY_WINDOW:
                _LOG.warning("Digest %s is not published yet: %s", entry.digest, error)
                return entry
            outcome = error.text
        await self._database.run(lambda db: db.ledger.set_publish_outcome(entry.id, outcome))
        return replace(entry, publish=outcome)

    async def _finish(
        self,
        entry: LedgerEntry,
        state: DeliveryState,
        *,
        message: int | None = None,
        reason: str = "",
        found: bool = False,
    ) -> LedgerEntry:
        now = self._clock()
        # Waiting for approval does not make a digest late.
        # A message that is found again was posted before the interruption, however long that lasted.
        posted = snowflake_to_datetime(message) if message and found else now
        posted_late = state is DeliveryState.SENT and not entry.approved and posted - entry.due > LATE_THRESHOLD
        # What it was planned as does not count either: the plan may be newer than the message.
        late = posted_late if found and not entry.approved else entry.late or posted_late
        finished = replace(entry, state=state, message=message, reason=reason, late=late)
        await self._database.run(lambda db: db.ledger.finish(entry, finished, now))
        return finished

    async def _record_error(self, entry: LedgerEntry, error: DatelineError | CorpusError) -> LedgerEntry:
        _LOG.warning("I'll try digest %s again: %s", entry.digest, error)
        reason = error.text
        return await self._database.run(lambda db: db.ledger.set_error(entry.id, reason)) or entry

    async def _reload(self, entry: LedgerEntry) -> LedgerEntry:
        return await self._database.run(lambda db: db.ledger.get_entry(entry.key)) or entry

    async def _suspend_and_notify(self, subscription: Subscription, error: PostRefused) -> None:
        """Suspend the subscription and notify the guild's owner, once."""
        newly_suspended = await self._database.run(lambda db: db.subscriptions.suspend(subscription.id, error.text))
        if newly_suspended:
            _LOG.error("Posting to channel %s is suspended: %s", subscription.options.channel, error)
            if subscription.options.destination is not Destination.FOLLOW:  # which concerns the member alone
                await self._poster.notify_owner(subscription.options.guild, render_error(error))
