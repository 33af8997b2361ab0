"""
Measure how well names are discovered, on CoNLL-2003's development part.

The data is the English part of CoNLL-2003 (Tjong Kim Sang & De Meulder 2003), files ``eng.testa`` and ``eng.train``
in ``corpus/CoNLL-2003`` of a public copy (repository ``synalp/NER``, as ``conll2003``). It is licensed by Reuters: it
is measured with, nothing is trained on it, and nothing of it is kept. The test part, ``eng.testb``, is never opened.

Printed are precision, recall and F1 of exact spans without types (persons, organisations, places and others, as the
corpus has them), how many of the right spans have the right type, and articles of 500 words per CPU-second; of
``eng.train``, too, where it is there.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from _report import get_data_folder, print_rows

from corpus.entities import load_bundled_registry
from corpus.entities.gazetteer import Gazetteer, compile_gazetteer
from corpus.entities.models import ContentSpan, EntityLabel, Name
from corpus.entities.names import find_names
from corpus.models import ActorKind, MentionKind, Zone

#: The development part, and the larger one beside it.
FILES = ("eng.testa", "eng.train")
LABELS = {EntityLabel.PERSON: "PER", EntityLabel.ORGANISATION: "ORG", EntityLabel.PLACE: "LOC"}
TYPES = {ActorKind.STATE: "LOC", ActorKind.PERSON: "PER", ActorKind.ORGANISATION: "ORG"}
Spans = dict[tuple[int, int], str]
AnnotatedText = tuple[str, list[ContentSpan], Spans]


def read_documents(path: Path) -> Iterator[AnnotatedText]:
    """Read a CoNLL file: the text of each document, its sentences, and its names with their types."""
    for part in path.read_text(encoding="utf-8").split("-DOCSTART- -X- O O")[1:]:
        text, sentences, spans = "", [], Spans()
        for number, block in enumerate(part.strip().split("\n\n")):
            start, before = len(text), "O"
            for line in filter(None, block.splitlines()):
                word, *_, tag = line.split()
                at = len(text)
                text += word + " "
                if (
                    tag[0] == "I"
                    and before[1:] == tag[1:]
                    and (last := next(reversed(spans), None))
                    and last[1] == at - 1
                ):
                    spans[last[0], at + len(word)] = spans.pop(last)
                elif tag != "O":
                    spans[at, at + len(word)] = tag[2:]
                before = tag
            sentences.append(ContentSpan(start, len(text) - 1, Zone.BODY, number, opening=False))
            text = text[:-1] + "\n"
        yield text, sentences, spans


def get_label(name: Name) -> str:
    """Return the corpus's type for a name: of a known one by its actor's kind, of a discovered one by its label."""
    actor = load_bundled_registry().get(name.actor) if name.actor else None
    if actor is None:
        return LABELS.get(name.label, "MISC")
    if name.kind is not MentionKind.NAME:
        return "MISC" if name.kind is MentionKind.DEMONYM else "LOC"
    return TYPES.get(actor.kind, "MISC")


def run_benchmark() -> int:
    """Measure and print; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds eng.testa")
    parser.add_argument("--errors", action="store_true", help="list the commonest errors")
    options = parser.parse_args()
    folder = get_data_folder("names.py", options.data)
    if not (folder / FILES[0]).is_file():
        print(f"{folder / FILES[0]} is not there; see the head of this file", file=sys.stderr)
        return 2
    known = compile_gazetteer(load_bundled_registry())
    found = {
        part: _measure_file(folder / part, known, errors=options.errors) for part in FILES if (folder / part).is_file()
    }
    f1, types = found[FILES[0]]
    return print_rows(
        "names.py", {"testa": f1, "types": types, "train": found[FILES[1]][0] if len(found) > 1 else None}
    )


def _measure_file(path: Path, known: Gazetteer, *, errors: bool) -> tuple[float, float]:
    """Print the figures of one file; give the untyped F1, and the types that are right, both in per cent."""
    counts: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    used = words = 0.0
    for text, sentences, gold in read_documents(path):
        began = time.process_time()
        found = {(name.start, name.end): get_label(name) for name in find_names(text, sentences, known)}
        used += time.process_time() - began
        words += text.count(" ")
        right = found.keys() & gold.keys()
        counts.update(right=len(right), found=len(found), gold=len(gold))
        counts.update({"typed": sum(found[span] == gold[span] for span in right)})
        for kind, odd in (("missed", gold.keys() - found.keys()), ("spurious", found.keys() - gold.keys())):
            wrong.update((kind, text[slice(*span)]) for span in odd)
    precision, recall = counts["right"] / counts["found"], counts["right"] / counts["gold"]
    print(f"{path.name}: precision {100 * precision:.1f}, recall {100 * recall:.1f}")
    print(f"{words / 500 / used:.0f} articles of 500 words per CPU-second")
    for (kind, words_), count in wrong.most_common(100 if errors else 0):
        print(f"{count:5} {kind:9} {words_}")
    return 200 * precision * recall / (precision + recall), 100 * counts["typed"] / counts["right"]


if __name__ == "__main__":
    sys.exit(run_benchmark())
