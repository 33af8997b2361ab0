"""Due digest → what is sent: composed once for all channels that ask the same, set in each one's language."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.books import Bookkeeper, Books
from bot.books.shown import Shown
from bot.clock import Clock
from bot.delivery.decisions import LATE
from bot.findings import Argument, Asked
from bot.locales import Words, words_for
from bot.messages import Message
from bot.messages.editions import Choices, Copy, Masthead, as_record, numbers_printed, printed, set_copy
from bot.messages.handles import Offer, handles
from bot.messages.payloads import as_payload
from bot.subscriptions import Composed, Entry, Layout, Place, Subscription, Wish
from bot.workers import Workers
from briefings import editions
from briefings.editions import Edition
from briefings.exports import record
from briefings.novelty import as_record as told_as_record
from briefings.novelty import from_record as told_from_record
from briefings.proof import Proof

#: How far back a channel is remembered to have been told something.
MEMORY = timedelta(days=14)

#: Gives a server's language as Discord writes it.
Language = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Order:
    """What is composed once: the request, the window, and what was told before (JSON of each digest)."""

    scope: str
    text: str
    limit: int
    after: int
    told: tuple[str, ...]
    day: date
    chart: bool


@dataclass(frozen=True, slots=True)
class Made:
    """
    A digest that is composed and set.

    Attributes:
        edition: What it holds.
        copy: How it reads.
        words: In which language.
    """

    edition: Edition
    copy: Copy
    words: Words


#: The editions of one round: whoever asks the same gets the same.
Memo = dict[Order, "asyncio.Task[Edition]"]


class Composer:
    """
    Composes digests.

    Args:
        books: What was told before, and in which languages servers want to be told.
        workers: Who ranks.
        clock: What "late" is measured by.
        language: Tells a server's own language.
    """

    def __init__(self, books: Bookkeeper, workers: Workers, clock: Clock, language: Language) -> None:
        self._books, self._workers, self._clock, self._language = books, workers, clock, language

    async def make(self, subscription: Subscription, entry: Entry | None, memo: Memo) -> Made:
        """Compose the digest of *entry*, or with None a preview of what would be posted now."""
        wish, now = subscription.wish, self._clock()
        day = entry.key.day if entry else now.astimezone(ZoneInfo(wish.schedule.zone)).date()
        after, told = await self._books.do(lambda books: _remembered(books, subscription, now))
        order = Order(wish.guild, wish.topic, wish.length, after or 0, told, day, wish.chart)
        edition = await self._edition(order, memo)
        words = await self.words(wish)
        copy = set_copy(edition, _masthead(wish, entry, day, now, since=after is not None), words)
        return Made(edition, copy, words)

    async def words(self, wish: Wish) -> Words:
        """Give the voice of *wish*: its own language, or the one chosen for the channel or server, or Discord's."""
        chosen = await self._books.do(lambda books: books.settings.of(wish.guild, wish.channel).language)
        return words_for(wish.language, chosen, self._language(wish.guild))

    async def _edition(self, order: Order, memo: Memo) -> Edition:
        task = memo.get(order)
        if task is None:
            task = memo[order] = asyncio.create_task(self._compose(order))
        return await asyncio.shield(task)  # whoever gives up waiting leaves it to the others

    async def _compose(self, order: Order) -> Edition:
        told = tuple(told_from_record(each["told"]) for row in order.told for each in json.loads(row))
        return await self._workers.edition(
            scope=order.scope,
            text=order.text,
            limit=order.limit,
            after=order.after,
            told=told,
            day=order.day,
            chart=order.chart,
        )


def _remembered(books: Books, subscription: Subscription, now: datetime) -> tuple[int | None, tuple[str, ...]]:
    """Give the store's sequence number of the last digest, None before the first, and what its channel was told."""
    told = books.ledger.told_in(subscription.wish.channel, now - MEMORY)
    return books.ledger.told(subscription.id), told


def _masthead(wish: Wish, entry: Entry | None, day: date, now: datetime, *, since: bool) -> Masthead:
    compact, drafted = wish.layout is Layout.COMPACT, bool(wish.editors)
    if entry is None:
        return Masthead("", wish.topic, day, now, since=since, compact=compact, drafted=drafted)
    late = entry.late or now - entry.due > LATE
    return Masthead(entry.digest, wish.topic, day, entry.due, late, since, wish.role, compact, drafted)


def composed(made: Made, subscription: Subscription, entry: Entry) -> Composed:
    """Write down *made* as it is posted when nobody has to approve it."""
    numbers = numbers_printed(made.copy)
    proof = editions.shown(made.edition.proof, numbers) if made.edition.proof and numbers else None
    message = controlled(printed(made.copy, words=made.words), subscription.wish, entry, proof, made.words)
    return Composed(
        as_payload(message),
        made.edition.briefing.sequence,
        _told(made.edition, numbers),
        _written(proof),
        files=tuple(file.data for file in message.files),
    )


def controlled(message: Message, wish: Wish, entry: Entry, proof: Proof | None, words: Words) -> Message:
    """Give *message* with its buttons: each sentence can be checked, and more be asked for."""
    if proof is None or wish.place is Place.DIRECT:  # there a server's articles are not asked for
        return message
    return replace(message, controls=handles(entry.digest, proof.exhibits, [Offer.MORE], 1, 1, words))


def kept(subscription: Subscription, entry: Entry, written: Composed, now: datetime) -> Shown | None:
    """Give what the buttons of a digest have to find again; None for one without."""
    wish = subscription.wish
    if not written.payload or not written.proof or wish.place is Place.DIRECT:
        return None
    arguments: dict[str, Argument] = {"topic": wish.topic} if wish.topic else {}
    asked = Asked("brief", {**arguments, "length": wish.length}, wish.guild, entry.key.day)
    proof = record.from_record(record.loads(written.proof))
    return Shown(asked, wish.guild, wish.channel, 0, False, written.payload, now, proof, key=entry.digest)


def drafted(made: Made) -> Composed:
    """Write down *made* as its editors see it; all that they may leave out is remembered and proved as well."""
    numbers = numbers_printed(made.copy)
    return Composed(
        None,
        made.edition.briefing.sequence,
        _told(made.edition, numbers),
        _written(made.edition.proof),
        as_record(made.copy),
        tuple(file.data for file in made.copy.files),
    )


def approved(subscription: Subscription, entry: Entry, copy: Copy, choices: Choices, words: Words) -> Composed:
    """Write down what is posted of a draft: what its editors left is told and proved, the rest is not."""
    numbers = numbers_printed(copy, choices)
    proof = None
    if entry.proof and numbers:
        proof = editions.shown(record.from_record(record.loads(entry.proof)), numbers)
    message = controlled(printed(copy, choices, words), subscription.wish, entry, proof, words)
    told = [each for each in json.loads(entry.told or "[]") if each["number"] in set(numbers)]
    return Composed(
        as_payload(message), entry.sequence or 0, json.dumps(told, ensure_ascii=False) if told else "", _written(proof)
    )


def _told(edition: Edition, numbers: Sequence[int]) -> str:
    kept = set(numbers)
    told = enumerate(editions.told(edition.quoted), 1)
    values = [{"number": number, "told": told_as_record(one)} for number, one in told if number in kept]
    return json.dumps(values, ensure_ascii=False) if values else ""


def _written(proof: Proof | None) -> str:
    return json.dumps(record.as_record(proof), ensure_ascii=False) if proof else ""
