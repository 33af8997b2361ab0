"""Drafts: a digest that its editors see, change, and let be posted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.books import Bookkeeper, Books
from bot.delivery.composing import Composer, approved, kept
from bot.delivery.decisions import WINDOW
from bot.delivery.post import Post
from bot.errors import DatelineError, InputError
from bot.locales import Words
from bot.messages import Message
from bot.messages.editions import (
    Choices,
    Copy,
    Desk,
    choices_as_record,
    choices_from_record,
    draft,
    from_record,
    settled_draft,
)
from bot.messages.payloads import named_files
from bot.phrases import Phrase, phrase
from bot.subscriptions import Entry, Place, State, Subscription, Wish, nonce

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A draft as it stands.

    Attributes:
        subscription: Whose digest it is.
        entry: Its row.
        copy: How it reads.
        choices: What its editors chose so far.
        words: In which language.
    """

    subscription: Subscription
    entry: Entry
    copy: Copy
    choices: Choices
    words: Words

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.entry.state is State.PLANNED and self.entry.payload is None

    @property
    def message(self) -> Message:
        """It as its editors see it."""
        entry = self.entry
        if self.open:
            desk = Desk(entry.digest, self.subscription.wish.channel, entry.due + WINDOW)
            return draft(self.copy, self.choices, desk, self.words)
        return settled_draft(self.copy, self.choices, _fate(entry), self.words)


def _fate(entry: Entry) -> Phrase:
    if entry.state is State.SKIPPED:
        return phrase("Not posted: {reason}.", reason=entry.reason)
    if entry.state is State.UNKNOWN:
        return phrase("Nobody knows whether it was posted.")
    return phrase("Approved by {name}.", name=entry.approved)


class Drafts:
    """
    Drafts in their editors' channel.

    Args:
        books: The ledger.
        composer: Knows in which language a server is told.
        post: Where they are posted.
    """

    def __init__(self, books: Bookkeeper, composer: Composer, post: Post) -> None:
        self._books, self._composer, self._post = books, composer, post

    async def submit(self, subscription: Subscription, entry: Entry) -> Entry:
        """
        Post the draft of *entry* and record its id; one that was being posted is looked for first.

        Raises:
            PostRefused: If the editors' channel does not take it.
            PostUncertain: If nobody knows whether it was taken.
        """
        desk = _desk(subscription.wish)
        found = await self._post.find(desk, entry.digest) if entry.draft == 0 else None
        if found is None:
            sending = await self._books.do(lambda books: books.ledger.draft(entry, 0))
            message = (await self.open(subscription, sending)).message
            found = await self._post.send(desk, message, f"d{nonce(subscription.uid, entry.key)}")
        number = found
        return await self._books.do(lambda books: books.ledger.draft(entry, number))

    async def close(self, subscription: Subscription, entry: Entry) -> None:
        """Show what became of it, where the draft is still there; that it can't be shown is only logged."""
        try:
            await self._post.edit(
                subscription.wish.editors, entry.draft or 0, (await self.open(subscription, entry)).message
            )
        except DatelineError as error:
            _LOG.warning("The draft of digest %s could not be closed: %s", entry.digest, error)

    async def open(self, subscription: Subscription, entry: Entry) -> Draft:
        """
        Give the draft of *entry* as it stands.

        Raises:
            LedgerError: If it can't be read again.
        """
        names = named_files(entry.copy)
        files = await self._books.do(lambda books: books.ledger.files(names)) if names else {}
        copy = from_record(entry.copy, files)
        words = await self._composer.words(subscription.wish)
        return Draft(subscription, entry, copy, choices_from_record(entry.choices), words)

    async def find(self, digest: str) -> Draft:
        """
        Give the draft of the digest with this id.

        Raises:
            InputError: If there is none that could be decided on.
        """
        entry = await self._books.do(lambda books: books.ledger.find(digest))
        if entry is None or not entry.copy:
            raise InputError(phrase("this draft"), phrase("is not known any more"))
        number = entry.key.subscription
        return await self.open(await self._books.do(lambda books: books.roll.subscription(number)), entry)

    async def choose(self, opened: Draft, change: Callable[[Choices], Choices]) -> Draft:
        """
        Record what its editors chose; several may choose at once, and none undoes what another did.

        Raises:
            InputError: If it was decided on meanwhile.
        """
        digest = opened.entry.digest

        def write(books: Books) -> Draft:
            entry = books.ledger.find(digest) or opened.entry
            choices = change(choices_from_record(entry.choices))
            now = _still(replace(opened, entry=entry, choices=choices))
            return replace(now, entry=books.ledger.choose(entry, choices_as_record(choices)))

        return await self._books.do(write)

    async def approve(self, opened: Draft, by: str, now: datetime) -> Draft:
        """
        Let it be posted as it stands; the next round does it.

        Raises:
            InputError: If it was decided on meanwhile.
        """
        entry = _still(opened).entry
        written = approved(opened.subscription, entry, opened.copy, opened.choices, opened.words)
        shown = kept(opened.subscription, entry, written, now)

        def write(books: Books) -> Entry:
            with books.transaction():
                if shown:
                    books.shown.keep(shown)
                return books.ledger.approve(entry, written, by)

        return replace(opened, entry=await self._books.do(write))

    async def skip(self, opened: Draft, by: str, now: datetime) -> Draft:
        """
        Let it not be posted.

        Raises:
            InputError: If it was decided on meanwhile.
        """
        entry = _still(opened).entry
        skipped = replace(entry, state=State.SKIPPED, reason=phrase("skipped by {name}", name=by))
        await self._books.do(lambda books: books.ledger.settle(entry, skipped, now))
        return replace(opened, entry=skipped)


def _still(opened: Draft) -> Draft:
    if not opened.open:
        raise InputError(phrase("this draft"), phrase("was decided on already"))
    return opened


def _desk(wish: Wish) -> Wish:
    """Give the wish by which the draft is posted: plainly, into the editors' channel."""
    return replace(wish, channel=wish.editors, place=Place.CHANNEL, publish=False)
