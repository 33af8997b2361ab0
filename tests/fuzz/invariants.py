"""What is promised of every article that was read, however odd it was."""

from __future__ import annotations

import re

from bot.errors import DatelineError
from corpus.dates import day_range
from corpus.errors import CorpusError
from corpus.models import Document, Zone

#: What is no word of a text and may stand outside all zones: white space, and what has no shape.
_BLANK = re.compile(r"[\s\u200b\ufeff]*+")
_TIMEX = re.compile(r"[0-9A-Z][0-9A-Z_:+./-]*")


def check_spans(document: Document) -> None:
    """Check what is promised of marks that others made: spans of the text, in order, of known actors."""
    text, reached = document.article.text, 0
    for span in document.article.zones:
        assert reached <= span.start < span.end <= len(text)
        reached = span.end
    reached = 0
    for sentence in document.sentences:
        assert reached <= sentence.start
        assert sentence.text == text[sentence.start : sentence.end] != ""
        reached = sentence.end
    _check_actors(document)


def check_document(document: Document, text: str) -> None:
    """Check that everything marked on *document* is a span of *text*, verbatim, in order, and each in its zone."""
    assert document.article.text == text
    _check_zones(document)
    _check_sentences(document)
    _check_dates(document)
    _check_actors(document)
    for marks in (document.mentions, document.quotations):
        assert [one.start for one in marks] == sorted(one.start for one in marks)
    published = document.article.provenance.published.value
    assert published is None or day_range(published), published


def _check_zones(document: Document) -> None:
    text, reached = document.article.text, 0
    for span in document.article.zones:
        assert reached <= span.start < span.end <= len(text)
        assert _BLANK.fullmatch(text, reached, span.start), "words in no zone"
        words = text[span.start : span.end]
        assert words == words.strip(), "white space at an end of a zone"
        reached = span.end
    assert _BLANK.fullmatch(text, reached), "words behind the last zone"


def _check_sentences(document: Document) -> None:
    text, reached = document.article.text, 0
    zone_of: list[Zone | None] = [None] * len(text)
    for span in document.article.zones:
        zone_of[span.start : span.end] = [span.zone] * (span.end - span.start)
    for sentence in document.sentences:
        start, end = sentence.start, sentence.end
        assert reached <= start < end
        assert sentence.text == text[start:end] == text[start:end].strip()
        assert sentence.article == document.article.key
        # A hard-wrapped paragraph is several lines of one zone, with white space between them.
        assert {zone_of[at] for at in range(start, end) if not _BLANK.fullmatch(text[at])} <= {sentence.zone}
        assert zone_of[start] == zone_of[end - 1] == sentence.zone
        reached = end


def _check_dates(document: Document) -> None:
    text, reached = document.article.text, 0
    for one in document.dates:
        assert reached <= one.start < one.end
        assert one.text == text[one.start : one.end]
        reached = one.end
        assert _TIMEX.fullmatch(one.value), one.value
        day_range(one.value)


def _check_actors(document: Document) -> None:
    ids = {actor.id for actor in document.actors}
    assert len(ids) == len(document.actors)
    for one in (*document.mentions, *document.quotations):
        assert one.start < one.end
        assert one.text == document.article.text[one.start : one.end]
    for mention in document.mentions:
        assert mention.actor is None or mention.actor in ids
    for quotation in document.quotations:
        assert quotation.speaker is None or quotation.speaker in ids
        assert 0 <= quotation.confidence <= 1
        for span in (quotation.cue, quotation.source):
            assert span is None or 0 <= span[0] < span[1] <= len(document.article.text)


def check_error_message(error: CorpusError | DatelineError, *, way_out: bool = False) -> None:
    """Check that an error says what failed and why, in one line, and on wish what to do."""
    assert error.subject
    assert error.reason
    assert "\n" not in error.reason
    assert len(error.reason) < 1_000
    if way_out:
        assert isinstance(error, DatelineError)
        assert error.remedy
