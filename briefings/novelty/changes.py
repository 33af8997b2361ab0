"""What one sentence tells beyond those that were told before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from briefings.novelty.steps import figures, steps, taken, to_come, turns
from briefings.stories import substance
from briefings.thesaurus import related
from briefings.words import stem, stems
from corpus.intervals import days
from corpus.model import MentionKind, Passage, TimeKind

#: Least share of words untold where a new name alone makes a development.
NAMED = 0.2
#: So many more untold words than it leaves out make a sentence tell more; so many, where so large a share is untold.
MANY_MORE, SOME_MORE, LARGELY = 3, 2, 0.4
#: What is said of a sentence that tells more, where no one word tells what.
MORE = "more is told"
#: A name that starts within so many code points of its sentence is likely the one that acts.
OPENING = 12
#: A clause that tells who says the words before it is no step of a story.
_REPLIED = re.compile(r"[,”\"]\s+(?:he|she|they|[A-Z][\w-]+)\s+(?:replied|responded|answered)\b")
_NAMING = frozenset({MentionKind.NAME, MentionKind.METONYM})  # a demonym may stand in anyone's title


def share_untold(passage: Passage, before: Sequence[Passage]) -> float:
    """Give the share of the words of *passage* that none of *before* holds, nor a word of the same sense, in [0, 1]."""
    told = {word for one in before for word in stems(one.sentence.text)}
    named = {mention.actor for one in before for mention in one.mentions}
    text = list(passage.sentence.text)
    for mention in passage.mentions:
        if mention.actor in named:  # the same one by another name
            first, last = mention.start - passage.sentence.start, mention.end - passage.sentence.start
            text[max(first, 0) : last] = " " * (last - max(first, 0))
    words = set(stems("".join(text)))
    fresh = {word for word in words if word not in told and told.isdisjoint(related(word))}
    return len(fresh) / len(words) if words else 0.0


def changes(passage: Passage, nearest: Passage, before: Sequence[Passage]) -> tuple[str, ...]:
    """
    Say what *passage* tells of a story that has changed since.

    Args:
        passage: A sentence not older than the others.
        nearest: That of *before* which is most like it.
        before: Sentences told before that are like it.

    Returns:
        In words for a reader, weightiest first; none where it only tells again.
    """
    fresh = share_untold(passage, before)
    found = [*_new_figures(passage, before), *_later(passage, nearest), *_further(passage, before)]
    found += _come_true(passage, nearest)
    found += [turn for turn in turns(passage.sentence.text) if turn not in turns(nearest.sentence.text)]
    if not found and _is_of_later_day(passage, nearest) and _tells_more(passage, before, fresh):
        found.append(MORE)
    if fresh >= NAMED:
        found += _newcomers(passage, before)
    return tuple(dict.fromkeys(found))


def _new_figures(passage: Passage, before: Sequence[Passage]) -> Iterator[str]:
    known = {figure for one in before for figure in figures(one)}
    for figure in sorted(figures(passage) - known):
        yield f"figure {figure}"


def _is_of_later_day(passage: Passage, nearest: Passage) -> bool:
    """Tell whether a report is of a later day than another; two of one day differ in detail, and in no more."""
    then, now = days(nearest.citation.published), days(passage.citation.published)
    return bool(then and now and now[0] > then[1])


def _tells_more(passage: Passage, before: Sequence[Passage], fresh: float) -> bool:
    """Tell whether a sentence has so many more words of its own than it leaves out that it can't be a paraphrase."""
    ours = substance(passage)
    told = [substance(one) for one in before]
    new = _missing(ours, frozenset[str]().union(*told))
    more = new - min(_missing(one, ours) for one in told)
    return more >= MANY_MORE or (more >= SOME_MORE and fresh >= LARGELY)


def _missing(ours: frozenset[str], theirs: frozenset[str]) -> int:
    return sum(1 for word in ours if word not in theirs and theirs.isdisjoint(related(word)))


def _later(passage: Passage, nearest: Passage) -> Iterator[str]:
    known, now = _days(nearest), _days(passage)
    published = days(nearest.citation.published)
    last = max(known, default=published[1] if published else None)
    if last and now and max(now) > last:
        yield f"{max(now):%-d %B %Y}"


def _days(passage: Passage) -> set[date]:
    covered = (days(one.value) for one in passage.dates if one.kind is TimeKind.DATE)
    return {both[0] for both in covered if both and both[0] == both[1]}


def _further(passage: Passage, before: Sequence[Passage]) -> Iterator[str]:
    known = {step for one in before for told in steps(one.sentence.text).values() for step in told}
    for word, told in taken(_REPLIED.sub(" ", passage.sentence.text)).items():
        if told.isdisjoint(known):
            yield word


def _come_true(passage: Passage, nearest: Passage) -> Iterator[str]:
    """Yield the step that was still to come and has come."""
    if to_come(nearest.sentence.text) and not to_come(passage.sentence.text):
        done = {stem(word) for word in taken(nearest.sentence.text)}
        known = {stem(word) for word in steps(nearest.sentence.text)} - done
        for word in taken(passage.sentence.text):
            if stem(word) in known:
                yield word


def _newcomers(passage: Passage, before: Sequence[Passage]) -> Iterator[str]:
    """Yield who acts now and was not told of: the one that the sentence opens with, if it does more than speak."""
    known = {mention.actor for one in before for mention in one.mentions}
    speakers = {one.speaker for one in passage.quotations}
    for mention in passage.mentions[:1]:
        opens = mention.start - passage.sentence.start <= OPENING and mention.kind in _NAMING
        owner = passage.sentence.text[mention.end - passage.sentence.start :].startswith(("'", "’"))
        if opens and not owner and mention.actor and mention.actor not in known | speakers:
            yield mention.text
