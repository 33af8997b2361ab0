"""Compose due digests, once for all channels that ask for the same, in each channel's language."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db import DatabaseThread, ReplyRecord, Repositories
from bot.digests.policy import LATE_THRESHOLD
from bot.locales import Translator, translator_for
from bot.models.clock import Clock
from bot.models.digest import ComposedDigest, Destination, DigestLayout, DigestOptions, LedgerEntry, Subscription
from bot.models.digest_message import DigestHeader, DigestText, EditorChoices, dump_digest_text
from bot.models.message import Message, dump_message
from bot.models.query import ArgumentValue, QueryRequest
from bot.rendering import ReplyAction, format_digest, list_rendered_numbers, render_digest, reply_components
from bot.services import WorkerPool
from briefings.clustering import dump_prior_sentence as told_as_record
from briefings.clustering import load_prior_sentence as told_from_record
from briefings.digest import Digest, proof_subset, to_prior_sentences
from briefings.export import from_record, parse_json, to_record
from briefings.verification import Proof

#: How long a sentence that was posted in a channel counts as known there.
PRIOR_DIGESTS_WINDOW = timedelta(days=14)

#: Returns the language of a guild as Discord writes it.
GuildLanguageLookup = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class CompositionKey:
    """Cache key of a digest: the request, the last sequence number, and the prior sentences (JSON of each digest)."""

    scope: str
    text: str
    limit: int
    after: int
    prior_sentences: tuple[str, ...]
    day: date
    chart: bool


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """
    A composed and formatted digest.

    Attributes:
        edition: The content.
        copy: The formatted text.
        translator: The translator for its language.
    """

    edition: Digest
    copy: DigestText
    translator: Translator


#: Digests of one delivery round; equal requests share one task.
CompositionCache = dict[CompositionKey, "asyncio.Task[Digest]"]


class Composer:
    """
    Composes digests.

    Args:
        books: The repositories, for prior sentences and language preferences.
        workers: The worker pool that builds digests.
        clock: Returns the current time.
        language: Returns a guild's own language.
    """

    def __init__(self, books: DatabaseThread, workers: WorkerPool, clock: Clock, language: GuildLanguageLookup) -> None:
        self._books, self._workers, self._clock, self._language = books, workers, clock, language

    async def compose(
        self, subscription: Subscription, entry: LedgerEntry | None, memo: CompositionCache
    ) -> DigestDraft:
        """Compose the digest of *entry*, or if it is None, a preview of what would be posted now."""
        wish, now = subscription.options, self._clock()
        day = entry.key.day if entry else now.astimezone(ZoneInfo(wish.schedule.zone)).date()
        after, told = await self._books.run(lambda books: _load_history(books, subscription, now))
        order = CompositionKey(wish.guild, wish.topic, wish.length, after or 0, told, day, wish.chart)
        edition = await self._get_or_compose(order, memo)
        words = await self.load_translator(wish)
        copy = format_digest(edition, _build_header(wish, entry, day, now, since=after is not None), words)
        return DigestDraft(edition, copy, words)

    async def load_translator(self, wish: DigestOptions) -> Translator:
        """Return the translator for *wish*: its own language, or that of the channel or guild, or Discord's."""
        chosen = await self._books.run(lambda books: books.settings.resolve(wish.guild, wish.channel).language)
        return translator_for(wish.language, chosen, self._language(wish.guild))

    async def _get_or_compose(self, order: CompositionKey, memo: CompositionCache) -> Digest:
        task = memo.get(order)
        if task is None:
            task = memo[order] = asyncio.create_task(self._request_digest(order))
        return await asyncio.shield(task)  # a cancelled caller must not cancel it for the others

    async def _request_digest(self, order: CompositionKey) -> Digest:
        told = tuple(told_from_record(each["told"]) for row in order.prior_sentences for each in json.loads(row))
        return await self._workers.build_digest(
            scope=order.scope,
            text=order.text,
            limit=order.limit,
            after=order.after,
            told=told,
            day=order.day,
            chart=order.chart,
        )


def _load_history(books: Repositories, subscription: Subscription, now: datetime) -> tuple[int | None, tuple[str, ...]]:
    """Return the store's sequence number at the last digest (None before the first) and the prior sentences."""
    told = books.ledger.list_posted(subscription.options.channel, now - PRIOR_DIGESTS_WINDOW)
    return books.ledger.last_sequence(subscription.id), told


def _build_header(
    wish: DigestOptions, entry: LedgerEntry | None, day: date, now: datetime, *, since: bool
) -> DigestHeader:
    compact, drafted = wish.layout is DigestLayout.COMPACT, bool(wish.editors)
    if entry is None:
        return DigestHeader("", wish.topic, day, now, since=since, compact=compact, drafted=drafted)
    late = entry.late or now - entry.due > LATE_THRESHOLD
    return DigestHeader(entry.digest, wish.topic, day, entry.due, late, since, wish.role, compact, drafted)


def build_composed(made: DigestDraft, subscription: Subscription, entry: LedgerEntry) -> ComposedDigest:
    """Return the digest to record for *made* when it needs no approval."""
    numbers = list_rendered_numbers(made.copy)
    proof = proof_subset(made.edition.proof, numbers) if made.edition.proof and numbers else None
    message = add_components(
        render_digest(made.copy, words=made.translator), subscription.options, entry, proof, made.translator
    )
    return ComposedDigest(
        dump_message(message),
        made.edition.briefing.sequence,
        _dump_prior_sentences(made.edition, numbers),
        _dump_proof(proof),
        files=tuple(file.data for file in message.files),
    )


def add_components(
    message: Message, wish: DigestOptions, entry: LedgerEntry, proof: Proof | None, words: Translator
) -> Message:
    """Return *message* with components to check each sentence and to request more."""
    if proof is None or wish.place is Destination.DIRECT:  # a guild's articles can't be queried in direct messages
        return message
    return replace(message, controls=reply_components(entry.digest, proof.sentences, [ReplyAction.MORE], 1, 1, words))


def build_reply_record(
    subscription: Subscription, entry: LedgerEntry, written: ComposedDigest, now: datetime
) -> ReplyRecord | None:
    """Return the record that the components of a digest refer to; None for a digest without components."""
    wish = subscription.options
    if not written.payload or not written.proof or wish.place is Destination.DIRECT:
        return None
    arguments: dict[str, ArgumentValue] = {"topic": wish.topic} if wish.topic else {}
    asked = QueryRequest("brief", {**arguments, "length": wish.length}, wish.guild, entry.key.day)
    proof = from_record(parse_json(written.proof))
    return ReplyRecord(asked, wish.guild, wish.channel, 0, False, written.payload, now, proof, key=entry.digest)


def build_for_review(made: DigestDraft) -> ComposedDigest:
    """Return the digest to record for review, with the sentences and the proof of all points to choose from."""
    numbers = list_rendered_numbers(made.copy)
    return ComposedDigest(
        None,
        made.edition.briefing.sequence,
        _dump_prior_sentences(made.edition, numbers),
        _dump_proof(made.edition.proof),
        dump_digest_text(made.copy),
        tuple(file.data for file in made.copy.files),
    )


def build_approved(
    subscription: Subscription, entry: LedgerEntry, copy: DigestText, choices: EditorChoices, words: Translator
) -> ComposedDigest:
    """Return the digest to record for an approved draft, with the sentences and the proof of its points only."""
    numbers = list_rendered_numbers(copy, choices)
    proof = None
    if entry.proof and numbers:
        proof = proof_subset(from_record(parse_json(entry.proof)), numbers)
    message = add_components(render_digest(copy, choices, words), subscription.options, entry, proof, words)
    told = [each for each in json.loads(entry.sentences or "[]") if each["number"] in set(numbers)]
    return ComposedDigest(
        dump_message(message),
        entry.sequence or 0,
        json.dumps(told, ensure_ascii=False) if told else "",
        _dump_proof(proof),
    )


def _dump_prior_sentences(edition: Digest, numbers: Sequence[int]) -> str:
    kept = set(numbers)
    told = enumerate(to_prior_sentences(edition.all_points), 1)
    values = [{"number": number, "told": told_as_record(one)} for number, one in told if number in kept]
    return json.dumps(values, ensure_ascii=False) if values else ""


def _dump_proof(proof: Proof | None) -> str:
    return json.dumps(to_record(proof), ensure_ascii=False) if proof else ""
