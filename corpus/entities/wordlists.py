"""Distinguish ordinary English words from names, and look names up in the tables of the world."""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files

from corpus.languages.en.organizations import COMPANY_APPOSITIONS
from corpus.languages.en.people import (
    FEMALE_FIRST_NAMES,
    MALE_FIRST_NAMES,
    PERSON_TITLES,
    TITLE_PREFIXES,
    TITLE_SURNAMES,
    TITLE_WORDS,
)
from corpus.languages.en.places import US_STATES
from corpus.languages.en.vocabulary import COMMON_WORDS, ORDINARY_WORD_ENDINGS


@lru_cache(maxsize=1)
def load_vocabulary() -> frozenset[str]:
    """Return the words that occur in lower case in running English text, in lower case."""
    return (
        frozenset((files("corpus.languages.en") / "common_words.txt").read_text(encoding="utf-8").splitlines()[1:])
        | COMMON_WORDS
        | COMPANY_APPOSITIONS
    )


@lru_cache(maxsize=1 << 14)
def is_ordinary_word(word: str) -> bool:
    """Return whether *word*, in lower case, is an ordinary word rather than a name."""
    return word in load_vocabulary() or ORDINARY_WORD_ENDINGS.match(word) is not None


#: Titles that have a plural: those that are surnames, too ("Major"), would make it another surname.
_PLURAL_TITLES = PERSON_TITLES - TITLE_SURNAMES


def is_title_word(word: str) -> bool:
    """Return whether *word*, in lower case, is a person's title: also in the plural, or a compound ("ex-Minister")."""
    if word in PERSON_TITLES:
        return True
    if "-" in word:
        first, *others = word.split("-")
        return (first in TITLE_PREFIXES or first in TITLE_WORDS) and all(other in PERSON_TITLES for other in others)
    return len(word) > 4 and word[-1] == "s" and word[:-1] in _PLURAL_TITLES


def _load_table(name: str) -> frozenset[str]:
    """Return a table written by ``benchmarks/build_name_tables.py``: names in lower case, without accents."""
    packed = (files("corpus.entities") / "tables" / f"{name}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").splitlines())


@lru_cache(maxsize=1)
def load_cities() -> frozenset[str]:
    """Return the names of the world's cities of at least 15,000 inhabitants (GeoNames, CC BY 4.0)."""
    return _load_table("cities")


@lru_cache(maxsize=1)
def load_regions() -> frozenset[str]:
    """Return the names of the provinces of all states (countryinfo, MIT; GeoNames, CC BY 4.0)."""
    return _load_table("regions") | US_STATES


@lru_cache(maxsize=1)
def load_organizations() -> frozenset[str]:
    """Return the names of large companies (FinanceDatabase, MIT) and of football clubs (openfootball, CC0)."""
    return _load_table("organizations")


@lru_cache(maxsize=1)
def load_waters() -> frozenset[str]:
    """Return the names of the world's larger rivers and lakes (Natural Earth, public domain)."""
    return _load_table("waters")


@lru_cache(maxsize=1)
def load_given_names() -> frozenset[str]:
    """Return given names of many languages (Faker, MIT), and the English ones of the language pack."""
    return _load_table("given_names") | FEMALE_FIRST_NAMES | MALE_FIRST_NAMES


@lru_cache(maxsize=1)
def load_surnames() -> frozenset[str]:
    """Return surnames of many languages (Faker, MIT)."""
    return _load_table("surnames")
