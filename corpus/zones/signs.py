"""What a single line tells by its own words: a credit, a byline, a teaser, a piece of furniture."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import chain

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_PERSON = r"[A-Z][\w.'’-]*(?: (?:[a-z]{1,3} |de la |van der |[A-Z]\. ?)?[A-Z][\w.'’-]*){1,3}"

# A line's signs are bits of one number: most lines are menus, and this is read for every one of them.
CREDIT, BYLINE, DATE, NAME, BIO, TEASER, ASKING, RIGHTS, FURNITURE, LIST_HEAD, TAG_HEAD, COMMENT, APPEAL, STOP = (
    1 << n for n in range(14)
)
#: How many there are.
COUNT = 14

_OPENINGS = ("^", r"\b")
_PHRASES: dict[str, list[str]] = tomllib.loads(files("corpus.zones").joinpath("phrases.toml").read_text("utf-8"))


def _any(*names: str, form: str = "{}") -> re.Pattern[str]:
    """Compile lists of phrases, to be matched against small letters."""
    phrases = list(chain.from_iterable(_PHRASES[name] for name in names))
    # What they begin with is looked at once for all of them: most places of a line begin no word.
    opened = {
        opening: [phrase.removeprefix(opening) for phrase in phrases if phrase.startswith(opening)]
        for opening in _OPENINGS
    }
    others = [one for one in phrases if not one.startswith(_OPENINGS)]
    parts = [f"{opening}(?:{'|'.join(rest)})" for opening, rest in opened.items() if rest]
    return re.compile(form.replace("{}", f"(?:{'|'.join((*parts, *others))})"))


_AGENCIES = tuple(_PHRASES["agencies"])
#: "(KCNA via Yonhap)", "/AFP via Getty Images", "- Reuters", "© AP": never "told AFP."
_CREDIT = re.compile(
    rf"(?:[/|©–—(\[]|\bvia| - |photo by|courtesy of) ?(?:[\w.'’ -]{{1,40}}[/, ] ?)?(?<![a-z])(?:{'|'.join(_AGENCIES)})$"
)
#: "- Jane Doe/COMPANY", and a bracket with a name in it behind the full stop.
_NAMED_CREDIT = re.compile(
    r"(?:[-–—|(]|\. ) ?[A-Z][\w.'’ -]{1,40}/ ?[A-Z][\w .&/-]{1,40}\)?$|[.!?][\"”]? ?"
    r"[(\[](?:(?:[A-Z][\w.'’&-]*|via|for|and|of|the|by)[ /]){0,5}[A-Z][\w.'’&-]*(?<!\.)[)\]]$"
)
_CAPTION = _any("captions")
_TEASER = _any("teasers")
_ASKING = _any("asking", form=r"(?<!\w){}(?!\w)")
_APPEAL = _any("appeals")
_READER = _any("reader", form=r"\b{}\b")
_RIGHTS = _any("rights")
_LIST_HEAD = _any("list_heads", "foreign_list_heads", "tag_heads", form=r"{}(?: ?[:»>])?$")
_TAG_HEAD = _any("tag_heads", form=r"{} ?:?$")
_WIDGETS = frozenset(_PHRASES["widgets"])
_FURNITURE = _any("furniture")
_COMMENT = _any("comments")
_COMMENT_HEAD = re.compile(r"\d.{0,30}\b\w+ ?:?$|^.{2,40} \w+ ?:$")
_SAYING = ("said", "says", "wrote", "writes", "replied", "commented")
_WIRE_NOTE = _any("wire_notes")
_HELPED = re.compile(r"\bcontributed to this (?:report|story|article)\b")
_CONTACT = _any("contacts")
_TRADE = _any("trades", form=r"\b{}\b")
_TRADE_TRIGGER = re.compile(r" (?:is|was|has|covers|writes|reports|joined|contribute[sd]|works|leads) ")
_BIO_OPENING = re.compile(
    rf"(?:[Tt]he (?:author|writer)|{_PERSON}(?:,? [^\s.]+){{0,4}}"
    r"|[A-Z]\w+(?= covers| writes about| reports on)|He|She),? "
    r"(?:is|was|has|covers|writes|reports|joined|contributed|contributes|works|leads)\b"
)
_BYLINE = re.compile(rf"(?:by|By|BY|Written by|Story by|Words by) (?:the )?(?:{_PERSON}|[A-Z][\w.-]+)")
_NAME = re.compile(rf"(?!(?:The|THE|An?|In|On|How|Why|What|Who|When|More) ){_PERSON}")
_DATE = re.compile(
    rf"\b(?:{_MONTH} ?\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d+ (?:hours?|hrs?|minutes?|mins?|days?|weeks?) ago|\d{4}[年년])",
)
_DATE_WORD = re.compile(
    rf"\b(?:\d{{1,4}}[年년月월日일])+|\b(?:{_MONTH}|{_WEEKDAY}|\d{{1,4}}(?:st|nd|rd|th)?|[ap]\.?m\b\.?|[a-z]{{1,3}}t\b|utc"
    r"|local time|korea time|first|last|published|updated?|posted|modified|created|issued|on|at|of|the|ago|hours?|hrs?"
    r"|minutes?|mins?|days?|weeks?|time)\b",
    re.IGNORECASE,
)
#: "Date:2024-06-20 08:25:21": what a template prints of the page, which need not be the article's day.
_STAMP = re.compile(r"(?:date|time)\s?:\s?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ t]\d{1,2}:\d{2}(?::\d{2})?")
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?…。！？؟।](?:[\"'”’)\]]| ?»)*(?: ?\[\d+\])?$")


def read(words: str) -> int:
    """Give the signs of a line, as the sum of the bits above."""
    return _of_menu(words) if len(words) <= 40 else _read(words)


@lru_cache(maxsize=4096)
def _of_menu(words: str) -> int:
    """Read a short line; the menus of a site, and of most sites, hold the same ones."""
    return _read(words)


def _read(words: str) -> int:
    words = " ".join(words.split())  # the phrases write any white space as one blank
    small = words.lower()
    found = STOP if _STOP.search(words[-8:]) else 0
    if len(words) <= 160:
        found |= _short(words, small)
    for sign, is_told in (
        (TEASER, _is_teaser(small)),
        (BYLINE, _is_byline(words, small)),
        (CREDIT, _is_credit(words, small)),
        (RIGHTS, _RIGHTS.search(small)),
        (BIO, _is_bio(words, small)),
    ):
        found |= sign if is_told else 0
    if words[0] not in "\"“'‘" and _ASKING.search(small) and _READER.search(small):
        found |= ASKING | (APPEAL if _APPEAL.search(small) else 0)
    return found


def _short(words: str, small: str) -> int:
    """Read what only short lines are."""
    found = 0
    tokens = _TOKEN.findall(small)
    if (len(tokens) <= 8 and _WIDGETS.issuperset(tokens)) or _FURNITURE.match(small) or _STAMP.fullmatch(small):
        found |= FURNITURE
    if len(words) <= 60:
        if _LIST_HEAD.match(small):
            found |= LIST_HEAD | (TAG_HEAD if _TAG_HEAD.match(small) else 0)
        if len(words) <= 40 and _NAME.fullmatch(words):
            found |= NAME
    if _COMMENT.match(small) or (small.rstrip(" :").endswith(_SAYING) and _COMMENT_HEAD.search(small)):
        found |= COMMENT
    if len(words) <= 140 and _DIGIT.search(words) and not _STAMP.fullmatch(small) and _is_date(words, small):
        found |= DATE
    return found


def _is_byline(words: str, small: str) -> bool:
    """Tell "By Ann Lind" from "By noon they had left", and know the notes of those who helped."""
    if _WIRE_NOTE.match(small) or _HELPED.search(small):
        return True
    return len(words) < 120 and bool(_BYLINE.match(words)) and not _STOP.search(words[-8:])


def _is_credit(words: str, small: str) -> bool:
    tail = small[-120:].rstrip(")]")
    if (tail.endswith(_AGENCIES) and _CREDIT.search(tail)) or _CAPTION.search(small):
        return True
    return (words[-1] in ")]" or "/" in words[-42:]) and bool(_NAMED_CREDIT.search(words[-90:]))


def _is_bio(words: str, small: str) -> bool:
    if len(words) <= 700 and _TRADE_TRIGGER.search(small[:120]) and _BIO_OPENING.match(words) and _TRADE.search(small):
        return True
    return bool(_CONTACT.search(small))


def _is_teaser(small: str) -> bool:
    """Tell a link's note or arrow; a "»" that closes a quotation is none."""
    if _TEASER.match(small) or "opens in new " in small or "opens in a new " in small:
        return True
    return small[-1] == "→" or (small[-1] == "»" and "«" not in small)


def _is_date(words: str, small: str) -> bool:
    """Tell whether *words* are a date, perhaps with a name, and nothing else."""
    if not _DATE.search(small):
        return False
    rest = re.findall(r"[^\W\d_][\w'’.-]*", _DATE_WORD.sub(" ", words))
    most = 6 if "by" in small.split() else 3
    return len(rest) <= most and words[0] not in "—–" and all(word[0].isupper() or word == "by" for word in rest)
