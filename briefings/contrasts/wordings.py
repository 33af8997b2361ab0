"""Two quotations of the same words that differ, in a word or in whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from briefings.contrasts.model import ContrastKind, Difference, Span
from briefings.words import FUNCTION_WORDS, stem
from corpus.model import Mention, MentionKind, Passage, Quotation, QuotationKind

#: Share of the shorter quotation's words that the longer has to hold: for a difference of wording; of speaker.
SHARED, SHARED_BY_TWO = 0.6, 0.8
#: So many content words at least have to be shared: for a difference of wording in one place, and in more; of speaker.
FEWEST, FEWEST_OF_MORE, FEWEST_BY_TWO = 2, 3, 3
#: Of two equal quotations so many words of any kind are enough.
FEWEST_WHOLE = 5
#: How sure it must be who spoke, in [0, 1].
SURELY = 0.5
#: A stretch of other words longer than this is another sentence, not another wording.
LONGEST = 3
#: Letters that two spellings of a word share, as a share.
SPELT = 0.8

#: Little words that change what is said.
_TELLING = frozenset("not never no none nothing very all some only must may might cannot neither nor".split())
_EDITED = re.compile(r"\[[^\]]*\]|…|\.\.\.|\([^)]*\)")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a quotation: as it is compared, as it stands, where in the article's text, and whether in a name."""

    key: str
    text: str
    span: Span
    named: bool = False

    @property
    def telling(self) -> bool:
        """Whether another word in its place says something else."""
        return self.text in _TELLING or self.text not in FUNCTION_WORDS


def by_quotation(left: Passage, right: Passage) -> Iterator[Difference]:
    """Find quotations of the same words: worded otherwise, or given to somebody else."""
    for ours, theirs in product(_quoted(left), _quoted(right)):
        words, there = _words(ours), _words(theirs)
        if ours.speaker and theirs.speaker and ours.speaker != theirs.speaker:
            yield from _by_speaker(left, ours, words, right, theirs, there)
        elif ours.speaker == theirs.speaker and ours.speaker is not None:
            yield from _by_wording(ours, words, theirs, there)


def _quoted(passage: Passage) -> Iterator[Quotation]:
    inside = passage.sentence
    for one in passage.quotations:
        whole = inside.start <= one.start and one.end <= inside.end
        if whole and one.kind is not QuotationKind.REPORTED and (one.speaker is None or one.confidence >= SURELY):
            yield one


def _words(quotation: Quotation) -> list[Word]:
    plain = _EDITED.sub(lambda match: " " * len(match[0]), quotation.text)
    return [
        Word(
            _key(match[0].lower()),
            match[0].lower(),
            (quotation.start + match.start(), quotation.start + match.end()),
            match.start() > 0 and match[0][0].isupper(),
        )
        for match in _WORD.finditer(plain)
    ]


def _key(word: str) -> str:
    plain = word.replace("’", "'").replace("-", "")
    return "not" if plain.endswith("n't") else stem(plain)


def _same(ours: Word, theirs: Word) -> bool:
    """Tell whether two words are one, or two spellings of one."""
    if ours.key == theirs.key:
        return True
    likely = min(len(ours.key), len(theirs.key)) > 4 and ours.key[0] == theirs.key[0]
    return likely and SequenceMatcher(None, ours.key, theirs.key, autojunk=False).ratio() >= SPELT


def _by_wording(ours: Quotation, words: list[Word], theirs: Quotation, there: list[Word]) -> Iterator[Difference]:
    steps = _aligned(words, there)
    shared = [word for tag, first, last, _, _ in steps if tag == "equal" for word in words[first:last]]
    telling = [word for word in shared if word.telling]
    places = sum(tag == "replace" or (tag != "equal" and 0 < n < len(steps) - 1) for n, (tag, *_) in enumerate(steps))
    if len(telling) < (FEWEST if places <= 1 else FEWEST_OF_MORE) or len(shared) < SHARED * min(len(words), len(there)):
        return
    if _EDITED.search(ours.text) or _EDITED.search(theirs.text):
        return  # what an editor left out or put in is no other wording
    for number, (tag, first, last, start, end) in enumerate(steps):
        mine, yours = words[first:last], there[start:end]
        edge = number in {0, len(steps) - 1}
        if tag != "equal" and _says_otherwise(mine, yours, edge=edge, leads=number == 0):
            on = not (_value(mine) and _value(yours))  # what one outlet has alone is shown with the word that both have
            spans = _spans(words, first, last, on=on), _spans(there, start, end, on=on)
            values = _value(mine), _value(yours)
            yield Difference(ContrastKind.WORDING, _about(telling), values, *spans)
            return


def _aligned(words: list[Word], there: list[Word]) -> list[tuple[str, int, int, int, int]]:
    """Align two quotations, spellings of one word being one."""
    keys = [word.key for word in words]
    spelt = [next((ours.key for ours in words if _same(ours, word)), word.key) for word in there]
    return SequenceMatcher(None, keys, spelt, autojunk=False).get_opcodes()  # type: ignore[return-value]


def _says_otherwise(mine: list[Word], yours: list[Word], *, edge: bool, leads: bool) -> bool:
    """Tell whether two stretches at one place of a quotation say something else."""
    if max(len(mine), len(yours)) > LONGEST:
        return False
    mine, yours = [word for word in mine if word.telling], [word for word in yours if word.telling]
    if all(word.named for word in (*mine, *yours)):
        return False  # nothing, or a name spelt or given otherwise
    if mine and yours:
        return True
    # At an edge one outlet merely quotes more, unless what it quotes changes the next word.
    return not edge or (leads and _strengthens((mine or yours)[-1]))


def _strengthens(word: Word) -> bool:
    return word.text in {"very", "not", "never", "no", "most", "all", "only", "quite"} or (
        word.text.endswith("ly") and len(word.text) > 4
    )


def _spans(words: list[Word], first: int, last: int, *, on: bool = False) -> tuple[Span, ...]:
    """Give the span of a stretch without little words before it; *on* adds the word behind it."""
    stretch = words[first : last + on] or words[first : first + 1] or words[-1:]
    while len(stretch) > 1 and not stretch[0].telling:
        stretch = stretch[1:]
    return ((stretch[0].span[0], stretch[-1].span[1]),)


def _value(stretch: list[Word]) -> str:
    return " ".join(word.key for word in stretch if word.telling)


def _about(shared: list[Word]) -> str:
    return " ".join(word.text for word in shared[:4])


def _by_speaker(
    left: Passage, ours: Quotation, words: list[Word], right: Passage, theirs: Quotation, there: list[Word]
) -> Iterator[Difference]:
    steps = _aligned(words, there)
    shared = [word for tag, first, last, _, _ in steps if tag == "equal" for word in words[first:last]]
    telling = [word for word in shared if word.telling]
    whole = len(shared) == len(words) == len(there) >= FEWEST_WHOLE
    if (len(telling) < FEWEST_BY_TWO and not whole) or len(shared) < SHARED_BY_TWO * min(len(words), len(there)):
        return
    first, second = _named(left, ours, theirs), _named(right, theirs, ours)
    if first and second and _surname(first) not in right.sentence.text and _surname(second) not in left.sentence.text:
        values = ours.speaker or "", theirs.speaker or ""
        spans = ((first.start, first.end),), ((second.start, second.end),)
        yield Difference(ContrastKind.SPEAKER, _about(telling), values, *spans)


def _surname(mention: Mention) -> str:
    """Give the last word of a name: who bears it in both sentences may be one, and be linked to two."""
    return mention.text.split()[-1]


def _named(passage: Passage, quotation: Quotation, other: Quotation) -> Mention | None:
    """Give the words that name a speaker outside the quotation; None where the other one is named, too."""
    outside = [m for m in passage.mentions if not (quotation.start <= m.start < quotation.end)]
    if any(m.actor == other.speaker for m in outside):
        return None
    named = (m for m in outside if m.actor == quotation.speaker and m.kind is not MentionKind.PRONOUN)
    return next(named, None)
