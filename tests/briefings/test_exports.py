"""Claims about exports."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from briefings import exports
from briefings.model import Briefing, Request
from briefings.proof import Exhibit, Proof, identify, prove
from corpus.model import Query
from tests.briefings.proofs import proved

HOSTILE = (
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


def hostile(text: str) -> Proof:
    """Give a proof in which all that an article can say is *text*."""
    exhibit = Exhibit(
        1, text, 1, 0, len(text), text, text, text, "2024-06-20", "stated", text, None, ((text, 1, text),)
    )
    return replace(proved(), exhibits=(replace(exhibit, sha256="0" * 64),))


class _Page(HTMLParser):
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


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", exports.FORMATS)
def test_whatever_an_article_says_is_read_back_as_it_was(form: str, text: str) -> None:
    """A proof survives being written and read in every format, and the export is whole."""
    export = exports.read(exports.write(hostile(text), form))
    assert (export.format, export.intact) == (form, True)
    assert export.proof == hostile(text)


@pytest.mark.parametrize("form", ["md", "html", "bib", "json", "timelinejs"])
def test_layout_is_no_part_of_an_export(form: str) -> None:
    """Line ends of another system and blank lines change nothing."""
    text = exports.write(proved(), form).replace("\n", "\r\n") + "\r\n\r\n"
    assert exports.read("\ufeff" + text).intact


@pytest.mark.parametrize("form", ["md", "html", "bib", "timelinejs"])
def test_what_is_shown_must_be_what_is_proved(form: str) -> None:
    """A word changed where people read it, the proof left alone, is found."""
    whole = exports.write(proved(), form)
    shown = whole.replace("Prices rose", "Prices fell", 1)
    assert shown != whole
    assert not exports.read(shown).intact


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    """No cell of the table begins as a spreadsheet's formula does."""
    rows = list(csv.reader(io.StringIO(exports.write(hostile(text), "csv"), newline="")))
    assert not any(cell.startswith(tuple("=+-@\t\r\n")) for row in rows for cell in row)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_holds_no_markup_of_an_article(text: str) -> None:
    """The tags of the page are the same whatever the article says; it loads nothing and runs nothing."""
    page, plain = _Page(), _Page()
    page.feed(exports.write(hostile(text), "html"))
    plain.feed(exports.write(hostile("plain"), "html"))
    assert page.tags == plain.tags
    assert page.quoted.split() == text.split()
    assert not {"src", "href", "onerror", "onload"} & page.attributes.keys()
    assert page.tags.count("script") == 1
    assert page.attributes["type"] == "application/json"


def test_an_address_is_a_link_only_on_the_web() -> None:
    """A web address can be followed; what a script could stand in can't."""
    web = replace(proved().exhibits[0], address="https://example.org/a?b=1&c=<2>")
    script = replace(web, address="javascript:alert(1)")
    assert 'href="https://example.org/a?b=1&amp;c=&lt;2&gt;"' in exports.write(
        replace(proved(), exhibits=(web,)), "html"
    )
    assert "href" not in exports.write(replace(proved(), exhibits=(script,)), "html")


@pytest.mark.parametrize("text", HOSTILE)
def test_braces_are_balanced_in_bibtex(text: str) -> None:
    """However many braces an article holds, an entry's are its own."""
    written = exports.write(hostile(text), "bib")
    assert written.count("{") == written.count("}")
    assert re.findall(r"^@(\w+)", written, re.MULTILINE) == ["misc", "comment"]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_escaped_in_markdown(text: str) -> None:
    """Outside the proof, no sign of an article stands as markup."""
    shown, _, _ = exports.write(hostile(text), "md").partition("<!--")
    assert not re.search(r"(?<!\\)[*_\[\]<>|]", shown)
    assert shown.count("`") - shown.count("\\`") == 2


def test_a_sentence_is_put_on_the_day_it_tells_of() -> None:
    """In TimelineJS a slide has the event's date, else that of publication; what has neither has no slide."""
    first = proved().exhibits[0]
    exhibits = (
        replace(first, event="2024-06-19"),
        replace(first, number=2, published="2024-06"),
        replace(first, number=3, published=None),
    )
    events = json.loads(exports.write(replace(proved(), exhibits=exhibits), "timelinejs"))["events"]
    assert [event["start_date"] for event in events] == [
        {"year": 2024, "month": 6, "day": 19},
        {"year": 2024, "month": 6, "day": 1},
    ]


@pytest.mark.parametrize("form", [form for form in exports.FORMATS if form != "csv"])
def test_a_briefing_of_nothing_can_be_written(form: str) -> None:
    """Where nothing was found the export says so, and is whole."""
    request = Request(Query())
    nothing = prove(Briefing(identify(3, request, ()), request, (), 3), {})
    assert exports.read(exports.write(nothing, form)) == exports.Export(form, nothing, intact=True)


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
        pytest.param(exports.write(proved(), "csv").split("\r\n")[0], id="a table's head alone"),
        pytest.param(exports.write(proved(), "html")[:-400], id="a page cut off"),
        pytest.param(exports.write(proved(), "md") * 2, id="two briefings"),
        pytest.param(exports.write(proved(), "json").replace('"number": 1,', '"number": "1",'), id="a number as text"),
        pytest.param(
            exports.write(proved(), "json").replace('"revision": 1', f'"revision": {9**99}'), id="a huge number"
        ),
        pytest.param(exports.write(proved(), "json").replace("Prices", "\\ud800"), id="half a sign"),
        pytest.param(exports.write(proved(), "json").replace("[]", "[" * 700 + "]" * 700), id="a deep request"),
        pytest.param(exports.write(proved(), "json").replace('"id"', '"id": "x", "id"'), id="a name that stands twice"),
    ],
)
def test_what_is_no_export_is_refused(text: str) -> None:
    """Anything else gives one error of one kind."""
    with pytest.raises(exports.ExportError):
        exports.read(text)
