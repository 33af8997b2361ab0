"""Find the capitalized names of a sentence that the registry doesn't know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.entities.models import NameToken
from corpus.entities.names.evidence import OPENING_SIGNS, CapitalizationEvidence, TokenizedSentence, has_head_noun
from corpus.entities.names.splitter import is_club_acronym, split_names
from corpus.entities.wordlists import (
    is_ordinary_word,
    is_title_word,
    load_cities,
    load_given_names,
    load_regions,
    load_vocabulary,
)
from corpus.languages.en.abbreviations import SENTENCE_OPENERS
from corpus.languages.en.calendar import CALENDAR_WORDS, MONTH_GIVEN_NAMES, MONTH_PREPOSITIONS
from corpus.languages.en.nouns import (
    EVENT_PREFIXES,
    FIRST_PERSON_FORMS,
    NUMBERED_NOUNS,
    PICTURE_LABEL_NOUNS,
    PICTURE_NOUNS,
)
from corpus.languages.en.organizations import CLUB_OPENERS, OF_PHRASE_HEADS, POLICE_NOUNS
from corpus.languages.en.people import PERSON_TITLES, SURNAME_PARTICLES, TITLE_WORDS, TRADES
from corpus.languages.en.places import NAME_FIRST_WORDS, STATE_ABBREVIATIONS
from corpus.languages.en.vocabulary import COMMON_WORDS


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
        token = tokens[at]
        if coverage[at].kind:
            candidates[at] = True
            continue
        if not token.capital or _is_code(tokens, at) or _is_caption_label(tokens, at):
            continue
        lower = token.text.lower()
        if lower.rstrip(".") in CALENDAR_WORDS:
            candidates[at] = _is_month_as_given_name(tokens, candidates, at)
        elif at + 1 < len(tokens) and (lower, tokens[at + 1].text.lower()) in evidence.word_pairs:
            candidates[at] = True  # "To Lam", though "to" is common
        elif title_cased and token.text.isupper() and len(lower) > 1 and not evidence.is_attested(lower):
            continue  # in a headline in capitals, only what the article or a table knows as a name
        elif title_cased or (at + 1 < len(tokens) and at == 0 and tokens[1].text in {"-", ":"}):
            candidates[at] = evidence.is_name(lower) or (
                lower in NAME_FIRST_WORDS and _is_next_candidate(candidates, at)
            )
        elif (
            at == 0
            or (at == 1 and tokens[0].text in {"(", "["})
            or (tokens[at - 1].text in OPENING_SIGNS and not _is_plural_possessive(tokens, at - 1))
        ):
            candidates[at] = not _is_opening_adverb(tokens, at) and (
                evidence.is_name(lower)
                or _is_before_ampersand(tokens, at)
                or (_is_next_candidate(candidates, at) and _opens_name(sentence, at, evidence))
            )
        else:
            candidates[at] = (
                tokens[at - 1].text not in {"@", "#"}
                and (_is_capitalized_name(token.text, lower, evidence) or is_club_acronym(sentence, at))
                and not _is_counted_noun(tokens, at)
            )
    return candidates


def _is_opening_adverb(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a first word is an adverb before a comma: "Oddly, few of them left"."""
    return tokens[at].text.endswith("ly") and at + 1 < len(tokens) and tokens[at + 1].text == ","


def _is_before_ampersand(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a first word belongs to a firm's name: "Marsh & Field"."""
    return at + 2 < len(tokens) and tokens[at + 1].text == "&" and tokens[at + 2].capital


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
    if (lower, following) in evidence.opening_pairs or is_club_acronym(sentence, at):
        return True
    if lower in CLUB_OPENERS and len(lower) > 3 and not is_ordinary_word(following):
        return True
    if sentence.coverage[at + 1].kind:
        return lower in NAME_FIRST_WORDS and sentence.coverage[at + 1].kind == "city"
    is_opener = sentence.tokens[at].text in SENTENCE_OPENERS
    return (
        lower in NAME_FIRST_WORDS
        or (lower in TITLE_WORDS and lower not in COMMON_WORDS)
        or lower in TRADES
        or lower in EVENT_PREFIXES
        or (lower in load_given_names() and not is_opener and following in evidence.capitalized_words)
        or not is_ordinary_word(lower)
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


def _is_caption_label(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a word labels a picture's credit or caption: "Image copyright", "Media caption"."""
    return (
        at + 1 < len(tokens)
        and tokens[at].text.lower() in PICTURE_NOUNS
        and tokens[at + 1].text.lower() in PICTURE_LABEL_NOUNS
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
