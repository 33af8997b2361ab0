"""From a source's words to the actor: by name, by noun, by what was quoted before; and how surely."""

from __future__ import annotations

import pytest

from corpus.models import QuotationKind
from tests.support.corpus.quotes import extract_quotes

LATE = "“We are late,”"


def get_last_speaker(text: str) -> tuple[str | None, float]:
    """Return the speaker of the last quotation in *text*, and how sure that is."""
    quotation = extract_quotes(text)[-1]
    return quotation.speaker, quotation.confidence


@pytest.mark.parametrize(
    ("source", "speaker", "sure"),
    [
        pytest.param("Ann Lee", "ann", 0.97, id="a name"),
        pytest.param("President Ann Lee", "ann", 0.97, id="a title and a name"),
        pytest.param("Chief of Staff Bo Ode", "bo", 0.97, id="a title with of, and a name"),
        pytest.param("Ann Lee of Norway", "ann", 0.97, id="a name, and where it is at home"),
        pytest.param("Bo Ode of the Port Ministry", "bo", 0.97, id="a name, and whose it is"),
        pytest.param("the University of Norway", None, 0.0, id="nobody known of a place"),
        pytest.param("the Government of Norway", "norway", 0.97, id="a state's government"),
        pytest.param("the Norwegian", None, 0.0, id="one person of a state"),
        pytest.param("the Norwegian envoy", None, 0.0, id="somebody of a state"),
        pytest.param("the mayor of Oslo", None, 0.0, id="somebody of a place"),
        pytest.param("Ann Lee’s statement", "ann", 0.679, id="somebody's statement"),
        pytest.param("the statement", None, 0.0, id="nobody's statement"),
        pytest.param("the Harbour Pact’s Article 5", "pact", 0.873, id="a document's article"),
        pytest.param("Ray", "max", 0.825, id="a surname that nobody marked"),
        pytest.param("Mrs. Poe", "sam", 0.825, id="another, with a title"),
        pytest.param("Pole", None, 0.0, id="a name that nobody bears"),
        pytest.param("a port spokesman, Bo Ode,", "bo", 0.97, id="a post, and a name in commas"),
        pytest.param("a man in a boat, Bo Ode,", "bo", 0.97, id="a man somewhere, and his name in commas"),
        pytest.param("a man in a boat, the Port Union,", None, 0.0, id="a man somewhere, and no person in commas"),
    ],
)
def test_words_name_an_actor_by_themselves(source: str, speaker: str | None, sure: float) -> None:
    """By a mention at their head, or by a noun; who is not found is not shown, and then nothing is sure."""
    assert get_last_speaker(f"{LATE} {source} said.") == (speaker, sure)


@pytest.mark.parametrize(
    ("text", "speaker", "sure"),
    [
        pytest.param("said a spokesman for the port, Bo Ode.", "bo", 0.921, id="a person"),
        pytest.param("said a spokesman for the port, Oslo.", None, 0.0, id="no person"),
        pytest.param("said a spokesman for the port, Rain.", None, 0.0, id="nobody known"),
        pytest.param("said a spokesman for Norway, Bo Ode.", "bo", 0.921, id="a person, behind a state"),
    ],
)
def test_a_name_behind_a_post_speaks(text: str, speaker: str | None, sure: float) -> None:
    """Where a comma parts them and it is a person's; the source's words go up to its end."""
    quotation = extract_quotes(f"{LATE} {text}")[-1]
    assert (quotation.speaker, quotation.confidence) == (speaker, sure)


@pytest.mark.parametrize(
    ("before", "source", "speaker", "sure"),
    [
        pytest.param("The Port Ministry met.", "the ministry", "ministry", 0.679, id="a body by its noun"),
        pytest.param("The Port Ministry met. Norway left.", "the ministry", "ministry", 0.679, id="not the last named"),
        pytest.param(
            "The Port Union met. The Port Ministry left.", "the union", "union", 0.679, id="of two the right one"
        ),
        pytest.param("The Port Union met.", "the ministry", None, 0.0, id="no body of that name"),
        pytest.param("The Port Union met.", "the treaty", None, 0.0, id="no treaty, but a body"),
        pytest.param("The Harbour Pact came.", "the treaty", "pact", 0.679, id="a document by another word for it"),
        pytest.param("The Harbour Pact came.", "the charter", None, 0.0, id="another document"),
        pytest.param("", "the ministry", None, 0.0, id="a body before it is named"),
    ],
)
def test_nouns_go_back_to_whoever_was_named_so(before: str, source: str, speaker: str | None, sure: float) -> None:
    """“The ministry” is the last one whose name holds the word."""
    assert get_last_speaker(f"{before} {LATE} {source} said. The Port Ministry met.") == (speaker, sure)


@pytest.mark.parametrize(
    ("before", "pronoun", "speaker"),
    [
        pytest.param("Ann Lee left.", "she", "ann", id="a woman's first name"),
        pytest.param("Ann Lee left.", "he", None, id="a woman's first name, and he"),
        pytest.param("Max Ray left.", "he", "max", id="a man's first name"),
        pytest.param("Max Ray left.", "she", None, id="a man's first name, and she"),
        pytest.param("Sam Poe left.", "she", "sam", id="a woman's post, before a man's name"),
        pytest.param("Sam Poe left.", "he", None, id="a woman's post, and he"),
        pytest.param("Bo Ode left.", "he", "bo", id="a man's post"),
        pytest.param("Bo Ode left.", "she", None, id="a man's post, and she"),
        pytest.param("Cy Dahl left.", "he", "cy", id="a name of either, and he"),
        pytest.param("Cy Dahl left.", "she", "cy", id="a name of either, and she"),
        *(
            pytest.param(f"{title} Dahl left.", pronoun, "cy" if pronoun == fits else None, id=f"{title} and {pronoun}")
            for fits, titles in (
                ("she", ("Mrs.", "Ms", "Miss", "Lady", "Queen", "Princess", "Madame", "Mme")),
                ("he", ("Mr.", "Sir", "Lord", "King", "Prince")),
            )
            for title in titles
            for pronoun in ("he", "she")
        ),
        pytest.param("Mr. Dahl left. Ms. Dahl left. Mr. Dahl left.", "he", "cy", id="the title that is used most"),
        pytest.param("Mr. Dahl left. Ms. Dahl left. Mr. Dahl left.", "she", None, id="the one that is used least"),
        pytest.param("Norway left.", "it", "norway", id="a state, and it"),
        pytest.param("Norway left.", "they", "norway", id="a state, and they"),
        pytest.param("Norway left.", "he", None, id="a state, and he"),
        pytest.param("Ann Lee left.", "it", None, id="a person, and it"),
        pytest.param("Ann Lee left.", "they", None, id="a person, and they"),
        pytest.param("A senior port official left.", "they", "source", id="somebody unnamed, and they"),
        pytest.param("A senior port official left.", "it", None, id="somebody unnamed, and it"),
    ],
)
def test_a_pronoun_stands_for_whom_it_fits(before: str, pronoun: str, speaker: str | None) -> None:
    """By post, first name or title, and by what sort of actor it is; the subject of the sentence before."""
    assert get_last_speaker(f"{before} {LATE} {pronoun} said.") == (speaker, 0.825 if speaker else 0.0)


@pytest.mark.parametrize(
    ("text", "speaker", "sure"),
    [
        pytest.param("Bo Ode left.\n\n“It rains,” he said.", "bo", 0.825, id="the subject of the paragraph before"),
        pytest.param("Bo Ode left.\n\nRain.\n\n“It rains,” he said.", None, 0.0, id="not of one before that"),
        pytest.param("Bo Ode left. The boat sank. “It rains,” he said.", "bo", 0.825, id="with a thing between"),
        pytest.param("Bo Ode left. He sank. “It rains,” he said.", "bo", 0.825, id="with a pronoun between"),
        pytest.param("Bo Ode left. A man sank. “It rains,” he said.", None, 0.0, id="with a stranger between"),
        pytest.param("Ann Lee left. A man sank. “It rains,” she said.", None, 0.0, id="the same for she"),
        pytest.param("Norway left. A man sank. “It rains,” it said.", None, 0.0, id="and for it, whose subject passed"),
        pytest.param("President Bo Ode left. “It rains,” he said.", "bo", 0.825, id="a subject with a title"),
        pytest.param("King Dahl left. “It rains,” he said.", "cy", 0.825, id="a subject that begins like a participle"),
        pytest.param("Bo Ode’s boat sank. “It rains,” he said.", None, 0.0, id="no subject, but its owner"),
        pytest.param("Bo Ode's boat sank. “It rains,” he said.", None, 0.0, id="the same with a straight mark"),
        pytest.param("They saw Bo Ode leave. “It rains,” he said.", None, 0.0, id="no subject, but an object"),
        pytest.param("The boat of Bo Ode sank. “It rains,” he said.", None, 0.0, id="nor this"),
        pytest.param(f"{LATE} Bo Ode said. Ann Lee left. “It rains,” he said.", "bo", 0.873, id="a subject of no fit"),
        pytest.param(f"{LATE} Bo Ode said.\n\n“It rains,” he said.", "bo", 0.873, id="who spoke last"),
        pytest.param(f"{LATE} Bo Ode said.\n\nRain.\n\n“It rains,” he said.", "bo", 0.728, id="some time ago"),
        pytest.param(f"{LATE} Bo Ode said.\n\nRain.\n\nRain.\n\n“It rains,” he said.", "bo", 0.728, id="longer ago"),
        pytest.param(
            f"{LATE} Bo Ode said." + "\n\nRain." * 3 + "\n\n“It rains,” he said.", None, 0.0, id="too long ago"
        ),
        pytest.param("When Bo Ode left, he said, “It rains.”", "bo", 0.658, id="the only one in the sentence"),
        pytest.param("It saw Bo Ode, then Max Ray, and he said, “It rains.”", None, 0.0, id="one of two"),
        pytest.param(
            "It saw Bo Ode, then Ann Lee, and he said, “It rains.”", "bo", 0.658, id="the one of two that fits"
        ),
        pytest.param("It saw “Bo Ode”, and he said, “It rains.”", None, 0.0, id="a name in a quotation"),
        pytest.param("With Bo Ode, he said, “It rains.”", None, 0.0, id="a companion in front"),
        pytest.param("It went with President Bo Ode, and he said, “It rains.”", None, 0.0, id="one with a title"),
        pytest.param("It went to Bo Ode, and he said, “It rains.”", None, 0.0, id="a goal"),
        pytest.param("Oslo moved, and it said, “It rains.”", "norway", 0.846, id="the subject of the same sentence"),
        pytest.param(f"{LATE} Ann Lee said. “It rains,” the head said.", "ann", 0.873, id="a post of who spoke last"),
        pytest.param(f"{LATE} Bo Ode said. “It rains,” the lawyer said.", None, 0.0, id="no post of theirs"),
        pytest.param(
            f"{LATE} Bo Ode said." + "\n\nRain." * 2 + "\n\n“It rains,” the spokesman said.",
            "bo",
            0.873,
            id="a post, three paragraphs on",
        ),
        pytest.param(
            f"{LATE} Bo Ode said." + "\n\nRain." * 3 + "\n\n“It rains,” the spokesman said.",
            "bo",
            0.776,
            id="a post, four on",
        ),
    ],
)
def test_the_sentences_before_say_who_is_meant(text: str, speaker: str | None, sure: float) -> None:
    """Whoever acts, else whoever spoke, else the only one there; the farther, the less surely; wherever it stands."""
    assert get_last_speaker(text) == (speaker, sure)
    assert get_last_speaker("Rain. It rained.\n\n" * 4 + text) == (speaker, sure)


def test_whoever_found_the_mentions_is_agreed_with() -> None:
    """A pronoun that was found to mean the same is surer, one that was found to mean another is not."""
    agreed, another = (extract_quotes("Bo Ode left. “It rains,” he said.", {"he": one})[-1] for one in ("bo", "max"))
    assert (agreed.speaker, agreed.confidence) == ("bo", 0.921)
    assert (another.speaker, another.confidence) == ("bo", 0.825)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(f"{LATE} Ann Lee said.", [("ann", 0.97)], id="follows"),
        pytest.param("Ann Lee said: “We wait now.”", [("ann", 0.9)], id="behind a colon"),
        pytest.param("Ann Lee said “We wait now.”", [("ann", 0.94)], id="adjacent"),
        pytest.param("Ann Lee left, calling it “bad”.", [("ann", 0.8)], id="sharing its subject"),
        pytest.param(
            "Ann Lee said on the day after the vote in the hall: “We wait.”", [("ann", 0.84)], id="far behind a colon"
        ),
        pytest.param("Ann Lee said on Friday, “We wait.”", [("ann", 0.84)], id="introduced"),
        pytest.param("Ann Lee called it all “bad”.", [("ann", 0.8)], id="near"),
        pytest.param("Ann Lee called it “bad” and “sad”.", [("ann", 0.94), ("ann", 0.8)], id="listed"),
        pytest.param("“Wait here now” Ann Lee said.", [("ann", 0.7)], id="abuts"),
        pytest.param("It was “bad” for all, Ann Lee said.", [("ann", 0.75)], id="trails"),
        pytest.param("Ann Lee said " + "a " * 13 + "“bad”.", [("ann", 0.55)], id="earlier"),
        pytest.param("Ann Lee said the port is shut.", [("ann", 0.9)], id="reported"),
        pytest.param("“We wait.\n\n“Nobody hurries,” Ann Lee said.", [("ann", 0.921), ("ann", 0.97)], id="filled back"),
        pytest.param(
            "“We wait.\n\n“Nobody hurries.\n\n“It rains,” Ann Lee said.",
            [("ann", 0.875), ("ann", 0.921), ("ann", 0.97)],
            id="filled back over two paragraphs",
        ),
        pytest.param(
            "“We wait.\n\nIt rains.\n\n“Nobody hurries,” Ann Lee said.",
            [(None, 0), ("ann", 0.97)],
            id="not over another",
        ),
        pytest.param("“We wait.”\n\n“Nobody hurries,” Ann Lee said.", [(None, 0), ("ann", 0.97)], id="not if closed"),
        pytest.param(f"{LATE} Ann Lee said. “We wait.”", [("ann", 0.97), ("ann", 0.951)], id="goes on"),
        pytest.param(f"{LATE} Ann Lee said.\n\n“We wait.”", [("ann", 0.97), ("ann", 0.825)], id="goes on below"),
        pytest.param(f"{LATE} Ann Lee said.\n\nIt rains.\n\n“We wait.”", [("ann", 0.97), (None, 0)], id="no longer"),
        pytest.param(f"{LATE} Ann Lee said. So “We wait.”", [("ann", 0.97), (None, 0)], id="not in other words"),
        pytest.param(f"{LATE} Ann Lee said.\n\n“here”", [("ann", 0.97), (None, 0)], id="not a fragment"),
        pytest.param(
            "“We wait here,” Ann Lee said. “We wait.\n\n“Nobody hurries.”",
            [("ann", 0.97), ("ann", 0.858), ("ann", 0.903)],
            id="left open, goes on below",
        ),
        pytest.param("Ann Lee went on:\n\n“We wait.”", [("ann", 0.93)], id="handed over by a colon"),
        pytest.param("Ann Lee called it bad:\n\n“We wait.”", [("ann", 0.93)], id="by a judgement and a colon"),
        pytest.param("Ann Lee was sad:\n\n“We wait.”", [("ann", 0.75)], id="by a colon alone"),
        pytest.param("Ann Lee said more.\n\n“We wait.”", [("ann", 0.75)], id="by saying alone"),
        pytest.param("Ann Lee called it bad.\n\n“We wait.”", [(None, 0)], id="not by a judgement alone"),
        pytest.param("Ann Lee was sad.\n\n“We wait.”", [(None, 0)], id="not by a name alone"),
        pytest.param(
            "Ann Lee said it was “bad”:\n\n“We wait.”", [("ann", 0.8), ("ann", 0.93)], id="quoting, by a colon"
        ),
    ],
)
def test_how_sure_a_source_is(text: str, told: list[tuple[str | None, float]]) -> None:
    """By the pattern in which the cue stands, and by what goes on without a cue."""
    assert [(one.speaker, one.confidence) for one in extract_quotes(text)] == told


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Late again now", QuotationKind.DIRECT),
        ("Late again.", QuotationKind.DIRECT),
        ("Late!", QuotationKind.DIRECT),
        ("Late,", QuotationKind.DIRECT),
        ("5 of us waited", QuotationKind.DIRECT),
        ("(Late again now)", QuotationKind.DIRECT),
        ("Late again", QuotationKind.PARTIAL),
        ("late again now", QuotationKind.PARTIAL),
        ("late again.", QuotationKind.PARTIAL),
    ],
)
def test_whole_clauses_are_distinguished_from_fragments(words: str, kind: QuotationKind) -> None:
    """They begin with a capital letter or a number, and have three words or a stop."""
    (quotation,) = extract_quotes(f"Ann Lee called it “{words}” on Friday.")
    assert (quotation.text, quotation.kind) == (words, kind)


def test_reported_speech_says_where_it_stands() -> None:
    """Its clause, its cue and its source's words can be shown in the text."""
    text = "It rained.\n\nBo Ode of Oslo told reporters that the port is shut."
    (one,) = extract_quotes(text)
    spans = [(one.start, one.end), one.cue, one.source]
    assert [text[slice(*span)] for span in spans if span] == ["the port is shut", "told", "Bo Ode of Oslo"]
    assert (one.kind, one.text) == (QuotationKind.REPORTED, "the port is shut")


def test_what_is_quoted_and_reported_stands_in_order() -> None:
    """Behind each other, as they stand in the text, and one cue has one of them."""
    text = "The port is shut, Ann Lee said, and Bo Ode said “it rains” today."
    assert [(one.text, one.speaker) for one in extract_quotes(text)] == [
        ("The port is shut", "ann"),
        ("it rains", "bo"),
    ]


def test_in_a_dialogue_a_pronoun_may_be_the_one_before() -> None:
    """Where the last speaker is a man, "she" is who spoke before him."""
    text = "“I was there,” said Mrs Ann Lee.\n\nMr Max Ray said that it was dark. “The lamp was on,” she said."
    assert get_last_speaker(text)[0] == "ann"


@pytest.mark.parametrize("verb", ["shrugged", "sighed", "grinned", "muttered", "fretted"])
def test_how_something_is_said_is_a_cue(verb: str) -> None:
    """Verbs for the manner of speaking introduce speech as "said" does."""
    assert extract_quotes(f"“It is late,” {verb} Ann Lee.")[0].speaker == "ann"


def test_a_dash_behind_a_name_is_a_label() -> None:
    """“Role Name – ‘…’” is the name's, but a clause before a dash is no label."""
    assert extract_quotes("Port secretary Ann Lee – “It is far too late for that.”")[0].speaker == "ann"
    assert extract_quotes("The port closed under Ann Lee – “It is far too late for that.”")[0].speaker is None
