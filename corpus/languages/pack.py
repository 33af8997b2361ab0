"""Language packs: the words, phrases and date forms of one language, loaded when a text in it is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

#: Languages with a pack, besides English, which is built in.
PACK_LANGUAGES = ("ar", "de", "es", "fr", "it", "ja", "ko", "pl", "pt", "ru", "tr", "uk", "zh")
#: Languages that are written without spaces between words.
UNSPACED_LANGUAGES = frozenset({"ja", "zh"})
ENGLISH = "en"


class Ability(StrEnum):
    """What is read in an article, or understood in a question."""

    SENTENCES = "sentences"
    DATES = "dates"
    NAMES = "names"
    SPEAKERS = "speakers"
    QUESTIONS = "questions"
    STEMS = "stems"


class Level(StrEnum):
    """How well a language has an ability."""

    FULL = "full"
    BASIC = "basic"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class DateForm:
    """
    One way to write a time.

    Attributes:
        pattern: The words; its groups are named as in `corpus.dates.pack_tagger`.
        op: What the words mean ("weekday", "ago" …).
        arguments: Further values of the form: a shift, a unit, a fixed value.
    """

    pattern: re.Pattern[str]
    op: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePack:
    """
    What Dateline knows of one language; a pack is equal only to itself.

    Attributes:
        code: ISO 639-1 code.
        name: Its English name.
        levels: How well it has each ability.
        abbreviations: Words before a full stop that does not end a sentence, in lower case, without the stop.
        ordinal_stop: Whether a number with a full stop is an ordinal ("am 3. Oktober").
        openers: Words that begin a sentence even behind such a number, in lower case.
        dependent_openings: Words that open a sentence which leans on the one before: "er", "doch", or None.
        stop_words: Words without content, in lower case.
        question_words: Words of each kind of question, by kind ("who", "when" …), and all others under "other".
        stemmer: Name of the Snowball stemmer, or ``""``.
        endings: Endings that are cut off where there is no Snowball stemmer, longest first.
        months: Pattern of the names of each month, January first.
        weekdays: Pattern of the names of each weekday, Monday first.
        numbers: Number words and their values.
        units: Units of time and their TIMEX3 letters.
        parts: Parts of the day and their TIMEX3 codes.
        seasons: Seasons and their TIMEX3 codes.
        future: Words that show that a sentence speaks of the future, or None.
        past: Words that show that it speaks of the past, or None.
        cues: Verbs of saying, as a pattern, or None.
        titles: Titles and roles before a person's name, as a pattern, or None.
        given_names: Common given names.
        unnamed_bodies: Words for authorities and firms that name none: "the city government", as a pattern, or None.
        heads: Words that begin or end the name of an organization, as a pattern, or None.
        labels: Words beside a publication date, in lower case.
        surnames: Common surnames, where these come first.
        sides: Words beside a day that open a range: "since", "until", "before", "after".
        aliases: Names of registered actors in this language, by actor id.
        endings_of_names: Pattern of what may follow a name inside a word: a case ending or a particle.
        beginnings_of_names: Pattern of what may be joined before a name: an article or a preposition.
        answers: Patterns of words by what they say: "duration" and "cost" of a question that asks for these, "money"
            and "causes" of an answer.
    """

    code: str
    name: str
    levels: Mapping[Ability, Level]
    abbreviations: frozenset[str]
    ordinal_stop: bool
    openers: frozenset[str]
    dependent_openings: re.Pattern[str] | None
    stop_words: frozenset[str]
    question_words: Mapping[str, frozenset[str]]
    stemmer: str
    endings: tuple[str, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    numbers: Mapping[str, str]
    units: Mapping[str, str]
    parts: Mapping[str, str]
    seasons: Mapping[str, str]
    future: re.Pattern[str] | None
    past: re.Pattern[str] | None
    cues: re.Pattern[str] | None
    titles: re.Pattern[str] | None
    given_names: frozenset[str]
    unnamed_bodies: re.Pattern[str] | None
    heads: re.Pattern[str] | None
    labels: frozenset[str]
    surnames: frozenset[str]
    sides: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, tuple[str, ...]]
    endings_of_names: str
    beginnings_of_names: str
    answers: Mapping[str, re.Pattern[str]]

    @property
    def dates(self) -> tuple[DateForm, ...]:
        """The ways to write a time, the most specific first; compiled when they are first needed."""
        return _load_date_forms(self)

    @property
    def is_spaced(self) -> bool:
        """Whether its words are separated by spaces."""
        return self.code not in UNSPACED_LANGUAGES

    @property
    def measures(self) -> Mapping[str, re.Pattern[str]]:
        """Patterns of the answers to questions for a "duration" and a "cost"."""
        return _load_measures(self)

    def get_level(self, ability: Ability) -> Level:
        """Return how well it has *ability*."""
        return self.levels.get(ability, Level.NONE)


@cache
def load_pack(code: str) -> LanguagePack | None:
    """Return the pack of the language *code*, or None if there is none; English has none, it is built in."""
    if code not in PACK_LANGUAGES:
        return None
    return _build_pack(code, _load_rows(code))


@cache
def _load_measures(pack: LanguagePack) -> Mapping[str, re.Pattern[str]]:
    """Return a number with a unit of time, and one with a currency."""
    numbers = _join([*pack.numbers, r"\d[\d.,\xa0 ]{0,12}"])
    units = _join([pattern for pattern, code in pack.units.items() if code not in {"CE", "WE"}])
    end = r"(?!\w)" if pack.is_spaced and pack.code != "ko" else ""
    found = {"duration": re.compile(rf"(?:{numbers})[\s\xa0]*(?:{units}){end}", re.IGNORECASE)}
    if money := pack.answers.get("money"):
        found["cost"] = re.compile(rf"\d[^.!?。]{{0,24}}(?:{money.pattern})|[€$£¥₴₽₩]", re.IGNORECASE)
    return found


@cache
def _load_rows(code: str) -> Mapping[str, Any]:
    return tomllib.loads((files("corpus.languages.packs") / f"{code}.toml").read_text(encoding="utf-8"))


@cache
def _load_date_forms(pack: LanguagePack) -> tuple[DateForm, ...]:
    rows = _load_rows(pack.code)
    words = {
        "b": _join(pack.months),
        "w": _join(pack.weekdays),
        "n": _join([*rows.get("numbers", {}), r"(?<![\d:.,])\d{1,3}(?:[.,]\d{1,2})?"]),
        "u": _join(rows.get("units", {})),
        "p": _join(rows.get("parts", {})),
        "s": _join(rows.get("seasons", {})),
    }
    macros = {**_SHAPES, **{key: f"(?P<{key}>{value})" for key, value in words.items() if value}}
    macros |= {name: f"(?:{_join(value.split())})" for name, value in rows.get("macros", {}).items()}
    return tuple(_build_form(row, macros, is_spaced=pack.is_spaced) for row in rows.get("dates", ()))


def _build_pack(code: str, rows: Mapping[str, Any]) -> LanguagePack:
    is_spaced = code not in UNSPACED_LANGUAGES
    return LanguagePack(
        code=code,
        name=rows["name"],
        levels={Ability(name): Level(level) for name, level in rows["levels"].items()},
        abbreviations=_split(rows.get("abbreviations", "")),
        ordinal_stop=bool(rows.get("ordinal_stop")),
        openers=_split(rows.get("openers", "")),
        dependent_openings=_compile_words(rows.get("dependent_openings", ""), is_spaced=is_spaced),
        stop_words=_split(rows.get("stop_words", "")),
        question_words={kind: _split(value) for kind, value in rows.get("questions", {}).items()},
        stemmer=rows.get("stemmer", ""),
        endings=tuple(sorted(_split(rows.get("endings", "")), key=lambda end: (-len(end), end))),
        months=_list_months(code, rows),
        weekdays=_list_weekdays(code, rows),
        numbers={key: str(value) for key, value in rows.get("numbers", {}).items()},
        units=rows.get("units", {}),
        parts=rows.get("parts", {}),
        seasons=rows.get("seasons", {}),
        future=_compile_words(rows.get("future", "")),
        past=_compile_words(rows.get("past", "")),
        cues=_compile_words(rows.get("cues", ""), is_spaced=is_spaced and code != "ko"),
        titles=_compile_words(rows.get("titles", ""), is_spaced=is_spaced and code != "ko"),
        given_names=frozenset(rows.get("given_names", "").split()),
        unnamed_bodies=_compile_words(rows.get("unnamed_bodies", ""), is_spaced=is_spaced),
        heads=_compile_words(rows.get("heads", "")),
        labels=_split(rows.get("labels", "")),
        surnames=frozenset(rows.get("surnames", "").split()),
        sides={
            side: tuple(word.replace("_", " ") for word in words.split())
            for side, words in rows.get("sides", {}).items()
        },
        aliases={identity: tuple(names.split("|")) for identity, names in rows.get("aliases", {}).items()},
        endings_of_names=rows.get("endings_of_names", ""),
        beginnings_of_names=rows.get("beginnings_of_names", ""),
        answers={
            name: pattern
            for name, words in rows.get("answers", {}).items()
            if (pattern := _compile_words(words, is_spaced=is_spaced and code != "ko"))
        },
    )


#: Numbers in date forms: day, month, years, hour and minute.
_SHAPES = {
    "d": r"(?P<d>(?<!\d)(?:[12]\d|3[01]|0?[1-9])(?!\d))",
    "e": r"(?P<e>(?<!\d)(?:[12]\d|3[01]|0?[1-9])(?!\d))",
    "m": r"(?P<m>(?<!\d)(?:1[0-2]|0?[1-9])(?!\d))",
    "y": r"(?P<y>(?<!\d)(?:1[1-9]|20)\d\d(?!\d))",
    "z": r"(?P<z>(?<!\d)(?:1[1-9]|20)\d\d(?!\d))",
    "yy": r"(?P<yy>(?<!\d)\d\d(?!\d))",
    "h": r"(?P<h>(?<![\d:.,])(?:2[0-4]|1\d|0?\d))",
    "i": r"(?P<i>[0-5]\d(?![\d:]))",
    "c": r"(?P<c>(?<!\d)\d{1,2}|[IVX]{1,5})",
}
_MACRO = re.compile(r"\{([a-z_]+)\}")


def _build_form(row: Mapping[str, Any], macros: Mapping[str, str], *, is_spaced: bool) -> DateForm:
    written = row["form"]
    for _ in range(2):  # a macro may hold another
        written = _MACRO.sub(lambda match: macros.get(match[1], match[0]), written)
    expanded = _number_groups(written)
    pattern = rf"(?<!\w)(?:{expanded})(?!\w)" if is_spaced and not row.get("joined") else expanded
    arguments = {key: value for key, value in row.items() if key not in {"form", "op", "joined"}}
    return DateForm(re.compile(pattern, re.IGNORECASE), row["op"], arguments)


_GROUP = re.compile(r"\(\?P<([a-z]+)>")
#: How often one group may stand in a form.
MAX_SAME_GROUPS = 4


def _number_groups(pattern: str) -> str:
    """Return *pattern* with the second and further groups of one name numbered, as a pattern may hold a name once."""
    counts: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        counts[match[1]] = counts.get(match[1], 0) + 1
        return f"(?P<{match[1]}{counts[match[1]] if counts[match[1]] > 1 else ''}>"

    return _GROUP.sub(rename, pattern)


def _list_months(code: str, rows: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a pattern for each month: its names in CLDR, and other forms of the pack."""
    names = Locale(code).months
    found = [{names[context]["wide"][n] for context in ("format", "stand-alone")} for n in range(1, 13)]
    return _merge_names(found, rows.get("months", ()))


def _list_weekdays(code: str, rows: Mapping[str, Any]) -> tuple[str, ...]:
    names = Locale(code).days
    found = [{names[context]["wide"][n] for context in ("format", "stand-alone")} for n in range(7)]
    return _merge_names(found, rows.get("weekdays", ()))


def _merge_names(names: Sequence[set[str]], extra: Sequence[str]) -> tuple[str, ...]:
    others = [each.split() for each in extra] or [[] for _ in names]
    return tuple(_join([*forms, *sorted(map(re.escape, found))]) for found, forms in zip(names, others, strict=True))


def _join(parts: Iterable[str]) -> str:
    """Join patterns into one, longest first, so that none hides a longer one."""
    return "|".join(sorted(dict.fromkeys(parts), key=lambda part: (-len(part), part)))


def _split(words: str) -> frozenset[str]:
    return frozenset(words.lower().split())


def _compile_words(words: str, *, is_spaced: bool = True) -> re.Pattern[str] | None:
    """Compile patterns that are separated by white space; an underscore stands for a space in one of them."""
    parts = [part.replace("_", r"[\s\xa0]") for part in words.split()]
    if not parts:
        return None
    return re.compile(rf"(?<!\w)(?:{_join(parts)})(?!\w)" if is_spaced else _join(parts), re.IGNORECASE)


#: Digits of other scripts and full-width characters, each replaced by one character, so that offsets stay valid.
_PLAIN_CHARACTERS: dict[int, str] = str.maketrans(
    {
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
        **{chr(0xFF10 + n): str(n) for n in range(10)},
        "：": ":",
        "／": "/",
        "．": ".",
        "\u00a0": " ",
        "\u202f": " ",
        "\n": " ",
        "\r": " ",
    }
)


def fold_digits(text: str) -> str:
    """Return *text* with digits of other scripts as ASCII digits; each character stays one character."""
    return text if text.isascii() else text.translate(_PLAIN_CHARACTERS)


def find_number(names: Sequence[str], words: str) -> int:
    """Return which of *names*, patterns of months or weekdays, matches *words*, from 1; 0 if none does."""
    return next((n for n, name in enumerate(names, 1) if re.fullmatch(name, words, re.IGNORECASE)), 0)
