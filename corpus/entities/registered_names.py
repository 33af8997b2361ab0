"""Names of registered actors in other languages: those of states from CLDR, others from the language packs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from babel import Locale, UnknownLocaleError

from corpus.entities.registry import Registry, normalize_name
from corpus.languages.identification import identify_question_language
from corpus.languages.pack import ENGLISH, PACK_LANGUAGES, LanguagePack, load_pack
from corpus.models import ActorKind, Mention, MentionKind

#: Shortest name that may take an ending, and that may stand without a space before it.
_MIN_INFLECTED_CHARACTERS = 3
#: The last letter of a name in a language with cases, which other cases replace.
_CASE_ENDING = re.compile(r"(?<=\w{3})[аяйьоеыиії]$")
_WORD_REST = re.compile(r"\w{0,16}")
#: Kinds of actors whose English names stand in texts in other Latin languages, too.
_INTERNATIONAL_KINDS = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION})
_LATIN_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+|[A-Z]{3,6}")


class RegisteredName(NamedTuple):
    """A name of a registered actor in one language; *is_stem* if a case ending was cut off."""

    text: str
    actor: str
    is_stem: bool = False


class ForeignNames:
    """
    The names of registered actors in one language, found all at once.

    Args:
        registry: The known actors.
        language: ISO 639-1 code of the language.
    """

    def __init__(self, registry: Registry, language: str) -> None:
        self._pack = load_pack(language)
        names: dict[str, RegisteredName] = {}
        for name in _list_names(registry, language, self._pack):
            names.setdefault(name.text, name)
        self._names = list(names.values())
        self._automaton = AhoCorasick([name.text for name in self._names] or ["\0"], matchkind=MatchKind.Standard)
        pack = self._pack
        self._endings = re.compile(pack.endings_of_names) if pack and pack.endings_of_names else None
        self._beginnings = re.compile(pack.beginnings_of_names) if pack and pack.beginnings_of_names else None

    def find(self, text: str, offset: int = 0) -> list[Mention]:
        """Return the mentions in *text*, not overlapping, the longest first; *offset* is added to their spans."""
        found: list[Mention] = []
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        for number, start, end in sorted(matches, key=lambda each: (each[1], -each[2])):
            name = self._names[number]
            stop = self._find_end(text, start, end, name)
            if stop is None or (found and start + offset < found[-1].end):
                continue
            found.append(Mention(start + offset, stop + offset, text[start:stop], name.actor, MentionKind.NAME))
        return found

    def _find_end(self, text: str, start: int, end: int, name: RegisteredName) -> int | None:
        """Return where the mention ends, with its case ending; None if the match is a part of another word."""
        if self._pack and not self._pack.is_spaced:
            return end
        before = re.search(r"\w*$", text[max(0, start - 8) : start])
        joined = before[0] if before else ""
        if joined and not (self._beginnings and self._beginnings.fullmatch(joined)):
            return None
        rest = _WORD_REST.match(text, end)
        ending = rest[0] if rest else ""
        if not ending:
            return None if name.is_stem and len(name.text) < _MIN_INFLECTED_CHARACTERS else end
        if self._pack is None or self._endings is None or len(name.text) < _MIN_INFLECTED_CHARACTERS - 1:
            return end + 1 if ending == "s" and self._pack and self._pack.code == "de" else None
        if not self._endings.fullmatch(ending):
            return None
        return end if self._pack.code == "ko" else end + len(ending)


@lru_cache(maxsize=32)
def load_foreign_names(registry: Registry, language: str) -> ForeignNames:
    """Return the names of *registry*'s actors in *language*, cached."""
    return ForeignNames(registry, language)


def _list_names(registry: Registry, language: str, pack: LanguagePack | None) -> Iterator[RegisteredName]:
    """Yield the names of registered actors in a language: the pack's, CLDR's names of states, international ones."""
    has_cases = pack is not None and bool(pack.endings_of_names) and pack.code in {"ru", "uk"}
    for identity, names in pack.aliases.items() if pack else ():
        if identity in registry.by_id:
            for name in names:
                yield from _generate_forms(name, identity, has_cases=has_cases)
    for name, identity in _list_states(registry, language):
        yield from _generate_forms(name, identity, has_cases=has_cases)
    if pack is None or pack.code not in {"ru", "uk", "ko", "ja", "zh", "ar"}:
        for entry in registry.entries:
            if entry.actor.kind in _INTERNATIONAL_KINDS:
                for name in (entry.actor.name, *entry.actor.aliases):
                    if _LATIN_NAME.fullmatch(name):
                        yield RegisteredName(name, entry.actor.id)


def _generate_forms(name: str, identity: str, *, has_cases: bool) -> Iterator[RegisteredName]:
    yield RegisteredName(name, identity)
    if has_cases and " " not in name and not name.isupper():
        stem = _CASE_ENDING.sub("", name)
        if stem != name:
            yield RegisteredName(stem, identity, is_stem=True)


def _list_states(registry: Registry, language: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each registered state in *language*, after CLDR, with its id."""
    try:
        territories = Locale(language).territories
    except UnknownLocaleError:
        return
    codes = _find_territory_codes(registry)
    for code, identity in codes.items():
        name = territories.get(code, "")
        if len(name) > (3 if name.isascii() else 1):
            yield name, identity


@lru_cache(maxsize=8)
def _find_territory_codes(registry: Registry) -> dict[str, str]:
    """Return the id of the registered state for each ISO 3166 code, by the English names of CLDR."""
    ids = {
        normalize_name(name): entry.actor.id
        for entry in registry.entries
        if entry.actor.kind is ActorKind.STATE
        for name in (*entry.actor.aliases, entry.actor.name)
    }
    english = Locale("en").territories
    return {
        code: ids[normalize_name(name)]
        for code, name in english.items()
        if len(code) == 2 and code.isalpha() and normalize_name(name) in ids
    }


#: Languages whose names are looked for in a question, by the letters that it holds.
_LANGUAGES_BY_SCRIPT = (
    (re.compile("[\u0400-\u04ff]"), ("uk", "ru")),
    (re.compile("[\uac00-\ud7a3]"), ("ko",)),
    (re.compile("[\u3041-\u30fe\u3400-\u9fff]"), ("ja", "zh")),
    (re.compile("[\u0620-\u064a]"), ("ar",)),
)
_LATIN_LANGUAGES = tuple(code for code in PACK_LANGUAGES if code not in {"ar", "ja", "ko", "ru", "uk", "zh"})
#: Words of a text that may be a name alone, whatever its language.
_MAX_NAME_WORDS = 3
_CAPITALIZED_WORD = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w.’'-]{2,}")


def find_foreign_names(registry: Registry, text: str) -> tuple[Mention, ...]:
    """Return the registered actors that *text*, a question, names as other languages do: "Poutine", "푸틴"."""
    languages = [code for letters, codes in _LANGUAGES_BY_SCRIPT if letters.search(text) for code in codes]
    is_foreign = identify_question_language(text) != ENGLISH
    if not languages and _CAPITALIZED_WORD.search(text) and (is_foreign or len(text.split()) <= _MAX_NAME_WORDS):
        languages = list(_LATIN_LANGUAGES)  # "Island" in an English question is not Iceland
    found = {
        (one.start, one.end): one
        for code in reversed(languages)
        for one in load_foreign_names(registry, code).find(text)
    }
    chosen: list[Mention] = []
    for mention in sorted(found.values(), key=lambda each: (each.start, -each.end)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    return tuple(chosen)
