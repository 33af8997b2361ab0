"""Split the zones of an article into sentences that can be quoted on their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.languages.en.abbreviations import (
    ABBREVIATIONS_BEFORE_NUMBERS,
    AMBIGUOUS_ABBREVIATIONS,
    CAPITALIZED_COMPANY_SUFFIXES,
    CLOCK_ABBREVIATIONS,
    NAMES_WITH_EXCLAMATION_MARK,
    OPENERS_ALSO_NAMES,
    SENTENCE_OPENERS,
    TITLE_ABBREVIATIONS,
    WORDS_AFTER_CLOCK_TIMES,
)
from corpus.languages.en.cue_verbs import SPEECH_VERBS_AFTER_QUOTES
from corpus.models import Sentence, Zone, ZoneSpan

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK_LINE = re.compile(r"(?:\r\n?|\n|\u2028|\u2029)[^\S\r\n]*(?:\r\n?|\n|\u2028|\u2029)")

#: Widest line of plain text that was wrapped by hand or by a mail program (RFC 5322 recommends at most 78).
_MAX_WRAP_CHARACTERS = 100
#: Narrowest line of a paragraph that was wrapped.
_MIN_WRAP_CHARACTERS = 30

Span = tuple[int, int]


def split_paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """
    Yield the paragraphs of ``text[start:end]``, without white space at their ends.

    Each line is a paragraph, as in text that was pasted from a page. Lines between two blank ones are one paragraph if
    they are filled to one width and break in mid-sentence, as in hard-wrapped text.
    """
    lines: list[Span] = []
    for match in _LINE.finditer(text, start, end):
        span = _strip_span(text, match.start(), match.end())
        if span[0] == span[1]:
            continue
        if lines and _BLANK_LINE.search(text, lines[-1][1], span[0]):
            yield from _unwrap_lines(text, lines)
            lines = []
        lines.append(span)
    yield from _unwrap_lines(text, lines)


def _unwrap_lines(text: str, lines: list[Span]) -> Iterator[Span]:
    if _is_wrapped(text, lines):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Return whether *lines* are filled: no next word would have fitted, and some line starts with a small letter."""
    if len(lines) < 3:
        return False
    width = max(end - start for start, end in lines)
    if not 40 <= width <= _MAX_WRAP_CHARACTERS:
        return False
    runs_on = False
    for (start, end), (begin, stop) in pairwise(lines):
        word = text[begin:stop].split(None, 1)[0]
        if end - start + 1 + len(word) <= width:
            return False
        runs_on = runs_on or (word[0].islower() and text[end - 1] not in ".!?")
    return runs_on


def _strip_span(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    return start + left, max(start + left, start + len(line.rstrip()))


_OPENING_MARKS = re.compile(r"[\s\"'“”‘’«»„‚‹›(\[{¿¡—–\-•*·]{0,12}")
_WORD = re.compile(r"[^\W\d_]+")
_NAMED_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'’-]*,?\s){1,5}(?:[^.?!\"“”]{2,90}, )?(?:[a-z]+\s)?(?:"
    + "|".join(sorted(SPEECH_VERBS_AFTER_QUOTES))
    + r")\b"
)
_LOWERCASE_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_LIST_NUMBER = re.compile(r"[-•*·–(\[\s]*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})")
_GLUED_SENTENCE = re.compile(r"[\"“‘«„]?(?:[A-Z][a-z]{1,24}(?![\w.]{0,24}\.[a-z]|[a-z/@_])|[IA] )")
_DOMAIN_SUFFIXES = frozenset({"Com", "Net", "Org", "Co", "Gov", "Edu", "Js", "Pdf"})
_SPACED_DASH = re.compile(r"\s+[—–-]")
_FULL_WIDTH_STOPS = "。！？｡"
_CLOSING_MARKS = "\"'”’)]»›“«‘"

#: How far back the word before a stop is searched, in code points.
_MAX_WORD_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class Stop:
    """
    A mark that may end a sentence.

    Attributes:
        block: The paragraph.
        start: Where the sentence began.
        mark_start: Offset of the mark.
        mark_end: One past the mark or marks.
        closing_end: One past the closing marks that follow.
    """

    block: str
    start: int
    mark_start: int
    mark_end: int
    closing_end: int

    @property
    def mark(self) -> str:
        """The mark or marks."""
        return self.block[self.mark_start : self.mark_end]

    @property
    def before(self) -> str:
        """The word up to the mark, without opening marks before it."""
        reach = self.block[max(self.start, self.mark_start - _MAX_WORD_CHARACTERS) : self.mark_start]
        return reach.rsplit(None, 1)[-1].lstrip("([{\"'“‘«„—–") if reach and not reach[-1].isspace() else ""


def is_sentence_end(stop: Stop) -> bool:
    """Return whether the sentence ends at *stop*."""
    block, after = stop.block, stop.closing_end
    if stop.mark[0] in _FULL_WIDTH_STOPS:
        return not (after > stop.mark_end and block[after] in "とっ")  # 「…。」と continues with the speaker
    if not block[after].isspace():
        return _is_glued_end(stop)
    opening = _OPENING_MARKS.match(block, after)
    index = opening.end() if opening else after
    if index >= len(block):
        return True
    first = block[index]
    if first.islower() and not _LOWERCASE_BRAND.match(block, index):
        return False
    if first in ",;:)]%&=/+":
        return False
    if stop.mark == ".":
        return _is_end_at_full_stop(stop, index)
    if _is_followed_by_speaker(block, index) if after > stop.mark_end else _is_name_with_mark(stop, index):
        return False
    return stop.mark[0] in "!?" or not first.isalpha() or _is_end_at_ellipsis(stop, index)


def _is_name_with_mark(stop: Stop, index: int) -> bool:
    """Return whether the exclamation mark is part of a name that goes on: “Yahoo! Inc.”, “Jeopardy! Masters”."""
    if stop.mark != "!":
        return False
    following = _match_word(stop.block, index)
    if following in CAPITALIZED_COMPANY_SUFFIXES:
        return stop.before[:1].isupper()
    return stop.before in NAMES_WITH_EXCLAMATION_MARK and following not in SENTENCE_OPENERS and following.isalpha()


def _is_glued_end(stop: Stop) -> bool:
    """Return whether the next sentence is glued on, “… on Friday.Nobody signed”; addresses and file names are not."""
    block, after = stop.block, stop.closing_end
    match = _GLUED_SENTENCE.match(block, after)
    if not match or match[0].strip('"“‘«„') in _DOMAIN_SUFFIXES:
        return False
    last = block[stop.mark_start - 1] if stop.mark_start else ""
    if last in _CLOSING_MARKS or stop.closing_end > stop.mark_end:
        return True
    word = stop.before
    return last.isdigit() or (len(word) > 1 and last.islower() and not set(word) & set("./@_:\\"))


def _is_followed_by_speaker(block: str, index: int) -> bool:
    """Return whether a name and a verb of saying follow the mark: “Why not?” Anna Ito asked."""
    return _match_word(block, index) not in SENTENCE_OPENERS and bool(_NAMED_SPEAKER.match(block, index))


def _is_end_at_ellipsis(stop: Stop, index: int) -> bool:
    word = _match_word(stop.block, index)
    if stop.before.casefold() == word.casefold():  # “I… I do not know”
        return False
    return word in SENTENCE_OPENERS or not stop.block[stop.mark_start - 1].isspace()


def _is_end_at_full_stop(stop: Stop, index: int) -> bool:
    word = stop.before.removeprefix("then-").removeprefix("ex-")
    first = stop.block[index]
    if stop.closing_end > stop.mark_end and stop.block[stop.closing_end - 1] == ".":
        return True
    if _LIST_NUMBER.fullmatch(stop.block, stop.start, stop.mark_start):  # “1.” and “(b).” number what follows
        return False
    if first.isdigit():
        return word.casefold() not in ABBREVIATIONS_BEFORE_NUMBERS
    if not first.isalpha() or _SPACED_DASH.match(
        stop.block, stop.closing_end
    ):  # “RENO, Nev. — The”: a dateline continues
        return not (word in TITLE_ABBREVIATIONS or word in AMBIGUOUS_ABBREVIATIONS or "." in word)
    if (len(word) == 1 and word.isupper()) or "." in word:
        return _is_end_at_abbreviation(stop, index, word)
    following = _match_word(stop.block, index)
    if word in TITLE_ABBREVIATIONS or _is_abbreviation_in_capitals(word, following):
        return False
    return word not in AMBIGUOUS_ABBREVIATIONS or following in SENTENCE_OPENERS


def _is_end_at_abbreviation(stop: Stop, index: int, word: str) -> bool:
    """Return whether the sentence ends after initials, an acronym or a clock time: “George W.”, “U.N.”, “9 a.m.”."""
    following = _match_word(stop.block, index)
    if word in CLOCK_ABBREVIATIONS:
        return following not in WORDS_AFTER_CLOCK_TIMES
    if word in TITLE_ABBREVIATIONS or not _is_abbreviation(word):
        return word not in TITLE_ABBREVIATIONS
    return following in SENTENCE_OPENERS and not (len(word) == 1 and following in OPENERS_ALSO_NAMES)


def _is_abbreviation_in_capitals(word: str, following: str) -> bool:
    """Return whether *word* abbreviates, in capitals, what a name in capitals goes on from: “ST. ALBANS”."""
    if len(word) < 2 or not (word.isupper() and following.isupper()):
        return False
    return word.capitalize() in TITLE_ABBREVIATIONS or word.capitalize() in AMBIGUOUS_ABBREVIATIONS


def _is_abbreviation(word: str) -> bool:
    """Return whether *word* is an abbreviation such as “U.N” or “Ph.D”, and not “example.com”."""
    return word[0].isalpha() and all(len(part) <= 2 for part in word.split("."))


def _match_word(block: str, index: int) -> str:
    match = _WORD.match(block, index)
    return match[0] if match else ""


_STOP_MARKS = re.compile(r"\.(?: \.)+|[.!?…]+|[。！？｡]+|[؟।॥۔]+")
_CLOSERS = re.compile(
    r"(?:[\"'”’)\]›»」』）｣〉》]|[«“‘](?=[\s,;.]|$)){0,6}"  # German closes with “ or «
    r"(?:\.(?=\s|$))?(?:\[\d{1,3}\]){0,8}"  # a stop may follow the closing mark; note numbers stay with their sentence
)
_SPACED_CLOSER = re.compile(r"[ \u00a0\u202f]»(?=\s|$)")
_WHITE_SPACE = re.compile(r"\s*")
_BRACKET = re.compile(r"[()\[\]]")

#: Longest pair of brackets, in code points; two that are farther apart are not a pair.
_MAX_BRACKET_CHARACTERS = 600

#: How far back straight marks are counted, to distinguish an opening one from a closing one.
_MAX_QUOTATION_CHARACTERS = 2_000

BracketSpan = tuple[int, int]


def sentence_ends(block: str, is_end: Callable[[Stop], bool] = is_sentence_end) -> list[int]:
    """
    Find the sentence ends of a paragraph.

    Args:
        block: One paragraph; line breaks inside count as spaces.
        is_end: Decides whether a sentence ends at a stop; by default, by the rules of English.

    Returns:
        Offsets one past each sentence's last mark, ascending; the last is ``len(block)``. Time is linear.
    """
    ends: list[int] = []
    start = 0
    brackets = iter(_find_brackets(block))
    bracket = next(brackets, None)
    for match in _STOP_MARKS.finditer(block):
        if match.start() < start:
            continue
        after = _skip_closers(block, start, match.end())
        following = _skip_white_space(block, after)
        if following == len(block):
            break
        while bracket and bracket[1] <= match.start():
            bracket = next(brackets, None)
        if bracket and start < bracket[0] < match.start() and after <= bracket[1]:
            continue
        if is_end(Stop(block, start, match.start(), match.end(), after)):
            ends.append(after)
            start = following
    return [*ends, len(block)]


def _skip_white_space(block: str, offset: int) -> int:
    match = _WHITE_SPACE.match(block, offset)
    return match.end() if match else offset


def _find_brackets(block: str) -> list[BracketSpan]:
    """Return the outermost matched brackets, in order."""
    found: list[BracketSpan] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(block):
        if match[0] in "([":
            opened.append(match.start())
        elif opened and match.start() - (start := opened.pop()) <= _MAX_BRACKET_CHARACTERS:
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, match.start()))
    return found


def _skip_closers(block: str, start: int, stop: int) -> int:
    """Return the offset after the marks and brackets that close after the stop that ends at *stop*."""
    match = _CLOSERS.match(block, stop)
    after = match.end() if match else stop
    if after == stop:
        spaced = _SPACED_CLOSER.match(block, stop)
        return spaced.end() if spaced else stop
    glued = after < len(block) and block[after].isalpha()
    if glued and block[after - 1] == '"' and block.count('"', max(start, stop - _MAX_QUOTATION_CHARACTERS), after) % 2:
        return after - 1  # it opens the next sentence
    return after


#: Zones that are split; related links, author bios and boilerplate are not the article's own words.
_SENTENCE_ZONES = frozenset(
    {
        Zone.HEADLINE,
        Zone.HEADLINE_REPEAT,
        Zone.STANDFIRST,
        Zone.SUBHEADING,
        Zone.BODY,
        Zone.CAPTION,
        Zone.BYLINE,
    }
)

#: Zones whose lines are one sentence each: "Deal or no deal? Talks drag on" is one headline.
_WHOLE_LINE_ZONES = frozenset({Zone.HEADLINE, Zone.HEADLINE_REPEAT, Zone.SUBHEADING, Zone.BYLINE})


def split_sentences(
    text: str, zones: Sequence[ZoneSpan], article: str, is_end: Callable[[Stop], bool] = is_sentence_end
) -> tuple[Sentence, ...]:
    """
    Split the zones of an article that are its own words into sentences.

    Only white space may separate two sentences of a zone; no sentence crosses the end of a zone, a blank line, or a
    line break that is not a hard wrap. Headlines, subheadings and bylines are one sentence per line. Quotations are
    split like other text; marks and brackets that close after a final stop stay with it.

    Args:
        text: The article's original text.
        zones: Its zones, in order, not overlapping.
        article: Key of the article, put on each sentence.
        is_end: Decides whether a sentence ends at a stop; by default, by the rules of English.

    Returns:
        In order, each with its zone and the index of its paragraph. Time is linear in the text.
    """
    found: list[Sentence] = []
    for paragraph, (start, end, zone) in enumerate(_find_paragraphs(text, zones)):
        block = text[start:end]
        last = 0
        for stop in [len(block)] if zone in _WHOLE_LINE_ZONES else sentence_ends(block, is_end):
            words = block[last:stop].strip()
            first = start + block.index(words, last)
            found.append(Sentence(article, first, first + len(words), words, zone, paragraph))
            last = stop
    return tuple(found)


def _find_paragraphs(text: str, zones: Sequence[ZoneSpan]) -> Iterator[tuple[int, int, Zone]]:
    for span, is_paragraph in _merge_zone_spans(text, zones):
        if span.zone not in _SENTENCE_ZONES:
            continue
        if is_paragraph:
            yield *_strip_span(text, span.start, span.end), span.zone
        else:
            for start, end in split_paragraphs(text, span.start, span.end):
                yield start, end, span.zone


def _merge_zone_spans(text: str, zones: Sequence[ZoneSpan]) -> Iterator[tuple[ZoneSpan, bool]]:
    """
    Merge adjacent spans of one zone that only a line break separates, so that a wrapped paragraph stays whole.

    Yields:
        Spans, each with whether it is one paragraph, the lines of which were joined when it was labelled.
    """
    pending: ZoneSpan | None = None
    for span in zones:
        is_paragraph = _is_joined(text[span.start : span.end])
        if (
            pending
            and not is_paragraph
            and pending.zone is span.zone
            and text[pending.end : span.start].strip(" \t\r") in {"", "\n"}
        ):
            pending = ZoneSpan(pending.start, span.end, span.zone)
            continue
        if pending:
            yield pending, False
        pending = None if is_paragraph else span
        if is_paragraph:
            yield span, True
    if pending:
        yield pending, False


def _is_joined(block: str) -> bool:
    """Return whether *block* is a paragraph of wrapped lines: at least one of them goes on with a small letter."""
    lines = block.splitlines()
    if len(lines) < 2 or not all(_MIN_WRAP_CHARACTERS <= len(line) <= _MAX_WRAP_CHARACTERS for line in lines[:-1]):
        return False
    return any(below.lstrip()[:1].islower() and above.rstrip()[-1:] not in ".!?" for above, below in pairwise(lines))
