"""Identify the language of a text by its script and common words, and by py3langid where these don't decide."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.en.vocabulary import FUNCTION_WORDS
from corpus.languages.pack import ENGLISH, PACK_LANGUAGES, find_number, load_pack

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
#: "ъ" as the vowel that it is in Bulgarian; in Russian it stands only before "е", "ё", "ю" and "я".
_HARD_SIGN = re.compile("[ъЪ](?![еёюяЕЁЮЯ])")
#: Letters of other languages that are written in Cyrillic or Arabic letters.
_OTHER_CYRILLIC, _OTHER_ARABIC = re.compile("[ўЎјЈљњћђџѓќқңғүұһәө]"), re.compile("[پچژگکیٹڈڑےں]")
#: Letters that English has in names alone, and their share of the letters from which a text is not English.
_ACCENTED, _MIN_ACCENTED_SHARE = re.compile(r"[\u00c0-\u024f]"), 0.02
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
    hard_signs = len(_HARD_SIGN.findall(head))
    if letters >= _MIN_LETTERS and 2 * hard_signs > max(russian, 2 * ukrainian):
        return "bg"
    if ukrainian or russian:
        return "uk" if ukrainian >= russian else "ru"
    return _ask_identifier(head, "ru") if letters >= _MIN_LETTERS else "ru"


def _identify_latin(head: str, letters: int, page_language: str) -> str:
    words = _list_words(head)
    shares = {code: _share(words, code) for code in (ENGLISH, *_LATIN_PACKS)}
    if len(_ACCENTED.findall(head)) >= _MIN_ACCENTED_SHARE * letters:
        shares[ENGLISH] = 0.0
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


#: Words of dates in the languages that are written in Latin letters, by which a day that is asked about is recognized.
_DATE_WORDS = {
    "de": "januar jänner februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag"
    " freitag samstag sonntag gestern heute vorgestern übermorgen letzte letzten letzter vergangene"
    " vergangenen nächste nächsten kommenden seit vor woche wochen monat jahr jahren tagen",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi"
    " mercredi jeudi vendredi samedi dimanche hier avant-hier demain aujourd’hui aujourd'hui dernier"
    " dernière prochain prochaine depuis semaine mois jours",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes"
    " martes miércoles jueves viernes sábado domingo ayer hoy anteayer mañana pasado pasada próximo"
    " próxima desde semana año días hace",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedì"
    " martedì mercoledì giovedì venerdì sabato domenica ieri oggi domani scorso scorsa prossimo prossima"
    " settimana anno giorni fa",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro segunda-"
    " feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo ontem hoje amanhã passada"
    " passado próxima semana",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    " poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę wczoraj dziś jutro"
    " zeszły zeszłą tydzień temu",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı çarşamba"
    " perşembe cuma cumartesi pazar dün bugün yarın geçen gelecek hafta önce",
}
#: Words of dates that are English words or names, too.
_ALSO_ENGLISH = frozenset("mai mars mart ocak fa hace mayo mayıs temu pazar cuma".split())
_QUESTION_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@cache
def _load_question_words(code: str) -> tuple[frozenset[str], frozenset[str]]:
    pack = load_pack(code)
    questions = frozenset().union(*pack.question_words.values()) if pack else frozenset()
    return (pack.stop_words if pack else frozenset()), questions


def identify_question_language(text: str) -> str:
    """
    Return the language of a question or a day that is asked about; English if nothing speaks for another.

    A question is short, so its small words decide: each of a language's own counts for it, and English wins a tie.
    """
    script, letters, counts = _count_scripts(text)
    if script == "hangul":
        return "ko"
    if script in {"han", "kana"}:
        return "ja" if counts.get("kana") or _JAPANESE_WORDS.search(text) else "zh"
    if script == "cyrillic":
        is_open = not _RUSSIAN_LETTERS.search(text)
        return "uk" if _UKRAINIAN_LETTERS.search(text) or (is_open and _is_ukrainian(text)) else "ru"
    if script == "arabic":
        return "ar"
    return _identify_latin_question(text) if letters else ENGLISH


#: Words of dates that Japanese writes in Chinese characters alone and Chinese does not.
_JAPANESE_WORDS = re.compile("曜日|[先来今]週|昨日|明日|今日|昨年|[先来]月|昨夜|今朝|一昨|時")


def _is_ukrainian(text: str) -> bool:
    words = {word.lower() for word in _QUESTION_WORD.findall(text)}
    counts = {code: _count_own(words, code) + 2 * _count_calendar_words(words, code) for code in ("uk", "ru")}
    return counts["uk"] > counts["ru"]


def _count_calendar_words(words: set[str], code: str) -> int:
    pack = load_pack(code)
    names = (*pack.months, *pack.weekdays) if pack else ()
    return sum(bool(find_number(names, word)) for word in words)


def _count_own(words: set[str], code: str) -> int:
    stop_words, questions = _load_question_words(code)
    return len(words & stop_words) + 2 * len(words & questions)


def _identify_latin_question(text: str) -> str:
    words = {word.lower() for word in _QUESTION_WORD.findall(text)}
    unclear = frozenset() if any(map(str.isdigit, text)) else _ALSO_ENGLISH
    dated = {code: len(words & (_load_date_words(code) - unclear)) for code in _LATIN_PACKS}
    if not any(dated.values()) and not _may_be_foreign(words):
        return ENGLISH
    english = sum(word in FUNCTION_WORDS for word in words)
    scores = {code: _count_own(words, code) + 2 * dated[code] for code in _LATIN_PACKS}
    best = max(_LATIN_PACKS, key=lambda code: (scores[code], dated[code]))
    if not dated[best] and _count_small_words(words, best) < _MIN_SMALL_WORDS and not _ACCENTED.search(text):
        return ENGLISH  # one word may be a name: "Kim" is "who" in Turkish
    return best if scores[best] > english + (1 if english else 0) or (dated[best] and not english) else ENGLISH


#: Small words of another language that a question without accents must have.
_MIN_SMALL_WORDS = 2


def _count_small_words(words: set[str], code: str) -> int:
    stop_words, questions = _load_question_words(code)
    return len(words & (stop_words | questions))


@cache
def _load_date_words(code: str) -> frozenset[str]:
    return frozenset(_DATE_WORDS[code].split())


#: Small words of other languages that English questions seldom hold; without one of them no pack is loaded.
_FOREIGN_SMALL_WORDS = frozenset(
    "der das den dem ein eine und ist wer wann wo warum wie was welche el la los las le les de del du des"
    " un une una que qué quién quien cuándo dónde cuánto cuánta cuántos qui quand où pourquoi combien chi"
    " quando dove perché quanto il lo gli os quem onde quantos kto kiedy gdzie dlaczego ile co kim"
    " nerede neden kaç ne zaman nasıl über für mit von".split()
)


def _may_be_foreign(words: set[str]) -> bool:
    return not words.isdisjoint(_FOREIGN_SMALL_WORDS)
