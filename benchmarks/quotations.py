"""
Measure who is said to have said what, on political news, and how fast it is said.

Data: PolNeAR (Newell, Margolin & Ruths 2018), the public repository ``networkdynamics/PolNeAR``. DIR is its folder
``data``, as ``polnear/data``, which holds ``dev/text``, ``dev/attributions`` and the same for ``train``. Its test
part is never opened.

An item is a stretch of a gold content that opens with a double quotation mark; a stretch runs over adjoining content
spans. It is right if our quotation that shares most with it names a source whose words hold the head of the gold
source (its last word before the first comma, bracket, relative clause, "of", "for", "from", "at", "in" or "to"; the
antecedent of "who"), or whose speaker is the actor that a mention at that head names. Where the gold source is a
pronoun, the pronoun is checked and not whom it stands for. Where "said" is annotated as the source and the name as
the cue (13 of 18,361 annotations of ``train``), they are taken the other way round. Actors are those of
``corpus.entities.tagger.tag_entities``. A reported clause counts as held by the gold where it shares more than half
of itself with a gold content that is not directly quoted.

    python benchmarks/quotations.py --data DIR [--errors N]
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _report import get_data_folder, print_rows

from corpus.entities import load_bundled_registry, tag_entities
from corpus.languages.en.cue_verbs import SPEECH_VERB_FORMS
from corpus.models import Mention, Quotation, QuotationKind, Zone, ZoneSpan
from corpus.quotes import extract_quotations
from corpus.segmentation import split_sentences

#: Quotations at least this sure are "shown with high confidence".
HIGH_CONFIDENCE = 0.85

_ENTITY = re.compile(r"^(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t", re.MULTILINE)
_EVENT = re.compile(r"^E\d+\t(.*)$", re.MULTILINE)
_HEAD_ENDS = re.compile(r",|\(|\s(?:who|which|of|for|from|at|in|to|that|with)\s")
_OPENING_MARKS = ("“", '"', "''", "``")

Span = tuple[int, int]


@dataclass(frozen=True)
class QuotedSpan:
    """A directly quoted stretch, and the span of its source's head."""

    start: int
    end: int
    head: Span


def run_benchmark() -> int:
    """Print the share of right sources, of all and of those shown with high confidence, and articles per CPU-second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong items of each part")
    asked = parser.parse_args()
    folder = get_data_folder("quotations.py", asked.data)
    parts = {part: sorted((folder / part / "attributions").glob("*.ann")) for part in ("dev", "train")}
    if not parts["dev"]:
        print(f"no dev/attributions/*.ann in {folder}; see the docstring for PolNeAR", file=sys.stderr)
        return 2
    found = {part: _measure_part(folder / part, files, asked.errors) for part, files in parts.items() if files}
    dev, train = found["dev"], found.get("train")
    sure = _compute_share(dev, "high right", "high"), _compute_share(dev, "high", "items")
    return print_rows(
        "quotations.py",
        {"right": _compute_right_share(dev), "sure": sure, "train": _compute_right_share(train) if train else None},
    )


def _compute_right_share(counts: Counter[str]) -> tuple[float, float]:
    return _compute_share(counts, "right", "items"), counts["items"]


def _measure_part(part: Path, annotations: list[Path], errors: int) -> Counter[str]:
    counts, spent, words = Counter[str](), 0.0, 0
    for text, items, notes in _load_articles(part, annotations):
        mentions, quotations, seconds = _extract_quotes(text)
        spent += seconds
        words += len(text.split())
        counts.update(_count_reported(quotations, _list_clauses(text, notes)))
        for item in items:
            verdict = _judge_item(item, quotations, mentions)
            counts.update(verdict)
            if "right" not in verdict and errors > 0:
                errors -= 1
                _explain_error(text, item, quotations)
    print(f"{part.name}: {words / 500 / spent:.0f} articles of 500 words per CPU-second, sentences and quotations")
    _print_shares(counts)
    return counts


def _load_articles(part: Path, annotations: list[Path]) -> Iterator[tuple[str, list[QuotedSpan], str]]:
    seen = set[str]()
    for file in annotations:
        key = file.stem.rpartition("_")[0]  # the annotator's id follows; one annotator each
        text = part / "text" / f"{key}.txt"
        if key in seen or not text.exists():
            continue
        seen.add(key)
        words, notes = text.read_bytes().decode("utf-8"), file.read_bytes().decode("utf-8")
        yield (
            words,
            [item for item in _parse_contents(words, notes) if words.startswith(_OPENING_MARKS, item.start)],
            notes,
        )


def _list_clauses(text: str, notes: str) -> list[QuotedSpan]:
    return [item for item in _parse_contents(text, notes) if not text.startswith(_OPENING_MARKS, item.start)]


def _parse_contents(text: str, notes: str) -> list[QuotedSpan]:
    """Read the stretches of all contents that have a source."""
    spans = {
        name: (kind, [(int(pair.split()[0]), int(pair.split()[1])) for pair in pieces.split(";")])
        for name, kind, pieces in _ENTITY.findall(notes)
    }
    found: list[QuotedSpan] = []
    for event in _EVENT.findall(notes):
        parts = [spans[name] for name in re.findall(r"(?:Source|Cue|Content)\d*:(T\d+)", event) if name in spans]
        sources = sorted(span for kind, pieces in parts if kind == "Source" for span in pieces)
        if (
            sources and text[slice(*sources[0])].split(maxsplit=1)[0].lower() in SPEECH_VERB_FORMS
        ):  # annotated the wrong way round
            sources = sorted(span for kind, pieces in parts if kind == "Cue" for span in pieces)
        if sources:
            contents = sorted(span for kind, pieces in parts if kind == "Content" for span in pieces)
            head = _find_head(text, *sources[0])
            found.extend(QuotedSpan(*stretch, head) for stretch in _join_spans(text, contents))
    return found


def _count_reported(quotations: tuple[Quotation, ...], clauses: list[QuotedSpan]) -> Counter[str]:
    """Count our reported clauses, those that share half of themselves with a gold content, and their right sources."""
    counts = Counter[str]()
    for quotation in quotations:
        if quotation.kind is not QuotationKind.REPORTED or quotation.source is None:
            continue
        half = (quotation.end - quotation.start) / 2
        golds = [c for c in clauses if min(c.end, quotation.end) - max(c.start, quotation.start) > half]
        right = any(quotation.source[0] < c.head[1] and c.head[0] < quotation.source[1] for c in golds)
        counts.update({"reports": 1, "reports in gold": bool(golds), "reports right": right})
    return counts


def _join_spans(text: str, contents: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in contents:
        if joined and text[joined[-1][1] : start].strip() == "" and not text[joined[-1][1] : start].count("\n"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _find_head(text: str, start: int, end: int) -> Span:
    match = _HEAD_ENDS.search(text, start + 1, end)
    core = text[start : match.start() if match else end].rstrip()
    core = re.sub(r"['’]s?$", "", core)
    if core.lower() in {"who", "which", "that"}:  # its antecedent
        core, start = text[:start].rstrip(" ,\u00a0"), 0
    return start + len(core) - len((core.split() or [""])[-1]), start + max(1, len(core))


def _extract_quotes(text: str) -> tuple[tuple[Mention, ...], tuple[Quotation, ...], float]:
    started = time.process_time()
    sentences = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")
    split_in = time.process_time() - started
    cast = tag_entities(text, sentences, _REGISTRY)
    started = time.process_time()
    quotations = extract_quotations(text, sentences, cast.mentions, cast.actors)
    return cast.mentions, quotations, split_in + time.process_time() - started


def _find_best(item: QuotedSpan, quotations: tuple[Quotation, ...]) -> Quotation | None:
    shares = [(min(q.end, item.end) - max(q.start, item.start), -n) for n, q in enumerate(quotations)]
    share, number = max(shares, default=(0, 0))
    return quotations[-number] if share > 0 else None


def _judge_item(item: QuotedSpan, quotations: tuple[Quotation, ...], mentions: tuple[Mention, ...]) -> set[str]:
    found = _find_best(item, quotations)
    verdict = {"items"}
    if found is None:
        return verdict | {"unseen"}
    right = found.source is not None and found.source[0] < item.head[1] and item.head[0] < found.source[1]
    if not right and found.speaker is not None:
        at_head = [m.actor for m in mentions if m.start < item.head[1] and item.head[0] < m.end]
        right = found.speaker in at_head
    verdict |= {"right"} if right else set()
    verdict |= {"silent"} if found.source is None else set()
    if found.speaker is not None:
        verdict |= {"shown", "shown right"} if right else {"shown"}
        if found.confidence >= HIGH_CONFIDENCE:
            verdict |= {"high", "high right"} if right else {"high"}
    return verdict


def _explain_error(text: str, item: QuotedSpan, quotations: tuple[Quotation, ...]) -> None:
    found = _find_best(item, quotations)
    source = text[slice(*found.source)] if found and found.source else None
    around = text[max(0, item.start - 110) : item.start + 40] + " … " + text[item.end - 40 : item.end + 110]
    print(f"gold {text[slice(*item.head)]!r}, ours {source!r} {found.confidence if found else ''}\n    {around!r}")


def _print_shares(counts: Counter[str]) -> None:
    for what, part, of in _SHARES:
        print(f"{_compute_share(counts, part, of):8.1f} % of {counts[of]:5} {what}")


def _compute_share(counts: Counter[str], part: str, of: str) -> float:
    """Return *part* in per cent of *of*."""
    return 100 * counts[part] / counts[of] if counts[of] else 0.0


#: What is told besides: each as the share of one count in another.
_SHARES = (
    ("direct quotations with their right source", "right", "items"),
    ("direct quotations without a source", "silent", "items"),
    ("direct quotations whose source is shown", "shown", "items"),
    ("right where shown", "shown right", "shown"),
    (f"of a confidence of at least {HIGH_CONFIDENCE}", "high", "items"),
    ("right where so sure", "high right", "high"),
    ("reported clauses in a gold content", "reports in gold", "reports"),
    ("right source there", "reports right", "reports in gold"),
)
_REGISTRY = load_bundled_registry()

if __name__ == "__main__":
    sys.exit(run_benchmark())
