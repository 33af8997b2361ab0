"""Identify the language of a text by its script and common words, and by py3langid where these don't decide."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.en.vocabulary import FUNCTION_WORDS
from corpus.languages.pack import ENGLISH, PACK_LANGUAGES, load_pack

#: Code points of a text that are looked at, and words of it that are counted.
MAX_CHARACTERS, MAX_WORDS = 6_000, 400
#: Code points that are looked at first: most articles are English, and this is enough to see it.
_FIRST_CHARACTERS = 1_200
#: Share of English function words among the words from which a text is taken for English at once.
_ENGLISH_SHARE = 0.27
#: Share of a language's stop words from which a text may be in it, and by which factor they outnumber the next ones.
_MIN_SHARE, _MIN_FACTOR = 0.16, 1.25
#: Letters from which a text is long enough for py3langid, and by how much the log likelihood of its choice must lead.
_MIN_LETTERS, _MIN_LEAD = 40, 8.0
#: Letters that identify a script, or a language in it.
_SCRIPTS = (
    ("hangul", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")),
    ("kana", re.compile(r"[\u3041-\u30fe]")),
    ("han", re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("arabic", re.compile(r"[\u0620-\u064a\u0671-\u06d3]")),
    ("greek", re.compile(r"[\u0370-\u03ff]")),
    ("hebrew", re.compile(r"[\u05d0-\u05ea]")),
    ("thai", re.compile(r"[\u0e01-\u0e30]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)
_SIMPLE_SCRIPTS = {"hangul": "ko", "han": "zh", "greek": "el", "hebrew": "he", "thai": "th"}
#: Minimum share of kana among the letters of a Japanese text.
_MIN_KANA_SHARE = 0.03
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_UKRAINIAN_LETTERS, _RUSSIAN_LETTERS = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэёъЫЭЁЪ]")
#: Letters of other languages that are written in Cyrillic or Arabic letters.
_OTHER_CYRILLIC, _OTHER_ARABIC = re.compile("[ўЎјЈљњћђџѓќқңғүұһәө]"), re.compile("[پچژگکیٹڈڑےں]")
_LATIN_PACKS = tuple(code for code in PACK_LANGUAGES if code in {"de", "es", "fr", "it", "pl", "pt", "tr"})
#: Names of languages without a pack; others are shown by their code.
LANGUAGE_NAMES = {
    "en": "English", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "cs": "Czech", "fi": "Finnish", "hu": "Hungarian",
    "ro": "Romanian", "bg": "Bulgarian", "el": "Greek", "he": "Hebrew", "fa": "Persian", "th": "Thai", "hi": "Hindi",
    "vi": "Vietnamese", "id": "Indonesian", "no": "Norwegian",
}  # fmt: skip


def identify_language(text: str, stated: str = "") -> str:
    """
    Return the ISO 639-1 code of the language of *text*, or ``""`` if nothing decides.

    Args:
        text: The article; its first 6,000 characters are looked at.
        stated: The language that the page states, as a BCP 47 tag; it decides for short texts, and never against the
            script.
    """
    head = text[:MAX_CHARACTERS]
    page_language = stated.replace("_", "-").split("-")[0].lower()
    if _is_english(head[:_FIRST_CHARACTERS]):
        return ENGLISH
    script, letters, counts = _count_scripts(head)
    if not letters:
        return page_language
    if script in {"han", "kana"}:
        return "ja" if counts.get("kana", 0) >= _MIN_KANA_SHARE * letters else "zh"
    if script in _SIMPLE_SCRIPTS:
        return _SIMPLE_SCRIPTS[script]
    if script == "cyrillic":
        return _identify_cyrillic(head, letters)
    if script == "arabic":
        return "ar" if len(_OTHER_ARABIC.findall(head)) <= letters * 0.01 else _ask_identifier(head, "fa")
    return _identify_latin(head, letters, page_language)


def get_language_name(code: str) -> str:
    """Return the English name of a language, or its code."""
    pack = load_pack(code)
    return pack.name if pack else LANGUAGE_NAMES.get(code, code)


def _is_english(head: str) -> bool:
    """Return whether enough words of *head* are English function words; tried first, for speed."""
    words = _list_words(head)
    return len(words) >= 8 and sum(map(FUNCTION_WORDS.__contains__, words)) >= _ENGLISH_SHARE * len(words)


def _list_words(head: str) -> list[str]:
    return _WORD.findall(head.lower())[:MAX_WORDS]


def _count_scripts(head: str) -> tuple[str, int, dict[str, int]]:
    counts = {name: len(found) for name, pattern in _SCRIPTS if (found := pattern.findall(head))}
    letters = sum(counts.values())
    best = max(counts, key=lambda name: counts[name] * (2 if name in {"hangul", "han", "kana"} else 1), default="")
    return best, letters, counts


def _identify_cyrillic(head: str, letters: int) -> str:
    if _OTHER_CYRILLIC.search(head):
        return _ask_identifier(head, "")
    ukrainian, russian = len(_UKRAINIAN_LETTERS.findall(head)), len(_RUSSIAN_LETTERS.findall(head))
    if ukrainian or russian:
        return "uk" if ukrainian >= russian else "ru"
    return _ask_identifier(head, "ru") if letters >= _MIN_LETTERS else "ru"


def _identify_latin(head: str, letters: int, page_language: str) -> str:
    words = _list_words(head)
    shares = {code: _share(words, code) for code in (ENGLISH, *_LATIN_PACKS)}
    ranked = sorted(shares, key=lambda code: -shares[code])
    best, second = ranked[0], ranked[1]
    if len(words) >= 5 and shares[best] >= _MIN_SHARE and shares[best] >= _MIN_FACTOR * shares[second]:
        return best
    if page_language and shares.get(page_language, _MIN_SHARE) >= _MIN_SHARE / 2:
        return page_language
    if letters < _MIN_LETTERS or len(words) < 8:
        return page_language
    if shares[ENGLISH] >= _MIN_SHARE and shares[ENGLISH] >= shares[best]:
        return ENGLISH
    return _ask_identifier(head, "")


@cache
def _load_stop_words(code: str) -> frozenset[str]:
    pack = load_pack(code)
    return pack.stop_words if pack else FUNCTION_WORDS


def _share(words: list[str], code: str) -> float:
    stop_words = _load_stop_words(code)
    return sum(word in stop_words for word in words) / max(len(words), 1)


def _ask_identifier(head: str, default: str) -> str:
    """
    Return the language by py3langid, or *default* if its lead is small.

    Its model is loaded here because it takes 100 MB, which a store of English articles never needs.

    References:
        Lui & Baldwin (2012), langid.py: An Off-the-shelf Language Identification Tool, ACL.
    """
    from py3langid import rank  # noqa: PLC0415

    ranked = rank(head)
    (best, score), (_, following) = ranked[0], ranked[1]
    return str(best) if score - following >= _MIN_LEAD else default
