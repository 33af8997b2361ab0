"""Claims about what a proof holds, and about the words of a verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from briefings.models import Briefing, Point, PriorSentence, Request
from briefings.verification import (
    CitationCheck,
    CitationStatus,
    CitedSentence,
    Proof,
    ProofVerdict,
    briefing_id,
    compute_proof_id,
    prove,
    prove_from_digests,
    verify,
)
from corpus.models import Citation, Claim, Confidence, DateRange, Query, TimeExpression, TimeKind, Topic, Zone
from tests.support.briefings.passages import build_passage
from tests.support.briefings.proofs import TEXTS, build_article, build_briefing, build_proof, build_stored_articles

PRIOR = (
    PriorSentence("a", 1, 0, 22, "Prices rose on Monday."),
    PriorSentence("b", 1, 0, 31, "=SUM(A1) was typed by the bank."),
)


def test_an_id_stays_what_it_was() -> None:
    """Ten letters and digits, which a later version makes again of what was posted by an earlier one."""
    proof = build_proof()
    assert compute_proof_id(proof.sequence, proof.request, proof.sentences, version=1) == "ceeakzjd4o"
    assert build_briefing().id == proof.id == "nalsmfxj6n"


ASKED = {
    "text": "",
    "limit": 6,
    "terms": [],
    "actors": [],
    "days": [],
    "published": [None, None],
    "zones": ["body"],
    "after": 0,
    "articles": [],
}
JUNE = DateRange(date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        pytest.param(Request(Query()), {}, id="everything"),
        pytest.param(
            Request(Query(), "Preisen in Köln?", limit=3), {"text": "Preisen in Köln?", "limit": 3}, id="words"
        ),
        pytest.param(
            Request(Query(("rate", "bank"), ("b", "a"))), {"terms": ["rate", "bank"], "actors": ["b", "a"]}, id="terms"
        ),
        pytest.param(
            Request(Query(days=(JUNE, DateRange(last=date(2024, 6, 1))))),
            {"days": [["2024-06-01", "2024-06-30"], [None, "2024-06-01"]]},
            id="days",
        ),
        pytest.param(
            Request(
                Query(published=DateRange(date(2024, 6, 1)), zones=frozenset({Zone.STANDFIRST, Zone.BODY}), after=8)
            ),
            {"published": ["2024-06-01", None], "zones": ["body", "standfirst"], "after": 8},
            id="published, zones and what is new",
        ),
        pytest.param(
            Request(Query(articles=("b", "a"), scope="7")), {"articles": ["b", "a"]}, id="articles, in no scope"
        ),
        pytest.param(
            Request(Query(articles=("b",)), topic=Topic("Rates", ("rate",), ("bank",), ("Post",), ("en",), "7")),
            {
                "topic": {
                    "name": "Rates",
                    "terms": ["rate"],
                    "actors": ["bank"],
                    "sources": ["Post"],
                    "languages": ["en"],
                }
            },
            id="a topic, which tells its articles, in no scope",
        ),
        pytest.param(Request(Query(), prior_sentences=PRIOR), {"told": "jyzrpw4uf3"}, id="what was told before"),
        pytest.param(
            Request(Query(), prior_sentences=PRIOR[::-1]), {"told": "jyzrpw4uf3"}, id="the same in another order"
        ),
    ],
)
def test_a_request_is_spelled_in_one_way(request_: Request, told: dict[str, object]) -> None:
    """As JSON with sorted keys, letters as they are; whose articles were asked is not in it."""
    assert build_proof(build_briefing(request_)).request == json.dumps(ASKED | told, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize(
    ("address", "published"),
    [
        pytest.param("https://example.org/a/b.html", "https://example.org/a/b.html", id="a URL"),
        pytest.param("/srv/news/a.txt", "a.txt", id="a path"),
        pytest.param("C:\\news\\a.txt", "a.txt", id="a path with backslashes"),
        pytest.param("a.txt", "a.txt", id="a name"),
        pytest.param("C:a.txt", "C:a.txt", id="a name with a colon"),
        pytest.param("-", "-", id="pasted"),
        pytest.param("/", "/", id="no name at all"),
    ],
)
def test_a_files_folders_are_not_published(address: str, published: str) -> None:
    """Of a file only the name is shown; any other address is shown as it is."""
    point = build_briefing().points[0]
    cited = replace(point.passage, citation=replace(point.passage.citation, address=address))
    (exhibit,) = prove_from_digests(_build_briefing(replace(point, passage=cited)), {("a", 1): "00"}).sentences
    assert exhibit.address == published


def _build_briefing(*points: Point) -> Briefing:
    asked = Request(Query())
    return Briefing(briefing_id(7, asked, points), asked, points, 7)


@pytest.mark.parametrize(
    ("values", "event"),
    [
        pytest.param(["2024-06-20"], "2024-06-20", id="a day"),
        pytest.param(["2024-05"], "2024-05", id="a month of 31 days"),
        pytest.param(["2024-06-01/2024-07-02"], None, id="a day more than that"),
        pytest.param(
            ["2024", "PAST_REF", "2024-06-20", "2024-06-21"], "2024-06-20", id="the first that is short enough"
        ),
        pytest.param(["PRESENT_REF", "P3M"], None, id="no days at all"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_the_event_of_a_sentence_is_on_its_first_days(values: list[str], event: str | None) -> None:
    """By a date of a month at most; longer times are no event."""
    dates = tuple(TimeExpression(at, at + 1, "P", value, TimeKind.DATE) for at, value in enumerate(values))
    (exhibit,) = prove_from_digests(
        _build_briefing(Point(replace(build_passage("Prices rose."), dates=dates))), {("a", 1): "00"}
    ).sentences
    assert exhibit.event == event


def test_an_exhibit_holds_all_that_is_needed_to_check_it() -> None:
    """Where it stands, its words, its citation with None for what is not known, who says the same, and the hash."""
    here = build_passage("Prices rose.", start=5, day="2024-06-20")
    here = replace(here, citation=replace(here.citation, title="", outlet="", published="", origin="x"))
    also = (
        Citation("b", 2, "T", "", None, Confidence.UNKNOWN, "-"),
        Citation("c", 1, None, "Post", None, Confidence.UNKNOWN, "-"),
    )
    assert prove_from_digests(_build_briefing(Point(here, 0.5, also)), {("a", 1): "00ff"}).sentences == (
        CitedSentence(
            number=1,
            key="a",
            revision=1,
            start=5,
            end=17,
            text="Prices rose.",
            title=None,
            outlet=None,
            published=None,
            confidence="stated",
            address="a.txt",
            event="2024-06-20",
            also=(("b", 2, None), ("c", 1, "Post")),
            sha256="00ff",
        ),
    )


def test_without_a_hash_there_is_no_proof() -> None:
    """The error names the article and its revision."""
    with pytest.raises(KeyError) as caught:
        prove_from_digests(build_briefing(), {("a", 1): "00"})
    assert caught.value.args == (("b", 1),)


def test_the_hash_is_of_the_text_in_utf_8() -> None:
    """Anybody can make it again with ``sha256sum``."""
    point = Point(build_passage("Köln."))
    (exhibit,) = prove(_build_briefing(point), {("a", 1): "Köln."}).sentences
    assert exhibit.sha256 == "b97918db3f815968240004d3b132b9c3774d46b53b53e769bbff652d4cfe48d1"


OTHER = replace(build_article("a", TEXTS["a"]), address="other.txt")
NAMELESS = replace(
    build_article("a", TEXTS["a"]), provenance=replace(build_article("a", TEXTS["a"]).provenance, outlet=Claim(None))
)


@pytest.mark.parametrize(
    ("changes", "articles", "state", "reasons"),
    [
        pytest.param({}, build_stored_articles(), CitationStatus.HOLDS, (), id="nothing is wrong"),
        pytest.param(
            {"number": 2},
            build_stored_articles(),
            CitationStatus.ALTERED,
            ("It is numbered 2 and stands in place 1.",),
            id="another number",
        ),
        pytest.param(
            {"text": "Prices fell."},
            build_stored_articles(),
            CitationStatus.ALTERED,
            ("The article doesn't contain these words.",),
            id="other words",
        ),
        pytest.param(
            {"start": 1, "end": 23},
            build_stored_articles(),
            CitationStatus.ALTERED,
            ("These words do not stand at [1, 23) but at [0, 22).",),
            id="another place",
        ),
        pytest.param(
            {"start": -99, "end": 22},
            build_stored_articles(),
            CitationStatus.ALTERED,
            ("These words do not stand at [-99, 22) but at [0, 22).",),
            id="a place before the text, which a slice would forgive",
        ),
        pytest.param(
            {"start": 77, "end": 199, "text": TEXTS["a"][77:]},
            build_stored_articles(),
            CitationStatus.ALTERED,
            ("These words do not stand at [77, 199) but at [77, 99).",),
            id="a place behind the text, which a slice would forgive",
        ),
        pytest.param(
            {"start": 5, "end": 5, "text": ""},
            build_stored_articles(),
            CitationStatus.ALTERED,
            ("These words do not stand at [5, 5) but at [0, 0).",),
            id="no words",
        ),
        pytest.param(
            {"title": None, "outlet": "Other", "published": "2024"},
            build_stored_articles(),
            CitationStatus.ALTERED,
            (
                "The title is given as none; the stored article has “Title a”.",
                "The outlet is given as “Other”; the stored article has “Outlet a”.",
                "The publication date is given as “2024”; the stored article has “2024-06-20”.",
            ),
            id="another citation",
        ),
        pytest.param(
            {},
            build_stored_articles(a=(NAMELESS,)),
            CitationStatus.ALTERED,
            ("The outlet is given as “Outlet a”; the stored article has none.",),
            id="an outlet that the store does not know",
        ),
        pytest.param(
            {"confidence": "inferred"},
            build_stored_articles(),
            CitationStatus.ALTERED,
            ("The publication date is given as inferred; in the stored article it is stated.",),
            id="another confidence",
        ),
        pytest.param(
            {},
            build_stored_articles(a=(OTHER,)),
            CitationStatus.ALTERED,
            ("The address is given as a.txt; the stored article has other.txt.",),
            id="another address",
        ),
        pytest.param(
            {},
            build_stored_articles(a=(replace(OTHER, address="/srv/a.txt"),)),
            CitationStatus.HOLDS,
            (),
            id="the same file's name",
        ),
        pytest.param(
            {"address": "/srv/a.txt"},
            build_stored_articles(a=(replace(OTHER, address="/srv/a.txt"),)),
            CitationStatus.HOLDS,
            (),
            id="its path",
        ),
        pytest.param(
            {"also": (("b", 2, None), ("c", 1, None), ("b", 1, None))},
            build_stored_articles(),
            CitationStatus.CHANGED,
            (
                "It should also be in “b”, but revision 2 of that is no longer stored.",
                "It should also be in “c”, but revision 1 of that is no longer stored.",
            ),
            id="others that did not tell it",
        ),
        pytest.param(
            {"key": "c"},
            build_stored_articles(),
            CitationStatus.DELETED,
            ("The article “c” is no longer stored.",),
            id="an article never seen",
        ),
        pytest.param(
            {"revision": 3},
            build_stored_articles(),
            CitationStatus.DELETED,
            ("Revision 3 of “a” is no longer stored.",),
            id="a revision never seen",
        ),
        pytest.param(
            {"sha256": "00"},
            build_stored_articles(),
            CitationStatus.CHANGED,
            (
                "The stored text differs from the one that was quoted.",
                "The sentence is still in it word for word.",
            ),
            id="another text",
        ),
        pytest.param(
            {},
            build_stored_articles(a=(build_article("a", TEXTS["a"]), build_article("a", "Prices fell.", 2))),
            CitationStatus.REVISED,
            (
                "The article has changed since; the latest is revision 2.",
                "The sentence is no longer in it word for word.",
            ),
            id="a later revision",
        ),
    ],
)
def test_a_verdict_says_what_is_wrong(
    changes: dict[str, object], articles: dict[str, tuple[object, ...]], state: CitationStatus, reasons: tuple[str, ...]
) -> None:
    """In whole sentences, one for each thing, in the order in which they are checked."""
    exhibit = replace(build_proof().sentences[0], **changes)  # type: ignore[arg-type]
    proof = Proof("", 7, "", (exhibit,))
    assert verify(proof, articles) == ProofVerdict(proof, False, (CitationCheck(exhibit, state, reasons),))  # type: ignore[arg-type]


def test_corroboration_is_not_checked_against_an_older_revision() -> None:
    """A title worked out since, and how surely the date was known, are compared with the newest revision alone."""
    guessed = replace(build_article("a", TEXTS["a"]).provenance, title=Claim("Other", Confidence.INFERRED))
    dated = replace(guessed, published=Claim("2024-06-20", Confidence.INFERRED))
    old = replace(build_article("a", TEXTS["a"]), provenance=dated)
    (check, *_) = verify(build_proof(), build_stored_articles(a=(old, build_article("a", TEXTS["a"], 2)))).checks
    assert check.state is CitationStatus.REVISED
    (check, *_) = verify(build_proof(), build_stored_articles(a=(old,))).checks
    assert check.reasons == (
        "The title is given as “Title a”; the stored article has “Other”.",
        "The publication date is given as stated; in the stored article it is inferred.",
    )


@pytest.mark.parametrize(
    ("fits", "states", "holds"),
    [
        pytest.param(True, [CitationStatus.HOLDS, CitationStatus.HOLDS], True, id="all hold"),
        pytest.param(False, [CitationStatus.HOLDS], False, id="the id does not fit"),
        pytest.param(True, [CitationStatus.HOLDS, CitationStatus.REVISED], False, id="one was revised"),
        pytest.param(True, [], True, id="nothing was told"),
    ],
)
def test_a_verdict_holds_where_the_id_fits_and_every_sentence_holds(
    fits: bool, states: list[CitationStatus], holds: bool
) -> None:
    """One sentence that does not is enough."""
    checks = tuple(
        CitationCheck(exhibit, state) for exhibit, state in zip(build_proof().sentences, states, strict=False)
    )
    assert ProofVerdict(build_proof(), fits, checks).is_valid is holds


def test_states_are_spelled_as_exports_and_commands_print_them() -> None:
    """Who reads the JSON of a verdict relies on these words."""
    assert [state.value for state in CitationStatus] == ["holds", "revised", "changed", "deleted", "altered"]
