"""Claims about boxes between the paragraphs of a pasted article."""

import pytest

from corpus.models import Zone
from corpus.segmentation import label_zones
from corpus.segmentation.boxes import find_boxes, score_box_line
from corpus.segmentation.line_patterns import line_flags
from corpus.segmentation.lines import split_lines

_STORY = (
    "Lido to stay open through winter",
    "By Ada Lund",
    "3 May 2023",
    "The lido of Norhaven will stay open through the winter, the council decided on Wednesday.",
    "Swimmers had asked for it in a letter with 900 names.",
    "@",
    "The water will not be heated, said the manager, Ivo Brandt.",
    "The council looks at the figures again in April.",
)


def _list_zones(box: list[str], gap: str) -> dict[str, Zone]:
    lines = [part for line in _STORY for part in (box if line == "@" else [line])]
    text = gap.join(lines)
    return {text[span.start : span.end]: span.zone for span in label_zones(text)}


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize(
    "box",
    [
        pytest.param(["The Ropewalk", "Six stories to start your day.", "Your email", "Let me in"], id="newsletter"),
        pytest.param(["Supper Club", "Dishes for tired people, twice a week.", "Enter email", "OK"], id="no request"),
        pytest.param(["Free on Fridays: our guide to the weekend"], id="one line"),
        pytest.param(["Fund our newsroom", "We depend on readers for every story.", "Give monthly"], id="appeal"),
        pytest.param(["Also in the news", "Harbour wall cracks", "Choirs seek tenors"], id="links"),
        pytest.param(["Get the app", "Alerts and puzzles on your phone.", "App Store"], id="app"),
    ],
)
def test_the_story_goes_on_below_a_box(box: list[str], gap: str) -> None:
    """No line of a box is body, and all that follows it is."""
    zones = _list_zones(box, gap)
    assert {zones[line] for line in box} <= {Zone.BOILERPLATE, Zone.RELATED_LINK}
    assert {zones[line] for line in _STORY[3:] if line != "@"} == {Zone.BODY}


@pytest.mark.parametrize(
    "words",
    [
        "The council looks at the figures again in April.",
        "“Keep your children away from our river,” she said.",
        "He joined the club on Monday.",
        "I have read your paper every morning.",
    ],
)
def test_a_report_is_no_box(words: str) -> None:
    """What was said, when, and by whom speaks against a box."""
    assert score_box_line(words) < 1


def test_names_between_letters_are_no_box() -> None:
    """Fragments without a request, a button or the head of a list are no box."""
    lines = split_lines("I was glad to read of the lido on Monday, and I thank you.\n\nAda Lund\n\nNorhaven\n\n::")
    assert not any(find_boxes(lines, [line_flags(line.words) for line in lines]))
