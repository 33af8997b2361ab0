"""The header of a sample article."""

from __future__ import annotations

import pytest

from corpus.segmentation import parse_front_matter

TEXT = """title: Seoul weighs a new policy
outlet: Sample Wire
published: 2024-06-20
place: Seoul
facts_from: One Paper, A title, 2024-06-20 ; Another Paper, B title, 2024-06-21

Seoul weighs a new policy.
"""


def test_every_field_is_read() -> None:
    """Each key gives its value."""
    header = parse_front_matter(TEXT)
    assert header is not None
    assert (header.title, header.outlet, header.published, header.place, header.get_value("address")) == (
        "Seoul weighs a new policy",
        "Sample Wire",
        "2024-06-20",
        "Seoul",
        None,
    )
    assert header.get_value("facts_from") == "One Paper, A title, 2024-06-20 ; Another Paper, B title, 2024-06-21"


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT], ids=["plain", "crlf", "bom"])
def test_spans_hold_the_values(text: str) -> None:
    """A field's spans cut its value and its line out of the text, whatever the line ends."""
    header = parse_front_matter(text)
    assert header is not None
    for field in header.fields:
        assert text[slice(*field.span)] == field.value
        assert text[slice(*field.line)] == f"{field.key}: {field.value}"
    assert text[header.end :].strip() == "Seoul weighs a new policy."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title: only one key\n\nText.",
        "outlet: Sample Wire\ntitle: Wrong order\n\nText.",
        "Putin: the talks were useful\nOutlet: none\n",
        "\ntitle: After a blank line\noutlet: Sample Wire\n",
    ],
    ids=["empty text", "one key", "title not first", "an ordinary colon", "not at the top"],
)
def test_other_texts_have_no_header(text: str) -> None:
    """Only a title and a second known key, from the first line on, make a header."""
    assert parse_front_matter(text) is None


def test_an_empty_field_has_no_value() -> None:
    """A key without a value is there but says nothing."""
    header = parse_front_matter("title: A title\noutlet:\n\nText.")
    assert header is not None
    assert header.outlet is None
    assert [field.key for field in header.fields] == ["title", "outlet"]


RULED = """---
date: 2021-12-03
headline: "Trams return"
author: Nora Quist
tags:
  - trams
publication: 'Quay Notes'
---

Trams returned on Friday.
"""


def test_front_matter_between_rules_is_read() -> None:
    """Markdown files have other keys, in any order, and values in quotation marks."""
    header = parse_front_matter(RULED)
    assert header is not None
    assert (header.title, header.outlet, header.published, header.author) == (
        "Trams return",
        "Quay Notes",
        "2021-12-03",
        "Nora Quist",
    )
    assert RULED[header.end :].strip() == "Trams returned on Friday."
    for field in header.fields:
        assert RULED[slice(*field.span)] == field.value


@pytest.mark.parametrize("text", ["---\n", "---\ntitle: A\ndate: 2021-12-03\n\nText.", "---\nA text.\n---\nMore."])
def test_rules_alone_are_no_front_matter(text: str) -> None:
    """Without an end, or without a title, rules are part of the text."""
    assert parse_front_matter(text) is None


FORM = """Headline: Trams return

By: Nora Quist
Date published: 3 December 2021
Section: Local
Source: Quay Notes

Trams returned on Friday. Note: they are late.
"""


def test_the_labels_of_a_form_are_read() -> None:
    """Three labels above an article are its front matter, whatever their order, with blank lines or without."""
    header = parse_front_matter(FORM)
    assert header is not None
    assert (header.title, header.outlet, header.published, header.author) == (
        "Trams return",
        "Quay Notes",
        "3 December 2021",
        "Nora Quist",
    )
    assert FORM[header.end :].strip().startswith("Trams returned")


@pytest.mark.parametrize(
    "text",
    [
        "Headline: Trams return\nBy: Nora Quist\n\nText.",
        "By: Nora Quist\nDate: 2021-12-03\nSource: Quay Notes\n\nText.",
    ],
)
def test_two_labels_or_labels_without_a_title_are_none(text: str) -> None:
    """What may be the article's own lines is left to the classifier."""
    assert parse_front_matter(text) is None
