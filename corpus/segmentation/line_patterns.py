"""Word patterns that mark a line as a credit, byline, date, teaser, comment or page furniture."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from corpus.languages.en.calendar import DATE_WORD, MONTH_NAME_PATTERN
from corpus.languages.en.cue_verbs import COMMENT_VERBS
from corpus.languages.en.page_phrases import (
    BIO_OPENING,
    BYLINE_PATTERN,
    CONTRIBUTOR_NOTE,
    FOREIGN_BYLINE,
    OCCUPATION_TRIGGER,
    PERSON_PATTERN,
    STAFF_NOUNS,
)
from corpus.segmentation.notices import is_notice

# The flags of a line are bits of one number, for speed: every line is tested, and most lines are menus.
(
    CREDIT,
    BYLINE,
    DATE,
    NAME,
    BIO,
    TEASER,
    READER_REQUEST,
    RIGHTS,
    FURNITURE,
    LIST_HEAD,
    TAG_HEAD,
    COMMENT,
    APPEAL,
    STOP,
) = (1 << n for n in range(14))
#: Number of flags.
FLAG_COUNT = 14

_PHRASE_ANCHORS = ("^", r"\b")
_PHRASE_LISTS: dict[str, list[str]] = tomllib.loads(
    files("corpus.languages.en").joinpath("page_phrases.toml").read_text("utf-8")
)


def _compile_phrases(*names: str, form: str = "{}") -> re.Pattern[str]:
    """Compile lists of phrases into one pattern, to be matched against lower-case text."""
    phrases = list(chain.from_iterable(_PHRASE_LISTS[name] for name in names))
    # Their common openings are tested once for all: most positions in a line begin no word.
    opened = {
        opening: [phrase.removeprefix(opening) for phrase in phrases if phrase.startswith(opening)]
        for opening in _PHRASE_ANCHORS
    }
    others = [one for one in phrases if not one.startswith(_PHRASE_ANCHORS)]
    parts = [f"{opening}(?:{'|'.join(rest)})" for opening, rest in opened.items() if rest]
    return re.compile(form.replace("{}", f"(?:{'|'.join((*parts, *others))})"))


_NEWS_AGENCIES = tuple(_PHRASE_LISTS["agencies"])
#: "(KCNA via Yonhap)", "/AFP via Getty Images", "- Reuters", "© AP", but not "told AFP."
_CREDIT = re.compile(
    rf"(?:[/|©–—(\[]|\bvia| - |photo by|courtesy of) ?(?:[\w.'’ -]{{1,40}}[/, ] ?)?"
    rf"(?<![a-z])(?:{'|'.join(_NEWS_AGENCIES)})$"
)
#: "- Jane Doe/COMPANY", and a name in brackets after the full stop.
_NAMED_CREDIT = re.compile(
    r"(?:[-–—|(]|\. ) ?[A-Z][\w.'’ -]{1,40}/ ?[A-Z][\w .&/-]{1,40}\)?$|[.!?][\"”]? ?"
    r"[(\[](?:(?:[A-Z][\w.'’&-]*|via|for|and|of|the|by)[ /]){0,5}[A-Z][\w.'’&-]*(?<!\.)[)\]]$"
)
_CAPTION = _compile_phrases("captions")
_TEASER = _compile_phrases("teasers")
_READER_REQUEST = _compile_phrases("asking", form=r"(?<!\w){}(?!\w)")
_APPEAL = _compile_phrases("appeals")
_READER_ADDRESS = _compile_phrases("reader", form=r"\b{}\b")
_RIGHTS = _compile_phrases("rights")
_LIST_HEAD = _compile_phrases("list_heads", "foreign_list_heads", "tag_heads", form=r"{}(?: ?[:»>])?$")
_TAG_HEAD = _compile_phrases("tag_heads", form=r"{} ?:?$")
_WIDGETS = frozenset(_PHRASE_LISTS["widgets"])
_FURNITURE = _compile_phrases("furniture")
_COMMENT = _compile_phrases("comments")
_COMMENT_HEAD = re.compile(r"\d.{0,30}\b\w+ ?:?$|^.{2,40} \w+ ?:$")
_WIRE_NOTE = _compile_phrases("wire_notes")
_CONTACT = _compile_phrases("contacts")
_OCCUPATION = _compile_phrases("trades", form=r"\b{}\b")
#: An entry of a list of references: "^ Daily Herald. 15 June 2011.", "… Retrieved 3 May 2012.".
_REFERENCE = re.compile(
    rf"^\^ |\bretrieved (?:on )?(?:\d{{1,2}} {MONTH_NAME_PATTERN}|{MONTH_NAME_PATTERN} \d|\d{{4}}-\d\d)"
    r"|\barchived from the original\b",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?!(?:The|THE|An?|In|On|How|Why|What|Who|When|More) ){PERSON_PATTERN}")
#: A name with a trade behind it: "Ann Lind, Arts Correspondent", "Ann Lind Environment correspondent".
_NAME_WITH_TRADE = re.compile(
    r"(?!(?:The|An?|In|On|How|Why|What|Who|When|More) )[A-Z][\w.'’-]+(?: [A-Z]\.)? [A-Z][\w.'’-]+,?"
    r"(?: (?:[A-Z][\w-]*|&|and|of)){0,4} [A-Za-z][a-z]{2,}"
)
_MAX_TRADE_CHARACTERS = 70
_DATE = re.compile(
    rf"\b(?:{MONTH_NAME_PATTERN}[ -]?(?:the )?\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ .-]{{0,2}}(?:of )?{MONTH_NAME_PATTERN}"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"
    r"|\d+ (?:hours?|hrs?|minutes?|mins?|days?|weeks?) ago|\d{4}[年년])",
)
_CLOCK_TIME = re.compile(r"\b\d{1,2}[:.]\d\d ?[ap]\.?m\b\.?", re.IGNORECASE)
#: "Date:2024-06-20 08:25:21": printed by the page's template, and not necessarily the day of the article.
_TIMESTAMP = re.compile(r"(?:date|time)\s?:\s?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ t]\d{1,2}:\d{2}(?::\d{2})?")
_DIGIT = re.compile(r"\d")
#: What separates a date from a place, a section or an edition, and the words that each part has at most.
BAR = re.compile(r"(?<!\s)\s+[|•·]\s+")
_MAX_PART_WORDS = 5
#: A menu pasted into one line, its entries apart by wide spaces: "Home   Business   Arts & Life".
_MENU = re.compile(r"[A-Z][^\W\d]*(?: [^\W\d]+| &){0,2}(?:\s{2,}[A-Z][^\W\d]*(?: [^\W\d]+| &){0,2}){2,}")
_MAX_MENU_CHARACTERS = 160
_TOKEN = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?…。！？؟।](?:[\"'”’)\]]| ?»)*(?: ?\[\d+\])?$")


def line_flags(words: str) -> int:
    """Return the flags of a line, as the sum of their bits."""
    return _get_cached_flags(words) if len(words) <= 40 else _detect_flags(words)


@lru_cache(maxsize=16_384)
def _get_cached_flags(words: str) -> int:
    """Return the flags of a short line; cached, because menus hold the same lines on most sites."""
    return _detect_flags(words)


def _detect_flags(words: str) -> int:
    flags = FURNITURE if len(words) <= _MAX_MENU_CHARACTERS and _MENU.fullmatch(words) else 0
    words = " ".join(words.split())  # the phrases have single spaces
    lowered = words.lower()
    flags |= STOP if _STOP.search(words[-8:]) else 0
    if len(words) <= 160:
        flags |= _detect_short_line_flags(words, lowered)
    for flag, is_match in (
        (TEASER, _is_teaser(lowered)),
        (BYLINE, _is_byline(words, lowered)),
        (CREDIT, _is_credit(words, lowered)),
        (RIGHTS, _RIGHTS.search(lowered) or _REFERENCE.search(lowered)),
        (BIO, _is_bio(words, lowered)),
    ):
        flags |= flag if is_match else 0
    if words[0] not in "\"“'‘" and _READER_REQUEST.search(lowered) and _READER_ADDRESS.search(lowered):
        flags |= READER_REQUEST | (APPEAL if _APPEAL.search(lowered) else 0)
    if is_notice(words):
        flags |= READER_REQUEST | APPEAL
    return flags


def _detect_short_line_flags(words: str, lowered: str) -> int:
    """Return the flags that only short lines have."""
    flags = 0
    tokens = _TOKEN.findall(lowered)
    if (len(tokens) <= 8 and _WIDGETS.issuperset(tokens)) or _FURNITURE.match(lowered) or _TIMESTAMP.fullmatch(lowered):
        flags |= FURNITURE
    if len(words) <= 60:
        if _LIST_HEAD.match(lowered):
            flags |= LIST_HEAD | (TAG_HEAD if _TAG_HEAD.match(lowered) else 0)
        if len(words) <= 40 and _NAME.fullmatch(words):
            flags |= NAME
    if _COMMENT.match(lowered) or (lowered.rstrip(" :").endswith(COMMENT_VERBS) and _COMMENT_HEAD.search(lowered)):
        flags |= COMMENT
    if len(words) <= 140 and _DIGIT.search(words) and not _TIMESTAMP.fullmatch(lowered) and _is_date(words, lowered):
        flags |= DATE
    return flags


def _is_byline(words: str, lowered: str) -> bool:
    """Return whether a line is a byline ("By Ann Lind", not "By noon they had left") or a note on contributors."""
    is_staff = len(words) <= _MAX_TRADE_CHARACTERS and lowered.rpartition(" ")[2] in STAFF_NOUNS
    if is_staff and _NAME_WITH_TRADE.fullmatch(words):
        return True
    if _WIRE_NOTE.match(lowered) or CONTRIBUTOR_NOTE.search(lowered) or FOREIGN_BYLINE.fullmatch(words):
        return True
    return len(words) < 120 and bool(BYLINE_PATTERN.match(words)) and not _STOP.search(words[-8:])


def _is_credit(words: str, lowered: str) -> bool:
    tail = lowered[-120:].rstrip(")]")
    if (tail.endswith(_NEWS_AGENCIES) and _CREDIT.search(tail)) or _CAPTION.search(lowered):
        return True
    return (words[-1] in ")]" or "/" in words[-42:]) and bool(_NAMED_CREDIT.search(words[-90:]))


def _is_bio(words: str, lowered: str) -> bool:
    if (
        len(words) <= 700
        and OCCUPATION_TRIGGER.search(lowered[:120])
        and BIO_OPENING.match(words)
        and _OCCUPATION.search(lowered)
    ):
        return True
    return bool(_CONTACT.search(lowered))


def _is_teaser(lowered: str) -> bool:
    """Return whether a line is a link's note or ends in an arrow; a "»" that closes a quotation does not count."""
    if _TEASER.match(lowered) or "opens in new " in lowered or "opens in a new " in lowered:
        return True
    return lowered[-1] == "→" or (lowered[-1] == "»" and "«" not in lowered)


def has_date(words: str) -> bool:
    """Return whether a short line contains a date."""
    return len(words) <= 160 and bool(_DATE.search(words.lower()))


def _is_date(words: str, lowered: str) -> bool:
    """Return whether *words* are a date, perhaps with a name, and nothing else, or hold one between bars."""
    if not _DATE.search(lowered):
        return False
    parts = [part for part in BAR.split(words) if part]
    if len(parts) > 1 and max(part.count(" ") for part in parts) < _MAX_PART_WORDS:
        return any(_is_plain_date(part) for part in parts)
    return _is_plain_date(words)


def _is_plain_date(words: str) -> bool:
    lowered = words.lower()
    if not _DATE.search(lowered):
        return False
    rest = re.findall(r"[^\W\d_][\w'’.-]*", DATE_WORD.sub(" ", _CLOCK_TIME.sub(" ", words)))
    limit = 6 if "by" in lowered.split() else 3
    return len(rest) <= limit and words[0] not in "—–" and all(word[0].isupper() or word == "by" for word in rest)
