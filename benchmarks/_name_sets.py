"""Read the sets of sentences with names in other languages, each in the form that it is published in."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

#: A name's label in the data, or that its type isn't known.
ANY_LABEL = "ANY"
LABELS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "PERS": "PER"}
JAPANESE_LABELS = {
    **dict.fromkeys(("法人名", "政治的組織名", "その他の組織名"), "ORG"),
    **dict.fromkeys(("地名", "施設名"), "LOC"),
    "人名": "PER",
}
SMARTDATA_LABELS = {
    **dict.fromkeys(("organization", "organization-company"), "ORG"),
    **dict.fromkeys(("location", "location-city", "location-street"), "LOC"),
    "person": "PER",
}
MIN_SENTENCE_CHARACTERS = 15
_SENTENCE_END = re.compile(r'\n+|(?<=[a-zäöüß)“"][.!?]) +(?=[A-ZÄÖÜ„"])')
KOREAN_LABELS = {"PS": "PER", "OG": "ORG", "LC": "LOC"}
Span = tuple[int, int, str]


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


#: A comment, or the mark of a document.
_NO_WORD = re.compile(r"#[ \t]|#DOCSTART|(?:\d+\t)?-DOCSTART-")


def read_blocks(path: Path) -> Iterator[list[list[str]]]:
    """Read a file of columns, an empty line between sentences; comments are left out."""
    for block in re.split(r"\n[ \t\r]*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in block.split("\n") if line.strip() and not _NO_WORD.match(line)]
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


def read_klue(path: Path, *, test: bool) -> Iterator[tuple[str, list[Span]]]:
    """Read the first half of KLUE's sentences, which the Korean model learns from, or the second; a sign a line."""
    blocks = [
        [line.rpartition("\t") for line in block.split("\n") if "\t" in line and not line.startswith("##")]
        for block in path.read_text(encoding="utf-8").split("\n\n")
    ]
    blocks = [block for block in blocks if block]
    cut = len(blocks) // 2
    for block in blocks[cut:] if test else blocks[:cut]:
        spans = list[Span]()
        for at, (_, _, tag) in enumerate(block):
            if tag.startswith("I-") and spans:
                spans[-1] = (spans[-1][0], at + 1, spans[-1][2])
            elif tag.startswith("B-"):
                spans.append((at, at + 1, KOREAN_LABELS.get(tag[2:], "")))
        yield "".join(sign for sign, _, _ in block), [span for span in spans if span[2]]


def read_joined(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Read words or characters and BIO tags of a language that writes them together."""
    for rows in read_blocks(path):
        written = [(row[0], row[1]) if len(row) == 2 else (row[1], row[2]) for row in rows]
        text, spans = "", list[Span]()
        for word, tag in written:
            if tag.startswith("I-") and spans:
                spans[-1] = (spans[-1][0], len(text) + len(word), spans[-1][2])
            elif tag.startswith("B-"):
                spans.append((len(text), len(text) + len(word), tag[2:]))
            text += word
        yield text, [span for span in spans if span[2] in {"PER", "LOC", "ORG"}]


def read_smartdata(folder: Path) -> Iterator[tuple[str, list[Span]]]:
    """Read SmartData's documents, a sentence at a time; of documents with one text the first."""
    seen = set[str]()
    for name in ("v3_20200302/dev", "v3_20200302/test", "v1_20180119/train", "v1_20180119/test"):
        for document in _read_values(gzip.decompress((folder / f"{name}.json.gz").read_bytes()).decode()):
            text = _unwrap(document["text"])
            if text.strip() in seen:
                continue
            seen.add(text.strip())
            names = [
                (
                    one["span"]["start"],
                    one["span"]["end"],
                    SMARTDATA_LABELS.get(one["type"].lower().replace("_", "-"), ""),
                )
                for one in _unwrap(document["conceptMentions"]) or ()
            ]
            sentences = [one["span"] for one in _unwrap(document["sentences"]) or ()]
            spans = [(one["start"], one["end"]) for one in sentences] or list(_split_document(text, names))
            for start, end in spans:
                if end - start > MIN_SENTENCE_CHARACTERS:
                    inside = [
                        (a - start, b - start, label) for a, b, label in names if start <= a and b <= end and label
                    ]
                    yield text[start:end].replace("\n", " "), inside


def _read_values(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON values that stand one behind the other."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text.rstrip()):
        while text[at].isspace():
            at += 1
        value, at = decoder.raw_decode(text, at)
        yield value


def _unwrap(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    """Return what a union of Avro holds: of {"string": "Bonn"} the word."""
    return next(iter(value.values())) if isinstance(value, dict) and len(value) == 1 else value


def _split_document(text: str, names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the lines and sentences of a text that has none marked, no name cut in two."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    cuts = [0, *(end for end in ends if not any(a < end < b for a, b, _ in names)), len(text)]
    for start, end in itertools.pairwise(cuts):
        last = start + len(text[start:end].rstrip())
        if last > start:
            yield start, last


def read_labelled(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Read sentences with their names, as JSON, one a line."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            text, spans = json.loads(line)
            yield text, [(start, end, label) for start, end, label in spans]
