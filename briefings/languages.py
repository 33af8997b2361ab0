"""Which language a text is in, told by its script and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from briefings.words import tokens

#: The commonest words of each language that is written in Latin letters, by ISO 639-1 code; ours.
_COMMON = {
    "en": "the of and to in that is was for on with as it by at from this be are have has not but they which will",
    "de": "der die das und in den von zu mit ist auf für im dem nicht ein eine des sich auch als an werden wird bei",
    "fr": "le la les de des et en un une du est dans que qui pour au par sur pas plus avec ne se ce sont cette ont été",
    "es": "el la los las de y en que un una del por con para se su al es como más pero sus ha este fue han está",
    "it": "il di che e la per un in è del della con non una dei sono alla più le da si gli nel ha anche come questo",
    "pt": "o a os as de e que do da em um uma para com não por no na dos das se mais ao foi como são à pelo pela",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als door bij maar uit naar wordt heeft",
    "sv": "och att det i som en på är av för med den till inte har de ett om var men sig så från kan ska efter",
}
#: Scripts that one language is mostly written in, by the first word of their letters' Unicode names.
_SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "THAI": "th",
}
#: Cyrillic letters that Ukrainian has and Russian has not.
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
#: So many common words at least tell a language.
_FEWEST = 2


def language(text: str) -> str:
    """Give the ISO 639-1 code of the language that *text* is likely in, or ``""`` where nothing tells it."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    if not scripts:
        return ""
    if any(script in scripts for script in ("HIRAGANA", "KATAKANA")) and "HANGUL" not in scripts:
        return "ja"  # most of its letters may be Chinese ones
    script = scripts.most_common(1)[0][0]
    if script == "CYRILLIC":
        return "uk" if _UKRAINIAN.search(text) else "ru"
    if script == "CJK":
        return "zh"
    return _by_words(text) if script == "LATIN" else _SCRIPTS.get(script, "")


def _by_words(text: str) -> str:
    words = Counter(tokens(text))
    counts = {code: sum(words[word] for word in common) for code, common in _common().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _FEWEST else ""


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _COMMON.items()}
