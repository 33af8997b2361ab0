"""Measure what two sentences have in common: words, names and word order."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from briefings.text import find_synonyms, stem, stem_words, tokenize
from corpus.languages.en.numbers import ATTRIBUTION_TAIL, COMMON_STORY_WORDS
from corpus.languages.en.people import NAME_PREFIXES
from corpus.languages.en.vocabulary import FUNCTION_WORDS
from corpus.models import MentionKind, Passage

#: Stems of words of so many stories that they are no sign of one story, nor of two.
COMMON_STORY_STEMS = frozenset(map(stem, COMMON_STORY_WORDS))
_EDGE_MARKS = ".,;:“”\"'()’‘?!—"


def get_actors(passage: Passage) -> frozenset[str]:
    """Return the ids of the actors that *passage* mentions."""
    return frozenset(mention.actor for mention in passage.mentions if mention.actor)


def extract_names(passage: Passage) -> frozenset[str]:
    """Return the ids of known actors and the other capitalized words inside the sentence, except those of dates."""
    start = passage.sentence.start
    text = list(passage.sentence.text)
    for first, last in [(m.start, m.end) for m in passage.mentions] + [(one.start, one.end) for one in passage.dates]:
        text[max(first - start, 0) : last - start] = " " * (last - max(first, start))
    words = "".join(text).split()
    capitals = {word.strip(_EDGE_MARKS) for word in words[1:] if word.strip("“\"'‘(")[:1].isupper()}
    capitals = {word for word in capitals if word.lower() not in NAME_PREFIXES}
    return frozenset({m.actor for m in passage.mentions if m.actor} | {stem(word.lower()) for word in capitals if word})


def has_different_names(left: Passage, right: Passage) -> bool:
    """Return whether each sentence names an actor or place that the other does not, as reports of two events would."""
    left_names, right_names = extract_names(left), extract_names(right)
    return bool(left_names - right_names and right_names - left_names)


def compute_overlap(stems: frozenset[str], other_stems: frozenset[str]) -> float:
    """Return the share of *stems* that *other_stems* contains, synonyms included."""
    shared = sum(1 for word in stems if word in other_stems or not other_stems.isdisjoint(find_synonyms(word)))
    return shared / len(stems)


def list_content_stems(text: str, language: str = "") -> list[str]:
    """Return the stems of the content words of *text*, without numbers, in order and with repetitions."""
    return [word for word in stem_words(text, language) if not word.isdigit()]


@lru_cache(maxsize=10_000)
def get_content_stems(text: str, language: str = "") -> frozenset[str]:
    """Return the stems of the content words of *text*, without numbers."""
    return frozenset(list_content_stems(text, language))


def get_passage_stems(passage: Passage) -> frozenset[str]:
    """Return the stems of the content words of *passage* in its language, without numbers."""
    return get_content_stems(passage.sentence.text, passage.citation.language)


def has_mutual_overlap(left: Passage, right: Passage, least: float) -> bool:
    """Return whether each sentence contains at least the share *least* of the other's words."""
    left_stems, right_stems = get_passage_stems(left), get_passage_stems(right)
    return (
        bool(left_stems and right_stems)
        and min(compute_overlap(left_stems, right_stems), compute_overlap(right_stems, left_stems)) >= least
    )


def get_name_words(passage: Passage) -> frozenset[str]:
    """Return the stems of the words of all names, whether they are known as actors or not."""
    text, start = passage.sentence.text, passage.sentence.start
    named = {
        stem(word.lower())
        for mention in passage.mentions
        if mention.kind is MentionKind.NAME
        for word in text[mention.start - start : mention.end - start].split()
        if word[:1].isupper()
    }
    return frozenset(named | {word for word in extract_names(passage) if word not in get_actors(passage)})


def get_attribution_stems(text: str) -> frozenset[str]:
    """Return the stems of the clause at the end of *text* that names who said it, whom another report need not ask."""
    match = ATTRIBUTION_TAIL.search(text.rstrip(". "))
    return frozenset(map(stem, tokenize(match[0]))) if match else frozenset()


def find_shared_names(left: Passage, right: Passage) -> frozenset[str]:
    """Return the words of names that both sentences have, and the actors that both mention by other words."""
    ours, theirs = get_name_words(left), get_name_words(right)
    shared = (ours & theirs) | (ours & _get_first_stem(right)) | (theirs & _get_first_stem(left))
    return shared or (get_actors(left) & get_actors(right))


def _get_first_stem(passage: Passage) -> frozenset[str]:
    """Return the stem of the first word, whose capital says nothing."""
    return frozenset(list_content_stems(passage.sentence.text, passage.citation.language)[:1])


#: Share of the words that two parallel sentences have in the same order, and letters by which two words are related.
MIN_PARALLEL_SHARE, _RELATED_LETTERS = 0.7, 5


def are_parallel(left: str, right: str) -> bool:
    """Return whether two sentences have most words in the same order."""
    return SequenceMatcher(None, tokenize(left), tokenize(right), autojunk=False).ratio() >= MIN_PARALLEL_SHARE


def has_parallel_difference(left: str, right: str) -> bool:
    """
    Return whether two sentences are built alike and differ in a content word, as sentences about two things do.

    "The new library will cost …", "The new swimming pool will cost …": what stands in one place is another thing.
    """
    words, others = list(tokenize(left)), list(tokenize(right))
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if matcher.ratio() < MIN_PARALLEL_SHARE:
        return False
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "replace":
            ours, theirs = _list_things(words[first:last], others), _list_things(others[start:end], words)
            if ours and theirs and not any(_are_related(one, other) for one in ours for other in theirs):
                return True
    return False


def _list_things(words: list[str], elsewhere: list[str]) -> frozenset[str]:
    """Return the stems of the content words of *words*, except those that the other sentence has in another place."""
    moved = {stem(word) for word in elsewhere}
    stems = {stem(word) for word in words if word not in FUNCTION_WORDS and not any(map(str.isdigit, word))}
    return frozenset(stems - moved - COMMON_STORY_STEMS)


def _are_related(word: str, other: str) -> bool:
    return word in find_synonyms(other) or word[:_RELATED_LETTERS] == other[:_RELATED_LETTERS]
