"""Claims about the analysis of questions."""

from __future__ import annotations

import pytest

from briefings.answering import AnswerKind, analyze_question, list_search_terms
from briefings.answering.questions import Unit
from briefings.models import QuestionIntent, Request
from corpus.models import Query
from tests.support.briefings.passages import MAYOR


def ask(text: str, *terms: str, intent: QuestionIntent = QuestionIntent.FACT) -> Request:
    """Build a request of words without actors."""
    return Request(Query(terms=terms), text, intent, terms=terms)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many swans were counted?", AnswerKind.NUMBER),
        ("how deep is the lake", AnswerKind.NUMBER),
        ("what was the final score of the swan race", AnswerKind.NUMBER),
        ("what year was the mill built", AnswerKind.TIME),
        ("Where do the swans sleep?", AnswerKind.PLACE),
        ("who feeds the swans", AnswerKind.PERSON),
        ("Why did the mill close?", AnswerKind.REASON),
        ("did the warden say that the swans would leave", AnswerKind.YES_NO),
        ("what did the warden write about swans", AnswerKind.SPEECH),
        ("how was the mill saved", AnswerKind.MANNER),
        ("which mill burnt down", AnswerKind.THING),
    ],
)
def test_the_kind_of_answer_follows_from_how_it_is_asked(text: str, kind: AnswerKind) -> None:
    """The opening words decide, and not a verb of speech that comes later."""
    assert analyze_question(ask(text, "swans")).kind is kind


def test_a_name_alone_asks_for_an_introduction() -> None:
    """With a name and nothing else, "who is" asks who that is."""
    known = Request(Query(), "who is Ana Ruiz", QuestionIntent.WHO, actors=(MAYOR,))
    unknown = Request(Query(), "who is Jo Tarn", QuestionIntent.WHO, terms=("jo", "tarn"), unknown=("Jo Tarn",))
    assert analyze_question(known).kind is AnswerKind.INTRODUCTION
    assert analyze_question(unknown).kind is AnswerKind.INTRODUCTION


def test_the_speaker_is_whoever_is_named_first() -> None:
    """Words are asked of the first name, known or not."""
    text = "what did Jo Tarn say about Ana Ruiz"
    named = ((MAYOR.id, "Ana Ruiz"),)
    request = Request(Query(), text, QuestionIntent.SAID, actors=(MAYOR,), named=named, unknown=("Jo Tarn",))
    assert analyze_question(request).speaker is None
    assert analyze_question(request).speaker_name == ("jo", "tarn")


def test_a_question_without_content_words_keeps_what_it_has() -> None:
    """A verb that elsewhere only frames a question is better than nothing."""
    assert [unit.word for unit in analyze_question(ask("when did it start?")).units] == ["start"]


def test_other_forms_of_a_word_are_searched_for_too() -> None:
    """Irregular forms are searched for as words, others by their beginning; each word is one term with its forms."""
    terms = list_search_terms(analyze_question(ask("how many miners died in Germany", "miners", "died", "germany")))
    miners, died, germany = (set(term.split("|")) for term in terms)
    assert "miners" in miners
    assert {"died", "death"} <= died
    assert "german*" in germany


def test_verbs_that_say_little_weigh_little() -> None:
    """The word "want" may be missing where "quit" is held; a name that is spelt like such a verb weighs in full."""
    wanted, left = analyze_question(ask("why do they want to quit?", "want", "quit")).units
    assert wanted.weight < left.weight
    assert Unit("give", "give", is_name=True).weight == left.weight


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("how many people watch Harbour Nights", {"peopl", "watch"}),
        ("how many Ostby residents left", {"ostbi", "resid", "left"}),
        ("how many swans nested by the mill", {"swan"}),
        ("how many people worked in the mill", {"peopl", "work"}),
        ("how many people have drowned in the mill", {"peopl", "drown"}),
        ("how many newly elected reeves voted", {"newli", "elect", "reev"}),
        ("how much money did the mill get", set()),
    ],
)
def test_a_name_after_the_things_is_not_counted(text: str, things: set[str]) -> None:
    """The things end where a name or a past verb begins, except after “people”; money is measured."""
    question = analyze_question(ask(text, "mill"))
    assert question.counted == things
    assert (question.measure is not None) == (not things)


@pytest.mark.parametrize(
    ("text", "word"),
    [("how much did the mill cost", "cost"), ("how many people left the mill", "people")],
)
def test_what_the_kind_of_question_implies_weighs_little(text: str, word: str) -> None:
    """An answer to "how much did it cost" need not say that it cost something."""
    weights = {unit.word: unit.weight for unit in analyze_question(ask(text, word, "mill")).units}
    assert weights[word] < weights["mill"] == 1.0


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("which school were the swimmers from?", "school"),
        ("what other banks closed", "bank"),
        ("what did they eat", ""),
        ("which is the oldest", ""),
    ],
)
def test_which_asks_for_one_of_the_things(text: str, thing: str) -> None:
    """The noun after "which" or "what" is what an answer names one of."""
    assert analyze_question(ask(text, "swimmers")).thing == thing


def test_who_is_spoken_about_does_not_speak() -> None:
    """What a judge says about the mayor is not looked for among the mayor's words."""
    asked = Request(
        Query(actors=(MAYOR.id,)),
        f"what did the judge say about {MAYOR.name}?",
        QuestionIntent.SAID,
        actors=(MAYOR,),
        terms=("judge",),
    )
    assert analyze_question(asked).speaker is None


@pytest.mark.parametrize(
    ("language", "text", "terms", "light"),
    [
        pytest.param("de", "Wie lange dauerte der Umbau?", ("dauerte", "umbau"), "dauerte", id="German"),
        pytest.param("fr", "Combien de temps ont duré les travaux ?", ("duré", "travaux"), "duré", id="French"),
        pytest.param("es", "¿Cuánto costó el puente?", ("costó", "puente"), "costó", id="Spanish"),
        pytest.param("ru", "Сколько стоил мост?", ("стоил", "мост"), "стоил", id="Russian"),
        pytest.param("ko", "공사는 얼마나 걸렸나?", ("공사는", "걸렸나"), "걸렸나", id="Korean"),
    ],
)
def test_a_length_or_a_price_is_asked_for_in_other_languages(
    language: str, text: str, terms: tuple[str, ...], light: str
) -> None:
    """The measure is known, and the verb that asks for it weighs little."""
    query = Query(terms=terms, language=language)
    question = analyze_question(Request(query, text, QuestionIntent.HOW_MANY, terms=terms))
    assert question.kind is AnswerKind.NUMBER
    assert question.measure is not None
    assert {unit.word for unit in question.units if unit.is_implied} == {light}


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Warum fiel die Brücke?"), ("uk", "Чому впав міст?"), ("ja", "なぜ橋は落ちたのか")]
)
def test_a_reason_is_asked_for_in_other_languages(language: str, text: str) -> None:
    """The word for "why" asks for a reason."""
    question = analyze_question(Request(Query(terms=("x",), language=language), text, terms=("x",)))
    assert question.kind is AnswerKind.REASON


def test_what_is_to_come_need_not_be_called_next() -> None:
    """A sentence about what is to come seldom has the word."""
    question = analyze_question(ask("What happens to the ferry next?", "ferry", "next"))
    assert [unit.word for unit in question.units] == ["ferry"]


def test_a_share_is_asked_for_by_its_name() -> None:
    """An answer has a per cent and need not have the word "percentage"."""
    question = analyze_question(ask("What percentage voted against it?", "percentage", "voted"))
    assert question.measure is not None
    assert question.measure.search("61 per cent voted no")
    assert [unit.word for unit in question.units if unit.is_implied] == ["percentage"]
