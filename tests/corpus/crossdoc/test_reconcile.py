"""What the whole corpus shows: days of undated articles, origins, surnames; the store is a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.crossdoc import extract_features, reconcile_articles
from corpus.crossdoc.date_inference import DatedEvidence, infer_date, infer_week_after
from corpus.crossdoc.features import DatedEvent, compare_events, extract_events
from corpus.entities import Registry
from corpus.entities.registry import to_actor_id
from corpus.extraction.date_clues import DateClues
from corpus.models import Actor, ActorKind, Claim, Confidence, Mention, MentionKind, Query, Source
from corpus.pipeline import add_sources, annotate_sources
from corpus.pipeline.ingest import annotate_source
from corpus.sources import files
from corpus.store import ArticleRecord, Store, open_store
from tests.support.corpus.documents import build_document
from tests.support.paths import SAMPLE, list_seeds

THURSDAY = date(2024, 6, 20)

#: Names of which some are short for others.
NAMES = (
    "Holm", "Ada Holm", "Ada M. Holm", "Ada P. Holm", "Eva Holm", "Ida Vanek", "Ida", "Vanek",
    "HLO", "Harbour Levy Office", "Highland Land Office", "Harbour Levy", "Harbour Levy Office Board",
)  # fmt: skip


def build_event(words: str, weekday: int = 4, day: date | None = None, trust: float = 1.0) -> DatedEvent:
    """Make an event known by *words*."""
    return DatedEvent(weekday, day, dict.fromkeys(words.split(), 1.0), trust)


def build_source(text: str, name: str = "harbour", scope: str = "") -> Source:
    """Make a source as a file would give it."""
    return files.build_source(text.encode(), name, f"/news/{scope}{name}.txt", scope)


def get_published(store: Store, key: str, scope: str = "") -> Claim:
    """Return what is known of an article's publication date."""
    return store.get_document(key, scope).article.provenance.published


class TestInferredDays:
    """When an undated article was published."""

    def test_a_shared_event_dates_the_report_of_it(self) -> None:
        """Who reports on "Thursday" what another dates to 20 June is from 20 June."""
        witness = DatedEvidence("wire", THURSDAY, (build_event("harbour mayor bridge", day=THURSDAY),))
        claim = infer_date(
            Claim(), DateClues(weekday=4, named=(4,)), [build_event("harbour mayor bridge")], [(witness, 0.5)]
        )
        assert claim is not None
        assert (claim.value, claim.confidence) == ("2024-06-20", Confidence.INFERRED)
        assert claim.evidence == ("wire reports the same events and dates its “Thursday” to Thursday 20 June 2024",)

    def test_without_a_weekday_of_its_own_a_report_is_from_the_week_after(self) -> None:
        """An event dates its report to the day itself or the six behind it, no closer."""
        witness = DatedEvidence("wire", THURSDAY, (build_event("harbour mayor bridge", day=THURSDAY),))
        claim = infer_date(Claim(), DateClues(), [build_event("harbour mayor bridge")], [(witness, 0.5)])
        assert claim is not None
        assert claim.value == "2024-06-20/2024-06-26"

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(build_event("harbour mayor bridge", 3, date(2024, 6, 19)), id="another weekday"),
            pytest.param(build_event("budget vote treasury", 4, THURSDAY), id="another event"),
            pytest.param(build_event("harbour mayor bridge", 4, None), id="no day of its own"),
        ],
    )
    def test_nothing_is_inferred_from_what_does_not_fit(self, other: DatedEvent) -> None:
        """A weekday is dated by the same event on the same weekday alone."""
        witness = DatedEvidence("wire", THURSDAY, (other,))
        assert (
            infer_date(Claim(), DateClues(weekday=4), [build_event("harbour mayor bridge")], [(witness, 0.5)]) is None
        )

    def test_two_weeks_with_equal_evidence_leave_the_date_open(self) -> None:
        """A story that goes on for weeks dates nothing."""
        days = (THURSDAY, date(2024, 6, 27), date(2024, 7, 4))
        witnesses = [
            (DatedEvidence(f"wire-{day}", day, (build_event("harbour mayor bridge", day=day),)), 0.5) for day in days
        ]
        assert infer_date(Claim(), DateClues(weekday=4), [build_event("harbour mayor bridge")], witnesses) is None

    def test_a_thin_case_is_doubtful(self) -> None:
        """What one report says without a date of its own makes a doubtful day."""
        witness = DatedEvidence("wire", THURSDAY, (build_event("harbour mayor bridge", day=THURSDAY, trust=0.5),))
        claim = infer_date(Claim(), DateClues(weekday=4), [build_event("harbour mayor bridge")], [(witness, 0.5)])
        assert claim is not None
        assert claim.confidence is Confidence.DOUBTFUL

    def test_what_was_misleading_stays_so(self) -> None:
        """The page's wrong date is kept, and shown as not believed."""
        own = Claim(None, Confidence.UNKNOWN, ("a copying site",), ("2025-04-11",))
        witness = DatedEvidence("wire", THURSDAY, (build_event("harbour mayor bridge", day=THURSDAY),))
        claim = infer_date(own, DateClues(weekday=4), [build_event("harbour mayor bridge")], [(witness, 0.5)])
        assert claim is not None
        assert (claim.misleading, claim.evidence[-1]) == (("2025-04-11",), "a copying site")

    def test_last_week_and_a_dated_picture_leave_a_week(self) -> None:
        """A look back at "last week" is from the week after its pictures, not later than its weekdays allow."""
        assert infer_week_after(DateClues(not_before=THURSDAY)) == (date(2024, 6, 24), date(2024, 6, 30))
        assert infer_week_after(DateClues(not_before=THURSDAY, named=(5,))) == (date(2024, 6, 24), date(2024, 6, 27))
        assert infer_week_after(DateClues()) is None

    def test_states_alone_make_no_likeness(self) -> None:
        """Two sentences that share only the names of states are about different things."""
        one = DatedEvent(4, None, {"north-korea": 0.5, "russia": 0.5, "south-korea": 0.5, "tunnel": 1.0})
        other = DatedEvent(4, THURSDAY, {"north-korea": 0.5, "russia": 0.5, "south-korea": 0.5, "football": 1.0})
        assert compare_events(one, other) == 0
        assert compare_events(build_event("harbour mayor"), build_event("harbour mayor")) == pytest.approx(1)

    def test_an_event_without_a_date_is_of_the_reports_day_or_the_day_before(self) -> None:
        """News is of today or yesterday, and less surely so than where a day is named."""
        document = build_document("a", "T", "The old harbour bridge collapsed.")
        found = extract_events(document, THURSDAY)
        assert [(one.day, one.trust < 1) for one in found] == [(THURSDAY, True), (date(2024, 6, 19), True)]
        assert extract_events(document) == ()


OPEN_DAY = """Norhaven bridge shut

NORHAVEN, June 21 (UPI) — The harbour bridge was shut on Friday after a ferry struck it, the port authority said.
"""
NEAR = """title: Ferry strikes harbour bridge
outlet: Norhaven Post
published: {day}

A ferry struck the harbour bridge, and the port authority shut it for repairs.
"""


class TestOpenDays:
    """Days that an article names as its own without a year."""

    @pytest.mark.parametrize(
        ("day", "published"),
        [
            pytest.param("2024-06-20", "2024-06-21", id="the day before"),
            pytest.param("2019-06-24", "2019-06-21", id="another year with that Friday"),
            pytest.param("2023-06-21", None, id="a year in which it was no Friday"),
            pytest.param("2024-07-20", None, id="a month later"),
        ],
    )
    def test_a_similar_article_gives_the_year(self, registry: Registry, day: str, published: str | None) -> None:
        """The year of a dateline is that of a similar article of the same days, whichever is added first."""
        texts = (("open", OPEN_DAY), ("near", NEAR.format(day=day)))
        for pairs in (texts, texts[::-1]):
            with open_store("sqlite:///:memory:") as store:
                for name, text in pairs:
                    add_sources(store, [build_source(text, name)], registry)
                assert get_published(store, "open").value == published

    def test_other_news_of_those_days_give_no_year(self, registry: Registry) -> None:
        """An article on another subject is no evidence for the year."""
        text = "title: Herring is back\noutlet: Norhaven Post\npublished: 2024-06-20\n\nShoals swam past the lock."
        with open_store("sqlite:///:memory:") as store:
            add_sources(store, [build_source(OPEN_DAY, "open"), build_source(text, "other")], registry)
            assert get_published(store, "open").value is None


UNDATED = """Norhaven bridge closed after collision

The ferry Aurora struck the Norhaven harbour bridge on Thursday, the port authority said.

Mayor Ada Bergstrom said on Thursday that the Norhaven bridge would stay shut for repairs.
"""
DATED = """title: Ferry Aurora hits bridge at Norhaven
outlet: Norhaven Post
published: 2024-06-20

The ferry Aurora struck the harbour bridge in Norhaven early on Thursday, and the port authority closed it.

Mayor Ada Bergstrom of Norhaven said on Thursday that repairs to the bridge would begin at once.
"""


class TestInTheStore:
    """Claims about articles of a store that explain each other."""

    def test_an_undated_article_gets_its_day_whichever_comes_first(self, registry: Registry) -> None:
        """The witness may come before or after, and the weekdays of the text follow the day found."""
        for texts in ((UNDATED, DATED), (DATED, UNDATED)):
            with open_store("sqlite:///:memory:") as store:
                for text in texts:
                    add_sources(store, [build_source(text, "undated" if text is UNDATED else "dated")], registry)
                assert get_published(store, "undated").value == "2024-06-20"
                values = {one.value for one in store.get_document("undated").dates}
                assert values == {"2024-06-20"}

    def test_a_witness_that_goes_takes_the_day_with_it(self, registry: Registry) -> None:
        """After the deletion of the only witness the day is unknown again."""
        with open_store("sqlite:///:memory:") as store:
            add_sources(store, [build_source(UNDATED, "undated"), build_source(DATED, "dated")], registry)
            store.delete_article("dated")
            reconcile_articles(store)
            assert get_published(store, "undated").value is None
            assert store.check_integrity() == ()

    def test_a_servers_article_is_no_evidence_elsewhere(self, registry: Registry) -> None:
        """Everybody's article is not dated by a server's own; a server's is by everybody's."""
        with open_store("sqlite:///:memory:") as store:
            add_sources(store, [build_source(UNDATED, "undated"), build_source(DATED, "dated", "1")], registry)
            assert get_published(store, "undated").value is None
        with open_store("sqlite:///:memory:") as store:
            outcome = add_sources(
                store, [build_source(UNDATED, "undated", "1"), build_source(DATED, "dated")], registry
            )[0]
            assert get_published(store, outcome.key, "1").value == "2024-06-20"

    def test_copies_are_one_origin_and_part_when_the_link_goes(self, registry: Registry) -> None:
        """A chain of copies has the key of its first; without the middle it falls apart."""
        words = [f"Sentence {n} tells of {n * 37} barrels and of {n * 91} sailors near pier {n}." for n in range(40)]
        parts = {"c": words[:20], "b": words[10:30], "a": words[20:]}
        with open_store("sqlite:///:memory:") as store:
            for name, part in parts.items():
                add_sources(store, [build_source("A headline\n\n" + "\n\n".join(part), name)], registry)
            assert get_origins(store) == {"a": "a", "b": "a", "c": "a"}
            store.delete_article("b")
            reconcile_articles(store)
            assert get_origins(store) == {"a": "a", "c": "c"}

    def test_a_servers_copy_joins_everybodys_group_and_never_names_it(self, registry: Registry) -> None:
        """What a server adds changes no count of everybody's."""
        text = "A headline\n\n" + "\n\n".join(f"Sentence {n} tells of {n * 37} barrels." for n in range(30))
        with open_store("sqlite:///:memory:") as store:
            add_sources(store, [build_source(text, "a", "1")], registry)
            add_sources(store, [build_source(text, "b")], registry)
            own = next(one for one in store.list_articles("1") if one.scope == "1")
            assert own.citation.origin == "b"
            assert get_origins(store) == {"b": "b"}
            assert store.compute_stats(Query(scope="1")).origins == 1

    def test_a_surname_is_linked_while_one_person_alone_bears_it(self) -> None:
        """The corpus says who "Bergstrom" is, until a second Bergstrom comes."""
        with open_store("sqlite:///:memory:") as store:
            put_article(store, "lone", Actor("bergstrom", "Bergstrom", ActorKind.PERSON))
            put_article(store, "ada", Actor("ada-bergstrom", "Ada Bergstrom", ActorKind.PERSON))
            assert [one.actor for one in store.get_document("lone").mentions] == ["ada-bergstrom"]
            assert [actor.id for actor in store.list_actors()] == ["ada-bergstrom"]
            assert store.list_actors()[0].name == "Ada Bergstrom"
            put_article(store, "eva", Actor("eva-bergstrom", "Eva Bergstrom", ActorKind.PERSON))
            assert [one.actor for one in store.get_document("lone").mentions] == ["bergstrom"]
            store.delete_article("ada")
            reconcile_articles(store)
            assert [one.actor for one in store.get_document("lone").mentions] == ["eva-bergstrom"]


def put_article(store: Store, key: str, actor: Actor) -> None:
    """Store an article that names one actor, and settle it."""
    document = build_document(key, "T", f"{actor.name} spoke.")
    mention = Mention(3, 3 + len(actor.name), actor.name, actor.id, MentionKind.NAME)
    document = replace(document, mentions=(mention,), actors=(actor,))
    store.add_article(ArticleRecord(document, key, extract_features(document)))
    reconcile_articles(store)


def get_origins(store: Store) -> dict[str, str]:
    """Return the origin of each of everybody's articles."""
    return {one.citation.key: one.citation.origin for one in store.list_articles()}


def dump(store: Store) -> list[object]:
    """Return all that a store holds but the times of arrival."""
    listed = [replace(one, sequence=0) for one in store.list_articles()]
    found = [replace(passage, sequence=0) for passage in store.search(Query(terms=("treaty", "weapons")))]
    return [listed, list(store.stream_documents()), store.list_actors(), found]


def get_texts(paths: Sequence[object]) -> list[Source]:
    """Load sources from paths."""
    return [one for path in paths for one in files.load_sources(path).sources]


def test_the_order_of_adding_changes_nothing(registry: Registry) -> None:
    """The seeds and the sample in nine orders, one by one and in batches, give the same store."""
    sources = get_texts([*list_seeds(), SAMPLE])
    read = {one.name: annotate_source(one, registry) for one in sources}
    arrivals = [ArticleRecord(read[one.name], one.name, extract_features(read[one.name])) for one in sources]
    dumps = []
    for number in range(9):
        Random(number).shuffle(arrivals)
        size = (1, 5, len(arrivals))[number % 3]
        with open_store("sqlite:///:memory:") as store:
            for first in range(0, len(arrivals), size):
                for arrival in arrivals[first : first + size]:
                    store.add_article(arrival)
                reconcile_articles(store)
            dumps.append(dump(store))
    assert all(one == dumps[0] for one in dumps)


@given(
    people=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), min_size=2, max_size=9),
    data=st.data(),
)
def test_the_order_of_names_changes_nothing(people: list[list[str]], data: st.DataObject) -> None:
    """Whatever names come and go, in any order and any batches, the links are those of the articles that stay."""
    names = {f"article-{number}": found for number, found in enumerate(people)}
    gone = data.draw(st.sets(st.sampled_from(sorted(names)), max_size=len(names) - 1))
    with open_store("sqlite:///:memory:") as store, open_store("sqlite:///:memory:") as other:
        for key in data.draw(st.permutations(sorted(names))):
            store.add_article(build_naming(key, names[key]))
            if data.draw(st.booleans()):
                reconcile_articles(store)
        for key in data.draw(st.permutations(sorted(gone))):
            store.delete_article(key)
            if data.draw(st.booleans()):
                reconcile_articles(store)
        reconcile_articles(store)
        for key in sorted(names.keys() - gone):
            other.add_article(build_naming(key, names[key]))
        reconcile_articles(other)
        assert dump(store) == dump(other)


def build_naming(key: str, names: Sequence[str]) -> ArticleRecord:
    """Make an article that names people and offices."""
    text = ", ".join(names)
    document = build_document(key, "T", f"{text} met.")
    actors, mentions = [], []
    for name in names:
        kind = ActorKind.ORGANISATION if name.isupper() or "Office" in name else ActorKind.PERSON
        actors.append(Actor(to_actor_id(name), name, kind))
        start = 3 + text.index(name)
        mentions.append(Mention(start, start + len(name), name, actors[-1].id, MentionKind.NAME))
    document = replace(document, mentions=tuple(mentions), actors=tuple(actors))
    return ArticleRecord(document, key, extract_features(document))


def test_undated_seeds_are_dated_by_the_others(registry: Registry) -> None:
    """Two undated reports are of the day that a third one states, and not of a copying site's."""
    documents = {one.article.key[:3]: one for one in annotate_sources(get_texts(list_seeds()), registry)}
    published = {key: document.article.provenance.published for key, document in documents.items()}
    assert [published[key].value for key in ("000", "001", "002")] == ["2024-06-20"] * 3
    assert published["000"].confidence is published["002"].confidence is Confidence.INFERRED
    assert published["002"].misleading == ("2025-04-11",)
    assert any(documents["001"].article.key in line for line in published["002"].evidence)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the full name first", "the short name first"])
@pytest.mark.parametrize(
    ("full", "short", "identity"),
    [
        pytest.param(
            "The Harbour Levy Office said it would act.",
            "The HLO said it would act.",
            "harbour-levy-office",
            id="an acronym",
        ),
        pytest.param(
            "Velmora Dredging Ltd said it would act.",
            "Velmora Ltd said it would act.",
            "velmora-dredging",
            id="a company's first word",
        ),
        pytest.param(
            "Anna M. Hollis said she would act.", "Anna Hollis said she would act.", "anna-m-hollis", id="an initial"
        ),
    ],
)
def test_a_name_is_linked_to_its_longer_form(
    registry: Registry, order: tuple[int, int], full: str, short: str, identity: str
) -> None:
    """A short name is the only longer one of the corpus, whichever article comes first."""
    texts = [f"Talks on the pier\n\n{words}\n\nNobody else spoke." for words in (full, short)]
    with open_store("sqlite:///:memory:") as store:
        for number in order:
            add_sources(store, [build_source(texts[number], f"article-{number}")], registry)
        for number in order:
            assert identity in {mention.actor for mention in store.get_document(f"article-{number}").mentions}


def test_namesakes_stay_two(registry: Registry) -> None:
    """An acronym of two organizations, and a name of two people, is linked to neither."""
    texts = [
        "Pier\n\nThe Harbour Levy Office said it would act.",
        "Quay\n\nThe Highland Land Office said it would act.",
        "Dock\n\nThe HLO said it would act.",
    ]
    with open_store("sqlite:///:memory:") as store:
        for number, text in enumerate(texts):
            add_sources(store, [build_source(text, f"article-{number}")], registry)
        assert {mention.actor for mention in store.get_document("article-2").mentions} == {"hlo"}
