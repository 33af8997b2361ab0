"""Claims about seven daily digests on each topic of the bundled articles."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from bot.rendering.markdown import escape
from briefings.clustering import leans_on_context
from briefings.digest import Digest
from briefings.text import depends_on_context, opens_with_pronoun
from corpus.models import Passage
from tests.support.bot.sample_digests import (
    PRESETS,
    TOPICS,
    build_sample_digests,
    list_quoted_lines,
    render_sample_digest,
)


@pytest.fixture(scope="module", params=TOPICS)
def digests(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[date, Digest]:
    """Return the digests of seven days."""
    return build_sample_digests(request.param, tmp_path_factory.mktemp(request.param))


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


@pytest.mark.parametrize("preset", PRESETS)
def test_a_message_shows_what_a_sentence_leans_on(digests: dict[date, Digest], preset: str) -> None:
    """In every layout a sentence that begins with a pronoun or "there" directly follows one of its article."""
    for day, digest in digests.items():
        passages = {escape(point.passage.sentence.text): point.passage for point in digest.all_points}
        for block in render_sample_digest(digest, day, preset).blocks:
            before: Passage | None = None
            for line in list_quoted_lines([block]):
                passage = passages.get(line)  # None for words of a quotation, whose speaker is named below them
                if passage and (leans_on_context(passage) or opens_with_pronoun(passage.sentence.text)):
                    assert before is not None, line
                    assert before.citation.key == passage.citation.key, line
                before = passage


@pytest.mark.parametrize("preset", PRESETS)
def test_a_message_repeats_no_story_and_no_article(digests: dict[date, Digest], preset: str) -> None:
    """In every layout no headline or sentence comes twice, and no article has more than two sentences."""
    for day, digest in digests.items():
        message = render_sample_digest(digest, day, preset)
        headlines = [line for block in message.blocks for line in block.split("\n") if line.startswith("**[")]
        quoted = list_quoted_lines(message.blocks)
        passages = {escape(point.passage.sentence.text): point.passage for point in digest.all_points}
        articles = Counter(passages[line].citation.key for line in quoted if line in passages)
        assert len(headlines) == len(set(headlines)) <= 5
        assert len(quoted) == len(set(quoted))
        assert max(articles.values(), default=0) <= 2
