"""The command line's grammar: sub-commands and their options."""

from __future__ import annotations

import argparse
from datetime import date
from importlib.metadata import version
from pathlib import Path

from briefings.exports import FORMATS
from briefings.model import USUAL_LENGTH
from briefings.timelines import USUAL_DAYS
from corpus.model import ActorKind


def parser() -> argparse.ArgumentParser:
    """Build the parser of ``dateline``; ``command`` holds the sub-command's name."""
    top = argparse.ArgumentParser(
        prog="dateline",
        description="Brief a channel on a topic in the news: every sentence verbatim, cited and checkable.",
        epilog="Exit codes: 0 found or done, 1 nothing found, 2 bad input.",
    )
    top.add_argument("--version", action="version", version=f"dateline {version('dateline-bot')}")
    top.add_argument("--database", metavar="URL", help="the store, sqlite:///PATH (default: DATELINE_DATABASE_URL)")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _reading(commands)
    _keeping(commands)
    _feeding(commands)
    _curating(commands)
    _asking(commands)
    _running(commands)
    return top


def _reading(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser("add", help="take articles into the corpus", description=_ADD)
    add.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="text files, folders of them, HTML pages, addresses; - for standard input",
    )
    add.add_argument("--name", default="pasted", help="key for standard input (default: pasted)")
    read = commands.add_parser("read", help="show what the reader sees in articles, keeping nothing")
    read.add_argument("paths", nargs="+", metavar="FILE")
    read.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    inspect = commands.add_parser("inspect", help="show one article in colour: zones, actors, dates, quotations")
    inspect.add_argument("file", metavar="FILE")
    inspect.add_argument("--html", metavar="PAGE", help="write it as one self-contained page instead")


def _keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    commands.add_parser("articles", help="list the articles of the store")
    remove = commands.add_parser("remove", help="delete articles from the store")
    remove.add_argument("keys", nargs="+", metavar="KEY")
    export = commands.add_parser("export", help="write all that the store holds as JSON Lines")
    export.add_argument("file", nargs="?", metavar="FILE", help="where to (default: standard output)")
    take = commands.add_parser("import", help="take in what export wrote")
    take.add_argument("file", metavar="FILE")
    commands.add_parser("reread", help="bring stored articles up to date with today's readers")
    commands.add_parser("doctor", help="check the store: hashes, spans, indexes")


def _feeding(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    feeds = commands.add_parser("feeds", help="follow news feeds (see docs/sources.md)")
    verbs = feeds.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser("add", help="follow a feed, or the feed that a page announces, and poll it")
    add.add_argument("addresses", nargs="+", metavar="URL")
    verbs.add_parser("list", help="list the feeds: when they were polled, when they are due, their last errors")
    remove = verbs.add_parser("remove", help="forget a feed")
    remove.add_argument("addresses", nargs="+", metavar="URL")
    remove.add_argument("--articles", action="store_true", help="delete the articles that came by it, too")
    verbs.add_parser("poll", help="poll the feeds that are due; none more than once an hour")
    export = verbs.add_parser("export", help="write the list of feeds as OPML")
    export.add_argument("file", metavar="FILE")
    take = verbs.add_parser("import", help="follow the feeds of an OPML list")
    take.add_argument("file", metavar="FILE")


def _curating(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    actors = commands.add_parser("actors", help="list actors, and say what is known of them (see docs/actors.md)")
    verbs = actors.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("list", help="list the actors that the articles name, most named first")
    add = verbs.add_parser("add", help="there is an actor of this name")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--kind", default=ActorKind.PERSON.value, choices=[kind.value for kind in ActorKind])
    add.add_argument("--description", default="", metavar="TEXT")
    for verb, told in (("alias", "this name is that actor's, too"), ("split", "this name is not that actor's")):
        command = verbs.add_parser(verb, help=told)
        command.add_argument("actor", metavar="ACTOR", help="an id or a name")
        command.add_argument("name", metavar="NAME")
    merge = verbs.add_parser("merge", help="these two are one")
    merge.add_argument("actor", metavar="ACTOR", help="the one that goes; an id or a name")
    merge.add_argument("into", metavar="INTO", help="the one that stays")


def _asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    brief = commands.add_parser("brief", help="brief on the corpus, or on a request")
    brief.add_argument("--limit", type=_count, default=USUAL_LENGTH, metavar="N", help="most sentences (default: 6)")
    brief.add_argument("--request", default="", metavar="TEXT", help="what to brief on; empty for all")
    brief.add_argument("--ranker", default=None, metavar="NAME", help="rank by one of sumy's rankers, such as lexrank")
    brief.add_argument("--format", default=None, choices=list(FORMATS), help="write it for other programs")
    brief.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    verify = commands.add_parser("verify", help="check a briefing against the stored articles (see docs/cli.md)")
    verify.add_argument("briefing", metavar="FILE|ID", help="an export, or the id of one in this folder")
    verify.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    timeline = commands.add_parser("timeline", help="the days that most is told of")
    timeline.add_argument("actor", nargs="*", metavar="ACTOR", help="of an actor or a question; empty for all")
    timeline.add_argument("--from", dest="first", type=_day, metavar="DATE", help="first day, YYYY-MM-DD")
    timeline.add_argument("--to", dest="last", type=_day, metavar="DATE", help="last day, YYYY-MM-DD")
    timeline.add_argument("--limit", type=_count, default=USUAL_DAYS, metavar="N", help="most days (default: 10)")
    timeline.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    who = commands.add_parser("who", help="who an actor is, and what is told of it")
    who.add_argument("actor", nargs="+", metavar="ACTOR")
    when = commands.add_parser("when", help="what happened on a day or in a period")
    when.add_argument("date", nargs="+", metavar="DATE")
    ask = commands.add_parser("ask", help="answer a question from the corpus")
    ask.add_argument("question", nargs="*", metavar="QUESTION")
    ask.add_argument("--batch", type=Path, metavar="FILE", help='a JSON file {"questions": [{"id", "question"}, …]}')
    for command in (when, ask):
        command.add_argument(
            "--asked-on", type=_day, metavar="DATE", help="the asker's day, YYYY-MM-DD (default: today)"
        )
    for command in (brief, who, when, ask):
        command.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _running(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    commands.add_parser("run", help="run the bot on Discord (needs DISCORD_TOKEN)")
    demo = commands.add_parser("demo", help="run the bot on a local test server with the sample corpus")
    demo.add_argument("--port", type=int, default=8765, help="port of the page on 127.0.0.1 (default: 8765; 0: any)")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 100")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2024-06-21") from None


_ADD = """Take files and folders of pasted articles into the corpus, saved pages (.html), and articles by their address
(http, https). A folder gives its .txt files. The text is kept as it is; adding the same twice changes nothing and says
so."""
