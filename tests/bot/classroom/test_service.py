"""Claims about freezing articles, and about quizzes and packs on the bundled articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classroom.models import ClassSubject, Quiz, dump_quiz, load_quiz
from bot.classroom.service import compose_packs, compose_quiz, describe_articles, freeze_articles
from bot.errors import InputError, LedgerError
from bot.services.engine import QueryEngine
from briefings.classroom import GAP, Fidelity, QuestionKind
from corpus.dates import day_range, exact_day
from corpus.entities import load_bundled_registry
from corpus.models import ActorKind, Topic
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store
from tests.support.paths import HURRICANE, SAMPLE

_DAY, _TODAY = date(2024, 6, 21), date(2024, 6, 24)
_SUBJECTS = (ClassSubject(_DAY), ClassSubject(date(2018, 10, 13)))


@cache
def _open_engine() -> QueryEngine:
    """Return an engine on the bundled articles of both topics."""
    store = open_store("sqlite:///:memory:")
    add_sources(store, [*load_sources(SAMPLE).sources, *load_sources(HURRICANE).sources], load_bundled_registry())
    return QueryEngine(store, load_bundled_registry())


@cache
def _compose(subject: ClassSubject, seed: str, length: int = 20) -> Quiz:
    return compose_quiz(_open_engine(), subject, length, seed)


def _list_quizzes() -> Iterator[Quiz]:
    yield from (_compose(subject, seed) for subject in _SUBJECTS for seed in ("1", "2"))


def test_every_right_answer_is_right_by_its_proof() -> None:
    """The proof stands in the stored article; the quotation, the words or the day asked for stand in the proof."""
    engine = _open_engine()
    for quiz in _list_quizzes():
        assert engine.verify(quiz.proof).is_valid
        for number, item in enumerate(quiz.items, 1):
            proof = quiz.get_proof(number)
            text, answer = " ".join(proof.text.split()), item.options[item.answer]
            document = engine.store.get_document(proof.key, "", proof.revision)
            if item.kind in {QuestionKind.SPEAKER, QuestionKind.REPORTED}:
                assert item.text in text
                names = {one.name for one in document.actors}
                assert answer in names
                (speaker,) = {
                    one.speaker
                    for one in document.quotations
                    if " ".join(one.text.split()).rstrip(",.") == item.text and proof.start <= one.start < proof.end
                }
                assert engine.snapshot("").stats.actors_by_id[str(speaker)].name == answer
            elif item.kind is QuestionKind.DAY:
                assert item.text.replace(GAP, item.original) == text
                (expression,) = [one for one in document.dates if proof.start <= one.start < proof.end]
                assert exact_day(expression.value) == date.fromisoformat(answer)
            elif answer == Fidelity.TRUE:
                assert item.text == text
                assert not item.replacement
            else:
                assert item.text != text
                assert item.text.replace(item.replacement, item.original) == text.replace(
                    item.replacement, item.original
                )


def test_no_wrong_answer_is_right() -> None:
    """The options differ, and no sentence of any article is the altered one."""
    sentences = {
        " ".join(sentence.text.split())
        for document in _open_engine().store.stream_documents()
        for sentence in document.sentences
    }
    for quiz in _list_quizzes():
        for item in quiz.items:
            assert len(set(item.options)) == len(item.options) >= 2
            if item.kind is QuestionKind.ALTERED:
                stands = any(item.text in sentence for sentence in sentences)  # datelines are left out
                assert stands is (item.options[item.answer] == Fidelity.TRUE)


def test_no_answer_is_named_in_its_question() -> None:
    """No word of a name that is offered stands in the quotation, and no two names share one."""
    for quiz in _list_quizzes():
        for item in quiz.items:
            if item.kind in {QuestionKind.SPEAKER, QuestionKind.REPORTED}:
                words = {word.strip(".,’'“”").casefold() for word in item.text.split()}
                surnames = [option.split()[-1].casefold() for option in item.options]
                assert words.isdisjoint(surnames)
                assert len(set(surnames)) == len(surnames)
                people = _open_engine().snapshot("").stats.actors_by_id.values()
                assert {one.kind for one in people if one.name in item.options} == {ActorKind.PERSON}


def test_about_half_of_the_sentences_are_altered() -> None:
    """Guessing one answer throughout gains nothing."""
    for quiz in _list_quizzes():
        altered = [item.options[item.answer] for item in quiz.items if item.kind is QuestionKind.ALTERED]
        assert abs(2 * altered.count(Fidelity.ALTERED) - len(altered)) <= 1


def test_a_quiz_has_all_kinds_of_questions_on_different_sentences() -> None:
    """None is asked about twice."""
    for quiz in _list_quizzes():
        assert {item.kind for item in quiz.items} >= {QuestionKind.SPEAKER, QuestionKind.DAY, QuestionKind.ALTERED}
        places = [(one.key, one.start) for one in quiz.proof.sentences]
        assert len(set(places)) == len(places)


@settings(max_examples=4)
@given(st.text(max_size=8), st.integers(1, 8))
def test_the_same_seed_gives_the_same_quiz(seed: str, length: int) -> None:
    """Byte for byte; it is never longer than asked for."""
    subject = _SUBJECTS[1]
    first, second = (dump_quiz(compose_quiz(_open_engine(), subject, length, seed)) for _ in range(2))
    assert first == second
    assert len(load_quiz(first).items) <= length


def test_another_seed_gives_another_quiz() -> None:
    """Of the same articles."""
    assert dump_quiz(_compose(_SUBJECTS[0], "1")) != dump_quiz(_compose(_SUBJECTS[0], "2"))


@settings(max_examples=6)
@given(st.integers(0, 12))
def test_nothing_published_later_is_used(offset: int) -> None:
    """In a quiz and in the packs of any day."""
    day = date(2024, 6, 12) + timedelta(days=offset)
    subject, engine = ClassSubject(day), _open_engine()
    proofs = [_compose(subject, "1").proof]
    proofs += [pack.proof for pack in compose_packs(engine, subject).packs] if day >= _DAY else []
    for proof in proofs:
        for sentence in proof.sentences:
            covered = day_range(sentence.published)
            assert covered is not None
            assert covered[1] <= day


def test_packs_have_equal_lengths_and_their_sentences_hold() -> None:
    """Every sentence stands word for word in its article."""
    packs = compose_packs(_open_engine(), ClassSubject(_DAY))
    assert len(packs.packs) >= 2
    assert {len(pack.proof.sentences) for pack in packs.packs} == {packs.length}
    assert all(_open_engine().verify(pack.proof).is_valid for pack in packs.packs)


def test_sides_can_be_named() -> None:
    """By any of their names; an unknown one and one without statements are refused."""
    packs = compose_packs(_open_engine(), ClassSubject(_DAY), "Moscow, South Korea", 2)
    assert [pack.name for pack in packs.packs] == ["Russia", "South Korea"]
    with pytest.raises(InputError, match="I can't tell which"):
        compose_packs(_open_engine(), ClassSubject(_DAY), "Qwertland, Russia")
    with pytest.raises(InputError, match="no statements by “Denmark”"):
        compose_packs(_open_engine(), ClassSubject(_DAY), "Denmark, Russia")


def test_a_frozen_day_is_described() -> None:
    """How many articles there are, and from when."""
    frozen = freeze_articles(_open_engine(), "21 June 2024", "", "", _TODAY)
    assert frozen.subject == ClassSubject(_DAY)
    assert frozen.articles >= frozen.origins > 1
    assert frozen.first < _DAY
    on_topic = freeze_articles(_open_engine(), "21 June 2024", " Ukraine ", "", _TODAY)
    assert on_topic.articles < frozen.articles


@pytest.mark.parametrize(
    ("phrase", "topic", "reason"),
    [
        ("soon enough", "", "I can't find a day"),
        ("25 June 2024", "", "is in the future"),
        ("1 January 1990", "", "Nothing had been published here by"),
        ("21 June 2024", "quagmirium", "Nothing about “quagmirium” had been published here"),
    ],
)
def test_a_day_that_cannot_be_frozen_is_refused(phrase: str, topic: str, reason: str) -> None:
    """With the reason."""
    with pytest.raises(InputError, match=reason):
        freeze_articles(_open_engine(), phrase, topic, "", _TODAY)


def test_an_empty_store_is_named_as_such() -> None:
    """There is no day to offer."""
    with (
        open_store("sqlite:///:memory:") as store,
        pytest.raises(InputError, match="Nothing had been published here by"),
    ):
        describe_articles(QueryEngine(store, load_bundled_registry()), ClassSubject(_DAY))


@pytest.mark.parametrize("payload", ["", "{}", '{"items": [], "proof": 1}', "[1]"])
def test_a_damaged_quiz_is_refused(payload: str) -> None:
    """With an error of the database."""
    with pytest.raises(LedgerError, match="quiz is damaged"):
        load_quiz(payload)


def test_a_stored_quiz_comes_back_as_it_was() -> None:
    """With its proof."""
    quiz = _compose(_SUBJECTS[0], "1")
    assert load_quiz(dump_quiz(quiz)) == quiz


def test_a_class_stays_what_it_was_when_topics_change() -> None:
    """Words stay words when a topic of that name is added; a topic that is removed is an error, not other articles."""
    store = open_store("sqlite:///:memory:")
    add_sources(store, load_sources(SAMPLE).sources, load_bundled_registry())
    engine = QueryEngine(store, load_bundled_registry())
    words = freeze_articles(engine, "21 June 2024", "missile", "", _TODAY)
    assert words.subject.is_topic is False
    store.save_topic(Topic("missile", ("treaty",)))
    topic = freeze_articles(engine, "21 June 2024", "missile", "", _TODAY)
    assert topic.subject.is_topic is True
    assert topic.articles != words.articles
    assert describe_articles(engine, words.subject) == words
    engine.delete_topic("missile")
    with pytest.raises(InputError, match="no topic called “missile”"):
        compose_quiz(engine, topic.subject)
    assert describe_articles(engine, words.subject) == words
