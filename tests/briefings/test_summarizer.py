"""Claims about briefings."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.models import Request
from briefings.ranking import SelectionCaps
from briefings.summarizer import BriefingContext, is_self_contained, summarize
from corpus.models import Passage, Query, Zone
from tests.support.briefings.passages import BANK, MAYOR, add_quotation, build_passage

PASSAGES = (
    build_passage("The Central Bank raised its main interest rate to five per cent on Monday.", "a", actors=(BANK,)),
    build_passage("He said that the interest rate would stay high for the whole of the year.", "a", 100, 1),
    build_passage(
        "The Central Bank lifted the main interest rate to five per cent, Monday's minutes show.", "b", actors=(BANK,)
    ),
    build_passage("Mayor Ana Ruiz opened a new bridge over the northern river before a crowd.", "c", actors=(MAYOR,)),
    build_passage("Photos, videos", "c", 200, 2),
)


def test_a_briefing_says_nothing_twice_and_names_who_corroborates_it() -> None:
    """Of two articles that say the same, one is quoted and the other is named beside it."""
    told = summarize(PASSAGES, Request(Query(), limit=3))
    first = told.points[0]
    assert {"a", "b"} == {first.passage.citation.key, *(citation.key for citation in first.also)}
    assert sum("five per cent" in point.passage.sentence.text for point in told.points) == 1


def test_fragments_are_not_quoted() -> None:
    """A line of two words is no sentence for a briefing, however much room there is."""
    told = summarize(PASSAGES, Request(Query(), limit=10))
    assert "Photos, videos" not in {point.passage.sentence.text for point in told.points}


def test_the_order_of_candidates_changes_nothing() -> None:
    """The same passages in any order give the same briefing, id and all."""
    shuffled = list(PASSAGES)
    Random(7).shuffle(shuffled)
    request = Request(Query(), limit=3)
    assert summarize(shuffled, request, 9) == summarize(PASSAGES, request, 9)


def test_another_store_state_is_another_briefing() -> None:
    """The id is made from the sequence number too."""
    request = Request(Query(), limit=3)
    assert summarize(PASSAGES, request, 1).id != summarize(PASSAGES, request, 2).id


def test_without_passages_the_briefing_is_empty() -> None:
    """No passage, no point, and no error."""
    assert summarize((), Request(Query())).points == ()


def _build_context_dependent_passage(
    start: int = 90, context: str = "Mayor Ana Ruiz opened a new bridge over the northern river."
) -> Passage:
    text = "It cost the town forty million crowns and took the builders nine years."
    return replace(build_passage(text, "c", start, 1), context=context)


def test_a_sentence_that_leans_stands_after_the_one_it_leans_on() -> None:
    """The sentence before one that leans is shown before it, quoted from its own place."""
    lead = build_passage("Mayor Ana Ruiz opened a new bridge over the northern river.", "c", actors=(MAYOR,))
    told = summarize((_build_context_dependent_passage(), lead), Request(Query(), limit=2))
    assert [point.passage for point in told.points] == [lead, _build_context_dependent_passage()]


def test_without_space_for_both_no_introduction_is_added() -> None:
    """A briefing of one sentence is of one sentence."""
    lead = build_passage("Mayor Ana Ruiz opened a new bridge over the northern river.", "c", actors=(MAYOR,))
    assert len(summarize((_build_context_dependent_passage(), lead), Request(Query(), limit=1)).points) == 1


def test_a_sentence_that_leans_gives_way() -> None:
    """Of two sentences the one that stands alone is quoted first, though the other is as long and has an actor."""
    leaning = build_passage("But the Central Bank sold a third of its gold reserves to Chile.", "a", actors=(BANK,))
    standing = build_passage("Mayor Ana Ruiz opened a new bridge over the northern river.", "c", actors=(MAYOR,))
    assert summarize((leaning, standing), Request(Query(), limit=1)).points[0].passage == standing


RUIZ_ELSEWHERE = build_passage("Mayor Ana Ruiz answered from Porto on the phone.", "c", 200, 1, actors=(MAYOR,))


@pytest.mark.parametrize(
    ("other", "told"),
    [
        pytest.param((), ["bridge", "answered"], id="one article on that day"),
        pytest.param(("Wheat became dearer by a fifth after a frost in the plains.",), ["bridge", "Wheat"], id="two"),
    ],
)
def test_on_a_thin_day_an_uninformative_sentence_is_left_out(other: tuple[str, ...], told: list[str]) -> None:
    """A sentence of a name and hardly a word more stands after its article's first, and after what others say."""
    lead = build_passage("The new bridge over the northern river cost the town forty million crowns.", "c")
    found = summarize((RUIZ_ELSEWHERE, lead, *(build_passage(text, "a") for text in other)), Request(Query(), limit=2))
    texts = [point.passage.sentence.text for point in found.points]
    assert all(any(word in text for text in texts) for word in told)
    assert RUIZ_ELSEWHERE.sentence.text not in texts[:1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mayor Ana Ruiz answered from Porto on 3 May.", id="a figure"),
        pytest.param("Mayor Ana Ruiz sued the Central Bank in Porto.", id="whom the deed was done to"),
        pytest.param("Mayor Ana Ruiz resigned from office in tears.", id="what happened"),
    ],
)
def test_a_short_informative_sentence_is_not_left_out(text: str) -> None:
    """Few words are enough where they give a figure, or who did what to whom: then a later one is worth less."""
    later = build_passage("A storm sank two ferries off the northern coast and cut the power lines.", "b", 300, 6)
    found = summarize((later, build_passage(text, "a", actors=(MAYOR, BANK))), Request(Query(), limit=1))
    assert found.points[0].passage.sentence.text == text


SUBJECTS = st.sampled_from(["Mayor Ana Ruiz", "The Central Bank", "He", "The move"])
ACTIONS = st.sampled_from(
    ["opened a new bridge over the river", "raised its main interest rate again", "closed two mines in the north"]
)
MANY = st.lists(
    st.tuples(SUBJECTS, ACTIONS, st.sampled_from("abc"), st.integers(0, 3)),
    max_size=10,
    unique_by=lambda one: (one[2], one[3]),
)


@given(MANY, st.integers(0, 5), st.randoms())
def test_any_order_gives_the_same_briefing_within_its_limit(
    sentences: list[tuple[str, str, str, int]], limit: int, random: Random
) -> None:
    """However the passages are shuffled, the briefing is the same, and no longer than was asked."""
    texts = {(key, at): f"{who} {deed} on Monday." for who, deed, key, at in sentences}
    passages = [
        replace(build_passage(text, key, 100 * at, at, (BANK, MAYOR)), context=texts.get((key, at - 1), ""))
        for (key, at), text in texts.items()
    ]
    told = summarize(passages, Request(Query(), limit=limit))
    random.shuffle(passages)
    assert summarize(passages, Request(Query(), limit=limit)) == told
    assert len(told.points) <= limit


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        pytest.param("He said the rate would rise.", False, id="a pronoun leans on what was said before"),
        pytest.param("“It is absurd,” the minister said.", False, id="a quoted pronoun leans too"),
        pytest.param("The latter was signed in 1961.", False, id="the latter has a former"),
        pytest.param("The bank raised its rate.", True, id="a name stands alone"),
        pytest.param("Hereford voted on Monday.", True, id="a name that begins like a pronoun stands alone"),
    ],
)
def test_a_sentence_that_leans_is_known(text: str, alone: bool) -> None:
    """Sentences that need the one before them are distinguished from those that do not."""
    assert is_self_contained(text) is alone


def test_a_briefing_is_ordered_by_story() -> None:
    """Sentences of a story stand together, each in one story, and the story of more origins comes first."""
    texts = {
        "a": "The Talvik dam burst before dawn and flooded the lower town of Marnes.",
        "b": "Rescuers pulled families from the roofs of Marnes after the Talvik dam burst.",
        "c": "Bakers in Lisbon began a strike over night shifts and the price of flour.",
        "d": "The Talvik dam above Marnes had cracks, and engineers warned the lower town of a flood.",
    }
    told = summarize([build_passage(text, key) for key, text in texts.items()], Request(Query(), limit=4))
    assert [index for story in told.stories for index in story.sentences] == list(range(len(told.points)))
    assert told.stories[0].origins == 3
    assert told.stories[-1].outlets == ("Outlet c",)
    assert {story.headline for story in told.stories} == {None}


def test_the_headline_is_a_title_of_the_story() -> None:
    """A story is shown under the title of its best article, word for word; the title is no sentence of the briefing."""
    lead = build_passage("The Talvik dam burst before dawn and flooded the lower town of Marnes.", "a", 60)
    title = build_passage("Talvik dam bursts, Marnes under water", "a")
    title = replace(title, sentence=replace(title.sentence, zone=Zone.HEADLINE))
    told = summarize((lead,), Request(Query()), context=BriefingContext((title,)))
    (story,) = told.stories
    assert story.headline is not None
    assert (story.headline.text, story.headline.start) == (title.sentence.text, 0)
    assert [point.passage for point in told.points] == [lead]


def test_a_story_names_the_report_that_it_follows() -> None:
    """Articles from before give a story its id and the title that it follows, and are not quoted."""
    text = "The Talvik dam burst before dawn and flooded the lower town of Marnes."
    earlier = build_passage(text, "z", 60)
    now = replace(
        build_passage("Rescuers pulled families from roofs of Marnes after the Talvik dam burst.", "a", 60), sequence=5
    )
    title = build_passage("Talvik dam bursts, Marnes under water", "z")
    title = replace(title, sentence=replace(title.sentence, zone=Zone.HEADLINE))
    (story,) = summarize((now,), Request(Query()), context=BriefingContext((title,), (earlier,))).stories
    assert story.follows is not None
    assert story.follows.text == title.sentence.text
    assert (story.headline, story.sentences, story.origins) == (None, (0,), 1)
    assert story.id == summarize((earlier,), Request(Query())).stories[0].id


def test_the_newest_toll_is_quoted() -> None:
    """Of an early and a later toll of one flood, a briefing of one sentence quotes the later."""
    early = build_passage("The flood after the Talvik dam burst killed six people in Marnes.", "a")
    late = build_passage("The flood after the Talvik dam burst has killed 14 people in Marnes.", "b", 300, 2)
    late = replace(late, citation=replace(late.citation, published="2024-06-22"))
    told = summarize((early, late), Request(Query(), limit=1))
    assert [point.passage for point in told.points] == [late]


def test_the_dateline_of_an_agency_is_not_quoted() -> None:
    """The quoted span begins behind place and agency, and still stands word for word in the article."""
    text = "OSLO (AP) — The ferry Nordlys sank off the northern coast on Monday with 40 cars."
    (point,) = summarize((build_passage(text, "a", 10),), Request(Query())).points
    sentence = point.passage.sentence
    assert sentence.text == text[12:]
    assert (sentence.start, sentence.end) == (22, 10 + len(text))


def test_no_more_than_two_sentences_of_an_article() -> None:
    """With a limit of two an article, a third sentence of it is not chosen, though there is room."""
    texts = (
        "The Talvik dam burst before dawn and flooded the lower town of Marnes.",
        "Engineers blamed cracks that inspectors had reported in March to Sorvik.",
        "Insurers put the damage at 90 million crowns for houses and farms.",
        "Trains between Lisbon and Porto were cancelled for a week, Ana Ruiz said.",
    )
    passages = [build_passage(text, "a", 100 * number, number) for number, text in enumerate(texts)]
    passages.append(build_passage("A strike of bakers left the cafes of Lisbon without bread on Friday.", "b"))
    told = summarize(passages, Request(Query(), limit=6), context=BriefingContext(caps=SelectionCaps(article=2)))
    assert sum(point.passage.citation.key == "a" for point in told.points) == 2


def test_a_story_alone_has_all_sentences() -> None:
    """Where there are fewer stories than the limits expect, a story may have more sentences than otherwise."""
    texts = {
        "a": ("The Talvik dam burst before dawn on Monday.", "Water stood two metres high in the town of Marnes."),
        "b": ("Engineers had warned of cracks in the Talvik dam.", "Repairs were put off because money ran out."),
        "c": (
            "Schools below the Talvik dam stay closed.",
            "Insurers expect claims of 90 million crowns for the Talvik dam.",
        ),
    }
    passages = [build_passage(text, key, 100 * n, n) for key, own in texts.items() for n, text in enumerate(own)]
    caps = SelectionCaps(article=2, story=1)
    told = summarize(passages, Request(Query(), limit=3), context=BriefingContext(caps=caps))
    assert len(told.stories) == 1
    assert len(told.points) == 3


@pytest.mark.parametrize(
    "text", ["There were 300 guests at the opening of the new bridge.", "He walked over the new bridge first."]
)
def test_a_pronoun_is_shown_with_the_sentence_before_or_not_at_all(text: str) -> None:
    """A sentence that begins with a pronoun or "there" is left out where the one before it can't be shown."""
    lead = build_passage("Mayor Ana Ruiz opened a new bridge over the northern river.", "c", actors=(MAYOR,))
    leaning = build_passage(text, "c", 300, 5)
    told = summarize((lead, leaning), Request(Query(), limit=4))
    assert [point.passage for point in told.points] == [lead]


KNOWN_THING = build_passage("The pumps failed on Friday and left the cellars of Marnes under water.", "c", 300, 3)
INTRODUCTION = build_passage("The Talvik council bought three second-hand pumps from a Dutch shipyard.", "c", 0, 0)


def test_what_a_sentence_takes_for_known_is_introduced_before_it() -> None:
    """A sentence on "the pumps" directly follows the one in which its article introduces them."""
    told = summarize((KNOWN_THING, INTRODUCTION), Request(Query(), limit=4))
    assert [point.passage for point in told.points] == [INTRODUCTION, KNOWN_THING]


def test_what_cannot_be_introduced_is_left_out() -> None:
    """A sentence on "the pumps" is left out where the one that introduces them can't be quoted."""
    other = build_passage("Mayor Ana Ruiz opened a new bridge over the northern river.", "d", actors=(MAYOR,))
    told = summarize((KNOWN_THING, other), Request(Query(), limit=4), context=BriefingContext(others=(INTRODUCTION,)))
    assert [point.passage for point in told.points] == [other]


def test_what_the_title_names_needs_no_introduction() -> None:
    """A sentence on "the pumps" stands alone under a title that names the pumps."""
    title = build_passage("Second-hand pumps fail in Marnes", "c", 0, 0)
    title = replace(title, sentence=replace(title.sentence, zone=Zone.HEADLINE))
    context = BriefingContext((title,), (INTRODUCTION,))
    told = summarize((KNOWN_THING,), Request(Query(), limit=4), context=context)
    assert [point.passage for point in told.points] == [KNOWN_THING]


def test_the_title_of_one_of_several_articles_introduces_nothing() -> None:
    """Where another article of the story is quoted, too, its title may stand above: the pumps are introduced."""
    title = build_passage("Second-hand pumps fail in Marnes", "c", 0, 0)
    title = replace(title, sentence=replace(title.sentence, zone=Zone.HEADLINE))
    other = build_passage("On Friday the cellars of Marnes stood under water, and Mayor Ana Ruiz asked for help.", "d")
    told = summarize((KNOWN_THING, INTRODUCTION, other), Request(Query(), limit=4), context=BriefingContext((title,)))
    shown = [point.passage for point in told.points]
    assert other in shown
    assert KNOWN_THING not in shown or shown.index(INTRODUCTION) == shown.index(KNOWN_THING) - 1


def test_of_a_leaning_quotation_only_what_it_is_about_is_shown() -> None:
    """Of a quotation that needs the sentence before, only that sentence is quoted."""
    lead = build_passage("Mayor Ana Ruiz opened a new bridge over the northern river.", "c", actors=(MAYOR,))
    echo = build_passage(
        "“It took the builders nine long years and forty million crowns,” she told guests.", "c", 90, 1
    )
    echo = replace(echo, context=lead.sentence.text)
    echo = add_quotation(echo, "It took the builders nine long years and forty million crowns,", "ana-ruiz")
    relevance = {echo.sentence.text: 1.0, lead.sentence.text: 0.1}
    told = summarize((echo, lead), Request(Query(), limit=4), relevance=lambda one: relevance[one.sentence.text])
    assert [point.passage for point in told.points] == [lead]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("As my colleagues report from Marnes, the pumps of the town failed again.", id="the writer"),
        pytest.param("Jon Berg is a fellow at the Institute of Water and Dams.", id="what somebody is"),
    ],
)
def test_a_sentence_without_an_event_gives_way(text: str) -> None:
    """A sentence about its writer, or about what somebody is, stands after one that reports an event."""
    passages = (build_passage(text, "a"), build_passage("A frost killed a fifth of the wheat in Marnes.", "b"))
    told = summarize(passages, Request(Query(), limit=1))
    assert [point.passage for point in told.points] == [passages[1]]
