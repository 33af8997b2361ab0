"""Cues: which words introduce a quotation, who their subject is, and which of them governs what."""

from __future__ import annotations

import pytest

from corpus.languages.en.cue_verbs import (
    ATTITUDE_VERB_FORMS,
    NOUN_LIKE_BASE_FORMS,
    NOUN_LIKE_FORMS,
    SPEECH_VERB_FORMS,
    STANCE_VERB_FORMS,
)
from corpus.quotes.cue_matcher import choose_cue, filter_cues, find_cues
from corpus.quotes.reported_speech import find_reported_speech
from corpus.quotes.subjects import SubjectPosition
from corpus.quotes.tokenizer import QuoteFrame
from tests.support.corpus.quote_tokens import format_phrase, tokenize


def find_cue(text: str) -> tuple[str, str | None, SubjectPosition] | None:
    """Return the words of the last cue in *text*, its subject, and where that stands."""
    tokens = tokenize(text)
    found = find_cues(tokens)
    if not found:
        return None
    cue = found[-1]
    words = text[tokens[cue.first].start : tokens[cue.last - 1].end]
    return words, format_phrase(text, tokens, cue.subject), cue.order


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        pytest.param("Ann Lee said it.", "said", "Ann Lee", id="a name"),
        pytest.param("she said it.", "said", "she", id="a pronoun"),
        pytest.param("the head of the port said it.", "said", "the head + of the port", id="a post"),
        pytest.param("Ann Lee later said it.", "said", "Ann Lee", id="an adverb between"),
        pytest.param("Ann Lee, who said it", "said", "Ann Lee", id="who"),
        pytest.param("a note which said it", "said", "a note", id="which"),
        pytest.param("the statement read: “It is.”", "read", "the statement", id="a noun too, before a colon"),
        pytest.param("they claim it was late.", "claim", "they", id="a noun too, of several"),
        pytest.param("we claim it was late.", "claim", "we", id="of us"),
        pytest.param("i claim it was late.", "claim", "i", id="of me"),
        pytest.param("officials claim the port is shut.", "claim", "officials", id="of officials, before an article"),
        pytest.param("Ann Lee claims it.", "claims", "Ann Lee", id="a noun too, of a name"),
        pytest.param("she claims it.", "claims", "she", id="a noun too, of a pronoun"),
        pytest.param("Ann Lee was calling it bad.", "calling", "Ann Lee", id="was calling"),
        pytest.param("a banner reading “Go”.", "reading", "a banner", id="reading"),
        pytest.param("an article stipulating it", "stipulating", "an article", id="stipulating"),
        pytest.param("Norway wanted Ann Lee, 61, told it.", "told", "Ann Lee // 61", id="an age between commas"),
        pytest.param(
            "Ann Lee, head of the port, said it.", "said", "Ann Lee // head of the port", id="a post in commas"
        ),
        pytest.param("Ann Lee, 61, head of it, said it.", "said", "Ann Lee // 61, head of it", id="an age and a post"),
        pytest.param("the envoy, Ann Lee, said it.", "said", "the envoy, Ann Lee", id="a name in commas"),
        pytest.param("the envoy, Ann Lee, 61, said it.", "said", "Ann Lee // 61", id="a name and an age"),
        pytest.param(
            "It rained; Ann Lee, the envoy, said it.", "said", "Ann Lee // the envoy", id="behind a semicolon"
        ),
        pytest.param("Bo left: Ann Lee, the envoy, said it.", "said", "Ann Lee // the envoy", id="behind a colon"),
        pytest.param("Ann Lee — the envoy — said it.", "said", "Ann Lee // the envoy", id="between dashes"),
        pytest.param("Ann Lee – the envoy – said it.", "said", "Ann Lee // the envoy", id="between short dashes"),
        pytest.param("Ann Lee - the envoy - said it.", "said", "Ann Lee // the envoy", id="between hyphens"),
        pytest.param("Ann Lee, head of Oslo said so.", "said", "Ann Lee // head of Oslo", id="a forgotten comma"),
        pytest.param("rain, head of Oslo said so.", "said", "head + of Oslo", id="no name before the comma"),
        pytest.param("it saw Bo Ode, head of Oslo said so.", "said", "head + of Oslo", id="a name that is an object"),
        pytest.param("Bo, head of Oslo said so.", "said", "head + of Oslo", id="a name of one word"),
        pytest.param("Oslo, Ann Lee said it.", "said", "Ann Lee", id="a name behind a comma"),
        pytest.param(
            "“Go,” the envoy, of Oslo, Bo, said.", "said", "the envoy // of Oslo, Bo", id="behind a quotation the first"
        ),
    ],
)
def test_a_subject_stands_before_its_verb(text: str, cue: str, subject: str) -> None:
    """With what stands between them, and with an apposition behind it."""
    assert find_cue(text) == (cue, subject, SubjectPosition.BEFORE)


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        pytest.param("“Go,” said Ann Lee.", "said", "Ann Lee", id="inverted"),
        pytest.param("“Go”, said Ann Lee.", "said", "Ann Lee", id="inverted, with the comma outside"),
        pytest.param("Said Ann Lee: “Go.”", "Said", "Ann Lee", id="inverted, in front"),
        pytest.param("“Go,” read a note.", "read", "a note", id="a noun too, behind a quotation"),
        pytest.param(
            "“Go,” said a spokeswoman, Ann Lee, now.", "said", "a spokeswoman // Ann Lee", id="post, then name"
        ),
        pytest.param("“Go,” said Ann Lee, Bo’s wife.", "said", "Ann Lee", id="name, then post"),
        pytest.param("“Go,” said a man, 61.", "said", "a man", id="post, then age"),
        pytest.param("“Go,” said a man, Ann", "said", "a man // Ann", id="a name at the end"),
        pytest.param("“Go,” said a man,", "said", "a man", id="a comma at the end"),
        pytest.param("“Go,” said a man", "said", "a man", id="nothing behind"),
        pytest.param("According to Ann Lee, it rains.", "According to", "Ann Lee", id="according to, in front"),
        pytest.param("It rains, according to the port.", "according to", "the port", id="according to, behind"),
        pytest.param("It rains, says Ann Lee.", "says", "Ann Lee", id="at the sentence's end"),
        pytest.param("it was called bad by Ann Lee.", "called", "Ann Lee", id="passive"),
        pytest.param("it was told to us by Ann Lee.", "told", "Ann Lee", id="passive, some words before its agent"),
        pytest.param("a plan described by Norway", "described", "Norway", id="passive, without a verb to be"),
        pytest.param("Norway quoted Ann Lee as saying it.", "quoted Ann Lee as saying", "Ann Lee", id="relayed"),
        pytest.param("Bo, citing Ann Lee as telling it", "citing Ann Lee as telling", "Ann Lee", id="relayed, telling"),
        pytest.param("“Go” – Ann Lee", "–", "Ann Lee", id="signed"),
        pytest.param("“Go” — Ann Lee.", "—", "Ann Lee", id="signed, with a stop"),
        pytest.param("“Go” -- Ann Lee", "--", "Ann Lee", id="signed behind two hyphens"),
    ],
)
def test_a_subject_stands_behind_its_verb(text: str, cue: str, subject: str) -> None:
    """Where the verb follows a quotation or closes the sentence, and of agents and relayed sources."""
    assert find_cue(text) == (cue, subject, SubjectPosition.BEHIND)


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        pytest.param("Ann Lee called it bad and said so.", "said", "Ann Lee", id="and"),
        pytest.param("Ann Lee called it bad but said so.", "said", "Ann Lee", id="but"),
        pytest.param("Ann Lee came, calling it bad.", "calling", "Ann Lee", id="a participle"),
        pytest.param("Calling it bad, Bo left.", "Calling", "Bo", id="a participle in front"),
        pytest.param("It ended with Ann Lee calling it bad.", "calling", "Ann Lee", id="with"),
        pytest.param("It ended with Ann Lee loudly calling it bad.", "calling", "Ann Lee", id="with, and an adverb"),
        pytest.param("Bo said so, Ann Lee, and then, said it.", "said", "Bo", id="and, between commas"),
        pytest.param("Bo said rain, told Ann Lee", "told", "Bo", id="an object, for a verb that takes one"),
        pytest.param("Bo said rain, sun, says Ann Lee", "says", "Bo", id="an object behind two commas"),
        pytest.param("Bo said rain, says Ann Lee in a talk", "says", "Bo", id="an object before more words"),
    ],
)
def test_a_subject_is_shared_with_another_verb(text: str, cue: str, subject: str) -> None:
    """A cue without a subject of its own has that of the one before it, or the sentence's."""
    assert find_cue(text) == (cue, subject, SubjectPosition.SHARED)


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"Ann Lee {word} say it."
            for word in ("would", "could", "might", "may", "should", "must", "can", "would not")
        ),
        *("Ann Lee declined to say it.", "Ann Lee refused to say it.", "Ann Lee came to say it."),
        *("the claim was late.", "the minister's claim was late.", "the workers' claims were late."),
        *("officials claim it.", "Ann Lee claim the port.", "a man claims it.", "this claims, it", "a thought hurt"),
        *("the calling card.", "in calling it bad.", "of calling it bad", "for calling", "by calling"),
        *("the reported delay", "Ann Lee was called a fool.", "Ann Lee is told of it.", "it has been called bad"),
        *("it was according her", "“Go,” Said Bo", "according", "a man, Bo: “Go”", "Ann Lee: it rains."),
        *("“Go” – an envoy", "“Go”, Ann Lee", "A B C D E: “Go.”", "“Go” –", "Bo: go: “Go”"),
        "it was told to all of us by Ann",
    ],
)
def test_other_words_introduce_nothing(text: str) -> None:
    """Nouns, adjectives, passives, what might be said, and lines that are no label."""
    assert find_cue(text) is None


def test_an_interview_names_its_speakers() -> None:
    """Up to four capitalised words before a colon and a quotation."""
    assert find_cue("Ann Lee: “Go.”") == (":", "Ann Lee", SubjectPosition.COLON)
    assert find_cue("Dr. Ann B. Lee: “Go.”") == (":", "Dr. Ann B. Lee", SubjectPosition.COLON)


def test_what_went_on_to_be_said_was_said() -> None:
    """“Went on to say” is no wish."""
    assert find_cue("Ann Lee went on to say it.") == ("say", "Ann Lee", SubjectPosition.BEFORE)


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        pytest.param("Ann Lee was quoted by Bo as saying it.", "quoted by Bo as saying", "Ann Lee", id="by another"),
        pytest.param("Ann Lee was quoted as saying it.", "quoted as saying", "Ann Lee", id="by nobody"),
        pytest.param("Ann Lee was quoted it.", "quoted", "Ann Lee", id="without saying"),
    ],
)
def test_who_is_quoted_speaks(text: str, cue: str, subject: str) -> None:
    """In the passive the source stands before the verb."""
    assert find_cue(text) == (cue, subject, SubjectPosition.BEFORE)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        pytest.param("so Ann Lee said it.", "Ann", id="its subject, before"),
        pytest.param("“Go,” said Ann Lee.", "said", id="the cue, before its subject"),
        pytest.param("Ann Lee left, calling it.", "calling", id="the cue, for a shared subject"),
        pytest.param("so Norway quoted Ann Lee as saying it.", "Norway", id="whoever relays"),
        pytest.param("so “Go,” quoting Ann Lee as saying it.", "quoting", id="the cue, where nobody relays"),
    ],
)
def test_words_of_attribution_begin_with_the_first_of_them(text: str, opening: str) -> None:
    """With the cue, its subject, or what introduces both."""
    tokens = tokenize(text)
    assert tokens[find_cues(tokens)[-1].start].text == opening


@pytest.mark.parametrize(
    ("text", "denied", "says"),
    [
        ("Ann Lee said it.", False, True),
        ("Ann Lee did not say it.", True, True),
        ("Ann Lee called it bad.", False, False),
        ("Ann Lee never called it bad.", True, False),
        ("Ann Lee, not calling it bad, left.", True, False),
        ("it was called bad by Bo.", False, False),
        ("it was told to us by Bo.", False, True),
        ("a banner not reading “Go”.", True, True),
        ("Ann Lee left, adding it.", False, True),
    ],
)
def test_cues_deny_or_affirm_and_say_or_judge(text: str, denied: bool, says: bool) -> None:
    """Only what is affirmed, by somebody, is of use."""
    tokens = tokenize(text)
    (cue,) = find_cues(tokens)
    assert (cue.is_negated, cue.is_speech_verb) == (denied, says)
    assert filter_cues([cue]) == ([] if denied else [cue])


def test_a_cue_without_a_subject_is_of_no_use() -> None:
    """“According to” needs somebody behind it."""
    assert filter_cues(find_cues(tokenize("it rains, according to"))) == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        pytest.param("“Go on,” Ann said.", "Ann said follows", id="behind a comma"),
        pytest.param("“Go on” – Ann said.", "Ann said follows", id="behind a dash"),
        pytest.param("“Go on” Ann said.", "Ann said abuts", id="behind no mark"),
        pytest.param("“Go on”; Ann said it.", "None", id="behind a semicolon"),
        pytest.param("Bo said “go on” Ann said.", "Bo said adjacent", id="in front, before what abuts"),
        pytest.param("Bo said “go on,” Ann said.", "Ann said follows", id="behind a comma, before what is in front"),
        pytest.param("Ann said: “Go on.”", "Ann said colon", id="behind a colon"),
        pytest.param("Ann said “Go on.”", "Ann said adjacent", id="right behind"),
        pytest.param("Ann said, “Go on.”", "Ann said adjacent", id="behind a comma"),
        pytest.param("Ann said then “go on”.", "Ann said adjacent", id="behind a word"),
        pytest.param("Ann said on Friday, “Go on.”", "Ann said introduced", id="behind a comma and words"),
        pytest.param("Ann told a man that “Go on.”", "Ann told introduced", id="behind that"),
        pytest.param("Ann called it all “a disgrace”.", "Ann called near", id="behind words"),
        pytest.param("Ann said " + "a " * 12 + "“disgrace”.", "Ann said near", id="behind twelve words"),
        pytest.param(
            "Ann said " + "a " * 13 + "“disgrace”.", "Ann said earlier", id="behind more, of a verb of saying"
        ),
        pytest.param("Ann called " + "a " * 13 + "“disgrace”.", "None", id="behind more, of a verb of stance"),
        pytest.param("Ann called it “bad” and “sad”.", "Ann called listed", id="behind another quotation"),
        pytest.param("Ann called it “bad” " + "a " * 11 + "“sad”.", "Ann called listed", id="twelve words and another"),
        pytest.param("Ann called it “bad” " + "a " * 12 + "“sad”.", "None", id="more words and another"),
        pytest.param("It was “bad” for all, Ann said.", "Ann said trails", id="its clause ends with the cue"),
        pytest.param("It was “bad” for all Ann said.", "None", id="its clause does not end there"),
        pytest.param("Bo said it was “bad” for all, Ann said.", "Bo said near", id="in front, before what trails"),
        pytest.param("It is “bad” and Ann left, adding it.", "None", id="a shared subject does not trail"),
        pytest.param("Ann left “bad” adding it.", "None", id="nor abut"),
        pytest.param("Ann said the crew wanted “a rest”.", "Ann said near", id="a wish that is reported"),
        pytest.param("Ann said so, and the crew wanted “a rest”.", "crew wanted adjacent", id="a wish of one's own"),
        pytest.param("Ann called the crew wanted “a rest”.", "crew wanted adjacent", id="a wish behind a judgement"),
        pytest.param("Ann said the crew warned of “a rest”.", "crew warned adjacent", id="a warning that is reported"),
        pytest.param("“Go on,” " + ", " * 39 + "Ann said.", "Ann said follows", id="forty tokens off"),
        pytest.param("“Go on,” " + ", " * 40 + "Ann said.", "Ann said trails", id="farther off"),
        pytest.param("Ann said" + " ," * 40 + " “Go on.”", "Ann said adjacent", id="forty tokens before"),
        pytest.param("Ann said" + " ," * 41 + " “Go on.”", "Ann said earlier", id="farther before"),
    ],
)
def test_a_quotation_is_governed_by_one_cue(text: str, how: str) -> None:
    """The nearest that its place allows; and how it stands says how sure that is."""
    tokens = tokenize(text)
    at = max(index for index, token in enumerate(tokens) if token.quoted)
    choice = choose_cue(QuoteFrame(0, tokens), at, filter_cues(find_cues(tokens)))
    told = "None"
    if choice is not None and choice.cue.subject is not None:
        told = f"{tokens[choice.cue.subject.last - 1].text} {tokens[choice.cue.first].text} {choice.pattern}"
    assert told == how


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        pytest.param("Ann said the port is shut.", ["the port is shut"], id="without that"),
        pytest.param("Ann said that the port is shut.", ["the port is shut"], id="with that"),
        pytest.param("Ann said on Friday the port is shut.", ["the port is shut"], id="behind a day"),
        pytest.param("Ann said: the port is shut.", ["the port is shut"], id="behind a colon"),
        pytest.param("Ann said, the port is shut.", ["the port is shut"], id="behind a comma"),
        pytest.param("Ann said it hurt and, while.", [], id="too short"),
        pytest.param("Ann said it hurt me and, as.", ["it hurt me"], id="joining words at its end"),
        pytest.param("Ann said it hurt me but, while", ["it hurt me"], id="others at its end"),
        pytest.param("Ann said that, and it hurt me.", ["it hurt me"], id="joining words in front"),
        pytest.param("Ann said that but it hurt me.", ["it hurt me"], id="another in front"),
        pytest.param("Ann said " + "it " * 148 + "hurts.", ["it " * 148 + "hurts"], id="as long as a clause may be"),
        pytest.param("Ann said " + "it " * 149 + "hurts.", [], id="longer"),
        pytest.param("Ann said it was “bad” for all.", [], id="what is quoted"),
        pytest.param("Ann said in a short briefing.", [], id="where it was said"),
        pytest.param("Ann said that in June it rains.", ["in June it rains"], id="where it is, behind that"),
        pytest.param("Ann called it all bad.", [], id="a judgement"),
        pytest.param("Ann feared that it all broke.", [], id="a thought"),
        pytest.param("Ann hinted that it all broke.", ["it all broke"], id="a hint, with that"),
        pytest.param("Ann hinted to men here that it all broke.", ["it all broke"], id="a hint, that not far off"),
        pytest.param("Ann hinted to a man here that it all broke.", [], id="a hint, that too far off"),
        pytest.param("Ann hinted it all broke.", [], id="a hint, without that"),
        pytest.param("Ann voiced fear that it all broke.", ["it all broke"], id="voiced"),
        pytest.param("Ann expresses fear that it all broke.", ["it all broke"], id="expresses"),
        pytest.param("Ann praised fear that it all broke.", [], id="praised"),
        pytest.param("Ann told reporters it all broke.", ["it all broke"], id="told somebody"),
        pytest.param("Ann told them it all broke.", ["it all broke"], id="told them"),
        pytest.param("Ann told it all in June.", ["it all in June"], id="told a pronoun that is no listener"),
        pytest.param("Ann told crews it all broke.", [], id="told others, without that"),
        pytest.param("Ann warned crews that it all broke.", ["it all broke"], id="warned others that"),
        pytest.param("Ann said crews, that it all broke.", ["crews, that it all broke"], id="a comma before that"),
        pytest.param("Ann said " + "a " * 11 + "that it all broke.", ["it all broke"], id="that, far off"),
        pytest.param(
            "Ann said " + "a " * 12 + "that it all broke.", ["a " * 12 + "that it all broke"], id="too far off"
        ),
        pytest.param("The port is shut, Ann said.", ["The port is shut"], id="in front"),
        pytest.param("But the port is shut, Ann said.", ["the port is shut"], id="in front, behind a joining word"),
        pytest.param("The port is shut Ann said.", [], id="in front, without a comma"),
        pytest.param("On a cold Friday, Ann said it hurt me.", ["it hurt me"], id="what leads in"),
        pytest.param("While it all broke, Ann said it hurt me.", ["it hurt me"], id="a clause that leads in"),
        pytest.param("Leaving it all behind, Ann said it hurt me.", ["it hurt me"], id="a participle that leads in"),
        pytest.param("Sadly for us all, Ann said it hurt me.", ["it hurt me"], id="an adverb that leads in"),
        pytest.param("The rain fell, adding it hurt me.", [], id="a participle does not report"),
        pytest.param("According to Ann, it hurt me.", ["it hurt me"], id="according to"),
        pytest.param("It hurt me, according to Ann.", ["It hurt me"], id="according to, behind"),
        pytest.param(
            "Ann said it hurt me, and Bo said it hurt us.", ["it hurt me", "it hurt us"], id="two that are joined"
        ),
        pytest.param(
            "Ann said it hurt me; Bo said it hurt us.", ["it hurt me", "it hurt us"], id="two that are parted"
        ),
        pytest.param("Ann said it hurt me as Bo said it hurt us.", ["it hurt me", "it hurt us"], id="two at a time"),
        pytest.param("Ann said Bo said it hurt us.", ["Bo said it hurt us", "it hurt us"], id="one inside another"),
        pytest.param("It hurt me, Ann said, but Bo said it did us.", ["It hurt me", "it did us"], id="on both sides"),
    ],
)
def test_reported_clauses_stand_before_or_behind_their_verb(text: str, clauses: list[str]) -> None:
    """Verbs that report by themselves or with a near “that”; marks and joining words at the ends are left out."""
    tokens = tokenize(text)
    found = find_reported_speech(QuoteFrame(0, tokens), filter_cues(find_cues(tokens)))
    assert [text[start:end] for _, (start, end) in found] == clauses


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param("say says said saying", id="irregular"),
        pytest.param("begin begins began beginning", id="a strong one"),
        pytest.param("add adds added adding", id="regular"),
        pytest.param("argue argues argued arguing", id="on -e"),
        pytest.param("reply replies replied replying", id="on -y"),
        pytest.param("relay relays relayed relaying", id="on a vowel and -y"),
        pytest.param("preach preaches preached preaching", id="on -ch"),
        pytest.param("stress stresses stressed stressing", id="on -s"),
        pytest.param("quip quips quipped quipping", id="that doubles its end"),
        pytest.param("admit admits admitted admitting", id="another that doubles it"),
        pytest.param("hold holds held holding", id="hold"),
        pytest.param("swear swears swore swearing", id="swear"),
        pytest.param("shoot shoots shot shooting", id="shoot"),
        pytest.param("write writes wrote writing", id="write"),
        pytest.param("think thinks thought thinking", id="think"),
        pytest.param("tell tells told telling", id="tell"),
        pytest.param("go goes went going", id="go"),
        pytest.param("put puts putting", id="put"),
        pytest.param("read reads reading", id="read"),
    ],
)
def test_verbs_of_saying_are_known_in_every_form(forms: str) -> None:
    """Third person, past and participle, spelled as English spells them."""
    assert set(forms.split()) <= SPEECH_VERB_FORMS


@pytest.mark.parametrize(
    "forms",
    ["feel feels felt feeling", "find finds found finding", "seek seeks sought seeking", "speak spoke speaking"],
)
def test_verbs_of_stance_are_known_in_every_form(forms: str) -> None:
    """The irregular ones among them."""
    assert set(forms.split()) <= STANCE_VERB_FORMS


def test_no_form_is_spelled_wrong() -> None:
    """No regular ending is put to an irregular verb, no consonant doubled or left single by mistake."""
    wrong = "sayed telled thinked writed admited quiped addded replyed replys argueed argueing preachs stresss goed"
    assert not (SPEECH_VERB_FORMS | STANCE_VERB_FORMS) & set(wrong.split())


def test_forms_that_are_nouns_too_are_doubtful() -> None:
    """The bare one and the one in -s; and some past forms."""
    assert {"claim", "claims", "reply", "shot", "thought", "felt"} <= NOUN_LIKE_FORMS
    assert {"claimed", "claiming", "replies", "said", "added"} & NOUN_LIKE_FORMS == set()
    assert "claim" in NOUN_LIKE_BASE_FORMS
    assert {"claims", "put", "read"} & NOUN_LIKE_BASE_FORMS == set()
    assert {"wanted", "hopes", "believe"} <= ATTITUDE_VERB_FORMS
