"""Read questions in the free forms in which they are typed: courtesies, misspelt question words, a noun, two parts."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.languages.en.question_words import (
    COURTESY_PHRASES,
    MISSPELT_QUESTION_WORDS,
    NOUN_QUESTIONS,
    OPENING_QUESTION_WORD,
    QUESTION_WORD_AT_END,
    QUESTION_WORDS,
    REFERRING_PRONOUN,
    SECOND_QUESTION,
    TOPIC_BEFORE_QUESTION,
)
from corpus.languages.en.vocabulary import FUNCTION_WORDS

#: Words at the beginning of a question among which misspelt question words are corrected.
MAX_OPENING_WORDS = 3
#: Longest question of which the form is changed, in characters; a longer one is read as it stands.
MAX_REPHRASED_CHARACTERS = 300
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1_024)
def normalize_question(text: str) -> str:
    """
    Return *text* as a question of a common form.

    Courtesies are replaced with spaces, misspelt question words corrected. A question that is made of a noun, or whose
    question words are not its first words, gets them first: "number of rooms", "rooms how many", "the inn: who has it".
    """
    plain = COURTESY_PHRASES.sub(lambda match: " " * len(match[0]), text)
    if len(plain) > MAX_REPHRASED_CHARACTERS:
        return plain
    plain = _correct_question_words(plain)
    for pattern, words in NOUN_QUESTIONS:
        if (match := pattern.match(plain)) and not (match[0][0].isupper() and plain[match.end()].isupper()):
            return f"{words} {plain[match.end() :]}"  # "Age of Empires" is a name
    if OPENING_QUESTION_WORD.match(plain):
        return plain
    if (match := TOPIC_BEFORE_QUESTION.match(plain)) and not _is_relative_clause(match):
        return f"{match['question'].rstrip('? ')} {match['topic'].strip()}"
    # "WHO" among other words is the organization.
    if (match := QUESTION_WORD_AT_END.match(plain)) and (plain.isupper() or not match["words"].isupper()):
        return f"{match['words']} {match['rest'].strip()}"
    return plain


def _is_relative_clause(match: re.Match[str]) -> bool:
    """Return whether what follows the topic may belong to it: "the mayor, who opened the bridge"."""
    return match["mark"] == "," and not match["question"].endswith("?")


def _correct_question_words(text: str) -> str:
    """
    Return *text* with its misspelt question words corrected.

    Many are also names, so the word beside one must show that it is none: "wen is it", "how meny", not "wen jiabao".
    One that begins like a name is only corrected if it opens the question.
    """
    for match in list(_WORD.finditer(text))[:MAX_OPENING_WORDS]:
        word = text[match.start() : match.end()]
        right = MISSPELT_QUESTION_WORDS.get(word if text[: match.start()].strip() else word.lower())
        if right and _is_question_word(right, text[: match.start()], text[match.end() :]):
            return _correct_question_words(text[: match.start()] + right + text[match.end() :])
    return text


def _is_question_word(word: str, before: str, after: str) -> bool:
    """Return whether the text *before* and *after* a misspelt *word* shows that it was meant."""
    if word in _QUANTITY_WORDS:
        return before.lower().split()[-1:] == ["how"]
    follows = _WORD.search(after)
    return follows is not None and (
        follows[0].lower() in FUNCTION_WORDS or MISSPELT_QUESTION_WORDS.get(follows[0], follows[0]) in _QUANTITY_WORDS
    )


_QUANTITY_WORDS = frozenset({"many", "much"})


def split_question(text: str) -> tuple[str, ...]:
    """
    Return the two questions that *text* asks at once; empty if it asks one.

    A second one that names nothing, or refers to what the first one names, gets the words of the first: "when is the
    bridge shut and why" asks "why is the bridge shut", too.
    """
    if len(text) > MAX_REPHRASED_CHARACTERS:
        return ()
    plain = normalize_question(text)
    match = SECOND_QUESTION.search(plain)
    if match is None:
        return ()
    first, second = plain[: match.start()].strip(), match["question"].strip()
    if not _ASKING_WORDS.isdisjoint(first.lower().split()[-1:]):  # "do we know how and why …"
        return ()
    if not _has_content(first) or not OPENING_QUESTION_WORD.match(first):
        return ()
    if not _has_content(second) or REFERRING_PRONOUN.search(second):
        second = f"{second} {_drop_question_words(first)}"
    return f"{first}?", f"{second}?"


def _has_content(text: str) -> bool:
    words = (match[0].lower() for match in _WORD.finditer(text))
    return any(word not in FUNCTION_WORDS and word not in QUESTION_WORDS for word in words)


def _drop_question_words(text: str) -> str:
    """Return *text* without its opening question words: "is the bridge shut" of "when is the bridge shut"."""
    words = text.split()
    while words and words[0].lower().rstrip("'’s") in _ASKING_WORDS:
        words.pop(0)
    return " ".join(words)


_ASKING_WORDS = frozenset("what when where why who whom which how many much old long far often come".split())
