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

from bot.cli.json_output import dump_answer, dump_briefing
from bot.cli.query_commands import write_json
from bot.cli.text_output import render_answer, render_briefing
from bot.errors import InputError
from bot.locales import LANGUAGES, Translator
from bot.models.query import QueryRequest, QueryResult
from bot.rendering import render_people, render_quote_lookups, render_result
from bot.services import autocomplete
from bot.services.engine import QueryEngine
from bot.services.query_service import collect_points, execute_query
from bot.services.quote_check import find_mentioned_actors, look_up_quotes
from briefings.models import Answer, Briefing
from corpus.entities import load_bundled_registry
from tests.fuzz.invariants import check_error_message
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.targets.questions import draw_texts, open_sample_store
from tests.fuzz.text_pieces import load_saved_inputs
from tests.support.bot.message_checks import check_message

#: Command → the options that hold words.
_QUERY_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "brief": ("topic", "since", "as_of"),
    "ask": ("question", "as_of"),
    "who": ("actor", "as_of"),
    "when": ("date", "as_of"),
    "said": ("actor", "about", "date"),
    "timeline": ("actor", "from", "to", "as_of"),
    "compare": ("topic",),
    "changes": ("since", "topic", "as_of"),
    "sources": (),
    "article": ("title",),
    "chart": ("kind", "actor"),
}
_CHART_KINDS = ("coverage", "actor", "together")
#: What is looked up in a message, or offered while somebody types.
_ENGINE_METHODS = (
    "find_mentioned_actors",
    "look_up_quotes",
    "suggest_actors",
    "suggest_speakers",
    "suggest_timeline_actors",
    "suggest_contradictions",
    "suggest_topics",
    "suggest_titles",
)
#: The longest that Discord lets be typed into an option or be written in a message.
_MAX_OPTION_LENGTH = 6_000
_TODAY = date(2024, 6, 24)


class QueryInput(NamedTuple):
    """A command with its options, or what is looked up and by which words; the page and the language of the reply."""

    command: str
    options: Mapping[str, Any]
    page: int = 1
    language: str = "en"


@st.composite
def _draw_queries(draw: st.DrawFn) -> QueryInput:
    words = draw_texts().map(lambda text: text[:_MAX_OPTION_LENGTH])
    command = draw(st.sampled_from((*_QUERY_OPTIONS, *_ENGINE_METHODS)))
    options: dict[str, Any] = {
        name: draw(words) for name in _QUERY_OPTIONS.get(command, ("text",)) if draw(st.integers(0, 3))
    }
    if command == "brief":
        options |= {"length": draw(st.integers(1, 20)), "quotes": draw(st.booleans())}
    if command == "chart":
        options["kind"] = draw(st.sampled_from(_CHART_KINDS))
    return QueryInput(
        command, options, draw(st.sampled_from((1, 1, 2, 9, -1, 10**9))), draw(st.sampled_from(LANGUAGES))
    )


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Open the sample articles."""
    with open_sample_store() as store, QueryEngine(store, load_bundled_registry()) as engine:
        texts_of = {document.article.key: document.article.text for document in store.stream_documents()}

        def enter(given: QueryInput) -> None:
            words = Translator(given.language)
            try:
                if given.command in _ENGINE_METHODS:
                    _run_engine_method(engine, given.command, given.options.get("text", ""), words)
                    return
                options = {name: value for name, value in given.options.items() if value not in ("", False)}
                finding = execute_query(engine, QueryRequest(given.command, options, "", _TODAY))
            except InputError as error:
                check_error_message(error)
                return
            _check_quotations(finding, texts_of)
            leaf = render_result(finding, given.page, words)
            assert 1 <= leaf.page <= leaf.pages
            check_message(leaf.message)
            _check_printing(finding)

        yield enter


def _run_engine_method(engine: QueryEngine, what: str, text: str, words: Translator) -> None:
    if what == "find_mentioned_actors":
        check_message(render_people(find_mentioned_actors(engine, text, ""), words))
    elif what == "look_up_quotes":
        check_message(render_quote_lookups(look_up_quotes(engine, text, ""), 7, words).message)
    else:
        suggest = QueryEngine.suggest_actors if what == "suggest_actors" else getattr(autocomplete, what)
        offered = suggest(engine, scope="", typed=text, limit=25)
        assert len(offered) <= 25
        assert len(set(offered)) == len(offered)


def _check_quotations(finding: QueryResult, texts_of: Mapping[str, str]) -> None:
    for point in collect_points(finding.reply):
        sentence, cited = point.passage.sentence, point.passage.citation
        text = texts_of[cited.key]
        assert sentence.text == text[sentence.start : sentence.end] != ""
        assert finding.text_hashes[cited.key, cited.revision] == sha256(text.encode()).hexdigest()


def _check_printing(finding: QueryResult) -> None:
    """Print a reply as the terminal does."""
    console = Console(file=StringIO(), width=80)
    match finding.reply:
        case Answer() as reply:
            console.print(render_answer(reply))
            write_json(console, dump_answer(reply))
        case Briefing() as reply:
            console.print(render_briefing(reply))
            write_json(console, dump_briefing(reply))
    console.file.getvalue().encode()  # type: ignore[attr-defined]


TARGET = FuzzTarget(
    "queries",
    _draw_queries(),
    (
        *(
            (name, QueryInput(command, dict.fromkeys(options, data.decode("utf-8", "surrogatepass"))))
            for name, data in load_saved_inputs("questions")
            for command, options in (*_QUERY_OPTIONS.items(), *((what, ("text",)) for what in _ENGINE_METHODS))
            if options and command != "chart"
        ),
        *((f"chart of no name: {kind}", QueryInput("chart", {"kind": kind})) for kind in _CHART_KINDS),
        *((f"nothing asked: {command}", QueryInput(command, {})) for command in _QUERY_OPTIONS if command != "chart"),
    ),
    open_target,
    lambda given: sum(len(str(value)) for value in given.options.values()),
    time_limit=(2.0, 0.2),
    max_examples=40,
)
