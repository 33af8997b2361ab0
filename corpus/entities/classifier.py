"""Classify names as person, organization, place or other, and distinguish cities from governments."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from corpus.entities.models import ContentSpan, EntityLabel, Name, NameToken
from corpus.entities.registry import normalize_name
from corpus.entities.wordlists import is_ordinary_word
from corpus.languages.en.abbreviations import NON_NAMES
from corpus.languages.en.calendar import CALENDAR_WORDS
from corpus.languages.en.cue_verbs import REPORTING_FROM_VERBS
from corpus.languages.en.nouns import COMPOUND_ADJECTIVE_ENDINGS, NON_ACTOR_HEADS, THING_NOUNS
from corpus.languages.en.organizations import ORGANIZATION_HEADS
from corpus.languages.en.people import HONORIFICS, NAME_CONNECTORS, TITLE_WORDS
from corpus.languages.en.places import (
    CAPITAL_APPOSITION,
    CITY_EVENT_NOUNS,
    CITY_NOUNS,
    COMPLEMENT_AFTER_LEFT,
    DIRECTIONS,
    MOTION_WORDS,
    PLACE_CONTINUATION,
    PLACE_HEADS,
    PLACE_LIST,
    PLACE_PREPOSITIONS,
    SITE_HEADS,
)
from corpus.languages.en.verbs import IRREGULAR_PREDICATES
from corpus.languages.en.vocabulary import COMMON_WORDS, LIST_SEPARATOR, PREDICATE_ENDINGS
from corpus.models import Zone


def extract_features(tokens: Sequence[NameToken], first: int, last: int) -> Iterator[str]:
    """
    Yield the features of the name ``tokens[first:last]`` in its sentence.

    Args:
        tokens: The sentence's tokens.
        first: Index of the name's first token.
        last: One past the index of its last.
    """
    words = [token.text.lower() for token in tokens[first:last]]
    before = [tokens[at].text.lower() if at >= 0 else "<" for at in (first - 2, first - 1)]
    after = [tokens[at].text.lower() if at < len(tokens) else ">" for at in (last, last + 1)]
    length = min(len(words), 4)
    yield f"n={length}"
    yield f"first={words[0]}"
    yield f"last={words[-1]}"
    yield f"whole={' '.join(words)}"
    yield from (f"in={word}" for word in words)
    yield from (f"end={words[-1][-size:]}{length}" for size in (2, 3, 4))
    yield f"start={words[0][:3]}{length}"
    yield f"before={before[1]}"
    yield f"before2={before[0]} {before[1]}"
    yield f"after={after[0]}"
    yield f"after2={after[0]} {after[1]}"
    yield f"beforekind={classify_word(before[1])}{length}"
    yield f"afterkind={classify_word(after[0])}{length}"
    yield f"around={before[1]}|{after[0]}"
    yield f"shape={'+'.join(compute_word_shape(token.text) for token in tokens[first:last][:4])}"
    yield f"lastkind={classify_word(words[-1])}{length}"
    yield from (f"inkind={classify_word(word)}" for word in words[:-1])
    if any(word in NAME_CONNECTORS for word in words):
        yield "linked"


def classify_word(word: str) -> str:
    """Return the word list that contains *word* (lower case), else "number", "word" or the sign itself."""
    for name, words in (
        ("org", ORGANIZATION_HEADS),
        ("place", PLACE_HEADS),
        ("title", TITLE_WORDS),
        ("day", CALENDAR_WORDS),
    ):
        if word in words:
            return name
    return "number" if word[0].isdigit() else "word" if word[0].isalpha() else word


def compute_word_shape(text: str) -> str:
    """Return the shape of a word: ``Xx`` for Putin, ``X.`` for J., ``Xx-x`` for Jae-in, ``XX`` for NATO."""
    if text.isupper():
        return "X" if len(text) == 1 else "X." if "." in text else "XX"
    runs = ["X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in text]
    return "".join(c for at, c in enumerate(runs) if not at or runs[at - 1] != c)


#: Order of the labels' weights in each row of kind_weights.txt.
LABEL_ORDER = (EntityLabel.PERSON, EntityLabel.ORGANISATION, EntityLabel.PLACE, EntityLabel.OTHER)

#: Score that a rule adds for its label, so high that the weights don't matter.
_RULE_SCORE = 5000.0
#: Minimum lead over the second-best label, per occurrence, for a one-word name to be accepted as an actor's.
_MIN_MARGINS = {EntityLabel.PERSON: 20.0, EntityLabel.ORGANISATION: 40.0}

#: A compound such as "K-pop".
_LOWERCASE_COMPOUND = re.compile(r"[A-Z]\w*-[a-z]+")

LabelScores = tuple[float, float, float, float]


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, LabelScores]:
    """
    Load the classifier's weights by feature.

    Each line of the file, written by ``benchmarks/train_names.py``, contains a feature and a number per label.

    References:
        Collins (2002), Discriminative Training Methods for Hidden Markov Models, EMNLP (the averaged perceptron).
    """
    table: dict[str, LabelScores] = {}
    for line in (files("corpus.entities") / "kind_weights.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            feature, _, numbers = line.rpartition("\t")
            person, organisation, place, other = numbers.split()
            table[feature] = (float(person), float(organisation), float(place), float(other))
    return table


def score_labels(tokens: Sequence[NameToken], first: int, last: int) -> LabelScores:
    """Return a score of each label for the name ``tokens[first:last]`` of a sentence; higher is likelier."""
    table = load_weights()
    person = organisation = place = other = 0.0
    for feature in extract_features(tokens, first, last):
        if found := table.get(feature):
            person += found[0]
            organisation += found[1]
            place += found[2]
            other += found[3]
    if _has_hyphenated_given_name(tokens, first, last) or (
        tokens[first - 1].text.lower() in HONORIFICS if first else False
    ):
        person += _RULE_SCORE
    ending = " ".join(token.text.lower() for token in tokens[max(first, last - 2) : last])
    if last - first > 1 and (tokens[last - 1].text.lower() in SITE_HEADS or ending in {"guest house", "opera house"}):
        place += _RULE_SCORE
    if tokens[last - 1].text.lower().partition("-")[0] in NON_ACTOR_HEADS:
        other += _RULE_SCORE
    if last - first == 1 and last < len(tokens) and tokens[last].text in THING_NOUNS:
        other += _RULE_SCORE
    return person, organisation, place, other


def _has_hyphenated_given_name(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a name of two or three words has a given name with a lowercase second part ("Jae-in")."""
    parts = [token.text.rpartition("-")[2] for token in tokens[first:last] if "-" in token.text]
    return (
        1 < last - first < 4 and len(parts) == 1 and parts[0].islower() and parts[0] not in COMPOUND_ADJECTIVE_ENDINGS
    )


def vote_labels(names: Iterable[tuple[str, LabelScores, bool]]) -> Mapping[str, tuple[EntityLabel, bool]]:
    """
    Choose the label of each name in an article from the scores of all its occurrences.

    A one-word name that is the last word of a person's full name is labelled a person.

    Args:
        names: Text and scores of each occurrence, and whether its capital letter is evidence of a name.

    Returns:
        The label of each name and whether it is certain, by the normalized name.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABEL_ORDER))
    spelled: dict[str, list[str]] = defaultdict(list)
    capitalized: Counter[str] = Counter()
    for text, score, capital in names:
        folded = normalize_name(text)
        spelled[folded].append(text)
        capitalized[folded] += capital
        sums[folded] = [total + one for total, one in zip(sums[folded], score, strict=True)]
    labels = {folded: _choose_label(total, spelled[folded], capitalized[folded]) for folded, total in sums.items()}
    for folded, texts in spelled.items():
        parts = texts[0].split()
        short = labels.get(normalize_name(" ".join(parts[-2:]))) if len(parts) > 2 else None
        if short is not None and short[0] is EntityLabel.PERSON:
            labels[folded] = EntityLabel.PERSON, True
        if labels[folded][0] is EntityLabel.PERSON and len(parts) > 1 and normalize_name(parts[-1]) in labels:
            labels[normalize_name(parts[-1])] = EntityLabel.PERSON, True
    return labels


def _choose_label(total: Sequence[float], texts: Sequence[str], capitalized_count: int) -> tuple[EntityLabel, bool]:
    best, second = sorted(range(len(LABEL_ORDER)), key=total.__getitem__)[:-3:-1]
    label, margin = LABEL_ORDER[best], (total[best] - total[second]) / len(texts)
    acronym = texts[0].isupper() and len(texts[0]) < 7
    if " " not in texts[0] and not acronym and capitalized_count < (2 if is_ordinary_word(texts[0].lower()) else 1):
        return label, False
    if texts[0].lower() in NON_NAMES or _LOWERCASE_COMPOUND.fullmatch(texts[0]):
        return label, False
    return label, " " in texts[0] or acronym or margin >= _MIN_MARGINS.get(label, 0.0)


_WORDS_BEFORE = re.compile(r"[\w'’-]+|[,;:.!?()\[\]–—]")
_DATELINE = re.compile(r"\s*(?:,[^—–]{0,40}|\([A-Za-z ]+\)\s*)?[—–-]+\s")
_WORDS_AFTER = re.compile(r"(?P<of>['’]s)?\s+((?:\w+\s+)?\w+)")
#: Words that are capitalized before a city without being part of a name.
_NON_NAME_WORDS = CALENDAR_WORDS | COMMON_WORDS | TITLE_WORDS
_POSSESSIVE_NOUN = re.compile(r"['’]s\s+[a-z]")
_CAPITALIZED_WORD_BEFORE = re.compile(r"(?<=[\w,;] )([A-Z][\w'’-]+) $")


def mark_places(text: str, names: Sequence[Name], spans: Sequence[ContentSpan]) -> list[bool]:
    """Return for each name whether it is a city of the registry that is used as a place."""
    are_places: list[bool] = []
    for at, name in enumerate(names):
        are_places.append(name.place and _is_place(text, names, at, spans[name.sentence], are_places))
    return are_places


def _is_place(text: str, names: Sequence[Name], at: int, span: ContentSpan, are_places: Sequence[bool]) -> bool:
    name, previous = names[at], names[at - 1] if at else None
    if name.start == span.start and span.opening and _DATELINE.match(text, name.end, span.end):
        return True
    if _is_government_pair(text, names, at):
        return False
    if _is_place_by_words_after(text, name, span):
        return True
    if (
        previous
        and previous.end > span.start
        and previous.place
        and LIST_SEPARATOR.fullmatch(text, previous.end, name.start)
    ):
        return are_places[at - 1]
    is_adjacent = previous is not None and name.start - previous.end < 3
    return _is_place_by_words_before(text, name, span) or (
        not is_adjacent and _is_part_of_unknown_name(text, name, span)
    )


def _is_place_by_words_after(text: str, name: Name, span: ContentSpan) -> bool:
    """Return whether the words after the name show a place: "Seoul's streets", "a London dealer", not "Seoul sent"."""
    if PLACE_CONTINUATION.match(text, name.end, span.end):
        return True
    after = _WORDS_AFTER.match(text, name.end, span.end)
    if after is None:
        return False
    words = after[2].split()
    nouns = CITY_NOUNS if after["of"] else CITY_NOUNS | CITY_EVENT_NOUNS
    if any(word.lower() in nouns for word in words):
        return True
    if after["of"] or not words[0].islower():
        return False
    # Any lower-case word but a verb or an adverb is a noun that the city modifies.
    return not (words[0] in COMMON_WORDS or words[0] in IRREGULAR_PREDICATES or words[0].endswith(PREDICATE_ENDINGS))


def _is_part_of_unknown_name(text: str, name: Name, span: ContentSpan) -> bool:
    """Return whether a city is part of an undetected name ("Real Madrid") or ends a list of places."""
    if PLACE_LIST.search(text, max(span.start, name.start - 60), name.start):
        return True
    before = _CAPITALIZED_WORD_BEFORE.search(text, max(span.start, name.start - 30), name.start)
    return before is not None and before[1].lower() not in _NON_NAME_WORDS and not before[1].isupper()


def _is_government_pair(text: str, names: Sequence[Name], at: int) -> bool:
    """Return whether a city is one of a pair of governments: "the Moscow-Pyongyang agreement"."""
    pairs = ((names[i], names[i + 1]) for i in (at - 1, at) if 0 <= i < len(names) - 1)
    return any(text[one.end : other.start] in {"-", "–"} and one.actor and other.actor for one, other in pairs)


def _is_place_by_words_before(text: str, name: Name, span: ContentSpan) -> bool:
    """Return whether the words before the name show a place; headlines omit articles but not prepositions."""
    before = [word.lower() for word in _WORDS_BEFORE.findall(text, max(span.start, name.start - 60), name.start)]
    if before and before[-1] == "the":
        before.pop()  # "in The Hague"
    if not before:
        return False
    last = before[-1]
    if last == "left" and COMPLEMENT_AFTER_LEFT.match(text, name.end, span.end):
        return False  # "left Pyongyang with few allies"
    if _POSSESSIVE_NOUN.match(text, name.end, span.end):
        return False  # "at Seoul's plan"
    if CAPITAL_APPOSITION.search(text, max(span.start, name.start - 30), name.start):
        return True
    if last in PLACE_PREPOSITIONS or last in MOTION_WORDS:
        return True
    motion_words = MOTION_WORDS | {"from": REPORTING_FROM_VERBS, "of": DIRECTIONS}.get(last, frozenset())
    if last in {"to", "from", "of", "for", "on", "central", "downtown", "nearby", "greater"}:
        return last in {"central", "downtown", "nearby", "greater"} or any(
            word in motion_words for word in before[-4:-1]
        )
    return False


def find_dateline_city(text: str, spans: Sequence[ContentSpan], names: Sequence[Name]) -> Name | None:
    """Return the city of the article's dateline ("SEOUL —"), or None."""
    for name in names:
        span = spans[name.sentence]
        if name.place and span.opening and span.zone is Zone.BODY and name.start == span.start:
            return name if _DATELINE.match(text, name.end, span.end) else None
    return None
