"""Compose due digests, once for all channels that ask for the same, in each channel's language."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.db import DatabaseThread, ReplyRecord, Repositories
from bot.digests.policy import LATE_THRESHOLD
from bot.locales import ENGLISH, Translator, translator_for
from bot.models.alert import AlertStory
from bot.models.clock import Clock
from bot.models.digest import (
    NO_EXCLUSIONS,
    ComposedDigest,
    Destination,
    DigestLayout,
    DigestOptions,
    Exclusions,
    LedgerEntry,
    Subscription,
)
from bot.models.digest_message import DigestHeader, DigestText, EditorChoices, dump_digest_text
from bot.models.message import Message, dump_message
from bot.models.query import ArgumentValue, QueryRequest
from bot.models.schedule import load_zone
from bot.rendering import (
    AlertHeader,
    ReplyAction,
    format_digest,
    list_rendered_numbers,
    number_sentences,
    render_alert,
    render_digest,
    reply_components,
)
from bot.services.engine import OwnScopes, QueryEngine
from bot.services.worker_pool import WorkerPool
from briefings.clustering import dump_prior_sentence, load_prior_sentence
from briefings.digest import Digest, proof_subset, to_prior_sentences
from briefings.export import from_record, parse_json, to_record
from briefings.verification import Proof

#: How long a sentence that was posted in a channel counts as known there.
PRIOR_DIGESTS_WINDOW = timedelta(days=14)

#: Returns the language of a guild as Discord writes it.
GuildLanguageLookup = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class CompositionKey:
    """
    Cache key of a digest: the request, the last sequence number, and the prior sentences (JSON of each digest).

    Only the picture of a chart depends on the language, which is English without one.
    """

    scope: str
    text: str
    limit: int
    after: int
    prior_sentences: tuple[str, ...]
    day: date
    chart: bool
    exclusions: Exclusions = NO_EXCLUSIONS
    language: Translator = ENGLISH
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """
    A composed and formatted digest.

    Attributes:
        digest: The content.
        text: The formatted text.
        translator: The translator for its language.
    """

    digest: Digest
    text: DigestText
    translator: Translator


class CompositionCache:
    """
    Digests of one delivery round, of which equal requests share one task.

    Servers without content of their own ask for the same: their digests are composed for the shared scope.
    """

    def __init__(self) -> None:
        self._tasks: dict[CompositionKey, asyncio.Task[Digest]] = {}
        self._own_scopes: asyncio.Task[OwnScopes] | None = None

    async def compose(
        self,
        key: CompositionKey,
        compose: Callable[[CompositionKey], Coroutine[None, None, Digest]],
        list_own_scopes: Callable[[], Coroutine[None, None, OwnScopes]],
    ) -> Digest:
        """Return the digest for *key*: one that is composed already, or else what *compose* returns."""
        own = await self._load_own_scopes(list_own_scopes)
        if key.scope not in own.names:
            digest = await self._get_or_compose(replace(key, scope=""), compose)
            if digest.briefing.sequence > own.sequence:  # meanwhile the server may have got an article of its own
                own = await self._load_own_scopes(list_own_scopes, digest.briefing.sequence)
            if key.scope not in own.names:
                return digest
        return await self._get_or_compose(key, compose)

    async def _load_own_scopes(
        self, list_own_scopes: Callable[[], Coroutine[None, None, OwnScopes]], sequence: int = 0
    ) -> OwnScopes:
        """Return what was listed in this round, unless that is older than *sequence*."""
        known = self._own_scopes
        if known is None or (known.done() and known.result().sequence < sequence):
            known = self._own_scopes = asyncio.create_task(list_own_scopes())
        return await asyncio.shield(known)  # a cancelled caller must not cancel it for the others

    async def _get_or_compose(
        self, key: CompositionKey, compose: Callable[[CompositionKey], Coroutine[None, None, Digest]]
    ) -> Digest:
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(compose(key))
        return await asyncio.shield(task)


class Composer:
    """
    Composes digests.

    Args:
        database: The repositories, for prior sentences and language preferences.
        workers: The worker pool that builds digests.
        clock: Returns the current time.
        language: Returns a guild's own language.

    Attributes:
        pictures: Whether messages show the picture of their first story.
    """

    def __init__(
        self, database: DatabaseThread, workers: WorkerPool, clock: Clock, language: GuildLanguageLookup
    ) -> None:
        self._database, self._workers, self._clock, self._language = database, workers, clock, language
        self.pictures = True

    async def compose(
        self, subscription: Subscription, entry: LedgerEntry | None, cache: CompositionCache
    ) -> DigestDraft:
        """Compose the digest of *entry*, or if it is None, a preview of what would be posted now."""
        options, now = subscription.options, self._clock()
        day = entry.key.day if entry else now.astimezone(load_zone(options.schedule.zone)).date()
        after, prior_sentences = await self._database.run(lambda db: _load_history(db, subscription, now))
        if options.destination is Destination.FOLLOW:  # also before the first message, and if it was resumed
            after = max(after or 0, subscription.checked)
        weekly = options.layout is DigestLayout.WEEKLY
        if weekly:  # it covers the week, whatever was posted before
            after, prior_sentences = None, ()
        translator = await self.load_translator(options)
        key = CompositionKey(
            options.guild,
            options.topic,
            options.length,
            after or 0,
            prior_sentences,
            day,
            options.chart,
            options.exclusions,
            translator if options.chart else ENGLISH,
            weekly,
        )
        edition = await cache.compose(key, self._request_digest, lambda: self._workers.run(QueryEngine.list_own_scopes))
        header = _build_header(options, entry, day, now, since=after is not None)
        copy = format_digest(edition, replace(header, pictures=self.pictures), translator)
        return DigestDraft(edition, copy, translator)

    async def load_translator(self, options: DigestOptions) -> Translator:
        """Return the translator for *options*: its own language, or that of the channel or guild, or Discord's."""
        chosen = await self._database.run(partial(_load_chosen_language, options=options))
        return translator_for(options.language, chosen, await self._language(options.guild))

    async def _request_digest(self, key: CompositionKey) -> Digest:
        prior_sentences = tuple(
            load_prior_sentence(each["told"]) for row in key.prior_sentences for each in json.loads(row)
        )
        return await self._workers.run(
            QueryEngine.build_digest,
            scope=key.scope,
            text=key.text,
            limit=key.limit,
            after=key.after,
            prior_sentences=prior_sentences,
            day=key.day,
            chart=key.chart,
            exclusions=key.exclusions,
            language=key.language,
            weekly=key.weekly,
        )


def _load_chosen_language(repositories: Repositories, options: DigestOptions) -> str:
    """Return the language chosen for a channel or its guild, which another process may have just stored."""
    repositories.settings.reload_guild(options.guild)
    return repositories.settings.resolve(options.guild, options.channel).language


def _load_history(
    repositories: Repositories, subscription: Subscription, now: datetime
) -> tuple[int | None, tuple[str, ...]]:
    """Return the store's sequence number at the last digest (None before the first) and the prior sentences."""
    prior_sentences = repositories.ledger.list_posted(subscription.options.channel, now - PRIOR_DIGESTS_WINDOW)
    return repositories.ledger.last_sequence(subscription.id), prior_sentences


def _build_header(
    options: DigestOptions, entry: LedgerEntry | None, day: date, now: datetime, *, since: bool
) -> DigestHeader:
    compact, drafted = options.layout is DigestLayout.COMPACT, bool(options.editors)
    headlines, weekly = options.layout is DigestLayout.HEADLINES, options.layout is DigestLayout.WEEKLY
    header = DigestHeader(
        "",
        options.topic,
        day,
        now,
        has_predecessor=since,
        compact=compact,
        reviewed=drafted,
        headlines=headlines,
        weekly=weekly,
    )
    if entry is None:
        return header
    late = entry.late or now - entry.due > LATE_THRESHOLD
    return replace(header, id=entry.digest, due=entry.due, late=late, role=options.role)


def build_composed(draft: DigestDraft, subscription: Subscription, entry: LedgerEntry) -> ComposedDigest:
    """Return the digest to record for *draft* when it needs no approval."""
    numbers = list_rendered_numbers(draft.text)
    proof = proof_subset(draft.digest.proof, numbers) if draft.digest.proof and numbers else None
    message = render_digest(draft.text, translator=draft.translator)
    message = _add_components(message, subscription.options, entry, proof, numbers, draft.translator)
    return ComposedDigest(
        dump_message(message),
        draft.digest.briefing.sequence,
        _dump_prior_sentences(draft.digest, numbers),
        _dump_proof(proof),
        files=tuple(file.data for file in message.files),
    )


def build_alert(
    story: AlertStory, alert: Subscription, entry: LedgerEntry, translator: Translator, *, pictures: bool
) -> ComposedDigest:
    """Return what to record for the alert on *story*, which has a briefing; it records no sentences as known."""
    if story.briefing is None or alert.alert is None:
        raise ValueError(f"the story {story.id} has no message")
    options = alert.options
    message = render_alert(
        story.briefing, AlertHeader(entry.digest, alert.alert.watch or options.topic, pictures), translator
    )
    sentences = story.proof.sentences if story.proof else ()
    message = number_sentences(message, range(1, 1 + len(sentences)))
    controls = reply_components(entry.digest, sentences, [ReplyAction.MUTE], 1, 1, translator)
    return ComposedDigest(
        dump_message(replace(message, controls=controls)), story.briefing.sequence, proof=_dump_proof(story.proof)
    )


def _add_components(
    message: Message,
    options: DigestOptions,
    entry: LedgerEntry,
    proof: Proof | None,
    numbers: Sequence[int],
    translator: Translator,
) -> Message:
    """
    Return *message* with components to check each sentence and to request more, and the sentences numbered for them.

    *numbers* are those of the sentences in the digest's whole proof, in the order of the message.
    """
    if proof is None or options.is_direct:  # a guild's articles can't be queried in direct messages
        return message
    places = {number: place for place, number in enumerate(sorted(numbers), 1)}  # as in *proof*, which is of these only
    return replace(
        number_sentences(message, [places[number] for number in numbers]),
        controls=reply_components(
            entry.digest, proof.sentences, [ReplyAction.MORE, ReplyAction.MUTE], 1, 1, translator
        ),
    )


def build_reply_record(
    subscription: Subscription, entry: LedgerEntry, composed: ComposedDigest, now: datetime
) -> ReplyRecord | None:
    """Return the record that the components of a digest refer to; None for a digest without components."""
    options = subscription.options
    if not composed.payload or not composed.proof or options.is_direct:
        return None
    arguments: dict[str, ArgumentValue] = {"topic": options.topic} if options.topic else {}
    request = QueryRequest("brief", {**arguments, "length": options.length}, options.guild, entry.key.day)
    proof = from_record(parse_json(composed.proof))
    return ReplyRecord(
        request, options.guild, options.channel, 0, False, composed.payload, now, proof, key=entry.digest
    )


def build_for_review(draft: DigestDraft) -> ComposedDigest:
    """Return the digest to record for review, with the sentences and the proof of all points to choose from."""
    numbers = list_rendered_numbers(draft.text)
    return ComposedDigest(
        None,
        draft.digest.briefing.sequence,
        _dump_prior_sentences(draft.digest, numbers),
        _dump_proof(draft.digest.proof),
        dump_digest_text(draft.text),
        tuple(file.data for file in draft.text.files),
    )


def build_approved(
    subscription: Subscription, entry: LedgerEntry, copy: DigestText, choices: EditorChoices, translator: Translator
) -> ComposedDigest:
    """Return the digest to record for an approved draft, with the sentences and the proof of its points only."""
    numbers = list_rendered_numbers(copy, choices)
    proof = None
    if entry.proof and numbers:
        proof = proof_subset(from_record(parse_json(entry.proof)), numbers)
    message = render_digest(copy, choices, translator)
    message = _add_components(message, subscription.options, entry, proof, numbers, translator)
    prior_sentences = [each for each in json.loads(entry.sentences or "[]") if each["number"] in set(numbers)]
    return ComposedDigest(
        dump_message(message),
        entry.sequence or 0,
        json.dumps(prior_sentences, ensure_ascii=False) if prior_sentences else "",
        _dump_proof(proof),
    )


def _dump_prior_sentences(edition: Digest, numbers: Sequence[int]) -> str:
    rendered = set(numbers)
    prior_sentences = enumerate(to_prior_sentences(edition.all_points), 1)
    values = [
        {"number": number, "told": dump_prior_sentence(one)} for number, one in prior_sentences if number in rendered
    ]
    return json.dumps(values, ensure_ascii=False) if values else ""


def _dump_proof(proof: Proof | None) -> str:
    return json.dumps(to_record(proof), ensure_ascii=False) if proof else ""
