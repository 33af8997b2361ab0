"""The command line's grammar: sub-commands and their options."""

from __future__ import annotations

import argparse
from datetime import date
from importlib.metadata import version
from pathlib import Path

from briefings.model import USUAL_LENGTH


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
    _asking(commands)
    _running(commands)
    return top


def _reading(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser("add", help="take articles into the corpus", description=_ADD)
    add.add_argument("paths", nargs="+", metavar="PATH", help="text files or folders of them; - for standard input")
    add.add_argument("--name", default="pasted", help="key for standard input (default: pasted)")
    read = commands.add_parser("read", help="show what the reader sees in articles, keeping nothing")
    read.add_argument("paths", nargs="+", metavar="FILE")
    read.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    inspect = commands.add_parser("inspect", help="show one article in colour: zones, actors, dates, quotations")
    inspect.add_argument("file", metavar="FILE")
    inspect.add_argument("--html", metavar="PAGE", help="write it as one self-contained page instead")


def _asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    brief = commands.add_parser("brief", help="brief on the corpus, or on a request")
    brief.add_argument("--limit", type=_count, default=USUAL_LENGTH, metavar="N", help="most sentences (default: 6)")
    brief.add_argument("--request", default="", metavar="TEXT", help="what to brief on; empty for all")
    brief.add_argument("--ranker", default=None, metavar="NAME", help="rank by one of sumy's rankers, such as lexrank")
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


_ADD = """Take files and folders of pasted articles into the corpus. A folder gives its .txt files. The text is kept as
it is; adding the same twice changes nothing and says so."""
