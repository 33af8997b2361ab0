"""Digests of the bundled articles as the ledger has them, and archived digests that are made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count, islice

from bot.archive.content import ArchivedDigest, ArchivedSentence, ArchivedStory, hash_text
from bot.digests.composer import DigestDraft, build_composed
from bot.locales import Translator
from bot.models.digest import (
    DeliveryState,
    DigestKey,
    DigestOptions,
    LedgerEntry,
    PublishedDigest,
    Subscription,
    build_digest_id,
)
from bot.models.digest_message import DigestHeader
from bot.models.schedule import Schedule
from bot.rendering import format_digest
from bot.services.engine import QueryEngine
from briefings.export.citation import get_link
from briefings.verification import CitedSentence
from corpus.models import Actor, ActorKind

GUILD, OTHER_GUILD = "111", "222"
SCHEDULE = Schedule((time(8),), "UTC")
#: What digests of both samples are about, with their days.
SUBJECTS = (
    *(("Putin", date(2024, 6, 21)), ("South Korea", date(2024, 6, 22)), ("treaty", date(2024, 6, 23))),
    *(("", date(2024, 6, 24)), ("Ukraine", date(2024, 6, 25)), ("hurricane", date(2018, 10, 12))),
    *(("Florida", date(2018, 10, 13)), ("Kim Jong Un", date(2024, 6, 26)), ("Panama City", date(2018, 10, 14))),
    *(("Washington", date(2024, 6, 27)),),
)


#: Numbers of sentences that they ask for, one after the other.
LENGTHS = (6, 5, 4, 7, 3, 8)


def compose_digests(url: str, number: int, guild: str = GUILD, language: str = "en") -> tuple[PublishedDigest, ...]:
    """
    Return *number* digests on the articles of the store at *url*, as the ledger has them when they are posted.

    Raises:
        AssertionError: If the store is empty.
    """
    with QueryEngine.open(url) as engine:
        assert engine.snapshot("").stats.days, "no digest can be made of an empty store"
        return tuple(islice(_compose(engine, guild, language), number))


def _compose(engine: QueryEngine, guild: str, language: str) -> Iterator[PublishedDigest]:
    """Yield digests without an end; a digest without news is not published, so it is left out."""
    for turn in count():
        for topic, first in SUBJECTS:
            length, day = LENGTHS[turn % len(LENGTHS)], first + timedelta(turn)
            published = _compose_digest(engine, guild, language, topic, length, day)
            if published.proof:
                yield published


def _compose_digest(
    engine: QueryEngine, guild: str, language: str, topic: str, length: int, day: date
) -> PublishedDigest:
    subscription = Subscription(
        1, "uid", DigestOptions(guild, 5, SCHEDULE, topic, length), datetime(2018, 1, 1, tzinfo=UTC)
    )
    key = DigestKey(1, day, "08:00")
    due = datetime.combine(day, time(8), UTC)
    entry = LedgerEntry(1, key, due, DeliveryState.PLANNED, build_digest_id(f"{topic} {length}", key))
    digest = engine.build_digest(text=topic, limit=length, day=day)
    draft = DigestDraft(
        digest, format_digest(digest, DigestHeader(entry.digest, topic, day, due)), Translator(language)
    )
    composed = build_composed(draft, subscription, entry)
    return PublishedDigest(
        entry.digest, guild, "Newsroom", "news", "", language, day, due, composed.proof, composed.sentences
    )


def build_archived_sentence(text: str = "Rates rose by half a point.", **changes: object) -> ArchivedSentence:
    """Return a sentence of an article with an address; *changes* are fields of its citation."""
    fields: dict[str, object] = {
        "number": 1,
        "key": "rates",
        "revision": 1,
        "start": 20,
        "end": 20 + len(text),
        "text": text,
        "title": "Rates rise again",
        "outlet": "Osel Post",
        "published": "2024-06-20",
        "confidence": "stated",
        "address": "https://news.example/rates",
        "event": "2024-06-19",
        "sha256": sha256(b"article").hexdigest(),
    }
    cited = CitedSentence(**{**fields, **changes})  # type: ignore[arg-type]
    link = get_link(cited) or ""
    bank = Actor("central-bank", "Central Bank", ActorKind.ORGANISATION)
    return ArchivedSentence(cited, hash_text(text), link, "en", "It was Tuesday.", "Nobody was surprised.", (bank,))


def build_archived_digest(*sentences: ArchivedSentence, **changes: object) -> ArchivedDigest:
    """Return a digest with one story of *sentences*; *changes* are its fields."""
    story = ArchivedStory("story1", "Rates rise again", sentences or (build_archived_sentence(),))
    fields: dict[str, object] = {
        "id": "a1b2c3d4e5",
        "server_name": "Newsroom",
        "channel_name": "news",
        "language": "en",
        "topic": "Rates",
        "day": date(2024, 6, 21),
        "posted": datetime(2024, 6, 21, 8, tzinfo=UTC),
        "stories": (story,),
    }
    return ArchivedDigest(**{**fields, **changes})  # type: ignore[arg-type]
