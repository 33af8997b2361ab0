"""Claims about the temporal tagger."""

from __future__ import annotations

import pytest

from corpus.dates import tag
from corpus.model import Sentence, TimeExpression, TimeKind


def _tag(*texts: str, published: str | None = "2024-06-20") -> tuple[TimeExpression, ...]:
    """Tag *texts* as the sentences of one article, published on a Thursday unless said otherwise."""
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence("a", start, start + len(text), text))
        start += len(text) + 1
    return tag(sentences, published)


def _values(text: str, published: str | None = "2024-06-20") -> list[tuple[str, str]]:
    return [(found.text, found.value) for found in _tag(text, published=published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        pytest.param("They met on Wednesday.", "Wednesday", "2024-06-19", id="a weekday is the last one"),
        pytest.param("They met on Thursday.", "Thursday", "2024-06-20", id="the weekday of publication is that day"),
        pytest.param("They will meet on Monday.", "Monday", "2024-06-24", id="a verb that looks ahead turns it round"),
        pytest.param("It used its veto in March.", "March", "2024-03", id="a month is the last one"),
        pytest.param("It will vote in March.", "March", "2025-03", id="a verb that looks ahead turns a month round"),
        pytest.param("It was signed on 12 May 1998.", "12 May 1998", "1998-05-12", id="a day in British order"),
        pytest.param("It was signed on May 12, 1998.", "May 12, 1998", "1998-05-12", id="a day in American order"),
        pytest.param("The war began in February 2022.", "February 2022", "2022-02", id="a month of a year"),
        pytest.param("The ban began in 2006.", "2006", "2006", id="a year"),
        pytest.param("In the 1990s it was poor.", "the 1990s", "199", id="a decade"),
        pytest.param("They agreed last week.", "last week", "2024-W24", id="a week"),
        pytest.param("It ends next month.", "next month", "2024-07", id="a month beside publication"),
        pytest.param(
            "Sales fell in the first quarter of 2023.", "the first quarter of 2023", "2023-Q1", id="a quarter"
        ),
        pytest.param("It closed two years ago.", "two years ago", "2022", id="years before publication"),
        pytest.param("It went on for three months.", "three months", "P3M", id="a duration"),
        pytest.param("It went on for several days.", "several days", "PXD", id="a vague duration"),
        pytest.param("Each Friday they pray.", "Each Friday", "XXXX-WXX-5", id="a set"),
        pytest.param("They spoke on Wednesday evening.", "Wednesday evening", "2024-06-19TEV", id="a part of a day"),
        pytest.param("It now needs help.", "now", "PRESENT_REF", id="a vague reference"),
    ],
)
def test_words_have_a_value(text: str, words: str, value: str) -> None:
    """An expression is marked without its preposition and has the value of TIMEX3."""
    assert _values(text) == [(words, value)]


def test_a_named_period_is_known_as_such() -> None:
    """Wars that go by a name are marked as named periods, which date nothing by themselves."""
    assert [found.kind for found in _tag("It is the largest since World War II.")] == [TimeKind.NAMED]


def test_a_day_after_is_told_from_the_date_behind_it() -> None:
    """The day after they signed it Wednesday follows that Wednesday, though it is named first."""
    assert _values("It was shown a day after they signed it Tuesday.") == [
        ("a day after", "2024-06-19"),
        ("Tuesday", "2024-06-18"),
    ]


@pytest.mark.parametrize(
    ("published", "value"),
    [
        pytest.param(None, "XXXX-WXX-3", id="nothing is known"),
        pytest.param("2024-06", "XXXX-WXX-3", id="the month has several"),
        pytest.param("2024-06-20/2024-06-22", "2024-06-19", id="the same from every day of the interval"),
        pytest.param("2024-06-20T15:26", "2024-06-19", id="a time is known as well"),
        pytest.param("no date", "XXXX-WXX-3", id="no ISO value at all"),
    ],
)
def test_a_weekday_is_resolved_only_where_publication_allows(published: str | None, value: str) -> None:
    """A weekday that might be several days stays open."""
    assert _values("They met on Wednesday.", published) == [("Wednesday", value)]
