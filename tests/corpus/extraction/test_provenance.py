"""Outlet, title and date of an article, by its own words and page; every text here is made up."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.extraction import provenance
from corpus.extraction.date_clues import find_clues, narrow_date_range
from corpus.models import Confidence, Hints, Provenance
from corpus.segmentation import label_zones

BODY = (
    "The two ministers agreed on Tuesday to reopen the harbour, ending a dispute that kept all boats in port.",
    "“We are content with what was reached,” the fisheries minister told reporters after talks on Tuesday.",
    "Fishing crews had blocked the entrance since Sunday, and wholesale prices rose by a third in that time.",
)
HEADLINE = "Ministers reopen the harbour"


def infer_provenance(*lines: str, hints: Hints | None = None) -> Provenance:
    """Trace an article of these lines, each a paragraph."""
    text = "\n\n".join(lines)
    hints = hints or Hints()
    return provenance.infer_provenance(text, label_zones(text, hints), hints)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("June 4, 2024 - 15:26 By Ann Writer", "2024-06-04", id="month first, with time and name"),
        pytest.param("Published 4 June 2024", "2024-06-04", id="day first"),
        pytest.param("Published: Jun. 4, 2024; updated Jun. 6, 2024", "2024-06-04", id="publication before update"),
        pytest.param("2024-06-04 09:15", "2024-06-04", id="ISO"),
        pytest.param("2024.06.04 09:15", "2024-06-04", id="with stops"),
        pytest.param("2024년 6월 4일", "2024-06-04", id="Korean"),
        pytest.param("31/05/2024 09:15", "2024-05-31", id="numeric, one way possible"),
        pytest.param("4.Jun. 2024", "2024-06-04", id="stops around the month"),
        pytest.param("04-Jun-2024", "2024-06-04", id="hyphens"),
        pytest.param("4-Jun-24", "2024-06-04", id="hyphens and a short year"),
        pytest.param("Tuesday the 4th of June, 2024", "2024-06-04", id="ordinal"),
        pytest.param("Date: June 4, 2024", "2024-06-04", id="with a label"),
        pytest.param("Embargoed until 06:00 Tuesday 4 June 2024", "2024-06-04", id="an embargo"),
        pytest.param("Jun 4th 2024 | PORT ELLIS | From the print edition", "2024-06-04", id="between bars"),
        pytest.param("4 JUNE 2024 • 6:00am", "2024-06-04", id="with a time of day"),
        pytest.param("Le Courrier du Nord, 4 June 2024", "2024-06-04", id="behind an outlet with small words"),
    ],
)
def test_a_date_line_dates_the_article(line: str, day: str) -> None:
    """A date line beside the headline is the article's stated date."""
    published = infer_provenance(HEADLINE, line, *BODY).published
    assert (published.value, published.confidence) == (day, Confidence.STATED)
    assert published.evidence[0].startswith("its date line says")


@pytest.mark.parametrize("mark", ["(WIRE SERVICE) --", "/PressLine/ --", "(WIRE SERVICE)--"])
def test_the_dateline_of_a_press_release_dates_it(mark: str) -> None:
    """The name of the service that spreads a release stands in brackets or between slashes."""
    story = f"PORT ELLIS, June 4, 2024 {mark} Velmora recalled four thousand kettles whose handles may melt."
    assert infer_provenance("Velmora recalls its kettles", story, BODY[2]).published.value == "2024-06-04"


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        pytest.param("June 4, 2024 (UPI) — ", "2024-06-04", id="a day and an agency"),
        pytest.param("4 June 2024 (AFP) - ", "2024-06-04", id="day first"),
        pytest.param("June 4, 2024 — ", None, id="no agency"),
    ],
)
def test_a_dateline_without_a_place_dates_the_article(opening: str, day: str | None) -> None:
    """It stands below a summary, too; an agency beside the day makes it a dateline."""
    found = infer_provenance(HEADLINE, BODY[2], f"{opening}{BODY[0]}", BODY[1])
    assert found.published.value == day


def test_what_is_ahead_says_nothing_of_when_it_was_said() -> None:
    """A verb of saying in a clause of its own has its own day: “it will close, she said on Tuesday (4 June 2024)”."""
    story = "The harbour will be closed for ten years, the minister for ports said on Tuesday (4 June 2024)."
    assert infer_provenance(HEADLINE, story, "Crews had blocked the entrance.").published.value == "2024-06-04"
    story = "The harbour will be closed on Tuesday (4 June 2024), the minister for ports said."
    assert infer_provenance(HEADLINE, story, "Crews had blocked the entrance.").published.value is None


def test_an_ambiguous_date_needs_a_second_witness() -> None:
    """4/6 may be June or April: the weekday that the story names, or the page's own date, decides; else none does."""
    alone = infer_provenance(
        HEADLINE, "04/06/2024 09:15", "Crews had blocked the entrance for three weeks, and prices rose."
    ).published
    assert (alone.value, alone.confidence) == (None, Confidence.UNKNOWN)
    assert "may be 2024-04-06 or 2024-06-04" in alone.evidence[0]
    assert infer_provenance(HEADLINE, "04/06/2024 09:15", *BODY).published.value == "2024-06-04"
    hinted = infer_provenance(HEADLINE, "04/06/2024 09:15", BODY[2], hints=Hints(published="2024-04-06"))
    assert hinted.published.value == "2024-04-06"


@pytest.mark.parametrize(
    ("story", "day", "confidence"),
    [
        pytest.param(
            "The crews came back this Tuesday (4.Jun. 2024), the mayor said.", "2024-06-04", "inferred", id="full day"
        ),
        pytest.param(
            "The crews came back on Tuesday evening (June 4). The plan of 2024 foresaw it.",
            "2024-06-04",
            "inferred",
            id="the text names the year",
        ),
        pytest.param(
            "PORTVILLE, June 4 (UPI) — The crews came back on Tuesday. The plan of 2024 foresaw it.",
            "2024-06-04",
            "inferred",
            id="dateline, the text names the year",
        ),
        pytest.param(
            "PORTVILLE, 4 June 2024 (AFP) – The crews came back.", "2024-06-04", "stated", id="dateline, day first"
        ),
        pytest.param(
            "The crews came back on Wednesday after a night at sea; they had left on Tuesday (June 4, 2024).",
            "2024-06-05",
            "inferred",
            id="the report names a later weekday",
        ),
        pytest.param("PORTVILLE, June 4 (UPI) — The crews came back on Tuesday.", None, "unknown", id="no year"),
        pytest.param("The crews will come back on Friday (June 7, 2024).", None, "unknown", id="a day ahead"),
        pytest.param("PORTVILLE, June 4 (UPI) — The pier of 1887 was shut.", None, "unknown", id="an old year"),
    ],
)
def test_the_story_gives_its_own_day(story: str, day: str | None, confidence: str) -> None:
    """A dateline or a weekday with its day in brackets dates an undated article, if its year is known."""
    published = infer_provenance(HEADLINE, story, BODY[2].replace("since Sunday, ", "")).published
    assert (published.value, published.confidence.value) == (day, confidence)


@pytest.mark.parametrize("page", ["March 3, 2024", "January 5, 2025"])
def test_a_dateline_of_29_february_keeps_its_day(page: str) -> None:
    """A dateline of 29 February without a year is of the last leap year, whatever the page's year."""
    story = "PORTVILLE, Feb. 29 (UPI) — The crews came back on Thursday, the mayor said."
    assert infer_provenance(HEADLINE, page, story).published.value == "2024-02-29"


@pytest.mark.parametrize(
    ("line", "story", "confidence"),
    [
        pytest.param("Wednesday, 4 June 2024", BODY[2], "doubtful", id="another weekday in the line"),
        pytest.param("July 9, 2024", "The crews came back, the mayor said on Tuesday June 4.", "doubtful", id="weeks"),
        pytest.param(
            "July 9, 2024",
            "The crews came back, the mayor said on Monday. They had left on Tuesday, June 4.",
            "stated",
            id="a weekday of the week itself",
        ),
        pytest.param("June 6, 2024", "The crews came back on Tuesday, June 4.", "stated", id="two days later"),
        pytest.param("July 9, 2024", "The crews will come back on Tuesday, August 6.", "stated", id="a day ahead"),
    ],
)
def test_weekdays_cast_doubt_on_a_date_line(line: str, story: str, confidence: str) -> None:
    """A date line is doubtful where its own weekday is wrong, or the story's news is of a day weeks before."""
    assert infer_provenance(
        HEADLINE, line, story, "Prices rose by a third in that time."
    ).published.confidence.value == (confidence)


def test_a_day_in_brackets_outweighs_the_date_of_a_copy() -> None:
    """Where the story gives its own day, a date line of weeks later is misleading."""
    story = "The crews came back on Tuesday morning (June 4) by themselves, the mayor told reporters at the port."
    published = infer_provenance(HEADLINE, "July 9, 2024", story, "Prices rose by a third in that time.").published
    assert (published.value, published.misleading) == ("2024-06-04", ("2024-07-09",))


def test_the_original_outlet_is_distinguished_from_the_copying_site() -> None:
    """Whose correspondent the story calls its own is the outlet; the site in the page's title is only the way."""
    found = infer_provenance(
        f"Home > Ports {HEADLINE} -Copyvale",
        HEADLINE,
        "Date:2025-03-02 07:15:40",
        *BODY,
        "NBC News senior correspondent Ann Writer said that crews were leaving one by one.",
    )
    assert (found.outlet.value, found.via.value, found.title.value) == ("NBC News", "Copyvale", HEADLINE)
    assert "its own" in found.outlet.evidence[0]


def test_a_copying_sites_date_is_misleading() -> None:
    """The date of a site that copied the story is kept, and not believed."""
    published = infer_provenance(
        f"Home > Ports {HEADLINE} -Copyvale",
        HEADLINE,
        "Date:2025-03-02 07:15:40",
        *BODY,
        "NBC News senior correspondent Ann Writer said that crews were leaving one by one.",
    ).published
    assert (published.value, published.confidence) == (None, Confidence.UNKNOWN)
    assert published.misleading == ("2025-03-02",)
    assert any("copied" in why for why in published.evidence)


def test_a_date_before_the_pictures_is_misleading() -> None:
    """An article is no older than the pictures in it."""
    caption = "Crews watch the first boats leave on June 20, 2024. (Image Credit: Portville Council)"
    published = infer_provenance(HEADLINE, "January 4, 2024", *BODY, caption).published
    assert (published.value, published.misleading) == (None, ("2024-01-04",))


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        pytest.param(
            "Ann Writer is a correspondent for The Straits Times", "The Straits Times", id="note on the author"
        ),
        pytest.param("Copyright © 2014-2025 PORT - Portville Research Trust", "PORT", id="rights, acronym"),
        pytest.param(
            "© 2024 The Portville Times Company. All rights reserved.", "The Portville Times", id="rights, company"
        ),
        pytest.param("Try The Economist free for a month, on every device.", "The Economist", id="offer"),
    ],
)
def test_the_page_names_its_outlet(line: str, outlet: str) -> None:
    """Notes on the author, rights and offers name the outlet."""
    assert infer_provenance(HEADLINE, *BODY, line).outlet.value == outlet


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        pytest.param(("The Portville Gazette", HEADLINE), "The Portville Gazette", id="line above the headline"),
        pytest.param((HEADLINE, "Daily Portviller News"), "Daily Portviller News", id="line below the headline"),
        pytest.param((f"{HEADLINE} | The Guardian",), "The Guardian", id="behind a bar"),
        pytest.param((f"{HEADLINE} - The Portville Gazette",), "The Portville Gazette", id="behind a dash"),
        pytest.param((HEADLINE, "https://www.irishtimes.com/world/harbour-1"), "The Irish Times", id="address"),
        pytest.param((HEADLINE, "By Ann Writer, Culture Correspondent"), None, id="a trade"),
        pytest.param((HEADLINE, "By Ann Writer, Portville Echo"), "Portville Echo", id="byline"),
    ],
)
def test_lines_around_the_headline_name_the_outlet(lines: tuple[str, ...], outlet: str | None) -> None:
    """The outlet is named alone in a line, behind a byline, or at the headline's end, which the title leaves out."""
    found = infer_provenance(*lines, "June 4, 2024", *BODY)
    assert (found.outlet.value, found.title.value, found.published.value) == (outlet, HEADLINE, "2024-06-04")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("By Ann Writer, Arts Correspondent", "Ann Writer", id="a trade"),
        pytest.param("By Ann Writer, Chief Foreign Affairs Editor", "Ann Writer", id="a long trade"),
        pytest.param("By Ann Writer for BBC News", "Ann Writer", id="an outlet"),
        pytest.param("By Ann Writer, The Irish Times", "Ann Writer", id="an outlet behind a comma"),
        pytest.param("By Ann Writer in Lima and Bo Penman in Oslo", "Ann Writer and Bo Penman", id="places"),
        pytest.param("By Ann Writer, Bo Penman and Cy Inker", "Ann Writer, Bo Penman and Cy Inker", id="several"),
        pytest.param("By Ann Writer, our reporter in Lima, and Bo Penman", "Ann Writer and Bo Penman", id="an aside"),
        pytest.param("By Ann Writer, Jr., Arts Editor", "Ann Writer, Jr.", id="a suffix of the name"),
        pytest.param("By Ann Writer Science Reporter", "Ann Writer", id="a trade without a comma"),
        pytest.param("By court reporter Ann Writer", "Ann Writer", id="a trade before the name"),
        pytest.param("Ann Writer, Arts Correspondent", "Ann Writer", id="no “by”, a trade behind a comma"),
        pytest.param("Ann Writer Environment correspondent", "Ann Writer", id="no “by”, a trade"),
        pytest.param("Ann Writer, 4 June 2024", "Ann Writer", id="no “by”, a date behind it"),
        pytest.param("By Our Staff Reporter", "Our Staff Reporter", id="no name"),
        pytest.param("By Ann Writer (Portville Echo)", "Ann Writer", id="an outlet in brackets"),
        pytest.param("Ann Writer | Portville Echo | Jun 4, 2024, 4:30 PM", "Ann Writer", id="between bars"),
        pytest.param("Reporting by Ann Lind; editing by Bo Reed", "Ann Lind", id="an editor behind her"),
    ],
)
def test_a_byline_gives_names_alone(line: str, names: str) -> None:
    """Neither the trade nor the place nor the outlet of a reporter is part of the name."""
    assert infer_provenance(HEADLINE, line, "June 4, 2024", *BODY).byline.value == names


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [
        pytest.param("PORTVILLE, Maine (AP) — ", "The Associated Press", id="place and region"),
        pytest.param("PORTVILLE, June 4 (UPI) -- ", "UPI", id="with the day"),
        pytest.param("(Reuters) - ", "Reuters", id="agency alone"),
        pytest.param("BERLIN (dpa) - ", "dpa", id="small letters"),
        pytest.param("PORTVILLE (PNA) — ", "PNA", id="unknown acronym"),
        pytest.param("WASHINGTON (June 4) — ", None, id="a day in brackets"),
        pytest.param("The minister (Reuters says) — ", None, id="words"),
    ],
)
@pytest.mark.parametrize("notice", [(), ("This story is from our archive. It may be out of date.",)])
def test_a_dateline_names_the_agency_below_any_notice(
    notice: tuple[str, ...], dateline: str, outlet: str | None
) -> None:
    """The agency of the dateline is found, also where a notice stands above the story."""
    assert infer_provenance(*notice, HEADLINE, dateline + BODY[0], *BODY[1:]).outlet.value == outlet


def test_a_caption_credit_names_no_outlet() -> None:
    """The agency under a picture took the picture."""
    assert infer_provenance(HEADLINE, *BODY, "Ministers shake hands at the harbour. (Yonhap)").outlet.value is None


@pytest.mark.parametrize(
    "dateline",
    [
        pytest.param("PORT ELLIS, Wales, June 4, 2024 (KLV Wire) -", id="with an agency"),
        pytest.param("PORT ELLIS, 4 June 2024 —", id="day first"),
    ],
)
def test_a_dateline_on_a_line_of_its_own_dates_the_article(dateline: str) -> None:
    """A blank line behind the dash does not matter."""
    assert infer_provenance(HEADLINE, dateline, *BODY).published.value == "2024-06-04"


def test_a_story_by_somebody_is_a_byline() -> None:
    """Behind "Story by" stands a person, or an outlet; the line with the day names the outlet."""
    found = infer_provenance(HEADLINE, "The Portville Gazette, Tuesday, 4 June 2024", "Story by Ann Writer", *BODY)
    assert (found.outlet.value, found.byline.value) == ("The Portville Gazette", "Ann Writer")
    assert infer_provenance(HEADLINE, "Story by The Portville Gazette", *BODY).outlet.value == "The Portville Gazette"


def test_a_note_on_changes_names_nobody() -> None:
    """A sentence about the article is no author."""
    assert infer_provenance(HEADLINE, "June 4, 2024", *BODY, "This story has been updated.").byline.value is None


def test_a_menu_in_one_line_is_no_headline() -> None:
    """Entries apart by wide spaces are a menu; the headline is below it."""
    assert infer_provenance("Home   Business   Arts & Life", HEADLINE, "June 4, 2024", *BODY).title.value == HEADLINE


def test_a_dateline_names_place_agency_and_day() -> None:
    """A wire dateline gives the place, the agency as outlet, and a day whose year the page gives."""
    found = infer_provenance(
        HEADLINE,
        f"PORTVILLE, June 4 (Yonhap) -- {BODY[0]}",
        *BODY[1:],
        hints=Hints(outlet="Copyvale", published="2024-06-05", published_by="JSON-LD datePublished"),
    )
    assert (found.place.value, found.outlet.value, found.via.value) == ("PORTVILLE", "Yonhap News Agency", "Copyvale")
    assert (found.published.value, found.published.confidence) == ("2024-06-04", Confidence.INFERRED)


def test_a_weekday_with_its_date_gives_the_year() -> None:
    """A page's date is misleading where the story's “Tuesday, June 4” is no Tuesday in its year."""
    story = "The ministers met on Tuesday, June 4, and agreed to reopen the harbour after three weeks."
    assert infer_provenance(HEADLINE, "June 5, 2024", story, *BODY[1:]).published.value == "2024-06-05"
    wrong = infer_provenance(HEADLINE, "June 5, 2025", story, *BODY[1:]).published
    assert (wrong.value, wrong.misleading) == (None, ("2025-06-05",))


def test_an_agency_s_story_on_another_site_keeps_its_date() -> None:
    """What agencies sell is shown on the day: the paper's date line is believed, and both are named."""
    found = infer_provenance(
        HEADLINE,
        "June 5, 2024",
        f"PORTVILLE (AP) — {BODY[0]}",
        *BODY[1:],
        "Copyright © 2024 Copyvale Courier. All rights reserved.",
    )
    assert (found.outlet.value, found.via.value) == ("The Associated Press", "Copyvale Courier")
    assert (found.published.value, found.published.confidence) == ("2024-06-05", Confidence.STATED)


def test_a_portal_is_no_outlet() -> None:
    """Where a portal shows a paper's article the paper is the outlet and the portal the way."""
    line = "Try The Economist free for a month, on every device."
    found = infer_provenance(HEADLINE, *BODY, line, hints=Hints(outlet="Yahoo News", published="2024-06-04"))
    assert (found.outlet.value, found.via.value) == ("The Economist", "Yahoo News")
    assert found.published.value == "2024-06-04"


def test_dates_of_other_articles_date_nothing() -> None:
    """Dates in the lists far below the body belong to other articles."""
    links = (
        "Related",
        "Mayor to step down after nine years",
        "May 30, 2024",
        "Lorry overturns on the road",
        "May 29, 2024",
    )
    assert infer_provenance(HEADLINE, *BODY, *links).published.value is None


def test_the_page_is_believed_where_nothing_speaks_against_it() -> None:
    """A page's metadata give outlet, author and date, and say where they stood."""
    hints = Hints(
        title=HEADLINE,
        outlet="Korea Herald",
        byline="Ann Writer",
        published="2024-06-04T09:15:00+09:00",
        published_by="meta",
    )
    found = infer_provenance(HEADLINE, *BODY, hints=hints)
    assert (found.outlet.value, found.byline.value) == ("The Korea Herald", "Ann Writer")
    assert (found.published.value, found.published.confidence) == ("2024-06-04", Confidence.STATED)
    assert "meta" in found.published.evidence[0]


def test_an_undated_article_stays_undated_and_names_its_clues() -> None:
    """Without a date the value is open, and the evidence says which weekday the report names as its own."""
    published = infer_provenance(HEADLINE, *BODY).published
    assert (published.value, published.confidence) == (None, Confidence.UNKNOWN)
    assert published.evidence == ("names Tuesday as the day of the report, 2 times",)


def test_a_header_is_taken_at_its_word() -> None:
    """A sample's front matter states every field."""
    text = f"title: {HEADLINE}\noutlet: Sample Wire\npublished: 2024-06-04\nplace: Portville\n\n{BODY[0]}"
    found = provenance.infer_provenance(text, label_zones(text))
    claims = (found.title, found.outlet, found.published, found.place)
    assert [claim.value for claim in claims] == [HEADLINE, "Sample Wire", "2024-06-04", "Portville"]
    assert {claim.confidence for claim in claims} == {Confidence.STATED}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("4 June 2024", "2024-06-04", id="day first"),
        pytest.param("Tuesday, June 4, 2024", "2024-06-04", id="with its weekday"),
        pytest.param("2024-06", "2024-06", id="a month"),
        pytest.param("04/06/2024", None, id="ambiguous"),
        pytest.param("last Tuesday", None, id="no date"),
    ],
)
def test_a_header_may_write_its_date_out(words: str, day: str | None) -> None:
    """The date of a header is an ISO value or written out; what is ambiguous dates nothing."""
    text = f"title: {HEADLINE}\noutlet: Sample Wire\npublished: {words}\n\n{BODY[0]}"
    assert provenance.infer_provenance(text, label_zones(text)).published.value == day


def test_clues_narrow_a_window() -> None:
    """Of a week that other articles leave open, the weekday leaves one day."""
    text = "\n\n".join((HEADLINE, *BODY))
    clues = find_clues(text, label_zones(text))
    assert clues.weekday == 2
    assert narrow_date_range((date(2024, 6, 1), date(2024, 6, 7)), clues) == (date(2024, 6, 4), date(2024, 6, 4))
    assert narrow_date_range((date(2024, 6, 1), date(2024, 6, 3)), clues) is None


@pytest.mark.parametrize(
    ("sentence", "weekday"),
    [
        pytest.param("The minister said on Thursday that the harbour was open.", 4, id="past"),
        pytest.param("The minister will travel to the harbour on Thursday for talks.", None, id="ahead"),
        pytest.param("The harbour stays closed until Thursday, crews said.", None, id="until"),
        pytest.param("He spoke on Wednesday, and on Thursday the crews answered him.", 4, id="the later of two"),
        pytest.param("On Monday they met again, a day after Sunday prayers were called off.", 1, id="over the weekend"),
    ],
)
def test_the_weekday_of_the_report(sentence: str, weekday: int | None) -> None:
    """The report's own day is the weekday that lies closest behind all that have happened."""
    text = f"{HEADLINE}\n\n{sentence}"
    assert find_clues(text, label_zones(text)).weekday == weekday


def test_next_month_by_name_gives_this_month() -> None:
    """“Next month's summit in July” was written in June."""
    text = f"{HEADLINE}\n\nBoth will attend next month's summit in July, the minister told reporters in the port."
    clues = find_clues(text, label_zones(text))
    assert clues.months == (6,)
    assert narrow_date_range((date(2024, 5, 1), date(2024, 12, 31)), clues) == (date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize("text", ["", "\n", "Only a headline", "Home\nNews\n" * 300, "word " * 10_000])
def test_a_text_without_clues_gives_no_date(text: str) -> None:
    """Where there is no evidence there is no outlet and no date."""
    found = provenance.infer_provenance(text, label_zones(text))
    assert (found.outlet.value, found.via.value, found.published.value) == (None, None, None)


@pytest.mark.parametrize(
    ("weekday", "note", "day"),
    [
        pytest.param("Friday", "(c) Copyright Norhaven Press 2018.", "2018-11-09", id="at its end"),
        pytest.param("Friday", "Copyright 2009-2018 Norhaven Press. All rights reserved.", "2018-11-09", id="a range"),
        pytest.param("Friday", "© 2022 Norhaven Press", None, id="a year in which the weekday is another"),
    ],
)
def test_a_note_on_rights_gives_the_year_of_a_dateline(weekday: str, note: str, day: str | None) -> None:
    """A dateline without a year is of the year of the note on rights, if its weekday falls on that day."""
    story = f"LIENZ, Nov 9 (APA) - Snow closed a pass on {weekday}, the police said."
    rest = "Three cars were stuck in the snow. The road may open again on Sunday, the mayor said."
    published = infer_provenance("Snow closes a pass", "", story, "", rest, "", note).published
    assert (published.value, published.confidence.value) == (day, "inferred" if day else "unknown")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("Gepubliceerd op 9 juni 2021 om 16:45", "2021-06-09", id="Dutch"),
        pytest.param("Publicerad 3 mars 2020 kl. 07.15", "2020-03-03", id="Swedish"),
        pytest.param("Publisert 3. mai 2017 kl. 09.12", "2017-05-03", id="Norwegian"),
        pytest.param("Senin, 27 November 2017 | 11:32 WIB", "2017-11-27", id="Indonesian"),
        pytest.param("Thứ sáu, 12/4/2024, 10:30 (GMT+7)", "2024-04-12", id="Vietnamese, in figures"),
        pytest.param("Pátek 3. března 2017", "2017-03-03", id="Czech"),
    ],
)
def test_a_date_line_of_a_language_without_a_pack_dates_the_article(line: str, day: str) -> None:
    """Weekdays and labels of other languages show that a line is a date line, and that the day comes first."""
    found = infer_provenance("Kade wordt hersteld", line, "De kade wordt in juni hersteld. De boot vaart niet tot dan.")
    assert found.published.value == day


def test_an_english_line_in_figures_stays_open() -> None:
    """Without a word of another language "12/4/2024" may be either day."""
    found = infer_provenance("Quay to be mended", "12/4/2024", "The quay is to be mended. The boat will not sail.")
    assert found.published.value is None


@pytest.mark.parametrize(
    "line", ["di Nora Quist", "Door Nora Quist", "Av Nora Quist", "Por Nora Quist", "by: Nora Quist"]
)
def test_a_byline_may_be_in_another_language(line: str) -> None:
    """The word for "by" of other languages opens a byline."""
    story = "The quay is to be mended by the spring, the harbour office said, and the boat will not sail until then."
    assert infer_provenance("Quay to be mended", line, "4 May 2021", story).byline.value == "Nora Quist"
