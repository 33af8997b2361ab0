"""Claims about whole messages: the bot's words in the member's language, the articles' in their own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from bot.errors import DatelineError
from bot.layouts import layout
from bot.locales import Words
from bot.messages import MOST_CHARACTERS, of_answer, of_briefing, of_error
from bot.messages.editions import Masthead, printed, set_copy
from bot.messages.markup import escape
from bot.phrases import phrase
from briefings.editions import Edition
from briefings.model import Answer, Briefing, Point, Request
from corpus.model import Actor, ActorKind, Citation, Confidence, Passage, Query, Sentence, Window
from tests.bot.locales import catalogues
from tests.bot.messages.made import HOSTILE, POINTS

WORDS = "“Leaflets” rose — 7 of them; <b>no</b> 말도 «зовсім» ça {names} 100%."


def told(language: str) -> list[str]:
    """Say one of each message, all quoting `WORDS`, in *language*."""
    words = Words(language)
    cited = Citation(
        "a1", 1, "A title: {names}", "Sample Wire", "2024-06-19", Confidence.INFERRED, "https://a.example/1"
    )
    copied = replace(cited, key="a2", outlet="Wire Copy", origin="a1")
    point = Point(Passage(Sentence("a1", 0, len(WORDS), WORDS), cited), 1.0, (copied,))
    window = Window(date(2024, 6, 19), date(2024, 6, 19))
    actor = Actor("Q1", "North Korea", ActorKind.STATE)
    request = Request(Query(days=(window,)), "x", read_as=("North Korea", "Wednesday 19 June 2024"), actors=(actor,))
    answer = Answer(request, (point,), heading="North Korea, Wednesday 19 June 2024")
    masthead = Masthead("d1", "rates", date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC), late=True)
    briefing = Briefing("b1", request, (point,), 7, 2, 1)
    messages = (
        of_briefing(briefing, words),
        of_answer(answer, words),
        of_answer(Answer(request, nearest=("Moscow",)), words),
        printed(set_copy(Edition(briefing), masthead, words)),
        printed(set_copy(Edition(Briefing("b1", request, ())), masthead, words)),
    )
    return [message.text for message in messages]


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_quotations_titles_and_outlets_are_never_translated(language: str) -> None:
    """Whatever language the words around them are in, they are the article's own, character for character."""
    for ours, theirs in zip(told("en"), told(language), strict=True):
        quoted = [line for line in ours.splitlines() if line.startswith("> ")]
        assert [line for line in theirs.splitlines() if line.startswith("> ")] == quoted
        for untouched in ("Sample Wire", "Wire Copy", "A title: {names}", "North Korea", "Moscow", "b1", "d1"):
            assert theirs.count(untouched) == ours.count(untouched)


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_nothing_around_a_quotation_stays_english(language: str) -> None:
    """How the question was read, the date and how it is known, the counts: no word of English is left of the bot's."""
    for text in told(language):
        own = re.sub(r"^> .*$|https?:\S+", "", text, flags=re.MULTILINE)
        own = re.sub(r"Sample Wire|Wire Copy|A title: .names.|North Korea|Moscow|rates", "", own)
        assert not re.search(r"\b(?:the|of|June|Wednesday|report|sentence|origin|Read|Nothing|inferred|also)s?\b", own)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This channel: has no digest."),
        ("ko", "이 채널: 다이제스트가 없습니다."),
        ("uk", "Цей канал: немає дайджесту."),
        ("ja", "このチャンネル：ダイジェストがありません。"),
    ],
)
def test_errors_are_said_whole(language: str, said: str) -> None:
    """Subject, reason and the way out, with the language's own punctuation."""
    error = DatelineError(phrase("this channel"), phrase("has no digest"), phrase("/digest add sets one up."))
    message = of_error(error, Words(language))
    assert message.blocks[0] == said
    assert len(message.blocks) == 2


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
@given(POINTS, HOSTILE)
@settings(max_examples=15)
def test_a_hostile_article_fits_in_every_language(language: str, points: list[Point], topic: str) -> None:
    """Longer words around the quotations break no limit, and every sentence is whole or absent."""
    words, request = Words(language), Request(Query(), text=topic, unknown=(topic,))
    briefing = Briefing("b1", request, tuple(points), 7, 12, 3)
    masthead = Masthead("d1", topic, date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC), late=True)
    texts = [f"> {escape(point.passage.sentence.text)}" for point in points]
    for message in (
        of_briefing(briefing, words),
        of_answer(Answer(request, tuple(points), topic, ((topic, topic),), (topic,)), words),
        printed(
            set_copy(Edition(replace(briefing, points=tuple(points[:12]))), masthead, words)
        ),  # the most of a digest
        of_error(DatelineError(topic, phrase("{state}: {reason}", state=topic, reason=topic), topic), words),
    ):
        assert layout(message).content_length() <= MOST_CHARACTERS
        assert all(each.partition("\n-# ")[0] in texts for each in message.blocks if each.startswith("> "))
