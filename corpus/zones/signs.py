"""What a single line tells by its own words: a credit, a byline, a teaser, a piece of furniture."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import chain

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_PERSON = r"[A-Z][\w.'’-]*(?: (?:[a-z]{1,3} |de la |van der |[A-Z]\. ?)?[A-Z][\w.'’-]*){1,3}"

_PHRASES: dict[str, list[str]] = tomllib.loads(files("corpus.zones").joinpath("phrases.toml").read_text("utf-8"))


def _any(*names: str, form: str = "{}") -> re.Pattern[str]:
    phrases = "|".join(chain.from_iterable(_PHRASES[name] for name in names))
    return re.compile(form.replace("{}", f"(?:{phrases})"), re.IGNORECASE)


_AGENCY = "|".join(_PHRASES["agencies"])
_CREDIT = re.compile(
    # "(KCNA via Yonhap)", "/AFP via Getty Images", "- Reuters", "© AP": never "told AFP."
    rf"(?:[/|©–—(\[]|\bvia| - |photo by) ?(?:[\w.'’ -]{{1,40}}[/, ] ?)?(?<![a-z])(?:{_AGENCY})(?: photo)?"
    rf"(?: via (?:{_AGENCY}))?[)\]]?$",
    re.IGNORECASE,
)
#: "- Jane Doe/COMPANY", and a bracket with a name in it behind the full stop.
_NAMED_CREDIT = re.compile(
    r"(?:[-–—|(]|\. ) ?[A-Z][\w.'’ -]{1,40}/ ?[A-Z][\w .&/-]{1,40}\)?$|[.!?][\"”]? ?[(\[][A-Z][\w.'’/& -]{1,40}[)\]]$"
)
_CAPTION = _any("captions")
_TEASER = _any("teasers")
_ASKING = _any("asking", form=r"\b{}\b")
_READER = _any("reader", form=r"\b{}\b")
_RIGHTS = _any("rights")
_LIST_HEAD = _any("list_heads", "tag_heads", form=r"^{}(?: ?[:»>])?$")
_TAG_HEAD = _any("tag_heads", form=r"^{} ?:?$")
_WIDGET = _any("widgets", form=r"^[\W\d]*(?:{}[\W\d]+){0,5}{}[\W\d]*$")
_FURNITURE = _any("furniture")
_WIRE_NOTE = _any("wire_notes")
_CONTACT = _any("contacts")
_TRADE = _any("trades", form=r"\b{}\b")
_BIO_OPENING = re.compile(
    rf"(?:[Tt]he (?:author|writer)|{_PERSON}(?:,? [^\s.]+){{0,4}}?|He|She|They),? "
    r"(?:is|was|has|covers|writes|reports|joined|contributed|contributes|works|leads)\b"
)
_BYLINE = re.compile(rf"(?:by|By|BY|Written by|Story by|Words by) (?:the )?(?:{_PERSON}|[A-Z][\w.-]+)")
_NAME = re.compile(_PERSON)
_DATE = re.compile(
    rf"\b(?:{_MONTH} ?\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d+ (?:hours?|hrs?|minutes?|mins?|days?|weeks?) ago|\d{4}[年년])",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    rf"\b(?:{_MONTH}|{_WEEKDAY}|\d{{1,4}}(?:st|nd|rd|th|[年년月월日일])?|[ap]\.?m\b\.?|[a-z]{{1,3}}t\b|utc|kst|jst"
    r"|local time|korea time|first|last|published|updated?|posted|modified|created|issued|on|at|of|the|ago|hours?|hrs?"
    r"|minutes?|mins?|days?|weeks?|time)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?: ?\[\d+\])?$")


def ends_sentence(words: str) -> bool:
    """Tell whether *words* end as a sentence does."""
    return bool(_STOP.search(words[-8:]))


def is_credit(words: str) -> bool:
    """Tell whether *words* name a photographer or an agency as only a caption does."""
    end = words[-120:]
    return bool(_CREDIT.search(end) or _NAMED_CREDIT.search(end) or _CAPTION.search(words))


def is_byline(words: str) -> bool:
    """Tell whether *words* name who wrote, edited or helped."""
    if _BYLINE.match(words):
        return len(words) < 120 and not ends_sentence(words)
    return bool(_WIRE_NOTE.search(words))


def is_name(words: str) -> bool:
    """Tell whether *words* are a person's name and no more."""
    return len(words) <= 40 and bool(_NAME.fullmatch(words))


def is_date(words: str) -> bool:
    """Tell whether *words* are a date, perhaps with a name, and nothing else."""
    if not _DATE.search(words):
        return False
    rest = re.findall(r"[^\W\d_][\w'’.-]*", _DATE_WORD.sub(" ", words))
    return len(rest) <= 6 and all(word[0].isupper() or word == "by" for word in rest)


def is_bio(words: str) -> bool:
    """Tell whether *words* could introduce an author; where they stand decides."""
    return bool(_CONTACT.search(words) or (_BIO_OPENING.match(words) and _TRADE.search(words)))


def is_teaser(words: str) -> bool:
    """Tell whether *words* lead to another article."""
    return bool(_TEASER.search(words))


def is_promo(words: str) -> bool:
    """Tell whether *words* ask the reader for something, or say who owns the rights."""
    if _RIGHTS.search(words):
        return True
    return words[0] not in "\"“'‘" and bool(_ASKING.search(words) and _READER.search(words))


def is_list_head(words: str) -> bool:
    """Tell whether *words* head a list of other articles, comments or tags."""
    return bool(_LIST_HEAD.match(words))


def is_tag_head(words: str) -> bool:
    """Tell whether *words* head a list of tags."""
    return bool(_TAG_HEAD.match(words))


def is_furniture(words: str) -> bool:
    """Tell whether *words* are buttons, a counter, a menu or a path through the site."""
    return bool(len(words) <= 60 and _WIDGET.match(words)) or bool(_FURNITURE.search(words))
