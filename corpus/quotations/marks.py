"""What stands between quotation marks, and what is a mere apostrophe."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_MARK = re.compile(r"''|``|[\"“”„«»「」『』‘’‚'`]")

#: Which marks may close what a mark opened; „…“ is German, »…« too, “…" a slip of a keyboard.
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
_SINGLE = frozenset("‘‚'`’")
_BEFORE_OPENING = frozenset('([{—–-/“"‘«„:,;')
_ELISION = re.compile(r"['’‘](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b|round\b)", re.IGNORECASE)

#: Longest stretch between single marks that is believed; longer ones are apostrophes that happen to pair.
_LONGEST_SINGLE = 1_500


@dataclass(frozen=True, slots=True)
class Quoted:
    """
    Words between quotation marks.

    Attributes:
        start: First code point between the marks, in the string looked at.
        end: One past the last between them.
        outer_start: Offset of the opening mark.
        outer_end: One past the closing mark; *end* where there is none.
        pauses: Whether the words end with a comma, a stop or a dash: what follows is not their clause.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    pauses: bool = False

    @property
    def closed(self) -> bool:
        """Whether a closing mark was found."""
        return self.outer_end > self.end


def quoted(block: str, stops: list[int]) -> list[Quoted]:
    """
    Find what is quoted in a paragraph.

    Args:
        block: One paragraph.
        stops: Offsets one past its sentences' ends, ascending; the last is ``len(block)``.

    Returns:
        Outermost quotations in order. One that is never closed runs to the paragraph's end where it opens the
        paragraph or follows a colon or comma, and else to the end of its sentence. Time is linear.
    """
    marks = list(_MARK.finditer(block))
    singles = [mark for mark in marks if mark[0] in _SINGLE]
    ends_of_singles = [mark.start() for mark in singles if _closes(block, mark)]
    found: list[Quoted] = []
    held: re.Match[str] | None = None
    behind = 0
    for mark in marks:
        if mark.start() < behind:
            continue
        if held is not None:
            held, done = _continued(block, stops, held, mark)
            found.extend(done)
        elif mark[0] in _SINGLE:
            if (end := _end_of_single(block, mark, ends_of_singles)) is not None:
                found.append(Quoted(mark.end(), end, mark.start(), end + 1, _pauses(block, end)))
                behind = end + 1
        elif _opens(block, mark):
            held = mark
    if held is not None:
        found.append(_unclosed(block, stops, held, len(block)))
    return [span for span in found if any(map(str.isalnum, block[span.start : span.end]))]


def _continued(
    block: str, stops: list[int], held: re.Match[str], mark: re.Match[str]
) -> tuple[re.Match[str] | None, list[Quoted]]:
    """Give the mark that is open behind *mark*, and what *mark* ends."""
    if mark[0] not in _CLOSERS[held[0]] or (mark[0] == held[0] and _only_opens(block, mark)):
        if mark[0] in '“„"' and mark[0] == held[0] and _only_opens(block, mark):
            return mark, [_unclosed(block, stops, held, mark.start())]
        return held, []
    return None, [Quoted(held.end(), mark.start(), held.start(), mark.end(), _pauses(block, mark.start()))]


def _unclosed(block: str, stops: list[int], held: re.Match[str], limit: int) -> Quoted:
    led = block[max(0, held.start() - 8) : held.start()].rstrip()[-1:]
    stop = limit if led in {"", ":", ","} and limit == len(block) else stops[bisect_left(stops, held.end())]
    end = held.end() + len(block[held.end() : min(stop, limit)].rstrip())
    return Quoted(held.end(), max(held.end(), end), held.start(), max(held.end(), end), pauses=True)


def _pauses(block: str, end: int) -> bool:
    return block[max(0, end - 3) : end].rstrip("\u00a0 '’")[-1:] in set(",.!?…—–-")


def _opens(block: str, mark: re.Match[str]) -> bool:
    """Tell whether *mark* may open, when none is open."""
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


def _only_opens(block: str, mark: re.Match[str]) -> bool:
    """Tell whether *mark*, of the shape that is open already, can't close: a blank before it, a word behind."""
    before, behind = block[mark.start() - 1 : mark.start()], block[mark.end() : mark.end() + 1]
    return (not before or before.isspace() or before in "([—") and (behind.isalnum() or behind in "[$£€")


def _closes(block: str, mark: re.Match[str]) -> bool:
    before, behind = block[mark.start() - 1 : mark.start()], block[mark.end() : mark.end() + 1]
    return bool(before) and not before.isspace() and not behind.isalnum()


def _end_of_single(block: str, mark: re.Match[str], ends: list[int]) -> int | None:
    """Give the offset of the single mark that closes what *mark* opens, or None for an apostrophe."""
    start = mark.start()
    before, following = block[start - 1 : start] if start else "", block[mark.end() : mark.end() + 1]
    if mark[0] == "’" or (before and not before.isspace() and before not in _BEFORE_OPENING):
        return None
    if not (following.isalnum() or following in "[($£€") or _ELISION.match(block, start):
        return None
    fallback = None
    for position in ends[bisect_left(ends, mark.end()) : bisect_left(ends, mark.end()) + 8]:
        if position - start > _LONGEST_SINGLE or block[position] not in _CLOSERS[mark[0]]:
            break
        if not _plural(block, position):
            return position
        fallback = fallback or position
    return fallback


def _plural(block: str, position: int) -> bool:
    """Tell whether a mark may be a possessive's: “the workers' union”."""
    return (
        block[position - 1] in "sS"
        and block[position + 1 : position + 2] == " "
        and block[position + 2 : position + 3].isalpha()
    )
