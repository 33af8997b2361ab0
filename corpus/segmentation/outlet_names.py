"""Recognize the names of outlets: by a table of known ones, by their hosts, and by the shape of unknown names."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

from corpus.languages.en.organizations import EDITION_WORDS, OUTLET_MEDIUM_WORDS
from corpus.languages.en.page_phrases import (
    AMBIGUOUS_OUTLETS,
    EDITION_SUFFIXES,
    INSTITUTION_HEADS,
    OUTLET_LINKS,
    OUTLET_NOUNS,
    OUTLET_OPENERS,
    OUTLET_PERIODS,
    SECTION_WORDS,
    STAFF_NOUNS,
    WEAK_OUTLET_NOUNS,
)
from corpus.languages.en.people import FEMALE_FIRST_NAMES, MALE_FIRST_NAMES

_TABLES: dict[str, dict[str, Any]] = tomllib.loads(
    files("corpus.segmentation").joinpath("outlets.toml").read_text("utf-8")
)
_OUTLETS_BY_HOST: dict[str, str] = _TABLES.pop("hosts")
#: The names of agencies, whose reports other outlets publish too.
AGENCIES = frozenset(_TABLES["agencies"])
#: The names of portals, which republish the articles of outlets.
PORTALS = frozenset(_TABLES["portals"])
#: Names and other spellings that running text may hold.
NAMES_IN_TEXT = tuple(
    each
    for group in ("agencies", "outlets", "portals")
    for name in _TABLES[group]
    for each in (name, *_TABLES[group][name])
)
_NAMES_BY_SPELLING = {
    spelling.casefold(): name
    for table in reversed(_TABLES.values())
    for name, others in table.items()
    for spelling in (name, name.removeprefix("The "), *others)
}
_WORD_CHARACTER = re.compile(r"[^\w]+")
#: "theguardian" of theguardian.com, "irishtimes" of irishtimes.com.
_NAMES_BY_LETTERS = {_WORD_CHARACTER.sub("", spelling): name for spelling, name in _NAMES_BY_SPELLING.items()}
_HOST = re.compile(
    r"(?:https?://)?(?P<host>(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,6}[a-z]{2,24})(?=[/:?#]|$)", re.IGNORECASE
)
#: Second-level domains below which a country's sites are registered.
_SHARED_DOMAINS = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "nom"})
_DOMAIN_NAME = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,20})?\.[a-z]{2,12}", re.IGNORECASE)
#: Endings of one-word names ("Kelderposten").
_NAME_ENDING = re.compile(
    r".{3,}(?:posten|bladet|tidende|zeitung|blatt|tidningen|sanomat|avisen|times|post|news|wire|press|herald|gazette"
    r"|tribune)",
    re.IGNORECASE,
)
_NAME_CHARACTERS = re.compile(r"[\w&'’.!/+ -]{2,60}")
_CAMEL_CASE = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]+|[a-z]{1,6}[A-Z][a-z]{2,}")
_ACRONYM = re.compile(r"[A-Z][A-Z\d]{1,4}|[A-Z]{2,5}/[A-Z]{2,5}")
_EDITION_WORDS = EDITION_WORDS | OUTLET_MEDIUM_WORDS | {"ni", "newsbeat"}
#: Common given names, in lower case.
FIRST_NAMES = FEMALE_FIRST_NAMES | MALE_FIRST_NAMES
_MAX_NAME_WORDS = 7
#: Score of a known name, and of one that is a common word as well.
_KNOWN_SCORE, _AMBIGUOUS_SCORE = 10.0, 2.0


def normalize_outlet(name: str) -> str:
    """Return the outlet's name as spelled in ``outlets.toml``; a name that is not listed there is only trimmed."""
    plain = " ".join(name.split()).strip(" ,.'’")
    return (
        _NAMES_BY_SPELLING.get(plain.casefold())
        or _NAMES_BY_SPELLING.get(plain.casefold().removeprefix("the "))
        or plain
    )


def is_known_outlet(name: str) -> bool:
    """Return whether *name* is listed in ``outlets.toml``, in any of its spellings."""
    plain = " ".join(name.split()).strip(" ,.'’").casefold()
    return plain in _NAMES_BY_SPELLING or plain.removeprefix("the ") in _NAMES_BY_SPELLING


def get_host(words: str) -> str | None:
    """Return the host of *words*, an address with or without its scheme, without "www."; None if they are none."""
    match = _HOST.match(words.strip())
    return match["host"].lower().removeprefix("www.") if match and " " not in words.strip() else None


def name_host(host: str) -> str | None:
    """Return the name of the known outlet whose site is at *host*, or None."""
    labels = host.lower().removeprefix("www.").split(".")
    for first in range(len(labels) - 1):
        if name := _OUTLETS_BY_HOST.get(".".join(labels[first:])):
            return name
    return _NAMES_BY_LETTERS.get(get_site_label(host))


def get_site_label(host: str) -> str:
    """Return the label under which a site is registered: "irishtimes" of www.irishtimes.com."""
    labels = host.lower().removeprefix("www.").split(".")
    if len(labels) >= 3 and labels[-2] in _SHARED_DOMAINS and len(labels[-1]) == 2:
        labels = labels[:-1]
    return labels[-2].replace("-", "") if len(labels) >= 2 else labels[0]


def score_outlet_name(name: str) -> float | None:
    """
    Return how much *name* by itself reads like an outlet's, or None if it cannot be one.

    The score is a sum of evidence: nouns that outlets are called by, an opening "The", a period ("Daily"), the form of
    an acronym or a site; first names, sections and institutions count against it. A known outlet scores 10. About 3 is
    enough for a name that stands where an outlet is named.
    """
    plain = " ".join(name.split()).strip(" ,'’")
    if is_known_outlet(plain):
        return _AMBIGUOUS_SCORE if plain.casefold() in AMBIGUOUS_OUTLETS else _KNOWN_SCORE
    if _DOMAIN_NAME.fullmatch(plain):
        return 3.0
    words = plain.split()
    if words and words[-1].casefold() in EDITION_SUFFIXES and is_known_outlet(" ".join(words[:-1])):
        return _KNOWN_SCORE  # "Al Jazeera English"
    if len(words) > 1 and is_known_outlet(words[0]) and {word.casefold() for word in words[1:]} <= _EDITION_WORDS:
        return _KNOWN_SCORE  # "BBC Scotland News"
    if (
        not _NAME_CHARACTERS.fullmatch(plain)
        or len(words) > _MAX_NAME_WORDS
        or plain[-1] in ".!/"
        or not _is_name(words)
    ):
        return None
    has_article = words[0].casefold() in {"the", "der", "die", "das", "le", "la", "el", "il"} and len(words) > 1
    core = [word.casefold().strip(".'’") for word in words[has_article:]]
    if core[-1] in STAFF_NOUNS and words[0].casefold() != "the":
        return None
    if all(word in SECTION_WORDS or word in OUTLET_LINKS for word in core) and not has_article:
        return None
    return _score_words(words[has_article:], core) + (
        1.0 if has_article and _has_outlet_word(core) else 0.5 * has_article
    )


def _is_name(words: list[str]) -> bool:
    """Return whether each of *words* is capitalized, or a small word or a number inside the name."""
    if words[-1].casefold() in OUTLET_LINKS:
        return False
    return all(
        word[0].isupper()
        or word[0].isdigit()
        or word == "&"
        or _CAMEL_CASE.fullmatch(word)
        or (at and word in OUTLET_LINKS)
        for at, word in enumerate(words)
    ) and any(word[0].isupper() or _CAMEL_CASE.fullmatch(word) for word in words)


def _has_outlet_word(core: list[str]) -> bool:
    return core[-1] in OUTLET_NOUNS or core[-1] in WEAK_OUTLET_NOUNS or core[0] in OUTLET_OPENERS


def _score_words(words: list[str], core: list[str]) -> float:
    """Return the evidence in the words of a name after its article."""
    first, last, is_single = core[0], core[-1], len(core) == 1
    score = _score_noun(last)
    if not score and not is_single:
        if last in EDITION_SUFFIXES:
            score = _score_noun(core[-2]) or 1.5 * (last == "online")
        elif first in OUTLET_NOUNS and core[1] in OUTLET_LINKS:  # "Journal de Kelder"
            score = 2.0
        elif any(word in OUTLET_NOUNS or word in WEAK_OUTLET_NOUNS for word in core):
            score = 1.0
    score += 2.0 if first in OUTLET_OPENERS and not is_single else 0.0
    score += 1.0 if not OUTLET_PERIODS.isdisjoint(core) and not is_single else 0.0
    score += 0.0 if is_single else 0.5
    score += 1.0 if any(map(_CAMEL_CASE.fullmatch, words)) else 0.0
    if is_single:
        score += 1.0 if _ACRONYM.fullmatch(words[0]) else 2.0 if _NAME_ENDING.fullmatch(words[0]) else 0.0
    elif first in FIRST_NAMES:
        score -= 1.5 if last in OUTLET_NOUNS else 3.0
    is_other = score < 1.5 and not _score_noun(last) and any(word in INSTITUTION_HEADS for word in core)
    return score - (2.0 if is_other else 0.0)


def _score_noun(word: str) -> float:
    return 2.0 if word in OUTLET_NOUNS else 1.5 if word in WEAK_OUTLET_NOUNS else 0.0
