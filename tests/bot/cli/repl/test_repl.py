"""The bot in a terminal: the real one, typed to line by line."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from bot.cli.local_runner import add_published_articles
from bot.cli.repl.input import find_command, list_completions, parse_choices, parse_index, parse_options
from bot.cli.repl.output import MessagePrinter, render_lines
from bot.cli.repl.repl import Repl, run_chat
from bot.cli.repl.session import Conversation, start_event_loop_thread
from bot.client.config import Config
from bot.errors import InputError
from bot.testserver import ChatMessage, InvocableCommand, Json, TestServer
from bot.testserver.state.model import User
from tests.support.testserver.sample_bot import PIXEL, run_sample_bot

NOW = datetime(2024, 6, 28, 8, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with the bundled articles."""
    made = f"sqlite:///{tmp_path_factory.mktemp('chat') / 'store.sqlite3'}"
    add_published_articles(made, NOW)
    return made


def render_on_screen(message: ChatMessage) -> str:
    """Return what a terminal of 80 columns and 24 lines shows of *message*."""
    screen = Console(file=io.StringIO(), width=80, height=24, force_terminal=True, color_system=None, highlight=False)
    screen.print(MessagePrinter(UTC, links=False, clock=lambda: NOW, screen=screen).render_message(message))
    return "\n".join(line.rstrip() for line in get_output(screen).splitlines())


def build_reply(*sentences: str, source: str = "Example Post · 3 May 2024 · The dam that held") -> ChatMessage:
    """Return a reply that quotes *sentences*, with the menu to check them."""
    blocks = [f"> {words}\n-# **{number}** · {source}" for number, words in enumerate(sentences, 1)]
    texts: list[Json] = [{"type": 10, "content": block} for block in ("### Dams", *blocks)]
    gaps: list[Json] = [{"type": 14} for _ in texts]
    options = [{"label": f"{number}. {words}"[:60], "value": str(number)} for number, words in enumerate(sentences, 1)]
    menu: Json = {"type": 3, "custom_id": "check:x", "placeholder": "Check a sentence", "options": options}
    parts = [part for pair in zip(texts, gaps, strict=True) for part in pair]
    components: list[Json] = [{"type": 17, "components": [*parts, {"type": 1, "components": [menu]}]}]
    return ChatMessage(1, 2, User(3, "dateline"), "", NOW, components=components)


def test_the_menu_does_not_print_the_sentences_again() -> None:
    """Their numbers stand below them; other menus list their options."""
    told = render_on_screen(build_reply("The dam held.", "The river fell " + "slowly " * 9))
    assert told.count("The dam held.") == 1
    assert "[1 Check a sentence] /press 1 1 to 2" in told


def test_an_answer_stays_on_a_small_screen() -> None:
    """Blank lines go first, then the ends of long sources; a short answer keeps both."""
    long = (
        "The council said on Monday that the dam above the town would be rebuilt within the next two years, at no cost "
        "to those who live there or to the state that had built it before the war."
    )
    told = render_on_screen(build_reply(*[long] * 5, source=f"Example Post · 3 May 2024 · {'A title ' * 9}"))
    assert len(told.rstrip().splitlines()) <= 22
    assert told.count("within the next two years") == 5
    assert "…" in told
    assert "Dams\n\n" in render_on_screen(build_reply("The dam held."))


def build_console() -> Console:
    """Make a console that keeps what is printed."""
    return Console(file=io.StringIO(), width=100, highlight=False, markup=False)


def get_output(out: Console) -> str:
    """Return what was printed."""
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def run_lines(url: str, *typed: str) -> str:
    """Return what stands on the screen after the lines *typed*."""
    left: Iterator[str] = iter(typed)

    def ask(_: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    out = build_console()
    assert run_chat(Config(url, timezone="Asia/Seoul"), lambda: NOW, out, ask) == 0
    return get_output(out)


def test_words_are_a_question_and_commands_are_commands(url: str) -> None:
    """Plain words are asked; a slash calls a command, with or without its option's name; mistakes are reported."""
    told = run_lines(
        url,
        "",
        "who is Vladimir Putin?",
        "/when date: 19 June 2024",
        "/brief topic: treaty length: 1",
        "/nothing",
        "/help more",
        "/press 999",
        f"/press {'9' * 5_000}",
        "/quit",
        "/never",
    )
    assert "Vladimir Putin" in told
    assert "Wednesday 19 June 2024" in told
    assert "Sample Wire" in told
    assert "I don't know the command /nothing." in told
    assert "/help takes no text." in told
    assert "There is nothing numbered “999” here." in told
    assert "/never" not in told


def test_an_administrators_commands_are_known(url: str) -> None:
    """They act in the first channel of a server; their buttons, menus and forms can be used, too."""
    told = run_lines(
        url,
        "/digest add time: 9pm topic: treaty",
        "/press 2",
        "horoscope",
        "",
        "",
        "/digest list",
        "/feeds list",
        "who is Vladimir Putin?",
    )
    assert "Digest set up" in told
    assert "#general" in told
    assert "Leaves out: “horoscope”" in told
    assert "Digests of this server" in told
    assert "Feeds of this server" in told
    assert "Who is Vladimir Putin?" in told


def test_nothing_of_a_chat_is_stored(url: str) -> None:
    """Neither the bot's database nor the test server leave anything in the store or beside it."""
    path = Path(url.removeprefix("sqlite:///"))
    run_lines(url, "/help")
    for _ in range(100):  # the thread that ranked gives the store back a moment later
        if (left := sorted(path.parent.iterdir())) == [path]:
            break
        sleep(0.1)
    assert left == [path]


def build_command(name: str, *options: dict[str, Any]) -> InvocableCommand:
    """Make a command with these options."""
    node: dict[str, Any] = {
        "name": name.rsplit(maxsplit=1)[-1],
        "description": "x",
        "options": list(options),
        "type": 1,
    }
    return InvocableCommand(tuple(name.split()), node, node)


ASK = build_command("ask", {"name": "question", "type": 3, "required": True})
BRIEF = build_command(
    "brief",
    {"name": "topic", "type": 3, "autocomplete": True},
    {"name": "length", "type": 4},
    {"name": "kind", "type": 3, "choices": [{"name": "Long one", "value": "long"}]},
)
ADD = build_command("topic add", {"name": "name", "type": 3})
TOPIC = build_command("topic", {"name": "name", "type": 3})
FILE = build_command("take", {"name": "file", "type": 11})


@pytest.mark.parametrize(
    ("command", "text", "given"),
    [
        pytest.param(ASK, "Who signed it?", {"question": "Who signed it?"}, id="words alone"),
        pytest.param(ASK, "question: a: b", {"question": "a: b"}, id="a colon in the words"),
        pytest.param(BRIEF, "topic: the treaty length: 3", {"topic": "the treaty", "length": "3"}, id="two options"),
        pytest.param(BRIEF, "the treaty length:3", {"topic": "the treaty", "length": "3"}, id="words, then an option"),
        pytest.param(BRIEF, "kind: long ONE", {"kind": "long"}, id="a choice by its name"),
        pytest.param(ASK, "", {}, id="nothing"),
    ],
)
def test_options_are_read_by_their_names(command: InvocableCommand, text: str, given: dict[str, str]) -> None:
    """Names with a colon begin options; words before the first go to the first that takes words."""
    assert parse_options(command, text) == given


def test_the_longest_name_that_fits_is_meant() -> None:
    """A subcommand goes before a command whose name it begins with."""
    assert find_command("/topic add sport", [TOPIC, ADD]) == (ADD, "sport")
    assert find_command("/topic sport", [TOPIC, ADD]) == (TOPIC, "sport")
    with pytest.raises(InputError):
        find_command("/top", [TOPIC, ADD])


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    """Its bytes go along; one that can't be read is reported."""
    (tmp_path / "feeds.opml").write_bytes(b"x")
    assert parse_options(FILE, f"file: {tmp_path / 'feeds.opml'}") == {"file": ("feeds.opml", b"x")}
    with pytest.raises(InputError, match="can't read"):
        parse_options(FILE, f"file: {tmp_path / 'none'}")


def test_choices_are_labels_values_or_numbers() -> None:
    """Several with commas between; what is none of the options is refused."""
    select = {"options": [{"label": "In short", "value": "short"}, {"label": "All", "value": "all"}]}
    assert parse_choices(select, "in short, 2") == ["short", "all"]
    with pytest.raises(InputError, match="In short, All"):
        parse_choices(select, "none")
    assert parse_index(["2"], 2) == 1
    for wrong, named in (
        ([], "I need a number"),
        ([""], "I need a number"),
        (["0"], "nothing numbered “0”"),
        (["3"], "“3”"),
        (["x"], "“x”"),
    ):
        with pytest.raises(InputError, match=named):
            parse_index(wrong, 2)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        pytest.param("/b", ["/brief "], id="a command"),
        pytest.param("/", ["/ask ", "/brief "], id="all commands"),
        pytest.param("/brief ", ["/brief topic: ", "/brief length: ", "/brief kind: "], id="its options"),
        pytest.param("/brief l", ["/brief length: "], id="an option"),
        pytest.param("/brief length: 3 topic: tre", ["/brief length: 3 topic: treaty"], id="what the bot offers"),
        pytest.param("/brief kind: lo", ["/brief kind: Long one"], id="a choice"),
        pytest.param("/brief length: 3", [], id="what nobody offers"),
        pytest.param("/brief tre", ["/brief treaty"], id="words without an option's name"),
        pytest.param("who", [], id="plain words"),
    ],
)
def test_the_tab_key_completes_the_line(line: str, found: list[str]) -> None:
    """Commands, options, choices, and what the bot itself offers for an option."""
    asked: list[tuple[str, str, dict[str, Any]]] = []

    def complete(command: InvocableCommand, option: str, text: str, options: dict[str, Any]) -> list[dict[str, Any]]:
        asked.append((option, text, options))
        assert command is BRIEF
        return [{"name": "Treaty", "value": "treaty"}]

    assert list_completions(line, [ASK, BRIEF], complete) == found
    if "tre" in line:
        assert asked == [("topic", "tre", {"length": "3"} if "length" in line else {})]


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        pytest.param(r"\*not\* **bold** _it_ *it* `a*b`", "*not* bold it it a*b", id="emphasis"),
        pytest.param("## Title\n-# small", "Title\nsmall", id="headings"),
        pytest.param("[Wire · 19 June](https://example.org/a)", "Wire · 19 June <https://example.org/a>", id="link"),
        pytest.param(r"[a \[b\] **c**](<https://example.org>)", "a [b] c <https://example.org>", id="words of a link"),
        pytest.param("</brief:12> </digest add:3>", "/brief /digest add", id="commands"),
        pytest.param("<t:0:t> <t:0:D>", "09:00 01 January 1970", id="moments"),
        pytest.param("<t:32400:F> (<t:32400:R>)", "01 January 1970 18:00 (in 9 hours)", id="a moment to come"),
        pytest.param("checked <t:-172800:R>", "checked 2 days ago", id="a moment before"),
        pytest.param("snake_case 2 * 3 * 4", "snake_case 2 * 3 * 4", id="no markup"),
        pytest.param("- one\n> quoted", "• one\n   quoted", id="lists and quotations"),
    ],
)
def test_markdown_is_shown_as_text(markdown: str, plain: str) -> None:
    """What Discord would format is formatted, what it would show is shown."""
    out = build_console()
    for line in render_lines(markdown, datetime.fromtimestamp(0, ZoneInfo("Asia/Seoul")), links=False):
        out.print(line)
    assert "\n".join(line.rstrip() for line in get_output(out).splitlines()) == plain


def test_links_are_clickable_where_the_terminal_can() -> None:
    """Then the address stands behind the words, not beside them."""
    (line,) = render_lines("[Wire](https://example.org)", NOW, links=True)
    assert str(line) == "Wire"


@asynccontextmanager
async def run_sample_conversation() -> AsyncIterator[Conversation]:
    """Have a conversation with the bot that has a command for each way of answering."""
    async with TestServer(clock=lambda: NOW) as server, run_sample_bot(server):
        yield Conversation(server)


def test_buttons_choices_forms_and_files(tmp_path: Path) -> None:
    """What is numbered on the screen is used by its number; a form asks field by field; a file is kept."""
    fields = iter(["8", "long"])
    out = build_console()
    with start_event_loop_thread(run_sample_conversation) as (behind, conversation):
        chat = Repl(behind, conversation, out, ZoneInfo("Asia/Seoul"), lambda _: next(fields))
        chat.load_commands()
        kept = tmp_path / "kept.png"
        for line in (
            "/now",
            "/press 1",
            "/press 4 Wire",
            "/press 3",
            "/now kind: card",
            f"/save 1 {kept}",
            f"/save 1 {kept}",
            "/press 99",
            "/later",
            "/silence",
            "words",
        ):
            chat.handle_line(line)
        assert chat.list_completions("/word word: ball") == ["/word word: balloon"]
        assert chat.list_completions("/silence x") == []
    told = get_output(out)
    assert "[1 Count]  [2 Later]  [3 Form]  [Off]" in told
    assert "[4 Outlets]\n   4 1  Wire\n   4 2  Post\n" in "\n".join(line.rstrip() for line in told.splitlines())
    assert "[6 Count!]" in told
    assert "picked ['Wire']" in told
    assert "A form" in told
    assert "8 long" in told
    assert kept.read_bytes() == PIXEL
    assert re.search(r"I can't write \S+ \(File exists\)", " ".join(told.split()))
    assert "There is nothing numbered “99” here." in told
    assert "thought" in told
    assert "The bot didn't answer /silence. Try again." in told
    assert "I don't know the command /ask." in told


def test_what_fails_backstage_is_raised_at_the_prompt() -> None:
    """A bot that does not come up ends the chat with its reason."""

    @asynccontextmanager
    async def broken() -> AsyncIterator[None]:
        if NOW:
            raise InputError("the store", "is broken")
        yield

    with pytest.raises(InputError, match="is broken"), start_event_loop_thread(broken):
        pass
