"""Questions as they are typed: text → Request, and what the store finds for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from briefings.queries import expand_event_terms, find_event_day, parse_question
from corpus.dates import find_event_references, parse_query_dates
from corpus.entities import Lexicon, load_bundled_registry
from corpus.models import DateRange, Query, Zone, replace_surrogates
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import Store, open_store
from tests.fuzz.mutations import list_words, mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.text_pieces import ODD_CHARACTERS, ODD_PIECES, load_sample_articles, load_saved_inputs

_DAYS = (None, date.min, date(1900, 2, 28), date(2024, 2, 29), date(2024, 6, 24), date(9999, 12, 31))
QUESTIONS = (
    "What did Putin say about arming Ukraine?",
    "what happened on Thursday and Friday?",
    "who is Kim Yo-jong?",
    "how many balloons were launched between 27 May and 2 June 2024?",
    "Where was the treaty signed two days before 20 June?",
    "sanctions since the pact",
    "what is due in the next two weeks?",
    "Please tell me why NATO accused China in the last three months",
    "20240619 until early next year",
)
WORDS = (
    *(
        "since ",
        "until ",
        "between ",
        " and ",
        "from ",
        "the day before ",
        "two days after ",
        "in the last ",
        "the next ",
        "a few ",
        "the ",
        " of ",
        " ago",
    ),
    *(
        "20 June",
        "31 June",
        "19/6",
        "5/6",
        "2024-06-19",
        "2024-W25",
        "Q1",
        "the 1990s",
        "Thursday",
        "the 19th",
        "yesterday",
        "early ",
        "mid-",
        "end of ",
    ),
    *(
        "9999",
        "0000",
        "99999 days",
        "9999 years",
        "a thousand centuries",
        "29 February",
        "24:00",
        "25:61",
        "noon",
        "the 32nd",
        "999999999999 weeks",
        "-",
    ),
    *(
        "Putin",
        "Kim Jong-un",
        "North Korea",
        "NATO",
        "U.S.",
        "Mr. Kim",
        "the Kremlin",
        "in Seoul",
        "who is ",
        "when did ",
        "how many ",
        "why ",
        "?",
    ),
)


class Question(NamedTuple):
    """A question, and the asker's day."""

    text: str
    today: date | None = date(2024, 6, 24)


@st.composite
def draw_question(draw: st.DrawFn) -> str:
    """Make a question of words that mean something to its readers."""
    words = st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(WORDS),
        st.sampled_from(ODD_PIECES),
        st.sampled_from(ODD_CHARACTERS),
        st.text(max_size=6),
    )
    return draw(st.sampled_from(("", " ", " and ", ", "))).join(draw(st.lists(words, max_size=14)))


def draw_texts() -> st.SearchStrategy[str]:
    """Return odd questions."""
    return st.one_of(
        mutate_texts(QUESTIONS, WORDS),
        draw_question(),
        mutate_texts((*QUESTIONS, *load_sample_articles()[:3]), list_words(load_sample_articles())),
    )


@contextmanager
def open_sample_store() -> Iterator[Store]:
    """Open a store that holds the sample articles."""
    sources = [
        build_source(text.encode(), f"sample-{number}", f"/sample/{number}.txt")
        for number, text in enumerate(load_sample_articles())
    ]
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, sources, load_bundled_registry())
        yield store


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Open a store with the sample articles, and the actors and days that it knows."""
    with open_sample_store() as store:
        census = store.compute_stats(Query())
        lexicon = Lexicon(load_bundled_registry(), store.list_actors())
        covered = DateRange(min(census.days), max(census.days))
        texts_of = {document.article.key: document.article.text for document in store.stream_documents()}

        def dated(event: str) -> DateRange | None:
            return find_event_day(event, store.search(Query(terms=expand_event_terms(event), limit=300)))

        def enter(given: Question) -> None:
            text, today = given
            for reading in parse_query_dates(text, today):
                assert text[reading.start : reading.end] == reading.text
                assert reading.window or reading.value or reading.problem
            assert all(text[one.start : one.end] == one.text for one in find_event_references(text))
            request = parse_question(text, lexicon, today, "", covered, dated)
            assert request.text == replace_surrogates(text)
            assert all(lexicon.get_actor(actor) for actor in request.query.actors)
            for passage in store.search(request.query):
                sentence = passage.sentence
                assert sentence.zone is Zone.BODY
                assert sentence.text == texts_of[sentence.article][sentence.start : sentence.end]
            store.count_terms(request.query)

        yield enter


TARGET = FuzzTarget(
    "questions",
    st.builds(Question, draw_texts(), st.sampled_from(_DAYS)),
    tuple(
        (name, Question(data.decode("utf-8", "surrogatepass"), day))
        for name, data in load_saved_inputs("questions")
        for day in _DAYS
    ),
    open_target,
    lambda given: len(given.text),
    max_examples=30,
)
