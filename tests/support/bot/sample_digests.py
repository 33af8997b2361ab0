"""Seven daily digests on each topic of the bundled articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path

from bot.models.digest import DEFAULT_DIGEST_SENTENCES
from bot.models.digest_message import DigestHeader
from bot.models.message import Message
from bot.rendering import format_digest, number_sentences, render_digest
from bot.services.engine import QueryEngine
from briefings.digest import Digest, to_prior_sentences
from briefings.models import PriorSentence
from corpus.dates import day_range
from corpus.entities import load_bundled_registry
from corpus.models import Query, Source
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store

#: The topics, each with the day of its first digest.
TOPICS = {"hurricane": date(2018, 10, 7), "treaty": date(2024, 6, 18)}
DAYS = 7
#: The presets of a digest, by name, as options of its header.
PRESETS: dict[str, dict[str, bool]] = {"full": {}, "short": {"compact": True}, "headlines": {"headlines": True}}


def build_sample_digests(topic: str, folder: Path) -> dict[date, Digest]:
    """Return the digests of seven days, each of what was published that day and knowing those before."""
    articles = _group_by_day(Path(str(files("corpus.sample") / topic)))
    url = f"sqlite:///{folder / 'news.sqlite3'}"
    found: dict[date, Digest] = {}
    prior: tuple[PriorSentence, ...] = ()
    after = 0
    for day in (TOPICS[topic] + timedelta(number) for number in range(DAYS)):
        with open_store(url) as store:
            add_sources(store, articles.get(day, []), load_bundled_registry())
        with QueryEngine.open(url) as engine:
            found[day] = engine.build_digest(
                limit=DEFAULT_DIGEST_SENTENCES, after=after, prior_sentences=prior, day=day
            )
            after = engine.store.get_sequence()
        prior += to_prior_sentences(found[day].all_points)
    return found


def _group_by_day(folder: Path) -> dict[date, list[Source]]:
    """Return the articles of *folder* by their day; one without a day comes with those of the day in the middle."""
    sources = load_sources(folder).sources
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, sources, load_bundled_registry())
        published = {p.citation.key: day_range(p.citation.published) for p in store.search(Query(limit=2_000))}
    grouped: dict[date, list[Source]] = {}
    for source in sources:
        covered = published.get(source.name)
        grouped.setdefault(covered[0] if covered else sorted(grouped)[len(grouped) // 2], []).append(source)
    return grouped


def render_sample_digest(digest: Digest, day: date, preset: str = "full") -> Message:
    """Return the message of *digest* in the layout *preset*, with the numbers for its menu."""
    due = datetime.combine(day, time(8), UTC)
    header = DigestHeader("abcdefghij", "", day, due, has_predecessor=True, **PRESETS[preset])
    text = format_digest(digest, header)
    return number_sentences(render_digest(text), range(1, 1 + len(text.numbers)))


def list_quoted_lines(blocks: Iterable[str]) -> list[str]:
    """Return the lines of *blocks* that quote a sentence, without the mark."""
    return [line.removeprefix("> ") for block in blocks for line in block.split("\n") if line.startswith("> ")]
