"""Classify names as person, organization, place, event, document or other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from importlib.resources import files

from corpus.entities.classification.features import extract_context_features, extract_word_features
from corpus.entities.classification.organizations import ADJECTIVE, HEAD_SCORE, score_organization
from corpus.entities.models import EntityLabel, NameToken
from corpus.entities.registry import normalize_name
from corpus.entities.wordlists import (
    is_ordinary_word,
    is_title_word,
    load_cities,
    load_given_names,
    load_regions,
    load_surnames,
    load_vocabulary,
    load_waters,
)
from corpus.languages.en.abbreviations import NON_NAMES
from corpus.languages.en.nouns import (
    COMPOUND_ADJECTIVE_ENDINGS,
    DISASTER_HEADS,
    DOCUMENT_HEADS,
    EVENT_HEADS,
    EVENT_PREFIXES,
    NON_ACTOR_HEADS,
    PEOPLES,
    THING_NOUNS,
)
from corpus.languages.en.organizations import (
    COMPANY_HEADS,
    FOREIGN_ARTICLES,
    ORGANIZATION_HEADS,
)
from corpus.languages.en.people import EAST_ASIAN_SURNAMES, HONORIFICS, SURNAME_PARTICLES, TRADES
from corpus.languages.en.places import (
    DISTRICT_HEADS,
    PLACE_HEADS,
    PLACES_WITH_OF,
    SITE_HEADS,
    US_STATES,
)
from corpus.languages.en.verbs import SPEAKING_VERBS
from corpus.models import strip_accents

#: Order of the labels' weights in each row of kind_weights.txt.
LABEL_ORDER = (EntityLabel.PERSON, EntityLabel.ORGANISATION, EntityLabel.PLACE, EntityLabel.OTHER)

#: Score that a rule adds for its label, so high that the weights don't matter.
_RULE_SCORE = 5000.0
#: Score taken off the label of products and works: news name fewer of them than the training data do.
_OTHER_PENALTY = 40.0
#: Minimum lead over the second-best label, per occurrence, for a one-word name to be accepted as an actor's. They
#: were set on CoNLL-2003 (testa and train), so that as many persons are accepted as with the weights before.
_MIN_MARGINS = {EntityLabel.PERSON: 50.0, EntityLabel.ORGANISATION: 55.0}
#: A name that is capitalized inside sentences so many times in an article is accepted whatever the lead; and one that
#: occurs so many times, and once inside a sentence.
_MIN_CERTAIN_COUNT, _MIN_CERTAIN_OCCURRENCES = 4, 3

#: A compound such as "K-pop", and the plural of an abbreviation: "NGOs".
_NO_NAME = re.compile(r"[A-Z]\w*-[a-z]+|[A-Z]{2,}s")

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


def _add_weights(features: Iterable[str], table: Mapping[str, LabelScores], start: LabelScores) -> LabelScores:
    person, organisation, place, other = start
    for feature in features:
        if found := table.get(feature):
            person += found[0]
            organisation += found[1]
            place += found[2]
            other += found[3]
    return person, organisation, place, other


@lru_cache(maxsize=1 << 13)
def _score_words(written: tuple[str, ...]) -> LabelScores:
    """Return the score of each label for the words of a name, cached: most names stand many times."""
    return _add_weights(extract_word_features(written), load_weights(), (0.0, 0.0, 0.0, 0.0))


def score_labels(tokens: Sequence[NameToken], first: int, last: int) -> LabelScores:
    """Return a score of each label for the name ``tokens[first:last]`` of a sentence; higher is likelier."""
    person, organisation, place, other = _add_weights(
        extract_context_features(tokens, first, last),
        load_weights(),
        _score_words(tuple(token.text for token in tokens[first:last])),
    )
    if _has_hyphenated_given_name(tokens, first, last) or (
        tokens[first - 1].text.lower() in HONORIFICS if first else False
    ):
        person += _RULE_SCORE
    person += _score_person(tokens, first, last)
    if last + 1 < len(tokens) and tokens[last].text == ",":
        person += _RELATIVE_PRONOUNS.get(tokens[last + 1].text, 0) * HEAD_SCORE / 4
    if _is_where_person_belongs(tokens, first):
        person, organisation = person - HEAD_SCORE, organisation + HEAD_SCORE / 8
    ending = " ".join(token.text.lower() for token in tokens[max(first, last - 2) : last])
    if last - first > 1 and (tokens[last - 1].text.lower() in SITE_HEADS or ending in {"guest house", "opera house"}):
        place += _RULE_SCORE
    elif last - first > 1 and tokens[last - 1].text.lower() in PLACE_HEADS:
        place += HEAD_SCORE / 8
    organisation += score_organization(tokens, first, last)
    other += _score_other(tokens, first, last)
    if _is_speaker(tokens, first, last):
        place, other = place - HEAD_SCORE, other - HEAD_SCORE / 2
    if first and tokens[first - 1].text in {"near", "off"}:
        person, place = person - HEAD_SCORE / 4, place + HEAD_SCORE / 4  # "they landed near Senn"
    if last - first == 1:
        single = _score_single_word(tokens, first)
        place += HEAD_SCORE / 4 * _is_paired_with_city(tokens, first)
        person, place = person + single[0], place + single[1]
        if first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].text.lower() in PLACES_WITH_OF:
            place += HEAD_SCORE  # "the valley of Senn"
    return person, organisation, place, other


#: What a relative pronoun after a name and a comma says for a person: "Velmora, which runs dams".
_RELATIVE_PRONOUNS = {"who": 1, "whom": 1, "which": -1}


def _score_person(tokens: Sequence[NameToken], first: int, last: int) -> float:
    """Return what a title before a name adds for a person, and a city or a foreign article in it takes off."""
    if first and is_title_word(tokens[first - 1].text.lower().rstrip(".")):
        return HEAD_SCORE / 2
    head, end = tokens[first].text.lower(), tokens[last - 1].text.lower()
    if 1 < last - first < 4 and head in EAST_ASIAN_SURNAMES and not (end in load_vocabulary() or end in PLACE_HEADS):
        return HEAD_SCORE / 4  # "Zhou Example"
    if last - first > 1 and head in load_cities() and is_ordinary_word(end):
        return -HEAD_SCORE  # "Berlin Wall"
    if last - first > 1 and head not in load_given_names() and len(head.rstrip(".")) > 1 and _names_place(end):
        return -HEAD_SCORE / (8 if end in load_surnames() else 2)  # "Kelda Dam", "Sporting Gwent"
    if last - first > 1 and first and tokens[first - 1].text == "the" and head not in load_given_names():
        return -HEAD_SCORE / 2  # "the Silver Falcon"
    if last - first > 1 and not _may_be_person(head, end):
        return -HEAD_SCORE / 2  # "Massive Attack"
    if last - first > 2 and tokens[first + 1].text in SURNAME_PARTICLES and head in load_given_names():
        return HEAD_SCORE  # "Joost van Dam"
    return -HEAD_SCORE / 4 if last - first == 2 and head in FOREIGN_ARTICLES else 0.0


def _names_place(word: str) -> bool:
    """Return whether *word* is a noun for places, or the name of a province or a town."""
    return word in PLACE_HEADS or word in load_regions() or word in load_cities()


#: Prepositions between a person's name and that of the body or place where they belong.
_BELONGING_PREPOSITIONS = frozenset({"of", "at"})


def _is_where_person_belongs(tokens: Sequence[NameToken], first: int) -> bool:
    """Return whether a name says where the person named before it belongs: "Ann Example of Reed Norwood"."""
    if first < 3 or tokens[first - 1].text not in _BELONGING_PREPOSITIONS:
        return False
    given, surname = tokens[first - 3], tokens[first - 2]
    return given.capital and surname.capital and given.text.lower() in load_given_names()


def _may_be_person(head: str, end: str) -> bool:
    """Return whether the first and last word of a name may be a given name and a surname; ordinary words are none."""
    if head in load_given_names() or end in load_surnames() or not is_ordinary_word(end):
        return end not in DISASTER_HEADS
    return not (is_ordinary_word(head) or ADJECTIVE.fullmatch(head))


def _is_speaker(tokens: Sequence[NameToken], first: int, last: int) -> bool:
    """Return whether a verb of saying follows a name that no table has as a town's or a province's."""
    if last >= len(tokens) or tokens[last].text not in SPEAKING_VERBS:
        return False
    if first > 1 and tokens[first - 1].text in {"of", "in", "from"} and tokens[first - 2].capital:
        return False  # "Mayor Ann Example of Norhaven said"
    whole = " ".join(token.text.lower() for token in tokens[first:last])
    return not (whole in load_cities() or whole in load_regions())


def _score_other(tokens: Sequence[NameToken], first: int, last: int) -> float:
    """Return what its last noun, a digit, or a noun after it add for the name of a thing."""
    score = -_OTHER_PENALTY
    if tokens[last - 1].text.lower().partition("-")[0] in NON_ACTOR_HEADS:
        score += _RULE_SCORE
    if last - first == 1 and any(c.isdigit() for c in tokens[first].text):
        score += HEAD_SCORE
    if _is_explained_as_event(tokens, first):
        score += HEAD_SCORE
    if last - first > 1 and first and tokens[last - 1].text.lower() in DISASTER_HEADS:
        score += _RULE_SCORE * (tokens[first - 1].text.lower() == "the")  # "the Silver Creek Fire"
    if last - first == 1:
        noun = last + 1 if last < len(tokens) and tokens[last].text in {"'s", "’s"} else last
        if noun < len(tokens) and tokens[noun].text in THING_NOUNS:
            score += _RULE_SCORE  # "Norhaven drones", "Example's disease"
    return score


def _is_explained_as_event(tokens: Sequence[NameToken], first: int) -> bool:
    """Return whether a noun right before a name, or before a comma, says that it is a storm's: "the storm, Olga,"."""
    at = first - 1
    if at > 0 and tokens[at].text == ",":
        at -= 1
    return at > 0 and tokens[at].text in EVENT_PREFIXES


def _score_single_word(tokens: Sequence[NameToken], at: int) -> tuple[float, float]:
    """Return what is taken off person and place for a name that is an acronym or an ordinary word."""
    person = place = 0.0
    if is_lone_acronym(tokens, at):
        person -= HEAD_SCORE / 2
    if is_ordinary_word(tokens[at].text.lower()):
        person -= _OTHER_PENALTY
        place -= 2 * _OTHER_PENALTY
    return person, place


def _is_paired_with_city(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a town's name stands beside another one's: "Lima and Florence have gone out"."""
    beside = [side for side in (at - 2, at + 2) if 0 <= side < len(tokens)]
    return tokens[at].text.lower() in load_cities() and any(
        tokens[(at + side) // 2].text == "and" and tokens[side].text.lower() in load_cities() and tokens[side].capital
        for side in beside
    )


def is_lone_acronym(tokens: Sequence[NameToken], at: int) -> bool:
    """Return whether a word is an acronym: in capitals, and no word beside it is."""
    text = tokens[at].text.replace(".", "")
    beside = [tokens[i].text for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return 1 < len(text) < 7 and text.isupper() and not any(len(word) > 1 and word.isupper() for word in beside)


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
    people = {
        texts[0].split()[-1]
        for folded, texts in spelled.items()
        if " " in texts[0] and labels[folded][0] is EntityLabel.PERSON
    }
    clubs = {
        texts[0].split()[-1]
        for folded, texts in spelled.items()
        if " " in texts[0] and labels[folded][0] is EntityLabel.ORGANISATION
    } - people
    things = {
        word
        for folded, texts in spelled.items()
        for word in texts[0].split()[:-1]
        if labels[folded][0] in {EntityLabel.OTHER, EntityLabel.EVENT} and word not in people
    }
    places = {
        texts[0].split()[0]
        for folded, texts in spelled.items()
        if texts[0].split()[1:2] != [] and texts[0].split()[1].lower() in DISTRICT_HEADS
    } - people
    for folded, texts in spelled.items():
        if texts[0] in places and labels[folded][0] is EntityLabel.PERSON:
            labels[folded] = EntityLabel.PLACE, True  # "Reed" beside "Reed County"
        if texts[0] in clubs and labels[folded][0] is EntityLabel.PERSON:
            labels[folded] = EntityLabel.ORGANISATION, True  # "Rovers" after "Norhaven Rovers"
        if texts[0] in things and labels[folded][0] is EntityLabel.PERSON:
            labels[folded] = EntityLabel.OTHER, False  # "Reed" after "the Ann Reed Telescope"
        parts = texts[0].split()
        short = labels.get(normalize_name(" ".join(parts[-2:]))) if len(parts) > 2 else None
        if short is not None and short[0] is EntityLabel.PERSON:
            labels[folded] = EntityLabel.PERSON, True
        if len(parts) == 2 and labels[folded][0] is EntityLabel.ORGANISATION and _is_relative(parts, people):
            labels[folded] = EntityLabel.PERSON, True
        if labels[folded][0] is EntityLabel.PERSON and len(parts) > 1 and normalize_name(parts[-1]) in labels:
            labels[normalize_name(parts[-1])] = EntityLabel.PERSON, True
    return labels


def _is_relative(parts: Sequence[str], people: AbstractSet[str]) -> bool:
    """Return whether a name ends like a person's of the article, and in no noun: "Moamar Example"."""
    last = parts[-1].lower()
    return parts[-1] in people and not (last in ORGANIZATION_HEADS or last in COMPANY_HEADS or is_ordinary_word(last))


def _choose_label_by_head(text: str) -> EntityLabel | None:
    """Return the label of a name that a noun marks as an event's or a document's: "Storm Olga", "Lima Protocol"."""
    words = text.lower().split()
    if len(words) < 2 or text.lower() in load_cities():
        return None
    if words[0] in EVENT_PREFIXES or words[:2] == ["tropical", "storm"] or words[-1] in EVENT_HEADS:
        return EntityLabel.EVENT
    if words[0] == "battle" and words[1] == "of":
        return EntityLabel.EVENT
    of_phrase = words[0] in DOCUMENT_HEADS and words[1] == "of"
    return EntityLabel.DOCUMENT if words[-1] in DOCUMENT_HEADS or of_phrase else None


def _is_known_name(text: str) -> bool:
    """
    Return whether a table of places has a name, so that even one capital at a start is enough: "Lima is growing".

    Those of companies don't count: "Zebra" and "Target" open sentences, too.
    """
    name = strip_accents(text.lower())
    return any(name in load() for load in (load_cities, load_regions, load_waters))


def _is_trade(word: str) -> bool:
    """Return whether a word says what people do, in the singular or plural: "Bakers", which may open a sentence."""
    return word in TRADES or word.removesuffix("s") in TRADES or is_title_word(word)


def _is_people_of_state(word: str) -> bool:
    """Return whether a word names the people of a state of the US: "Virginians", "Texans", "Oregonians"."""
    if not word.endswith("ns"):
        return False
    stems = [word.removesuffix(ending) for ending in ("ns", "ans", "ians") if word.endswith(ending)]
    return any(stem + ending in US_STATES for stem in stems for ending in ("", "a", "s", "as"))


def _choose_label(total: Sequence[float], texts: Sequence[str], capitalized_count: int) -> tuple[EntityLabel, bool]:
    if rule := _choose_label_by_head(texts[0]):
        return rule, True
    best, second = sorted(range(len(LABEL_ORDER)), key=total.__getitem__)[:-3:-1]
    label, margin = LABEL_ORDER[best], (total[best] - total[second]) / len(texts)
    acronym = texts[0].isupper() and len(texts[0]) < 7
    enough = len(texts) > 1 or capitalized_count or _is_known_name(texts[0])
    if (
        " " not in texts[0]
        and not acronym
        and (capitalized_count < 2 if is_ordinary_word(texts[0].lower()) else not enough)
    ):
        return label, False
    if texts[0].lower() in PEOPLES or texts[0].lower() in EVENT_PREFIXES or _is_people_of_state(texts[0].lower()):
        return EntityLabel.OTHER, False
    if texts[0].lower().replace(".", "") in NON_NAMES or _NO_NAME.fullmatch(texts[0]):
        return label, False
    if not capitalized_count and _is_trade(texts[0].lower()):
        return label, False
    ordinary = " " not in texts[0] and is_ordinary_word(texts[0].lower())
    often = capitalized_count >= _MIN_CERTAIN_COUNT or (capitalized_count and len(texts) >= _MIN_CERTAIN_OCCURRENCES)
    certain = margin >= _MIN_MARGINS.get(label, 0.0) or bool(often and not ordinary)
    return label, " " in texts[0] or acronym or certain
