"""Claims about what has changed since some articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.clustering import (
    ChangeKind,
    find_developments,
    find_figure_changes,
    find_new_stories,
    find_office_changes,
)
from corpus.models import MentionKind, Zone
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
        (
            "Ida Holm, the mayor of the harbour town, opened the bridge on Monday.",
            "Nils Brack, the mayor of the harbour town, closed the bridge on Friday.",
            ("the mayor of the harbour town", "Ida Holm", "Nils Brack"),
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
        ("Ida Maria Holm, the mayor of Ostby, spoke on Monday.", "Ida Holm, the mayor of Ostby, spoke on Friday."),
        ("Ida Holm, the mayor of Ostby, spoke on Monday.", "Nils Brack, the mayor of Harl, spoke on Friday."),
        ("Ida Holm, the mayor of Ostby, spoke on Monday.", "Nils Brack, the former mayor of Ostby, spoke on Friday."),
        ("Ida Holm, the former mayor of Ostby, spoke on Monday.", "Nils Brack, the mayor of Ostby, spoke on Friday."),
        ("Ida Holm, the mayor of Ostby, spoke on Monday.", "Nils Brack, the deputy mayor of Ostby, spoke on Friday."),
        ("Ida Holm, a senator of Ostland, spoke on Monday.", "Nils Brack, a senator of Ostland, spoke on Friday."),
        ("Mayor Ida Holm spoke on Monday.", "Mayor Nils Brack spoke on Friday."),
        ("Ida Holm, the baker of the harbour town, spoke.", "Nils Brack, the baker of the harbour town, spoke."),
        ("Ida Holm, then mayor of Ostby, spoke on Monday.", "Nils Brack, the mayor of Ostby, spoke on Friday."),
        ("Ex-mayor of Ostby Ida Holm spoke on Monday.", "Nils Brack, the mayor of Ostby, spoke on Friday."),
        ("Ida Holm, a spokeswoman for Ostby, spoke.", "Nils Brack, a spokesman for Ostby, spoke."),
    ],
    ids=[
        "the same",
        "the same without a second name",
        "another town",
        "former",
        "former before",
        "deputy",
        "one of many",
        "no owner",
        "no office",
        "then",
        "ex",
        "spokespeople",
    ],
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


def test_the_latest_report_of_before_and_the_first_of_now_are_shown() -> None:
    """Their other reports are cited beside them, in the order of their days, those without a day last."""
    holm, brack = "Ida Holm, the mayor of Ostby, spoke {}.", "Nils Brack, the mayor of Ostby, spoke {}."
    passages = annotate_texts([
        (holm.format("at noon"), SECOND),
        (holm.format("at dawn"), FIRST),
        (brack.format("at night"), ("Fourth Star", "")),
        (brack.format("of trees"), ("Fifth Eye", "2023-05-13")),
        (brack.format("of bread"), THIRD),
    ])  # fmt: skip
    keys = [passage.citation.key for passage in passages]
    (change,) = find_office_changes(passages[::-1], set(keys[:2]))
    assert change.before is not None
    assert change.before.passage.citation.key == keys[0]
    assert [one.key for one in change.before.also] == [keys[1]]
    assert change.after.passage.citation.key == keys[4]
    assert [one.key for one in change.after.also] == [keys[3], keys[2]]
    assert change.points == (change.before, change.after)


OFFICE: list[Report] = [
    ("Ida Holm, the mayor of Ostby, opened the bridge on Monday.", FIRST),
    ("Nils Brack, the mayor of Ostby, closed the bridge on Friday.", THIRD),
]


@pytest.mark.parametrize(
    ("matched", "kinds"),
    [
        (range(5), [ChangeKind.FIGURE, ChangeKind.OFFICE]),
        ([2], [ChangeKind.FIGURE]),
        ([4], [ChangeKind.OFFICE]),
        ([0, 1, 3], []),
    ],
    ids=["all", "the figure", "the office", "what was told before"],
)
def test_developments_are_the_changes_that_a_match_tells_of(matched: list[int], kinds: list[ChangeKind]) -> None:
    """Both kinds of change are found in all sentences; shown are those whose sentence of now is among the matches."""
    passages = annotate_texts([*DAM, *OFFICE])
    known = {passages[number].citation.key for number in (0, 1, 3)}
    found = find_developments([passages[number] for number in matched], passages, known)
    assert [change.kind for change in found] == kinds


def test_no_more_changes_of_a_kind_are_found_than_asked_for() -> None:
    """The limit counts for figures, offices and stories."""
    passages = annotate_texts([*DAM, *OFFICE])
    known = {passages[number].citation.key for number in (0, 3)}
    for find in (find_figure_changes, find_office_changes, find_new_stories):
        assert find(passages, known, 0) == ()
    assert len(find_developments(passages, passages, known, 1)) == 2


def test_a_holder_who_is_only_named_by_a_pronoun_or_role_holds_nothing() -> None:
    """An introduction needs a name: "she, the mayor of Ostby" tells nobody new."""
    passages = annotate_texts(OFFICE)
    known = {passages[0].citation.key}
    assert len(find_office_changes(passages, known)) == 1
    for kind in set(MentionKind) - {MentionKind.NAME}:
        other = replace(passages[1], mentions=tuple(replace(one, kind=kind) for one in passages[1].mentions))
        assert find_office_changes((passages[0], other), known) == ()
    unknown = replace(passages[1], mentions=tuple(replace(one, actor=None) for one in passages[1].mentions))
    assert find_office_changes((passages[0], unknown), known) == ()
    caption = replace(passages[1], sentence=replace(passages[1].sentence, zone=Zone.CAPTION))
    assert find_office_changes((passages[0], caption), known) == ()
