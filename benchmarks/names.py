"""
Measure how well names are discovered, on CoNLL-2003's development part.

The data is the English part of CoNLL-2003 (Tjong Kim Sang & De Meulder 2003), files ``eng.testa`` and ``eng.train``
in ``corpus/CoNLL-2003`` of a public copy (repository ``synalp/NER``). It is licensed by Reuters: it is measured with,
nothing is trained on it, and nothing of it is kept. The test part, ``eng.testb``, is never opened.

Printed are precision, recall and F1 of exact spans without types (persons, organisations, places and others, as the
corpus has them), how many of the right spans have the right type, and articles of 500 words per CPU-second.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.actors.gazetteer import gazetteer
from corpus.actors.model import Name
from corpus.actors.naming import names
from corpus.actors.reading import Stretch
from corpus.model import ActorKind, MentionKind, Zone
from corpus.registry import bundled

TYPES = {ActorKind.STATE: "LOC", ActorKind.PERSON: "PER", ActorKind.ORGANISATION: "ORG"}
Spans = dict[tuple[int, int], str]
Document = tuple[str, list[Stretch], Spans]


def documents(path: Path) -> Iterator[Document]:
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
            sentences.append(Stretch(start, len(text) - 1, Zone.BODY, number, opening=False))
            text = text[:-1] + "\n"
        yield text, sentences, spans


def label(name: Name) -> str:
    """Give the corpus's type for a name: of a known one by its actor's kind, of a discovered one by its label."""
    actor = bundled().get(name.actor) if name.actor else None
    if actor is None:
        return name.label.value
    if name.kind is not MentionKind.NAME:
        return "MISC" if name.kind is MentionKind.DEMONYM else "LOC"
    return TYPES.get(actor.kind, "MISC")


def main() -> int:
    """Print the figures; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds eng.testa")
    parser.add_argument("--part", default="eng.testa", choices=["eng.testa", "eng.train"])
    parser.add_argument("--errors", action="store_true", help="list the commonest errors")
    parser.add_argument("--min", type=float, default=0.0, help="exit 1 where the untyped F1 falls below this")
    options = parser.parse_args()
    path = options.data / options.part
    if not path.is_file():
        print(f"{path} is not there; see the head of this file", file=sys.stderr)
        return 2
    known = gazetteer(bundled())
    counts: Counter[str] = Counter()
    errors: Counter[tuple[str, str]] = Counter()
    used = words = 0.0
    for text, sentences, gold in documents(path):
        began = time.process_time()
        found = {(name.start, name.end): label(name) for name in names(text, sentences, known)}
        used += time.process_time() - began
        words += text.count(" ")
        right = found.keys() & gold.keys()
        counts.update(right=len(right), found=len(found), gold=len(gold))
        counts.update({"typed": sum(found[span] == gold[span] for span in right)})
        for kind, odd in (("missed", gold.keys() - found.keys()), ("spurious", found.keys() - gold.keys())):
            errors.update((kind, text[slice(*span)]) for span in odd)
    precision, recall = counts["right"] / counts["found"], counts["right"] / counts["gold"]
    f1 = 200 * precision * recall / (precision + recall)
    print(f"{options.part}: precision {100 * precision:.1f}, recall {100 * recall:.1f}, untyped exact F1 {f1:.1f}")
    print(f"types right among these: {100 * counts['typed'] / counts['right']:.1f} %")
    print(f"{words / 500 / used:.0f} articles of 500 words per CPU-second")
    if options.errors:
        for (kind, words_), count in errors.most_common(100):
            print(f"{count:5} {kind:9} {words_}")
    return int(f1 < options.min)


if __name__ == "__main__":
    sys.exit(main())
