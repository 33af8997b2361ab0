"""
Measure how well names are found in articles in other languages.

The data, in one folder, is measured with and not kept, and nothing is trained on it:

- ``conll_de_{train,test}.conllu`` and ``conll_es_{val,test}.conllu``: CoNLL-2003 German and CoNLL-2002 Spanish,
  ``data/conll/{de,es}`` of the repository ``Babelscape/wikineural``. In that copy the umlauts of the German training
  part, of which every fourth article is the development part here, stand as Cyrillic letters, which is undone. From
  the other parts they are lost: "Grnen". ``--restore`` puts them back where the training part has the word.
- ``wikineural_fr_{val,test}.conllu``: WikiNEuRal, made by machine, CC BY-NC-SA 4.0; ``data/wikineural/fr`` there.
- ``ner_uk_{train,test}.iob``: NER-UK 2.0, CC BY-NC-SA 4.0; ``v2.0/iob`` of ``lang-uk/ner-uk``.
- ``stockmark.json``: the last quarter of Stockmark's Japanese names, CC BY-SA 3.0: ``ner.json`` of
  ``stockmarkteam/ner-wikipedia-dataset``. The model learned from the other quarters. It needs the extra ``ja``.
- ``klue_ner_dev.tsv``: the second half of KLUE's Korean names, CC BY-SA 4.0; ``klue_benchmark/klue-ner-v1.1`` of
  ``KLUE-benchmark/KLUE``. The model learned from the first half. It needs the extra ``ko``.
- ``peoples_daily_{dev,test}.txt``: names in a Chinese newspaper, no licence stated; ``data/example.{dev,test}`` of
  ``zjy-ucas/ChineseNER``. It needs the extra ``zh``.
- ``testset``: factRuEval 2016, MIT; that folder of ``dialogue-evaluation/factRuEval-2016``.

Printed are precision, recall and F1 of exact spans of people, organizations and places, whatever their type, the share
of these that have the right type, and words per CPU-second. ``--test`` reads the test parts.
"""

from __future__ import annotations

import argparse
import itertools
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from _name_sets import Span, read_blocks, read_facts, read_joined, read_klue, read_stockmark, read_tagged
from _report import get_data_folder, print_rows

from corpus.entities import load_bundled_registry
from corpus.entities.foreign.pack_tagger import tag_pack_entities
from corpus.entities.models import ArticleEntities
from corpus.languages.pack import load_pack
from corpus.models import ActorKind, Sentence

#: The development part and the test part of each language.
FILES = {
    "de": ("conll_de_train.conllu", "conll_de_test.conllu"),
    "es": ("conll_es_val.conllu", "conll_es_test.conllu"),
    "fr": ("wikineural_fr_val.conllu", "wikineural_fr_test.conllu"),
    "uk": ("ner_uk_train.iob", "ner_uk_test.iob"),
    "ru": ("", "testset"),
    "ja": ("", "stockmark.json"),
    "ko": ("", "klue_ner_dev.tsv"),
    "zh": ("peoples_daily_dev.txt", "peoples_daily_test.txt"),
}
#: Signs that no space stands before, and those that none stands behind.
_SPACE_BEHIND = re.compile(r"[.,:;!?…)»”\]]")
_SPACE_BEFORE = re.compile(r"(?:[(«„\[]|(?<!\w)[А-ЯІЇЄҐA-Z] ?\.)$")
#: Sentences that are read together, as an article.
ARTICLE_SENTENCES = 20
#: Of this many articles of the German training part one is measured.
GERMAN_SHARE = 4
TYPES = {
    ActorKind.PERSON: "PER",
    ActorKind.STATE: "LOC",
    ActorKind.PLACE: "LOC",
    ActorKind.ORGANISATION: "ORG",
    ActorKind.GROUP: "ORG",
}


def run_benchmark() -> int:
    """Measure and print; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the files")
    parser.add_argument("--test", action="store_true", help="read the test parts")
    parser.add_argument("--language", choices=FILES, action="append")
    parser.add_argument("--restore", action="store_true", help="put lost umlauts back into the German test part")
    parser.add_argument("--errors", action="store_true", help="list the commonest errors")
    options = parser.parse_args()
    folder = get_data_folder("foreign_names.py", options.data)
    figures: dict[str, float | None] = dict.fromkeys(FILES)
    for language in options.language or FILES:
        name = FILES[language][options.test]
        if name and (folder / name).exists():
            spell = make_speller(folder / FILES["de"][0]) if options.restore and language == "de" else str
            figures[language] = measure(read_sentences(folder / name, spell), language, name, errors=options.errors)
    if not any(figures.values()):
        print(f"{folder} holds none of the files; see the head of this file", file=sys.stderr)
        return 2
    return print_rows("foreign_names.py", figures)


def read_sentences(path: Path, spell: Callable[[str], str] = str) -> Iterator[tuple[str, list[Span]]]:
    """Return the sentences of a file or of a folder of factRuEval, with their names; *spell* corrects each word."""
    if path.is_dir():
        yield from read_facts(path)
    elif path.suffix == ".json":
        yield from read_stockmark(path, test=True)
    elif path.name == FILES["ko"][1]:
        yield from read_klue(path, test=True)
    elif path.name == FILES["de"][0]:
        articles = _batch(read_tagged(path, undo_mac_cyrillic))
        yield from itertools.chain.from_iterable(itertools.islice(articles, 0, None, GERMAN_SHARE))
    elif path.name in FILES["zh"]:
        yield from read_joined(path)
    elif path.name in FILES["uk"]:
        yield from map(close_up, read_tagged(path))
    else:
        yield from read_tagged(path, spell)


def close_up(sentence: tuple[str, list[Span]]) -> tuple[str, list[Span]]:
    """Return a sentence without the spaces around its signs that are there only because it was split in words."""
    text, spans = sentence
    written, places = "", list[int]()
    for at, sign in enumerate(text):
        places.append(len(written))
        if sign == " " and (_SPACE_BEHIND.match(text, at + 1) or _SPACE_BEFORE.search(text[max(0, at - 3) : at])):
            continue
        written += sign
    return written, [(places[start], places[end - 1] + 1, label) for start, end, label in spans]


def undo_mac_cyrillic(word: str) -> str:
    """Return a word in Latin-1 that was read as Mac Cyrillic."""
    return word if word.isascii() else word.encode("mac_cyrillic", "replace").decode("latin-1")


def make_speller(path: Path) -> Callable[[str], str]:
    """Return a function that puts the lost letters of a German word back, by the commonest word of *path* like it."""
    words = Counter(undo_mac_cyrillic(row[1]) for rows in read_blocks(path) for row in rows)
    spelled: dict[str, str] = {}
    for word, _ in words.most_common():
        spelled.setdefault(re.sub(r"[^\x00-\x7f]", "", word), word)
    return lambda word: spelled.get(word, word)


def measure(rows: Iterator[tuple[str, list[Span]]], language: str, name: str, *, errors: bool) -> float:
    """Print the figures of one file and return its untyped F1 in per cent."""
    counts, wrong = Counter[str](), Counter[tuple[str, str]]()
    used = words = 0.0
    for article in _batch(rows):
        sentences, gold, start = [], {}, 0
        for text, spans in article:
            sentences.append(Sentence("a", start, start + len(text), text))
            gold |= {(start + first, start + last): label for first, last, label in spans}
            start += len(text) + 1
        began = time.process_time()
        found = _read_spans(tag_pack_entities(sentences, load_bundled_registry(), language, load_pack(language)))
        used += time.process_time() - began
        words += sum(text.count(" ") for text, _ in article)
        right = found.keys() & gold.keys()
        counts.update(right=len(right), found=len(found), gold=len(gold))
        counts.update({"typed": sum(found[span] == gold[span] for span in right)})
        written = "\n".join(one.text for one in sentences)
        for kind, odd in (("missed", gold.keys() - found.keys()), ("spurious", found.keys() - gold.keys())):
            wrong.update((kind, written[slice(*span)]) for span in odd)
    precision, recall = counts["right"] / counts["found"], counts["right"] / counts["gold"]
    f1 = 200 * precision * recall / (precision + recall)
    typed = 100 * counts["typed"] / counts["right"]
    print(f"{name}: precision {100 * precision:.1f}, recall {100 * recall:.1f}, F1 {f1:.1f}, types {typed:.1f} %,")
    print(f"    {counts['gold']} names, {words / used:.0f} words per CPU-second")
    for (kind, found_name), count in wrong.most_common(60 if errors else 0):
        print(f"{count:5} {kind:9} {found_name}")
    return f1


def _batch(sentences: Iterator[tuple[str, list[Span]]]) -> Iterator[list[tuple[str, list[Span]]]]:
    while article := list(itertools.islice(sentences, ARTICLE_SENTENCES)):
        yield article


def _read_spans(found: ArticleEntities) -> dict[tuple[int, int], str]:
    kinds = {actor.id: TYPES.get(actor.kind, "") for actor in found.actors}
    return {(one.start, one.end): kinds[one.actor] for one in found.mentions if one.actor and kinds.get(one.actor)}


if __name__ == "__main__":
    sys.exit(run_benchmark())
