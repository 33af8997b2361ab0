"""Find boxes between the paragraphs of a pasted article: newsletters, appeals, links, buttons and their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.languages.en.page_phrases import (
    ADVERTISEMENT_LABEL,
    BOX_OPENING,
    BOX_WORDS,
    BUTTON_ANCHORS,
    BUTTON_WORDS,
    CALENDAR_MENTION,
    FINITE_VERB,
    FIRST_PERSON,
    PERSON_ADDRESSED,
    REPORT_OPENING,
    REPORTING_VERB,
    SELF_REFERENCE,
)
from corpus.languages.en.verbs import IRREGULAR_PAST_VERBS
from corpus.segmentation.line_patterns import (
    APPEAL,
    BYLINE,
    CREDIT,
    DATE,
    FURNITURE,
    LIST_HEAD,
    READER_REQUEST,
    STOP,
    TEASER,
)
from corpus.segmentation.lines import TextLine

#: Longest fragment and longest sentence of a box, in words; the words of a paragraph from which the story has begun.
_MAX_FRAGMENT_WORDS, _MAX_SENTENCE_WORDS, _MIN_STORY_WORDS = 12, 30, 8
#: Evidence from which a sentence or a fragment makes a box by itself, and from which a line belongs to one at its edge,
#: and between two of its lines.
_ALONE, _ALONE_FRAGMENT, _EDGE, _INSIDE = 4.0, 3.0, 2.0, 1.0
#: Longest line of a box, in code points, which bounds the time.
_MAX_BOX_CHARACTERS = 300
#: Longest box, in lines; a longer run is a list of something.
_MAX_BOX_LINES = 12
_MAX_BUTTON_WORDS = 5
_NO_BOX_FLAGS = BYLINE | DATE | CREDIT
_REQUESTS = READER_REQUEST | APPEAL
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_QUOTE_MARKS = frozenset('"“”„«»')
#: A participle that is no verb of the sentence: "picked by hand", "sent each Saturday".
_PARTICIPLE = re.compile(r"\b\w+(?:ed|nt|en) (?:by|each|every|for|from|straight)\b")


#: A form in "-ed" that no preposition or article makes an adjective: "for tired people".
_PAST_FORM = re.compile(r"(?<!\bfor )(?<!\bof )(?<!\bwith )(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bfrom )\b[a-z]{2,}ed\b")


def find_boxes(lines: Sequence[TextLine], flags: Sequence[int]) -> list[bool]:
    """
    Return for each line whether it belongs to a box below the first paragraph of the story.

    A box is a run of short lines with a request, a button, or the head of a list among them. Evidence adds up for each
    other line of the run: what addresses the reader, promises something regularly, or has no verb speaks for the box;
    what reports something speaks against it.

    Args:
        lines: The lines of a pasted text.
        flags: The flags of each.
    """
    found = [False] * len(lines)
    first = next((at for at, line in enumerate(lines) if _is_story(line, flags[at])), len(lines))
    makers = [at > first and _makes_box(line, flags[at]) for at, line in enumerate(lines)]
    if not any(makers):
        return found  # as in most articles: what follows is slow
    kinds = [_classify(line, flags[at]) if at > first else "" for at, line in enumerate(lines)]
    for is_short, run in groupby(range(len(lines)), key=lambda at: bool(kinds[at])):
        members = list(run)
        if is_short and len(members) <= _MAX_BOX_LINES:
            for at in _trim_run(members, lines, flags, kinds):
                found[at] = True
    return found


def _is_story(line: TextLine, flags: int) -> bool:
    is_long = line.words.count(" ") + 1 >= _MIN_STORY_WORDS
    return is_long and bool(flags & STOP) and not flags & (_NO_BOX_FLAGS | _REQUESTS)


def _makes_box(line: TextLine, flags: int) -> bool:
    """Return whether a line may make a box, as is seen quickly."""
    if flags & (LIST_HEAD | TEASER | _REQUESTS):
        return True
    is_short = len(line.words) <= _MAX_BOX_CHARACTERS and line.words.count(" ") < _MAX_SENTENCE_WORDS
    return is_short and (_is_button(line.words, flags) or _promises(line.words))


def _classify(line: TextLine, flags: int) -> str:
    """Return "seed" for a line that makes a box, "head" for that of a list, "part" for what may be in one, else ""."""
    words = line.words.count(" ") + 1
    is_long = words > _MAX_SENTENCE_WORDS or len(line.words) > _MAX_BOX_CHARACTERS
    if flags & _NO_BOX_FLAGS or is_long or line.words[0] in _QUOTE_MARKS:
        return ""
    if flags & (LIST_HEAD | TEASER):
        return "head"
    if flags & _REQUESTS or _is_button(line.words, flags):
        return "seed"
    if flags & FURNITURE:
        return "part"
    evidence = score_box_line(line.words)
    is_fragment = not flags & STOP and words <= _MAX_FRAGMENT_WORDS
    if evidence >= (_ALONE_FRAGMENT if is_fragment else _ALONE) and _promises(line.words):
        return "seed"
    return "part" if is_fragment or evidence >= _INSIDE else ""


def _is_button(words: str, flags: int) -> bool:
    """Return whether a line is the label of a button or of a field: "Enter your email", "Not now"."""
    if flags & STOP or words.count(" ") >= _MAX_BUTTON_WORDS:
        return False
    tokens = [token.lower() for token in _TOKEN.findall(words)]
    return bool(tokens) and not BUTTON_ANCHORS.isdisjoint(tokens) and BUTTON_WORDS.issuperset(tokens)


def _trim_run(
    members: Sequence[int], lines: Sequence[TextLine], flags: Sequence[int], kinds: Sequence[str]
) -> Iterator[int]:
    """Yield the lines of a run of short lines that are a box: none without a seed or a head."""
    made = [at for at in members if kinds[at] in {"seed", "head"}]
    if not made:
        return
    start, stop = made[0], made[-1]
    is_list = any(kinds[at] == "head" for at in made)
    if any(kinds[at] == "seed" for at in made):
        start = _extend_up(members[0], start, lines, flags)
    while stop < members[-1] and _follows(lines[stop + 1], flags[stop + 1], is_list=is_list):
        stop += 1
    yield from range(start, stop + 1)


def _extend_up(first: int, start: int, lines: Sequence[TextLine], flags: Sequence[int]) -> int:
    """Return where a box begins: at its heading, or at the first of the sentences above that speak for a box."""
    top = start
    while top > first and flags[top - 1] & STOP and score_box_line(lines[top - 1].words) >= _INSIDE:
        top -= 1
    if top > first and not flags[top - 1] & STOP:
        while top > first and not flags[top - 1] & STOP:
            top -= 1
        start = top
    while start > first and is_box_line(lines[start - 1].words):
        start -= 1
    return start


def _follows(line: TextLine, flags: int, *, is_list: bool) -> bool:
    """Return whether a line below the last seed belongs to the box: a link of a list, or what addresses the reader."""
    if not flags & STOP and (is_list or flags & FURNITURE or _is_short_label(line.words)):
        return True
    return is_box_line(line.words)


def _is_short_label(words: str) -> bool:
    """Return whether a fragment consists of words that stand on buttons: "Let me in"."""
    return words.count(" ") < _MAX_BUTTON_WORDS and BUTTON_WORDS.issuperset(_TOKEN.findall(words.lower()))


def _promises(words: str) -> bool:
    """Return whether a line names what a box promises; an essay, too, may speak of you and us."""
    tokens = _TOKEN.findall(words.lower())
    return any(not group.isdisjoint(tokens) for group in BOX_WORDS)


def is_advertisement(lines: Sequence[TextLine]) -> bool:
    """Return whether all of *lines* only label an advertisement."""
    return bool(lines) and all(ADVERTISEMENT_LABEL.fullmatch(line.words) for line in lines)


def is_box_line(words: str) -> bool:
    """Return whether a line speaks for a box where it stands beside one."""
    return score_box_line(words) >= _EDGE


def score_box_line(words: str) -> float:
    """Return how much a line speaks for a box rather than for a report."""
    lowered = words.lower()
    tokens = _TOKEN.findall(lowered)
    score = 2.0 * bool(PERSON_ADDRESSED.search(lowered)) + 1.5 * bool(SELF_REFERENCE.search(lowered))
    score += 1.5 * bool(BOX_OPENING.match(lowered))
    score += sum(not group.isdisjoint(tokens) for group in BOX_WORDS)
    plain = _PARTICIPLE.sub(" ", lowered)
    is_past = bool(_PAST_FORM.search(plain)) or not IRREGULAR_PAST_VERBS.isdisjoint(_TOKEN.findall(plain))
    score += 0.0 if is_past or FINITE_VERB.search(plain) else 1.0
    score -= 1.0 * is_past + 2.0 * bool(FIRST_PERSON.search(words)) + 0.5 * bool(REPORT_OPENING.match(lowered))
    score -= 2.0 * bool(REPORTING_VERB.search(lowered)) + 1.5 * bool(CALENDAR_MENTION.search(words))
    return score - 2.0 * (not _QUOTE_MARKS.isdisjoint(words))
