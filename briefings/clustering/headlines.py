"""Recognize real titles of articles, articles of background, and tolls that a later report of the story has raised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from briefings.clustering.figures import extract_figures
from briefings.models import Headline
from briefings.text import stem_passage, stem_words, tokenize
from corpus.dates import day_range
from corpus.languages.en.numbers import FATE_WORDS
from corpus.languages.en.page_phrases import EXPLAINING_TITLE, PICTURE_CREDIT
from corpus.languages.pack import UNSPACED_LANGUAGES
from corpus.models import Passage, Zone
from corpus.publishers import trim_outlet

#: Minimum and maximum number of words, and maximum number of characters, of a title.
MIN_TITLE_WORDS, MAX_TITLE_WORDS, MAX_TITLE_CHARACTERS = 3, 24, 160
#: Characters of a word, about, where no space shows its end.
_CHARACTERS_PER_WORD = 2
#: Minimum share of a title's content words that the article's text contains.
MIN_TITLE_SUPPORT = 0.25
#: Share of the highest toll of the day from which a lower one is an older state of it, and no part.
MIN_SAME_DAY_SHARE = 0.6
#: The same for a report of another story of the topic, which may count other people.
MIN_SAME_TOPIC_SHARE = 0.8
#: Share of a toll below which another is lower than it, and not just rounded.
MAX_ROUNDED_SHARE = 0.95
#: Evidence that an article is background: a title that explains, no fresh day in its first sentences, and at least half
#: of its days long ago; and from how much it is. Without such a title, many a report is like that.
TITLE_EVIDENCE, OPENING_EVIDENCE, OLD_DAYS_EVIDENCE, MIN_BACKGROUND_EVIDENCE = 0.4, 0.3, 0.3, 0.65
#: First sentences of an article in which news has its day, how far that may be from publication, and days that are old.
OPENING_SENTENCES, FRESH_DAYS, OLD_DAYS = 4, timedelta(days=4), timedelta(days=60)

#: A last word whose stop may end a title.
_ABBREVIATION = re.compile(r"(?:[A-Za-z]\.)+|(?:Jr|Sr|Co|Inc|Ltd|Corp|No|etc)\.")
_FATES = frozenset(FATE_WORDS.values())


def choose_headlines(titles: Sequence[Passage], passages: Sequence[Passage]) -> dict[str, Headline]:
    """
    Return the title of each article that has one, by the article's key.

    Args:
        titles: Passages of the zone of headlines; others are no titles.
        passages: Sentences of the articles, which a title must have words in common with.

    Returns:
        The first real title of each article: no sentence of the body, no caption and no credit.
    """
    stems = collect_stems(passages)
    found: dict[str, Headline] = {}
    for title in sorted(titles, key=lambda one: (one.citation.key, one.sentence.start)):
        key, sentence = title.citation.key, title.sentence
        is_first = key not in found and sentence.zone is Zone.HEADLINE
        if is_first and is_title(sentence.text, stems.get(key, frozenset()), title.citation.language):
            words = trim_outlet(sentence.text, title.citation.outlet)
            found[key] = Headline(title.citation, sentence.start, sentence.start + len(words), words)
    return found


def collect_stems(passages: Sequence[Passage]) -> dict[str, frozenset[str]]:
    """Return the stems of the content words of each article, by its key."""
    stems: dict[str, set[str]] = {}
    for passage in passages:
        stems.setdefault(passage.citation.key, set()).update(stem_passage(passage))
    return {key: frozenset(words) for key, words in stems.items()}


def is_title(text: str, stems: frozenset[str], language: str = "") -> bool:
    """
    Return whether *text* reads as the title of an article.

    Args:
        text: A line in the zone of headlines.
        stems: Stems of the content words of the article's sentences; empty if they are unknown.
        language: ISO 639-1 code of its language; without one, its script decides, and Latin letters are English.
    """
    words, own = text.split(), set(stem_words(text, language))
    count = len(text) // _CHARACTERS_PER_WORD if language in UNSPACED_LANGUAGES else len(words)
    if not words or not MIN_TITLE_WORDS <= count <= MAX_TITLE_WORDS or len(text) > MAX_TITLE_CHARACTERS:
        return False
    last = words[-1].rstrip("\"”’'")
    is_sentence = last.endswith(".") and not _ABBREVIATION.fullmatch(last) and not last.endswith("...")
    if is_sentence or PICTURE_CREDIT.search(text) or not own:
        return False
    return not stems or len(own & stems) >= MIN_TITLE_SUPPORT * len(own)


def find_background(headlines: Mapping[str, Headline], passages: Sequence[Passage]) -> frozenset[str]:
    """
    Return the keys of articles that explain how something came about, instead of reporting what is new.

    Evidence adds up: a title that explains or asks, no day near that of publication in the first sentences, and days
    that are mostly long ago. An article without a known day is none.

    Args:
        headlines: Titles of articles, by key.
        passages: Sentences of the articles.
    """
    bodies: dict[str, list[Passage]] = {}
    for passage in sorted(passages, key=lambda one: (one.citation.key, one.sentence.start)):
        if passage.sentence.zone is Zone.BODY:
            bodies.setdefault(passage.citation.key, []).append(passage)
    return frozenset(
        key for key, body in bodies.items() if _weigh_background(headlines.get(key), body) >= MIN_BACKGROUND_EVIDENCE
    )


def _weigh_background(headline: Headline | None, body: Sequence[Passage]) -> float:
    published = day_range(body[0].citation.published)
    if not published:
        return 0.0
    opening = [covered for passage in body[:OPENING_SENTENCES] for covered in _list_days(passage)]
    is_fresh = any(
        last >= published[0] - FRESH_DAYS and first <= published[1] + FRESH_DAYS and last - first <= FRESH_DAYS
        for first, last in opening
    )
    days = [last for passage in body for _, last in _list_days(passage)]
    is_old = bool(days) and 2 * sum(last < published[0] - OLD_DAYS for last in days) >= len(days)
    explains = headline is not None and EXPLAINING_TITLE.search(headline.text) is not None
    return TITLE_EVIDENCE * explains + OPENING_EVIDENCE * (not is_fresh) + OLD_DAYS_EVIDENCE * is_old


def _list_days(passage: Passage) -> list[tuple[date, date]]:
    return [covered for one in passage.dates if (covered := day_range(one.value))]


def find_superseded(
    passages: Sequence[Passage], stories: Mapping[str, int], topics: Mapping[str, int] | None = None
) -> frozenset[tuple[str, int]]:
    """
    Return the sentences with a toll that a later report of the same story has raised.

    Args:
        passages: Sentences of any articles.
        stories: Number of the story of each article, by key.
        topics: Number of the topic of each article, by key; each story is one by default.

    Returns:
        Key of the article and start of each such sentence. Of reports of one day a toll that is not much lower than the
        highest is superseded, too; one that is much lower counts a part. So is one that is a little lower than that of
        another story of the topic, on the same day: the two are states of one toll.
    """
    tolls = [(passage, *toll) for passage in passages for toll in _list_tolls(passage)]
    newest: dict[tuple[int, str], tuple[date, float]] = {}
    highest: dict[tuple[int, str, date], float] = {}
    for passage, day, thing, least, _most in tolls:
        key = passage.citation.key
        newest[stories.get(key, -1), thing] = max(
            newest.get((stories.get(key, -1), thing), (date.min, 0.0)), (day, least)
        )
        if topics:
            highest[topics.get(key, -1), thing, day] = max(highest.get((topics.get(key, -1), thing, day), 0.0), least)
    return frozenset(
        (passage.citation.key, passage.sentence.start)
        for passage, day, thing, least, most in tolls
        if _is_replaced(passage, day, least, most, newest[stories.get(passage.citation.key, -1), thing])
        or _is_earlier_state(least, most, highest.get(((topics or {}).get(passage.citation.key, -1), thing, day), 0.0))
    )


def find_raised(passages: Sequence[Passage], topics: Mapping[str, int]) -> frozenset[tuple[str, int]]:
    """
    Return the sentences with the newest toll of their topic, where a report of a day before has a lower one.

    Args:
        passages: Sentences of any articles.
        topics: Number of the topic of each article, by key.

    Returns:
        Key of the article and start of each such sentence.
    """
    tolls: dict[tuple[int, str], list[tuple[date, float, Passage]]] = {}
    for passage in passages:
        for day, thing, least, _most in _list_tolls(passage):
            tolls.setdefault((topics.get(passage.citation.key, -1), thing), []).append((day, least, passage))
    raised = set()
    for reports in tolls.values():
        last, toll = max((day, least) for day, least, _ in reports)
        if any(day < last for day, _, _ in reports) and all(least < toll for day, least, _ in reports if day < last):
            raised |= {
                (passage.citation.key, passage.sentence.start)
                for day, least, passage in reports
                if (day, least) == (last, toll)
            }
    return frozenset(raised)


def _is_replaced(passage: Passage, day: date, least: float, most: float, newest: tuple[date, float]) -> bool:
    last, toll = newest
    is_title = passage.sentence.zone is Zone.HEADLINE  # which gives the whole toll
    return _is_lower(least, most, toll) and (day < last or is_title or most >= MIN_SAME_DAY_SHARE * toll)


def _is_earlier_state(least: float, most: float, highest: float) -> bool:
    """Return whether a toll is a little lower than the *highest* of its day and topic."""
    return _is_lower(least, most, highest) and least >= MIN_SAME_TOPIC_SHARE * highest


def _is_lower(least: float, most: float, toll: float) -> bool:
    """Return whether a toll is lower than another: one of at least 15 than 16, but not one of about 16."""
    return most < toll or least < MAX_ROUNDED_SHARE * toll


def _list_tolls(passage: Passage) -> list[tuple[date, str, float, float]]:
    """Return day, thing, least and most of each toll; of several of one thing, the highest is the whole."""
    # Reading figures is slow, and few sentences have a word without which there is no toll.
    if FATE_WORDS.keys().isdisjoint(tokenize(passage.sentence.text)):
        return []
    published = day_range(passage.citation.published)
    if not published:
        return []
    tolls: dict[str, tuple[float, float]] = {}
    for figure in extract_figures(passage):
        if figure.grows and figure.thing in _FATES:
            tolls[figure.thing] = max(
                tolls.get(figure.thing, (0.0, 0.0)), (figure.quantity.least, figure.quantity.most)
            )
    return [(published[0], thing, least, most) for thing, (least, most) in tolls.items()]
