"""
Measure the temporal tagger on TempEval-3's training sets, TimeBank and AQUAINT, and on MEANTIME, by the task's rule.

Usage: ``python benchmarks/dates.py --data DIR [--errors]``

Data: the folder ``TBAQ-cleaned`` with ``TimeBank`` and ``AQUAINT``, somewhere below ``tempeval3/data``; it is in the
public repository ``qiangning/StructTempRel-EMNLP17`` under ``data/TempEval3/Training``. TimeBank is licensed: measure
it, never commit it. The task's platinum set is the test; it is not read here. MEANTIME is the folder
``meantime_newsreader_english_oct15`` of the same repository, likewise below ``tempeval3/data``; only the first six
sentences of its 120 articles (a title, a date and four more) are annotated, so only these are read. Nothing is chosen
on it.

Prints, for each set: relaxed F1 (the spans overlap), strict F1 (they are the same), the share of the overlapping that
have the right type and the right value, value F1 = relaxed F1 × value accuracy, and documents per CPU-second. Named
periods are left out: TIMEX3 has no such type.

References:
    UzZaman et al. (2013), SemEval-2013 Task 1: TempEval-3, section 5.
    Minard et al. (2016), MEANTIME, the NewsReader Multilingual Event and Time Corpus, LREC.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from _report import get_data_folder, print_rows
from lxml import etree

from corpus.dates.tagger import tag
from corpus.models import Sentence, TimeExpression, TimeKind

DATA_SETS = ("TimeBank", "AQUAINT")
_TYPES = {"date": "DATE", "time": "TIME", "duration": "DURATION", "set": "SET"}
_PART = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_SENTENCE_END = re.compile(r"(?<![ .][A-Za-z][.])(?<=[a-z)0-9][.!?])['\"”’]*\s+(?=[\"'“‘`]*[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|No)|\b[ap]\.m)\.$"
)


@dataclass(frozen=True, slots=True)
class GoldExpression:
    """One annotated expression: its span in the text, its type and its value."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """One document: its name, text, creation time and expressions."""

    name: str
    text: str
    published: str
    gold: tuple[GoldExpression, ...]


@dataclass(slots=True)
class DateCounts:
    """Counts over a set of documents."""

    gold: int = 0
    found: int = 0
    overlapping: int = 0
    exact: int = 0
    kind: int = 0
    value: int = 0

    def compute_f1(self, right: int) -> float:
        """Return the F1, in per cent, that *right* matches make."""
        return 200 * right / (self.gold + self.found) if self.gold + self.found else 0.0

    def compute_share(self, right: int) -> float:
        """Return *right* in per cent of the overlapping."""
        return 100 * right / self.overlapping if self.overlapping else 0.0


def read_document(path: Path) -> AnnotatedDocument:
    """Read one TimeML file; only what stands in TEXT is annotated text, and the DCT dates it."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    created = root.find("./DCT/TIMEX3")
    body = root.find("TEXT")
    if created is None or body is None:
        raise ValueError(f"{path.name} has no DCT or no TEXT")
    pieces: list[str] = []
    gold: list[GoldExpression] = []
    _collect_text(body, pieces, gold)
    return AnnotatedDocument(path.name, "".join(pieces), created.attrib["value"], tuple(gold))


def _collect_text(element: etree._Element, pieces: list[str], gold: list[GoldExpression]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _collect_text(child, pieces, gold)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        gold.append(GoldExpression(start, end, element.attrib["type"], element.attrib["value"]))


#: Sentences of an article of MEANTIME that are annotated.
_MEANTIME_SENTENCES = 6


def read_meantime_document(path: Path) -> AnnotatedDocument:
    """Read the annotated sentences of one file of MEANTIME: its tokens, joined by spaces, and their TIMEX3."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    spans: dict[str, tuple[int, int]] = {}
    text, last = "", ""
    for token in root.iter("token"):
        if int(token.attrib["sentence"]) >= _MEANTIME_SENTENCES:
            break
        text += ("" if not last else " " if token.attrib["sentence"] == last else "\n\n") + (token.text or "")
        spans[token.attrib["t_id"]] = (len(text) - len(token.text or ""), len(text))
        last = token.attrib["sentence"]
    created, gold = "", list[GoldExpression]()
    for timex in root.iter("TIMEX3"):
        if timex.attrib.get("functionInDocument") == "CREATION_TIME":
            created = timex.attrib["value"]
        held = [spans[one.attrib["t_id"]] for one in timex.iter("token_anchor") if one.attrib["t_id"] in spans]
        if held:
            gold.append(GoldExpression(min(held)[0], max(held)[1], timex.attrib["type"], timex.attrib["value"]))
    return AnnotatedDocument(path.name, text, created, tuple(gold))


def split_sentences(text: str) -> Iterator[Sentence]:
    """Cut *text* into rough sentences: at empty lines, and behind a stop before a capital."""
    for number, part in enumerate(_PART.finditer(text)):
        start = part.start()
        for stop in (*_SENTENCE_END.finditer(text, part.start(), part.end()), None):
            if stop and _ABBREVIATION.search(text, start, stop.start()):
                continue
            end = stop.start() if stop else part.end()
            if end > start:
                yield Sentence("", start, end, text[start:end], paragraph=number)
            start = stop.end() if stop else end


def score_document(
    document: AnnotatedDocument, found: Sequence[TimeExpression], tally: DateCounts, errors: list[str]
) -> None:
    """Add one document to *tally*, and what went wrong to *errors*."""
    tally.gold += len(document.gold)
    free = [one for one in found if one.kind is not TimeKind.NAMED]
    tally.found += len(free)
    for gold in document.gold:
        mate = next((one for one in free if one.start < gold.end and gold.start < one.end), None)
        words = " ".join(document.text[gold.start : gold.end].split())
        if mate is None:
            errors.append(f"missed\t{words!r} = {gold.value}\t{_get_context(document, gold.start, gold.end)}")
            continue
        free.remove(mate)
        tally.overlapping += 1
        tally.exact += (mate.start, mate.end) == (gold.start, gold.end)
        tally.kind += _TYPES[mate.kind] == gold.kind
        tally.value += mate.value == gold.value
        if mate.value != gold.value:
            read = f"{words!r} = {gold.value}, read {mate.text!r} {mate.value}"
            errors.append(f"value\t{read}\t[{document.published}] {_get_context(document, gold.start, gold.end)}")
    errors += [f"extra\t{one.text!r} = {one.value}\t{_get_context(document, one.start, one.end)}" for one in free]


def _get_context(document: AnnotatedDocument, start: int, end: int) -> str:
    before, after = document.text[max(start - 60, 0) : start], document.text[end : end + 40]
    return " ".join(f"{document.name}: {before}⟦{document.text[start:end]}⟧{after}".split())


def measure_set(folder: Path, show: bool) -> tuple[tuple[float, float, float], float]:
    """Print the figures of one set; give value F1, relaxed F1 and value accuracy, and documents per CPU-second."""
    documents = [read_document(path) for path in sorted(folder.glob("*.tml"))]
    documents += [read_meantime_document(path) for path in sorted(folder.glob("intra-doc_annotation/*/*.xml"))]
    cut = [tuple(split_sentences(document.text)) for document in documents]
    began = time.process_time()
    found = [tag(parts, document.published) for parts, document in zip(cut, documents, strict=True)]
    spent = time.process_time() - began
    tally, errors = DateCounts(), list[str]()
    for document, ones in zip(documents, found, strict=True):
        score_document(document, ones, tally, errors)
    relaxed, value = tally.compute_f1(tally.overlapping), tally.compute_share(tally.value)
    print(
        f"{folder.name[:9]:9} {len(documents):4} documents  relaxed F1 {relaxed:5.1f}  "
        f"strict F1 {tally.compute_f1(tally.exact):5.1f}  type {tally.compute_share(tally.kind):5.1f}  "
        f"value {value:5.1f}  value F1 {relaxed * value / 100:5.1f}  "
        f"{len(documents) / spent:6.0f} documents per CPU-second"
    )
    if show:
        print(*sorted(errors), sep="\n")
    return (relaxed * value / 100, relaxed, value), len(documents) / spent


def run_benchmark() -> int:
    """Measure the sets; 2 where TimeBank or AQUAINT is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds TBAQ-cleaned somewhere below it")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    home = get_data_folder("dates.py", options.data)
    folder = next(home.rglob("TBAQ-cleaned"), None)
    if folder is None or not all((folder / name).is_dir() for name in DATA_SETS):
        print(f"there is no TBAQ-cleaned with {' and '.join(DATA_SETS)} below {options.data}", file=sys.stderr)
        return 2
    found = {name: measure_set(folder / name, options.errors) for name in DATA_SETS}
    speed = min(rate for _, rate in found.values())
    meantime = next(home.rglob("meantime_newsreader_english_oct15"), None)
    fresh = measure_set(meantime, options.errors)[0] if meantime else None
    sets = {name: figures for name, (figures, _) in found.items()}
    return print_rows("dates.py", {**sets, "MEANTIME": fresh, "speed": speed})


if __name__ == "__main__":
    sys.exit(run_benchmark())
