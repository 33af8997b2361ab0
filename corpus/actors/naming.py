"""All names of an article: those of the registry, and those that are discovered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.actors.cuts import Line, Seen
from corpus.actors.discovery import Evidence, opens, runs
from corpus.actors.gazetteer import Gazetteer, Match
from corpus.actors.labels import Scores, scores, voted
from corpus.actors.model import Label, Name
from corpus.actors.reading import Stretch
from corpus.actors.tokens import Token, halves, loud, tokenise
from corpus.model import MentionKind
from corpus.registry import key


def names(text: str, stretches: Sequence[Stretch], gazetteer: Gazetteer) -> list[Name]:
    """
    Find all names in *stretches* of *text*, in order, not overlapping.

    A discovered name that holds a known one ("World Institute for South Africa Studies") stands for both.
    """
    known = _by_stretch(gazetteer.matches(text), stretches)
    sentences = [_tokens(text, stretch, matches) for stretch, matches in zip(stretches, known, strict=True)]
    sentences = _uncoupled(sentences)
    evidence = Evidence(sentences)
    found: list[Name] = []
    scored: list[tuple[str, Scores, bool]] = []
    for number, (tokens, matches) in enumerate(zip(sentences, known, strict=True)):
        discovered = []
        exact = {(match.start, match.end) for match in matches}
        line = Line(tokens, _seen(tokens, matches), loud(tokens))
        for first, last in runs(line, evidence):
            start, end = tokens[first].start, tokens[last - 1].end
            if (start, end) in exact:
                continue
            discovered.append(Name(start, end, text[start:end], Label.OTHER, sentence=number))
            scored.append((text[start:end], scores(tokens, first, last), not opens(line, first)))
        rest = (
            _known(text, match, number) for match in matches if not any(_inside(match, name) for name in discovered)
        )
        found += sorted((*discovered, *rest), key=lambda name: name.start)
    labels = voted(scored)
    return [name if name.actor else _labelled(name, *labels[key(name.text)]) for name in found]


def _labelled(name: Name, label: Label, sure: bool) -> Name:
    return replace(name, label=label, sure=sure)


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


def _uncoupled(sentences: Sequence[Sequence[Token]]) -> list[list[Token]]:
    """Split compounds of two names that stand alone elsewhere: "the Kim-Putin talks"."""
    alone = {token.text for tokens in sentences for token in tokens if token.capital}
    return [[part for token in tokens for part in _parts(token, alone)] for tokens in sentences]


def _parts(token: Token, alone: AbstractSet[str]) -> Sequence[Token]:
    if "-" not in token.text or not token.capital:
        return (token,)
    parts = halves(token)
    return parts if len(parts) > 1 and all(part.text in alone for part in parts if part.text != "-") else (token,)


def _seen(tokens: Sequence[Token], matches: Sequence[Match]) -> list[Seen]:
    """Give for each token how known names cover it."""
    seen = [Seen()] * len(tokens)
    at = 0
    for match in matches:
        while at < len(tokens) and tokens[at].start < match.start:
            at += 1
        first = True
        if match.entry.contextual:
            continue  # "North" may well begin "North Carolina"
        while at < len(tokens) and tokens[at].start < match.end:
            seen[at] = Seen(kind_of(match), first)
            first = False
            at += 1
    return seen


def kind_of(match: Match) -> str:
    """Give what a known name is in one word: a demonym, a city, a name of one word, or another."""
    if match.entry.kind is MentionKind.DEMONYM:
        return "demonym"
    if match.entry.place:
        return "city"
    return "state" if match.entry.kind is MentionKind.NAME and " " not in match.entry.name else "name"


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
    return name.start <= match.start and match.end <= name.end
