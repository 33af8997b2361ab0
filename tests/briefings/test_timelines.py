"""Claims about timelines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.timelines import build_timeline
from corpus.models import DateRange, Mention, MentionKind, Passage, TimeExpression, TimeKind, Zone
from tests.support.briefings.passages import MAYOR, build_passage

STRIKE = "Monday brought a strike of dockers to the harbour of Busan."
VOTE = "Tuesday saw the parliament vote on wages of miners."
FLOOD = "Wednesday began with a flood in the northern valleys."


def _list_days(passages: list[Passage], length: int | None = 10) -> list[date]:
    return [moment.day for moment in build_timeline(passages, length=length)]


def _set_published(one: Passage, day: str | None) -> Passage:
    return replace(one, citation=replace(one.citation, published=day))


def _build_dated_passage(text: str, *dates: tuple[str, str], article: str = "a") -> Passage:
    """Make a passage whose words are dated as *dates* say."""
    found = tuple(TimeExpression(at := text.index(w), at + len(w), w, value, TimeKind.DATE) for w, value in dates)
    return replace(build_passage(text, article), dates=found)


def test_days_are_ranked_by_origins_and_listed_in_order() -> None:
    """Two origins outweigh three sentences of one; the days chosen stand in their own order."""
    passages = [
        build_passage(STRIKE, "a", day="2024-06-17"),
        build_passage("Monday was a day of strike, dockers of Busan said.", "b", day="2024-06-17"),
        *(build_passage(f"{VOTE} {number}", "c", 100 * number, day="2024-06-18") for number in range(3)),
        build_passage(FLOOD, "c", 900, day="2024-06-16"),
    ]
    assert _list_days(passages, 1) == [date(2024, 6, 17)]
    assert _list_days(passages, 2) == [date(2024, 6, 17), date(2024, 6, 18)]
    assert _list_days(passages) == [date(2024, 6, 16), date(2024, 6, 17), date(2024, 6, 18)]


def test_copies_are_one_origin() -> None:
    """Three prints of one text weigh no more than one, and are counted as articles."""
    first = build_passage(STRIKE, "a", day="2024-06-17")
    copies = [build_passage(STRIKE, key, day="2024-06-17") for key in "bc"]
    prints = [first, *(replace(one, citation=replace(one.citation, origin="a")) for one in copies)]
    others = [build_passage(VOTE, key, day="2024-06-18") for key in "de"]
    (best,) = build_timeline([*prints, *others], length=1)
    assert best.day == date(2024, 6, 18)
    (strike, _) = build_timeline([*prints, *others])
    assert (strike.articles, strike.origins) == (3, 1)


def test_no_day_says_the_same_twice() -> None:
    """Of the same words in two articles one is quoted; a second sentence says something else."""
    passages = [build_passage(STRIKE, "a", day="2024-06-17"), build_passage(STRIKE, "b", day="2024-06-17")]
    (alone,) = build_timeline(passages)
    (moment,) = build_timeline([*passages, build_passage(FLOOD, "a", 200, day="2024-06-17")])
    assert [point.passage.sentence.text for point in alone.points] == [STRIKE]
    assert [point.passage.sentence.text for point in moment.points] == [STRIKE, FLOOD]


@pytest.mark.parametrize(
    "value", ["2024-06", "2024-W25", "P3M", "PRESENT_REF"], ids=["a month", "a week", "a duration", "now"]
)
def test_only_days_are_on_a_timeline(value: str) -> None:
    """What is dated to more than a day, or to none, has no place."""
    assert build_timeline([build_passage(STRIKE, day=value)]) == ()


def test_a_window_bounds_the_days() -> None:
    """Only days inside are listed, both ends included."""
    passages = [build_passage(text, text[0], day=day) for text, day in ((STRIKE, "2024-06-17"), (VOTE, "2024-06-18"))]
    inside = build_timeline(passages, DateRange(date(2024, 6, 18), date(2024, 6, 18)))
    assert [moment.day for moment in inside] == [date(2024, 6, 18)]


@pytest.mark.parametrize(
    "text",
    [
        "She brought a strike of dockers to Busan on Monday.",
        "On Monday, she brought a strike of dockers to Busan.",
        "Later in the day, dockers of Busan went on strike.",
        "The announcement on Monday made dockers of Busan strike.",
    ],
    ids=["she", "a day, and she", "later in the day", "the announcement"],
)
def test_a_sentence_that_depends_on_another_is_not_quoted(text: str) -> None:
    """Who reads a day alone can't know who "she" is, nor which announcement."""
    assert build_timeline([build_passage(text, day="2024-06-17")]) == ()


def test_a_nominal_mention_leans_too() -> None:
    """A sentence that opens with words for somebody named before is not quoted."""
    text = "Mother of three dockers, Ana Ruiz brought a strike to Busan on Monday."
    leaning = replace(
        build_passage(text, day="2024-06-17"), mentions=(Mention(0, 6, "Mother", MAYOR.id, MentionKind.NOMINAL),)
    )
    assert build_timeline([leaning]) == ()
    assert len(build_timeline([build_passage(text, day="2024-06-17")])) == 1


def test_headlines_and_fragments_are_not_quoted() -> None:
    """A caption or three words make no point, and no day."""
    caption = build_passage(STRIKE, day="2024-06-17")
    caption = replace(caption, sentence=replace(caption.sentence, zone=Zone.CAPTION))
    assert build_timeline([caption, build_passage("Monday it rained.", day="2024-06-17")]) == ()


def test_the_order_of_passages_changes_nothing() -> None:
    """A timeline is made from what is there, not from how it came."""
    texts = enumerate((STRIKE, VOTE, FLOOD))
    passages = [build_passage(text, key, 100 * place, day="2024-06-17") for place, text in texts for key in "abc"]
    assert build_timeline(passages) == build_timeline(passages[::-1])


@pytest.mark.parametrize(
    ("strike", "vote"),
    [("2024-06-20", "2024-06-10"), ("2024-06-20", "2024-06-18"), ("2024-06-20", None), ("2024-06-17", "2024-06-10")],
    ids=["afterwards, ahead", "afterwards, at once", "afterwards, not known", "at once, ahead"],
)
def test_a_day_named_afterwards_matters_more(strike: str, vote: str | None) -> None:
    """Of two days named as often, that one is listed which was still named later, or at least when it came."""
    passages = [_set_published(build_passage(STRIKE, key, day="2024-06-17"), strike) for key in "ab"]
    passages += [_set_published(build_passage(VOTE, key, day="2024-06-18"), vote) for key in "cd"]
    assert _list_days(passages, 1) == [date(2024, 6, 17)]


def test_an_article_off_the_topic_counts_less() -> None:
    """A day that only an article of other matters names gives way to one that an article of the topic names."""
    harbour = [
        build_passage(f"Dockers of the harbour of Busan talked of the strike, again {key}.", key) for key in "abc"
    ]
    named = build_passage(STRIKE, "a", 100, day="2024-06-17")
    football = build_passage("Tuesday saw a goalkeeper dropped before the football season.", "z", day="2024-06-18")
    assert _list_days([*harbour, named, football], 1) == [date(2024, 6, 17)]


def test_sentences_that_say_the_same_stand_on_one_day() -> None:
    """An event that a sentence misdates, or repeats the day after, is put on the day that matters more."""
    passages = [build_passage(STRIKE, key, day="2024-06-17") for key in "ab"]
    again = build_passage("Tuesday brought a strike of dockers to the harbour of Busan.", "c", day="2024-06-18")
    assert _list_days([*passages, again]) == [date(2024, 6, 17)]
    told_too = build_passage(VOTE, "c", 100, day="2024-06-18")
    assert [m.points[0].passage.sentence.text for m in build_timeline([*passages, again, told_too])] == [STRIKE, VOTE]


def test_a_sentence_is_dated_by_its_event() -> None:
    """The day on which somebody said it is no day of the timeline, unless it is the only one."""
    both = _build_dated_passage(
        "Dockers left the harbour of Busan on Monday, the mayor said on Friday.",
        ("Monday", "2024-06-17"),
        ("Friday", "2024-06-21"),
    )
    alone = _build_dated_passage(
        "Dockers have left the harbour of Busan for good, the mayor said on Friday.", ("Friday", "2024-06-21")
    )
    assert _list_days([both]) == [date(2024, 6, 17)]
    assert _list_days([alone]) == [date(2024, 6, 21)]


def test_time_stamps_are_not_quoted() -> None:
    """A line that is mostly a date is not quoted."""
    stamp = _build_dated_passage(
        "Posted Monday 17 June 2024 at noon by Kim, Park, Lee, Choi", ("Monday 17 June 2024 at noon", "2024-06-17")
    )
    assert build_timeline([stamp]) == ()


def test_days_that_stand_out_are_counted() -> None:
    """Where no length is asked, days mentioned far less than the first are left out."""
    passages = [
        _set_published(build_passage(f"{STRIKE} {key}", key, day="2024-06-17"), "2024-06-20") for key in "abcdefgh"
    ]
    passages += [
        _set_published(build_passage(f"{VOTE} {key}", key, day="2024-06-18"), "2024-06-20") for key in "abcdefg"
    ]
    passages.append(build_passage(FLOOD, "h", 100, day="2024-06-16"))
    assert _list_days(passages, None) == [date(2024, 6, 17), date(2024, 6, 18)]
    assert len(_list_days(passages)) == 3


def test_the_articles_of_a_day_decide_which_sentence_is_chosen() -> None:
    """Openings that name no day are not quoted, but show what the day was about."""
    dated = [build_passage(FLOOD, "a", day="2024-06-19"), build_passage(STRIKE, "b", day="2024-06-19")]
    heads = [build_passage(f"A flood began to sweep the northern valleys, {key} reports.", key) for key in "cde"]
    (moment,) = build_timeline([*dated, *(_set_published(head, "2024-06-20") for head in heads)], sentences=1)
    assert [point.passage.sentence.text for point in moment.points] == [FLOOD]
    assert build_timeline(heads) == ()
    (moment,) = build_timeline(dated, sentences=1)
    assert [point.passage.sentence.text for point in moment.points] == [STRIKE]


def test_a_day_named_beside_the_subject_outweighs_one_named_without_it() -> None:
    """A sentence without a word that most articles share counts less for its day."""
    subject = [
        build_passage("The dockers of Busan walked out over their wages on Monday morning.", key, day="2024-06-17")
        for key in "ab"
    ]
    background = [build_passage("Dockers of Busan demand better wages.", key) for key in "cdef"]
    asides = [
        build_passage("Readers sent in photographs of the eclipse of that evening.", "c", 200, day="2024-06-12"),
        build_passage("Lilies bloomed early in the botanical garden this summer.", "d", 200, day="2024-06-12"),
    ]
    assert _list_days([*subject, *background, *asides], 1) == [date(2024, 6, 17)]
