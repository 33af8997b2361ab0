"""Read the lines and title endings by which a pasted article names its outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.languages.en.calendar import DATE_WORD, MONTH_NAME_PATTERN, WEEKDAY_PATTERN
from corpus.languages.en.page_phrases import (
    OUTLET_LABEL,
    OUTLET_LINKS,
    PERSON_PATTERN,
    SECTION_WORDS,
    STAFF_NOUNS,
)
from corpus.segmentation.outlet_names import (
    get_host,
    is_known_outlet,
    name_host,
    normalize_outlet,
    score_outlet_name,
)

#: Longest line that names an outlet and little else, in code points.
_MAX_LINE_CHARACTERS = 160
#: Score from which a name is taken for an outlet's, the name's own score and that of its place together.
_MIN_SCORE = 3.0
#: Scores of the places: after a label ("Source:"), behind a bar in the title, alone in a line, behind a byline, and
#: behind a dash in the title.
_LABEL_SCORE, _BAR_SCORE, _LINE_SCORE, _BYLINE_SCORE, _DASH_SCORE = 3.0, 2.5, 1.0, 1.0, 0.5
#: Score of a name that the text holds elsewhere as well.
_REPEATED_SCORE = 1.0
_DATE_START = (
    rf"(?:{WEEKDAY_PATTERN},? )?(?:{MONTH_NAME_PATTERN} \d{{1,2}}\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ .-]{{0,2}}{MONTH_NAME_PATTERN}"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}-\d\d?-\d\d?)"
)
#: "Published in" may introduce a place.
_PLACE_LABEL = re.compile(r"\b(?:in|at|from)\W*$", re.IGNORECASE)
_PLACE_LABEL_SCORE = 2.5
_SEPARATOR = re.compile(rf"\s*[|•·›»()\[\]\t]\s*|\s+[-–—/]+\s+|[,;]\s+|\s+(?:on |at )?(?={_DATE_START})", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:(?:(?:words|text|story|article|report|written|reported) )?by|words|text|story)\b:? +(?=[A-Z])", re.IGNORECASE
)
_BYLINE_SEPARATOR = re.compile(r"\s+(?:for|of|at|from|with|in)\s+(?=[A-Z]|the )")
_SPECIAL_REPORT = re.compile(r",? special (?:to|for) (?:the )?(?=[A-Z])", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:from|via)\s+(?=[A-Z]|the [A-Z])|^(?:special|exclusive)(?:ly)? (?:to|for) (?:the (?=[A-Z]))?", re.IGNORECASE
)
#: What follows the name of an outlet in a note: "… from The Springfield Gazette under a licence. Read it there".
_AFTER_NAME = re.compile(r"\s(?:under|with|and (?:is|was|has)|as part)\s|(?<=[a-z])\.\s(?=(?!All )[A-Z])")
#: A town behind the name of a known outlet: "BBC News, Cardiff", "Sky News, in Belfast".
_TOWN = re.compile(r"(?:(?:in|at) )?[A-Z][\w'’.-]{1,20}(?: (?:of|on|upon|de|la|[A-Z][\w'’.-]{1,20})){0,3}")
_MAX_TOWNS = 2
_READING_TIME = re.compile(
    r"\d+[ -]min(?:ute)?s?(?: read)?|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?", re.IGNORECASE
)
_DATE_PART = re.compile(rf"\d|\b{WEEKDAY_PATTERN}(?!\w)|published|updated|posted", re.IGNORECASE)
_PERSON = re.compile(rf"{PERSON_PATTERN}(?: and {PERSON_PATTERN})?")
_TITLE_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|•|·|«|»|//)\s+")
_MAX_TITLE_PARTS = 4


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """
    An outlet that a line or the end of a title names.

    Attributes:
        name: Its name, as spelled in ``outlets.toml`` if listed there; of an unknown site its host.
        words: The words that name it.
        score: The evidence for it; at least 3.
    """

    name: str
    words: str
    score: float


def parse_outlet_line(line: str, text: str = "") -> NamedOutlet | None:
    """
    Return the outlet that *line* names beside nothing but a date, a byline or a section, or None.

    Args:
        line: A line that is no part of the body.
        text: The article, in which an unknown name counts more if it occurs again.
    """
    words = " ".join(line.split()).strip("—–-*_~ ")
    if not words or len(words) > _MAX_LINE_CHARACTERS:
        return None
    if label := OUTLET_LABEL.match(words):
        named = _AFTER_NAME.split(words[label.end() :].rstrip("."), maxsplit=1)[0]
        parts = [part for part in _split_parts(named)[:3] if not _is_aside(part)]
        place = _PLACE_LABEL_SCORE if _PLACE_LABEL.search(label[0]) else _LABEL_SCORE
        return next((found for part in parts[:2] if (found := _choose_outlet([part], place, text))), None)
    if found := _name_address(words):
        return found
    words = _PREPOSITION.sub("", words)
    if byline := _BYLINE.match(words):
        return _parse_byline(words[byline.end() :], text)
    parts = _split_parts(words)
    names = [part for part in parts if not _is_aside(part)]
    others = [part for part in names if not _PERSON.fullmatch(part) or score_outlet_name(part) is not None]
    return _choose_outlet(others, _LINE_SCORE, text) if _are_names(names, text) else None


def split_title(title: str, text: str = "") -> tuple[str, NamedOutlet | None]:
    """
    Split the outlet off a title such as "Board approves a terminal | The Springfield Gazette".

    Args:
        title: The title.
        text: The article, in which an unknown name counts more if it occurs again.

    Returns:
        The title without outlet and section, and the outlet; the whole title and None if it names none.
    """
    marks = list(_TITLE_SEPARATOR.finditer(title))
    for at in range(max(len(marks) - _MAX_TITLE_PARTS, 0), len(marks)):
        ends = [mark.start() for mark in marks[at + 1 :]] + [len(title)]
        parts = [title[mark.end() : end].strip() for mark, end in zip(marks[at:], ends, strict=True)]
        scores = [_score_title_part(part, mark[0].strip(), text) for part, mark in zip(parts, marks[at:], strict=True)]
        best = max(range(len(parts)), key=lambda index: scores[index])
        rest = title[: marks[at].start()].rstrip()
        others = [part for index, part in enumerate(parts) if index != best]
        if scores[best] >= _MIN_SCORE and rest.count(" ") and all(map(_is_title_aside, others)):
            return rest, NamedOutlet(_resolve_name(parts[best]), parts[best], scores[best])
    if marks and marks[0][0].strip() in {"|", "::"} and title[marks[0].end() :].count(" ") >= 2:
        first = title[: marks[0].start()].strip()
        if (score := _score_name(first, _LINE_SCORE, text)) >= _MIN_SCORE:
            return title[marks[0].end() :].strip(), NamedOutlet(_resolve_name(first), first, score)
    return title, None


def _score_title_part(part: str, mark: str, text: str) -> float:
    return _score_name(part, _DASH_SCORE if mark in "-–—" else _BAR_SCORE, text)


def _is_title_aside(part: str) -> bool:
    """Return whether a part of a title names a section or an author."""
    return len(part) <= 40 and (_is_section(part) or bool(_PERSON.fullmatch(part)))


def _is_section(part: str) -> bool:
    words = part.casefold().replace("&", " ").split()
    return bool(words) and all(word in SECTION_WORDS or word in OUTLET_LINKS for word in words)


def _split_parts(words: str) -> list[str]:
    return [part for part in (each.strip(" .:") for each in _SEPARATOR.split(words)) if part]


def _is_aside(part: str) -> bool:
    """Return whether *part* is a date, a time, a reading time or a section."""
    if _READING_TIME.fullmatch(part) or not re.search(r"[^\W\d_]{2}", part):
        return True
    is_date = bool(_DATE_PART.search(part)) and not re.search(r"[^\W_]", DATE_WORD.sub("", part))
    return is_date or (_is_section(part) and not is_known_outlet(part))


def _are_names(parts: Sequence[str], text: str) -> bool:
    """Return whether *parts*, without their dates, are one outlet beside persons alone."""
    outlets = [part for part in parts if _score_name(part, _LINE_SCORE, text) >= _MIN_SCORE]
    rest = [part for part in parts if part not in outlets]
    others = [part for part in rest if not _PERSON.fullmatch(_BYLINE.sub("", part, count=1))]
    if not others:
        return bool(outlets)
    behind = parts[-len(others) :]
    return (
        others == behind
        and len(others) <= _MAX_TOWNS
        and any((score_outlet_name(part) or 0.0) > 2 * _MIN_SCORE for part in outlets)
        and all(map(_TOWN.fullmatch, others))
    )


def _name_address(words: str) -> NamedOutlet | None:
    """Return the outlet of an address that is all of *words*."""
    host = get_host(words)
    if host is None or not ("/" in words or words.lower().startswith("www.") or name_host(host)):
        return None
    return NamedOutlet(name_host(host) or host, words, _LABEL_SCORE)


def _parse_byline(words: str, text: str) -> NamedOutlet | None:
    """Return the outlet in what follows "By": "Ada Lund, The Times", "Ada Lund for the Times", "Times staff"."""
    words = _SPECIAL_REPORT.sub(", ", words)
    first, *others = [each for part in _split_parts(words) for each in _BYLINE_SEPARATOR.split(part)] or [""]
    if found := _choose_outlet([part for part in others if not _is_aside(part)], _BYLINE_SCORE, text):
        return found
    names = first.split()
    while names and (names[-1].casefold() in STAFF_NOUNS or names[-1].islower()):
        names.pop()  # "Springfield Gazette crime reporter"
    is_staff = len(names) < first.count(" ") + 1
    for begin in range(len(names)):  # "ADA LUND Associated Press"
        name = " ".join(names[begin:])
        score = (score_outlet_name(name) or 0.0) + _BYLINE_SCORE * is_staff
        if score >= (_MIN_SCORE if begin == 0 else 2 * _MIN_SCORE):
            return NamedOutlet(_resolve_name(name), name, score)
    return None


def _choose_outlet(parts: Sequence[str], place: float, text: str) -> NamedOutlet | None:
    """Return the best of *parts* if it reads like an outlet's name where it stands."""
    best: NamedOutlet | None = None
    for part in parts:
        if found := _name_address(part):
            return found
        name = part.removeprefix("the ")
        score = _score_name(name, place, text)
        if score >= _MIN_SCORE and (best is None or score > best.score):
            best = NamedOutlet(_resolve_name(name), name, score)
    return best


def _score_name(name: str, place: float, text: str) -> float:
    own = score_outlet_name(name)
    if own is None:
        return 0.0
    is_repeated = 0 < own < _MIN_SCORE and text.count(name.removeprefix("The ")) > 1
    return own + place + (_REPEATED_SCORE if is_repeated else 0.0)


def _resolve_name(name: str) -> str:
    """Return the outlet's name; of an address the outlet of its host."""
    host = get_host(name) if "." in name else None
    return (name_host(host) if host else None) or normalize_outlet(name)
