"""Noun phrases that may name a source, found without a parser: from a cue to the left, or to the right."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.quotations.adverbs import DAYS, TIMES
from corpus.quotations.cues import DOUBTFUL, SAYING
from corpus.quotations.tokens import Token

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "which"})
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my one another some several many most other both each "
    "two three four five no every any such few all".split()
)
_CLAUSE = frozenset(
    "that because as when while if after before since although though where whereas but which who whom whose how "
    "why whether what than so until once unless and or nor is was are were be been has had have did do does will "
    "would could can may might must should not he she they it i we you me him them us there here then yes no".split()
)
POSTPOSED = frozenset("of for from at in with by on to within near about against among under between".split())
_LEADING_IN = POSTPOSED | frozenset("during despite until through throughout after".split())
_PARTICIPLES = frozenset(
    "united retired elected appointed unidentified unnamed so-called red wounded alleged jailed exiled".split()
)
_RIGHT_ENDS = frozenset({"in", "on", "at", "during", "after", "to", "about", "by"})
_ORDER = frozenset({"and", "or"})

#: A longer noun phrase, in tokens, is none.
LONGEST = 30

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    Words that name a source.

    Attributes:
        first: Index of its first token.
        core: One past the token that ends its core: what follows is "of the ministry", "for the party".
        last: One past its last token.
        appositive: Tokens of an apposition behind it, or None.
    """

    first: int
    core: int
    last: int
    appositive: Span | None = None


def leftward(tokens: tuple[Token, ...], end: int) -> Phrase | None:
    """Read the noun phrase whose last token is before index *end*; None where none stands there."""
    start = _reach(tokens, end)
    start = _trimmed(tokens, start, end)
    if start >= end:
        return None
    return Phrase(start, _core(tokens, start, end), end)


def _reach(tokens: tuple[Token, ...], end: int) -> int:
    """Go left as far as the phrase may go."""
    at = end
    floor = max(0, end - LONGEST)
    while at > floor:
        token = tokens[at - 1]
        if token.text == ")":
            opened = _opened(tokens, at - 1, floor)
            if opened is None:
                break
            at = opened
        elif token.text in {"'", "’"}:  # the workers' union
            at -= 1
        elif not token.is_word or _is_barrier(tokens, at - 1, end, floor):
            break
        elif token.lower in DETERMINERS and at < end and not _goes_on(tokens, at - 1, floor):
            return at - 2 if at - 2 >= floor and tokens[at - 2].lower in DETERMINERS else at - 1  # “the two”
        else:
            at -= 1
    return at


def _opened(tokens: tuple[Token, ...], closing: int, floor: int) -> int | None:
    for at in range(closing - 1, max(floor, closing - 12) - 1, -1):
        if tokens[at].text == "(":
            return at
    return None


def _goes_on(tokens: tuple[Token, ...], at: int, floor: int) -> bool:
    """Tell whether the phrase goes on before the determiner at *at*: “the office of | the president”."""
    return (
        at - 1 > floor and tokens[at - 1].lower in POSTPOSED and tokens[at - 2].is_word and not _verbal(tokens[at - 2])
    )


def _is_barrier(tokens: tuple[Token, ...], at: int, end: int, floor: int) -> bool:
    token = tokens[at]
    if token.lower in PRONOUNS and at == end - 1:
        return False
    if token.lower in _ORDER:
        return not _joins(tokens, at, end, floor)
    if token.lower == "that":
        return at + 1 >= end or tokens[at + 1].is_capital or tokens[at + 1].lower in DETERMINERS | PRONOUNS
    if token.lower in _CLAUSE:
        return not (token.lower in DETERMINERS and at + 1 < end)
    if tokens[at + 1].lower == "by" and at - 1 > floor and at + 1 < end and not tokens[at - 1].is_capital:
        return False  # “a statement read by the minister”
    return not token.is_capital and _verbal(token) and at != end - 1


def _joins(tokens: tuple[Token, ...], at: int, end: int, floor: int) -> bool:
    """Tell whether "and" joins two names of one subject: both sides names, and a clean edge on the left."""
    if at + 1 >= end or at - 1 < floor or not (tokens[at - 1].is_capital and tokens[at + 1].is_capital):
        return False
    left = at - 1
    floor = max(floor, at - LONGEST)
    while left > floor and (tokens[left - 1].is_capital or tokens[left - 1].lower in {"of", "the"}):
        left -= 1
    edge = tokens[left - 1] if left > floor else None
    return edge is None or not edge.is_word or edge.lower in _CLAUSE or edge.lower in DETERMINERS


def _verbal(token: Token) -> bool:
    word = token.lower
    if token.is_capital or word in _PARTICIPLES:
        return False
    return (
        (word.endswith("ed") and len(word) > 4)
        or (word.endswith("ing") and len(word) > 5)
        or (word in SAYING and word not in DOUBTFUL)
    )


def _trimmed(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Drop what leads in: “In Seoul on Monday the minister” begins at "the"."""
    while start < end and (tokens[start].lower in _ORDER or not tokens[start].is_word):
        start += 1
    if start < end and tokens[start].lower in _LEADING_IN:
        best = start + 1
        for at in range(start + 1, end):
            opens = tokens[at].lower in DETERMINERS or (tokens[at].is_capital and not tokens[at - 1].is_capital)
            if opens and tokens[at - 1].lower not in POSTPOSED:
                best = at
        return best
    while start < end - 1 and (
        tokens[start].lower in TIMES - {"the", "this", "last"} or tokens[start].lower.endswith("ly")
    ):
        start += 1
    return start


def _core(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Find where the core ends: before the first "of", "for", "from", or bracket."""
    for at in range(start + 1, end):
        if tokens[at].lower == "of" and at + 1 < end and tokens[at - 1].is_capital and tokens[at + 1].is_capital:
            continue  # the Ministry of Defence
        if tokens[at].lower in POSTPOSED or tokens[at].text == "(" or tokens[at].lower in {"who", "close", "familiar"}:
            return at
        if at + 1 < end and tokens[at + 1].lower == "by" and (_verbal(tokens[at]) or tokens[at].lower in SAYING):
            return at
    return end


def rightward(tokens: tuple[Token, ...], start: int) -> Phrase | None:
    """Read the noun phrase that begins at index *start*: “said | the head of the mission, who …”."""
    if start >= len(tokens) or not tokens[start].is_word:
        return None
    first = tokens[start]
    if first.lower in PRONOUNS - {"who", "which"}:
        return Phrase(start, start + 1, start + 1)
    if first.lower in _CLAUSE - DETERMINERS or first.lower in POSTPOSED or first.lower in DAYS or _verbal(first):
        return None
    at = start
    while at < len(tokens) and at - start < LONGEST:
        mark = tokens[at].text in {"'", "’", "."} and at + 1 < len(tokens)
        if not mark and _ends_at(tokens, start, at):
            break
        at += 1
    return Phrase(start, _core(tokens, start, at), at) if at > start else None


def _ends_at(tokens: tuple[Token, ...], start: int, at: int) -> bool:
    """Tell whether the phrase that begins at *start* ends before the token at *at*."""
    token, before = tokens[at], tokens[at - 1]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if not token.is_word or token.lower in _CLAUSE - DETERMINERS - _ORDER:
        return True
    if token.lower in DAYS:
        return before.lower not in DETERMINERS
    if token.lower in _ORDER:
        return not (following and following.is_capital and before.is_capital)
    if at == start:
        return False
    if before.is_capital and not token.is_capital and following and following.lower in DETERMINERS:
        return True  # “Ann Lee | took a breath”
    return token.lower in _RIGHT_ENDS or (_verbal(token) and before.lower not in DETERMINERS)
