"""Tokenize and stem words, detect languages, find synonyms, and recognize sentences that depend on their context."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import Stemmer

from corpus.entities.wordlists import load_cities
from corpus.languages.en.calendar import MONTH_AND_WEEKDAY_NAMES
from corpus.languages.en.nouns import PERSON_NOUN_ENDINGS
from corpus.languages.en.page_phrases import AGENCY_DATELINE, PLACE_DATELINE
from corpus.languages.en.verbs import IRREGULAR_PAST_VERBS, WORDS_AFTER_VERBS, is_verb_stem
from corpus.languages.en.vocabulary import (
    AUXILIARY_VERBS,
    BACKWARD_REFERENCE,
    BIOGRAPHY,
    CLOCK_OPENING,
    CONNECTIVE_OPENING,
    DAY_BEFORE,
    DAY_WORDS,
    DEMONSTRATIVE_OPENING,
    DEPENDENT_OPENING,
    EVERYDAY_GROUPS,
    FUNCTION_WORDS,
    INTRODUCING_WORDS,
    KNOWN_THING_WORDS,
    LEAD_IN,
    NAMED_PERSON,
    NOUN_SPECIFIERS,
    PERSON_PRONOUN,
    PERSON_WORDS,
    PLACE_ADVERB,
    PLACE_BEFORE,
    PRONOUN_AFTER_LEAD_IN,
    PRONOUN_OPENING,
    PRONOUN_SUBJECT,
    SELF_DESCRIPTION,
    SYNONYM_GROUPS,
    UNNAMED_SPEAKER,
    WRITER_PRONOUN,
)
from corpus.languages.en.word_families import WORD_FAMILIES
from corpus.languages.identification import identify_question_language
from corpus.languages.pack import ENGLISH, load_pack
from corpus.languages.stems import is_function_word, list_stems
from corpus.models import Passage

#: Minimum number of content words, and maximum number of characters, of a sentence in a briefing or a timeline.
MIN_SENTENCE_STEMS, MAX_SENTENCE_CHARACTERS = 5, 450

_WORD_PATTERN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")

_ENGLISH_STEMMER = Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the Snowball English stem of a lower-case *word*, without its dots, apostrophes and possessive."""
    plain = _POSSESSIVE.sub("", word).replace(".", "").replace("’", "").replace("'", "")
    return str(_ENGLISH_STEMMER.stemWord(plain))


@lru_cache(maxsize=4_096)  # each sentence is tokenized several times
def tokenize(text: str) -> tuple[str, ...]:
    """Return the words of *text* in lower case, function words included; "U.N." is one word."""
    return tuple(_WORD_PATTERN.findall(text.lower()))


def content_words(text: str, language: str = "") -> tuple[str, ...]:
    """Return the content words of *text* unstemmed, in lower case and in order, with repetitions."""
    pack = None if language in {"", ENGLISH} else load_pack(language)
    if pack is None:
        return tuple(word for word in tokenize(text) if word not in FUNCTION_WORDS)
    return tuple(word for word in tokenize(text) if not is_function_word(word, pack))


@cache
def load_common_stems() -> frozenset[str]:
    """Return the stems of the most common English words."""
    lines = (files("corpus.languages.en") / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(stem(word) for word in lines if not word.startswith("#"))


def bigrams(text: str) -> tuple[tuple[str, str], ...]:
    """
    Return the bigrams of *text*, as stems, in which at least one word is a content word.

    References:
        Gillick & Favre (2009), A Scalable Global Model for Summarization, ILP-NLP, which uses such bigrams as concepts.
    """
    words = tokenize(text)
    return tuple(
        (stem(first), stem(second))
        for first, second in pairwise(words)
        if first not in FUNCTION_WORDS or second not in FUNCTION_WORDS
    )


@lru_cache(maxsize=4_096)
def stem_words(text: str, language: str = "") -> tuple[str, ...]:
    """
    Return the stems of the content words of *text*, in order, with repetitions.

    Args:
        text: The text.
        language: ISO 639-1 code of its language; without one, its script decides, and Latin letters are English.
    """
    if language in {"", ENGLISH} and not text.isascii():
        language = _find_script_language(text)
    if language not in {"", ENGLISH} and (stems := list_stems(text, language)):
        return stems
    return tuple(stem(word) for word in content_words(text) if _POSSESSIVE.sub("", word))


def stem_passage(passage: Passage) -> tuple[str, ...]:
    """Return the stems of the content words of *passage*, read in the language of its article."""
    return stem_words(passage.sentence.text, passage.citation.language)


_FOREIGN_LETTERS = re.compile("[\u0400-\u04ff\u0620-\u064a\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]")


_OTHER_SCRIPT_LANGUAGES = frozenset({"ar", "ja", "ko", "ru", "uk", "zh"})


def _find_script_language(text: str) -> str:
    """Return the likely language of a text in another script, ``""`` if at most half of it is."""
    if not _FOREIGN_LETTERS.search(text):
        return ""
    found = identify_question_language(text)
    return found if found in _OTHER_SCRIPT_LANGUAGES else ""


#: The most common words of each language written in Latin letters, by ISO 639-1 code; our own list.
_COMMON_WORDS = {
    "en": "the of and to in that is was for on with as it by at from this be are have has not but they which will",
    "de": "der die das und in den von zu mit ist auf für im dem nicht ein eine des sich auch als an werden wird bei",
    "fr": "le la les de des et en un une du est dans que qui pour au par sur pas plus avec ne se ce sont cette ont été",
    "es": "el la los las de y en que un una del por con para se su al es como más pero sus ha este fue han está",
    "it": "il di che e la per un in è del della con non una dei sono alla più le da si gli nel ha anche come questo",
    "pt": "o a os as de e que do da em um uma para com não por no na dos das se mais ao foi como são à pelo pela",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als door bij maar uit naar wordt heeft",
    "sv": "och att det i som en på är av för med den till inte har de ett om var men sig så från kan ska efter",
}
#: Languages of scripts that are mostly used by one language, by the first word of their letters' Unicode names.
_SCRIPT_LANGUAGES = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "THAI": "th",
}
#: Cyrillic letters that exist in Ukrainian but not in Russian.
_UKRAINIAN_LETTERS = re.compile("[іїєґІЇЄҐ]")
#: Minimum number of common words that identifies a language.
_MIN_COMMON_WORDS = 2


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the likely language of *text*, or ``""`` if unknown."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    if not scripts:
        return ""
    if any(script in scripts for script in ("HIRAGANA", "KATAKANA")) and "HANGUL" not in scripts:
        return "ja"  # most letters of a Japanese text may be Chinese characters
    script = scripts.most_common(1)[0][0]
    if script == "CYRILLIC":
        return "uk" if _UKRAINIAN_LETTERS.search(text) else "ru"
    if script == "CJK":
        return "zh"
    return _detect_by_common_words(text) if script == "LATIN" else _SCRIPT_LANGUAGES.get(script, "")


def _detect_by_common_words(text: str) -> str:
    words = Counter(tokenize(text))
    counts = {code: sum(words[word] for word in common) for code, common in _load_common_words().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _MIN_COMMON_WORDS else ""


@cache
def _load_common_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _COMMON_WORDS.items()}


@cache
def _load_senses() -> dict[str, frozenset[str]]:
    """Return the senses of each stem; a sense is identified by the line of its synonym group."""
    senses: dict[str, set[str]] = {}
    for line in SYNONYM_GROUPS.strip().splitlines():
        for word in {stem(word) for word in line.split()}:
            senses.setdefault(word, set()).add(line.strip())
    return {word: frozenset(lines) for word, lines in senses.items()}


@cache
def _load_synonyms() -> dict[str, frozenset[str]]:
    synonyms: dict[str, set[str]] = {}
    for word, lines in _load_senses().items():
        others = {stem(other) for line in lines for other in line.split()}
        synonyms[word] = others - {word}
    return {word: frozenset(others) for word, others in synonyms.items()}


def find_senses(word: str) -> frozenset[str]:
    """Return the senses of the stem *word*; empty if the thesaurus does not contain it."""
    return _load_senses().get(word, frozenset())


def find_synonyms(word: str) -> frozenset[str]:
    """Return the stems of the synonyms of the stem *word*; empty if the thesaurus does not contain it."""
    return _load_synonyms().get(word, frozenset())


@cache
def _load_everyday_synonyms() -> dict[str, frozenset[str]]:
    synonyms: dict[str, set[str]] = {}
    for line in EVERYDAY_GROUPS.strip().splitlines():
        group = {stem(word) for word in line.split()}
        for word in group:
            synonyms.setdefault(word, set()).update(group - {word})
    return {word: frozenset(others) for word, others in synonyms.items()}


@lru_cache(maxsize=10_000)
def find_everyday_synonyms(word: str) -> frozenset[str]:
    """Return the stems of the words that news uses for the everyday word with the stem *word*, and their synonyms."""
    everyday = _load_everyday_synonyms()
    return find_synonyms(word).union(*(everyday.get(root, ()) for root in (word, *list_family_stems(word))))


#: Minimum length of a shared beginning of related words, and how many letters may follow it in the longer one.
MIN_SHARED_BEGINNING, MAX_DIFFERENT_ENDING = 4, 4
#: Minimum length of a stem whose last letter may differ.
MIN_LENGTH_WITH_OTHER_ENDING = 6


@cache
def _load_families() -> tuple[dict[str, frozenset[int]], tuple[tuple[str, ...], ...]]:
    """Return the numbers of the families of each stem, and the words of each family."""
    families = tuple(tuple(line.split()) for line in WORD_FAMILIES.strip().splitlines())
    numbers: dict[str, set[int]] = {}
    for number, words in enumerate(families):
        for word in words:
            numbers.setdefault(stem(word), set()).add(number)
    return {root: frozenset(found) for root, found in numbers.items()}, families


@lru_cache(maxsize=200_000)
def are_related(one: str, other: str) -> bool:
    """
    Return whether two stems belong to forms of one word: "died" and "death", "german" and "germany".

    They are in one word family, or one of them, save for its last letter, begins the other.
    """
    if one == other:
        return True
    numbers, _ = _load_families()
    if one in numbers and not numbers[one].isdisjoint(numbers.get(other, ())):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < MIN_SHARED_BEGINNING or one[0] != other[0]:
        return False
    shared = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    needed = len(short) - 1 if len(short) >= MIN_LENGTH_WITH_OTHER_ENDING else len(short)
    return shared >= max(needed, MIN_SHARED_BEGINNING) and len(long) - shared <= MAX_DIFFERENT_ENDING


@lru_cache(maxsize=10_000)
def list_family_stems(root: str) -> tuple[str, ...]:
    """Return the stems in the word families of the stem *root*, itself included; empty if it is in none."""
    numbers, families = _load_families()
    return tuple(dict.fromkeys(stem(word) for number in sorted(numbers.get(root, ())) for word in families[number]))


def list_related_forms(root: str) -> tuple[str, ...]:
    """
    Return what to search for besides the stem *root*: words of its families, and the beginning of other forms.

    A beginning ends in an asterisk.
    """
    numbers, families = _load_families()
    words = [word for number in sorted(numbers.get(root, ())) for word in families[number]]
    if len(root) >= MIN_SHARED_BEGINNING:
        words.append(f"{root[:-1] if len(root) >= MIN_LENGTH_WITH_OTHER_ENDING else root}*")
    return tuple(dict.fromkeys(words))


_QUOTE_MARKS = "\"“”‘’'"
#: What may stand before the first word of a sentence, in any language.
_OPENING_MARKS = f" \n\t\xa0{_QUOTE_MARKS}…[(„‚«»‹›「『《〈—–-"
#: What a whole sentence ends in; in other languages than English also their stops and closing marks.
_ENDING_MARKS, _FOREIGN_ENDING_MARKS = frozenset(".!?\"”’'…)"), frozenset("“»«›‹。！？」』）》〉؟۔⁈")
_QUOTED_TEXT = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^’]*(?:’(?!\w)|$)")
_LETTER = re.compile(r"[^\W\d_]")


def depends_on_context(text: str, language: str = "") -> bool:
    """
    Return whether the sentence *text* needs the sentence before it to be understood.

    Args:
        text: The sentence.
        language: ISO 639-1 code of its language; ``""`` is taken for English.
    """
    opening = text.lstrip(_OPENING_MARKS)
    if language not in {"", ENGLISH}:
        return _has_dependent_opening(opening, language) or _is_fragment(opening)
    small = opening[:1].lower() + opening[1:]  # words that are still capitalized are names
    outside = _QUOTED_TEXT.sub(" ", text)
    return bool(
        DEPENDENT_OPENING.match(small)
        or CONNECTIVE_OPENING.match(small)
        or _is_fragment(opening)
        or not _LETTER.search(outside)
        or UNNAMED_SPEAKER.match(outside)
        or ((subject := PRONOUN_SUBJECT.match(small)) and not NAMED_PERSON.search(subject[0]))
    )


def _has_dependent_opening(opening: str, language: str) -> bool:
    """Return whether *opening* begins as sentences in *language* do that lean on the one before; no pack, no such."""
    pack = load_pack(language)
    if pack is None or pack.dependent_openings is None:
        return False
    return pack.dependent_openings.match(opening.replace("’", "'")) is not None


def ends_as_sentence(text: str, language: str = "") -> bool:
    """Return whether *text* ends as a whole sentence of *language* does; ``""`` is taken for English."""
    last = text.rstrip()[-1:]
    return last in _ENDING_MARKS or (language not in {"", ENGLISH} and last in _FOREIGN_ENDING_MARKS)


def describes_article(text: str) -> bool:
    """Return whether the sentence *text* describes its own article: "A look back at the week"."""
    return bool(SELF_DESCRIPTION.match(text))


def refers_back(text: str, language: str = "") -> bool:
    """
    Return whether the sentence *text* refers to somebody or something that only another sentence names.

    A pronoun for one person needs a name or a noun for a person before it, outside of quotations. Of sentences in
    another *language* than English, only the first words are known (`depends_on_context`).
    """
    if language not in {"", ENGLISH}:
        return False
    if BACKWARD_REFERENCE.search(text) or _needs_day(text):
        return True
    outside = _QUOTED_TEXT.sub(" ", text)
    place = PLACE_ADVERB.search(outside)
    if place and not PLACE_BEFORE.search(outside[: place.start()]):
        return True
    if DEMONSTRATIVE_OPENING.match(outside) or PRONOUN_AFTER_LEAD_IN.match(outside):
        return True
    pronoun = PERSON_PRONOUN.search(outside)
    return pronoun is not None and not any(map(_may_name_person, outside[: pronoun.start()].split()))


def _needs_day(text: str) -> bool:
    """Return whether the sentence *text* has a time of day or "the day before", and no day that it belongs to."""
    found = CLOCK_OPENING.match(text) or DAY_BEFORE.search(_QUOTED_TEXT.sub(" ", text))
    return found is not None and not any(
        word in MONTH_AND_WEEKDAY_NAMES or word in DAY_WORDS for word in tokenize(text)
    )


_PART_OF_SENTENCE = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]")
#: Words of a noun phrase, and words before a noun among which the one that introduces it is looked for.
_MAX_NOUN_PHRASE, _MAX_WORDS_BEFORE_NOUN = 4, 4
#: Letters that a past tense in "-ed" has more than.
_MIN_ED_LETTERS = 4


def find_known_thing(text: str) -> str:
    """
    Return the stem of the noun of the definite phrase that opens the sentence *text*, ``""`` if there is none.

    "The ferries left at noon." takes the ferries for known, also behind "In effect"; "The ferry to Bergen left." says
    itself which one is meant.
    """
    words = _PART_OF_SENTENCE.findall(LEAD_IN.sub("", text.lstrip(f" \n\t{_QUOTE_MARKS}…")))
    if words[:1] not in (["The"], ["the"]):
        return ""
    noun = ""
    for word, follower in zip(words[1 : _MAX_NOUN_PHRASE + 2], [*words[2 : _MAX_NOUN_PHRASE + 2], ""], strict=False):
        lower = word.lower()
        if word[0].isupper() or word[0].isdigit() or lower in NOUN_SPECIFIERS:
            return ""
        is_verb = lower in AUXILIARY_VERBS or (noun and (_is_past_tense(lower) or _is_present(lower, follower.lower())))
        if not word[0].isalpha() or lower in FUNCTION_WORDS or is_verb:
            break
        noun = stem(lower)
        if _POSSESSIVE.search(lower):
            break
    return noun


def _is_present(word: str, follower: str) -> bool:
    """Return whether *word* may be a present verb: "the clause brings back the …", but not "the council houses of"."""
    is_followed = follower in WORDS_AFTER_VERBS or follower in {"back", "up", "out", "off", "down", "away"}
    return word.endswith("s") and is_verb_stem(word[:-1]) and is_followed


def _is_past_tense(word: str) -> bool:
    return word in IRREGULAR_PAST_VERBS or (len(word) > _MIN_ED_LETTERS and word.endswith("ed"))


def introduces(text: str, noun: str) -> bool:
    """Return whether the sentence *text* introduces what the stem *noun* names: "a ferry", "two old ferries"."""
    words = [word.lower() for word in _PART_OF_SENTENCE.findall(text)]
    return any(_is_introduced(words[max(0, at - _MAX_WORDS_BEFORE_NOUN) : at]) for at in _find_stem(words, noun))


def _find_stem(words: list[str], noun: str) -> list[int]:
    return [at for at, word in enumerate(words) if word[0] == noun[0] and stem(word) == noun]


def _is_introduced(before: list[str]) -> bool:
    """Return whether a noun behind the words *before* is introduced by the nearest of them that can do so."""
    for word in reversed(before):
        if not word[0].isalnum() or word in KNOWN_THING_WORDS or word.endswith(("'s", "’s")):
            return False
        if word in INTRODUCING_WORDS or word[0].isdigit():
            return True
    return False


def speaks_for_writer(text: str) -> bool:
    """Return whether the sentence *text* speaks of its writer, outside of quotations: "my colleagues", "as we said"."""
    return WRITER_PRONOUN.search(_QUOTED_TEXT.sub(" ", text)) is not None


def is_biography(text: str) -> bool:
    """Return whether the short sentence *text* says only what somebody is: "Ruiz is a fellow at the Institute"."""
    return (
        len(text.split()) <= MAX_BIOGRAPHY_WORDS
        and BIOGRAPHY.match(text) is not None
        and not any(letter.isdigit() for letter in text)
    )


def _may_name_person(word: str) -> bool:
    plain = _POSSESSIVE.sub("", word.strip(f".,;:()—–-{_QUOTE_MARKS}"))
    lower = plain.lower()
    if plain[:1].isupper():
        return lower not in FUNCTION_WORDS and lower not in MONTH_AND_WEEKDAY_NAMES
    return lower in PERSON_WORDS or (len(lower) > MIN_PERSON_NOUN_LENGTH and lower.endswith(PERSON_NOUN_ENDINGS))


def opens_with_pronoun(text: str, language: str = "") -> bool:
    """
    Return whether the sentence *text* begins with a pronoun or with "there", outside of a quotation or inside.

    In another *language* than English, any opening counts that leans on the sentence before.
    """
    opening = text.lstrip(_OPENING_MARKS)
    if language not in {"", ENGLISH}:
        return _has_dependent_opening(opening, language)
    return bool(PRONOUN_OPENING.match(opening))


_SINGLE_MARK_OPENING = re.compile(r"(?<![^\W_])[‘'](?=[^\W\d_])(?!(?:tis|twas|em|cause|til|n)\b)")
_SINGLE_MARK_CLOSING = re.compile(r"(?<=[^\s(\[“\"])[’'](?![^\W_])")


def is_half_quoted(text: str) -> bool:
    """Return whether the sentence *text* begins or ends inside a quotation, by double marks or by single ones."""
    if text.count("“") != text.count("”") or text.count('"') % 2 == 1:
        return True
    # A mark behind a word may be an apostrophe ("the boys' boat"), so only one that is never closed counts.
    return len(_SINGLE_MARK_OPENING.findall(text)) > len(_SINGLE_MARK_CLOSING.findall(text))


#: Words of a sentence that says only what somebody is.
MAX_BIOGRAPHY_WORDS = 22
#: Letters that a noun for a person with a typical ending has more than ("driver", and not "over").
MIN_PERSON_NOUN_LENGTH = 4
#: Words that a sentence must have behind the dateline of an agency.
_MIN_WORDS_AFTER_DATELINE = 4
_SPACED_DASH = re.compile(r"\s[—–―]\s")


def find_dateline_end(text: str) -> int:
    """
    Return the offset behind the place, date and agency that open the sentence *text*, 0 if there are none.

    "OSLO (AP) — The ferry sank." gives the offset of "The".
    """
    blank = len(text) - len(text.lstrip())
    match = AGENCY_DATELINE.match(text, blank) or _match_city(text, blank)
    if match is None or len(text[match.end() :].split()) < _MIN_WORDS_AFTER_DATELINE:
        return blank
    return match.end()


def _match_city(text: str, at: int) -> re.Match[str] | None:
    """Return the match of a city before a dash, unless another dash closes what may be put in between."""
    match = PLACE_DATELINE.match(text, at)
    if match is None or match["place"].lower() not in load_cities() or _SPACED_DASH.search(text, match.end()):
        return None
    return match


def _is_fragment(opening: str) -> bool:
    """Return whether the first word is in lower case, as in no full sentence; "iPhone" and "eBay" are names."""
    first = opening.split(maxsplit=1)[0] if opening else ""
    return first[:1].islower() and first == first.lower()
