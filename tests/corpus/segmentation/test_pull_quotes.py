"""Quotations in lines of their own, with the name of their source behind or below them."""

from __future__ import annotations

import pytest

from corpus.models import Zone
from corpus.segmentation.lines import split_lines
from corpus.segmentation.pull_quotes import label_pull_quotes


def label_lines(*lines: str, zone: Zone | None = Zone.RELATED_LINK) -> list[Zone | None]:
    """Return the zones of *lines* between two lines of body, those in quotation marks alone being body."""
    found = split_lines("\n\n".join(("The port was shut.", *lines, "It rains.")))
    zones = [Zone.BODY, *(Zone.BODY if line[-1] in "”\"'" else zone for line in lines), Zone.BODY]
    label_pull_quotes(found, zones)
    return zones[1:-1]


@pytest.mark.parametrize(
    "line",
    [
        "“The pier is ours again.” – Mayor Ann Lee",
        '"The pier is ours again." -- Ann Lee, head of the mission',
        "‘The pier is ours again’ — Ann van Lee (Port Union)",
    ],
)
def test_a_quotation_with_its_source_is_body(line: str) -> None:
    """A dash and a name follow the closing mark."""
    assert label_lines(line) == [Zone.BODY]


@pytest.mark.parametrize("line", ["— Ann Lee", "- Ann Lee, head of the mission", "–Mayor Ann Lee"])
def test_a_credit_below_a_quotation_is_body(line: str) -> None:
    """A dash and a name below a line in quotation marks."""
    assert label_lines("“The pier is ours again.”", line) == [Zone.BODY, Zone.BODY]


@pytest.mark.parametrize(
    "line", ["— Ann Lee", "- More news from the port", "“The pier is ours again.” read more", "– 12 photos"]
)
def test_other_lines_stay_what_they_were(line: str) -> None:
    """A dash without a quotation above it, and a quotation without a name."""
    assert label_lines(line) == [Zone.RELATED_LINK]


def test_boilerplate_is_not_called_body() -> None:
    """What customers say in an advertisement is no part of an article."""
    assert label_lines("“The pier is ours again.” – Ann Lee", zone=Zone.BOILERPLATE) == [Zone.BOILERPLATE]
