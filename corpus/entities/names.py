"""Find all names of an article: names of the registry and unknown capitalized names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from corpus.entities.classifier import LabelScores, score_labels, vote_labels
from corpus.entities.gazetteer import Gazetteer, GazetteerMatch
from corpus.entities.models import ContentSpan, EntityLabel, Name, NameToken, is_title_cased, split_at_hyphens, tokenize
from corpus.entities.registry import normalize_name
from corpus.entities.wordlists import (
    is_ordinary_word,
    is_title_word,
    load_cities,
    load_given_names,
    load_regions,
    load_surnames,
    load_vocabulary,
)
from corpus.languages.en.calendar import CALENDAR_WORDS, MONTH_GIVEN_NAMES, MONTH_PREPOSITIONS
from corpus.languages.en.nouns import (
    COMPOUND_ADJECTIVE_ENDINGS,
    CONTINUING_HEADS,
    EVENT_PREFIXES,
    NUMBERED_NOUNS,
)
from corpus.languages.en.organizations import (
    COMPANY_HEADS,
    COMPOUND_NAME_HEADS,
    OF_PHRASE_HEADS,
    ORGANIZATION_HEADS,
    POLICE_NOUNS,
    SCHOOL_HEADS,
)
from corpus.languages.en.people import (
    NAME_CONNECTORS,
    PARTY_AFFILIATIONS,
    PARTY_MEMBERS,
    PARTY_WORDS,
    PERSON_TITLES,
    PLACE_GIVEN_NAMES,
    SHORT_HONORIFICS,
    SURNAME_PARTICLES,
    TITLE_MODIFIERS,
    TITLE_SURNAMES,
    TITLE_WORDS,
    TRADES,
)
from corpus.languages.en.places import (
    DIRECTION_WORDS,
    NAME_FIRST_WORDS,
    PLACE_HEADS,
    SITE_HEADS,
    STATE_ABBREVIATIONS,
)
from corpus.languages.en.pronouns import FIRST_PERSON_FORMS
from corpus.languages.en.vocabulary import COMMON_WORDS
from corpus.models import MentionKind

#: First token, one past the last, and the kind of registry name that covers them.
CoverageRun = tuple[int, int, str]

_NAME_HEADS = ORGANIZATION_HEADS | PLACE_HEADS
_OWNER_HEADS = _NAME_HEADS | OF_PHRASE_HEADS


class TokenCoverage(NamedTuple):
    """The kind of registry name that covers a token, "" for none; *first* marks the first token of a name."""

    kind: str = ""
    first: bool = False


class TokenizedSentence(NamedTuple):
    """A sentence: its tokens, the coverage of each by registry names, and whether it is title-cased."""

    tokens: Sequence[NameToken]
    coverage: Sequence[TokenCoverage]
    title_cased: bool


def split_names(
    sentence: TokenizedSentence, start: int, end: int, evidence: CapitalizationEvidence
) -> Iterator[tuple[int, int]]:
    """Split a run of tokens into names at titles and where a registry name ends, unless a longer name contains it."""
    for first, last in _split_at_titles(sentence, start, end):
        yield from _split_at_known_names(sentence, first, last, evidence)


def _split_at_titles(sentence: TokenizedSentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    title = _mark_titles(sentence.tokens, start, end)
    at = start
    while at < end:
        stop = at
        while stop < end and not title[stop - start]:
            stop += 1
        after = stop
        while stop > at + 1 and sentence.tokens[stop - 1].text.lower() in PARTY_MEMBERS:
            stop -= 1  # "Ohio Republican"
        if (
            stop > at + (2 if sentence.tokens[at].text.lower() in {"independent", "liberal", "rival"} else 1)
            and sentence.tokens[at].text.lower() in PARTY_AFFILIATIONS
            and not has_head_noun(sentence.tokens, at, stop)
        ):
            yield at, at + 1  # "Democrat Ann Example"
            at += 1
        elif _is_trade_before_name(sentence, at, stop):
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


def _mark_titles(tokens: Sequence[NameToken], start: int, end: int) -> list[bool]:
    """Return for each token of a run whether it belongs to a title: in "Foreign Minister", not in "Foreign Office"."""
    words = [token.text.lower().rstrip(".") for token in tokens[start:end]]
    title = [False] * len(words)
    in_organization = in_title = (
        False  # whether the words after this one belong to an organization's name, or to a title
    )
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in TITLE_SURNAMES and at == len(words) - 1 and at and words[at - 1] not in TITLE_WORDS:
            in_title = False
        elif at > 1 and words[at - 1] in {"of", "for"} and words[at - 2] in _OWNER_HEADS:
            in_organization, in_title = True, False  # "Department of Justice"
        elif word == "general" and at + 1 < len(words) and not at and words[at + 1] in COMPANY_HEADS:
            in_organization = in_title = False  # "General Foods"
        elif _is_plural_in_name(words, at):
            in_organization = in_title = False
        elif is_title_word(word) or (in_title and (word in TITLE_MODIFIERS or word in PARTY_WORDS)):
            title[at] = not in_organization or word in SHORT_HONORIFICS
            in_title = title[at]
        else:
            in_organization = (word in _NAME_HEADS) or (in_organization and word in TITLE_MODIFIERS | NAME_CONNECTORS)
            in_title = False
    if (
        start > 1
        and tokens[start - 1].text in {"of", "for"}
        and tokens[start - 2].text.lower().rpartition("-")[2] in PERSON_TITLES
    ):
        _mark_title_field(words, title)
    return title


def _is_plural_in_name(words: Sequence[str], at: int) -> bool:
    """Return whether a plural title begins an organization's name: "Doctors Without Borders"."""
    plural = words[at] not in PERSON_TITLES and words[at].endswith("s")
    return plural and is_title_word(words[at]) and at + 1 < len(words) and is_ordinary_word(words[at + 1])


def _mark_title_field(words: Sequence[str], title: list[bool]) -> None:
    """Mark the words after "Minister of" that are no name: "Foreign Affairs", "Rural Affairs" before a name."""
    field = next((at for at in range(len(words) - 1, -1, -1) if words[at] in TITLE_MODIFIERS), -1)
    plain = 0
    while plain < len(words) and (words[plain] in TITLE_MODIFIERS or words[plain] in NAME_CONNECTORS):
        plain += 1
    ordinary = plain
    while ordinary < len(words) and is_ordinary_word(words[ordinary]):
        ordinary += 1
    end = max(plain, *(stop for stop in (ordinary, field + 1) if stop + 1 < len(words)), 0)
    title[:end] = [True] * end


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
    if bool(kind) == bool(next_kind) or "demonym" in {kind, next_kind}:
        return False
    if sentence.title_cased and pair not in evidence.word_pairs:
        return bool(next_kind) and next_kind == "city" and stop - first == 1 and _is_club_prefix(tokens[first])
    if kind:
        return _continues_known_name(sentence, one, other)
    return next_kind != "name" and stop - first < 3 and _precedes_known_name(sentence, one, other, evidence)


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
        return tokens[first].text.lower() in load_given_names() and not has_head_noun(tokens, first, stop)
    opener = tokens[first].text.lower()
    return (
        _is_club_prefix(tokens[first])
        or opener in NAME_FIRST_WORDS
        or pair in evidence.opening_pairs
        or _is_club_acronym(sentence, first)
    )


def _continues_known_name(sentence: TokenizedSentence, known: CoverageRun, rest: CoverageRun) -> bool:
    """Return whether a registry name begins a longer name: "Chad Example", "Lima Protocol", "Moscow Exchange"."""
    first, stop, kind = known
    tokens = sentence.tokens
    last = tokens[rest[1] - 1].text.lower()
    if last in CONTINUING_HEADS or last in COMPOUND_NAME_HEADS:
        return True
    if kind == "city" and not sentence.title_cased and rest[1] - rest[0] == 1 and last.endswith("s") and len(last) > 4:
        return True  # "San Marino Lions"
    if stop - first > 1 or kind == "name" or has_head_noun(tokens, *rest[:2]):
        return last in SITE_HEADS or (last in PLACE_HEADS and kind != "name" and not tokens[first].text.isupper())
    given = tokens[first].text
    if _is_ordinary_continuation(sentence, first, rest):
        return True
    if given in PLACE_GIVEN_NAMES or (kind == "city" and given.lower() in load_given_names()):
        return rest[1] - rest[0] < 3 and tokens[rest[0]].text.lower() not in load_vocabulary()
    return False


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


def has_head_noun(tokens: Sequence[NameToken], start: int, end: int) -> bool:
    """Return whether one of the tokens is a head noun of organization or place names."""
    return any(token.text.lower() in _NAME_HEADS for token in tokens[start:end])


#: Signs after which a sentence, a quotation or a list item begins: a capital there is no evidence of a name.
_OPENING_SIGNS = frozenset({".", "!", "?", ":", '"', "“", "‘", "'", "``", "-", "–", "—", "*", "•", "|", "…"})


class CapitalizationEvidence:
    """
    Evidence from the whole article of which words are names.

    Attributes:
        lowercase_words: Words that occur in lower case.
        capitalized_words: Words, in lower case, that occur capitalized inside a sentence of mixed case.
        word_pairs: Pairs of such a word and the capitalized word after it, in lower case.
        opening_pairs: Pairs that open sentences at least twice ("Atletic Madrid"), the first no function word.
    """

    def __init__(self, sentences: Sequence[Sequence[NameToken]], title_cased: Sequence[bool]) -> None:
        self.lowercase_words: set[str] = set()
        self.capitalized_words: set[str] = set()
        self.word_pairs: set[tuple[str, str]] = set()
        openings: Counter[tuple[str, str]] = Counter()
        for tokens, is_headline in zip(sentences, title_cased, strict=True):
            if len(tokens) > 1 and tokens[0].capital and tokens[1].capital:
                openings[tokens[0].text.lower(), tokens[1].text.lower()] += 1
            for at, token in enumerate(tokens):
                if token.text[0].islower():
                    self.lowercase_words.add(token.text)
                elif at and not is_headline and token.capital and tokens[at - 1].text not in _OPENING_SIGNS:
                    self.capitalized_words.add(token.text.lower())
                    if at + 1 < len(tokens) and tokens[at + 1].capital:
                        self.word_pairs.add((token.text.lower(), tokens[at + 1].text.lower()))
        self.opening_pairs = {
            pair
            for pair, count in openings.items()
            if count > 1 and pair[0] not in COMMON_WORDS and pair[0] not in TITLE_WORDS
        }

    def is_attested(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a name inside a sentence of the article, or a name of the tables."""
        return word in self.capitalized_words or (
            not is_ordinary_word(word)
            and (
                word in load_given_names() or word in load_surnames() or word in load_cities() or word in load_regions()
            )
        )

    def is_name(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a name where its capital is no evidence."""
        if word in self.capitalized_words and word not in COMMON_WORDS:
            return True
        return word not in self.lowercase_words and not is_ordinary_word(word)


def find_unknown_names(sentence: TokenizedSentence, evidence: CapitalizationEvidence) -> Iterator[tuple[int, int]]:
    """
    Find the names in a sentence that the registry doesn't know.

    Args:
        sentence: The sentence.
        evidence: Evidence from the article.

    Returns:
        First token and one past the last of each, in order, not overlapping. Plain registry names are left out.
    """
    tokens, coverage, _ = sentence
    candidates = _mark_candidates(sentence, evidence)
    at = 0
    while at < len(tokens):
        if not candidates[at]:
            at += 1
            continue
        end = _find_run_end(tokens, candidates, at)
        for first, last in split_names(sentence, at, end, evidence):
            if any(not coverage[i].kind for i in range(first, last)) and tokens[last - 1].end - tokens[first].start > 1:
                yield _extend_to_particles(tokens, first), _extend_to_police(tokens, first, last)
        at = end


def is_sentence_initial(sentence: TokenizedSentence, at: int) -> bool:
    """Return whether the capital of a token is no evidence, because any word would have one there."""
    return at == 0 or sentence.tokens[at - 1].text in _OPENING_SIGNS or sentence.title_cased


def _extend_to_police(tokens: Sequence[NameToken], first: int, last: int) -> int:
    """Return the end of a name with the "police" after a town: "Norhaven police said", not "… police officers"."""
    following = [token.text for token in tokens[last : last + 2]]
    if following[:1] != ["police"] or (following[1:] and following[1] in POLICE_NOUNS):
        return last
    town = " ".join(token.text for token in tokens[first:last]).lower()
    return last + 1 if town in load_cities() or town in load_regions() else last


def _extend_to_particles(tokens: Sequence[NameToken], first: int) -> int:
    """Return the start of a name with its surname particles, if a title precedes them: "Ms von der Leyen"."""
    at = first
    while at and tokens[at - 1].text in SURNAME_PARTICLES:
        at -= 1
    return at if at and tokens[at - 1].text.lower().rstrip(".") in PERSON_TITLES else first


def _mark_candidates(sentence: TokenizedSentence, evidence: CapitalizationEvidence) -> list[bool]:
    """Return for each token whether it may be part of a name."""
    tokens, coverage, title_cased = sentence
    candidates = [False] * len(tokens)
    for at in range(len(tokens) - 1, -1, -1):  # from the right, because a first word depends on the one after it
        token, lower = tokens[at], tokens[at].text.lower()
        if coverage[at].kind:
            candidates[at] = True
        elif not token.capital or _is_code(tokens, at):
            continue
        elif lower.rstrip(".") in CALENDAR_WORDS:
            candidates[at] = _is_month_as_given_name(tokens, candidates, at)
        elif at + 1 < len(tokens) and (lower, tokens[at + 1].text.lower()) in evidence.word_pairs:
            candidates[at] = True  # "To Lam", though "to" is common
        elif title_cased and token.text.isupper() and len(lower) > 1 and not evidence.is_attested(lower):
            continue  # in a headline in capitals, only what the article or a table knows as a name
        elif title_cased or (at + 1 < len(tokens) and at == 0 and tokens[1].text in {"-", ":"}):
            candidates[at] = evidence.is_name(lower) or (
                lower in NAME_FIRST_WORDS and _is_next_candidate(candidates, at)
            )
        elif at == 0 or (tokens[at - 1].text in _OPENING_SIGNS and not _is_plural_possessive(tokens, at - 1)):
            candidates[at] = evidence.is_name(lower) or (
                _is_next_candidate(candidates, at) and _opens_name(sentence, at, evidence)
            )
        else:
            candidates[at] = (
                tokens[at - 1].text not in {"@", "#"}
                and (_is_capitalized_name(token.text, lower, evidence) or _is_club_acronym(sentence, at))
                and not _is_counted_noun(tokens, at)
            )
    return candidates


def _is_plural_possessive(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether an apostrophe belongs to the plural before it: "the Dockers' Union"."""
    return (
        bool(at)
        and tokens[at].text in {"'", "’"}
        and tokens[at - 1].text.endswith("s")
        and (tokens[at - 1].end == tokens[at].start)
    )


def _opens_name(sentence: TokenizedSentence, at: int, evidence: CapitalizationEvidence) -> bool:
    """Return whether a sentence's first word belongs to the name after it."""
    lower, following = sentence.tokens[at].text.lower(), sentence.tokens[at + 1].text.lower()
    if (lower, following) in evidence.opening_pairs or _is_club_acronym(sentence, at):
        return True
    if sentence.coverage[at + 1].kind:
        return lower in NAME_FIRST_WORDS and sentence.coverage[at + 1].kind == "city"
    return (
        lower in NAME_FIRST_WORDS
        or (lower in TITLE_WORDS and lower not in COMMON_WORDS)
        or lower in TRADES
        or lower in EVENT_PREFIXES
        or (lower in load_given_names() and following in evidence.capitalized_words)
        or not is_ordinary_word(lower)
    )


def _is_club_acronym(sentence: TokenizedSentence, at: int) -> bool:
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


def _is_month_as_given_name(tokens: Sequence[NameToken], candidates: Sequence[bool], at: int) -> bool:
    """Return whether a month is a person's given name: "June Example said", not "in June Example said"."""
    if tokens[at].text not in MONTH_GIVEN_NAMES or not _is_next_candidate(candidates, at):
        return False
    before = tokens[at - 1].text.lower() if at else ""
    surname = tokens[at + 1].text.lower()
    return (
        not (before[:1].isdigit() or before in MONTH_PREPOSITIONS)
        and not is_ordinary_word(surname)
        and not is_title_word(surname.rstrip("."))
        and tokens[at + 1].start - tokens[at].end == 1
    )


def _is_code(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a word is the abbreviation of a US state, or the code of a share in brackets ("(KLV.N)")."""
    text = tokens[at].text
    if text in STATE_ABBREVIATIONS and (len(text) > 2 or (at and tokens[at - 1].text == ",")):
        return not (text.isalpha() and at + 1 < len(tokens) and tokens[at + 1].capital)
    if not text.isupper() or at < 1 or at + 2 >= len(tokens) or tokens[at - 1].text not in {"(", "."}:
        return False
    around = {tokens[at - 1].text, tokens[at + 1].text}
    return around in ({"(", "."}, {".", ")"}) and (tokens[at + 1].start == tokens[at].end)


def _is_counted_noun(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a number makes a capitalized ordinary word a class, grade or step: "Category 4", "No. 1"."""
    lower = tokens[at].text.lower().rstrip(".")
    after = at + 2 if lower in {"no", "nos"} and at + 1 < len(tokens) and tokens[at + 1].text == "." else at + 1
    following = tokens[after].text if after < len(tokens) else ""
    if lower in {"no", "nos"} and after > at + 1:
        return True
    return following[:1].isdigit() and len(following) < 4 and (lower in NUMBERED_NOUNS)


def _is_capitalized_name(text: str, lower: str, evidence: CapitalizationEvidence) -> bool:
    """Return whether a capitalized word inside a sentence is a name; "I" and common words in capitals are not."""
    if lower in FIRST_PERSON_FORMS or _PARTY_AND_STATE.fullmatch(text):
        return False
    return not (
        len(text) > 1 and text.isupper() and (lower in load_vocabulary() and lower not in evidence.capitalized_words)
    )


#: A party and a state in brackets: "(D-Ohio)".
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z]\w*")


def _is_next_candidate(candidates: Sequence[bool], at: int) -> bool:
    return at + 1 < len(candidates) and candidates[at + 1]


def _find_run_end(tokens: Sequence[NameToken], candidates: Sequence[bool], start: int) -> int:
    """Return one past the last token of the run that starts at *start*, including connectors."""
    end = start + 1
    while end < len(tokens):
        text = tokens[end].text
        if candidates[end]:
            end += 1
        elif end + 1 < len(tokens) and candidates[end + 1] and _is_connector(tokens, start, end, text):
            end += 2
        elif text in SURNAME_PARTICLES and (size := _count_particles(tokens, candidates, end)):
            end += size + 1
        elif text in {"of", "for"} and end + 2 < len(tokens) and tokens[end + 1].text == "the" and candidates[end + 2]:
            if not has_head_noun(tokens, start, end):
                break
            end += 3
        else:
            break
    return end


def _count_particles(tokens: Sequence[NameToken], candidates: Sequence[bool], start: int) -> int:
    """Return how many particles, two or three, stand before a candidate: "von der Leyen"; 0 if none does."""
    for size in (2, 3):
        end = start + size
        if end < len(tokens) and candidates[end] and all(t.text in SURNAME_PARTICLES for t in tokens[start:end]):
            return size
    return 0


#: Number of tokens before a connector that are searched for a head noun.
_MAX_CONNECTED_TOKENS = 40


def _is_connector(tokens: Sequence[NameToken], start: int, end: int, text: str) -> bool:
    """Return whether the small word after ``tokens[start:end]`` joins it to the name that follows."""
    if text in SURNAME_PARTICLES or text in {"&", "'", "’"}:
        return True
    start = max(start, end - _MAX_CONNECTED_TOKENS)
    titles = (at + 1 for at in range(end - 2, start - 1, -1) if is_title_word(tokens[at].text.lower().rstrip(".")))
    start = next(titles, start)  # "Committee Chairman Ann Example of Ohio": the head noun is before the title
    if text in {"of", "for"}:
        return has_head_noun(tokens, start, end) or tokens[end - 1].text.lower() in OF_PHRASE_HEADS
    if text == "and" and tokens[end - 1].text == tokens[end + 1].text and (end < 2 or tokens[end - 2].text != "and"):
        return True  # "Reed and Reed"
    if text == "and":
        return (
            any(token.text == "of" for token in tokens[start:end])
            and has_head_noun(tokens, start, end)
            and not _opens_institution(tokens, end + 1)
        )
    return text == "on" and tokens[end - 1].text.lower() in {"commission", "committee", "council", "conference"}


def _opens_institution(tokens: Sequence[NameToken], start: int) -> bool:
    """Return whether a second institution begins at *start*: "Department of Trade and Federal Harbour Commission"."""
    end = start
    while end < len(tokens) and tokens[end].capital:
        end += 1
    return end > start + 1 and tokens[end - 1].text.lower() in OF_PHRASE_HEADS | {"agency", "authority", "office"}


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
            rest = NameToken(cut, cut + 1, "-"), NameToken(cut + 1, token.end, second)
            return NameToken(token.start, cut, first), *rest
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
            coverage[at] = TokenCoverage(classify_match(match), first)
            first = False
            at += 1
    return coverage


def classify_match(match: GazetteerMatch) -> str:
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
