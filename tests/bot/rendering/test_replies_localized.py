"""Claims about whole messages: the bot's words in the member's language, the articles' in their own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from bot.errors import DatelineError
from bot.locales import Translator
from bot.locales.messages import _
from bot.models.digest_message import DigestHeader
from bot.models.message import MAX_MESSAGE_CHARACTERS
from bot.rendering import escape, format_digest, render_digest, render_error, to_view
from bot.rendering.replies import render_answer, render_briefing
from briefings.digest import Digest
from briefings.models import Answer, Briefing, Point, Request
from corpus.models import Actor, ActorKind, Citation, Confidence, DateRange, Passage, Query, Sentence
from tests.support.bot.catalog_checks import TRANSLATED_LANGUAGES
from tests.support.bot.message_strategies import HOSTILE_TEXTS, POINTS

WORDS = "“Leaflets” rose — 7 of them; <b>no</b> 말도 «зовсім» ça {names} 100%."


def render_messages(language: str) -> list[str]:
    """Return one of each message, all quoting `WORDS`, in *language*."""
    words = Translator(language)
    cited = Citation(
        "a1", 1, "A title: {names}", "Sample Wire", "2024-06-19", Confidence.INFERRED, "https://a.example/1"
    )
    copied = replace(cited, key="a2", outlet="Wire Copy", origin="a1")
    point = Point(Passage(Sentence("a1", 0, len(WORDS), WORDS), cited), 1.0, (copied,))
    window = DateRange(date(2024, 6, 19), date(2024, 6, 19))
    actor = Actor("Q1", "North Korea", ActorKind.STATE)
    request = Request(Query(days=(window,)), "x", read_as=("North Korea", "Wednesday 19 June 2024"), actors=(actor,))
    answer = Answer(request, (point,), heading="North Korea, Wednesday 19 June 2024")
    masthead = DigestHeader("d1", "rates", date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC), late=True)
    briefing = Briefing("b1", request, (point,), 7, 2, 1)
    messages = (
        render_briefing(briefing, words),
        render_answer(answer, words),
        render_answer(Answer(request, nearest=("Moscow",)), words),
        render_digest(format_digest(Digest(briefing), masthead, words)),
        render_digest(format_digest(Digest(Briefing("b1", request, ())), masthead, words)),
    )
    return [message.text for message in messages]


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
def test_quotations_titles_and_outlets_are_never_translated(language: str) -> None:
    """Whatever language the words around them are in, they are the article's own, character for character."""
    for ours, theirs in zip(render_messages("en"), render_messages(language), strict=True):
        quoted = [line for line in ours.splitlines() if line.startswith("> ")]
        assert [line for line in theirs.splitlines() if line.startswith("> ")] == quoted
        for untouched in ("Sample Wire", "Wire Copy", "A title: {names}", "North Korea", "Moscow", "b1", "d1"):
            assert theirs.count(untouched) == ours.count(untouched)


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
def test_nothing_around_a_quotation_stays_english(language: str) -> None:
    """How the question was read, the date and how it is known, the counts: no word of English is left of the bot's."""
    for text in render_messages(language):
        own = re.sub(r"^> .*$|https?:\S+", "", text, flags=re.MULTILINE)
        own = re.sub(r"Sample Wire|Wire Copy|A title: .names.|North Korea|Moscow|rates", "", own)
        assert not re.search(r"\b(?:the|of|June|Wednesday|report|sentence|origin|Read|Nothing|inferred|also)s?\b", own)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This channel has no digest."),
        ("ko", "이 채널에는 다이제스트가 없습니다."),
        ("uk", "У цьому каналі немає дайджесту."),
        ("ja", "このチャンネルにはダイジェストがありません。"),
    ],
)
def test_errors_are_said_whole(language: str, said: str) -> None:
    """Subject, reason and the way out, with the language's own punctuation."""
    error = DatelineError("channel", _("This channel has no digest."), _("Set one up with /digest add."))
    message = render_error(error, Translator(language))
    (block,) = message.blocks
    reason, remedy = block.splitlines()
    assert reason == said
    assert remedy


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
@given(POINTS, HOSTILE_TEXTS)
@settings(max_examples=15)
def test_a_hostile_article_fits_in_every_language(language: str, points: list[Point], topic: str) -> None:
    """Longer words around the quotations break no limit, and every sentence is whole or absent."""
    words, request = Translator(language), Request(Query(), text=topic, unknown=(topic,))
    briefing = Briefing("b1", request, tuple(points), 7, 12, 3)
    masthead = DigestHeader("d1", topic, date(2024, 6, 21), datetime(2024, 6, 20, 23, tzinfo=UTC), late=True)
    texts = [f"> {escape(point.passage.sentence.text)}" for point in points]
    for message in (
        render_briefing(briefing, words),
        render_answer(Answer(request, tuple(points), topic, ((topic, topic),), (topic,)), words),
        render_digest(
            format_digest(Digest(replace(briefing, points=tuple(points[:12]))), masthead, words)
        ),  # the most of a digest
        render_error(DatelineError(topic, _("{state}: {reason}", state=topic, reason=topic), topic), words),
    ):
        assert to_view(message).content_length() <= MAX_MESSAGE_CHARACTERS
        assert all(each.partition("\n-# ")[0] in texts for each in message.blocks if each.startswith("> "))
