"""Claims about seven daily digests on each topic of the bundled articles."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from bot.services.engine import QueryEngine
from briefings.clustering import leans_on_context
from briefings.digest import Digest, to_prior_sentences
from briefings.models import PriorSentence
from briefings.text import depends_on_context, opens_with_pronoun
from corpus.dates import day_range
from corpus.entities import load_bundled_registry
from corpus.models import Passage, Query
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store

#: The topics, each with the day of its first digest.
TOPICS = {"hurricane": date(2018, 10, 7), "treaty": date(2024, 6, 18)}
DAYS, SENTENCES = 7, 6


@pytest.fixture(scope="module", params=TOPICS)
def digests(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[date, Digest]:
    """Return the digests of seven days, each of what was published that day and knowing those before."""
    first = TOPICS[request.param]
    articles = _group_by_day(Path(str(files("corpus.sample") / request.param)))
    url = f"sqlite:///{tmp_path_factory.mktemp(request.param) / 'news.sqlite3'}"
    found: dict[date, Digest] = {}
    prior: tuple[PriorSentence, ...] = ()
    after = 0
    for day in (first + timedelta(number) for number in range(DAYS)):
        with open_store(url) as store:
            add_sources(store, articles.get(day, []), load_bundled_registry())
        with QueryEngine.open(url) as engine:
            found[day] = engine.build_digest(limit=SENTENCES, after=after, prior_sentences=prior, day=day)
            after = engine.store.get_sequence()
        prior += to_prior_sentences(found[day].all_points)
    return found


def _group_by_day(folder: Path) -> dict[date, list]:  # type: ignore[type-arg]
    """Return the articles of *folder* by their day; one without a day comes with those of the day in the middle."""
    sources = load_sources(folder).sources
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, sources, load_bundled_registry())
        published = {p.citation.key: day_range(p.citation.published) for p in store.search(Query(limit=2_000))}
    grouped: dict[date, list] = {}  # type: ignore[type-arg]
    for source in sources:
        covered = published.get(source.name)
        grouped.setdefault(covered[0] if covered else sorted(grouped)[len(grouped) // 2], []).append(source)
    return grouped


def _list_passages(digest: Digest) -> list[Passage]:
    return [point.passage for point in digest.briefing.points]


def test_no_sentence_leans_on_one_that_is_not_shown(digests: dict[date, Digest]) -> None:
    """A sentence that begins with a pronoun or "there", or leans otherwise, directly follows its antecedent."""
    for digest in digests.values():
        shown = _list_passages(digest)
        for before, passage in pairwise([None, *shown]):
            assert passage is not None
            follows = before is not None and before.citation.key == passage.citation.key
            if leans_on_context(passage) or opens_with_pronoun(passage.sentence.text):
                assert follows, passage.sentence.text
        for event in digest.upcoming:
            text = event.point.passage.sentence.text
            assert not opens_with_pronoun(text), text
            assert not depends_on_context(text), text


def test_no_story_comes_twice_in_a_digest(digests: dict[date, Digest]) -> None:
    """Every story has an id of its own, and every sentence one story."""
    for digest in digests.values():
        ids = [story.id for story in digest.briefing.stories]
        numbers = [number for story in digest.briefing.stories for number in story.sentences]
        headlines = [story.headline.text for story in digest.briefing.stories if story.headline]
        assert len(ids) == len(set(ids))
        assert numbers == list(range(len(digest.briefing.points)))
        assert len(headlines) == len(set(headlines))


def test_no_article_has_more_than_two_sentences(digests: dict[date, Digest]) -> None:
    """Sentences, upcoming events and the quotation of the day are counted together."""
    for digest in digests.values():
        counts = Counter(point.passage.citation.key for point in digest.all_points)
        assert max(counts.values(), default=0) <= 2


def test_no_sentence_is_quoted_on_two_days(digests: dict[date, Digest]) -> None:
    """What one digest quoted no later one quotes again."""
    told = [(p.citation.key, p.sentence.end) for digest in digests.values() for p in _list_passages(digest)]
    assert len(told) == len(set(told))


def test_the_second_event_of_a_day_is_quoted(digests: dict[date, Digest]) -> None:
    """A rising toll is quoted beside the other news of its day, and a visit beside a protest."""
    expected = {
        date(2018, 10, 11): {"wire-toll-six", "tribune-hospitals"},
        date(2018, 10, 12): {"wire-toll-twelve", "gazette-tyndall"},
        date(2024, 6, 21): {"wire-putin-warning", "gazette-border-balloons"},
        date(2024, 6, 22): {"wire-ambassador-summoned", "post-hanoi-dozen"},
    }
    for day, articles in expected.items():
        if day in digests:
            assert articles <= {passage.citation.key for passage in _list_passages(digests[day])}, day
