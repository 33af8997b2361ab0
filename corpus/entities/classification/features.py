"""Describe a name by features: its words, and the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.entities.models import NameToken
from corpus.entities.wordlists import (
    is_ordinary_word,
    load_cities,
    load_given_names,
    load_organizations,
    load_regions,
    load_surnames,
    load_waters,
)
from corpus.languages.en.calendar import CALENDAR_WORDS
from corpus.languages.en.nouns import DISASTER_HEADS, EVENT_HEADS, EVENT_PREFIXES
from corpus.languages.en.organizations import (
    COMPANY_APPOSITIONS,
    COMPANY_NOUNS,
    GROUP_NOUNS,
    LIKELY_COMPANY_APPOSITIONS,
    ORGANIZATION_HEADS,
)
from corpus.languages.en.people import NAME_CONNECTORS, TITLE_WORDS, TRADES
from corpus.languages.en.places import DIRECTION_WORDS, DISTRICT_HEADS, PLACE_HEADS, PLACES_WITH_OF
from corpus.models import strip_accents


def extract_word_features(written: tuple[str, ...]) -> Iterator[str]:
    """Yield the features of a name that its words alone show, *written* as in the article."""
    words = [word.lower() for word in written]
    length = min(len(words), 4)
    yield f"n={length}"
    yield f"first={words[0]}"
    yield f"last={words[-1]}"
    yield f"whole={' '.join(words)}"
    yield from (f"in={word}" for word in words)
    yield from (f"end={words[-1][-size:]}{length}" for size in (2, 3, 4))
    yield f"start={words[0][:3]}{length}"
    yield f"shape={'+'.join(map(compute_word_shape, written[:4]))}"
    yield f"lastkind={classify_word(words[-1])}{length}"
    yield from (f"inkind={classify_word(word)}" for word in words[:-1])
    if any(word in NAME_CONNECTORS for word in words):
        yield "linked"
    if length == 1:
        yield f"ordinary={is_ordinary_word(words[0])}"
    yield from _extract_table_features(words, length)


def extract_context_features(tokens: Sequence[NameToken], first: int, last: int) -> Iterator[str]:
    """Yield the features of a name that the words around it show."""
    before = [tokens[at].text.lower() if at >= 0 else "<" for at in (first - 2, first - 1)]
    after = [tokens[at].text.lower() if at < len(tokens) else ">" for at in (last, last + 1)]
    length = min(last - first, 4)
    yield f"before={before[1]}"
    yield f"before2={before[0]} {before[1]}"
    yield f"after={after[0]}"
    yield f"after2={after[0]} {after[1]}"
    yield f"beforekind={classify_word(before[1])}{length}"
    yield f"afterkind={classify_word(after[0])}{length}"
    yield f"around={before[1]}|{after[0]}"
    yield from _extract_noun_features(tokens, first, last)
    yield from _extract_pronoun_features(tokens, last, length)


#: Words that end a noun phrase.
_NOUN_PHRASE_ENDS = frozenset("and at by for from in is of on or that to was which who whose with".split())
#: Number of tokens after a name and a comma in which the noun of an apposition is looked for.
_MAX_APPOSITION_TOKENS = 7
#: Number of names in a row before a name that are skipped: "the towns of Norhaven, Senn and Ellis".
_MAX_LISTED_NAMES = 4


def _extract_noun_features(tokens: Sequence[NameToken], first: int, last: int) -> Iterator[str]:
    """Yield the nouns beside a name that may say what it names, and their classes."""
    length = min(last - first, 2)
    if last < len(tokens) and (kind := _classify_noun(tokens[last])):
        yield f"nounafter={kind}{length}"
    at = _skip_listed_names(tokens, first)
    if at and tokens[at - 1].text == "," and at > 1 and at == first:
        if kind := _classify_noun(tokens[at - 2]):
            yield f"explains={kind}"
    elif at and (kind := _classify_noun(tokens[at - 1])):
        yield f"nounbefore={kind}{length}{'g' if tokens[first].text.lower() in load_given_names() else ''}"
    if at > 1 and tokens[at - 1].text in {"of", "in", "near", "at", "between"}:
        yield f"{tokens[at - 1].text}noun={tokens[at - 2].text.lower()}"
        if kind := _classify_noun(tokens[at - 2]):
            yield f"{tokens[at - 1].text}nounkind={kind}{length}"
    if noun := _find_apposed_noun(tokens, last):
        yield f"apposed={noun.text}"
        if kind := _classify_noun(noun):
            yield f"apposedkind={kind}"


def _skip_listed_names(tokens: Sequence[NameToken], first: int) -> int:
    """Return the index at which a list of names begins of which the name at *first* is the last."""
    at = first
    for _ in range(_MAX_LISTED_NAMES):
        if at < 2 or tokens[at - 1].text not in {"and", "or", ","} or not tokens[at - 2].capital:
            return at
        at -= 2
        while at and tokens[at - 1].capital:
            at -= 1
    return at


def _find_apposed_noun(tokens: Sequence[NameToken], last: int) -> NameToken | None:
    """Return the noun by which an apposition explains a name: "maker" in "Velmora, the Dutch maker of lamps,"."""
    if last >= len(tokens) or tokens[last].text != ",":
        return None
    noun = None
    for token in tokens[last + 1 : last + 1 + _MAX_APPOSITION_TOKENS]:
        if token.text in _NOUN_PHRASE_ENDS or not token.text[0].isalpha():
            break
        if not token.capital:
            noun = token
    return noun


#: The class of what a noun is said of; of several, the last one holds.
_NOUN_CLASSES = {
    **dict.fromkeys(TITLE_WORDS | TRADES, "person"),
    **dict.fromkeys(ORGANIZATION_HEADS | GROUP_NOUNS, "org"),
    **dict.fromkeys(PLACE_HEADS | PLACES_WITH_OF | DISTRICT_HEADS | DIRECTION_WORDS, "place"),
    **dict.fromkeys(DISASTER_HEADS | EVENT_HEADS | EVENT_PREFIXES, "event"),
    **dict.fromkeys(COMPANY_APPOSITIONS | LIKELY_COMPANY_APPOSITIONS | COMPANY_NOUNS, "company"),
}


def _classify_noun(token: NameToken) -> str | None:
    """Return the class of a noun in small letters, in the singular or plural, if it has one."""
    if token.capital:
        return None
    word = token.text
    if word[-1] != "s":
        return _NOUN_CLASSES.get(word)
    forms = (word, word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y")
    return next((_NOUN_CLASSES[form] for form in forms if form in _NOUN_CLASSES), None)


#: Number of tokens after a name in which a pronoun may refer to it.
_MAX_PRONOUN_TOKENS = 8
_PRONOUN_KINDS = {
    **dict.fromkeys(("he", "she", "his", "her", "him", "who", "himself", "herself"), "person"),
    **dict.fromkeys(("it", "its", "itself", "which"), "thing"),
}


def _extract_pronoun_features(tokens: Sequence[NameToken], last: int, length: int) -> Iterator[str]:
    """Yield the kind of the first pronoun after a name and before the next name: "Velmora said it …"."""
    for token in tokens[last : last + _MAX_PRONOUN_TOKENS]:
        if token.capital or token.text in {".", ";"}:
            return
        if kind := _PRONOUN_KINDS.get(token.text):
            yield f"pronoun={kind}"
            yield f"pronoun={kind}{length}"
            return


def _extract_table_features(words: Sequence[str], length: int) -> Iterator[str]:
    """Yield what the tables of places, organizations and persons' names say of a name."""
    whole, given = strip_accents(" ".join(words)), words[0] in load_given_names()
    person = f"{'g' if given else ''}{'s' if words[-1] in load_surnames() else ''}"
    yield f"person={person}{length}"
    tables = (("c", load_cities()), ("r", load_regions()), ("o", load_organizations()), ("w", load_waters()))
    kinds = "".join(sign for sign, table in tables if whole in table)
    yield f"table={kinds}{length}"
    yield f"tables={person}|{kinds}|{length}"
    if length > 1:
        yield f"firstplace={words[0] in load_cities()}{words[0] in load_regions()}"


#: The word list that contains a word; of several, the last one holds.
_WORD_CLASSES = {
    **dict.fromkeys(CALENDAR_WORDS, "day"),
    **dict.fromkeys(TITLE_WORDS, "title"),
    **dict.fromkeys(PLACE_HEADS, "place"),
    **dict.fromkeys(ORGANIZATION_HEADS | GROUP_NOUNS, "org"),
}


def classify_word(word: str) -> str:
    """Return the word list that contains *word* (lower case), else "number", "word" or the sign itself."""
    if found := _WORD_CLASSES.get(word):
        return found
    return "number" if word[0].isdigit() else "word" if word[0].isalpha() else word


def compute_word_shape(text: str) -> str:
    """Return the shape of a word: ``Xx`` for Putin, ``X.`` for J., ``Xx-x`` for Jae-in, ``XX`` for NATO."""
    if text.isupper():
        return "X" if len(text) == 1 else "X." if "." in text else "XX"
    runs = ["X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in text]
    return "".join(c for at, c in enumerate(runs) if not at or runs[at - 1] != c)
