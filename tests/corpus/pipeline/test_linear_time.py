"""The work of reading an article grows no faster than its length, counted in executed lines and not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from corpus.entities import load_bundled_registry, tag_entities
from corpus.models import Zone, ZoneSpan
from corpus.quotes import extract_quotations
from corpus.segmentation import split_sentences

#: Of a linear reader, the second doubling of a text costs twice as much as the first; of a quadratic one, four times.
_MAX_RATIO = 2.6

_PATTERNS = {
    "pronouns after a name": ("Ann Brandt left and ", "he "),
    "pronouns that say": ("Ann Brandt left and ", "he said, "),
    "names and pronouns": ("", "Ann Brandt said he said Boris Falk said he said "),
    "the ministry": ("The Foreign Ministry of Japan met and ", "the ministry "),
    "officials": ("", "an official of Japan and "),
    "institutions": ("", "Japan's Foreign Ministry and "),
    "spokespeople": ("", "Ann Brandt, a spokesperson, met. The spokesperson left. "),
    "reduced relatives": ("", "a man briefed on a man elected in "),
    "quotations after a cue": ("Ann Brandt said ", "“so” "),
    "quotations after colons": ("", ": “We go.” "),
    "nouns like verbs": ("", "the ad states. in the ad posts, "),
    "credits": ("“We go.\n\n" * 20 + "“We go.”\n\n", "— Ann Brandt. "),
    "demonyms": ("Ann Brandt left. ", "The German said: “Go now.” "),
    "quotations in a quotation": ("“a” " * 40 + "“", "So it is. "),
}


def count_lines(text: str) -> int:
    """Return how many lines of code the actors and quotations of *text* take."""
    sentences = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Callable[..., object] | None:
        nonlocal count
        if "corpus" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        entities = tag_entities(text, sentences, load_bundled_registry())
        extract_quotations(text, sentences, entities.mentions, entities.actors)
    finally:
        sys.settrace(previous)
    return count


@pytest.mark.parametrize("pattern", [pytest.param(pattern, id=name) for name, pattern in _PATTERNS.items()])
def test_twice_the_text_is_twice_the_work(pattern: tuple[str, str]) -> None:
    """However often a pattern is repeated, in one sentence or in many."""
    head, repeated = pattern
    count_lines(head + repeated)  # what is compiled once counts for nothing
    one, two, four = (count_lines(head + repeated * (length // len(repeated))) for length in (1_000, 2_000, 4_000))
    assert four - two <= _MAX_RATIO * (two - one)
