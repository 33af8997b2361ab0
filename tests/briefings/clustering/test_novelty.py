"""Claims about novelty: what was quoted is known again in other words, and what has changed in it is marked."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest

from briefings.clustering import (
    SAME_STORY_SIMILARITY,
    NoveltyResult,
    classify_novelty,
    dump_prior_sentence,
    feature_matrix,
    load_prior_sentence,
    to_prior_sentence,
)
from briefings.clustering.novelty import collect_details, to_passage
from briefings.models import PriorSentence, Request
from briefings.summarizer import summarize
from corpus.entities import load_bundled_registry
from corpus.models import Query
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.briefings.annotated_passages import annotate_pairs
from tests.support.briefings.passages import BANK, MAYOR, build_passage
from tests.support.cases import count_novelty_results
from tests.support.paths import list_seeds

PRIOR = build_passage(
    "Mayor Ana Ruiz will open the new bridge over the northern river on Monday.", "a", actors=(MAYOR,)
)
IN_OTHER_WORDS = build_passage(
    "On Monday Ana Ruiz will open the new bridge over the northern river.", "b", actors=(MAYOR,)
)
RATE = build_passage("The Central Bank raised its main interest rate to five per cent.", "c", actors=(BANK,))
NETS = build_passage("Fishermen on the coast complained about empty nets all week.", "d")


@pytest.fixture(scope="module", params=["prior_sentences", "prior_sentences_unseen"])
def novelty_results(request: pytest.FixtureRequest) -> Counter[tuple[str, str]]:
    """Count what each pair of a file is and what it is taken for."""
    return count_novelty_results(request.param)


@pytest.mark.parametrize("part", ["same", "development"])
def test_most_is_taken_for_what_it_is(novelty_results: Counter[tuple[str, str]], part: str) -> None:
    """Of pairs written for it, nine in ten repetitions and developments are found, and as many are right."""
    right = novelty_results[part, part]
    found = sum(count for (_, taken), count in novelty_results.items() if taken == part)
    there = sum(count for (kind, _), count in novelty_results.items() if kind == part)
    assert right / found >= 0.9
    assert right / there >= 0.9


@pytest.mark.parametrize(
    ("now", "change"),
    [
        pytest.param("The fishermen of Norhaven no longer have to pay the port for ice.", "ended", id="it ended"),
        pytest.param("Seventy-two fishermen of Norhaven have to pay the port for ice.", "figure 72", id="a number"),
        pytest.param("The fishermen of Norhaven refused to pay the port for ice.", "refused", id="a step"),
        pytest.param(
            "On 25 June 2024 the fishermen of Norhaven have to pay the port for ice.", "25 June 2024", id="a day"
        ),
    ],
)
def test_a_development_says_what_has_changed(now: str, change: str) -> None:
    """The reader sees by which figure, day or step a sentence differs from what was quoted."""
    told, later = annotate_pairs(
        [{"told": "The fishermen of Norhaven have to pay the port for ice.", "now": now}], "told", "now"
    )[0]
    (development,) = classify_novelty((later, RATE, NETS), (to_prior_sentence(told),)).developments
    assert any(change in one for one in development.changes)


def test_another_story_of_the_same_people_is_new(novelty_results: Counter[tuple[str, str]]) -> None:
    """That a place or a person was mentioned makes nothing else of it old."""
    assert (
        novelty_results["new", "new"] / sum(count for (kind, _), count in novelty_results.items() if kind == "new")
        >= 0.95
    )
    assert {taken for kind, taken in novelty_results if kind == "unrelated"} == {"new"}


def test_what_was_quoted_before_is_left_out_and_the_rest_is_new() -> None:
    """The same in the same or other words is known; what is of something else is new, and far from what was quoted."""
    news = classify_novelty((PRIOR, IN_OTHER_WORDS, RATE, NETS), (to_prior_sentence(PRIOR),))
    assert news.repeated == (PRIOR, IN_OTHER_WORDS)
    assert news.new == (RATE, NETS)
    assert all(distance > 0.8 for distance in news.distances)


def test_a_new_figure_in_a_known_story_is_a_development_of_it() -> None:
    """Another number of the same is marked, with the sentence quoted before and the number."""
    told = build_passage(
        "The flood killed 12 people in the northern valley, the Central Bank said.", "a", actors=(BANK,)
    )
    now = build_passage(
        "The flood in the northern valley killed 31 people, the Central Bank said.", "b", actors=(BANK,)
    )
    (development,) = classify_novelty((now, RATE, NETS), (to_prior_sentence(told),)).developments
    assert development.passage is now
    assert development.prior.text == told.sentence.text
    assert development.changes == ("figure 31",)


def test_an_older_figure_is_no_development() -> None:
    """What was published before it was quoted can't be what came of it."""
    told = build_passage(
        "The flood killed 31 people in the northern valley, the Central Bank said.", "a", actors=(BANK,)
    )
    now = build_passage(
        "The flood in the northern valley killed 12 people, the Central Bank said.", "b", actors=(BANK,)
    )
    older = replace(now, citation=replace(now.citation, published="2024-06-18"))
    assert classify_novelty((older, RATE, NETS), (to_prior_sentence(told),)).repeated == (older,)


def test_a_new_revision_of_the_same_article_may_develop_it() -> None:
    """An article that was changed since it was quoted says what has changed."""
    told = build_passage("The flood killed 12 people in the northern valley, officials said late at night.", "a")
    now = build_passage("The flood killed 31 people in the northern valley, officials said late at night.", "a")
    assert classify_novelty((now, RATE, NETS), (to_prior_sentence(told),)).repeated == (now,)
    revised = replace(now, citation=replace(now.citation, revision=2))
    assert [
        one.passage for one in classify_novelty((revised, RATE, NETS), (to_prior_sentence(told),)).developments
    ] == [revised]


def test_without_history_all_is_new() -> None:
    """A first briefing leaves nothing out, and nothing comes of nothing."""
    assert classify_novelty((PRIOR, RATE), ()) == NoveltyResult((PRIOR, RATE), (1.0, 1.0))
    assert classify_novelty((), (to_prior_sentence(PRIOR),)) == NoveltyResult()


def test_what_is_remembered_outlives_json() -> None:
    """A quoted point survives being written to JSON and read again, and is small."""
    written = json.dumps(dump_prior_sentence(to_prior_sentence(PRIOR)), ensure_ascii=False)
    assert load_prior_sentence(json.loads(written)) == to_prior_sentence(PRIOR)
    assert len(written.encode()) < len(PRIOR.sentence.text) + 300
    assert to_passage(to_prior_sentence(PRIOR)).sentence == PRIOR.sentence


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"key": "a", "revision": 1, "start": 0, "end": 9, "text": "too short"[:3]}, id="another length"),
        pytest.param(dump_prior_sentence(to_prior_sentence(PRIOR)) | {"scope": "1"}, id="an unknown part"),
        pytest.param(dump_prior_sentence(to_prior_sentence(PRIOR)) | {"mentions": [[0, 4]]}, id="half a mention"),
        pytest.param(dump_prior_sentence(to_prior_sentence(PRIOR)) | {"dates": 7}, id="a number for a list"),
    ],
)
def test_what_is_no_record_is_refused(record: dict[str, object]) -> None:
    """A record that was damaged is named as such, rather than half believed."""
    with pytest.raises(ValueError, match="what was told"):
        load_prior_sentence(record)


def test_a_briefing_leaves_out_what_was_quoted_and_marks_what_developed() -> None:
    """Of four sentences, the quoted one is gone in whatever words, and the development names what it develops."""
    now = build_passage(
        "Mayor Ana Ruiz opened the new bridge over the northern river with 300 guests.", "e", actors=(MAYOR,)
    )
    request = Request(Query(), prior_sentences=(to_prior_sentence(PRIOR),))
    points = summarize((PRIOR, IN_OTHER_WORDS, RATE, NETS, now), request).points
    assert {point.passage for point in points} == {RATE, NETS, now}
    assert {point.passage: point.develops for point in points}[now] == PRIOR.sentence.text
    assert all(point.develops == "" for point in points if point.passage is not now)


@pytest.mark.seeds
@pytest.mark.parametrize("after", [6, 12])
def test_further_points_of_the_seeds_repeat_nothing(after: int) -> None:
    """After six, or twelve, points a request for six more quotes nothing near them but developments."""
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, load_sources(list_seeds()[0].parent).sources, load_bundled_registry())
        everything = store.search(Query())
    told = [point.passage for point in summarize(everything, Request(Query(), limit=after)).points]
    more = summarize(everything, Request(Query(), prior_sentences=tuple(map(to_prior_sentence, told)))).points
    plain = [point.passage for point in more if not point.develops]
    rows = feature_matrix(everything)
    place = {passage.sentence: number for number, passage in enumerate(everything)}
    near = (rows[[place[p.sentence] for p in plain]] @ rows[[place[p.sentence] for p in told]].T).toarray()
    assert len(more) == 6
    assert near.max() < SAME_STORY_SIMILARITY


def test_the_id_of_a_briefing_depends_on_the_history() -> None:
    """Another thing quoted before gives another id, even where the same is left; the order of quoting does not."""
    told = (to_prior_sentence(PRIOR), to_prior_sentence(RATE))
    elsewhere = PriorSentence("z", 1, 0, 5, "Other")
    ids = [summarize((NETS,), Request(Query(), prior_sentences=one)).id for one in ((), told, told[::-1], (elsewhere,))]
    assert ids[1] == ids[2]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    "now",
    [
        pytest.param("In 1987 the dockers of Norhaven began to pay the port for ice.", id="background of long ago"),
        pytest.param("“The fishermen of Norhaven have to pay the port for ice,” he replied.", id="a reply in words"),
        pytest.param("The mayors of Oslo began to pay for ice.", id="another story that shares some words"),
    ],
)
def test_what_does_not_surely_go_on_with_a_story_is_no_development_of_it(now: str) -> None:
    """Background, answers in words, and other people's deeds are not marked, however many words they share."""
    told, later = annotate_pairs(
        [{"told": "The fishermen of Norhaven have to pay the port for ice.", "now": now}], "told", "now"
    )[0]
    assert classify_novelty((later, RATE, NETS), (to_prior_sentence(told),)).developments == ()


def test_details_are_actors_figures_and_days() -> None:
    """The details of a sentence are whom it names, its figures and its days, and not its other words."""
    passage = build_passage("Ana Ruiz opened 14 bridges.", "a", actors=(MAYOR,))
    assert collect_details(passage) == {MAYOR.id, "14"}
    assert collect_details(NETS) == frozenset()
