"""Quotations: whose words stand between the marks, and silence where nobody knows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Actor, ActorKind, Mention, MentionKind, QuotationKind, Zone, ZoneSpan
from corpus.quotes import extract_quotations
from corpus.segmentation import split_sentences
from tests.support.corpus.quotes import extract_quotes, list_speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Ann Lee rebuked Bo Ode in a written reply: “We are late.”", "ann", id="reply"),
        pytest.param("Ann Lee mocked Bo Ode in a row of posts: “We are late.”", "ann", id="posts"),
        pytest.param("Ann Lee warned Bo Ode in a rare radio address: “We are late.”", "ann", id="address"),
        pytest.param("Ann Lee lashed out at Bo Ode in an angry post: “We are late.”", "ann", id="unknown-verb"),
        pytest.param("“We are late,” a voice in the film states.", None, id="verb-of-a-voice"),
        pytest.param("A banner above Ann Lee read: “We are late.”", None, id="banner-above-her"),
        pytest.param(
            "It was a deal ranging from fish to oil with envoy Ann Lee, who said: “We are late.”",
            "ann",
            id="who-of-a-participle",
        ),
        pytest.param("The crowd around Ann Lee shouted: “We are late.”", None, id="crowd-around-her"),
        pytest.param("“We are late,” reads the plaque that Ann Lee unveiled.", None, id="plaque-that-she-unveiled"),
        pytest.param("In the words of Ann Lee, “We are late.”", "ann", id="in-the-words-of"),
        pytest.param("“We are late,” came the reply from Ann Lee.", "ann", id="came-the-reply"),
        pytest.param("“We are late” – so said Ann Lee after the show.", "ann", id="so-said"),
        pytest.param(
            "The cook, Bo Ode, and the skipper, Ann Lee, sat. “We are late,” the skipper said.", "ann", id="two-roles"
        ),
        pytest.param("“We are late,” said Ann Lee around midnight, when Bo Ode slept.", "ann", id="around-midnight"),
        pytest.param("“We are late,” said Ann Lee shortly before dawn.", "ann", id="shortly-before"),
        pytest.param("“We are late,” said Ann Lee outside the hall.", "ann", id="outside"),
        pytest.param("“We are late,” said Ann Lee angrily.", "ann", id="angrily"),
        pytest.param("“We are late,” said Ann Lee last night.", "ann", id="last-night"),
        pytest.param("“We are late.” — Ann Lee, head of the mission", "ann", id="dash-and-post"),
        pytest.param("“We are late.”\n\n— Ann Lee, head of the mission", "ann", id="credit-below"),
        pytest.param("“We are late.”\n\nAnn Lee", "ann", id="name-below"),
        pytest.param("“We are late.”\n\nAnn Lee, head of the mission", "ann", id="name-and-post-below"),
        pytest.param("“We are late.”\n\nThe harbour", None, id="words-below"),
        pytest.param("And from President Ann Lee:\n\n“We are late.”", "ann", id="and-from"),
        pytest.param("Here is what Ann Lee had to say:\n\n“We are late.”", "ann", id="what-she-had-to-say"),
        pytest.param("On the delay – Ann Lee: “We are late.”", "ann", id="topic-and-name"),
        pytest.param("Ann Lee held a sign saying “We are late.”", None, id="sign"),
        pytest.param("A source briefed on Norway said: “We are late.”", None, id="participle"),
        pytest.param("Of Norway, Ann Lee, who had been there, said, “We are late.”", "ann", id="topic-in-front"),
        pytest.param(
            "The port, head of all, Bo Ode, left.\n\nThe envoy, Ann Lee, sat. “We are late,” she said.",
            "ann",
            id="name-in-apposition-of-a-subject",
        ),
        pytest.param("Ann Lee sat. “We are late,” the Norwegian said.", "ann", id="a-woman-of-norway"),
        pytest.param("Ann Lee met Bo Ode. “We are late,” the Norwegian said.", None, id="one-of-two"),
        pytest.param("Skipper Ann Lee met Bo Ode. “We are late,” said the skipper.", "ann", id="title"),
        pytest.param("Ann Lee, 29, met Bo Ode. “We are late,” said the 29-year-old.", "ann", id="age"),
        pytest.param("The port sacked Ann Lee. “We are late,” the 29-year-old said.", "ann", id="the only one named"),
        pytest.param("Ann Lee and Bo Ode met. “We are late,” the 29-year-old said.", None, id="one of two"),
        pytest.param("Ann Lee met Bo Ode. “We are late,” said the skipper.", None, id="no-title"),
        pytest.param(
            "Ann Lee, a skipper, met Bo Ode, a skipper. “We are late,” said the skipper.", None, id="title-of-two"
        ),
    ],
)
def test_nouns_roles_and_credits_name_no_other_speaker(text: str, speaker: str | None) -> None:
    """Message nouns, words after a name, credits and descriptions lead to the source, or to nobody."""
    assert [(q.text.rstrip(",."), q.speaker) for q in extract_quotes(text) if q.kind is not QuotationKind.REPORTED] == [
        ("We are late", speaker)
    ]


@pytest.mark.parametrize(
    "text", ["Bo “the Cat” Ode sat.", "Bo “Big Cat” Ode sat.", "Bo 'Cat' Ode sat.", 'Bo "Cat" Ode sat.']
)
def test_a_nickname_is_no_quotation(text: str) -> None:
    """Capitalized words in quotation marks inside a name say nothing."""
    assert len(extract_quotes(text)) == (1 if "the" in text else 0)


def test_words_relayed_by_another_source_are_less_sure() -> None:
    """“…,” Ann Lee said, according to Norway: either may be meant as the source."""
    (quotation,) = extract_quotes("“We are late,” Ann Lee said, according to Norway.")
    assert (quotation.speaker, quotation.confidence) == ("ann", 0.825)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("“We are late,” Ann Lee said.", "ann", id="subject-then-verb"),
        pytest.param("“We are late,” said Ann Lee.", "ann", id="verb-then-subject"),
        pytest.param("Ann Lee said on Friday, “We are late.”", "ann", id="source-in-front"),
        pytest.param("Ann Lee said: “We are late.”", "ann", id="colon"),
        pytest.param("Ann Lee told reporters in Bergen that “We are late.”", "ann", id="told-somebody"),
        pytest.param("According to Ann Lee, “We are late.”", "ann", id="according-to-in-front"),
        pytest.param("“We are late,” according to Ann Lee, the head.", "ann", id="according-to-behind"),
        pytest.param("“We are late,” Ann Lee, 61, head of the mission, said.", "ann", id="apposition"),
        pytest.param("“We are late,” the envoy, Ann Lee, said.", "ann", id="name-in-apposition"),
        pytest.param("“We are late,” Ann Lee, who met Bo Ode, told the Post.", "ann", id="relative-clause"),
        pytest.param("The crew met Ann Lee, who said “We are late.”", "ann", id="who-said"),
        pytest.param("“We are late!” Ann Lee shouted.", "ann", id="cry"),
        pytest.param("“Are we late?” asked Ann Lee.", "ann", id="question"),
        pytest.param("“We are late,” Ann Lee later told Bo Ode.", "ann", id="adverb"),
        pytest.param("“We are late,” Ann Lee on Friday said.", "ann", id="day-between"),
        pytest.param("“We are late,” a spokeswoman, Ann Lee, wrote.", "ann", id="post-and-name"),
        pytest.param("“We are late,” a senior port official said on condition of anonymity.", "source", id="anonymous"),
        pytest.param("“We are late,” the Port Ministry said in a statement.", "ministry", id="institution"),
        pytest.param("“We are late,” a Port Ministry statement read.", "ministry", id="statement-of-an-institution"),
        pytest.param("The Harbour Pact states that “No ship may wait.”", "pact", id="document"),
        pytest.param("“We are late,” Oslo said.", "norway", id="metonym"),
        pytest.param("Ann Lee: “We are late.”", "ann", id="interview"),
        pytest.param("“We are late” – Ann Lee", "ann", id="signed"),
        pytest.param("“We are late,” Ann Lee (D-N.C.) said.", "ann", id="party-in-brackets"),
        pytest.param("Ann Lee, head of the mission said, “We are late.”", "ann", id="forgotten-comma"),
        pytest.param(
            "“We are late,” the envoy of Bergen, Ann Lee, told the Post.", "ann", id="post-of-a-place-and-name"
        ),
        pytest.param("“We are late,” said a spokeswoman for the port, Ann Lee.", "ann", id="name-behind-its-post"),
        pytest.param("“We are late,” said Norway's sailing coach, Ann Lee.", "ann", id="name-behind-a-participle"),
        pytest.param("The Port Ministry met. “We are late,” the ministry said.", "ministry", id="the-ministry"),
        pytest.param("“We are late,” read a statement from the Port Ministry.", "ministry", id="statement-from"),
        pytest.param("“We are late,” says Article 5 of the Harbour Pact.", "pact", id="article-of-a-document"),
        pytest.param("The Harbour Pact was signed. “No ship may wait,” the pact says.", "pact", id="the-pact"),
        pytest.param("“We are late,” Norway quoted Ann Lee as saying.", "ann", id="relayed"),
        pytest.param("Ann Lee was quoted by Norway as saying: “We are late.”", "ann", id="relayed-passive"),
        pytest.param(
            "“We are late,” Ann Lee, an envoy from Bergen, of Oslo, who had a cold, said.", "ann", id="long-tail"
        ),
        pytest.param(
            "Ann Lee, an envoy from Bergen, who had a cold, said, “We are late.”", "ann", id="long-tail-in-front"
        ),
    ],
)
def test_whole_clauses_are_given_their_source(text: str, speaker: str) -> None:
    """A quoted clause belongs to the subject of the verb that introduces it."""
    (quotation,) = extract_quotes(text)
    assert (quotation.speaker, quotation.kind) == (speaker, QuotationKind.DIRECT)
    assert quotation.confidence > 0.5


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Ann Lee called the delay “a disgrace”.", "ann", id="called"),
        pytest.param("Oslo has described the claim as “absurd,” and moved on.", "norway", id="described-as"),
        pytest.param("Norway expressed its “grave concern” over the delay.", "norway", id="expressed"),
        pytest.param("The port must “move faster,” Ann Lee told the Post.", "ann", id="verb-at-the-end"),
        pytest.param("Ann Lee warned that any delay “could be fatal”.", "ann", id="warned-that"),
        pytest.param("Ann Lee praised Norway, calling it “a friend”.", "ann", id="participle"),
        pytest.param("The day ended with Ann Lee calling it “a triumph”.", "ann", id="with-her-calling"),
        pytest.param("It was a plan described by Norway as “illegal”.", "norway", id="described-by"),
        pytest.param("Bo Ode left in what Ann Lee called “a hurry”.", "ann", id="what-she-called"),
        pytest.param("Ann Lee said the crew wanted “a rest”.", "ann", id="a-wish-reported"),
    ],
)
def test_fragments_are_given_their_source(text: str, speaker: str) -> None:
    """A few quoted words belong to whoever called, warned or described."""
    (quotation,) = extract_quotes(text)
    assert (quotation.speaker, quotation.kind) == (speaker, QuotationKind.PARTIAL)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“We are late,” a passer-by said.", id="somebody-unknown"),
        pytest.param("“We are late,” a spokesman for Ann Lee said.", id="spokesman-of-a-name"),
        pytest.param("“We are late,” the lawyer of Bo Ode told the court.", id="lawyer-of-a-name"),
        pytest.param("“We are late,” Norwegian fishermen said.", id="people-of-a-state"),
        pytest.param("Ann Lee did not say “we are late”.", id="denied"),
        pytest.param("“We are late,” Ann Lee and Bo Ode said.", id="a-pair-that-is-no-actor"),
        pytest.param("“We are late,” Lee and her crew said.", id="and-her-crew"),
        pytest.param("Ann Lee might say “we are late”.", id="what-might-be-said"),
        pytest.param("The reported “delay” cost Norway a lot.", id="participle-as-adjective"),
        pytest.param("Ann Lee’s claim of a “delay” was false.", id="noun-like-a-verb"),
        pytest.param("Ann Lee was described as “a friend”.", id="passive"),
        pytest.param("The “smart” harbour opened on Friday.", id="scare-quote"),
        pytest.param("A sign in the harbour of Norway: “Closed.”", id="sign"),
    ],
)
def test_silence_is_better_than_a_wrong_mouth(text: str) -> None:
    """Nobody is shown where the words name nobody known, or deny that it was said."""
    assert [speaker for _, speaker in list_speakers(text)] == [None]


def test_a_speaker_goes_on_in_the_same_paragraph() -> None:
    """A quotation that stands alone behind another is the same speaker's."""
    assert list_speakers("“We are late,” Ann Lee said. “We shall hurry.”") == [
        ("We are late,", "ann"),
        ("We shall hurry.", "ann"),
    ]


def test_a_quotation_is_resumed_behind_its_source() -> None:
    """Both halves of an interrupted quotation have one source."""
    assert list_speakers("“We are late,” Ann Lee said, “and tired.”") == [
        ("We are late,", "ann"),
        ("and tired.", "ann"),
    ]


def test_a_quotation_runs_over_several_paragraphs() -> None:
    """A paragraph that is left open and opened again in the next goes on; each is a quotation of its own."""
    text = "“We are late,” Ann Lee said. “We wait.\n\n“Nobody hurries.\n\n“It rains.”\n\nThe crew left."
    assert list_speakers(text) == [
        ("We are late,", "ann"),
        ("We wait.", "ann"),
        ("Nobody hurries.", "ann"),
        ("It rains.", "ann"),
    ]


def test_an_open_quotation_learns_its_source_from_the_next_paragraph() -> None:
    """Where the source is named only behind the last paragraph, the first has it too."""
    assert list_speakers("“We wait.\n\n“Nobody hurries,” Ann Lee said.") == [
        ("We wait.", "ann"),
        ("Nobody hurries,", "ann"),
    ]


def test_a_paragraph_of_its_own_continues_the_one_before() -> None:
    """A paragraph that is one closed quotation goes on with the last speaker, less surely."""
    first, second = extract_quotes("“We are late,” Ann Lee said.\n\n“We shall hurry.”")
    assert (first.speaker, second.speaker) == ("ann", "ann")
    assert second.confidence < first.confidence


def test_a_sentence_about_somebody_else_ends_what_a_speaker_says() -> None:
    """Where another person has come up since, a quotation alone is not the former speaker's."""
    *_, last = extract_quotes("“We are late,” Ann Lee said.\n\nBo Ode turned to the crew. “We shall hurry.”")
    assert last.speaker != "ann"


@pytest.mark.parametrize(
    "subject",
    ["Norway's captain Max Ray", "The rival of Norway, Governor Max Ray,", "Norway's rival, Governor Max Ray,"],
)
def test_a_person_behind_a_role_is_who_he_or_she_is(subject: str) -> None:
    """“Norway's captain Max Ray missed. ‘…,’ he said” is his, not the former speaker's."""
    *_, last = extract_quotes(f"“We are late,” Ann Lee said.\n\n{subject} smiled. “We shall hurry,” he said.")
    assert last.speaker == "max"


def test_a_colon_hands_over_to_the_next_paragraph() -> None:
    """A line that ends with a colon names the source of what follows."""
    assert list_speakers("Ann Lee went on:\n\n“We are late.”") == [("We are late.", "ann")]


def test_a_paragraph_between_ends_the_speech() -> None:
    """Two paragraphs on, a bare quotation is nobody's."""
    assert (
        list_speakers("“We are late,” Ann Lee said.\n\nIt rained.\n\nThe sea was high.\n\n“Hurry up now.”")[1][1]
        is None
    )


@pytest.mark.parametrize("going_on", ["he added", "he said", "added he"], ids=["he-added", "he-said", "inverted"])
def test_pronouns_are_the_last_speaker(going_on: str) -> None:
    """“He added” goes on with the person who spoke last, and the span of the source is the pronoun."""
    text = f"“We are late,” Bo Ode told Ann Lee.\n\n“It rains,” {going_on}."
    second = extract_quotes(text)[1]
    assert second.speaker == "bo"
    assert second.source is not None
    assert text[slice(*second.source)] == "he"


def test_she_is_not_he() -> None:
    """A pronoun never stands for somebody whom the text calls Mr."""
    assert list_speakers("“We are late,” Mr. Ode said.\n\n“It rains,” she added.")[1] == ("It rains,", None)


def test_the_subject_of_the_sentence_before_speaks() -> None:
    """“He said” goes back to the subject of the sentence before, not to whoever else stands in it."""
    assert list_speakers("Bo Ode met Ann Lee in Bergen. “It rains,” he said.") == [("It rains,", "bo")]


def test_names_inside_a_quotation_are_no_antecedents() -> None:
    """Whom a speaker speaks of does not speak next."""
    text = "“I never met Bo Ode,” Ann Lee said.\n\n“It rains,” she added."
    assert [speaker for _, speaker in list_speakers(text)] == ["ann", "ann"]


def test_first_names_distinguish_he_from_she() -> None:
    """Between two persons a pronoun is the one whose first name it fits."""
    assert list_speakers("Ann Lee waited. “It rains,” he said.") == [("It rains,", None)]


def test_the_source_added() -> None:
    """“The official” is the unnamed source that spoke last."""
    text = "A senior port official said on condition of anonymity, “We are late.”\n\n“It rains,” the official added."
    assert [speaker for _, speaker in list_speakers(text)] == ["source", "source"]


def test_sentences_inside_one_quotation_stay_together() -> None:
    """A quotation of several sentences is one, with one source."""
    assert list_speakers("“We are late. It rains. Nobody hurries,” said Ann Lee.") == [
        ("We are late. It rains. Nobody hurries,", "ann")
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"We are late," Ann Lee said.', id="straight"),
        pytest.param("‘We are late,’ Ann Lee said.", id="curly-single"),
        pytest.param("'We are late,' Ann Lee said.", id="straight-single"),
        pytest.param("„We are late,“ Ann Lee said.", id="German"),
        pytest.param("«We are late,» Ann Lee said.", id="French"),
        pytest.param("»We are late,« Ann Lee said.", id="German-book"),
        pytest.param("''We are late,'' Ann Lee said.", id="two-apostrophes"),
        pytest.param("``We are late,'' Ann Lee said.", id="TeX"),
        pytest.param('“We are late," Ann Lee said.', id="mixed"),
    ],
)
def test_marks_of_every_shape(text: str) -> None:
    """The span lies between the marks, whatever their shape."""
    assert list_speakers(text) == [("We are late,", "ann")]


@pytest.mark.parametrize(
    "text",
    [
        "Lee's crew didn't see the workers' boats in the '90s, and Ode's men weren't there.",
        'The mast is 5\' 11" high and 3" wide.',
        "Rock ’n’ roll was the brothers’ life, ’til ’68.",
        "O'Hara's and D'Arcy's boats sank.",
    ],
    ids=["possessives", "feet-and-inches", "elisions", "names"],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    """Possessives, elisions and measures quote nothing."""
    assert list_speakers(text) == []


def test_a_possessive_does_not_close_a_single_quotation() -> None:
    """The mark of “workers'” inside single marks is read as theirs."""
    assert list_speakers("'The workers' boats are late,' Ann Lee said.") == [("The workers' boats are late,", "ann")]


def test_a_quotation_inside_a_quotation_is_part_of_it() -> None:
    """Inner marks make no quotation of their own."""
    assert list_speakers("“He told me ‘never’ and left,” Ann Lee said.") == [("He told me ‘never’ and left,", "ann")]


def test_an_unclosed_quotation_ends_with_its_paragraph_behind_a_colon() -> None:
    """Behind a colon an unclosed quotation runs to the paragraph's end, never into the next."""
    assert list_speakers("Ann Lee said: “We are late. It rains.\n\nThe crew left.") == [
        ("We are late. It rains.", "ann")
    ]


def test_an_unclosed_fragment_ends_with_its_sentence() -> None:
    """Elsewhere it ends with its sentence."""
    assert list_speakers("Ann Lee called it “a disgrace. The crew left.") == [("a disgrace.", "ann")]


def test_spans_of_cue_and_source() -> None:
    """The cue's and the source's words can be shown in the text."""
    text = "“We are late,” the Port Ministry in Bergen said on Friday."
    (quotation,) = extract_quotes(text)
    assert quotation.cue is not None
    assert quotation.source is not None
    assert (text[slice(*quotation.cue)], text[slice(*quotation.source)]) == ("said", "the Port Ministry in Bergen")


@pytest.mark.parametrize("zone", [Zone.BYLINE, Zone.HEADLINE_REPEAT])
def test_zones_outside_the_report_are_not_read(zone: Zone) -> None:
    """Bylines and repeated headlines quote nobody."""
    text = "“We are late,” Ann Lee said."
    assert extract_quotations(text, split_sentences(text, [ZoneSpan(0, len(text), zone)], "a"), (), ()) == ()


MARKS = ["“", "”", '"', "'", "’", "‘", "''", "«", "»", "„", "(", ")", "—", ", ", ". ", ": ", "\n\n", "…"]
OTHERS = "Ann Lee| said| she |We are late| and | who |calling it |according to |told|the |official |5|会談".split("|")
PIECES = st.sampled_from([*MARKS, *OTHERS])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_quotations_lie_in_the_text(text: str) -> None:
    """Whatever the marks, quotations are in order, never overlap, quote the text, and are shown only when sure."""
    last = 0
    for quotation in extract_quotes(text):
        assert last <= quotation.start < quotation.end <= len(text)
        assert quotation.text == text[quotation.start : quotation.end]
        assert 0 <= quotation.confidence <= 1
        assert (quotation.speaker is None) == (quotation.confidence < 0.5)
        last = quotation.end


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "“",
        "”",
        '"',
        "'",
        "'a ",
        "a' ",
        '"a ',
        "(",
        ")",
        "said ",
        "he said, ",
        "Lee, ",
        "“a” ",
        "and Lee ",
        "of the ",
    ],
    ids=repr,
)
def test_long_monsters_are_read(unit: str) -> None:
    """A paragraph of 50,000 characters without rhyme or reason is read to its end."""
    text = (unit * 50_000)[:50_000]
    assert all(quotation.end <= len(text) for quotation in extract_quotes(text))


def list_quotes(text: str) -> list[tuple[str, str | None]]:
    """Return the clauses of reported speech and their speakers."""
    return [(q.text, q.speaker) for q in extract_quotes(text) if q.kind is QuotationKind.REPORTED]


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        pytest.param("Norway said it would wait.", "it would wait", "norway", id="no-that"),
        pytest.param("Ann Lee told reporters that Oslo would wait.", "Oslo would wait", "ann", id="that"),
        pytest.param(
            "Oslo will wait for a week, the Port Ministry said.", "Oslo will wait for a week", "ministry", id="behind"
        ),
        pytest.param("According to Ann Lee, the port is closed.", "the port is closed", "ann", id="according-in-front"),
        pytest.param("The port is closed, according to Ann Lee.", "The port is closed", "ann", id="according-behind"),
        pytest.param("The port is closed, says Ann Lee.", "The port is closed", "ann", id="says-behind"),
        pytest.param("Ann Lee told reporters the port was shut.", "the port was shut", "ann", id="told-reporters"),
        pytest.param("On Friday, Ann Lee said the port was shut.", "the port was shut", "ann", id="day-in-front"),
        pytest.param(
            "Ann Lee expressed concern that ships would wait.", "ships would wait", "ann", id="expressed-concern"
        ),
    ],
)
def test_reported_speech_is_a_clause(text: str, clause: str, speaker: str) -> None:
    """What somebody said without marks is the clause that the verb governs."""
    assert list_quotes(text) == [(clause, speaker)]


def test_two_sources_in_one_sentence() -> None:
    """Each of two sources has its own clause."""
    assert list_quotes("Ann Lee said the port was shut, and Bo Ode said the crew had left.") == [
        ("the port was shut", "ann"),
        ("the crew had left", "bo"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Ann Lee did not say that the port was shut.", "Ann Lee said on Friday.", "A man said that the port was shut."],
    ids=["denied", "nothing-said", "nobody-known"],
)
def test_no_reported_speech(text: str) -> None:
    """What was not said, or by nobody known, is not reported."""
    assert list_quotes(text) == []


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("The deputy minister summoned Bo Ode, the envoy.", id="the object of another's deed"),
        pytest.param("Ann Lee said it was “late.” The mayor left with Bo Ode.", id="somebody unnamed came between"),
        pytest.param("In a call with Bo Ode,", id="a companion in the same sentence"),
    ],
)
def test_he_is_not_who_stands_beside(before: str) -> None:
    """A pronoun goes back to whoever acts; where that one has no name, nobody speaks."""
    pronoun = "he" if before.endswith(",") else "He"
    assert list_speakers(f"{before} {pronoun} called on Norway to “immediately cease” the dredging.")[-1][1] is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("“We are late,” Long said on Friday.", "al-long", id="an adverb's letters beside the verb"),
        pytest.param("Al Long left. The ferry, Long said, was “very late”.", "al-long", id="within a sentence"),
        pytest.param("“We are late,” Al Long later said.", "al-long", id="a small adverb"),
        pytest.param("“We are late,” Al Long Monday said.", "al-long", id="a weekday"),
    ],
)
def test_a_surname_that_is_an_adverb_speaks(text: str, speaker: str) -> None:
    """With a capital beside its verb it is a name."""
    sentences = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")
    mentions = [
        Mention(match.start(), match.end(), match[0], "al-long", MentionKind.NAME)
        for match in re.finditer(r"(?:Al )?Long", text)
    ]
    actor = Actor("al-long", "Al Long", ActorKind.PERSON, ("Long",))
    assert extract_quotations(text, sentences, mentions, (actor,))[-1].speaker == speaker
