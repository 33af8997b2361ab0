"""All names of an article: those of the registry, and those that are discovered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.actors.discovery import Evidence, spans
from corpus.actors.gazetteer import Gazetteer, Match
from corpus.actors.model import Label, Name
from corpus.actors.reading import Stretch
from corpus.actors.tokens import Token, halves, tokenise
from corpus.model import MentionKind


def names(text: str, stretches: Sequence[Stretch], gazetteer: Gazetteer) -> list[Name]:
    """
    Find all names in *stretches* of *text*, in order, not overlapping.

    A discovered name that holds a known one ("World Institute for North Korea Studies") stands for both.
    """
    known = _by_stretch(gazetteer.matches(text), stretches)
    sentences = [_tokens(text, stretch, matches) for stretch, matches in zip(stretches, known, strict=True)]
    evidence = Evidence(sentences)
    found: list[Name] = []
    for number, (tokens, matches) in enumerate(zip(sentences, known, strict=True)):
        discovered = list(_discovered(text, tokens, matches, evidence, number))
        rest = (
            _known(text, match, number) for match in matches if not any(_inside(match, name) for name in discovered)
        )
        found += sorted((*discovered, *rest), key=lambda name: name.start)
    return found


def _by_stretch(matches: Sequence[Match], stretches: Sequence[Stretch]) -> list[list[Match]]:
    starts = [stretch.start for stretch in stretches]
    sorted_in: list[list[Match]] = [[] for _ in stretches]
    for match in matches:
        at = bisect_right(starts, match.start) - 1
        if at >= 0 and match.end <= stretches[at].end:
            sorted_in[at].append(match)
    return sorted_in


def _tokens(text: str, stretch: Stretch, matches: Sequence[Match]) -> list[Token]:
    """Split a stretch into tokens; a compound of which a part is known is split at its hyphens."""
    edges = {edge for match in matches for edge in (match.start, match.end)}
    tokens: list[Token] = []
    for token in tokenise(text, stretch.start, stretch.end):
        cut = "-" in token.text and any(edge in edges for edge in range(token.start + 1, token.end))
        tokens += halves(token) if cut else (token,)
    return tokens


def _discovered(
    text: str, tokens: Sequence[Token], matches: Sequence[Match], evidence: Evidence, number: int
) -> Iterator[Name]:
    taken = [False] * len(tokens)
    at = 0
    for match in matches:
        while at < len(tokens) and tokens[at].end <= match.start:
            at += 1
        while at < len(tokens) and tokens[at].start < match.end:
            taken[at] = True
            at += 1
    for first, last, label in spans(tokens, taken, evidence):
        start, end = tokens[first].start, tokens[last - 1].end
        yield Name(start, end, text[start:end], label, sentence=number)


def _known(text: str, match: Match, number: int) -> Name:
    entry = match.entry
    return Name(
        match.start,
        match.end,
        text[match.start : match.end],
        Label.OTHER,
        entry.kind,
        entry.actor,
        number,
        entry.place,
        entry.contextual,
    )


def _inside(match: Match, name: Name) -> bool:
    return name.start <= match.start and match.end <= name.end and entry_is_name(match)


def entry_is_name(match: Match) -> bool:
    """Tell whether the match is a name, not a demonym."""
    return match.entry.kind is not MentionKind.DEMONYM
