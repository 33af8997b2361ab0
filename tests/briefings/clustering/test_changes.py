"""Claims about what has changed since some articles."""

from __future__ import annotations

import pytest

from briefings.clustering import find_figure_changes, find_new_stories, find_office_changes
from tests.support.briefings.annotated_passages import annotate_texts

Report = tuple[str, tuple[str, str]]
FIRST, SECOND, THIRD = ("First Wire", "2023-05-08"), ("Second Post", "2023-05-09"), ("Third Mail", "2023-05-12")


def list_offices(before: list[str], after: list[str]) -> list[tuple[str, str, str]]:
    """Return each office that has another holder, with the words for the one before and the one now."""
    reports = [*((text, FIRST) for text in before), *((text, THIRD) for text in after)]
    passages = annotate_texts(reports)
    known = {passage.citation.key for passage in passages[: len(before)]}
    found = []
    for change in find_office_changes(passages, known):
        assert change.before
        sides = ((change.before, change.before_span), (change.after, change.after_span))
        names = []
        for point, span in sides:
            assert span
            sentence = point.passage.sentence
            names.append(sentence.text[span[0] - sentence.start : span[1] - sentence.start])
        found.append((change.about, *names))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "Ida Holm, the mayor of Ostby, opened the bridge on Monday.",
            "Nils Brack, the mayor of Ostby, closed the bridge on Friday.",
            ("the mayor of Ostby", "Ida Holm", "Nils Brack"),
        ),
        (
            "Ida Holm, the governor of Ostland, opened the bridge on Monday.",
            "Nils Brack, the new governor of Ostland, closed the bridge on Friday.",
            ("the new governor of Ostland", "Ida Holm", "Nils Brack"),
        ),
        (
            "Danish Prime Minister Ida Holm spoke to the union on Monday.",
            "Danish Prime Minister Nils Brack spoke to the union on Friday.",
            ("Danish Prime Minister", "Ida Holm", "Nils Brack"),
        ),
        (
            "Danish Prime Minister Ida Holm spoke to the union on Monday.",
            "Nils Brack, the prime minister of Denmark, spoke to the union on Friday.",
            ("the prime minister of Denmark", "Ida Holm", "Nils Brack"),
        ),
    ],
)
def test_an_office_with_another_holder_is_a_change(before: str, after: str, expected: tuple[str, str, str]) -> None:
    """Whatever the order of the words, and whether its owner is named by an adjective."""
    assert list_offices([before], [after]) == [expected]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ida Holm, the mayor of Ostby, spoke on Monday.", "Ida Holm, the mayor of Ostby, spoke on Friday."),
        ("Ida Holm, the mayor of Ostby, spoke on Monday.", "Nils Brack, the mayor of Harl, spoke on Friday."),
        ("Ida Holm, the mayor of Ostby, spoke on Monday.", "Nils Brack, the former mayor of Ostby, spoke on Friday."),
        ("Ida Holm, the former mayor of Ostby, spoke on Monday.", "Nils Brack, the mayor of Ostby, spoke on Friday."),
        ("Ida Holm, the mayor of Ostby, spoke on Monday.", "Nils Brack, the deputy mayor of Ostby, spoke on Friday."),
        ("Ida Holm, a senator of Ostland, spoke on Monday.", "Nils Brack, a senator of Ostland, spoke on Friday."),
        ("Mayor Ida Holm spoke on Monday.", "Mayor Nils Brack spoke on Friday."),
        ("Ida Holm, a spokeswoman for Ostby, spoke.", "Nils Brack, a spokesman for Ostby, spoke."),
    ],
    ids=["the same", "another town", "former", "former before", "deputy", "one of many", "no owner", "spokespeople"],
)
def test_what_is_no_change_of_an_office(before: str, after: str) -> None:
    """The same person, another office, a former holder, or an office that several have."""
    assert list_offices([before], [after]) == []


def test_an_office_whose_holders_are_in_doubt_is_no_change() -> None:
    """Where the later articles still name the one before, or the earlier ones name two."""
    holm = "Ida Holm, the mayor of Ostby, spoke on Monday."
    brack = "Nils Brack, the mayor of Ostby, spoke on Friday."
    assert list_offices([holm], [brack, holm]) == []
    assert list_offices([holm, brack], [brack]) == []


DAM: list[Report] = [
    ("The burst dam at Ostby killed 12 people, the district said on Monday.", FIRST),
    ("The burst dam at Ostby has killed 19 people, the district said on Tuesday.", SECOND),
    ("The burst dam at Ostby has now killed 26 people, the district said on Friday.", THIRD),
]


@pytest.mark.parametrize(("known", "expected"), [(1, ("12", "26")), (2, ("19", "26")), (3, None), (0, None)])
def test_a_figure_that_grew_is_a_change(known: int, expected: tuple[str, str] | None) -> None:
    """The last figure of before and the last of now; none where one of them is missing."""
    passages = annotate_texts(DAM)
    found = find_figure_changes(passages, {passage.citation.key for passage in passages[:known]})
    figures = []
    for change in found:
        for point, span in ((change.before, change.before_span), (change.after, change.after_span)):
            assert point
            assert span
            start = point.passage.sentence.start
            figures.append(point.passage.sentence.text[span[0] - start : span[1] - start])
    assert tuple(figures) == (expected or ())


def test_a_figure_that_is_told_again_is_no_change() -> None:
    """A later article that repeats the figure of before changes nothing."""
    again = ("The burst dam at Ostby has killed 19 people, the district said on Friday.", THIRD)
    passages = annotate_texts([*DAM[:2], again])
    assert find_figure_changes(passages, {passage.citation.key for passage in passages[:2]}) == ()


def test_a_new_story_has_no_earlier_article() -> None:
    """A later report on what was known is none; those with most origins come first."""
    fire = "A fire destroyed the old cannery of Santoval on Friday, and forty families lost their homes."
    strike = "Bus drivers in Lunde began a strike over their night shifts on Friday."
    passages = annotate_texts([
        *DAM,
        (strike, ("Fourth Star", "2023-05-12")),
        (fire, ("Fifth Eye", "2023-05-12")),
        (fire.replace("forty", "some forty"), ("Sixth Day", "2023-05-12")),
    ])  # fmt: skip
    keys = [passage.citation.key for passage in passages]
    found = find_new_stories(passages, set(keys[:1]))
    assert [sorted(group.articles) for group in found] == [sorted(keys[4:]), [keys[3]]]
    assert find_new_stories(passages, set(keys)) == ()
