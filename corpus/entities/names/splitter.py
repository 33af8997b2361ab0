"""Split a run of capitalized words into names: at titles, and where a registry name begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.entities.models import NameToken
from corpus.entities.names.evidence import (
    CapitalizationEvidence,
    CoverageRun,
    TokenCoverage,
    TokenizedSentence,
    has_head_noun,
    is_sentence_initial,
)
from corpus.entities.names.titles import mark_titles
from corpus.entities.wordlists import (
    is_ordinary_word,
    is_title_word,
    load_cities,
    load_given_names,
    load_regions,
    load_vocabulary,
)
from corpus.languages.en.nouns import CONTINUING_HEADS, EVENT_PREFIXES, FIRST_PERSON_FORMS
from corpus.languages.en.organizations import COMPOUND_NAME_HEADS, OF_PHRASE_HEADS, SCHOOL_HEADS, STATE_BODY_HEADS
from corpus.languages.en.people import (
    PARTY_AFFILIATIONS,
    PARTY_MEMBERS,
    PLACE_GIVEN_NAMES,
    TITLE_MODIFIERS,
    TRADES,
)
from corpus.languages.en.places import DIRECTION_WORDS, NAME_FIRST_WORDS, PLACE_HEADS, SITE_HEADS
from corpus.languages.en.vocabulary import DETERMINERS


def split_names(
    sentence: TokenizedSentence, start: int, end: int, evidence: CapitalizationEvidence
) -> Iterator[tuple[int, int]]:
    """Split a run of tokens into names at titles and where a registry name ends, unless a longer name contains it."""
    for first, last in _split_at_titles(sentence, start, end, evidence):
        yield from _split_at_known_names(sentence, first, last, evidence)


def _split_at_titles(
    sentence: TokenizedSentence, start: int, end: int, evidence: CapitalizationEvidence
) -> Iterator[tuple[int, int]]:
    title = mark_titles(sentence, start, end, evidence)
    at = start
    while at < end:
        stop = at
        while stop < end and not title[stop - start]:
            stop += 1
        after = stop
        while stop > at + 1 and sentence.tokens[stop - 1].text.lower() in PARTY_MEMBERS:
            stop -= 1  # "Ohio Republican"
        if (
            stop > at + (2 if sentence.tokens[at].text.lower() in {"independent", "liberal"} else 1)
            and sentence.tokens[at].text.lower() in PARTY_AFFILIATIONS
            and not has_head_noun(sentence.tokens, at, stop)
        ):
            yield at, at + 1  # "Democrat Ann Example"
            at += 1
        elif _is_trade_before_name(sentence, at, stop) or _is_noun_before_name(sentence, at, stop):
            at += 1  # "Baker Ann Example"
        if stop > at:
            yield at, stop
        at = after + 1


def _is_trade_before_name(sentence: TokenizedSentence, start: int, end: int) -> bool:
    """Return whether the first word of a run is a trade, and the rest a name of two words or more."""
    tokens = sentence.tokens
    return (
        end > start + 2
        and tokens[start].text.lower() in TRADES
        and not sentence.title_cased
        and not has_head_noun(tokens, start, end)
        and all(token.capital for token in tokens[start + 1 : end])
    )


def _is_noun_before_name(sentence: TokenizedSentence, start: int, end: int) -> bool:
    """Return whether a run opens a sentence with a common noun before a given name and another: "Widow Ann Example"."""
    tokens = sentence.tokens
    if end < start + 3 or sentence.title_cased or not is_sentence_initial(sentence, start):
        return False
    noun, given = tokens[start].text.lower(), tokens[start + 1].text.lower()
    is_name = noun in load_given_names() or noun in load_cities() or noun in load_regions() or "-" in noun
    if is_name or noun in EVENT_PREFIXES or sentence.coverage[start].kind or tokens[start].text.isupper():
        return False
    return (
        noun in load_vocabulary()
        and given in load_given_names()
        and not is_ordinary_word(given)
        and not has_head_noun(tokens, start, end)
        and all(token.capital for token in tokens[start + 1 : end])
    )


def _split_at_known_names(
    sentence: TokenizedSentence, start: int, end: int, evidence: CapitalizationEvidence
) -> Iterator[tuple[int, int]]:
    tokens, coverage, _ = sentence
    pieces = _group_by_coverage(coverage, start, end)
    last = tokens[end - 1].text.lower()
    if len(pieces) > 1 and (last in COMPOUND_NAME_HEADS or _is_single_organization(tokens, start, end)):
        yield start, end
        return
    at = 0
    while at < len(pieces):
        first, stop, _ = pieces[at]
        while at + 1 < len(pieces) and _is_part_of_longer_name(sentence, pieces[at], pieces[at + 1], evidence):
            at += 1
            stop = pieces[at][1]
        if (
            stop - first > 1
            or stop == end
            or not is_sentence_initial(sentence, first)
            or tokens[first].text.lower() not in DIRECTION_WORDS
        ):
            yield first, stop
        at += 1


def _is_part_of_longer_name(
    sentence: TokenizedSentence, one: CoverageRun, other: CoverageRun, evidence: CapitalizationEvidence
) -> bool:
    """Return whether a registry name is part of a longer one: "Dynamo Kyiv", "Barbara Jordan", "Chad Example"."""
    first, stop, kind = one
    following, _, next_kind = other
    tokens = sentence.tokens
    pair = tokens[stop - 1].text.lower(), tokens[following].text.lower()
    if next_kind == "demonym" and not kind and stop - first == 1:  # "Emma Welsh"
        given = tokens[first].text.lower()
        return given in load_given_names() and not is_ordinary_word(given) and not sentence.title_cased
    if kind == "demonym" and not next_kind:
        return _is_demonym_as_given_name(sentence, one, other, evidence) or _names_acronym(
            sentence, first, other[1], evidence
        )
    if bool(kind) == bool(next_kind) or "demonym" in {kind, next_kind}:
        return False
    if sentence.title_cased and pair not in evidence.word_pairs:
        return bool(next_kind) and next_kind == "city" and stop - first == 1 and _is_club_prefix(tokens[first])
    if kind:
        return _continues_known_name(sentence, one, other, evidence)
    return next_kind != "name" and stop - first < 3 and _precedes_known_name(sentence, one, other, evidence)


def _is_demonym_as_given_name(
    sentence: TokenizedSentence, one: CoverageRun, other: CoverageRun, evidence: CapitalizationEvidence
) -> bool:
    """Return whether a demonym is a given name before a surname: "Finn Abbot", not "Finn Kimi Abbot"."""
    tokens, (first, stop, _), (following, end, _) = sentence.tokens, one, other
    given, surname = tokens[first].text.lower(), tokens[following].text.lower()
    is_pair = stop - first == 1 and end - following == 1 and not sentence.title_cased
    if not is_pair or given not in load_given_names() or (first and tokens[first - 1].text.lower() in DETERMINERS):
        return False
    has_other = any(name != given for name in evidence.given_names.get(surname, ()))
    return not has_other and surname not in load_given_names() and not is_ordinary_word(surname)


def _precedes_known_name(
    sentence: TokenizedSentence, one: CoverageRun, known: CoverageRun, evidence: CapitalizationEvidence
) -> bool:
    """Return whether words before a state or a city begin a longer name: "New Ankara", "Weaver College Dublin"."""
    tokens, (first, stop, _), (following, _, next_kind) = sentence.tokens, one, known
    if tokens[first].text.lower() in DIRECTION_WORDS and is_sentence_initial(sentence, first):
        return False
    pair = tokens[stop - 1].text.lower(), tokens[following].text.lower()
    if tokens[stop - 1].text.lower() in SCHOOL_HEADS:
        return next_kind == "city"  # "Weaver College Dublin"
    if stop - first == 2:
        return (
            tokens[first].text.lower() in load_given_names() and not has_head_noun(tokens, first, stop)
        ) or _is_agency_of_state(sentence, one, next_kind, evidence)
    opener = tokens[first].text.lower()
    return (
        _is_club_prefix(tokens[first])
        or opener in NAME_FIRST_WORDS
        or pair in evidence.opening_pairs
        or is_club_acronym(sentence, first)
    )


def _is_agency_of_state(
    sentence: TokenizedSentence, one: CoverageRun, next_kind: str, evidence: CapitalizationEvidence
) -> bool:
    """Return whether two ordinary words inside a sentence are capitalized before a state: "Public Health England"."""
    tokens, (first, stop, _) = sentence.tokens, one
    words = [token.text.lower() for token in tokens[first:stop]]
    return (
        next_kind == "state"
        and not is_sentence_initial(sentence, first)
        and not any(token.text.isupper() for token in tokens[first:stop])
        and not any(word in DIRECTION_WORDS or is_title_word(word) for word in words)
        and all(is_ordinary_word(word) or word in TITLE_MODIFIERS or word in evidence.lowercase_words for word in words)
    )


def _continues_known_name(
    sentence: TokenizedSentence, known: CoverageRun, rest: CoverageRun, evidence: CapitalizationEvidence
) -> bool:
    """Return whether a registry name begins a longer name: "Chad Example", "Lima Protocol", "Moscow Exchange"."""
    first, stop, kind = known
    tokens = sentence.tokens
    last = tokens[rest[1] - 1].text.lower()
    if last in CONTINUING_HEADS or last in COMPOUND_NAME_HEADS:
        return True
    if kind == "city" and not sentence.title_cased and rest[1] - rest[0] == 1 and last.endswith("s") and len(last) > 4:
        return True  # "San Marino Lions"
    if kind == "state" and _names_body_of_state(sentence, first, rest[1], evidence):
        return True
    if stop - first > 1 or kind == "name" or has_head_noun(tokens, *rest[:2]):
        return last in SITE_HEADS or (last in PLACE_HEADS and kind != "name" and not tokens[first].text.isupper())
    given = tokens[first].text
    if _is_ordinary_continuation(sentence, first, rest):
        return True
    if given in PLACE_GIVEN_NAMES or (kind == "city" and given.lower() in load_given_names()):
        return rest[1] - rest[0] < 3 and tokens[rest[0]].text.lower() not in load_vocabulary()
    return False


def _names_body_of_state(sentence: TokenizedSentence, first: int, end: int, evidence: CapitalizationEvidence) -> bool:
    """
    Return whether a state begins the name of a public body: "Kenya Revenue Authority", but not "US Secret Service".

    Its last word says so, or the article has the acronym of the whole.
    """
    tokens = sentence.tokens
    if sentence.title_cased or tokens[first].text.isupper() or end - first < 3:
        return False
    return tokens[end - 1].text.lower() in STATE_BODY_HEADS or _names_acronym(sentence, first, end, evidence)


def _names_acronym(sentence: TokenizedSentence, first: int, end: int, evidence: CapitalizationEvidence) -> bool:
    """Return whether the article has the initials of a name as an acronym: "Indian Space Research Organisation"."""
    initials = "".join(token.text[0] for token in sentence.tokens[first:end] if token.capital)
    return len(initials) > 2 and not sentence.title_cased and initials in evidence.acronyms


def _is_ordinary_continuation(sentence: TokenizedSentence, first: int, rest: CoverageRun) -> bool:
    """Return whether ordinary words are capitalized after a state or a city: "Berlin Wall", "Japan Tobacco"."""
    if sentence.title_cased or sentence.tokens[first].text.isupper():
        return False
    return all(is_ordinary_word(token.text.lower()) for token in sentence.tokens[rest[0] : rest[1]])


def _is_single_organization(tokens: Sequence[NameToken], start: int, end: int) -> bool:
    """Return whether a run is one organization that contains a known name: "Institute for South Africa Studies"."""
    joined = any(token.text in {"of", "for", "&"} for token in tokens[start + 1 : end])
    return joined and (has_head_noun(tokens, start, end) or tokens[start].text.lower() in OF_PHRASE_HEADS)


def _is_club_prefix(token: NameToken) -> bool:
    """Return whether a word before a city makes it the name of a club or a station ("Dynamo Kyiv")."""
    return token.text[0].isalpha() and not is_ordinary_word(token.text.lower()) and "-" not in token.text


def _group_by_coverage(coverage: Sequence[TokenCoverage], start: int, end: int) -> list[CoverageRun]:
    pieces: list[CoverageRun] = []
    for at in range(start, end):
        kind, first = coverage[at]
        if pieces and pieces[-1][2] == kind and not (kind and first):
            pieces[-1] = (pieces[-1][0], at + 1, kind)
        else:
            pieces.append((at, at + 1, kind))
    return pieces


def is_club_acronym(sentence: TokenizedSentence, at: int) -> bool:
    """Return whether an ordinary word in capitals begins a club's name: "AS Lima"."""
    tokens = sentence.tokens
    return (
        1 < len(tokens[at].text) < 4
        and tokens[at].text.isupper()
        and at + 1 < len(tokens)
        and sentence.coverage[at + 1].kind in {"city", "state"}
        and not tokens[at + 1].text.isupper()
        and tokens[at].text.lower() not in FIRST_PERSON_FORMS
    )
