"""Two sentences that tell the same with another number, or with another day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from briefings.contrasts.model import ContrastKind, Difference
from briefings.contrasts.quantities import Quantity, quantities
from briefings.thesaurus import related
from briefings.words import FUNCTION_WORDS, stem, stems, tokens
from corpus.intervals import days
from corpus.model import Confidence, Passage, TimeExpression, TimeKind

#: Share of the words of either sentence that the other has to hold.
SHARED, SHARED_DATED = 0.4, 0.5
#: What is measured everywhere and of everything, as stems: more has to be shared, and nearly all of one's words.
STRICT = frozenset(
    [
        *map(stem, "miles kilometres kilometers km metres meters times years months weeks days hours minutes".split()),
        *"%$€£",
    ]
)
SHARED_STRICT, SHARED_BY_ONE = 0.6, 0.78
#: A figure so many times another is of something else.
LARGER = 10
#: Content words on either side of a number that tell what is done; so much of them has to be shared.
AROUND, SHARED_AROUND = 4, 0.4
#: So many content words before a date say what is dated.
DATED = 2

#: Before a date, and behind one.
_SAID = re.compile(
    r"\b(?:sa(?:id|ys)|told(?: \w+){1,3}|announced|added|reported|warned|confirmed)"
    r"(?: (?:late|early|on|in|a|statement)){0,4}\s*$",
    re.IGNORECASE,
)
_LINE = re.compile(r"\s*(?:[-–—]|\(?[A-Z]{2,}\)? ?[-–—])")
#: Words that are capitalised before a name and name nobody.
_TITLES = frozenset(
    "president prime minister foreign mr mrs ms dr sir king queen pope general secretary chancellor".split()
)


def by_figure(left: Passage, right: Passage) -> Iterator[Difference]:
    """Find what is counted in both sentences, and differently."""
    close, apart = _same_matter(left, right, SHARED), _rivals(left, right)
    if apart or not (close or _actors(left) & _actors(right)):
        return
    counted, counted_there = _by_noun(left), _by_noun(right)
    for noun in counted.keys() & counted_there.keys():
        ours, theirs = counted[noun], counted_there[noun]
        if len(ours) != 1 or len(theirs) != 1:
            continue
        first, second = ours[0], theirs[0]
        if first.agrees(second) or _is_of_another_kind(first, second) or _has_grown(left, first, right, second):
            continue
        if noun in STRICT and not _wholly_the_same(left, right):
            continue
        if _alike_around(left, first, right, second) if close else _led_alike(left, first, right, second):
            values = (f"{first.least:g}-{first.most:g}", f"{second.least:g}-{second.most:g}")
            yield Difference(ContrastKind.FIGURE, first.noun_text, values, (first.span,), (second.span,))


def _is_of_another_kind(first: Quantity, second: Quantity) -> bool:
    """Tell whether one figure is so much larger that both can't be of one thing."""
    return max(first.least, second.least) > LARGER * max(1.0, min(first.most, second.most))


def _has_grown(left: Passage, first: Quantity, right: Passage, second: Quantity) -> bool:
    """Tell whether the larger figure is of a later day: then it may be what came of the smaller one."""
    if not (first.exact and second.exact):
        return False
    smaller, larger = (left, right) if first.most <= second.least else (right, left)
    then, now = days(smaller.citation.published), days(larger.citation.published)
    return bool(then and now and now[0] > then[1])


def by_date(left: Passage, right: Passage) -> Iterator[Difference]:
    """Find the day of one event that both sentences give, and differently."""
    ours, theirs = _only_day(left), _only_day(right)
    if not ours or not theirs or ours[1] == theirs[1] or _rivals(left, right):
        return
    if not _same_matter(left, right, SHARED_DATED):
        return
    if ours[0].text.lower() == theirs[0].text.lower():  # "today", printed on two days
        return
    if any(_dates_the_saying(passage, dated[0]) for passage, dated in ((left, ours), (right, theirs))):
        return
    if _dates_the_same(left, ours[0], right) and _dates_the_same(right, theirs[0], left):
        about = _before(left, ours[0])[:1] or ("the day",)
        yield Difference(
            ContrastKind.DATE,
            about[0],
            (ours[1].isoformat(), theirs[1].isoformat()),
            ((ours[0].start, ours[0].end),),
            ((theirs[0].start, theirs[0].end),),
        )


def _by_noun(passage: Passage) -> dict[str, list[Quantity]]:
    found: dict[str, list[Quantity]] = {}
    for one in quantities(passage):
        found.setdefault(one.noun, []).append(one)
    return found


def _same_matter(left: Passage, right: Passage, least: float) -> bool:
    """Tell whether both sentences hold so much of each other's words, as a share."""
    ours, theirs = _content(left.sentence.text), _content(right.sentence.text)
    return bool(ours and theirs) and min(_share(ours, theirs), _share(theirs, ours)) >= least


def _wholly_the_same(left: Passage, right: Passage) -> bool:
    """Tell whether two sentences share most words, and nearly all of one's."""
    ours, theirs = _content(left.sentence.text), _content(right.sentence.text)
    most = max(_share(ours, theirs), _share(theirs, ours))
    return most >= SHARED_BY_ONE and _same_matter(left, right, SHARED_STRICT)


def _rivals(left: Passage, right: Passage) -> bool:
    """Tell whether each names somebody or some place that the other does not: then they may tell of two things."""
    ours, theirs = _names(left), _names(right)
    return bool(ours - theirs and theirs - ours)


def _actors(passage: Passage) -> frozenset[str]:
    return frozenset(mention.actor for mention in passage.mentions if mention.actor)


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    held = sum(1 for word in ours if word in theirs or not theirs.isdisjoint(related(word)))
    return held / len(ours)


@lru_cache(maxsize=10_000)
def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in stems(text) if not word.isdigit())


def _names(passage: Passage) -> frozenset[str]:
    """Give the ids of known actors and the other capitalised words inside the sentence, but for those of dates."""
    start = passage.sentence.start
    text = list(passage.sentence.text)
    for first, last in [(m.start, m.end) for m in passage.mentions] + [(one.start, one.end) for one in passage.dates]:
        text[max(first - start, 0) : last - start] = " " * (last - max(first, start))
    words = "".join(text).split()
    capitals = {word.strip(".,;:“”\"'()’‘?!—") for word in words[1:] if word.strip("“\"'‘(")[:1].isupper()}
    capitals = {word for word in capitals if word.lower() not in _TITLES}
    return frozenset({m.actor for m in passage.mentions if m.actor} | {stem(word.lower()) for word in capitals if word})


def _alike_around(left: Passage, first: Quantity, right: Passage, second: Quantity) -> bool:
    """Tell whether the words around two numbers are about the same doing."""
    ours, theirs = _around(left, first), _around(right, second)
    return bool(ours and theirs) and max(_share(ours, theirs), _share(theirs, ours)) >= SHARED_AROUND


def _led_alike(left: Passage, first: Quantity, right: Passage, second: Quantity) -> bool:
    """Tell whether the same word leads to both numbers, and the sentences share two actors."""
    ours, theirs = (
        _plain(p.sentence.text[: q.span[0] - p.sentence.start]) for p, q in ((left, first), (right, second))
    )
    return ours[-1:] == theirs[-1:] != [] and len(_actors(left) & _actors(right)) >= 2


def _around(passage: Passage, quantity: Quantity) -> frozenset[str]:
    at, text = passage.sentence.start, passage.sentence.text
    before = _plain(text[: quantity.span[0] - at])[-AROUND:]
    after = _plain(text[quantity.span[1] - at :])[: AROUND + 1]
    return frozenset((*before, *after)) - {quantity.noun}


def _plain(text: str) -> list[str]:
    return [stem(word) for word in tokens(text) if word not in FUNCTION_WORDS and not word.isdigit()]


def _only_day(passage: Passage) -> tuple[TimeExpression, date] | None:
    """Give the one day that a sentence names, if how it is known can be trusted."""
    found = []
    for one in passage.dates:
        covered = days(one.value)
        if covered and one.kind in {TimeKind.DATE, TimeKind.TIME}:
            found.append((one, covered))
    if len(found) != 1 or found[0][1][0] != found[0][1][1]:
        return None
    expression = found[0][0]
    whole = sum(letter.isdigit() for letter in expression.text) > 4  # with its year
    return (expression, found[0][1][0]) if whole or passage.citation.confidence is Confidence.STATED else None


def _before(passage: Passage, expression: TimeExpression) -> tuple[str, ...]:
    """Give the stems of the content words that lead to a date, the nearest first, or follow one that opens."""
    at, text = passage.sentence.start, passage.sentence.text
    before = _plain(text[: expression.start - at])
    return tuple(before[::-1][:DATED]) if before else tuple(_plain(text[expression.end - at :])[:DATED])


def _dates_the_saying(passage: Passage, expression: TimeExpression) -> bool:
    """Tell whether a date is that of a report: "said on Friday", "May 10 — ", and not that of what it tells."""
    at, text = passage.sentence.start, passage.sentence.text
    return bool(_SAID.search(text[: expression.start - at]) or _LINE.match(text[expression.end - at :]))


def _dates_the_same(passage: Passage, expression: TimeExpression, other: Passage) -> bool:
    """Tell whether what leads to a date stands in the other sentence, too."""
    there = _content(other.sentence.text)
    return all(word in there or not there.isdisjoint(related(word)) for word in _before(passage, expression))
