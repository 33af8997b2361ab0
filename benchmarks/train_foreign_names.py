"""
Learn the taggers of names in other languages: writes corpus/entities/tables/names_LL.bin.gz.

The data, in one folder; what is learned from it may ship under its licences:

- ``wikiann_LL_{train,val,test}.conllu`` (de, es, ru) and ``wikiann_fr_{train,dev,test}.txt``: WikiANN (Pan et al. 2017;
  Rahimi et al. 2019), made by machine from Wikipedia (CC BY-SA): ``data/wikiann/LL`` of the repository
  ``Babelscape/wikineural``; French: ``WikiANN/fr`` of ``davidsbatista/NER-datasets``.
- ``gsd_LL_{dev,test}.conllu`` (de, es, fr, ru): Universal Dependencies GSD, CC BY-SA 4.0. Names without types.
- ``ancora_es_{dev,test}.conllu``: UD Spanish AnCora, CC BY 4.0; the largest version of each file in the history of the
  repository, with the types of names in its fifth column.
- ``germeval_dev.tsv``: GermEval 2014, CC BY 4.0, development part; the test part is never opened.
- ``uner_{de,ru}.iob2``: Universal NER, PUD, CC BY-SA.
- ``devset``: factRuEval 2016, MIT, the folder of that name.
- ``stockmark.json``: Stockmark's Japanese names, CC BY-SA 3.0, ``ner.json`` of ``stockmarkteam/ner-wikipedia-dataset``,
  the first three quarters. It needs the extra ``ja``.
- ``parlamint_uk_{train,dev,test}.conllu``: UD Ukrainian ParlaMint, CC BY-SA 4.0; the largest version of each file.
- ``nouns.csv``: German nouns from Wiktionary, CC BY-SA 4.0, of the package ``german-nouns``.

The model is an averaged structured perceptron. A sentence may leave open which tag a word has: names without types may
have any, and a capitalized word that WikiANN doesn't mark may be a name; then the best of the allowed sequences is
taken for the right one. Every tenth sentence of the hand-annotated sets is held out. The same files give
the same weights.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.entities.foreign.name_features import find_compound_kind
from corpus.entities.foreign.name_model import (
    TAGS,
    RowExtractor,
    build_kind_table,
    find_best_tags,
    forbid_steps,
    make_extractor,
    pack_model,
    split_text,
)

TABLES_FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "entities" / "tables"
EPOCHS = 6
#: The features with the largest weights that are kept.
MAX_FEATURES = 26_000
#: Words that stand at least so often inside sentences get a kind.
MIN_KIND_COUNT = 3
MAX_KINDS = 14_000
#: Of this many hand-annotated sentences one is held out.
HELD_OUT = 10
#: A name's label in the data, or that its type isn't known.
ANY_LABEL = "ANY"
LABELS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "PERS": "PER"}
JAPANESE_LABELS = {
    **dict.fromkeys(("法人名", "政治的組織名", "その他の組織名"), "ORG"),
    **dict.fromkeys(("地名", "施設名"), "LOC"),
    "人名": "PER",
}


@dataclass(slots=True)
class Example:
    """
    A sentence.

    Attributes:
        words: Its tokens, as the tagger splits it.
        allowed: For each token the tags that it may have.
        is_gold: Whether people annotated it, with types.
    """

    words: list[str]
    allowed: list[frozenset[int]]
    is_gold: bool


Span = tuple[int, int, str]
OUTSIDE = frozenset({0})
ANY_TAG = frozenset(range(len(TAGS)))


def build_example(text: str, spans: Iterable[Span], language: str, source: Source, nouns: AbstractSet[str]) -> Example:
    """
    Split a sentence and give each token its allowed tags.

    Args:
        text: The sentence.
        spans: Its names.
        language: ISO 639-1 code.
        source: Where it is from.
        nouns: Words that are no names, though they are capitalized, in lower case.
    """
    tokens = split_text(text, language)
    allowed = [OUTSIDE for _ in tokens]
    for at, token in enumerate(tokens):
        if source.is_partial and at and token.text[0].isupper() and not _is_noun(token.text.lower(), nouns):
            allowed[at] = ANY_TAG
    for start, end, label in spans:
        inside = [at for at, token in enumerate(tokens) if token.start < end and start < token.end]
        for at in inside:
            opens = at == inside[0]
            names = ("PER", "ORG", "LOC") if label == ANY_LABEL else (label,)
            allowed[at] = frozenset(TAGS.index(f"{'B' if opens else 'I'}-{name}") for name in names)
    return Example([token.text for token in tokens], allowed, source.is_gold)


def _is_noun(word: str, nouns: AbstractSet[str]) -> bool:
    return bool(find_compound_kind(word, lambda part: "c" if part in nouns else ""))


def join_words(rows: Iterable[tuple[str, str]]) -> tuple[str, list[Span]]:
    """Return a sentence of words and BIO tags as text and spans."""
    text, spans, before = "", list[Span](), "O"
    for word, tag in rows:
        start = len(text)
        text += word + " "
        label = LABELS.get(tag[2:], tag[2:])
        if tag[:2] == "I-" and before == label and spans:
            spans[-1] = (spans[-1][0], start + len(word), label)
        elif tag[:2] in {"B-", "I-"}:
            spans.append((start, start + len(word), label))
        before = label if tag != "O" else "O"
    return text, [span for span in spans if span[2] in {"PER", "LOC", "ORG", ANY_LABEL}]


def read_blocks(path: Path) -> Iterator[list[list[str]]]:
    """Read a file of columns, an empty line between sentences; comments are left out."""
    for block in re.split(r"\n[ \t\r]*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in block.split("\n") if line.strip() and not line.startswith(("# ", "#\t"))]
        rows = [line.split("\t" if "\t" in line else " ") for line in lines]
        if rows:
            yield rows


def read_tagged(path: Path, spell: Callable[[str], str] = str) -> Iterator[tuple[str, list[Span]]]:
    """Read words and BIO tags: the second and third column, or the only two, each word corrected by *spell*."""
    for rows in read_blocks(path):
        if path.suffix == ".txt":  # "fr:Orel", "B-LOC"
            pairs = [(row[0].partition(":")[2], row[-1]) for row in rows]
        elif len(rows[0]) == 2:
            pairs = [(row[0], row[1]) for row in rows]
        else:
            pairs = [(row[1], row[2]) for row in rows]
        yield join_words((spell(word.strip()), tag.strip()) for word, tag in pairs if word.strip())


def read_treebank(path: Path, find_tags: Callable[[list[list[str]]], list[str]]) -> Iterator[tuple[str, list[Span]]]:
    """Read a treebank; *find_tags* gives the BIO tags of a sentence's rows."""
    for rows in read_blocks(path):
        words = [row for row in rows if row[0].isdigit()]
        tags = dict(zip([row[0] for row in words], find_tags(words), strict=True))
        written, last = list[tuple[str, str]](), 0
        for row in rows:
            first, _, end = row[0].partition("-")
            if end.isdigit():  # "del": two words of the tree, one of the text
                written.append((row[1], tags.get(first, "O")))
                last = int(end)
            elif first.isdigit() and int(first) > last:
                written.append((row[1], tags[first]))
        yield join_words(written)


def find_proper_nouns(rows: list[list[str]]) -> list[str]:
    """Tag the runs of proper nouns that belong together in the tree as names without a type."""
    tags, before = [], False
    for row in rows:
        is_name = row[3] == "PROPN" and row[1][:1].isalnum() and any(sign.isupper() for sign in row[1])
        joined = before and row[7].split(":")[0] in {"flat", "compound", "appos", "nmod", "fixed", "amod"}
        tags.append(f"{'I' if joined else 'B'}-{ANY_LABEL}" if is_name else "O")
        before = is_name
    return tags


def find_ancora_names(rows: list[list[str]]) -> list[str]:
    """Tag AnCora's names by the types in its fifth column; a name of several words is marked at its first."""
    kinds = {"np0000p": "PER", "np0000o": "ORG", "np0000l": "LOC", "np00000": ANY_LABEL}
    tags, rest = ["O"] * len(rows), list[str]()
    for at, row in enumerate(rows):
        if rest and row[1] == rest[0]:
            rest.pop(0)
            tags[at] = "I" + tags[at - 1][1:] if tags[at - 1] != "O" else "O"
            continue
        rest = []
        if kind := kinds.get(row[4]):
            tags[at] = f"B-{kind}"
        if row[4].startswith("np") and "MWE=" in row[9]:
            rest = re.search(r"MWE=([^|]*)", row[9])[1].split("_")[1:]
    return tags


def find_parliament_names(rows: list[list[str]]) -> list[str]:
    """Tag ParlaMint's names by the kinds of their words; other proper nouns have no type."""
    tags, before = [], "O"
    for row in rows:
        kind = re.search(r"NameType=(\w+)", row[5])
        label = {"Geo": "LOC", "Sur": "PER", "Giv": "PER", "Pat": "PER"}.get(kind[1] if kind else "", ANY_LABEL)
        if row[3] != "PROPN" or not row[1][:1].isupper():
            tags.append("O")
        else:
            joined = before == label and (label == "PER" or row[7].split(":")[0] in {"flat", "appos"})
            tags.append(f"{'I' if joined else 'B'}-{label}")
        before = tags[-1][2:] or "O"
    return tags


def read_facts(folder: Path) -> Iterator[tuple[str, list[Span]]]:
    """Read factRuEval's documents, a sentence at a time; of overlapping names the longest is taken."""
    for file in sorted(folder.glob("*.objects")):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        taken = read_fact_spans(file)
        start = 0
        for block in file.with_suffix(".tokens").read_text(encoding="utf-8").split("\n\n"):
            rows = [line.split(" ") for line in block.strip().split("\n") if line.strip()]
            if rows:
                start, end = int(rows[0][1]), int(rows[-1][1]) + int(rows[-1][2])
                inside = [(a - start, b - start, label) for a, b, label in taken if start <= a and b <= end]
                yield text[start:end], inside


def read_fact_spans(file: Path) -> list[Span]:
    """Return the names of a document of factRuEval; of overlapping ones the longest."""
    kinds = {"Person": "PER", "Org": "ORG", "LocOrg": "LOC", "Location": "LOC"}
    spans = {}
    for line in file.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
        row = line.split()
        if len(row) > 3:
            spans[row[0]] = (int(row[2]), int(row[2]) + int(row[3]))
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = line.split("#")[0].split()
        at = [spans[one] for one in row[2:] if one in spans]
        if len(row) > 2 and row[1] in kinds and at:
            found.append((min(one[0] for one in at), max(one[1] for one in at), kinds[row[1]]))
    chosen: list[Span] = []
    for span in sorted(found, key=lambda one: one[0] - one[1]):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in chosen):
            chosen.append(span)
    return sorted(chosen)


def read_stockmark(path: Path, *, test: bool) -> Iterator[tuple[str, list[Span]]]:
    """Read the first three quarters of Stockmark's sentences, which the Japanese model learns from, or the last."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    cut = len(rows) * 3 // 4
    for row in rows[cut:] if test else rows[:cut]:
        names = [(one["span"], JAPANESE_LABELS.get(one["type"])) for one in row["entities"]]
        yield row["text"], [(start, end, label) for (start, end), label in names if label]


@dataclass(frozen=True, slots=True)
class Source:
    """One set: its sentences, whether people annotated it with types, whether marks are missing in it, its weight."""

    read: Callable[[Path], Iterator[tuple[str, list[Span]]]]
    is_gold: bool = False
    is_partial: bool = False
    copies: int = 1


def _tagged(*names: str) -> Callable[[Path], Iterator[tuple[str, list[Span]]]]:
    return lambda folder: itertools.chain.from_iterable(read_tagged(folder / name) for name in names)


def _trees(
    find_tags: Callable[[list[list[str]]], list[str]], *names: str
) -> Callable[[Path], Iterator[tuple[str, list[Span]]]]:
    return lambda folder: itertools.chain.from_iterable(read_treebank(folder / name, find_tags) for name in names)


def _wikiann(language: str) -> Source:
    return Source(_tagged(f"wikiann_{language}_train.{'txt' if language == 'fr' else 'conllu'}"), is_partial=True)


def _gsd(language: str) -> Source:
    return Source(_trees(find_proper_nouns, f"gsd_{language}_dev.conllu", f"gsd_{language}_test.conllu"))


SOURCES: dict[str, tuple[Source, ...]] = {
    "de": (
        _wikiann("de"),
        _gsd("de"),
        Source(_tagged("germeval_dev.tsv", "uner_de.iob2"), is_gold=True, copies=3),
    ),
    "es": (
        _wikiann("es"),
        _gsd("es"),
        Source(_trees(find_ancora_names, "ancora_es_dev.conllu", "ancora_es_test.conllu"), is_gold=True, copies=3),
    ),
    "fr": (_wikiann("fr"), _gsd("fr")),
    "ja": (Source(lambda folder: read_stockmark(folder / "stockmark.json", test=False)),),
    "ru": (
        _wikiann("ru"),
        _gsd("ru"),
        Source(lambda folder: read_facts(folder / "devset"), is_gold=True, copies=3),
        Source(_tagged("uner_ru.iob2"), is_gold=True, copies=2),
    ),
    "uk": (
        Source(lambda folder: read_facts(folder / "devset"), copies=2),
        Source(_tagged("uner_ru.iob2")),
        Source(
            _trees(find_parliament_names, *(f"parlamint_uk_{part}.conllu" for part in ("train", "dev", "test"))),
            copies=2,
        ),
    ),
}


def read_examples(folder: Path, language: str, nouns: AbstractSet[str]) -> tuple[list[Example], list[Example]]:
    """Return the sentences to learn from and the held-out ones."""
    learned, held = list[Example](), list[Example]()
    for source in SOURCES[language]:
        seen = set[str]()
        for number, (text, spans) in enumerate(source.read(folder)):
            if text in seen:
                continue
            seen.add(text)
            example = build_example(text, spans, language, source, nouns)
            if not example.words:
                continue
            if source.is_gold and number % HELD_OUT == 0:
                held.append(example)
            else:
                learned += [example] * source.copies
    return learned, held


def learn_kinds(examples: Iterable[Example], nouns: Iterable[str]) -> dict[str, str]:
    """
    Return the kinds of words, by how they stand inside sentences.

    "l" is a word in small letters, "n" one that is capitalized and a name, "c" one that is capitalized and none, "b"
    one that is both; *nouns* that were not seen often are "c".
    """
    small, name, other = Counter[str](), Counter[str](), Counter[str]()
    for example in examples:
        for at, (word, allowed) in enumerate(zip(example.words, example.allowed, strict=True)):
            if at and word[0].isalpha() and word[1:].islower():
                counts = small if word[0].islower() else other if allowed == OUTSIDE else name
                counts[word.lower()] += 1
    total = small + name + other
    kinds = {}
    for word, count in total.most_common(MAX_KINDS):
        if count >= MIN_KIND_COUNT:
            parts = {"l": small[word], "n": name[word], "c": other[word]}
            best = max(parts, key=parts.__getitem__)
            kinds[word] = best if parts[best] > 0.8 * count else "b"
    for noun in nouns:
        kinds.setdefault(noun, "c")
    return kinds


def read_nouns(path: Path) -> set[str]:
    """Return the German nouns that are no names and no compounds of two others, in lower case."""
    words, names = set[str](), set[str]()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = row["pos"]
            is_name = any(part in kind for part in ("name", "Toponym", "Abkürzung"))
            (names if is_name else words).add(row["lemma"].lower())
    words = {word for word in words - names if word.isalpha() and 3 < len(word) < 16}
    return {
        word
        for word in words
        if not any(word[:at].removesuffix("s") in words and word[at:] in words for at in range(4, len(word) - 3))
    }


@dataclass(slots=True)
class Encoded:
    """A sentence as feature numbers, a row a token, and the allowed tags as scores to add."""

    rows: NDArray[np.int32]
    masks: NDArray[np.float32]
    gold: list[int] | None


def encode(examples: list[Example], extractor: RowExtractor) -> tuple[NDArray[np.uint32], list[Encoded]]:
    """Return the features that stand more than once, and the encoded sentences."""
    cache: dict[int, list[list[int]]] = {}
    rows_of = []
    for example in examples:
        if id(example) not in cache:
            cache[id(example)] = extractor.extract_rows(example.words)
        rows_of.append(cache[id(example)])
    width = max(len(row) for rows in cache.values() for row in rows)
    flat = np.fromiter((one for rows in cache.values() for row in rows for one in row), np.uint32)
    keys, counts = np.unique(flat, return_counts=True)
    keys = keys[counts > 1]
    done: dict[int, Encoded] = {}
    for example in examples:
        if id(example) not in done:
            done[id(example)] = _encode_one(example, cache[id(example)], keys, width)
    return keys, [done[id(example)] for example in examples]


def _encode_one(example: Example, rows: list[list[int]], keys: NDArray[np.uint32], width: int) -> Encoded:
    table = np.zeros((len(rows), width), np.uint32)
    used = np.zeros((len(rows), width), bool)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
        used[at, : len(row)] = True
    at = np.searchsorted(keys, table)
    at[at == len(keys)] = 0
    numbers = np.where(used & (keys[at] == table), at, len(keys)).astype(np.int32)
    masks = np.full((len(rows), len(TAGS)), -1e5, np.float32)
    for number, allowed in enumerate(example.allowed):
        masks[number, list(allowed)] = 0
    sure = all(len(allowed) == 1 for allowed in example.allowed)
    return Encoded(numbers, masks, [next(iter(allowed)) for allowed in example.allowed] if sure else None)


class Perceptron:
    """An averaged structured perceptron over *size* features."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._weights, self._summed = (np.zeros((size + 1, len(TAGS)), np.float32) for _ in range(2))
        self._steps, self._summed_steps = (np.zeros((len(TAGS), len(TAGS)), np.float32) for _ in range(2))
        self._forbidden = forbid_steps(np.zeros_like(self._steps))
        self._count = 1

    def learn(self, one: Encoded) -> bool:
        """Learn from a sentence; return whether it was tagged right before."""
        scores, steps = self._weights[one.rows].sum(1), self._steps + self._forbidden
        found = find_best_tags(scores, steps)
        right = one.gold
        if right is None:
            is_allowed = not one.masks[np.arange(len(found)), found].any()
            right = found if is_allowed else find_best_tags(scores + one.masks, steps)
        self._count += 1
        if found != right:
            self._update(one, found, right)
        return found == right

    def _update(self, one: Encoded, found: list[int], right: list[int]) -> None:
        for at, (mine, best) in enumerate(zip(found, right, strict=True)):
            if mine != best:
                for tag, change in ((best, 1), (mine, -1)):
                    self._weights[one.rows[at], tag] += change
                    self._summed[one.rows[at], tag] += change * self._count
            if at and (mine, found[at - 1]) != (best, right[at - 1]):
                for before, tag, change in ((right[at - 1], best, 1), (found[at - 1], mine, -1)):
                    self._steps[before, tag] += change
                    self._summed_steps[before, tag] += change * self._count
        self._weights[self._size] = 0

    def skip(self) -> None:
        """Count a sentence that is not looked at."""
        self._count += 1

    def average(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the averaged weights of features, and of pairs of tags."""
        weights = self._weights - self._summed / self._count
        return weights[: self._size], forbid_steps(self._steps - self._summed_steps / self._count)


def train_perceptron(data: list[Encoded], size: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights of features and of pairs of tags; every other epoch looks only at what was wrong before."""
    model, order = Perceptron(size), random.Random(1)
    numbers = list(range(len(data)))
    missed = set(numbers)
    for epoch in range(EPOCHS):
        order.shuffle(numbers)
        for number in numbers:
            if epoch % 2 and number not in missed:
                model.skip()
            elif model.learn(data[number]):
                missed.discard(number)
            else:
                missed.add(number)
        print(f"epoch {epoch + 1}: {len(missed)} of {len(data)} sentences wrong", file=sys.stderr)
    return model.average()


def shrink(
    keys: NDArray[np.uint32], weights: NDArray[np.float32], steps: NDArray[np.float32]
) -> tuple[NDArray[np.uint32], NDArray[np.int8], NDArray[np.float32]]:
    """Return the features with the largest weights, as small whole numbers."""
    largest = np.abs(weights).max(1)
    kept = np.sort(np.argsort(-largest, kind="stable")[:MAX_FEATURES])
    unit = np.quantile(largest[kept], 0.999) / 60
    small = np.clip(np.round(weights[kept] / unit), -127, 127).astype(np.int8)
    return keys[kept], small, np.maximum(steps / unit, -1e6).astype(np.float32)


def train_language(folder: Path, language: str) -> tuple[bytes, list[Example]]:
    """Return the packed model of a language, and the held-out sentences."""
    nouns = read_nouns(folder / "nouns.csv") if language == "de" else set()
    learned, held = read_examples(folder, language, nouns)
    if not learned:
        raise SystemExit(f"{language} needs its extra: pip install -e '.[{language}]'")
    kinds = learn_kinds(learned, sorted(nouns))
    table = build_kind_table(kinds)
    keys, data = encode(learned, make_extractor(table, language))
    print(f"{language}: {len(data)} sentences, {len(keys)} features, {len(kinds)} kinds", file=sys.stderr)
    weights, steps = train_perceptron(data, len(keys))
    return pack_model(*shrink(keys, weights, steps), table), held


def train() -> int:
    """Write the models; 2 where data is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", choices=SOURCES, action="append")
    options = parser.parse_args()
    for language in options.language or SOURCES:
        try:
            packed, held = train_language(options.data, language)
        except FileNotFoundError as error:
            print(f"{error.filename} is not there; see the head of this file", file=sys.stderr)
            return 2
        (TABLES_FOLDER / f"names_{language}.bin.gz").write_bytes(packed)
        print(f"{language}: {len(packed)} bytes, {len(held)} sentences held out")
    return 0


if __name__ == "__main__":
    sys.exit(train())
