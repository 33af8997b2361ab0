"""Find the text between quotation marks, and distinguish single quotation marks from apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from corpus.languages.en.abbreviations import ELISION
from corpus.languages.en.vocabulary import COMMON_WORDS

_QUOTATION_MARK = re.compile(r"''|``|[\"“”„«»「」『』‘’‚'`]")

#: Closing marks by opening mark; „…“ and »…« are German, “…" is a typing error.
_CLOSERS = {
    "“": frozenset({"”", '"'}),
    "„": frozenset({"“", "”", '"'}),
    "«": frozenset({"»"}),
    "»": frozenset({"«"}),
    '"': frozenset({'"', "”"}),
    "``": frozenset({"''"}),
    "''": frozenset({"''"}),
    "「": frozenset({"」"}),
    "『": frozenset({"』"}),
    "‘": frozenset({"’", "'"}),
    "‚": frozenset({"‘", "’"}),
    "'": frozenset({"'", "’"}),
    "`": frozenset({"'", "’"}),
}
_SINGLE_MARKS = frozenset("‘‚'`’")
_BEFORE_OPENING = frozenset('([{—–-/“"‘«„:,;')

#: Maximum length of a nickname, and of the part of a name before it, in code points.
_MAX_NICKNAME_CHARS = 30
_NICKNAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z\d][\w.'’-]*){0,3}(?<![.,!?])")
_NAME_BEFORE = re.compile(r"(?:^|[\s(])([A-Z][\w.’'-]*)(?<!['’]s),? $")
_NAME_AFTER = re.compile(r",? [A-Z][\w’-]+")

#: Maximum length of text between single marks, in code points; longer pairs are apostrophes.
_MAX_SINGLE_QUOTE_CHARS = 1_500


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """
    Text between quotation marks.

    Attributes:
        start: First code point between the marks, in the string that was searched.
        end: One past the last between them.
        outer_start: Offset of the opening mark.
        outer_end: One past the closing mark; *end* if there is none.
        pauses: Whether the text ends with a comma, a full stop or a dash, so that what follows is another clause.
        is_fragment: Whether the text begins with a small letter.
        is_nickname: Whether it is a nickname inside a name: “Ann ‘Nan’ Lee”.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    pauses: bool = False
    is_fragment: bool = False
    is_nickname: bool = False

    @property
    def closed(self) -> bool:
        """Whether a closing mark was found."""
        return self.outer_end > self.end


def find_quoted_spans(block: str, stops: list[int]) -> list[QuotedSpan]:
    """
    Return the quoted spans of a paragraph.

    Args:
        block: One paragraph.
        stops: Offsets one past its sentences' ends, ascending; the last is ``len(block)``.

    Returns:
        Outermost quotations in order. An unclosed one extends to the end of the paragraph if it opens the paragraph or
        follows a colon or a comma, else to the end of its sentence. Time is linear.
    """
    marks = list(_QUOTATION_MARK.finditer(block))
    singles = [mark for mark in marks if mark[0] in _SINGLE_MARKS]
    ends_of_singles = [mark.start() for mark in singles if _can_close(block, mark)]
    found: list[QuotedSpan] = []
    open_mark: re.Match[str] | None = None
    search_start = 0
    for mark in marks:
        if mark.start() < search_start:
            continue
        if open_mark is not None:
            open_mark, done = _process_mark(block, stops, open_mark, mark)
            found.extend(done)
        elif mark[0] in _SINGLE_MARKS:
            if (end := _find_single_end(block, mark, ends_of_singles)) is not None:
                found.append(QuotedSpan(mark.end(), end, mark.start(), end + 1, _has_final_pause(block, end)))
                search_start = end + 1
        elif _can_open(block, mark):
            open_mark = mark
    if open_mark is not None:
        found.append(_build_unclosed_span(block, stops, open_mark, len(block)))
    return [
        replace(span, is_fragment=first.islower(), is_nickname=_is_nickname(block, span))
        for span in found
        if (first := next(filter(str.isalnum, block[span.start : span.end]), ""))
    ]


def _is_nickname(block: str, span: QuotedSpan) -> bool:
    """Return whether a quoted span of a few capitalized words stands between two parts of a name."""
    if not span.closed or span.end - span.start > _MAX_NICKNAME_CHARS:
        return False
    before = _NAME_BEFORE.search(block, max(0, span.outer_start - _MAX_NICKNAME_CHARS), span.outer_start)
    return bool(
        before
        and _NAME_AFTER.match(block, span.outer_end)
        and _NICKNAME.fullmatch(block, span.start, span.end)
        and before[1].casefold() not in COMMON_WORDS
    )


def _process_mark(
    block: str, stops: list[int], open_mark: re.Match[str], mark: re.Match[str]
) -> tuple[re.Match[str] | None, list[QuotedSpan]]:
    """Return the mark that is open after *mark*, and the spans that *mark* ends."""
    if mark[0] not in _CLOSERS[open_mark[0]] or (mark[0] == open_mark[0] and _can_only_open(block, mark)):
        if mark[0] in '“„"' and mark[0] == open_mark[0] and _can_only_open(block, mark):
            return mark, [_build_unclosed_span(block, stops, open_mark, mark.start())]
        return open_mark, []
    return None, [
        QuotedSpan(open_mark.end(), mark.start(), open_mark.start(), mark.end(), _has_final_pause(block, mark.start()))
    ]


def _build_unclosed_span(block: str, stops: list[int], open_mark: re.Match[str], limit: int) -> QuotedSpan:
    preceding = block[max(0, open_mark.start() - 8) : open_mark.start()].rstrip()[-1:]
    stop = limit if preceding in {"", ":", ","} and limit == len(block) else stops[bisect_left(stops, open_mark.end())]
    end = open_mark.end() + len(block[open_mark.end() : min(stop, limit)].rstrip())
    return QuotedSpan(
        open_mark.end(), max(open_mark.end(), end), open_mark.start(), max(open_mark.end(), end), pauses=True
    )


def _has_final_pause(block: str, end: int) -> bool:
    return block[max(0, end - 3) : end].rstrip("\u00a0 '’")[-1:] in set(",.!?…—–-")


def _can_open(block: str, mark: re.Match[str]) -> bool:
    """Return whether *mark* may open a quotation when none is open."""
    following = block[mark.end() : mark.end() + 1]
    if mark[0] == "”" or mark[0] in "」』" or not following:
        return False
    if mark[0] in "«“„":
        return True
    before = block[mark.start() - 1 : mark.start()]
    if mark[0] == "»":
        return not following.isspace() and not before.isalnum()
    if before.isdigit() and mark[0] in {'"', "''"}:  # inches
        return False
    return not following.isspace()


def _can_only_open(block: str, mark: re.Match[str]) -> bool:
    """Return whether *mark*, of the same shape as the open one, can't close: a space before it, a word after it."""
    before, behind = block[mark.start() - 1 : mark.start()], block[mark.end() : mark.end() + 1]
    return (not before or before.isspace() or before in "([—") and (behind.isalnum() or behind in "[$£€")


def _can_close(block: str, mark: re.Match[str]) -> bool:
    before, behind = block[mark.start() - 1 : mark.start()], block[mark.end() : mark.end() + 1]
    return bool(before) and not before.isspace() and not behind.isalnum()


def _find_single_end(block: str, mark: re.Match[str], ends: list[int]) -> int | None:
    """Return the offset of the single mark that closes *mark*, or None if *mark* is an apostrophe."""
    start = mark.start()
    before, following = block[start - 1 : start] if start else "", block[mark.end() : mark.end() + 1]
    if mark[0] == "’" or (before and not before.isspace() and before not in _BEFORE_OPENING):
        return None
    if not (following.isalnum() or following in "[($£€") or ELISION.match(block, start):
        return None
    fallback = None
    for position in ends[bisect_left(ends, mark.end()) : bisect_left(ends, mark.end()) + 8]:
        if position - start > _MAX_SINGLE_QUOTE_CHARS or block[position] not in _CLOSERS[mark[0]]:
            break
        if not _is_possessive(block, position):
            return position
        fallback = fallback or position
    return fallback


def _is_possessive(block: str, position: int) -> bool:
    """Return whether a mark may be the apostrophe of a possessive: “the workers' union”."""
    return (
        block[position - 1] in "sS"
        and block[position + 1 : position + 2] == " "
        and block[position + 2 : position + 3].isalpha()
    )
