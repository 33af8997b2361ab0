"""Claims about the zone of each line, given how much it looks like body; articles in tests/data/zone_scenarios.tsv."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.models import Zone
from corpus.segmentation.line_patterns import (
    APPEAL,
    BIO,
    BYLINE,
    CREDIT,
    DATE,
    FURNITURE,
    LIST_HEAD,
    RIGHTS,
    STOP,
    TEASER,
    line_flags,
)
from corpus.segmentation.lines import TextLine, split_lines
from corpus.segmentation.zones import assign_zones

#: Short names of the zones, as the scenarios write them.
_ZONES = {
    "head": Zone.HEADLINE, "again": Zone.HEADLINE_REPEAT, "stand": Zone.STANDFIRST, "sub": Zone.SUBHEADING,
    "body": Zone.BODY, "caption": Zone.CAPTION, "by": Zone.BYLINE, "bio": Zone.AUTHOR_BIO, "link": Zone.RELATED_LINK,
    "noise": Zone.BOILERPLATE,
}  # fmt: skip
_PROSE = "They agreed to reopen the harbour before the winter storms come and close the roads to the north."
_OTHER = "Crews had blocked the gate for weeks, and the price of fish rose by a third in all that time there."
_THIRD = "Both sides are to meet again in a month to settle how many days each of the fleets may spend at sea."
_TITLE = "Ministers reopen the harbour"

_FILE = Path(__file__).parents[2] / "data" / "zone_scenarios.tsv"

Row = tuple[str, float, str]


def _read_scenarios() -> list[Any]:
    """Read the articles of the file, each with its claim as its name."""
    found = []
    for block in _FILE.read_text("utf-8").strip().split("\n\n")[1:]:
        claim, *lines = block.split("\n")
        rows = [(text, float(likely), zone) for zone, likely, text in (line.split("\t") for line in lines)]
        found.append(pytest.param(rows, id=claim.removeprefix("# ")))
    return found


def _assign_zones(
    rows: list[Row],
    *,
    title: str | None = None,
    titled: bool = False,
    taken: tuple[float, ...] = (),
    blank: bool = True,
) -> list[str]:
    lines = split_lines(("\n\n" if blank else "\n").join(text for text, _, _ in rows))
    marks = [line_flags(line.words) for line in lines]
    likely = np.array([each for _, each, _ in rows], dtype=np.float32)
    zones = assign_zones(lines, marks, likely, taken, title, has_title=titled)
    return [next(name for name, known in _ZONES.items() if known is zone) for zone in zones]


@pytest.mark.parametrize("rows", _read_scenarios())
def test_a_line_is_named_by_its_words_and_its_place(rows: list[Row]) -> None:
    """Each line of the scenario has the zone beside it."""
    assert _assign_zones(rows) == [zone for _, _, zone in rows]


@pytest.mark.parametrize(
    ("sign", "zone", "length"),
    [
        pytest.param(TEASER, Zone.RELATED_LINK, 200, id="a teaser"),
        pytest.param(RIGHTS, Zone.BOILERPLATE, 400, id="a note on rights"),
        pytest.param(APPEAL, Zone.BOILERPLATE, 700, id="an appeal"),
        pytest.param(BYLINE, Zone.BYLINE, 260, id="a byline"),
        pytest.param(DATE, Zone.BYLINE, 140, id="a date"),
        pytest.param(FURNITURE, Zone.BOILERPLATE, 160, id="furniture"),
        pytest.param(BIO, Zone.AUTHOR_BIO, 40, id="an address"),
        pytest.param(LIST_HEAD, Zone.BOILERPLATE, 60, id="the head of a list"),
        pytest.param(CREDIT, Zone.CAPTION, 600, id="a caption"),
    ],
)
def test_a_line_s_own_words_are_believed_up_to_a_length(sign: int, zone: Zone, length: int) -> None:
    """However much a line looks like body, what it says of itself decides; of a longer one it does not."""
    for size, wanted in ((length, zone), (length + 1, Zone.BODY)):
        line = TextLine(0, size, "x" * (size - 1) + ".", 0)
        likely = np.array([1.0], dtype=np.float32)
        assert assign_zones([line], [sign | STOP], likely, (), None, has_title=False) == [wanted]


@pytest.mark.parametrize(
    ("share", "zone"),
    [pytest.param(0.8, "body", id="taken"), pytest.param(0.79, "sub", id="taken in part")],
)
def test_a_fragment_that_an_extractor_took_is_body(share: float, zone: str) -> None:
    """Four fifths of a fragment must have been taken."""
    rows = [(_PROSE, 1.0, "body"), ("Three weeks of blockade", 0.5, zone), (_OTHER, 1.0, "body")]
    assert _assign_zones(rows, taken=(1, share, 1)) == [zone for _, _, zone in rows]


@pytest.mark.parametrize(
    ("title", "zones"),
    [
        pytest.param(
            "Fish is dear this summer", ["noise", "noise", "head", "body"], id="the line that the page calls so"
        ),
        pytest.param("fish, is dear: this SUMMER", ["noise", "noise", "head", "body"], id="in other letters"),
        pytest.param("Nothing of the kind here", ["noise", "head", "noise", "body"], id="no line of these words"),
    ],
)
def test_the_page_s_word_on_its_headline_counts(title: str, zones: list[str]) -> None:
    """The line that has the words of the page's title is the headline; else the first that reads like one."""
    rows = [("Home", 0.0, ""), (_TITLE, 0.0, ""), ("Fish is dear this summer", 0.0, ""), (_PROSE, 1.0, "")]
    assert _assign_zones(rows, title=title) == zones


def test_a_headline_above_the_lines_has_none_below() -> None:
    """Where a header gave the headline, lines of its words repeat it, and others are standfirst or furniture."""
    rows = [(_TITLE, 0.0, "again"), ("The port is open at last today", 0.0, "stand"), (_PROSE, 1.0, "body")]
    assert _assign_zones(rows, title=_TITLE, titled=True) == [zone for _, _, zone in rows]


@pytest.mark.parametrize(
    ("length", "zone"), [pytest.param(250, "head", id="as long as can be"), pytest.param(251, "stand", id="longer")]
)
def test_a_headline_has_a_longest_length(length: int, zone: str) -> None:
    """A line of more than 250 code points is no headline."""
    long = ("word " * 60)[: length - 1] + "s"
    assert _assign_zones([(long, 0.0, zone), (_PROSE, 1.0, "body")])[0] == zone


@pytest.mark.parametrize(
    ("above", "blank", "zone"),
    [
        pytest.param("Crews watch boats leave", False, "caption", id="the same words"),
        pytest.param("Crews watch boats today here", False, "caption", id="three words of five"),
        pytest.param("Crews watch nets today here", False, "sub", id="two words of five"),
        pytest.param("Crews watch boats leave", True, "caption", id="the same words behind a blank line"),
        pytest.param("Crews watch boats today here", True, "sub", id="three words of five behind a blank line"),
    ],
)
def test_the_line_above_a_caption_is_its_alternative_text(above: str, blank: bool, zone: str) -> None:
    """Six words in ten must be the caption's; behind a blank line nine."""
    rows = [(_PROSE, 1.0, "body"), (above, 0.1, zone), ("Crews watch boats leave. (Yonhap)", 0.1, "caption")]
    rows.append((_OTHER, 1.0, "body"))
    found = _assign_zones(rows, blank=blank)
    assert (found[1] == "caption") is (zone == "caption")
    assert found[2] == "caption"


def test_a_menu_above_the_text_of_a_page_is_no_headline() -> None:
    """Where the title of a page is known and not shown, no other line is taken for it."""
    rows: list[Row] = [
        ("Skip past all of this to the news", 0, "noise"),
        (_PROSE, 1, "body"),
        (_OTHER, 1, "body"),
        (_THIRD, 1, "body"),
    ]
    assert "head" not in _assign_zones(rows, title="Ships sail again", taken=(0, 1, 1, 1))
    rows[0] = ("Ministers to reopen the harbour", 0, "head")
    assert _assign_zones(rows, title=_TITLE, taken=(0, 1, 1, 1))[0] == "head"


def test_a_short_line_that_stands_three_times_is_no_text() -> None:
    """A label between the paragraphs, repeated, is of the page; a sentence is not."""
    label = [("Tap to enlarge", 0.9, "noise")]
    rows: list[Row] = [(_PROSE, 1, "body"), *label, (_OTHER, 1, "body"), *label, (_THIRD, 1, "body"), *label]
    assert _assign_zones(rows)[1::2] == ["noise"] * 3
