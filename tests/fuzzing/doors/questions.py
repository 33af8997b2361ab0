"""Questions as they are typed: text → Request, and what the store finds for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from briefings import questions
from corpus import ingest
from corpus.actors import Lexicon
from corpus.characters import whole
from corpus.dates import event_references, read_question
from corpus.model import Query, Window, Zone
from corpus.registry import bundled
from corpus.store import Store, open_store
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.mutation import mutated, words_of
from tests.fuzzing.odd import PIECES, SIGNS, articles, kept

_DAYS = (None, date.min, date(1900, 2, 28), date(2024, 2, 29), date(2024, 6, 24), date(9999, 12, 31))
ASKED = (
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


class Asked(NamedTuple):
    """A question, and the asker's day."""

    text: str
    today: date | None = date(2024, 6, 24)


@st.composite
def made(draw: st.DrawFn) -> str:
    """Make a question of words that mean something to its readers."""
    words = st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(WORDS),
        st.sampled_from(PIECES),
        st.sampled_from(SIGNS),
        st.text(max_size=6),
    )
    return draw(st.sampled_from(("", " ", " and ", ", "))).join(draw(st.lists(words, max_size=14)))


def texts() -> st.SearchStrategy[str]:
    """Give odd questions."""
    return st.one_of(mutated(ASKED, WORDS), made(), mutated((*ASKED, *articles()[:3]), words_of(articles())))


@contextmanager
def stocked() -> Iterator[Store]:
    """Open a store that holds the sample articles."""
    sources = [
        ingest.source(text.encode(), f"sample-{number}", f"/sample/{number}.txt")
        for number, text in enumerate(articles())
    ]
    with open_store("sqlite:///:memory:") as store:
        ingest.add(store, sources, bundled())
        yield store


@contextmanager
def opened() -> Iterator[Enter]:
    """Open a store with the sample articles, and the actors and days that it knows."""
    with stocked() as store:
        census = store.census(Query())
        lexicon = Lexicon(bundled(), store.actors())
        covered = Window(min(census.days), max(census.days))
        texts_of = {document.article.key: document.article.text for document in store.documents()}

        def dated(event: str) -> Window | None:
            return questions.day_of(event, store.search(Query(terms=questions.event_terms(event), limit=300)))

        def enter(given: Asked) -> None:
            text, today = given
            for reading in read_question(text, today):
                assert text[reading.start : reading.end] == reading.text
                assert reading.window or reading.value or reading.problem
            assert all(text[one.start : one.end] == one.text for one in event_references(text))
            request = questions.read(text, lexicon, today, "", covered, dated)
            assert request.text == whole(text)
            assert all(lexicon.actor(actor) for actor in request.query.actors)
            for passage in store.search(request.query):
                sentence = passage.sentence
                assert sentence.zone is Zone.BODY
                assert sentence.text == texts_of[sentence.article][sentence.start : sentence.end]
            store.frequencies(request.query)

        yield enter


DOOR = Door(
    "questions",
    st.builds(Asked, texts(), st.sampled_from(_DAYS)),
    tuple(
        (name, Asked(data.decode("utf-8", "surrogatepass"), day)) for name, data in kept("questions") for day in _DAYS
    ),
    opened,
    lambda given: len(given.text),
    quick=30,
)
