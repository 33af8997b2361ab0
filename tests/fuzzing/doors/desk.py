"""What members ask: command and options → a Finding in a Message, every sentence of it verbatim and proven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from io import StringIO
from typing import Any, NamedTuple

from hypothesis import strategies as st
from rich.console import Console

from bot.enquiries import InformationDesk
from bot.enquiries.information import points_of
from bot.errors import InputError
from bot.findings import Asked, Finding
from bot.locales import LANGUAGES, Words
from bot.messages.checks import of_people, of_sought
from bot.messages.found import of_finding
from bot.terminal import faces, look
from bot.terminal.replies import write_json
from briefings.model import Answer, Briefing
from corpus.registry import bundled
from tests.bot.harmless import holds
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.doors.questions import stocked, texts
from tests.fuzzing.odd import kept
from tests.fuzzing.promises import tells_why

#: Command → the options that hold words.
_ASKED: Mapping[str, tuple[str, ...]] = {
    "brief": ("topic", "since"),
    "ask": ("question",),
    "who": ("actor",),
    "when": ("date",),
    "said": ("actor", "about", "date"),
    "timeline": ("actor", "from", "to"),
    "compare": ("topic",),
    "sources": (),
    "article": ("title",),
    "chart": ("kind", "actor"),
}
#: What is looked up in a message, or offered while somebody types.
_LOOKED_UP = ("people", "seek", "names", "speakers", "dated", "disputed", "subjects", "titles")
#: The longest that Discord lets be typed into an option or be written in a message.
_LONGEST = 6_000
_TODAY = date(2024, 6, 24)


class Enquiry(NamedTuple):
    """A command with its options, or what is looked up and by which words; the page and the language of the reply."""

    command: str
    options: Mapping[str, Any]
    page: int = 1
    language: str = "en"


@st.composite
def _enquiries(draw: st.DrawFn) -> Enquiry:
    words = texts().map(lambda text: text[:_LONGEST])
    command = draw(st.sampled_from((*_ASKED, *_LOOKED_UP)))
    options: dict[str, Any] = {name: draw(words) for name in _ASKED.get(command, ("text",)) if draw(st.integers(0, 3))}
    if command == "brief":
        options |= {"length": draw(st.integers(1, 20)), "quotes": draw(st.booleans())}
    if command == "chart":
        options["kind"] = draw(st.sampled_from(("coverage", "actor", "together")))
    return Enquiry(command, options, draw(st.sampled_from((1, 1, 2, 9, -1, 10**9))), draw(st.sampled_from(LANGUAGES)))


@contextmanager
def opened() -> Iterator[Enter]:
    """Open the sample articles."""
    with stocked() as store, InformationDesk(store, bundled()) as desk:
        texts_of = {document.article.key: document.article.text for document in store.documents()}

        def enter(given: Enquiry) -> None:
            words = Words(given.language)
            try:
                if given.command in _LOOKED_UP:
                    _look_up(desk, given.command, given.options.get("text", ""), words)
                    return
                options = {name: value for name, value in given.options.items() if value not in ("", False)}
                finding = desk.enquire(Asked(given.command, options, "", _TODAY))
            except InputError as error:
                tells_why(error)
                return
            _proves(finding, texts_of)
            leaf = of_finding(finding, given.page, words)
            assert 1 <= leaf.page <= leaf.pages
            holds(leaf.message)
            _is_printable(finding)

        yield enter


def _look_up(desk: InformationDesk, what: str, text: str, words: Words) -> None:
    if what == "people":
        holds(of_people(desk.people(scope="", text=text), words))
    elif what == "seek":
        holds(of_sought(desk.seek(scope="", text=text), 7, words).message)
    else:
        offered = getattr(desk, what)(scope="", typed=text, limit=25)
        assert len(offered) <= 25
        assert len(set(offered)) == len(offered)


def _proves(finding: Finding, texts_of: Mapping[str, str]) -> None:
    for point in points_of(finding.reply):
        sentence, cited = point.passage.sentence, point.passage.citation
        text = texts_of[cited.key]
        assert sentence.text == text[sentence.start : sentence.end] != ""
        assert finding.digests[cited.key, cited.revision] == sha256(text.encode()).hexdigest()


def _is_printable(finding: Finding) -> None:
    """Print a reply as the terminal does."""
    console = Console(file=StringIO(), width=80)
    match finding.reply:
        case Answer() as reply:
            console.print(look.answer(reply))
            write_json(console, faces.answer(reply))
        case Briefing() as reply:
            console.print(look.briefing(reply))
            write_json(console, faces.briefing(reply))
    console.file.getvalue().encode()  # type: ignore[attr-defined]


DOOR = Door(
    "desk",
    _enquiries(),
    tuple(
        (name, Enquiry(command, dict.fromkeys(options, data.decode("utf-8", "surrogatepass"))))
        for name, data in kept("questions")
        for command, options in (*_ASKED.items(), *((what, ("text",)) for what in _LOOKED_UP))
        if options and command != "chart"
    ),
    opened,
    lambda given: sum(len(str(value)) for value in given.options.values()),
    pace=(2.0, 0.2),
    quick=40,
)
