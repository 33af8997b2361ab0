"""One digest's way: due → composed → recorded → sent → recorded, from wherever it stands."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.books import Bookkeeper, Books
from bot.clock import Clock
from bot.delivery.composing import Composer, Memo, composed, drafted, kept
from bot.delivery.decisions import LATE, WINDOW, Step, after_absence, next_step, posted_at
from bot.delivery.drafting import Drafts
from bot.delivery.post import Post
from bot.errors import ChannelClosed, DatelineError, PostRefused, PostUncertain
from bot.messages import Message, of_error
from bot.messages.payloads import from_payload, named_files
from bot.phrases import phrase
from bot.subscriptions import DONE, WANTED, Empty, Entry, State, Subscription, nonce
from corpus.errors import CorpusError

_LOG = logging.getLogger(__name__)

_GIVEN_UP = phrase("could not be posted within 6 h of being due")
_NOT_APPROVED = phrase("nobody approved it within 6 h of being due")
_NOTHING_NEW = phrase("nothing new since the last digest")


class Carrier:
    """
    Carries digests on, each step written down before the next.

    Args:
        books: The ledger.
        composer: Who composes.
        post: Where to post.
        clock: What "late" is measured by.
    """

    def __init__(self, books: Bookkeeper, composer: Composer, post: Post, clock: Clock) -> None:
        self._books, self._composer, self._post, self._clock = books, composer, post, clock
        self._drafts = Drafts(books, composer, post)

    async def carry(self, subscription: Subscription | None, entry: Entry, memo: Memo) -> Entry:
        """
        Bring *entry* as far as it goes now; what failed for now stands in its row, and it is tried again.

        Args:
            subscription: Whose it is, or None where that was removed.
            entry: Planned or being sent.
            memo: The editions that were composed in this round.

        Raises:
            LedgerError: If the database fails.
        """
        if subscription is None:
            gone = State.UNKNOWN if entry.state is State.SENDING else State.SKIPPED
            return await self._settle(entry, gone, reason=phrase("the digest was removed"))
        try:
            return await self._carry(subscription, entry, memo)
        except (DatelineError, CorpusError) as error:
            return await self._note(entry, error)

    async def _carry(self, subscription: Subscription, entry: Entry, memo: Memo) -> Entry:
        step = next_step(entry, self._clock())
        if step is Step.LOOK:
            return await self._look(subscription, entry)
        if step is Step.GIVE_UP:
            return await self._give_up(subscription, entry)
        if step is Step.COMPOSE:
            entry = await self._compose(subscription, entry, memo)
            step = next_step(entry, self._clock()) if entry.state is State.PLANNED else Step.WAIT
        if step is Step.DRAFT:
            return await self._draft(subscription, entry)
        return entry if step is Step.WAIT else await self._send(subscription, entry)

    async def _compose(self, subscription: Subscription, entry: Entry, memo: Memo) -> Entry:
        made = await self._composer.make(subscription, entry, memo)
        news, wish, now = bool(made.edition.briefing.points), subscription.wish, self._clock()
        if not news and wish.empty is Empty.SKIP and not entry.key.slot.startswith("now"):
            return await self._settle(entry, State.SKIPPED, reason=_NOTHING_NEW)
        written = drafted(made) if news and wish.editors else composed(made, subscription, entry)
        shown = kept(subscription, entry, written, now)

        def write(books: Books) -> Entry:
            with books.transaction():
                if shown:
                    books.shown.keep(shown)
                return books.ledger.compose(entry, written, now)

        return await self._books.do(write)

    async def _draft(self, subscription: Subscription, entry: Entry) -> Entry:
        try:
            return await self._drafts.submit(subscription, entry)
        except PostRefused as error:
            await self._complain(subscription, error)
            return await self._settle(
                entry, State.SKIPPED, reason=phrase("its draft could not be posted: {reason}", reason=str(error))
            )

    async def _give_up(self, subscription: Subscription, entry: Entry) -> Entry:
        if not entry.draft:
            return await self._settle(entry, State.SKIPPED, reason=f"{_GIVEN_UP}; {entry.reason}".rstrip("; "))
        settled = await self._settle(entry, State.SKIPPED, reason=_NOT_APPROVED)
        await self._drafts.close(subscription, settled)
        return settled

    async def _send(self, subscription: Subscription, entry: Entry) -> Entry:
        message = await self._message(entry)
        if entry.state is State.PLANNED:
            now, planned = self._clock(), entry
            entry = await self._books.do(lambda books: books.ledger.begin(planned, now))
        try:
            sent = await self._post.send(subscription.wish, message, nonce(subscription.uid, entry.key))
        except PostRefused as error:
            if isinstance(error, ChannelClosed):
                await self._complain(subscription, error)
            return await self._settle(entry, State.SKIPPED, reason=str(error))
        except PostUncertain as error:
            noted = await self._note(entry, error)
            # Most often it is there and the receipt alone was lost; else it is looked for again before it is sent.
            found = await self._find(subscription, noted)
            return noted if found is None else await self._sent(subscription, noted, found, found=True)
        return await self._sent(subscription, entry, sent)

    async def _message(self, entry: Entry) -> Message:
        payload = entry.payload or ""
        names = named_files(payload)
        files = await self._books.do(lambda books: books.ledger.files(names)) if names else {}
        return from_payload(payload, files)

    async def _look(self, subscription: Subscription, entry: Entry) -> Entry:
        """Settle a digest that was being sent when the bot or the connection ended."""
        found = await self._find(subscription, entry)
        if found is not None:
            return await self._sent(subscription, entry, found, found=True) if found else await self._current(entry)
        if after_absence(entry, self._clock()) is Step.GIVE_UP:
            return await self._settle(entry, State.SKIPPED, reason=_GIVEN_UP)
        return await self._send(subscription, entry)

    async def _find(self, subscription: Subscription, entry: Entry) -> int | None:
        """Look for the digest where it was sent; where that may not be read it ends unknown, and 0 is given."""
        try:
            return await self._post.find(subscription.wish, entry.digest)
        except PostRefused as error:
            reason = phrase(
                "being sent when the connection broke, and the channel can't be read back: {reason}",
                reason=error.reason,
            )
            await self._complain(subscription, error)
            await self._settle(entry, State.UNKNOWN, reason=reason)
            return 0

    async def _sent(self, subscription: Subscription, entry: Entry, message: int, *, found: bool = False) -> Entry:
        if not message:  # settled as unknown
            return await self._current(entry)
        wanted = WANTED if subscription.wish.publish else ""
        settled = await self._settle(replace(entry, publish=wanted), State.SENT, message=message, found=found)
        if entry.draft:
            await self._drafts.close(subscription, settled)
        return await self.publish(subscription, settled) if wanted else settled

    async def publish(self, subscription: Subscription, entry: Entry) -> Entry:
        """Hand a posted digest on to its channel's followers; what fails for now is tried again within the window."""
        if not entry.message:
            return entry
        outcome = DONE
        try:
            await self._post.publish(subscription.wish.channel, entry.message)
        except PostRefused as error:
            outcome = str(error)
        except PostUncertain as error:
            if self._clock() - entry.due <= WINDOW:
                _LOG.warning("Digest %s is not published yet: %s", entry.digest, error)
                return entry
            outcome = str(error)
        await self._books.do(lambda books: books.ledger.published(entry.id, outcome))
        return replace(entry, publish=outcome)

    async def _settle(
        self, entry: Entry, state: State, *, message: int | None = None, reason: str = "", found: bool = False
    ) -> Entry:
        now = self._clock()
        # One that waited for its editors' word is not late by that.
        # One that is found again was posted before the bot was away, however long that was.
        posted = posted_at(message) if message and found else now
        slow = state is State.SENT and not entry.approved and posted - entry.due > LATE
        settled = replace(entry, state=state, message=message, reason=reason, late=entry.late or slow)
        await self._books.do(lambda books: books.ledger.settle(entry, settled, now))
        return settled

    async def _note(self, entry: Entry, error: DatelineError | CorpusError) -> Entry:
        _LOG.warning("Digest %s is tried again: %s", entry.digest, error)
        reason = str(error)
        return await self._books.do(lambda books: books.ledger.note(entry.id, reason)) or entry

    async def _current(self, entry: Entry) -> Entry:
        return await self._books.do(lambda books: books.ledger.entry(entry.key)) or entry

    async def _complain(self, subscription: Subscription, error: PostRefused) -> None:
        """Suspend the subscription and tell the owner, once."""
        news = await self._books.do(lambda books: books.roll.suspend(subscription.id, str(error)))
        if news:
            _LOG.error("The digest for channel %s is suspended: %s", subscription.wish.channel, error)
            await self._post.tell_owner(subscription.wish.guild, of_error(error))
