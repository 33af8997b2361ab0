"""The command line's grammar: sub-commands and their options."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.terminal.examples import EXAMPLES
from bot.terminal.grammar import Parser, count, day, identifier, path, port
from briefings.model import USUAL_LENGTH
from corpus.model import ActorKind

if TYPE_CHECKING:  # argparse has no public name for it
    _Commands: TypeAlias = argparse._SubParsersAction[Parser]  # noqa: SLF001

# Both are said again here, as what has them takes a while to load; a test holds them together.
#: The forms that `briefings.exports` writes.
FORMATS = ("md", "json", "csv", "bib", "html", "timelinejs")
#: `briefings.timelines.USUAL_DAYS`.
USUAL_DAYS = 10


def parser() -> Parser:
    """Build the parser of ``dateline``; ``command`` holds the sub-command's name."""
    top = Parser(
        prog="dateline",
        description="Brief a channel on a topic in the news: every sentence verbatim, cited and checkable.",
        epilog=f"To see it at work: {EXAMPLES['dateline']}. Exit codes: 0 found or done, 1 nothing found, 2 bad input.",
    )
    top.add_argument("--version", action="version", version=f"dateline {version('dateline-bot')}")
    top.add_argument("--database", metavar="URL", help=_DATABASE)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _reading(commands)
    _keeping(commands)
    _feeding(commands)
    _curating(commands)
    _following(commands)
    _asking(commands)
    _telling(commands)
    _running(commands)
    return top


def _command(commands: _Commands, name: str, told: str, description: str = "") -> Parser:
    """Add a sub-command; what the list of commands tells of it, its own help tells, too, with an example."""
    command = commands.add_parser(name, help=told, description=description or f"{told[0].upper()}{told[1:]}.")
    command.epilog = f"Example: {EXAMPLES[command.prog]}"
    return command


def _reading(commands: _Commands) -> None:
    add = _command(commands, "add", "take articles into the corpus", _ADD)
    add.add_argument(
        "paths",
        nargs="+",
        type=path,
        metavar="PATH",
        help="text files, folders of them, HTML pages, addresses; - for standard input",
    )
    add.add_argument("--name", default="pasted", help="key for standard input (default: pasted)")
    read = _command(commands, "read", "show what the reader sees in articles, keeping nothing")
    read.add_argument("paths", nargs="+", type=path, metavar="FILE", help=_READ)
    read.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    inspect = _command(commands, "inspect", "show one article in colour: zones, actors, dates, quotations")
    inspect.add_argument("file", type=path, metavar="FILE", help="as for read, but one")
    inspect.add_argument("--html", metavar="PAGE", help="write it as one self-contained page instead")


def _keeping(commands: _Commands) -> None:
    _command(commands, "articles", "list the articles of the store")
    remove = _command(commands, "remove", "delete articles from the store")
    remove.add_argument("keys", nargs="+", metavar="KEY", help="as “dateline articles” lists it")
    export = _command(commands, "export", "write all that the store holds as JSON Lines")
    export.add_argument("file", nargs="?", type=path, metavar="FILE", help="where to (default: standard output)")
    take = _command(commands, "import", "take in what export wrote")
    take.add_argument("file", type=path, metavar="FILE", help="where from")
    _command(commands, "reread", "bring stored articles up to date with today's readers")
    _command(commands, "doctor", "check the store: hashes, spans, indexes")


def _feeding(commands: _Commands) -> None:
    feeds = _command(commands, "feeds", "follow news feeds (see docs/sources.md)")
    verbs = feeds.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = _command(verbs, "add", "follow a feed, or the feed that a page announces, and poll it")
    add.add_argument("addresses", nargs="+", metavar="URL", help="http or https")
    _command(verbs, "list", "list the feeds: when they were polled, when they are due, their last errors")
    remove = _command(verbs, "remove", "forget a feed")
    remove.add_argument("addresses", nargs="+", metavar="URL", help="as “dateline feeds list” lists it")
    remove.add_argument("--articles", action="store_true", help="delete the articles that came by it, too")
    _command(verbs, "poll", "poll the feeds that are due; none more than once an hour")
    export = _command(verbs, "export", "write the list of feeds as OPML")
    export.add_argument("file", type=path, metavar="FILE", help="where to")
    take = _command(verbs, "import", "follow the feeds of an OPML list")
    take.add_argument("file", type=path, metavar="FILE", help="where from")
    for name in ("add", "list", "remove", "export", "import"):
        verbs.choices[name].add_argument(
            "--server",
            type=identifier,
            metavar="ID",
            help="the feeds of this Discord server (default: everybody's; list: all)",
        )


def _curating(commands: _Commands) -> None:
    actors = _command(commands, "actors", "list actors, and say what is known of them (see docs/actors.md)")
    verbs = actors.add_subparsers(dest="verb", metavar="VERB", required=True)
    _command(verbs, "list", "list the actors that the articles name, most named first")
    add = _command(verbs, "add", "there is an actor of this name")
    add.add_argument("name", metavar="NAME", help="as the articles write it")
    kinds = [kind.value for kind in ActorKind]
    add.add_argument(
        "--kind", default=kinds[0], choices=kinds, metavar="KIND", help=f"{', '.join(kinds)} (default: {kinds[0]})"
    )
    add.add_argument("--description", default="", metavar="TEXT", help="who or what it is")
    for verb, told in (("alias", "this name is that actor's, too"), ("split", "this name is not that actor's")):
        command = _command(verbs, verb, told)
        command.add_argument("actor", metavar="ACTOR", help="an id or a name")
        command.add_argument("name", metavar="NAME", help="as the articles write it")
    merge = _command(verbs, "merge", "these two are one")
    merge.add_argument("actor", metavar="ACTOR", help="the one that goes; an id or a name")
    merge.add_argument("into", metavar="INTO", help="the one that stays")


def _following(commands: _Commands) -> None:
    topics = _command(commands, "topics", "list topics, and say what belongs to them (see docs/topics.md)")
    verbs = topics.add_subparsers(dest="verb", metavar="VERB", required=True)
    _command(verbs, "list", "list the topics, and how many articles belong to each")
    add = _command(verbs, "add", "follow a topic; one of this name is replaced")
    add.add_argument("name", metavar="NAME", help="what to call it")
    for option, each, told in (
        ("--term", "WORDS", "a word or phrase of its articles"),
        ("--actor", "NAME", "one it is about"),
        ("--source", "OUTLET", "an outlet or host to take it from (default: all)"),
        ("--language", "CODE", "a language to read it in, such as en (default: all)"),
    ):
        add.add_argument(option, action="append", default=[], metavar=each, help=f"{told}; may be repeated")
    show = _command(verbs, "show", "show a topic, the articles that belong to it, and why")
    show.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    remove = _command(verbs, "remove", "forget a topic")
    for command in (show, remove):
        command.add_argument("name", metavar="NAME", help="as “dateline topics list” lists it")


def _asking(commands: _Commands) -> None:
    brief = _command(commands, "brief", "brief on the corpus, or on a request")
    brief.add_argument("--limit", type=count, default=USUAL_LENGTH, metavar="N", help="most sentences (default: 6)")
    brief.add_argument("--request", default="", metavar="TEXT", help="what to brief on; empty for all")
    brief.add_argument("--ranker", default=None, metavar="NAME", help="rank by one of sumy's rankers, such as lexrank")
    brief.add_argument("--format", default=None, choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    brief.add_argument("--topic", default="", metavar="NAME", help="brief on a topic (see “dateline topics”)")
    brief.add_argument(
        "--since-briefing",
        action="append",
        type=path,
        default=[],
        metavar="FILE",
        help="leave out what this export told, mark what developed; may be repeated",
    )
    brief.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    verify = _command(commands, "verify", "check a briefing against the stored articles (see docs/cli.md)")
    verify.add_argument(
        "briefing", type=path, metavar="FILE|ID", help="an export, the id of one in this folder, or of a reply"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    timeline = _command(commands, "timeline", "the days that most is told of")
    timeline.add_argument(
        "actor", nargs="*", default=[], metavar="ACTOR", help="of an actor or a question; empty for all"
    )
    timeline.add_argument("--from", dest="first", type=day, metavar="DATE", help="first day, YYYY-MM-DD")
    timeline.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day, YYYY-MM-DD")
    timeline.add_argument("--limit", type=count, default=USUAL_DAYS, metavar="N", help="most days (default: 10)")
    timeline.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    compare = _command(commands, "compare", "where outlets differ: a figure, a wording, a speaker, a date")
    compare.add_argument(
        "text", nargs="*", default=[], metavar="TEXT", help="an actor, a question or a topic; empty for all"
    )
    compare.add_argument("--limit", type=count, default=USUAL_DAYS, metavar="N", help="most contrasts (default: 10)")
    compare.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    chart = _command(commands, "chart", "draw the corpus as a PNG, and say what it shows")
    chart.add_argument("kind", choices=["coverage", "together", "actor"], metavar="KIND", help=_CHARTS)
    chart.add_argument("actor", nargs="*", default=[], metavar="ACTOR", help="whose mentions to draw")
    chart.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the PNG to write")
    chart.add_argument("--dark", action="store_true", help="for a dark ground")
    who = _command(commands, "who", "who an actor is, and what is told of it")
    who.add_argument("actor", nargs="+", metavar="ACTOR", help="a name, such as Kim Yo-jong; misspelt is understood")
    when = _command(commands, "when", "what happened on a day or in a period")
    when.add_argument("date", nargs="+", metavar="DATE", help="20 June, 2024-06-20, last Wednesday, June 2024 …")
    ask = _command(commands, "ask", "answer a question from the corpus")
    ask.add_argument("question", nargs="*", default=[], metavar="QUESTION", help="in your own words")
    ask.add_argument("--topic", default="", metavar="NAME", help="ask the articles of a topic alone")
    ask.add_argument("--batch", type=Path, metavar="FILE", help='a JSON file {"questions": [{"id", "question"}, …]}')
    for command in (when, ask):
        command.add_argument(
            "--asked-on", type=day, metavar="DATE", help="the asker's day, YYYY-MM-DD (default: today)"
        )
    for command in (brief, who, when, ask):
        command.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _telling(commands: _Commands) -> None:
    ledger = _command(commands, "ledger", "what became of every digest: sent, late, skipped and why")
    ledger.add_argument("--channel", type=identifier, metavar="ID", help="of one channel alone, by Discord's id")
    ledger.add_argument("--limit", type=count, default=20, metavar="N", help="most rows, newest first (default: 20)")
    ledger.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _running(commands: _Commands) -> None:
    run = _command(commands, "run", "run the bot on Discord (needs DISCORD_TOKEN)")
    run.add_argument("--test-server", action="store_true", help="on a local test server instead, with no token")
    _port_option(run, default=8765, told="default: 8765; 0: any")
    _command(commands, "chat", "talk with the bot in this terminal, about your own articles")
    demo = _command(commands, "demo", "run the bot on a local test server with the sample corpus")
    _port_option(demo, default=None, told="default: 8765, or the next free one; 0: any")


def _port_option(command: argparse.ArgumentParser, default: int | None, told: str) -> None:
    command.add_argument(
        "--port", type=port, default=default, metavar="N", help=f"port of the page on 127.0.0.1 ({told})"
    )


_ADD = """Take files and folders of pasted articles into the corpus, saved pages (.html), and articles by their address
(http, https). A folder gives its .txt files. The text is kept as it is; adding the same twice changes nothing and says
so."""
_DATABASE = """the store, sqlite:///PATH; goes before COMMAND (default: DATELINE_DATABASE_URL, else a file in your
user's data folder)"""
_READ = "text files, folders of them, HTML pages; - for standard input; several date each other"
_CHARTS = "coverage: articles per day; together: actors seen together; actor: one actor per day"
