"""What a digest holds: chosen from values alone, the same for the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from briefings.digest import Digest, build_digest, proof_subset, to_prior_sentences
from briefings.models import Briefing, Point, Request
from briefings.summarizer import summarize
from briefings.verification import prove, verify
from corpus.models import Actor, ActorKind, Passage, Query, Quotation, QuotationKind
from tests.support.briefings.passages import BANK, MAYOR, build_passage

DAY = date(2024, 6, 21)
ACTORS = {actor.id: actor for actor in (BANK, MAYOR)}
NOTHING = Briefing("b", Request(Query()), ())


def build_quoted_passage(
    words: str, speaker: Actor | None = MAYOR, article: str = "a", confidence: float = 0.95
) -> Passage:
    """Make a passage in which *speaker* says *words*."""
    made = build_passage(f"“{words}” the mayor said on the bridge.", article)
    quotation = Quotation(
        1, 1 + len(words), words, QuotationKind.DIRECT, speaker.id if speaker else None, confidence=confidence
    )
    return replace(made, quotations=(quotation,))


def list_upcoming_events(*passages: Passage, new: Briefing = NOTHING) -> list[tuple[date, str]]:
    """List the days ahead of an edition of *passages*."""
    made = build_digest(new, (), passages, ACTORS, DAY)
    return [(one.day, one.point.passage.sentence.text.split()[-1]) for one in made.upcoming]


def test_what_lies_ahead_is_listed_by_day() -> None:
    """Days up to a week away, nearest first; neither today nor yesterday."""
    dated = {"2024-06-20": "past.", "2024-06-21": "today.", "2024-06-22": "tomorrow.", "2024-06-28": "week."}
    later = {"2024-06-29": "later.", "2024-06": "month.", "P3D": "span."}
    topics = ("Ministers vote on rents", "Engineers open the bridge", "Farmers meet buyers", "Doctors strike over pay")
    passages = [
        replace(build_passage(f"{day} {topic} {word}", article=word, day=day), sequence=1)
        for topic, (day, word) in zip((*topics, *topics), {**dated, **later}.items(), strict=False)
    ]
    assert list_upcoming_events(*passages) == [(date(2024, 6, 22), "tomorrow."), (date(2024, 6, 28), "week.")]


def test_of_the_week_ahead_only_news_is_listed_but_all_of_tomorrow() -> None:
    """What arrived before the last digest was listed then; tomorrow is listed again on its eve."""
    old = [
        replace(build_passage("2024-06-22 Ministers vote on rents tomorrow.", "a", day="2024-06-22"), sequence=3),
        replace(build_passage("2024-06-25 Engineers open the bridge later.", "b", day="2024-06-25"), sequence=3),
    ]
    new = replace(NOTHING, request=Request(Query(after=3)))
    assert list_upcoming_events(*old, new=new) == [(date(2024, 6, 22), "tomorrow.")]


def test_what_lies_ahead_is_listed_once() -> None:
    """Neither what the points say already, nor the same from two outlets."""
    one = build_passage("2024-06-22 Ministers vote on rents in Riga.", "a", day="2024-06-22")
    same = build_passage("2024-06-22 Ministers vote on rents in Riga.", "b", day="2024-06-22")
    made = build_digest(NOTHING, (), (one, same), ACTORS, DAY)
    assert [len(prospect.point.also) for prospect in made.upcoming] == [1]
    assert list_upcoming_events(one, same, new=replace(NOTHING, points=(Point(same),))) == []


def test_the_busiest_actors_are_counted_by_sentence() -> None:
    """Copies of one text count once, and who is named once is not busy."""
    passages = (
        build_passage("Central Bank raised rates.", "a", actors=(BANK,)),
        build_passage("Central Bank raised rates.", "a", start=50, actors=(BANK,)),
        build_passage("Central Bank saw inflation fall.", "b", actors=(BANK,)),
        build_passage("Ana Ruiz opened a bridge.", "c", actors=(MAYOR,)),
    )
    assert build_digest(NOTHING, passages, (), ACTORS, DAY).actors == ((BANK, 2),)


UNNAMED = Actor("unnamed", "an official", ActorKind.ANONYMOUS)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(build_quoted_passage("This is what nobody knows.", None), id="nobody is shown to speak"),
        pytest.param(build_quoted_passage("This is what one official says.", UNNAMED), id="the speaker has no name"),
        pytest.param(
            build_quoted_passage("This is what she may have said.", confidence=0.5), id="the speaker is unsure"
        ),
        pytest.param(build_quoted_passage("Too short."), id="too short"),
        pytest.param(
            replace(
                build_quoted_passage("These are reported words here."),
                quotations=(
                    Quotation(1, 9, "These are reported words", QuotationKind.REPORTED, MAYOR.id, confidence=1),
                ),
            ),
            id="no direct quotation",
        ),
    ],
)
def test_the_quotation_of_the_day_has_a_sure_speaker(other: Passage) -> None:
    """One who is named; where there is none, no quotation is shown."""
    cast = {**ACTORS, UNNAMED.id: UNNAMED}
    assert build_digest(NOTHING, (other,), (), cast, DAY).quote is None
    saying = build_digest(NOTHING, (other, build_quoted_passage("We will rebuild it.")), (), cast, DAY).quote
    assert saying
    assert (saying.quotation.text, saying.speaker) == ("We will rebuild it.", MAYOR)


def test_the_quotation_that_most_origins_have_is_chosen() -> None:
    """Not one that stands in a point already."""
    often = [
        build_quoted_passage("We will rebuild it."),
        replace(build_quoted_passage("We will rebuild it,", article="b")),
    ]
    longer = build_quoted_passage("We shall not rest until the bridge is open again.", article="c")
    saying = build_digest(NOTHING, (longer, *often), (), ACTORS, DAY).quote
    assert saying
    assert saying.quotation.text.startswith("We will rebuild it")
    told_already = replace(NOTHING, points=tuple(Point(one) for one in often))
    saying = build_digest(told_already, (longer, *often), (), ACTORS, DAY).quote
    assert saying
    assert saying.passage == longer


def build_corpus() -> list[Passage]:
    """Make a small corpus."""
    return [
        build_passage("Central Bank raised rates on Thursday by half a point.", "a", actors=(BANK,), day="2024-06-20"),
        build_passage("2024-06-22 Ministers vote on rents in the capital city.", "b", day="2024-06-22"),
        build_passage("Ana Ruiz opened the bridge over the river again.", "c", actors=(MAYOR,)),
        replace(build_quoted_passage("We will rebuild it.", article="d"), position=3),
    ]


def build_test_digest(passages: list[Passage]) -> Digest:
    """Compose an edition of *passages*."""
    return build_digest(summarize(passages, Request(Query(), limit=2), 4), passages, passages, ACTORS, DAY)


def test_the_same_passages_give_the_same_edition() -> None:
    """In whatever order they come."""
    passages = build_corpus()
    first = build_test_digest(passages)
    for seed in range(5):
        random.Random(seed).shuffle(passages)
        assert build_test_digest(passages) == first
    assert first.days == 2


def test_what_was_shown_is_proved_and_remembered() -> None:
    """The proof of a part of the sentences fits their texts, and names them in order."""
    whole = build_test_digest(build_corpus())
    texts = {
        (p.passage.citation.key, 1): " " * p.passage.sentence.start + p.passage.sentence.text for p in whole.all_points
    }
    proof = prove(replace(whole.briefing, points=whole.all_points), texts)
    assert len(proof.sentences) == len(whole.all_points) > 2
    part = proof_subset(proof, {1, 3})
    assert [exhibit.number for exhibit in part.sentences] == [1, 2]
    assert verify(part, {}).id_matches
    assert part.id != proof_subset(proof, range(1, 10)).id
    assert [one.text for one in to_prior_sentences(whole.all_points)] == [exhibit.text for exhibit in proof.sentences]
