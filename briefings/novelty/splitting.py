"""Passages and what was told before → what is new, what has developed, what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefings.model import Told
from briefings.novelty.changes import MORE, changes, share_untold
from briefings.novelty.memory import passage_of
from briefings.stories import described
from corpus.intervals import days
from corpus.model import Passage, TimeKind

#: Likeness to what was told from which on a sentence may tell it again; from which on it belongs to its story, so that
#: what it tells otherwise is a development. Where one does not surely share the story, nothing is called so.
AGAIN, STORY = 0.12, 0.22
#: Likeness from which on the story is shared whoever is named, and from which on that more is told is change enough.
WHOEVER, SURELY = 0.3, 0.4
#: Likeness at which a sentence is no longer any way off from what was told.
FAR = 0.2
#: What happened so many days before a sentence was told is no development of it, but its background.
LONG_AGO = timedelta(days=30)
#: Share of a sentence's words that were not told, above which it is news itself: where it may tell it again, and where
#: it surely belongs to the story.
SOME, MUCH = 0.5, 0.65


@dataclass(frozen=True, slots=True)
class Development:
    """
    What has changed in a story that was told.

    Attributes:
        passage: The sentence that tells it.
        told: The sentence that was told, and that is most like it.
        changes: What has changed, in words for the reader ("figure 87", "denied").
    """

    passage: Passage
    told: Told
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """
    Passages, held against what was told before; each is in one part, in the order in which they came.

    Attributes:
        new: What is of no story told before.
        distances: How far each of *new* is from all that was told, in [0, 1].
        developments: What has changed in one.
        known: What was told before, in whatever words.
    """

    new: tuple[Passage, ...] = ()
    distances: tuple[float, ...] = ()
    developments: tuple[Development, ...] = ()
    known: tuple[Passage, ...] = ()


def split(passages: Sequence[Passage], told: Sequence[Told]) -> News:
    """Part what is new in *passages* from what was told before and from what has changed in it."""
    if not told or not passages:
        return News(tuple(passages), (1.0,) * len(passages))
    before = [passage_of(one) for one in told]
    rows = described((*passages, *before))
    likeness = (rows[: len(passages)] @ rows[len(passages) :].T).tocsr()
    new: list[tuple[Passage, float]] = []
    developments: list[Development] = []
    known: list[Passage] = []
    for number, passage in enumerate(passages):
        row = likeness.getrow(number)
        near = {int(c): float(v) for c, v in zip(row.indices, row.data, strict=True) if v >= AGAIN}
        distance = max(0.0, 1 - float(row.data.max(initial=0.0)) / FAR)
        if not near:
            new.append((passage, distance))
            continue
        nearest = max(near, key=lambda column: (near[column], -column))
        old = [before[column] for column in sorted(near)]
        fresh, of_story = share_untold(passage, old), near[nearest] >= STORY
        changed = _changed(passage, before[nearest], old, near[nearest]) if of_story else ()
        if (fresh > MUCH and not changed) if of_story else fresh > SOME:
            new.append((passage, distance))
        elif changed and fresh > 0:
            developments.append(Development(passage, told[nearest], changed))
        else:
            known.append(passage)
    return News(tuple(p for p, _ in new), tuple(far for _, far in new), tuple(developments), tuple(known))


def _changed(passage: Passage, nearest: Passage, old: Sequence[Passage], likeness: float) -> tuple[str, ...]:
    """Say what has changed where a sentence surely goes on with a story: of the same ones, later, and no background."""
    strangers = likeness < WHOEVER and not _share_an_actor(passage, nearest)
    if strangers or _is_again(passage, nearest) or _is_background(passage, nearest):
        return ()
    found = changes(passage, nearest, old)
    return () if found == (MORE,) and likeness < SURELY else found


def _share_an_actor(passage: Passage, before: Passage) -> bool:
    """Tell whether both tell of one actor; where either names none, that is not known, and may be."""
    ours, theirs = ({mention.actor for mention in one.mentions} for one in (passage, before))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _is_again(passage: Passage, before: Passage) -> bool:
    """Tell whether *passage* is what was told itself, or is older, so that it can't tell what came of it."""
    if passage.citation.key == before.citation.key:
        return passage.citation.revision <= before.citation.revision
    then, now = days(before.citation.published), days(passage.citation.published)
    return bool(then and now and now[1] < then[0])


def _is_background(passage: Passage, before: Passage) -> bool:
    """Tell whether *passage* tells of times long gone alone: "In 2006 they began to …"."""
    then = days(before.citation.published)
    told = [covered for one in passage.dates if one.kind is TimeKind.DATE and (covered := days(one.value))]
    return bool(then and told and all(last < then[0] - LONG_AGO for _, last in told))
