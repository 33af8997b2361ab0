"""Articles as they are pasted from sites of different kinds, made up, each line beside its zone in tests/data/zones."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.models import Hints, Zone
from corpus.segmentation import label_zones

PARAGRAPH = (
    "The two ministers agreed on Tuesday to reopen the harbour, ending a dispute that kept all of the boats in port."
)
DATA = sorted((Path(__file__).parents[2] / "data" / "zones").glob("*.tsv"))


def read(path: Path) -> list[tuple[Zone, str]]:
    """Read the lines of an article and their zones."""
    rows = (row.split("\t", 1) for row in path.read_text("utf-8").splitlines())
    return [(Zone(zone), line) for zone, line in rows]


@pytest.mark.parametrize("break_", ["\n", "\n\n", "\r\n"], ids=["line by line", "blank lines", "CRLF"])
@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_the_body_is_found(path: Path, break_: str) -> None:
    """All of the body is body, and nothing else is."""
    rows = read(path)
    text = break_.join(line for _, line in rows)
    body = [text[span.start : span.end] for span in label_zones(text) if span.zone is Zone.BODY]
    assert body == [line for zone, line in rows if zone is Zone.BODY]


@pytest.mark.parametrize("zone", [Zone.HEADLINE, Zone.STANDFIRST, Zone.SUBHEADING, Zone.CAPTION])
@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_what_a_line_says_is_labelled(path: Path, zone: Zone) -> None:
    """Headline, standfirst, subheadings and captions are known for what they are."""
    rows = read(path)
    text = "\n".join(line for _, line in rows)
    found = [text[span.start : span.end] for span in label_zones(text) if span.zone is zone]
    assert found == [line for each, line in rows if each is zone]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_most_noise_has_its_name(path: Path) -> None:
    """At least nine in ten lines that are noise have the right kind of noise."""
    rows = read(path)
    text = "\n".join(line for _, line in rows)
    right = [span.zone is zone for span, (zone, _) in zip(label_zones(text), rows, strict=True)]
    assert sum(right) >= 0.9 * len(right)


def list_spans(text: str, *lines: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of *lines* in *text*."""
    return tuple((text.index(line), text.index(line) + len(line)) for line in lines)


def test_an_extractor_is_believed_but_not_blindly() -> None:
    """A caption that an extractor took stays a caption; a paragraph that it left out is no body, whatever its shape."""
    rows = read(next(path for path in DATA if path.stem == "newspaper"))
    text = "\n".join(line for _, line in rows)
    body = [line for zone, line in rows if zone is Zone.BODY]
    caption = next(line for zone, line in rows if zone is Zone.CAPTION)
    taken = list_spans(text, caption, *body[:2], *body[3:])
    found = [text[span.start : span.end] for span in label_zones(text, Hints(body=taken)) if span.zone is Zone.BODY]
    assert found == [*body[:2], *body[3:]]


def test_an_extractor_helps_where_shape_does_not() -> None:
    """A fragment that an extractor took is body, where without it the line counts for a heading."""
    rows = read(next(path for path in DATA if path.stem == "newspaper"))
    text = "\n".join(line for _, line in rows)
    body = [line for zone, line in rows if zone is Zone.BODY]
    heading = next(line for zone, line in rows if zone is Zone.SUBHEADING)
    hints = Hints(body=list_spans(text, heading, *body))
    assert heading in [text[span.start : span.end] for span in label_zones(text, hints) if span.zone is Zone.BODY]


def test_an_extracted_offer_between_paragraphs_is_text() -> None:
    """A long paragraph that the page's markup shows as text is body, though it also asks the reader to sign up."""
    offer = (
        "Sign up for our newsletter, said the letter that all the members of the club found in the hall that evening, "
        "and support our work with a donation of five crowns, or else no boat of yours will ever leave this harbour."
    )
    body = (PARAGRAPH, offer, f"Of late {PARAGRAPH}")
    text = "\n\n".join(("Club loses its boats", *body))
    found = label_zones(text, Hints(body=list_spans(text, *body)))
    assert [text[span.start : span.end] for span in found if span.zone is Zone.BODY] == list(body)


def test_days_in_an_extracted_list_are_text() -> None:
    """Concerts that are listed by their day are body, as the page's markup has them."""
    days = ("July 2 – Portville, Odd Hall", "July 19 – Norhaven, Harbour Stage", "July 21 – Quayside, Old Mill")
    body = (PARAGRAPH, *days, f"Of late {PARAGRAPH}")
    text = "\n\n".join(("Band names its concerts", *body))
    found = label_zones(text, Hints(body=list_spans(text, *body)))
    assert [text[span.start : span.end] for span in found if span.zone is Zone.BODY] == list(body)


def test_a_paragraph_ends_a_story_below_links_of_several_forms() -> None:
    """A link with a label of its own in a box does not keep the last paragraph out of the story."""
    text = (
        "Ferry board sells its oldest boat\n\nTuesday, 4 May 2010\n\n"
        "The ferry board sold its oldest boat on Monday to a farmer, who will keep his hens in it from June on.\n\n"
        "The boat was built in 1931. Its bell stays in the harbour office, where it hangs above the door.\n\n"
        "More on this story\n\nWhy old ferries cost more than new ones\n\nIn pictures: Boats of the bay\n\n"
        "The farmer paid forty pounds. He will fetch the boat with a tractor.\n"
    )
    zones = {text[span.start : span.end]: span.zone for span in label_zones(text)}
    assert zones["The farmer paid forty pounds. He will fetch the boat with a tractor."] is Zone.BODY
    assert zones["In pictures: Boats of the bay"] is not Zone.BODY
