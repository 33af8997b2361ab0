"""Find contradictions between outlets in figures, dates, quotes and speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from briefings.clustering.figures import (
    compare_figures,
    have_different_figures,
    is_same_but_for_figures,
    list_comparable_things,
)
from briefings.clustering.overlap import (
    get_passage_stems,
    has_different_names,
    has_mutual_overlap,
    list_content_stems,
)
from briefings.clustering.quantities import Contradiction, ContradictionKind, Difference, Span
from briefings.clustering.similarity import similarity_matrix
from briefings.models import Point
from briefings.text import find_synonyms, stem
from corpus.dates import day_range
from corpus.languages.en.cue_verbs import REPORTING_CLAUSE
from corpus.languages.en.vocabulary import FUNCTION_WORDS, MEANINGFUL_FUNCTION_WORDS
from corpus.models import (
    Citation,
    Confidence,
    Mention,
    MentionKind,
    Passage,
    Quotation,
    QuotationKind,
    TimeExpression,
    TimeKind,
    Zone,
)

#: Minimum share of the words of either sentence that the other contains, to compare dates.
MIN_DATE_OVERLAP = 0.5
#: Number of content words before a date that describe what is dated.
DATE_CONTEXT_WORDS = 2
_DATELINE_DASH = re.compile(r"\s*(?:[-–—]|\(?[A-Z]{2,}\)? ?[-–—])")


def compare_dates(left: Passage, right: Passage) -> Iterator[Difference]:
    """Yield the difference if the sentences give different days for the same event."""
    left_day, right_day = _find_only_day(left), _find_only_day(right)
    if not left_day or not right_day or left_day[1] == right_day[1] or has_different_names(left, right):
        return
    if not has_mutual_overlap(left, right, MIN_DATE_OVERLAP):
        return
    if left_day[0].text.lower() == right_day[0].text.lower():  # "today" in articles of two days
        return
    if have_different_figures(left, right):  # two days of one series
        return
    if any(_is_report_date(passage, dated[0]) for passage, dated in ((left, left_day), (right, right_day))):
        return
    if _has_same_date_context(left, left_day[0], right) and _has_same_date_context(right, right_day[0], left):
        about = _get_date_context(left, left_day[0])[:1] or ("the day",)
        yield Difference(
            ContradictionKind.DATE,
            about[0],
            (left_day[1].isoformat(), right_day[1].isoformat()),
            ((left_day[0].start, left_day[0].end),),
            ((right_day[0].start, right_day[0].end),),
        )


def _find_only_day(passage: Passage) -> tuple[TimeExpression, date] | None:
    """Return the only day that a sentence names, if it has its year or the publication date is stated."""
    found = []
    for one in passage.dates:
        covered = day_range(one.value)
        if covered and one.kind in {TimeKind.DATE, TimeKind.TIME}:
            found.append((one, covered))
    if len(found) != 1 or found[0][1][0] != found[0][1][1]:
        return None
    expression = found[0][0]
    has_year = sum(letter.isdigit() for letter in expression.text) > 4  # with its year
    return (expression, found[0][1][0]) if has_year or passage.citation.confidence is Confidence.STATED else None


def _get_date_context(passage: Passage, expression: TimeExpression) -> tuple[str, ...]:
    """Return the stems of the content words before a date, nearest first, or after one that opens the sentence."""
    at, text = passage.sentence.start, passage.sentence.text
    before = list_content_stems(text[: expression.start - at])
    return (
        tuple(before[::-1][:DATE_CONTEXT_WORDS])
        if before
        else tuple(list_content_stems(text[expression.end - at :])[:DATE_CONTEXT_WORDS])
    )


def _is_report_date(passage: Passage, expression: TimeExpression) -> bool:
    """Return whether a date is that of the report ("said on Friday", "May 10 — ") and not of the event."""
    at, text = passage.sentence.start, passage.sentence.text
    return bool(
        REPORTING_CLAUSE.search(text[: expression.start - at]) or _DATELINE_DASH.match(text[expression.end - at :])
    )


def _has_same_date_context(passage: Passage, expression: TimeExpression, other: Passage) -> bool:
    """Return whether the other sentence also contains the words next to the date."""
    other_stems = get_passage_stems(other)
    return all(
        word in other_stems or not other_stems.isdisjoint(find_synonyms(word))
        for word in _get_date_context(passage, expression)
    )


#: Minimum share of the shorter quotation's words in the longer: for a difference of wording; of speaker.
MIN_WORDING_OVERLAP, MIN_SPEAKER_OVERLAP = 0.6, 0.8
#: Minimum number of shared content words: for a difference of wording in one place; in several places; of speaker.
MIN_SHARED_WORDS, MIN_SHARED_WORDS_MULTIPLE_EDITS, MIN_SHARED_WORDS_SPEAKER = 2, 3, 3
#: Minimum number of words of any kind if two quotations are identical.
MIN_IDENTICAL_QUOTE_WORDS = 5
#: A longer difference is another sentence, not another wording.
MAX_DIFFERENCE_WORDS = 3
#: Minimum similarity ratio of two spellings of a word.
MIN_SPELLING_SIMILARITY = 0.8
#: Shorter words are spelt in one way.
_MIN_SPELT_LETTERS = 5
_EDITORIAL_CHANGE = re.compile(r"\[[^\]]*\]|…|\.\.\.|\([^)]*\)")
_WORD_PATTERN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class QuotedWord:
    """A word of a quotation: comparison key, lower-case text, span in the article, and whether it is in a name."""

    key: str
    text: str
    span: Span
    named: bool = False

    @property
    def is_significant(self) -> bool:
        """Whether another word in its place changes the meaning."""
        return self.text in MEANINGFUL_FUNCTION_WORDS or self.text not in FUNCTION_WORDS


def compare_quotes(left: Passage, right: Passage) -> Iterator[Difference]:
    """Yield differences in quotations of the same words: in the wording, or in the speaker."""
    for left_quotation, right_quotation in product(_list_quotations(left), _list_quotations(right)):
        words, other_words = _tokenize_quotation(left_quotation), _tokenize_quotation(right_quotation)
        if left_quotation.speaker and right_quotation.speaker and left_quotation.speaker != right_quotation.speaker:
            yield from _compare_speakers(left, left_quotation, words, right, right_quotation, other_words)
        elif left_quotation.speaker == right_quotation.speaker and left_quotation.speaker is not None:
            yield from _compare_wording(left_quotation, words, right_quotation, other_words)


def _list_quotations(passage: Passage) -> Iterator[Quotation]:
    sentence = passage.sentence
    for one in passage.quotations:
        is_inside = sentence.start <= one.start and one.end <= sentence.end
        if is_inside and one.kind is not QuotationKind.REPORTED:
            yield one


@lru_cache(maxsize=2_048)  # each quotation is compared with many
def _tokenize_quotation(quotation: Quotation) -> Sequence[QuotedWord]:
    plain = _EDITORIAL_CHANGE.sub(lambda match: " " * len(match[0]), quotation.text)
    return tuple(
        QuotedWord(
            _normalize_word(match[0].lower()),
            match[0].lower(),
            (quotation.start + match.start(), quotation.start + match.end()),
            match.start() > 0 and match[0][0].isupper(),
        )
        for match in _WORD_PATTERN.finditer(plain)
    )


def _normalize_word(word: str) -> str:
    plain = word.replace("’", "'").replace("-", "")
    return "not" if plain.endswith("n't") else stem(plain)


def _is_same_word(key: str, other: str) -> bool:
    """Return whether the keys of two words are the same, or two spellings of the same."""
    if key == other:
        return True
    likely = min(len(key), len(other)) >= _MIN_SPELT_LETTERS and key[0] == other[0]
    return likely and SequenceMatcher(None, key, other, autojunk=False).ratio() >= MIN_SPELLING_SIMILARITY


def _may_share(words: Sequence[QuotedWord], other_words: Sequence[QuotedWord], least: float) -> bool:
    """Return whether two quotations may have the share *least* of the shorter one's words in common; quickly."""
    keys = {word.key for word in other_words}
    starts = {word.key[0] for word in other_words if len(word.key) >= _MIN_SPELT_LETTERS}
    alike = sum(word.key in keys or (len(word.key) >= _MIN_SPELT_LETTERS and word.key[0] in starts) for word in words)
    return alike >= least * min(len(words), len(other_words))


def _compare_wording(
    left_quotation: Quotation,
    words: Sequence[QuotedWord],
    right_quotation: Quotation,
    other_words: Sequence[QuotedWord],
) -> Iterator[Difference]:
    if not _may_share(words, other_words, MIN_WORDING_OVERLAP):
        return
    steps = _match_words(words, other_words)
    shared = [word for tag, first, last, _, _ in steps if tag == "equal" for word in words[first:last]]
    significant = [word for word in shared if word.is_significant]
    places = sum(tag == "replace" or (tag != "equal" and 0 < n < len(steps) - 1) for n, (tag, *_) in enumerate(steps))
    if len(significant) < (MIN_SHARED_WORDS if places <= 1 else MIN_SHARED_WORDS_MULTIPLE_EDITS) or len(
        shared
    ) < MIN_WORDING_OVERLAP * min(len(words), len(other_words)):
        return
    if _EDITORIAL_CHANGE.search(left_quotation.text) or _EDITORIAL_CHANGE.search(right_quotation.text):
        return  # an editor's omission or insertion is not another wording
    for number, (tag, first, last, start, end) in enumerate(steps):
        left_part, right_part = words[first:last], other_words[start:end]
        edge = number in {0, len(steps) - 1}
        if tag != "equal" and _has_different_meaning(left_part, right_part, edge=edge, leads=number == 0):
            # Words that one outlet adds are shown with the next word, which both have.
            on = not (_join_keys(left_part) and _join_keys(right_part))
            spans = (
                _find_difference_spans(words, first, last, on=on),
                _find_difference_spans(other_words, start, end, on=on),
            )
            values = _join_keys(left_part), _join_keys(right_part)
            yield Difference(ContradictionKind.WORDING, _describe_subject(significant), values, *spans)
            return


def _match_words(
    words: Sequence[QuotedWord], other_words: Sequence[QuotedWord]
) -> list[tuple[str, int, int, int, int]]:
    """Align two quotations, with two spellings of a word as equal, and return the edit operations."""
    return _align_keys(tuple(word.key for word in words), tuple(word.key for word in other_words))


@lru_cache(maxsize=4_096)  # the same words are quoted in many articles
def _align_keys(keys: tuple[str, ...], other_keys: tuple[str, ...]) -> list[tuple[str, int, int, int, int]]:
    known = frozenset(keys)
    spelt = [
        key if key in known else next((ours for ours in keys if _is_same_word(ours, key)), key) for key in other_keys
    ]
    return SequenceMatcher(None, keys, spelt, autojunk=False).get_opcodes()  # type: ignore[return-value]


def _has_different_meaning(
    left_part: Sequence[QuotedWord], right_part: Sequence[QuotedWord], *, edge: bool, leads: bool
) -> bool:
    """Return whether two differing parts at one place of a quotation differ in meaning."""
    if max(len(left_part), len(right_part)) > MAX_DIFFERENCE_WORDS:
        return False
    left_part, right_part = (
        [word for word in left_part if word.is_significant],
        [word for word in right_part if word.is_significant],
    )
    if all(word.named for word in (*left_part, *right_part)):
        return False  # no significant words, or another form of a name
    if left_part and right_part:
        return True
    # At an edge one outlet merely quotes more, unless its extra words modify the next word.
    return not edge or (leads and _is_intensifier((left_part or right_part)[-1]))


def _is_intensifier(word: QuotedWord) -> bool:
    return word.text in {"very", "not", "never", "no", "most", "all", "only", "quite"} or (
        word.text.endswith("ly") and len(word.text) > 4
    )


def _find_difference_spans(words: Sequence[QuotedWord], first: int, last: int, *, on: bool = False) -> tuple[Span, ...]:
    """Return the span of a differing part without leading function words; *on* adds the next word."""
    stretch = words[first : last + on] or words[first : first + 1] or words[-1:]
    while len(stretch) > 1 and not stretch[0].is_significant:
        stretch = stretch[1:]
    return ((stretch[0].span[0], stretch[-1].span[1]),)


def _join_keys(stretch: Sequence[QuotedWord]) -> str:
    return " ".join(word.key for word in stretch if word.is_significant)


def _describe_subject(shared: Sequence[QuotedWord]) -> str:
    return " ".join(word.text for word in shared[:4])


def _compare_speakers(
    left: Passage,
    left_quotation: Quotation,
    words: Sequence[QuotedWord],
    right: Passage,
    right_quotation: Quotation,
    other_words: Sequence[QuotedWord],
) -> Iterator[Difference]:
    if not _may_share(words, other_words, MIN_SPEAKER_OVERLAP):
        return
    steps = _match_words(words, other_words)
    shared = [word for tag, first, last, _, _ in steps if tag == "equal" for word in words[first:last]]
    significant = [word for word in shared if word.is_significant]
    identical = len(shared) == len(words) == len(other_words) >= MIN_IDENTICAL_QUOTE_WORDS
    if (len(significant) < MIN_SHARED_WORDS_SPEAKER and not identical) or len(shared) < MIN_SPEAKER_OVERLAP * min(
        len(words), len(other_words)
    ):
        return
    first, second = (
        _find_speaker_mention(left, left_quotation, right_quotation),
        _find_speaker_mention(right, right_quotation, left_quotation),
    )
    if (
        first
        and second
        and _get_surname(first) not in right.sentence.text
        and _get_surname(second) not in left.sentence.text
    ):
        values = left_quotation.speaker or "", right_quotation.speaker or ""
        spans = ((first.start, first.end),), ((second.start, second.end),)
        yield Difference(ContradictionKind.SPEAKER, _describe_subject(significant), values, *spans)


def _get_surname(mention: Mention) -> str:
    """Return the last word of a name: a person named in both sentences may be linked to two actors."""
    return mention.text.split()[-1]


def _find_speaker_mention(passage: Passage, quotation: Quotation, other: Quotation) -> Mention | None:
    """Return the mention of the speaker outside the quotation; None if *other*'s speaker is mentioned there, too."""
    outside = [m for m in passage.mentions if not (quotation.start <= m.start < quotation.end)]
    if any(m.actor == other.speaker for m in outside):
        return None
    named = (m for m in outside if m.actor == quotation.speaker and m.kind is not MentionKind.PRONOUN)
    return next(named, None)


#: Default number of contradictions.
DEFAULT_CONTRADICTIONS = 10
#: Similarity from which two sentences are compared: by their figures, by their dates, and by their quotations. Figures
#: have further conditions of their own, so that reports in other words are compared, too.
MIN_FIGURE_SIMILARITY, MIN_DATE_SIMILARITY, MIN_QUOTE_SIMILARITY = 0.05, 0.25, 0.08
#: Maximum length of a sentence that is shown, in code points.
MAX_SENTENCE_CHARACTERS = 650

_ComparedPair: TypeAlias = tuple[float, Passage, Passage, Difference]


def find_contradictions(passages: Sequence[Passage], limit: int = DEFAULT_CONTRADICTIONS) -> tuple[Contradiction, ...]:
    """
    Find where outlets differ on the same statement: in a figure, a wording, a speaker or a date.

    Args:
        passages: Sentences of any articles, in any order.
        limit: Maximum number of contradictions.

    Returns:
        Contradictions by weight, highest first, each difference once; the two sides have different origins. The earlier
        article is on the left, which is no judgement.
    """
    candidates = [
        p for p in passages if p.sentence.zone is Zone.BODY and len(p.sentence.text) <= MAX_SENTENCE_CHARACTERS
    ]
    candidates.sort(key=_sort_key)
    found: dict[tuple[str, ...], list[_ComparedPair]] = {}
    for likeness, left, right in _find_pairs(candidates):
        for difference in _compare_pair(likeness, left, right):
            key = (difference.kind.value, difference.about, *sorted(difference.values))
            found.setdefault(key, []).append((likeness, left, right, difference))
    contradictions = [_merge_differences(group) for group in found.values()]
    contradictions.sort(key=lambda one: (-one.weight, _sort_key(one.left.passage), _sort_key(one.right.passage)))
    return tuple(_remove_repeated(contradictions))[:limit]


def _remove_repeated(contradictions: Sequence[Contradiction]) -> Iterator[Contradiction]:
    """Yield contradictions, except those that repeat one side of an earlier contradiction of the same kind."""
    seen: set[tuple[str, Passage, tuple[Span, ...]]] = set()
    for one in contradictions:
        sides = {(one.kind, one.left.passage, one.left_spans), (one.kind, one.right.passage, one.right_spans)}
        if seen.isdisjoint(sides):
            yield one
        seen |= sides


def _sort_key(passage: Passage) -> tuple[str, str, int]:
    covered = day_range(passage.citation.published)
    return covered[0].isoformat() if covered else "9", passage.citation.key, passage.sentence.start


def _find_pairs(candidates: Sequence[Passage]) -> Iterator[tuple[float, Passage, Passage]]:
    """
    Yield the similar pairs of different articles, with their similarity, each once, the earlier passage first.

    A pair that has no figures of one thing, quotations or different days to compare is left out, as most pairs are, and
    so is one of the same words.
    """
    similarity = similarity_matrix(candidates).tocoo()
    articles = _number_values([passage.citation.key for passage in candidates])
    texts = _number_values([passage.sentence.text for passage in candidates])
    near = (similarity.row < similarity.col) & (similarity.data >= MIN_FIGURE_SIMILARITY)
    rows, columns, values = similarity.row[near], similarity.col[near], similarity.data[near]
    near = (articles[rows] != articles[columns]) & (texts[rows] != texts[columns])
    rows, columns, values = rows[near], columns[near], values[near]
    quoting = np.array([any(True for _ in _list_quotations(passage)) for passage in candidates], dtype=bool)
    days = np.array([_get_day_number(passage) for passage in candidates])
    comparable = _share_thing(candidates, rows, columns)
    comparable |= (values >= MIN_QUOTE_SIMILARITY) & quoting[rows] & quoting[columns]
    comparable |= (
        (values >= MIN_DATE_SIMILARITY) & (days[rows] > 0) & (days[columns] > 0) & (days[rows] != days[columns])
    )
    for row, column, value in zip(
        rows[comparable].tolist(), columns[comparable].tolist(), values[comparable].tolist(), strict=True
    ):
        yield value, candidates[row], candidates[column]


def _number_values(values: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for each of *values*, the same for equal ones."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def _get_day_number(passage: Passage) -> int:
    """Return the ordinal of the only day that a sentence names, 0 if there is none."""
    found = _find_only_day(passage)
    return found[1].toordinal() if found else 0


def _share_thing(
    candidates: Sequence[Passage], rows: NDArray[np.int32], columns: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Return whether the candidates at *rows* have a figure of what those at *columns* have one of, pair by pair."""
    numbers: dict[str, int] = {}
    things = [
        [numbers.setdefault(thing, len(numbers)) for thing in list_comparable_things(passage)] for passage in candidates
    ]
    starts = np.cumsum([0, *map(len, things)])
    indices = np.array([thing for own in things for thing in own], dtype=np.int32)
    table = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(candidates), max(1, len(numbers))))
    shared, having = np.zeros(len(rows), dtype=bool), np.diff(starts) > 0
    both = having[rows] & having[columns]
    shared[both] = np.asarray(table[rows[both]].multiply(table[columns[both]]).sum(axis=1)).ravel() > 0
    return shared


def _compare_pair(similarity: float, left: Passage, right: Passage) -> Iterator[Difference]:
    if left.citation.origin_key == right.citation.origin_key:
        # A reprint differs from its original where nothing but the figure was changed; other edits are no other word.
        if left.citation.outlet != right.citation.outlet and is_same_but_for_figures(left, right):
            yield from compare_figures(left, right)
        return
    if similarity >= MIN_QUOTE_SIMILARITY:
        yield from compare_quotes(left, right)
    if similarity >= MIN_FIGURE_SIMILARITY:
        yield from compare_figures(left, right)
    if similarity >= MIN_DATE_SIMILARITY:
        yield from compare_dates(left, right)


def _merge_differences(group: Sequence[_ComparedPair]) -> Contradiction:
    """Merge all pairs with the same difference: the most similar pair, and the other articles on either side."""
    similarity, left, right, difference = max(group, key=lambda one: one[0])
    first = difference.values[0]
    sides: tuple[dict[str, Citation], dict[str, Citation]] = ({}, {})
    for _, one, other, again in group:
        pair = (one, other) if again.values[0] == first else (other, one)
        for side, passage in zip(sides, pair, strict=True):
            side.setdefault(passage.citation.key, passage.citation)
    points = [
        Point(passage, similarity, tuple(c for key, c in side.items() if key != passage.citation.key))
        for passage, side in zip((left, right), sides, strict=True)
    ]
    origins = {citation.origin_key for side in sides for citation in side.values()}
    weight = similarity * len(origins) / 2
    return Contradiction(
        difference.kind,
        difference.about,
        points[0],
        points[1],
        difference.left_spans,
        difference.right_spans,
        weight,
    )
