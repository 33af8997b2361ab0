"""How well articles of each language are read."""

from __future__ import annotations

from corpus.languages.identification import get_language_name
from corpus.languages.pack import ENGLISH, Ability, Level, load_pack

#: What is missing in an article if its language lacks an ability.
_MISSING = {
    Ability.SENTENCES: "no rules for sentences",
    Ability.DATES: "no date reader",
    Ability.NAMES: "no name reader",
    Ability.SPEAKERS: "no reader of speakers",
}


def get_levels(code: str) -> dict[Ability, Level]:
    """Return how well each step of reading supports a language; English and unknown languages are read in full."""
    if code in {"", ENGLISH}:
        return dict.fromkeys(Ability, Level.FULL)
    pack = load_pack(code)
    return {ability: pack.get_level(ability) if pack else Level.NONE for ability in Ability}


def list_missing(code: str) -> tuple[str, ...]:
    """Return what is not read in articles of a language: "no name reader"."""
    levels = get_levels(code)
    return tuple(words for ability, words in _MISSING.items() if levels[ability] is Level.NONE)


def describe_reading(code: str) -> str:
    """Return a language with what is not read in it: "Polish, read in part: no name reader, no reader of speakers"."""
    missing = list_missing(code)
    name = get_language_name(code) if code else "unknown, read as English"
    return f"{name}, read in part: {', '.join(missing)}" if missing else name
