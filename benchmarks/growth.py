"""
Measure how the CPU time of reading an article grows with its length, on texts and pages made to be slow to read.

Each of 60 patterns is repeated up to four lengths, from 12 to 100 kB. The growth exponent of a pattern is the slope of
the least-squares line through the logarithms of its lengths and times: 1 where time is proportional to length, 2 where
it is quadratic. A constant cost lowers it, so the slope between the two greatest lengths is printed beside it. Of an
exponent above 1.1, which may be noise, the times are taken again, up to three times, and the least count. An article of
1 MB, made of the bundled samples, is read once.

    python benchmarks/growth.py [--pattern WORDS]
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from _report import print_rows

import corpus
from corpus.entities import load_bundled_registry
from corpus.errors import SourceError
from corpus.extraction.page import extract_page
from corpus.models import Source
from corpus.pipeline.ingest import annotate_source

#: Lengths of the articles, in characters.
LENGTHS = (12_500, 25_000, 50_000, 100_000)
#: Shorter lines of the bundled articles are no paragraphs.
_MIN_LINE = 80

#: A greater exponent is measured again, in so many runs at most.
_SUSPICIOUS_EXPONENT, _MAX_RUNS = 1.1, 3

#: Length of the one long article, in characters.
LONG_ARTICLE_CHARS = 1_000_000

_SURNAMES = ("Abel", "Brandt", "Costa", "Dumont", "Eriksen", "Falk", "Grau", "Holm", "Ivers", "Jansen", "Kessler")
_FIRST_NAMES = ("Ann", "Boris", "Clara", "David", "Elena", "Frank", "Grace", "Henry", "Irene", "Jonas", "Karin")

#: What stands once, and what is repeated.
_TEXTS = {
    "pronouns": ("", "he "),
    "pronouns after a name": ("Ann Brandt left and ", "he "),
    "pronouns that say": ("Ann Brandt left and ", "he said, "),
    "names and pronouns": ("", "Ann Brandt said he said Boris Falk said he said "),
    "pronouns in sentences": ("Ann Brandt left. ", "He said he saw her. "),
    "pronouns in paragraphs": ("Ann Brandt left.\n\n", "She said that he had left the hall before the vote.\n\n"),
    "the ministry": ("The Foreign Ministry of Japan met and ", "the ministry "),
    "the ministry in sentences": ("The Foreign Ministry of Japan met. ", "The ministry said so. "),
    "officials": ("", "an official of Japan and "),
    "officials in sentences": ("", "An official said that a source at the Foreign Ministry knew. "),
    "the two countries": ("", "China and Japan met. The two countries signed the pact. "),
    "spokespeople": ("", "Ann Brandt, a spokesperson, spoke. The spokesperson left. "),
    "presidents": ("", "the Russian president and the French president "),
    "presidential offices": ("", "the office of South Korean president "),
    "institutions": ("", "South Korea's Foreign Ministry in Seoul "),
    "the German": ("Ann Brandt left. ", "The German said: “Go now.” "),
    "reduced relatives": ("", "a man briefed on a man elected in "),
    "capitals": ("", "The New Big Old Port "),
    "capital letters": ("", "A B C D "),
    "capital headlines": ("", "PORT SHUT AFTER STORM "),
    "initials": ("", "J. K. R. "),
    "one name": ("", "Brandt "),
    "names in a list": ("", "Ann Brandt, Boris Falk, Clara Holm and "),
    "cities": ("", "in Paris, in London, in Berlin, "),
    "states": ("", "Germany, France, Italy, "),
    "acronyms": ("", "NATO (NATO) UN (UN) "),
    "possessives": ("", "the workers' union's members' "),
    "hyphens": ("", "well-known-as-a-long-word-"),
    "one long word": ("", "a"),
    "digits": ("", "1"),
    "days": ("", "on Monday, on Tuesday, "),
    "dates": ("", "June 3, 2024 "),
    "times": ("", "at 15:00 GMT until 16:00 "),
    "intervals": ("", "from Monday to Friday "),
    "vague times": ("", "a few days after the day before "),
    "opening marks": ("", "“"),
    "straight marks": ("", '" '),
    "pairs of marks": ("", '"a" '),
    "apostrophes": ("", "' "),
    "words in single marks": ("", "'it' "),
    "quotations": ("", '"We shall see," she said. '),
    "quotations after a cue": ("Ann Brandt said ", "“so” "),
    "quotations after colons": ("", ": “We go.” "),
    "quotations in a quotation": ("“a” " * 100 + "“", "So it is. "),
    "open paragraphs": ("", "“We shall see\n\n"),
    "credits": ("“We go.\n\n" * 50 + "“We go.”\n\n", "— Ann Brandt. "),
    "verbs of speech": ("", "said told warned "),
    "nouns like verbs": ("", "the ad states. in the ad posts, "),
    "cues with commas": ("", "said, warned, told, "),
    "appositions": ("", "Brandt, head of it, chief of that, "),
    "commas": ("", ", "),
    "brackets": ("", "("),
    "full stops": ("", ". "),
    "blank lines": ("", "\n\n"),
    "short lines": ("", "Port\n"),
}
#: Pages of which the middle is repeated.
_PAGES = {
    "nested elements": ("<p>The port was shut.</p>", "<div>", ""),
    "paragraphs of links": ("<p>The port was shut.</p>", '<p><a href="/a">More news</a></p>', ""),
    "script dates": ("<p>The port was shut.</p><script>", "var d='2024-06-03';", "</script>"),
    "meta elements": ("<p>The port was shut.</p>", '<meta name="date" content="2024-06-03">', ""),
}


def make_text(pattern: tuple[str, str], length: int) -> str:
    """Return a text of some *length* characters, below a title and a date."""
    head, repeated = pattern
    return f"Port shut\n\nMonday, 3 June 2024\n\n{head}{repeated * (length // len(repeated))}"


def make_page(parts: tuple[str, str, str], length: int) -> bytes:
    """Return a page of *length* characters whose middle part is repeated."""
    head, middle, foot = parts
    return f"<html><body>{head}{middle * (length // len(middle))}{foot}</body></html>".encode()


def _make_names(length: int) -> str:
    """Return a text in which every sentence names other people."""
    found, size = [], 0
    for number in count():
        first, last = _FIRST_NAMES[number % 11], _SURNAMES[number // 11 % 11] + "son" * (number // 121 % 3)
        found.append(f"{first} {last}{chr(97 + number % 26)} met Mr {last} and he left. ")
        size += len(found[-1])
        if size >= length:
            return "Port shut\n\n" + "".join(found)
    raise AssertionError


def run_benchmark() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pattern", default="", help="measure only the patterns whose name contains these words")
    asked = parser.parse_args()
    worst = 0.0
    number = 0
    for name, read in _list_readers():
        if asked.pattern not in name:
            continue
        number += 1
        exponent, last, seconds = measure_growth(read)
        worst = max(worst, exponent)
        print(f"{exponent:6.2f} {last:6.2f} {seconds:8.2f} s  {name}", flush=True)
    if asked.pattern:
        return 0
    article = _make_long_article()
    seconds = _measure(partial(_read_text, article))
    print(f"{seconds:.1f} s for an article of 1 MB")
    return print_rows("growth.py", {"growth": (worst, number), "long": seconds})


def measure_growth(read: Callable[[int], object]) -> tuple[float, float, float]:
    """Return the growth exponent over all lengths, over the last two, and the CPU seconds of the greatest."""
    times = [math.inf for _ in LENGTHS]
    for _ in range(_MAX_RUNS):
        times = [min(known, _measure(partial(read, length))) for known, length in zip(times, LENGTHS, strict=True)]
        points = [
            (math.log(length), math.log(max(seconds, 1e-4))) for length, seconds in zip(LENGTHS, times, strict=True)
        ]
        mean_x = sum(x for x, _ in points) / len(points)
        mean_y = sum(y for _, y in points) / len(points)
        slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
        if slope <= _SUSPICIOUS_EXPONENT:
            break
    return slope, (points[-1][1] - points[-2][1]) / (points[-1][0] - points[-2][0]), times[-1]


def _measure(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _list_readers() -> Iterator[tuple[str, Callable[[int], object]]]:
    for name, pattern in _TEXTS.items():
        yield name, partial(_read_pattern, pattern)
    yield "other people in every sentence", lambda length: _read_text(_make_names(length))
    for name, parts in _PAGES.items():
        yield name, partial(_read_page, parts)


def _read_pattern(pattern: tuple[str, str], length: int) -> None:
    _read_text(make_text(pattern, length))


def _read_text(text: str) -> None:
    annotate_source(Source(text, "article", "-", "0" * 64), _REGISTRY)


def _read_page(parts: tuple[str, str, str], length: int) -> None:
    try:
        found = extract_page(make_page(parts, length), "https://example.org/news/port")
    except SourceError:
        return  # refused, which is fine: what counts is the time
    annotate_source(Source(found.text, "article", found.url, found.sha256, "", found.hints, found.renderer), _REGISTRY)


def _make_long_article() -> str:
    """Return the paragraphs of the bundled articles, again and again, no two of them the same."""
    texts = sorted((Path(corpus.__file__).parent / "sample").rglob("*.txt"))
    lines = [line for text in texts for line in text.read_text(encoding="utf-8").splitlines() if len(line) > _MIN_LINE]
    found, size = ["Port shut"], 0
    while size < LONG_ARTICLE_CHARS:
        found.append(f"On day {len(found)} of the crisis, it was said: {lines[len(found) % len(lines)]}")
        size += len(found[-1]) + 2
    return "\n\n".join(found)


_REGISTRY = load_bundled_registry()

if __name__ == "__main__":
    sys.exit(run_benchmark())
