"""Claims about which name on a pasted page is taken for the outlet's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.extraction.outlets.candidates import (
    FEATURE_NAMES,
    NamePlace,
    find_outlet_name,
    load_menu_labels,
    measure_outlet_candidates,
)
from corpus.models import Hints, ZoneSpan
from corpus.segmentation.zones import label_zones

TITLE = "Council closes the harbour bridge until spring"
BODY = (
    "The council of Lindhavn closed the harbour bridge on Tuesday after engineers found cracks in two of its piers.",
    "Buses will take another road until the spring, and cyclists can use the old ferry, which runs every ten minutes.",
    "“Nobody was in danger,” said the mayor, Karin Holt, who had ordered the inspection after a complaint in August.",
    "Repairs will cost some four million crowns, of which the state pays half, and they begin in early May.",
)
MENU = ("Home", "News", "Service", "Sport", "Kultur", "Newsletter", "Kontakt", "Impressum", "Facebook", "Telegram")


def _label(*lines: str) -> tuple[str, Sequence[ZoneSpan]]:
    text = "\n\n".join(lines) + "\n"
    return text, label_zones(text, Hints())


def _find(*lines: str) -> str | None:
    found = find_outlet_name(*_label(*lines))
    return found.name if found else None


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param((f"{TITLE} | Lindhavner Kurier", *MENU), ("© 2024 Lindhavner Kurier",), id="title and rights"),
        pytest.param(
            ("Lindhavner Kurier", *MENU), ("Lindhavner Kurier App", "© 2024 Lindhavner Kurier GmbH"), id="top"
        ),
        pytest.param(
            (f"{TITLE} - Lindhavner Kurier", *MENU), ("redaktion@lindhavner-kurier.de", *MENU), id="title and address"
        ),
    ],
)
def test_a_name_in_several_places_is_the_outlets(above: tuple[str, ...], below: tuple[str, ...]) -> None:
    """The end of the title, the top, the rights and the addresses of a page name one outlet; its menu names none."""
    assert _find(*above, TITLE, *BODY, *below) == "Lindhavner Kurier"


@pytest.mark.parametrize("line", ["Service", "WhatsApp", "Share", "Newsletter", "FAQ", "28. Juli 2019", "© Ann Writer"])
def test_a_label_of_a_menu_is_no_outlet(line: str) -> None:
    """What many sites have in their menus, a day and the credit of a picture are no names of outlets."""
    assert _find(*MENU, line, TITLE, *BODY, "Telegram", "Facebook") is None


def test_a_page_without_its_name_has_none() -> None:
    """Nothing is guessed."""
    assert _find(TITLE, *BODY) is None


def test_the_line_and_the_place_of_a_name_are_given() -> None:
    """Readers are shown why a name was taken."""
    found = find_outlet_name(*_label(f"{TITLE} | Lindhavner Kurier", *MENU, TITLE, *BODY, "© 2024 Lindhavner Kurier"))
    assert found is not None
    assert found.place is NamePlace.BAR_TITLE
    assert found.line.endswith("| Lindhavner Kurier")
    assert 0.5 <= found.probability <= 1


def test_every_candidate_is_measured_in_full() -> None:
    """Each row has all features, finite, and every place is one of them."""
    candidates, rows = measure_outlet_candidates(*_label(*MENU, TITLE, *BODY, "© 2024 The Holt Group, Inc."))
    assert {one.name for one in candidates} >= {"Home", "The Holt Group"}
    assert all(len(row) == len(FEATURE_NAMES) for row in rows)
    assert all(abs(value) < 10 for row in rows for value in row)


def test_the_labels_are_those_of_many_sites() -> None:
    """The table holds labels in lower case, without figures, that at least five sites have."""
    labels = load_menu_labels()
    assert labels["impressum"] > labels["mediadaten"] > 4
    assert all(label == label.casefold() and count >= 5 for label, count in labels.items())
    assert not any(letter.isdigit() for label in labels for letter in label)


def test_a_page_of_very_many_lines_is_looked_at_in_part() -> None:
    """The number of lines that are measured is bounded, and the name at the end is still found."""
    links = [f"Link number {number} of the archive" for number in range(20_000)]
    found = _find(f"{TITLE} | Lindhavner Kurier", *MENU, TITLE, *BODY, *links, "© 2024 Lindhavner Kurier")
    assert found == "Lindhavner Kurier"
