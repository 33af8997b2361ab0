"""Claims about exports."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from briefings.export import ExportError, write_export
from briefings.export.formats import FORMATS, Export, read_export
from briefings.models import Briefing, Request
from briefings.verification import CitedSentence, Proof, briefing_id, prove
from corpus.models import Query
from tests.support.briefings.proofs import build_proof

HOSTILE_TEXT = (
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@cmd",
    "'=already guarded",
    "\tTab",
    "</script><script>alert(1)</script>",
    "--> <img src=x onerror=alert(1)>",
    "}} @comment{x} \\input{y} {{",
    "[x](javascript:alert(1)) `code` **bold** | # _em_",
    'a "quoted", cell\r\nwith a break',
    "'plain",
    "ünï — ‘cödé’ \u2028 end",
)


def build_hostile_proof(text: str) -> Proof:
    """Return a proof in which all that an article can say is *text*."""
    exhibit = CitedSentence(
        1, text, 1, 0, len(text), text, text, text, "2024-06-20", "stated", text, None, ((text, 1, text),)
    )
    return replace(build_proof(), sentences=(replace(exhibit, sha256="0" * 64),))


class _PageParser(HTMLParser):
    """Collects the tags, attributes and quotations of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.quoted = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.quoted += data if self.tags[-1:] == ["blockquote"] else ""


@pytest.mark.parametrize("text", HOSTILE_TEXT)
@pytest.mark.parametrize("form", FORMATS)
def test_whatever_an_article_says_is_read_back_as_it_was(form: str, text: str) -> None:
    """A proof survives being written and read in every format, and the export is whole."""
    export = read_export(write_export(build_hostile_proof(text), form))
    assert (export.format, export.intact) == (form, True)
    assert export.proof == build_hostile_proof(text)


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_briefing_as_of_a_day_says_so(form: str) -> None:
    """In words, and still as proved; others say nothing of a day."""
    bounded = replace(build_proof(), request=json.dumps({"as_of": "2024-06-20"}))
    text = write_export(bounded, form)
    assert "As of 20 June 2024: published by then." in text
    assert read_export(text).intact
    assert "As of" not in write_export(build_proof(), form)
    assert "As of" not in write_export(replace(bounded, request=json.dumps({"as_of": "soon"})), form)


@pytest.mark.parametrize("form", ["md", "html", "bib", "json", "timelinejs"])
def test_layout_is_no_part_of_an_export(form: str) -> None:
    """Line ends of another system and blank lines change nothing."""
    text = write_export(build_proof(), form).replace("\n", "\r\n") + "\r\n\r\n"
    assert read_export("\ufeff" + text).intact


@pytest.mark.parametrize("form", ["md", "html", "bib", "timelinejs"])
def test_what_is_shown_must_be_what_is_proved(form: str) -> None:
    """A word changed where people read it, the proof left alone, is found."""
    whole = write_export(build_proof(), form)
    shown = whole.replace("Prices rose", "Prices fell", 1)
    assert shown != whole
    assert not read_export(shown).intact


@pytest.mark.parametrize("text", HOSTILE_TEXT)
def test_no_cell_is_a_formula(text: str) -> None:
    """No cell of the table begins as a spreadsheet's formula does."""
    rows = list(csv.reader(io.StringIO(write_export(build_hostile_proof(text), "csv"), newline="")))
    assert not any(cell.startswith(tuple("=+-@\t\r\n")) for row in rows for cell in row)


@pytest.mark.parametrize("text", HOSTILE_TEXT)
def test_the_page_holds_no_markup_of_an_article(text: str) -> None:
    """The tags of the page are the same whatever the article says; it loads nothing and runs nothing."""
    page, plain = _PageParser(), _PageParser()
    page.feed(write_export(build_hostile_proof(text), "html"))
    plain.feed(write_export(build_hostile_proof("plain"), "html"))
    assert page.tags == plain.tags
    assert page.quoted.split() == text.split()
    assert not {"src", "href", "onerror", "onload"} & page.attributes.keys()
    assert page.tags.count("script") == 1
    assert page.attributes["type"] == "application/json"


def test_an_address_is_a_link_only_on_the_web() -> None:
    """A web address can be followed; what a script could stand in can't."""
    web = replace(build_proof().sentences[0], address="https://example.org/a?b=1&c=<2>")
    script = replace(web, address="javascript:alert(1)")
    assert 'href="https://example.org/a?b=1&amp;c=&lt;2&gt;"' in write_export(
        replace(build_proof(), sentences=(web,)), "html"
    )
    assert "href" not in write_export(replace(build_proof(), sentences=(script,)), "html")


@pytest.mark.parametrize("text", HOSTILE_TEXT)
def test_braces_are_balanced_in_bibtex(text: str) -> None:
    """However many braces an article holds, an entry's are its own."""
    written = write_export(build_hostile_proof(text), "bib")
    assert written.count("{") == written.count("}")
    assert re.findall(r"^@(\w+)", written, re.MULTILINE) == ["misc", "comment"]


@pytest.mark.parametrize("text", HOSTILE_TEXT)
def test_markup_is_escaped_in_markdown(text: str) -> None:
    """Outside the proof, no sign of an article stands as markup."""
    shown, _, _ = write_export(build_hostile_proof(text), "md").partition("<!--")
    assert not re.search(r"(?<!\\)[*_\[\]<>|]", shown)
    assert shown.count("`") - shown.count("\\`") == 2


def test_a_sentence_is_put_on_the_day_of_its_event() -> None:
    """In TimelineJS a slide has the event's date, else that of publication; what has neither has no slide."""
    first = build_proof().sentences[0]
    exhibits = (
        replace(first, event="2024-06-19"),
        replace(first, number=2, published="2024-06"),
        replace(first, number=3, published=None),
    )
    events = json.loads(write_export(replace(build_proof(), sentences=exhibits), "timelinejs"))["events"]
    assert [event["start_date"] for event in events] == [
        {"year": 2024, "month": 6, "day": 19},
        {"year": 2024, "month": 6, "day": 1},
    ]


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "csv"])
def test_a_briefing_of_nothing_can_be_written(form: str) -> None:
    """Where nothing was found the export says so, and is whole."""
    request = Request(Query())
    nothing = prove(Briefing(briefing_id(3, request, ()), request, (), 3), {})
    assert read_export(write_export(nothing, form)) == Export(form, nothing, intact=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Just words.", id="words"),
        pytest.param("{", id="half an object"),
        pytest.param('{"form": 1}', id="an object without parts"),
        pytest.param('{"form": 2, "id": "x"}', id="a later form"),
        pytest.param("[" * 100_000, id="a nest of lists"),
        pytest.param('{"a": ' * 100_000, id="a nest of objects"),
        pytest.param(write_export(build_proof(), "csv").split("\r\n")[0], id="a table's head alone"),
        pytest.param(write_export(build_proof(), "html")[:-400], id="a page cut off"),
        pytest.param(write_export(build_proof(), "md") * 2, id="two briefings"),
        pytest.param(
            write_export(build_proof(), "json").replace('"number": 1,', '"number": "1",'), id="a number as text"
        ),
        pytest.param(
            write_export(build_proof(), "json").replace('"revision": 1', f'"revision": {9**99}'), id="a huge number"
        ),
        pytest.param(write_export(build_proof(), "json").replace("Prices", "\\ud800"), id="half a sign"),
        pytest.param(write_export(build_proof(), "json").replace("[]", "[" * 700 + "]" * 700), id="a deep request"),
        pytest.param(
            write_export(build_proof(), "json").replace('"id"', '"id": "x", "id"'), id="a name that stands twice"
        ),
    ],
)
def test_what_is_no_export_is_refused(text: str) -> None:
    """Anything else gives one error of one kind."""
    with pytest.raises(ExportError):
        read_export(text)
