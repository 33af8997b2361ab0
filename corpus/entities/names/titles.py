"""Mark the words of titles and roles in a run of capitalized words."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.entities.models import NameToken
from corpus.entities.names.evidence import NAME_HEADS, CapitalizationEvidence, TokenizedSentence
from corpus.entities.wordlists import (
    is_ordinary_word,
    is_title_word,
    load_cities,
    load_given_names,
    load_regions,
    load_surnames,
)
from corpus.languages.en.organizations import COMPANY_HEADS, OF_PHRASE_HEADS
from corpus.languages.en.people import (
    AGENT_NOUN_ENDINGS,
    AMBIGUOUS_RANKS,
    FIELD_ROLES,
    KINSHIP_NOUNS,
    NAME_CONNECTORS,
    PARTY_WORDS,
    PERSON_TITLES,
    POSTNOMINALS,
    RANK_MODIFIERS,
    ROLE_NOUNS,
    SERVICE_BRANCHES,
    SERVICE_RANKS,
    SHORT_HONORIFICS,
    TITLE_MODIFIERS,
    TITLE_SURNAMES,
    TITLE_WORDS,
    TRADES,
)

_OWNER_HEADS = NAME_HEADS | OF_PHRASE_HEADS
#: Most words of a person's name after a title, and most words that say what a role, and of which service a rank, is.
_MAX_NAME_WORDS, _MAX_FIELD_WORDS, _MAX_BRANCH_WORDS = 4, 3, 3
#: Words that stand before the letters behind a name: a role, a given name and a surname.
_MIN_POSTNOMINAL_PLACE = 3


def mark_titles(sentence: TokenizedSentence, start: int, end: int, evidence: CapitalizationEvidence) -> list[bool]:
    """Return for each token of a run whether it belongs to a title: in "Foreign Minister", not in "Foreign Office"."""
    tokens = sentence.tokens
    words = [token.text.lower().rstrip(".") for token in tokens[start:end]]
    title = _mark_listed_titles(words)
    if (
        start > 1
        and tokens[start - 1].text in {"of", "for"}
        and tokens[start - 2].text.lower().rpartition("-")[2] in PERSON_TITLES
    ):
        _mark_title_field(words, title)
    if not sentence.title_cased and not _is_relative(sentence, start):
        _mark_roles(sentence, start, words, title, evidence)
    return title


def _is_relative(sentence: TokenizedSentence, start: int) -> bool:
    """Return whether a run begins with the given name of a relative: "her brother, | Dean Example"."""
    before = start - 1
    if before > 0 and sentence.tokens[before].text == ",":
        before -= 1
    return (
        before >= 0
        and sentence.tokens[before].text.lower() in KINSHIP_NOUNS
        and sentence.tokens[start].text.lower() in load_given_names()
    )


def _mark_listed_titles(words: Sequence[str]) -> list[bool]:
    """Return for each word of a run whether it is a listed title, or a word before one that belongs to it."""
    title = [False] * len(words)
    # Whether the words after this one belong to an organization's name, or to a title.
    in_organization = in_title = False
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
        elif word in AMBIGUOUS_RANKS:
            title[at] = not at and len(words) == 3 and words[1] in load_given_names()
            in_organization = in_title = False
        elif is_title_word(word) or (in_title and (word in TITLE_MODIFIERS or word in PARTY_WORDS)):
            title[at] = not in_organization or word in SHORT_HONORIFICS
            in_title = title[at]
        else:
            in_organization = (word in NAME_HEADS) or (in_organization and word in TITLE_MODIFIERS | NAME_CONNECTORS)
            in_title = False
    return title


def _is_plural_in_name(words: Sequence[str], at: int) -> bool:
    """Return whether a plural title begins an organization's name: "Doctors Without Borders"."""
    plural = words[at] not in PERSON_TITLES and words[at].endswith("s")
    return plural and is_title_word(words[at]) and at + 1 < len(words) and is_ordinary_word(words[at + 1])


#: Words of the fields of ministries and secretaries that are no titles elsewhere: "Secretary for Public Works".
_FIELD_WORDS = TITLE_MODIFIERS | frozenset(
    "budget children climate culture digital families fisheries forestry heritage housing mines petroleum pensions"
    " planning public roads science sport sports technology tourism water welfare women works youth".split()
)


def _mark_title_field(words: Sequence[str], title: list[bool]) -> None:
    """Mark the words after "Minister of" that are no name: "Foreign Affairs", "Rural Affairs" before a name."""
    field = next((at for at in range(len(words) - 1, -1, -1) if words[at] in _FIELD_WORDS), -1)
    plain = 0
    while plain < len(words) and (words[plain] in _FIELD_WORDS or words[plain] in NAME_CONNECTORS):
        plain += 1
    ordinary = plain
    while ordinary < len(words) and is_ordinary_word(words[ordinary]):
        ordinary += 1
    end = max(plain, *(stop for stop in (ordinary, field + 1) if stop + 1 < len(words)), 0)
    title[:end] = [True] * end


def _mark_roles(
    sentence: TokenizedSentence, start: int, words: Sequence[str], title: list[bool], evidence: CapitalizationEvidence
) -> None:
    """Mark the role right before a person's name, and the words that say what it is of: "Fire Marshal Ann Example"."""
    name = _find_name_start(sentence.tokens[start : start + len(words)], words, title, evidence)
    if not name:
        return
    first = name - 1
    title[first] = True
    while first and title[first - 1]:
        first -= 1
    if words[name - 1] in SERVICE_RANKS:
        first = _mark_branch(sentence, start, words, title, first)
    field = first
    while field and first - field < _MAX_FIELD_WORDS and _may_be_field(sentence, start + field - 1, evidence):
        field -= 1
    ranked = next((at for at in range(field, first) if words[at] in RANK_MODIFIERS), None)
    if ranked is None and field and words[field - 1] in RANK_MODIFIERS:
        ranked = field - 1
    if ranked is not None:
        title[ranked:first] = [True] * (first - ranked)
    elif field == 0 and first == 1:
        title[0] = _is_role(words[0], is_title=False) or _is_field(words[0], words[name - 1], evidence)


def _mark_branch(sentence: TokenizedSentence, start: int, words: Sequence[str], title: list[bool], first: int) -> int:
    """Mark the ordinary words before a rank, which say of what service it is, and return where they begin."""
    at = first
    while at and first - at < _MAX_BRANCH_WORDS and not sentence.coverage[start + at - 1].kind:
        word = words[at - 1]
        is_branch = word in SERVICE_BRANCHES or is_ordinary_word(word) or _is_role(word, is_title=False)
        if word in NAME_HEADS or not is_branch:
            break
        at -= 1
        title[at] = True
    return at


def _find_name_start(
    tokens: Sequence[NameToken], words: Sequence[str], title: Sequence[bool], evidence: CapitalizationEvidence
) -> int:
    """Return where the person's name begins that ends a run and stands behind a role; 0 if there is none."""
    end = len(words)
    while end > _MIN_POSTNOMINAL_PLACE and words[end - 1] in POSTNOMINALS:
        end -= 1  # "Prosecutor Ann Example KC"
    for at in range(end - 1, max(end - _MAX_NAME_WORDS, 1) - 1, -1):
        if title[at] or not _is_role(words[at - 1], is_title=title[at - 1]):
            continue
        rest = words[at:end]
        if any(title[at:end]) or any(word in NAME_HEADS for word in rest):
            continue
        if not all(token.capital for token in tokens[at:end]):
            continue
        if title[at - 1] or (len(rest) > 1 and (words[at] in load_given_names() or _is_listed_role(words[at - 1]))):
            return at
        if len(rest) == 1 and rest[0] in evidence.given_names:
            return at
    return 0


def _is_role(word: str, *, is_title: bool) -> bool:
    """Return whether *word* is a title, the noun of a role, or has the form of one: "Archivist", "Gardener"."""
    if is_title or _is_listed_role(word):
        return True
    if not word.endswith(AGENT_NOUN_ENDINGS) or len(word) <= _MIN_AGENT_NOUN_LENGTH:
        return False
    is_name = word in load_given_names() or word in load_surnames() or word in load_cities() or word in load_regions()
    return not (is_name or word in NAME_HEADS or word in COMPANY_HEADS)


def _is_listed_role(word: str) -> bool:
    return word in ROLE_NOUNS or word in TRADES


#: An agent noun is longer than this; shorter words of its form are mostly none ("Over", "Tutor").
_MIN_AGENT_NOUN_LENGTH = 5


def _may_be_field(sentence: TokenizedSentence, at: int, evidence: CapitalizationEvidence) -> bool:
    """Return whether a word may say what a role is of: no registry name, no given name, no name of the article."""
    word = sentence.tokens[at].text.lower()
    return (
        not sentence.coverage[at].kind
        and word.isalpha()
        and word not in load_given_names()
        and word not in evidence.lone_words
        and not (word in load_cities() and not is_ordinary_word(word))
    )


def _is_field(word: str, role: str, evidence: CapitalizationEvidence) -> bool:
    """Return whether the only word before a role is an ordinary one, and so no town or company: "Parade Marshal"."""
    if is_ordinary_word(word) or word in evidence.lowercase_words or word in TITLE_WORDS:
        return True
    is_named = word in load_cities() or word in load_regions() or word in load_surnames()
    return not is_named and (role in FIELD_ROLES or not is_title_word(role))
