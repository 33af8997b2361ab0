"""Ask whether a sentence is true or altered: another figure, another actor of the same kind, or the opposite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from briefings.classroom.evidence import (
    RELATED_OVERLAP,
    SAME_REPORT_OVERLAP,
    choose_similar,
    count_mentions,
    find_related,
    list_name_words,
    list_quiz_passages,
    measure_overlap,
)
from briefings.classroom.models import Fidelity, QuestionKind, QuizQuestion, QuizSources
from briefings.clustering.quantities import Quantity, extract_quantities, parse_quantity
from briefings.text import tokenize
from corpus.languages.en.numbers import QUANTITY_PATTERN, SMALL_NUMBER_WORDS, TENS_WORDS
from corpus.languages.en.people import APPOSITION_AFTER_NAME, ROLE_BEFORE_NAME
from corpus.languages.en.verbs import OPPOSITES, OPPOSITES_PATTERN
from corpus.models import Actor, ActorKind, Mention, MentionKind, Passage, collapse_whitespace

#: Figures below are often confirmed by the sentence itself ("two men, one of them …").
_MIN_FIGURE = 5
#: What a figure is multiplied by.
_FACTORS = (0.8, 0.85, 0.9, 1.1, 1.15, 1.2, 1.25)
#: Letters of a name by which its adjective is recognized ("Korea", "Korean").
_MIN_STEM_LETTERS = 4
#: How much more or less often than an actor the one in its place may be named.
_MAX_PROMINENCE_RATIO = 3
#: Words of a sentence with an opposite, at most: the rest of a long one mostly goes with what it says.
_MAX_WORDS = 26
#: Actors that are tried in place of another.
_MAX_ACTORS_TRIED = 8
_GENDERED = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself)\b", re.IGNORECASE)
_DETERMINER_BEFORE = re.compile(r"\b(?:the|a|an|of the)\s+$", re.IGNORECASE)
#: Words around two names that make a sentence true with either name: "talks between A and B".
_JOINED = re.compile(
    r"\b(?:and|or|both|between|with|alongside|neither|nor)\s+$|^\s*(?:,\s*|\s+and\b|\s+or\b)", re.IGNORECASE
)
#: Words that another polarity makes ungrammatical or senseless.
_POLARITY_WORDS = re.compile(
    r"\b(?:not|n['’]t|never|no|nor|neither|none|nothing|any|anyone|anything|yet|ever|either|until|unless|without|but"
    r"|only|already|still|also|too|some|just|even|longer|hardly|barely|few|little|more|most"
    r"|despite|spite|although|though|instead|rather)\b|n['’]t\b",
    re.IGNORECASE,
)
#: Verbs that a "not" can follow in any sentence: "was not seriously injured" would be strange.
_NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_NEGATABLE = re.compile(r"\b(will|would)(?= (?!be\b)[a-z]{2,})")
_NEGATED = re.compile(r"\b(will|would) not\b(?! (?:only|be)\b)")
#: Words before a verb in a clause that says what is meant, and not what happens.
_SUBORDINATE = re.compile(
    r"\b(?:which|who|whom|whose|what|how|if|when|where|whether|because|since|although|though|while|unless|to [a-z]+)\b",
    re.IGNORECASE,
)
#: A number and a word that make a range with the number after them.
_RANGE_BEFORE = re.compile(
    rf"\b(?:{'|'.join((*SMALL_NUMBER_WORDS, *TENS_WORDS, 'one'))}|\d[\d,.]*)\s+(?:to|or|and)\s+$", re.IGNORECASE
)
_WORD_FIGURES = {word: int(value) for word, value in (SMALL_NUMBER_WORDS | TENS_WORDS).items()}
_MAX_WORD_STEP = 6


class AlterationKind(StrEnum):
    """What is altered."""

    FIGURE = "figure"
    ACTOR = "actor"
    OPPOSITE = "opposite"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Alteration:
    """
    A change that makes a sentence false, as far as the articles report.

    Attributes:
        kind: What is altered.
        start: Offset of the altered words in the sentence.
        end: Offset one past them.
        replacement: The words in their place.
    """

    kind: AlterationKind
    start: int
    end: int
    replacement: str


def find_altered_questions(sources: QuizSources) -> Iterator[QuizQuestion]:
    """
    Yield questions that show a sentence altered, in the order of the seed; `show_unaltered` makes one a true sentence.

    A sentence is asked about only if it could be altered, so that true and altered ones are of the same kind: it has a
    figure, a name or a word with an opposite. No article reports what an altered sentence says.
    """
    for passage in list_quiz_passages(sources):
        found = find_alteration(passage, sources)
        if found:
            sentence = passage.sentence
            original = sentence.text[found.start : found.end]
            text = collapse_whitespace(sentence.text[: found.start] + found.replacement + sentence.text[found.end :])
            options, answer = tuple(Fidelity), tuple(Fidelity).index(Fidelity.ALTERED)
            yield QuizQuestion(
                QuestionKind.ALTERED,
                text,
                options,
                answer,
                passage,
                collapse_whitespace(original),
                collapse_whitespace(found.replacement),
            )


def show_unaltered(question: QuizQuestion) -> QuizQuestion:
    """Return *question* with its sentence as it stands in the article."""
    answer = question.options.index(Fidelity.TRUE)
    return replace(question, text=collapse_whitespace(question.passage.sentence.text), answer=answer, replacement="")


def is_negation(question: QuizQuestion) -> bool:
    """Return whether *question* differs from its sentence by a negation."""
    return "not" in {*question.original.split(), *question.replacement.split()}


def find_alteration(passage: Passage, sources: QuizSources) -> Alteration | None:
    """Return a change of *passage* that no article confirms, or None if there is none."""
    related = find_related(sources, passage, RELATED_OVERLAP)
    finders = (_alter_figure, _alter_actor, _alter_opposite, _alter_negation)
    for finder in finders:
        found = next(finder(passage, related, sources), None)
        if found:
            return found
    return None


def _alter_figure(passage: Passage, related: tuple[Passage, ...], sources: QuizSources) -> Iterator[Alteration]:
    """Yield other figures for the only one of a sentence, none of them reported, if all reports agree on it."""
    quantities = extract_quantities(passage)
    if len(quantities) != 1 or not _is_plain(quantities[0], passage):
        return
    figure = quantities[0]
    reported = [one for other in related for one in extract_quantities(other) if one.noun == figure.noun]
    if any(not figure.is_compatible_with(one) for one in reported):
        return
    at = passage.sentence.start
    match = QUANTITY_PATTERN.search(passage.sentence.text, max(0, figure.span[0] - at))
    if match is None or match["vague"] or match["hedge"]:
        return
    for number in _list_other_numbers(match["number"], sources.rank_passage(passage), percent=bool(match["percent"])):
        if not _is_reported(match, number, reported):
            yield Alteration(AlterationKind.FIGURE, match.start("number"), match.end("number"), number)


def _is_plain(figure: Quantity, passage: Passage) -> bool:
    """Return whether a figure is exact, and the only one of its sentence, so that nothing beside it confirms it."""
    text, at = passage.sentence.text, passage.sentence.start
    first, last = figure.span[0] - at, figure.span[1] - at
    dates = [(one.start - at, one.end - at) for one in passage.dates]
    rest = [n for n, letter in enumerate(text) if letter.isdigit() and not first <= n < last]
    return (
        figure.least == figure.most
        and figure.least >= _MIN_FIGURE
        and all(any(start <= n < end for start, end in dates) for n in rest)
        and not re.search(r"\b(?:a|an)\s+$", text[:first])
        and not _RANGE_BEFORE.search(text[:first])
        and not re.match(r"\s*(?:percent|per cent|%)?\s*(?:to|or|and)\s+\w+\s+(?:percent|per cent|%)", text[last:])
    )


def _list_other_numbers(number: str, rank: int, *, percent: bool) -> Iterator[str]:
    """Yield numbers near *number*, written in the same way and as round as it is."""
    turn = rank % len(_FACTORS)
    if number.lower() in _WORD_FIGURES:
        value = _WORD_FIGURES[number.lower()]
        round_ones = value >= 20
        near = [
            word
            for word, other in _WORD_FIGURES.items()
            if other >= _MIN_FIGURE
            and other != value
            and (other >= 20) is round_ones
            and (round_ones or abs(other - value) <= _MAX_WORD_STEP)
            and (not round_ones or abs(other - value) <= 30)
        ]
        shift = rank % len(near) if near else 0
        for word in near[shift:] + near[:shift]:
            yield word.title() if number[0].isupper() else word
        return
    if not number[:1].isdigit():
        return
    for factor in _FACTORS[turn:] + _FACTORS[:turn]:
        other = _scale(number, factor)
        if other and not (percent and float(other.replace(",", "")) > 100):
            yield other


def _scale(number: str, factor: float) -> str:
    """Return *number* times *factor* with as many digits, decimals, final zeros and commas; ``""`` if that fails."""
    plain = number.replace(",", "")
    whole, _, decimals = plain.partition(".")
    if decimals:
        other = f"{float(plain) * factor:.{len(decimals)}f}"
        return other if len(other) == len(plain) and other != plain and not other.endswith("0") else ""
    significant = whole.rstrip("0")
    zeros = len(whole) - len(significant)
    scaled = round(int(significant or 0) * factor)
    if scaled % 10 == 0:
        scaled += 1
    other = str(scaled) + "0" * zeros
    if len(other) != len(whole) or other == whole or scaled < 1:
        return ""
    return f"{int(other):,}" if "," in number else other


def _is_reported(match: re.Match[str], number: str, reported: list[Quantity]) -> bool:
    """Return whether a report has *number* in place of the one of *match*."""
    text = match.string[: match.start("number")] + number + match.string[match.end("number") :]
    altered = QUANTITY_PATTERN.search(text, match.start())
    if altered is None or altered.start() != match.start():
        return True
    least, most = parse_quantity(altered)
    return any(least <= one.most and one.least <= most for one in reported)


def _alter_actor(passage: Passage, related: tuple[Passage, ...], sources: QuizSources) -> Iterator[Alteration]:
    """Yield other actors of the same kind in place of one that a sentence names, none of them in similar reports."""
    if _GENDERED.search(passage.sentence.text):
        return
    mentioned = {mention.actor for mention in passage.mentions} | {one.speaker for one in passage.quotations}
    elsewhere = {mention.actor for other in related for mention in other.mentions}
    elsewhere |= {one.speaker for other in related for one in other.quotations}
    everywhere = count_mentions(sources.passages)
    counts, names = _count_short_names(passage, sources)
    for mention in sorted(passage.mentions, key=lambda one: sources.rank(passage.citation.key, one.start)):
        if not _is_replaceable(mention, passage, sources):
            continue
        actor = sources.actors[str(mention.actor)]
        fitting = [key for key in sorted(counts) if _is_alike(actor, sources.actors.get(key), sources)]
        fitting = [
            key
            for key in fitting
            if key not in mentioned | elsewhere and _is_as_prominent(everywhere[key], everywhere[actor.id])
        ]
        for key in choose_similar(sources, passage, counts[actor.id], counts, fitting)[:_MAX_ACTORS_TRIED]:
            short = sources.actors[key].name
            if actor.kind is ActorKind.PERSON and " " not in mention.text:
                short = names.get(key, "")
            if (
                short
                and not _is_reported_with(short, related)
                and not list_name_words(sources.actors[key]) & list_name_words(actor)
            ):
                start = mention.start - passage.sentence.start
                yield Alteration(AlterationKind.ACTOR, start, start + len(mention.text), short)


def _is_as_prominent(count: int, other: int) -> bool:
    return max(count, other) <= _MAX_PROMINENCE_RATIO * min(count, other)


def _count_short_names(passage: Passage, sources: QuizSources) -> tuple[Counter[str], dict[str, str]]:
    """Return how often the article of *passage* names each actor, and the one word by which it names each."""
    own = [one for one in sources.passages if one.citation.key == passage.citation.key]
    names = {
        key: mention.text
        for one in own
        for mention in one.mentions
        if (key := mention.actor or "") in sources.actors and _is_part_of_name(mention, sources.actors[key])
    }
    return count_mentions(own), names


def _is_part_of_name(mention: Mention, actor: Actor) -> bool:
    """Return whether a mention is one word, the first or the last of a name of several."""
    words = actor.name.split()
    return mention.kind is MentionKind.NAME and len(words) > 1 and mention.text in {words[0], words[-1]}


def _is_replaceable(mention: Mention, passage: Passage, sources: QuizSources) -> bool:
    """Return whether a mention is a bare name of an actor that the rest of the sentence says nothing about."""
    actor, at = sources.actors.get(str(mention.actor)), passage.sentence.start
    start, end = mention.start - at, mention.end - at
    text = passage.sentence.text
    if actor is None or mention.kind is not MentionKind.NAME or start < 0 or text[start:end] != mention.text:
        return False
    before, after = text[:start], text[end:]
    others = [one for one in passage.mentions if one is not mention]
    related = {actor.id, actor.part_of} - {None}
    return (
        actor.kind in {ActorKind.PERSON, ActorKind.STATE}
        and not mention.text.isupper()
        and not (actor.kind is ActorKind.STATE and _needs_article(mention.text))
        and not (_name_again(actor, before + " " + after))
        and not any(one.start < mention.end and mention.start < one.end for one in others)
        and not any(
            one.actor in related or getattr(sources.actors.get(str(one.actor)), "part_of", None) == actor.id
            for one in others
        )
        and not (_DETERMINER_BEFORE.search(before) or ROLE_BEFORE_NAME.search(before))
        and not (
            APPOSITION_AFTER_NAME.match(after) or re.match(r"\s*(?:,\s+(?:\d|who|which|where|a|an|the)\b|\()", after)
        )
        and not re.search(r"[\w-]-$|\b[a-z]+ern\s$|\b(?:off|continental|mainland|central)\s$", before)
        and not re.match(r"[-\w]|\s[A-Z]", after)
        and not re.search(r"[A-Z][\w.’'-]*\s$", before)
        and not _JOINED.search(before)
        and not _JOINED.match(after)
    )


def _name_again(actor: Actor, rest: str) -> bool:
    """Return whether the rest of a sentence has a word of the names of *actor*, or of its people."""
    names = tuple(word for word in list_name_words(actor) if len(word) >= _MIN_STEM_LETTERS)
    return any(word.startswith(names) for word in tokenize(rest.replace("-", " ")))


def _is_alike(actor: Actor, other: Actor | None, sources: QuizSources) -> bool:
    """Return whether *other* can stand where *actor* stood: of the same kind, named in the same form, not related."""
    if other is None or other.kind is not actor.kind or other.id == actor.id:
        return False
    if actor.kind is ActorKind.PERSON and (" " not in other.name or other.part_of == actor.id):
        return False
    if actor.kind is ActorKind.STATE and _needs_article(other.name):
        return False
    return sources.actors.get(other.part_of or "") is not actor and actor.part_of != other.id


def _needs_article(name: str) -> bool:
    """Return whether a state's name takes "the", or is a plural or no longer in use."""
    return bool(
        re.search(r"\b(?:United|Republic|Kingdom|Union|States|Emirates|Islands|Netherlands|Philippines)\b", name)
    )


def _is_reported_with(name: str, related: tuple[Passage, ...]) -> bool:
    return any(name.casefold() in other.sentence.text.casefold() for other in related)


def _alter_opposite(passage: Passage, related: tuple[Passage, ...], sources: QuizSources) -> Iterator[Alteration]:
    """Yield the opposite of a word, unless a similar report has it."""
    text = passage.sentence.text
    found = list(OPPOSITES_PATTERN.finditer(text))
    if len({match[0] for match in found}) != len(found) or _NEGATION.search(text) or len(text.split()) > _MAX_WORDS:
        return
    for match in sorted(found, key=lambda one: sources.rank(passage.citation.key, passage.sentence.start, one.start())):
        other = OPPOSITES[match[0]]
        taken = {each[0] for each in found}
        if other not in taken and not any(other in one.sentence.text for one in related):
            yield Alteration(AlterationKind.OPPOSITE, match.start(), match.end(), other)


def _alter_negation(passage: Passage, related: tuple[Passage, ...], sources: QuizSources) -> Iterator[Alteration]:
    """Yield the sentence with or without its "not", unless a report of the same says so."""
    del sources
    text = passage.sentence.text
    same = [one for one in related if _shares_most_words(text, one)]
    negated = list(_NEGATED.finditer(text))
    if same or any(mark in text for mark in '“"'):
        return
    if len(negated) == 1 and len(_POLARITY_WORDS.findall(text)) == 1:
        yield Alteration(AlterationKind.NEGATION, negated[0].start(), negated[0].end(), negated[0][1])
        return
    found = list(_NEGATABLE.finditer(text))
    if len(found) == 1 and not (_POLARITY_WORDS.search(text) or _SUBORDINATE.search(text[: found[0].start()])):
        yield Alteration(AlterationKind.NEGATION, found[0].start(), found[0].end(), f"{found[0][1]} not")


def _shares_most_words(text: str, other: Passage) -> bool:
    return measure_overlap(text, other.sentence.text) >= SAME_REPORT_OVERLAP
