"""Compare the figures of two sentences: sums, shares, counts, tolls and results of one thing in one story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from briefings.clustering.overlap import (
    COMMON_STORY_STEMS,
    are_parallel,
    compute_overlap,
    find_shared_names,
    get_attribution_stems,
    get_content_stems,
    get_name_words,
    get_passage_stems,
    has_different_names,
    has_mutual_overlap,
    has_parallel_difference,
    list_content_stems,
)
from briefings.clustering.quantities import (
    ContradictionKind,
    Difference,
    Quantity,
    Span,
    extract_quantities,
    parse_number,
    parse_quantity,
)
from briefings.text import find_synonyms, stem, tokenize
from corpus.dates import day_range
from corpus.languages.en.cue_verbs import REPORTING_CLAUSE
from corpus.languages.en.numbers import (
    AGE_BEFORE,
    AS_OF,
    ATTRIBUTION_TAIL,
    BOUND_BEFORE_DATE,
    CURRENCY_SIGNS,
    FATE_WORDS,
    FIGURE_BEFORE_CHANGE,
    FIGURE_CHANGE,
    FLOW_PERIODS,
    FORMER_FIGURE,
    LEADING_MEASURE,
    MATCH_WORDS,
    NUMBER_WORDS,
    OWNER_OF_AGE,
    PART_FOLLOWS,
    PARTIAL_RESULT,
    PERSON_PLURALS,
    POSSIBLE_TERM,
    PRISON_TERM,
    QUANTITY_PATTERN,
    RATE_FOLLOWS,
    RELATIVE_CLAUSE,
    RESULT_PATTERN,
    SCALE_FACTORS,
    VOTE_WORDS,
)
from corpus.languages.en.verbs import SUPPOSED_CLAUSE
from corpus.languages.en.vocabulary import PERSON_WORDS
from corpus.models import Passage, TimeKind

#: Stems of units, which occur with everything, as words of many stories do: more words must be shared, and nearly all
#: of one sentence's.
UNIT_STEMS = frozenset(
    map(stem, "miles kilometres kilometers km metres meters times years months weeks days hours minutes".split())
)
MIN_UNIT_OVERLAP, MIN_ONE_SIDED_OVERLAP = 0.6, 0.78
#: Minimum share of the words of either sentence that the other contains.
MIN_FIGURE_OVERLAP = 0.4
#: Factor from which a larger figure is about something else: in sentences that are nearly the same; in others; of sums.
MAX_FIGURE_RATIO, MAX_PARAPHRASE_RATIO, MAX_SUM_RATIO = 10, 3.0, 1.8
#: Number of content words on either side of a figure that describe the action, and the share that must agree.
FIGURE_CONTEXT_WORDS, MIN_CONTEXT_OVERLAP = 4, 0.4
#: Share of the names of two sentences that each may have alone.
MAX_FOREIGN_NAMES = 0.34
#: Shared names, and share of the words of the shorter sentence, from which sentences in other words report the same.
MIN_SHARED_NAMES, MIN_PARAPHRASE_OVERLAP = 2, 0.3
#: With one shared name: share of the words, and number of shared words that few stories have.
MIN_ONE_NAME_OVERLAP, MIN_DISTINCTIVE_WORDS = 0.5, 3
#: Two periods further apart are not the same; the same where one is known only by the day of publication.
_MAX_PERIOD_GAP, _MAX_UNDATED_GAP = timedelta(days=1), timedelta(days=7)
#: Words before and after a figure among which what became of the counted people is looked for.
_FATE_WORDS_BEFORE, _FATE_WORDS_AFTER = 6, 7
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:()]")


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A figure and the thing that it is of.

    Attributes:
        quantity: The number with its span.
        thing: What it is of, in a form in which the same things are equal.
        about: The same in words.
        result: The two numbers of a result, the larger first; empty for others.
        grows: Whether it may grow from day to day: a count or a toll.
    """

    quantity: Quantity
    thing: str
    about: str
    result: tuple[float, ...] = ()
    grows: bool = False

    @property
    def span(self) -> Span:
        """Offsets of its words in the article's text."""
        return self.quantity.span

    @property
    def value(self) -> str:
        """What it says, in a form in which equal statements are equal."""
        if self.result:
            return "-".join(f"{number:g}" for number in self.result)
        return f"{self.quantity.least:g}-{self.quantity.most:g}"

    def is_compatible_with(self, other: Figure) -> bool:
        """Return whether both may say the same."""
        if self.result or other.result:
            return self.result == other.result
        gap = max(self.quantity.least, other.quantity.least) - min(self.quantity.most, other.quantity.most)
        return gap <= ROUNDING_SHARE * max(_get_last_place(self.quantity), _get_last_place(other.quantity))


#: Part of the last digit's place by which a rounded sum may differ: $75m may be $74.8m, and hardly $74.5m.
ROUNDING_SHARE = 0.3


def _get_last_place(quantity: Quantity) -> float:
    """Return what the last digit of a number with a scale is worth: a million in "75 million"; 0 without a scale."""
    match = _SCALED_NUMBER.search(quantity.text)
    if not match:
        return 0.0
    digits = len((match["decimals"] or ".")[1:])
    return float(SCALE_FACTORS[match["scale"].lower()]) / 10.0**digits


_SCALED_NUMBER = re.compile(rf"\d(?P<decimals>\.\d+)?\s*(?P<scale>{'|'.join(SCALE_FACTORS)})\b", re.IGNORECASE)


@lru_cache(maxsize=8_192)  # each sentence is compared with many
def extract_figures(passage: Passage) -> tuple[Figure, ...]:
    """Return the figures of *passage* in order; those of a part, a rate or an earlier day are none."""
    found = [*_find_results(passage), *_find_measures(passage)]
    taken = [one.span for one in found]
    for quantity in extract_quantities(passage):
        if not _overlaps(quantity.span, taken) and (figure := _classify(passage, quantity)):
            found.append(figure)
            taken.append(quantity.span)
    found.extend(_find_bare_tolls(passage, taken))
    return tuple(sorted(found, key=lambda one: one.span))


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _find_results(passage: Passage) -> Iterator[Figure]:
    """Yield the results of votes and matches; a score at half-time is a thing of its own."""
    text, start = passage.sentence.text, passage.sentence.start
    kind = "votes" if VOTE_WORDS.search(text) else "score" if MATCH_WORDS.search(text) else ""
    if not kind:
        return
    dated = [(one.start - start, one.end - start) for one in passage.dates]
    for match in RESULT_PATTERN.finditer(text):
        if _overlaps(match.span(), dated):
            continue
        numbers = tuple(
            sorted((_parse_result_number(match["first"]), _parse_result_number(match["second"])), reverse=True)
        )
        span = (start + match.start(), start + match.end())
        quantity = Quantity(span, match[0], kind, kind, numbers[0], numbers[0])
        around = text[max(0, match.start() - 40) : match.end() + 40]
        partial = " in part" if kind == "score" and PARTIAL_RESULT.search(around) else ""
        yield Figure(quantity, kind + partial, kind, numbers)


def _find_measures(passage: Passage) -> Iterator[Figure]:
    """Yield the measures whose number follows them: "magnitude 6.1"."""
    text, start = passage.sentence.text, passage.sentence.start
    for match in LEADING_MEASURE.finditer(text):
        name = (match["measure"] or match["measure_after"]).lower()
        value = float(match["number"] or match["number_before"])
        quantity = Quantity((start + match.start(), start + match.end()), match[0], name, name, value, value)
        yield Figure(quantity, name, name)
    for match in PRISON_TERM.finditer(text):
        value = _parse_result_number(match["number"])
        span, unit = (start + match.start(), start + match.end()), match["unit"].lower().rstrip("s")
        is_possible = bool(POSSIBLE_TERM.search(text[max(0, match.start() - 60) : match.start()]))
        name = f"{unit}s in prison"
        quantity = Quantity(span, match[0], name, name, value, value)
        yield Figure(quantity, name + (" at most" if is_possible else ""), name)


def _parse_result_number(word: str) -> float:
    word = word.lower()
    if word in {"no", "none", "nil"}:
        return 0.0
    return float(NUMBER_WORDS.get(word) or parse_number(word))


def _classify(passage: Passage, quantity: Quantity) -> Figure | None:
    text, at = passage.sentence.text, quantity.span[1] - passage.sentence.start
    before, after = text[: quantity.span[0] - passage.sentence.start], text[at:]
    if (quantity.noun != "%" and PART_FOLLOWS.match(after)) or _is_former(before, after):
        return None
    rate = " rate" if RATE_FOLLOWS.match(after.lstrip()) else ""
    noun = quantity.noun_text.lower()
    if quantity.noun in {"$", "€", "£"} or noun in CURRENCY_SIGNS:
        sign = CURRENCY_SIGNS.get(noun, quantity.noun)
        return Figure(quantity, sign + rate, sign)
    if quantity.noun == "%":
        return Figure(quantity, "%" + rate, quantity.noun_text)
    fate = _find_fate(before, after) if noun in PERSON_PLURALS else FATE_WORDS.get(noun, "")
    return Figure(quantity, (fate or quantity.noun) + rate, quantity.noun_text, grows=quantity.noun not in UNIT_STEMS)


def _is_former(before: str, after: str) -> bool:
    """Return whether a figure holds no more, or is given for comparison: "from 11 to 26", "against 11 a year ago"."""
    if FIGURE_CHANGE.search(before[-80:]):
        return False
    return bool(FORMER_FIGURE.search(before[-40:]) or FIGURE_BEFORE_CHANGE.search(f"{before[-40:]}\0{after[:40]}"))


def _is_age(before: str, after: str) -> bool:
    """Return whether a number is an age: "a girl of 11", "aged 43", "the driver, 52,"."""
    if AGE_BEFORE.search(before[-40:]) or (before.endswith(", ") and after.startswith(",")):
        return True
    counted = OWNER_OF_AGE.search(before[-40:])
    return counted is not None and counted[1].lower() in PERSON_WORDS


def _find_fate(before: str, after: str) -> str:
    """Return what became of those counted, from the nearest word of the same clause; the words after count first."""
    for number, word in enumerate(_WORD.findall(RELATIVE_CLAUSE.sub(" ", after, count=1))):
        lowered = word.lower()
        if number > _FATE_WORDS_AFTER or word in ",;:" or lowered in {"and", "but", "while"}:
            break
        if lowered in FATE_WORDS:
            return FATE_WORDS[lowered]
    for number, word in enumerate(reversed(_WORD.findall(before))):
        lowered = word.lower()
        if number > _FATE_WORDS_BEFORE or word in ";:" or lowered in {"but", "while"}:
            break
        if lowered in FATE_WORDS:
            return FATE_WORDS[lowered]
    return ""


def _find_bare_tolls(passage: Passage, taken: Sequence[Span]) -> Iterator[Figure]:
    """Yield the figures that count no noun but have a fate beside them: "killing at least 14", "31 were hurt"."""
    text, start = passage.sentence.text, passage.sentence.start
    dated = [(one.start, one.end) for one in passage.dates]
    for match in QUANTITY_PATTERN.finditer(text):
        span = (start + match.start(), start + match.end())
        before, after = text[: match.start()], text[match.end() :]
        if _overlaps(span, [*taken, *dated]) or match["money"] or match["percent"] or PART_FOLLOWS.match(after):
            continue
        beside = f"{before[-100:]}\0{after[:40]}"
        if _is_former(before, after) or _is_age(before, after):
            continue
        if fate := _find_bare_fate(before, after, beside):
            least, most = parse_quantity(match)
            quantity = Quantity(span, match[0].strip(), fate, fate, least, most)
            yield Figure(quantity, fate, fate, grows=True)


def _find_bare_fate(before: str, after: str, beside: str) -> str:
    """Return what became of those whom a figure counts without a noun; *beside* has NUL in the figure's place."""
    if _TOLL_VERB.search(beside):
        return "dead"
    if _TOLL_BESIDE.search(beside):
        return _find_fate(before, after)
    clause = _ELLIPTIC_TOLL.search(beside)
    return FATE_WORDS[clause["fate"].lower()] if clause else ""


#: A fate word right before or after a figure, which \\0 stands for.
_TOLL_BESIDE = re.compile(
    rf"\b(?:{'|'.join(FATE_WORDS)})\b(?:\s+(?:at|least|more|than|about|some|nearly|up|to|toll|stood|stands|rose|has|had|risen"
    rf"|reached|is|was|now|of|over|climbed|put|people|in|all|another)\b){{0,6}}\s*\0"
    rf"|\0\s*(?:(?:people|persons|were|was|are|have|had|been|of|them|feared|confirmed|reported|who|others)\s+){{0,4}}"
    rf"(?:{'|'.join(FATE_WORDS)})\b",
    re.IGNORECASE,
)

#: A figure that shares the fate word of the clause before: "five died in Ardal, and at least 15 in all".
_ELLIPTIC_TOLL = re.compile(
    rf"\b(?P<fate>{'|'.join(FATE_WORDS)})\b[^.;\0]{{0,60}}(?:,|\band|\bor)\s*\0\s*(?:more\s+|others\s+)?"
    r"(?:in|across|at|near|elsewhere|overall|altogether|nationwide|worldwide)\b",
    re.IGNORECASE,
)


#: The verb between a toll and its figure: "the death toll of the flood rose to", "the number of dead stood at".
_TOLL_VERB = re.compile(
    r"\b(?:toll|(?:number|count)\s+of\s+(?:people\s+|those\s+|the\s+)?(?:killed|dead|deaths|fatalities))\b[^.;\0]{0,80}\b(?:at|to|reached|reaches|is|was|of|now|exceeds?|exceeded|passed)(?:\s+at\s+least)?\s+\0",
    re.IGNORECASE,
)


def compare_figures(left: Passage, right: Passage) -> Iterator[Difference]:
    """Yield a difference for each thing of which the sentences give different figures."""
    left_things = _group_by_thing(left)
    right_things = _group_by_thing(right) if left_things else {}  # most sentences have no figures
    if not right_things:
        return
    for thing, ours in left_things.items():
        theirs = right_things.get(thing) or _find_synonymous(thing, right_things)
        if not theirs or any(one.is_compatible_with(other) for one in ours for other in theirs):
            continue
        first, second = min(((one, other) for one in ours for other in theirs), key=lambda pair: _compute_ratio(*pair))
        if (len(ours) > 1 or len(theirs) > 1) and not first.result:
            continue  # which of them is meant can't be said
        if is_same_statement(left, first, right, second) and not _has_grown(left, first, right, second):
            values = (first.value, second.value)
            yield Difference(ContradictionKind.FIGURE, first.about, values, (first.span,), (second.span,))


def is_same_but_for_figures(left: Passage, right: Passage) -> bool:
    """Return whether two sentences have the same words in the same order, save those of their figures."""
    texts = []
    for passage in (left, right):
        letters, start = list(passage.sentence.text), passage.sentence.start
        for figure in extract_figures(passage):
            first, last = figure.span
            letters[first - start : last - start] = " " * (last - first)
        texts.append(tokenize("".join(letters)))
    return texts[0] == texts[1]


def list_comparable_things(passage: Passage) -> frozenset[str]:
    """Return what the figures of *passage* are of, and the synonyms of it: another sentence's may be compared."""
    return frozenset(one for thing in _group_by_thing(passage) for one in (thing, *find_synonyms(thing)))


def have_different_figures(left: Passage, right: Passage) -> bool:
    """Return whether both sentences have a figure of one thing, but not the same, as the reports of a series do."""
    ours, theirs = _group_by_thing(left), _group_by_thing(right)
    return any(
        not any(one.is_compatible_with(other) for one in ours[thing] for other in theirs[thing])
        for thing in ours.keys() & theirs.keys()
    )


@lru_cache(maxsize=8_192)  # each sentence is compared with many
def _group_by_thing(passage: Passage) -> Mapping[str, Sequence[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in extract_figures(passage):
        found.setdefault(figure.thing, []).append(figure)
    return found


def _find_synonymous(thing: str, figures: Mapping[str, Sequence[Figure]]) -> Sequence[Figure]:
    return next((figures[other] for other in sorted(find_synonyms(thing)) if other in figures), ())


def _compute_ratio(first: Figure, second: Figure) -> float:
    """Return by what factor the larger figure exceeds the smaller; 1 if both may be equal."""
    high, low = max(first.quantity.least, second.quantity.least), min(first.quantity.most, second.quantity.most)
    return max(1.0, high / max(1.0, low)) if low >= 1 or high >= 1 else high / max(low, 1e-9)


def is_same_statement(left: Passage, first: Figure, right: Passage, second: Figure) -> bool:
    """Return whether two figures of one kind are of the same thing, at the same time."""
    if _is_supposed(left, first) != _is_supposed(right, second):
        return False
    if _has_other_period(left, first, right, second) or _has_foreign_names(left, right):
        return False
    if _is_about_another_thing(_mask(left, first), _mask(right, second)):
        return False
    ratio, is_sum = _compute_ratio(first, second), first.thing[:1] in "$€£%"
    is_unit = first.thing in UNIT_STEMS or first.thing in COMMON_STORY_STEMS or first.thing.endswith(" rate")
    if is_unit or is_sum:
        if ratio <= MAX_FIGURE_RATIO and _is_nearly_identical(left, right) and not has_different_names(left, right):
            return True
    elif (
        ratio <= (MAX_FIGURE_RATIO if _is_nearly_identical(left, right) else MAX_PARAPHRASE_RATIO)
        and has_mutual_overlap(left, right, MIN_FIGURE_OVERLAP)
        and not has_different_names(left, right)
        and _has_similar_context(left, first, right, second)
    ):
        return True
    if is_unit:
        return False
    return ratio <= (MAX_SUM_RATIO if is_sum else MAX_PARAPHRASE_RATIO) and _is_paraphrase(left, first, right, second)


def _is_supposed(passage: Passage, figure: Figure) -> bool:
    """Return whether a figure is only possible, or would have been: "more wind would have made it a Category 5"."""
    place = figure.span[0] - passage.sentence.start
    return any(first <= place < last for first, last in _find_supposed_clauses(passage.sentence.text))


@lru_cache(maxsize=4_096)  # each sentence is compared with many
def _find_supposed_clauses(text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in SUPPOSED_CLAUSE.finditer(text))


def _is_paraphrase(left: Passage, first: Figure, right: Passage, second: Figure) -> bool:
    """Return whether sentences in other words report the same: they share names and enough of the other words."""
    shared = find_shared_names(left, right)
    if first.thing.startswith("%") and not _has_similar_context(left, first, right, second):
        return False
    left_stems = get_content_stems(_mask(left, first)) - {first.quantity.noun}
    right_stems = get_content_stems(_mask(right, second)) - {second.quantity.noun}
    if not left_stems or not right_stems:
        return False
    overlap = max(compute_overlap(left_stems, right_stems), compute_overlap(right_stems, left_stems))
    distinctive = (left_stems & right_stems) - COMMON_STORY_STEMS
    if len(shared) >= MIN_SHARED_NAMES:
        return overlap >= MIN_PARAPHRASE_OVERLAP
    # One name and a fate or a result in common need more of the same words.
    is_specific = bool(first.result) or first.thing in FATE_WORDS.values()
    least = MIN_FIGURE_OVERLAP if is_specific or len(distinctive) >= MIN_DISTINCTIVE_WORDS else MIN_ONE_NAME_OVERLAP
    return bool(shared) and overlap >= least


def _mask(passage: Passage, figure: Figure) -> str:
    """Return the sentence without the figure and without its dates."""
    start, letters = passage.sentence.start, list(passage.sentence.text)
    for first, last in [figure.span, *((one.start, one.end) for one in passage.dates)]:
        letters[max(first - start, 0) : last - start] = " " * (last - max(first, start))
    return "".join(letters)


def _is_about_another_thing(left: str, right: str) -> bool:
    """Return whether two sentences are built alike and name two things in one place, not just two who said it."""
    if not has_parallel_difference(left, right):
        return False
    shorter = [ATTRIBUTION_TAIL.sub("", text.rstrip(". ")) for text in (left, right)]
    return not are_parallel(*shorter) or has_parallel_difference(*shorter)


def _has_foreign_names(left: Passage, right: Passage) -> bool:
    """Return whether each sentence has too many names that the other lacks, as those of two events do."""
    ours, theirs = get_name_words(left), get_name_words(right)
    lower_ours, lower_theirs = get_passage_stems(left), get_passage_stems(right)
    only_ours = ours - theirs - lower_theirs - get_attribution_stems(left.sentence.text)
    only_theirs = theirs - ours - lower_ours - get_attribution_stems(right.sentence.text)
    fewer = min(len(only_ours), len(only_theirs))
    return fewer > 0 and fewer > MAX_FOREIGN_NAMES * (fewer + len(find_shared_names(left, right)))


def _has_other_period(left: Passage, first: Figure, right: Passage, second: Figure) -> bool:
    """Return whether the two figures are of different days or years, by the dates nearest to them."""
    flows = [frozenset(map(str.lower, FLOW_PERIODS.findall(side.sentence.text))) for side in (left, right)]
    if flows[0] != flows[1]:
        return True
    ours, theirs = _find_period(left, first), _find_period(right, second)
    if ours is None and theirs is None:
        return False
    most = _MAX_PERIOD_GAP if ours and theirs else _MAX_UNDATED_GAP
    ours, theirs = ours or day_range(left.citation.published), theirs or day_range(right.citation.published)
    if ours is None or theirs is None:
        return False
    if max(ours[1] - ours[0], theirs[1] - theirs[0]) > _MAX_UNDATED_GAP:
        most = timedelta(0)  # two years that adjoin are two years
    return max(ours[0], theirs[0]) - min(ours[1], theirs[1]) > most


def _find_period(passage: Passage, figure: Figure) -> tuple[date, date] | None:
    """Return the days that the date nearest to a figure covers, unless they lie ahead or bound something else."""
    text, start = passage.sentence.text, passage.sentence.start
    published = day_range(passage.citation.published)
    near: list[tuple[int, tuple[date, date]]] = []
    for one in passage.dates:
        covered = day_range(one.value)
        if covered is None or one.kind not in {TimeKind.DATE, TimeKind.TIME}:
            continue
        before = text[: one.start - start]
        if BOUND_BEFORE_DATE.search(before[-20:]) or REPORTING_CLAUSE.search(before[-60:]):
            continue
        if published and covered[0] > published[1]:
            continue
        distance = min(abs(one.start - figure.span[1]), abs(figure.span[0] - one.end))
        near.append((distance, covered))
    return min(near)[1] if near else None


def _has_grown(left: Passage, first: Figure, right: Passage, second: Figure) -> bool:
    """Return whether the larger count is of a later day, so that the smaller one may have grown to it."""
    if not (first.grows and second.grows and first.quantity.exact and second.quantity.exact):
        return False
    ours, theirs = find_count_day(left, first), find_count_day(right, second)
    if not (ours and theirs):  # only two days of one kind can be compared
        ours = day_range(left.citation.published) or ours
        theirs = day_range(right.citation.published) or theirs
    elif left.citation.published != right.citation.published and ours == theirs:
        ours, theirs = day_range(left.citation.published), day_range(right.citation.published)
    smaller, larger = (ours, theirs) if first.quantity.most <= second.quantity.least else (theirs, ours)
    return bool(smaller and larger and larger[0] > smaller[1])


def find_count_day(passage: Passage, figure: Figure) -> tuple[date, date] | None:
    """Return the day that a sentence names for its count: "as of Monday", or else the date nearest to it."""
    text, start = passage.sentence.text, passage.sentence.start
    named = [one for one in passage.dates if AS_OF.search(text[: one.start - start][-20:])]
    return (day_range(named[0].value) if named else None) or _find_period(passage, figure)


def _is_nearly_identical(left: Passage, right: Passage) -> bool:
    """Return whether two sentences share most words, and nearly all words of one of them."""
    left_stems, right_stems = get_passage_stems(left), get_passage_stems(right)
    max_overlap = max(compute_overlap(left_stems, right_stems), compute_overlap(right_stems, left_stems))
    return max_overlap >= MIN_ONE_SIDED_OVERLAP and has_mutual_overlap(left, right, MIN_UNIT_OVERLAP)


def _has_similar_context(left: Passage, first: Figure, right: Passage, second: Figure) -> bool:
    """Return whether the words around two figures describe the same action."""
    left_context, right_context = _get_context(left, first), _get_context(right, second)
    if first.result or first.thing in FATE_WORDS.values():
        return True  # the thing itself says what happened
    return (
        bool(left_context and right_context)
        and max(compute_overlap(left_context, right_context), compute_overlap(right_context, left_context))
        >= MIN_CONTEXT_OVERLAP
    )


def _get_context(passage: Passage, figure: Figure) -> frozenset[str]:
    at, text = passage.sentence.start, passage.sentence.text
    before = list_content_stems(text[: figure.span[0] - at])[-FIGURE_CONTEXT_WORDS:]
    after = list_content_stems(text[figure.span[1] - at :])[: FIGURE_CONTEXT_WORDS + 1]
    return frozenset((*before, *after)) - {figure.quantity.noun}
