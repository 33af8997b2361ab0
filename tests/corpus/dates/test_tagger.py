"""Claims about the temporal tagger."""

from __future__ import annotations

import pytest

from corpus.dates.tagger import tag
from corpus.models import Sentence, TimeExpression, TimeKind, Zone


def _tag(*texts: str, published: str | None = "2024-06-20") -> tuple[TimeExpression, ...]:
    """Tag *texts* as the sentences of one article, published on a Thursday unless said otherwise."""
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence("a", start, start + len(text), text))
        start += len(text) + 1
    return tag(sentences, published)


def _list_values(text: str, published: str | None = "2024-06-20") -> list[tuple[str, str]]:
    return [(found.text, found.value) for found in _tag(text, published=published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        pytest.param("They met on Wednesday.", "Wednesday", "2024-06-19", id="a weekday is the last one"),
        pytest.param("They met on Thursday.", "Thursday", "2024-06-20", id="the weekday of publication is that day"),
        pytest.param("They will meet on Monday.", "Monday", "2024-06-24", id="a verb that looks ahead turns it round"),
        pytest.param("It used its veto in March.", "March", "2024-03", id="a month is the last one"),
        pytest.param("It will vote in March.", "March", "2025-03", id="a verb that looks ahead turns a month round"),
        pytest.param("It was signed on 12 May 1998.", "12 May 1998", "1998-05-12", id="a day in British order"),
        pytest.param("It was signed on May 12, 1998.", "May 12, 1998", "1998-05-12", id="a day in American order"),
        pytest.param("The war began in February 2022.", "February 2022", "2022-02", id="a month of a year"),
        pytest.param("The ban began in 2006.", "2006", "2006", id="a year"),
        pytest.param("In the 1990s it was poor.", "the 1990s", "199", id="a decade"),
        pytest.param("They agreed last week.", "last week", "2024-W24", id="a week"),
        pytest.param("It ends next month.", "next month", "2024-07", id="a month beside publication"),
        pytest.param(
            "Sales fell in the first quarter of 2023.", "the first quarter of 2023", "2023-Q1", id="a quarter"
        ),
        pytest.param("It closed two years ago.", "two years ago", "2022", id="years before publication"),
        pytest.param("It went on for three months.", "three months", "P3M", id="a duration"),
        pytest.param("It went on for several days.", "several days", "PXD", id="a vague duration"),
        pytest.param("Each Friday they pray.", "Each Friday", "XXXX-WXX-5", id="a set"),
        pytest.param("They spoke on Wednesday evening.", "Wednesday evening", "2024-06-19TEV", id="a part of a day"),
        pytest.param("It now needs help.", "now", "PRESENT_REF", id="a vague reference"),
        pytest.param("They met on Wednesday, 12 June.", "Wednesday, 12 June", "2024-06-12", id="a day without a year"),
        pytest.param("He was shot on Oct. 23.", "Oct. 23", "2023-10-23", id="the past tense outweighs a far day"),
        pytest.param("They will vote on Nov. 5.", "Nov. 5", "2024-11-05", id="a day to come"),
        pytest.param("He went from June 19 to 20.", "June 19 to 20", "2024-06-19/2024-06-20", id="from day to day"),
        pytest.param("The 1950-53 war ended.", "1950-53", "1950/1953", id="from year to year"),
        pytest.param("It rose in the late 1980s.", "the late 1980s", "198", id="a part of a decade"),
        pytest.param("It was built in the 19th century.", "the 19th century", "18", id="a century"),
        pytest.param("It opens in early July.", "early July", "2024-07", id="a part of a month"),
        pytest.param("Sold by the end of last month.", "the end of last month", "2024-05", id="the end of a month"),
        pytest.param("It came in September last year.", "September last year", "2023-09", id="a month of last year"),
        pytest.param("It came last November.", "last November", "2023-11", id="a month by last"),
        pytest.param("It was hot last summer.", "last summer", "2023-SU", id="a season"),
        pytest.param("They met over the weekend.", "the weekend", "2024-W24-WE", id="the last weekend"),
        pytest.param("He left two weeks ago.", "two weeks ago", "2024-W23", id="weeks before publication"),
        pytest.param("He left yesterday morning.", "yesterday morning", "2024-06-19TMO", id="a part of yesterday"),
        pytest.param("He spoke on 20/06/2024.", "20/06/2024", "2024-06-20", id="figures that read one way"),
        pytest.param("He spoke on 05/06/2024.", "05/06/2024", "2024-XX-XX", id="figures that read two ways"),
        pytest.param("At 3:30pm on 18 June he left.", "3:30pm on 18 June", "2024-06-18T15:30", id="a time of a day"),
        pytest.param("He left at noon Wednesday.", "noon Wednesday", "2024-06-19T12:00", id="noon of a weekday"),
        pytest.param("In the early hours of Tuesday.", "the early hours of Tuesday", "2024-06-18TMO", id="early hours"),
        pytest.param("It lasted a year and a half.", "a year and a half", "P1Y6M", id="a length and its half"),
        pytest.param("A two-year deal.", "A two-year", "P2Y", id="an article before a number counts nothing"),
        pytest.param("It took 2 1/2 years.", "2 1/2 years", "P2Y6M", id="halves are spelt in the finer unit"),
        pytest.param("In the past 24 hours.", "the past 24 hours", "PT24H", id="hours"),
        pytest.param("It sells daily.", "daily", "P1D", id="a frequency"),
        pytest.param("On Tuesdays they rest.", "Tuesdays", "XXXX-WXX-2", id="a weekday that returns"),
        pytest.param("It was bad in recent weeks.", "recent weeks", "PXW", id="recent weeks"),
        pytest.param("It is better these days.", "these days", "PRESENT_REF", id="these days"),
        pytest.param("In the year nineteen ninety-six.", "the year nineteen ninety-six", "1996", id="a year in words"),
        pytest.param("It was seen on Christmas Day.", "Christmas Day", "2023-12-25", id="a feast gone by"),
        pytest.param("They will rest at Easter.", "Easter", "2025-04-20", id="a feast to come"),
        pytest.param("The talks begin Monday.", "Monday", "2024-06-24", id="what is on a calendar is to come"),
        pytest.param("They extended it until Tuesday.", "Tuesday", "2024-06-25", id="a term is to come"),
    ],
)
def test_words_have_a_value(text: str, words: str, value: str) -> None:
    """An expression is marked without its preposition and has the value of TIMEX3."""
    assert _list_values(text) == [(words, value)]


def test_a_named_period_is_known_as_such() -> None:
    """Wars that go by a name are marked as named periods, which date nothing by themselves."""
    assert [found.kind for found in _tag("It is the largest since World War II.")] == [TimeKind.NAMED]


def test_a_day_after_is_distinguished_from_the_date_behind_it() -> None:
    """The day after they signed it Wednesday follows that Wednesday, though it is named first."""
    assert _list_values("It was shown a day after they signed it Tuesday.") == [
        ("a day after", "2024-06-19"),
        ("Tuesday", "2024-06-18"),
    ]


@pytest.mark.parametrize(
    ("published", "value"),
    [
        pytest.param(None, "XXXX-WXX-3", id="nothing is known"),
        pytest.param("2024-06", "XXXX-WXX-3", id="the month has several"),
        pytest.param("2024-06-20/2024-06-22", "2024-06-19", id="the same from every day of the interval"),
        pytest.param("2024-06-20T15:26", "2024-06-19", id="a time is known as well"),
        pytest.param("no date", "XXXX-WXX-3", id="no ISO value at all"),
    ],
)
def test_a_weekday_is_resolved_only_where_publication_allows(published: str | None, value: str) -> None:
    """A weekday that might be several days stays open."""
    assert _list_values("They met on Wednesday.", published) == [("Wednesday", value)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mrs. May will march with them.", id="names and verbs that are months elsewhere"),
        pytest.param("Jan Kavan spoke.", id="a first name"),
        pytest.param("A 52-year-old man.", id="ages"),
        pytest.param("About three-quarters of its food.", id="fractions"),
        pytest.param("It sold 1500 tons for $2024 and 1,989 more.", id="counts and money"),
        pytest.param("As soon as possible.", id="soon in a phrase"),
        pytest.param("A minute detail and a second bomb.", id="units that are other words"),
        pytest.param("Sun shares fell, and he sat.", id="short weekdays that are words"),
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    """Names, counts, ages and impossible days are no time expressions."""
    assert _tag(text) == ()


def test_a_report_of_the_day_stays_in_the_day() -> None:
    """Earlier in the day is publication's day, though another was named in passing."""
    assert [
        found.value for found in _tag("The pact was signed Wednesday.", "Earlier in the day, Seoul protested.")
    ] == [
        "2024-06-19",
        "2024-06-20",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("The day before, he had left.", "2000-06-12", id="the day before"),
        pytest.param("The next day he came back.", "2000-06-14", id="the next day"),
        pytest.param("Two days later they signed.", "2000-06-15", id="days later"),
        pytest.param("A week earlier it was unthinkable.", "2000-06-06", id="a week earlier"),
        pytest.param("The following year it failed.", "2001", id="the following year"),
        pytest.param("That same day it rained.", "2000-06-13", id="the same day"),
    ],
)
def test_narration_goes_on_from_the_day_mentioned_last(text: str, value: str) -> None:
    """In a tale of other times a relative day is counted from the last day named, not from publication."""
    assert _tag("The two met on June 13, 2000.", text)[-1].value == value


def test_the_day_before_an_event_is_not_guessed() -> None:
    """The day before something that is not dated in the sentence stays open."""
    assert _list_values("The day before the summit, he flew home.") == [("The day before", "XXXX-XX-XX")]


def test_captions_and_headlines_use_the_present_for_the_past() -> None:
    """The present tense of a caption shows what has been; that of the body shows what is on the calendar."""
    text = "The minister arrives on Monday."
    caption, body = (Sentence("a", 0, len(text), text, zone) for zone in (Zone.CAPTION, Zone.BODY))
    values = [tag([sentence], "2024-06-20")[0].value for sentence in (caption, body)]
    assert values == ["2024-06-17", "2024-06-24"]


def test_figures_are_compared_with_the_same_quarter() -> None:
    """Beside figures of accounts "a year earlier" is the same quarter of the year before."""
    found = _tag(
        "Profit rose 5% in the third quarter of 1989.", "Sales were $2 million, up from $1 million a year earlier."
    )
    assert [one.value for one in found] == ["1989-Q3", "1988-Q3"]


def test_every_value_says_how_it_was_found() -> None:
    """The reader can see how each value was found."""
    assert all(found.how for found in _tag("On Wednesday, two days after the vote in March 2022, it now ended."))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        pytest.param("They met on Wednesday.", "weekday before publication", id="a weekday gone by"),
        pytest.param("They will meet on Monday.", "weekday after publication", id="a weekday to come"),
        pytest.param("They met two days ago.", "2 days before publication", id="days ago"),
        pytest.param("It ends next month.", "the month after publication", id="a month to come"),
        pytest.param("It began on 3 May 2019.", "as written", id="a day in full"),
    ],
)
def test_how_is_said_in_words(text: str, how: str) -> None:
    """What is said of how a value was found names what it was derived from."""
    assert [found.how for found in _tag(text)] == [how]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("In July the ministers meet.", "2024-07", id="present tense, the month ahead"),
        pytest.param("The summit begins in September.", "2024-09", id="present tense, some months ahead"),
        pytest.param("A shortage of oil in July.", "2024-07", id="no verb, the month ahead"),
        pytest.param("In July the ministers met.", "2023-07", id="past tense"),
        pytest.param("They refused to meet in July.", "2023-07", id="an infinitive behind a past"),
        pytest.param("The visit was short in September.", "2023-09", id="a noun that is a verb elsewhere"),
        pytest.param("In March the ministers meet.", "2025-03", id="present tense, a month gone by"),
    ],
)
def test_a_month_alone_follows_its_verb_or_is_the_next(text: str, value: str) -> None:
    """What is on a calendar is put in the present tense; a month just ahead needs no verb at all."""
    assert [found.value for found in _tag(text)] == [value]


@pytest.mark.parametrize(
    "aside",
    [
        pytest.param("It renewed a treaty of 1961.", id="a year in passing"),
        pytest.param("They had been foes in the 1950s.", id="a decade in passing"),
        pytest.param("Nobody was hurt.", id="no time at all"),
    ],
)
def test_the_same_day_is_the_day_mentioned_last(aside: str) -> None:
    """A year named in passing does not end the tale of a day."""
    found = _tag("The pact was signed on 12 June.", aside, "In the morning of the same day they had dined.")
    assert [one.value for one in found][-2:] == ["2024-06-12TMO", "2024-06-12"]


def test_a_month_ends_the_narration_of_a_day() -> None:
    """After a month of its own "the same day" is no longer the day mentioned before."""
    found = _tag("The pact was signed on 12 June.", "It was drafted last month.", "In the morning they dined.")
    assert found[-1].value == "2024-06-20TMO"


def test_a_day_that_opens_a_subheading_is_that_of_the_text_below() -> None:
    """In a chronicle "the same day" is the day of its heading."""
    heading, told = "Wednesday, 12 June: the pact", "In the morning of the same day they had dined."
    below = len(heading) + 1
    sentences = (
        Sentence("a", 0, len(heading), heading, Zone.SUBHEADING),
        Sentence("a", below, below + len(told), told),
    )
    assert [found.value for found in tag(sentences, "2024-06-20")][-2:] == ["2024-06-12TMO", "2024-06-12"]


def test_a_number_of_people_behind_and_is_no_year() -> None:
    """Behind “and”, as at the start of a sentence, a number before a plural and its verb counts them."""
    text = "The hall was lit, and 1950 guests listened to it."
    assert not tag([Sentence("key", 0, len(text), text)], None)
    text = "They met in 2019, and 1950 elections were recalled."
    assert [one.value for one in tag([Sentence("key", 0, len(text), text)], None)] == ["2019", "1950"]
