"""Claims about what counts as a page's day of publication, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.extraction.page import extract_page
from corpus.extraction.shown_dates import GUESS
from tests.support.corpus.pages import SENTENCE, build_page

_ADDRESS = "https://www.example.org/a"
_BODY = f"<h1>Bridge to be painted</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"
_STATED = '<meta property="article:published_time" content="2022-03-08T11:00:00+00:00">'


def find_date(body: str, head: str = "", url: str = _ADDRESS, fetched_on: date | None = None) -> str | None:
    """Return the day of a page."""
    published = extract_page(build_page(body, head), url, fetched_on=fetched_on).hints.published
    return published and published[:10]


@pytest.mark.parametrize(
    "masthead",
    [
        pytest.param("<header><p>Friday, 9 June 2023</p></header>", id="in the header of the site"),
        pytest.param('<div class="topbar">9 June 2023</div>', id="in a bar that is named so"),
        pytest.param('<div>9 June 2023 <a href="/">Home</a> <a href="/s">Sport</a></div>', id="beside a menu"),
        pytest.param('<header><time datetime="2023-06-09">Friday</time></header>', id="as a time in the header"),
        pytest.param('<p>9 June 2023</p><ul><li><a href="/">Home news</a></li></ul>', id="above a menu"),
    ],
)
def test_the_head_of_a_site_dates_nothing(masthead: str) -> None:
    """The day of the visit, which stands above the menu, is not that of the article, stated or not."""
    assert find_date(f"{masthead}<article>{_BODY}</article>", _STATED) == "2022-03-08"
    assert find_date(f"{masthead}<article>{_BODY}</article>") is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param('<script>var cookie = {"until": "2021-08-30"}</script>', "", id="a script"),
        pytest.param('<link rel="stylesheet" href="/a.css?v=20210830">', "", id="a version"),
        pytest.param("", '<img src="/files/2021/08/30/bridge.png" alt="A bridge">', id="the path of a picture"),
        pytest.param("", '<div class="comments"><time>30 August 2021</time><p>Well said.</p></div>', id="a comment"),
        pytest.param("", "<p>Received 30 August 2021, accepted 2 September 2021</p>", id="a manuscript's days"),
        pytest.param("", "<footer>Copyright 2021 Example Post</footer>", id="a copyright"),
    ],
)
def test_what_is_no_date_of_the_article_is_not_taken_for_one(head: str, body: str) -> None:
    """Scripts, versions, pictures, comments and the days of a manuscript date nothing."""
    assert find_date(f"<article>{_BODY}{body}</article>", head) is None


@pytest.mark.parametrize(
    ("path", "published"),
    [
        pytest.param("/2019/11/07/bridge", "2019-11-07", id="a day of its own"),
        pytest.param("/2019-11-07-bridge", "2019-11-07", id="a day before the title"),
        pytest.param("/20191107/bridge", "2019-11-07", id="without separators"),
        pytest.param("/press/27-11-2019", "2019-11-27", id="the day first"),
        pytest.param("/press/11.27.2019/", "2019-11-27", id="the month first, as in America"),
        pytest.param("/press/08-11-2019", None, id="day and month can be exchanged"),
        pytest.param("/from-27-11-2019-on", None, id="a day within a title"),
        pytest.param("/2019/11/07812", None, id="a month and a number"),
        pytest.param("/2019/11/12-bridges-to-see", None, id="a month and a title that begins with a number"),
    ],
)
def test_an_address_dates_an_article_only_by_a_whole_day(path: str, published: str | None) -> None:
    """A year and a month in the path are no day."""
    assert find_date(f"<article>{_BODY}</article>", url=f"https://www.example.org{path}") == published


def test_a_labelled_day_counts_before_others() -> None:
    """Of the days of a paper the one of its publication counts, and of two days the one that is called so."""
    days = "<p>Received 17 February 2022; accepted 20 April 2022; published 14 June 2022</p>"
    assert find_date(f"<article><h1>Eels</h1>{days}<p>{SENTENCE * 5}</p></article>") == "2022-06-14"
    days = "<p>Last updated 9 July 2022</p><p>Published 14 June 2022</p>"
    assert find_date(f"<article><h1>Eels</h1>{days}<p>{SENTENCE * 5}</p></article>") == "2022-06-14"


@pytest.mark.parametrize(
    ("moment", "shown", "published"),
    [
        pytest.param("2024-06-21T11:30:00Z", "20 June 2024", "2024-06-20", id="twelve hours behind"),
        pytest.param("2024-06-20T10:30:00Z", "21 June 2024", "2024-06-21", id="fourteen hours ahead"),
        pytest.param("2024-06-21T13:30:00Z", "20 June 2024", "2024-06-21T13:30Z", id="no such zone"),
    ],
)
def test_local_time_is_at_most_twelve_hours_behind(moment: str, shown: str, published: str) -> None:
    """The day that readers saw counts where some zone has it at the stated moment."""
    head = f'<meta property="article:published_time" content="{moment}">'
    page = build_page(f"<article><h1>Bridge</h1><p>{shown}</p><p>{SENTENCE * 5}</p></article>", head)
    assert extract_page(page, _ADDRESS).hints.published == published


def test_a_page_is_not_from_after_its_reading() -> None:
    """A stated day in the future is passed over for one that is possible."""
    head = (
        '<meta property="article:published_time" content="2061-01-01T00:00:00Z"><meta name="date" content="2024-05-02">'
    )
    assert find_date(f"<article>{_BODY}</article>", head, fetched_on=date(2024, 6, 20)) == "2024-05-02"


def _build_list(*days: str) -> str:
    entries = "".join(f'<li class="entry"><div class="line">{day}, Harbour</div></li>' for day in days)
    return f'<ul class="whats-on">{entries}</ul>'


def test_dates_of_a_list_above_the_text_date_other_articles() -> None:
    """A day that a list of other entries shows is not that of the article, whether this states another or none."""
    events = _build_list(*["9 March 2022"] * 4)
    assert find_date(f"<div>{events}{_BODY}</div>", _STATED) == "2022-03-08"
    assert find_date(f"<div>{_build_list('1 May 2021', '3 May 2021', '4 May 2021')}{_BODY}</div>") is None


def test_a_date_beside_a_list_of_other_articles_still_counts() -> None:
    """The article's own day is found below a list, and one that merely stands twice is its own."""
    own = f"<h1>Bridge to be painted</h1><p>7 June 2022</p><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"
    assert find_date(f"<div>{_build_list(*['9 March 2022'] * 4)}{own}</div>") == "2022-06-07"
    twice = '<div class="day">7 June 2022</div>'
    assert find_date(f"<div><h1>Bridge</h1>{twice}{twice}<p>{SENTENCE * 5}</p></div>") == "2022-06-07"


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("Dieser Beitrag wurde am 7. Juni 2022 um 23:03 Uhr gepostet und in Brücken abgelegt", id="hour"),
        pytest.param("Von Anna Lind am 7. Juni 2022 veröffentlicht, abgelegt unter Brücken, Häfen und Meer", id="day"),
    ],
)
def test_a_participle_after_the_date_is_its_label(note: str) -> None:
    """German names what a date is after it."""
    assert find_date(f"<div><p>{note}</p><h1>Bridge</h1><p>{SENTENCE * 5}</p></div>") == "2022-06-07"


@pytest.mark.parametrize(
    "opening",
    [
        "On 3 May 2021 a bridge fell. ",
        "On Monday, May 3, 2021, the council met. ",
        "Since Monday, 3 May 2021, nobody may pass. ",
        "Am 3. Mai 2021 fiel sie ein. ",
    ],
)
def test_a_day_in_the_first_sentence_is_not_shown_as_the_articles(opening: str) -> None:
    """A preposition before the day makes it one of the story, which at most is a guess."""
    page = build_page(
        f"<article><h1>Bridge to be painted</h1><p>{opening}{SENTENCE * 3}</p><p>{SENTENCE * 3}</p></article>"
    )
    hints = extract_page(page, _ADDRESS).hints
    assert hints.published is None or hints.published_by == GUESS


def test_a_saved_page_is_dated_by_its_own_address() -> None:
    """A file has no address, so that which the page gives as its own is read for the day, and for nothing else."""
    head = '<link rel="canonical" href="https://www.example.org/2021/05/03/bridge">'
    page = extract_page(build_page(f"<article>{_BODY}</article>", head), "bridge.html")
    assert (page.hints.published, page.url) == ("2021-05-03", "bridge.html")


@pytest.mark.parametrize("name", ["govuk:first-published-at", "example.published_date", "first-published-on"])
def test_a_sites_own_name_for_the_day_is_believed(name: str) -> None:
    """Sites call the day of publication by names of their own."""
    head = f'<meta name="{name}" content="2016-11-30T09:30:00+00:00">'
    assert find_date(f"<article><h1>Title</h1><p>{SENTENCE}</p></article>", head) == "2016-11-30"
