"""Find all names of an article: names of the registry and unknown capitalized names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.entities.classification.classifier import LabelScores, score_labels, vote_labels
from corpus.entities.gazetteer import Gazetteer, GazetteerMatch
from corpus.entities.models import (
    ContentSpan,
    EntityLabel,
    Name,
    NameToken,
    is_title_cased,
    make_token,
    split_at_hyphens,
    tokenize,
)
from corpus.entities.names.evidence import CapitalizationEvidence, TokenCoverage, TokenizedSentence, is_sentence_initial
from corpus.entities.names.unknown_names import find_unknown_names
from corpus.entities.registry import normalize_name
from corpus.languages.en.nouns import COMPOUND_ADJECTIVE_ENDINGS
from corpus.models import MentionKind


def find_names(text: str, spans: Sequence[ContentSpan], gazetteer: Gazetteer) -> list[Name]:
    """
    Find all names in *spans* of *text*, in order, not overlapping.

    A discovered name that contains a registry name ("World Institute for South Africa Studies") replaces it.
    """
    known = _group_by_span(text, gazetteer.find_matches(text), spans)
    sentences = [_tokenize_span(text, stretch, matches) for stretch, matches in zip(spans, known, strict=True)]
    sentences = _split_compounds(sentences)
    title_cased = [is_title_cased(tokens) for tokens in sentences]
    evidence = CapitalizationEvidence(sentences, title_cased)
    found: list[Name] = []
    scored: list[tuple[str, LabelScores, bool]] = []
    for number, (tokens, matches) in enumerate(zip(sentences, known, strict=True)):
        discovered = []
        exact = {(match.start, match.end) for match in matches}
        sentence = TokenizedSentence(tokens, _compute_coverage(tokens, matches), title_cased[number])
        for first, last in find_unknown_names(sentence, evidence):
            start, end = tokens[first].start, tokens[last - 1].end
            if (start, end) in exact:
                continue
            discovered.append(Name(start, end, text[start:end], EntityLabel.OTHER, sentence=number))
            scored.append(
                (text[start:end], score_labels(tokens, first, last), not is_sentence_initial(sentence, first))
            )
        starts = [name.start for name in discovered]
        rest = (
            _to_known_name(text, match, number) for match in matches if not _is_inside_any(match, discovered, starts)
        )
        found += sorted((*discovered, *rest), key=lambda name: name.start)
    labels = vote_labels(scored)
    return [name if name.actor else _apply_label(name, *labels[normalize_name(name.text)]) for name in found]


def _apply_label(name: Name, label: EntityLabel, sure: bool) -> Name:
    return replace(name, label=label, sure=sure)


#: A party's letter before a politician's home: "(D-San Jose)".
_PARTY_LETTER = re.compile(r"(?:\(|, )[DRI]-")


def _is_after_party_letter(text: str, start: int) -> bool:
    return _PARTY_LETTER.search(text, max(0, start - 4), start) is not None and text[start - 1] == "-"


def _group_by_span(
    text: str, matches: Sequence[GazetteerMatch], spans: Sequence[ContentSpan]
) -> list[list[GazetteerMatch]]:
    starts = [stretch.start for stretch in spans]
    by_span: list[list[GazetteerMatch]] = [[] for _ in spans]
    for match in matches:
        if _is_after_party_letter(text, match.start):
            continue
        at = bisect_right(starts, match.start) - 1
        if at >= 0 and match.end <= spans[at].end:
            by_span[at].append(match)
    return by_span


def _tokenize_span(text: str, span: ContentSpan, matches: Sequence[GazetteerMatch]) -> list[NameToken]:
    """Split a content span into tokens; compounds that contain a registry name are split at their hyphens."""
    edges = {edge for match in matches for edge in (match.start, match.end)}
    tokens: list[NameToken] = []
    for token in tokenize(text, span.start, span.end):
        cut = "-" in token.text and any(edge in edges for edge in range(token.start + 1, token.end))
        cut = cut or ("-" in token.text and _is_compound_adjective(token))
        tokens += split_at_hyphens(token) if cut else (token,)
    return tokens


def _is_compound_adjective(token: NameToken) -> bool:
    """Return whether a name is the first part of an adjective: "Springfield-based"."""
    first, hyphen, last = token.text.partition("-")
    return bool(hyphen) and token.capital and len(first) > 2 and last in COMPOUND_ADJECTIVE_ENDINGS


def _split_compounds(sentences: Sequence[Sequence[NameToken]]) -> list[list[NameToken]]:
    """Split compounds of names that occur alone elsewhere: "the Kim-Putin talks"."""
    single_words = {token.text for tokens in sentences for token in tokens if token.capital}
    return [
        [part for token in tokens for part in (_split_compound(token, single_words) if "-" in token.text else (token,))]
        for tokens in sentences
    ]


#: Longer compounds are not searched for two names, themselves with hyphens.
_MAX_COMPOUND_CHARS = 80


def _split_compound(token: NameToken, single_words: AbstractSet[str]) -> Sequence[NameToken]:
    if "-" not in token.text or not token.capital:
        return (token,)
    parts = split_at_hyphens(token)
    if len(parts) > 1 and all(part.text in single_words for part in parts if part.text != "-"):
        return parts
    if len(token.text) > _MAX_COMPOUND_CHARS:
        return (token,)
    for match in re.finditer("-", token.text):
        first, second = token.text[: match.start()], token.text[match.end() :]
        if first in single_words and second in single_words:  # "the Rolls-Royce-Velmora deal"
            cut = token.start + match.start()
            rest = make_token(cut, cut + 1, "-"), make_token(cut + 1, token.end, second)
            return make_token(token.start, cut, first), *rest
    return (token,)


def _compute_coverage(tokens: Sequence[NameToken], matches: Sequence[GazetteerMatch]) -> list[TokenCoverage]:
    """Return the coverage of each token by registry names."""
    coverage = [TokenCoverage()] * len(tokens)
    at = 0
    for match in matches:
        while at < len(tokens) and tokens[at].start < match.start:
            at += 1
        first = True
        if match.entry.contextual:
            continue  # "North" may well begin "North Carolina"
        while at < len(tokens) and tokens[at].start < match.end:
            coverage[at] = TokenCoverage(_classify_match(match), first)
            first = False
            at += 1
    return coverage


def _classify_match(match: GazetteerMatch) -> str:
    """Return the kind of a registry name: "demonym", "city", "state" (a name of one word) or "name" (all others)."""
    if match.entry.kind is MentionKind.DEMONYM:
        return "demonym"
    if match.entry.place:
        return "city"
    return "state" if match.entry.kind is MentionKind.NAME and " " not in match.entry.name else "name"


def _to_known_name(text: str, match: GazetteerMatch, number: int) -> Name:
    entry = match.entry
    return Name(
        match.start,
        match.end,
        text[match.start : match.end],
        EntityLabel.OTHER,
        entry.kind,
        entry.actor,
        number,
        entry.place,
        entry.contextual,
    )


def _is_inside_any(match: GazetteerMatch, names: Sequence[Name], starts: Sequence[int]) -> bool:
    """Return whether one of *names*, which are in order and do not overlap, contains a registry name."""
    at = bisect_right(starts, match.start) - 1
    return at >= 0 and match.end <= names[at].end
