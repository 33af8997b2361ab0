"""What a name names: a small learned classifier, and the whole article's vote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from corpus.actors.features import features
from corpus.actors.model import Label
from corpus.actors.tokens import Token
from corpus.actors.vocabulary import ordinary
from corpus.actors.words import COMPOUNDS, FORMS_OF_ADDRESS, NO_ACTORS, OTHER_HEADS, SITES, THINGS
from corpus.registry import key

#: The order of the weights in labels.txt.
LABELS = (Label.PERSON, Label.ORGANISATION, Label.PLACE, Label.OTHER)

#: What a rule adds where it needs no vote.
_CERTAIN = 5000.0
#: How far ahead, per occurrence, a label must be for a name of one word to be taken for an actor's.
_MARGINS = {Label.PERSON: 20.0, Label.ORGANISATION: 40.0}

#: A compound such as "K-pop".
_HALF_SMALL = re.compile(r"[A-Z]\w*-[a-z]+")

Scores = tuple[float, float, float, float]


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Scores]:
    """
    Read the classifier's weights: lines of a feature and a number per label, by ``benchmarks/train_names.py``.

    References:
        Collins (2002), Discriminative Training Methods for Hidden Markov Models, EMNLP (the averaged perceptron).
    """
    table: dict[str, Scores] = {}
    for line in (files("corpus.actors") / "labels.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            feature, _, numbers = line.rpartition("\t")
            person, organisation, place, other = numbers.split()
            table[feature] = (float(person), float(organisation), float(place), float(other))
    return table


def scores(tokens: Sequence[Token], first: int, last: int) -> Scores:
    """Score each label for the name ``tokens[first:last]`` of a sentence; higher is likelier."""
    table = weights()
    person = organisation = place = other = 0.0
    for feature in features(tokens, first, last):
        if found := table.get(feature):
            person += found[0]
            organisation += found[1]
            place += found[2]
            other += found[3]
    if _given(tokens, first, last) or (tokens[first - 1].text.lower() in FORMS_OF_ADDRESS if first else False):
        person += _CERTAIN
    ending = " ".join(token.text.lower() for token in tokens[max(first, last - 2) : last])
    if last - first > 1 and (tokens[last - 1].text.lower() in SITES or ending in {"guest house", "opera house"}):
        place += _CERTAIN
    if tokens[last - 1].text.lower().partition("-")[0] in OTHER_HEADS:
        other += _CERTAIN
    if last - first == 1 and last < len(tokens) and tokens[last].text in THINGS:
        other += _CERTAIN
    return person, organisation, place, other


def _given(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a name of two or three words has a given name with a small letter after its hyphen ("Jae-in")."""
    parts = [token.text.rpartition("-")[2] for token in tokens[first:last] if "-" in token.text]
    return 1 < last - first < 4 and len(parts) == 1 and parts[0].islower() and parts[0] not in COMPOUNDS


def voted(names: Iterable[tuple[str, Scores, bool]]) -> Mapping[str, tuple[Label, bool]]:
    """
    Let the occurrences of a name in an article vote on what it names.

    A name of one word that ends a person's full name is that person.

    Args:
        names: Words and scores of each occurrence, and whether its capital shows that it is a name.

    Returns:
        The label of each name, and whether it is sure, by its folded words.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
    spelled: dict[str, list[str]] = defaultdict(list)
    shown: Counter[str] = Counter()
    for text, score, capital in names:
        folded = key(text)
        spelled[folded].append(text)
        shown[folded] += capital
        sums[folded] = [total + one for total, one in zip(sums[folded], score, strict=True)]
    labels = {folded: _decided(total, spelled[folded], shown[folded]) for folded, total in sums.items()}
    for folded, texts in spelled.items():
        parts = texts[0].split()
        short = labels.get(key(" ".join(parts[-2:]))) if len(parts) > 2 else None
        if short is not None and short[0] is Label.PERSON:
            labels[folded] = Label.PERSON, True
        if labels[folded][0] is Label.PERSON and len(parts) > 1 and key(parts[-1]) in labels:
            labels[key(parts[-1])] = Label.PERSON, True
    return labels


def _decided(total: Sequence[float], texts: Sequence[str], shown: int) -> tuple[Label, bool]:
    best, second = sorted(range(len(LABELS)), key=total.__getitem__)[:-3:-1]
    label, ahead = LABELS[best], (total[best] - total[second]) / len(texts)
    acronym = texts[0].isupper() and len(texts[0]) < 7
    if " " not in texts[0] and not acronym and shown < (2 if ordinary(texts[0].lower()) else 1):
        return label, False
    if texts[0].lower() in NO_ACTORS or _HALF_SMALL.fullmatch(texts[0]):
        return label, False
    return label, " " in texts[0] or acronym or ahead >= _MARGINS.get(label, 0.0)
