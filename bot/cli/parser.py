"""The argument parser: sub-commands, options, value types and one-line error messages."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from briefings.models import DEFAULT_BRIEFING_SENTENCES
from corpus.models import ActorKind, replace_surrogates

# Messages of argparse (Lib/argparse.py) that are reworded; others are printed as they are.
_MISSING_PREFIX = "the following arguments are required: "
_UNKNOWN_PREFIX = "unrecognized arguments: "
_INVALID_CHOICE = re.compile(r"argument (\S+): invalid choice: '(.*)'.*? \(choose from (.*)\)", re.DOTALL)
#: Error messages list the choices of an option only up to this number; ``--help`` lists all.
_MAX_LISTED_CHOICES = 10


class CommandParser(argparse.ArgumentParser):
    """An argument parser that reports errors in one line, with a remedy, and replaces lone surrogates in arguments."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        # Arguments without a type are text: replace the lone surrogates of undecodable bytes, which only files need.
        self.register("type", None, replace_surrogates)

    def parse_known_args(  # type: ignore[override]  # one signature for the three overloads in typeshed
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as usual, but report unrecognized arguments here, where the sub-command is known."""
        parsed, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(_UNKNOWN_PREFIX + " ".join(rest))
        return parsed, rest

    def error(self, message: str) -> NoReturn:
        """Print one line to standard error and exit with code 2."""
        self.exit(
            2, " ".join(f"{self.prog}: {_explain_error(message)} “{self.prog} --help” shows more.".split()) + "\n"
        )


def parse_count(text: str) -> int:
    """Parse a limit from 1 to 100."""
    if not _is_number(text) or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"“{text}” isn't a number from 1 to 100")
    return int(text)


def parse_port(text: str) -> int:
    """Parse a port number; 0 means any free port."""
    if not _is_number(text) or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}” isn't a port; choose one from 1024 to 65535, or 0 for any")
    return int(text)


def parse_day(text: str) -> date:
    """Parse a date in ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” isn't a day; write it as 2024-06-21") from None


def parse_discord_id(text: str) -> str:
    """Return *text* if it is a Discord id, a positive number below 2^63."""
    if not _is_number(text) or not 0 < int(text) < 2**63:
        raise argparse.ArgumentTypeError(f"“{text}” isn't a Discord id, which has 17 to 20 digits")
    return text


def parse_path(text: str) -> str:
    """Return *text* unless it is empty: an empty path, as from an unset shell variable, would mean the whole folder."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


def _explain_error(message: str) -> str:
    if message.startswith(_MISSING_PREFIX):
        return f"I need {message.removeprefix(_MISSING_PREFIX)}."
    if message.startswith(_UNKNOWN_PREFIX):
        rest = message.removeprefix(_UNKNOWN_PREFIX)
        before = " It goes before the sub-command." if rest.startswith("--database") else ""
        return f"I don't understand “{rest}”.{before}"
    if chosen := _INVALID_CHOICE.fullmatch(message):
        return _explain_invalid_choice(chosen[1], chosen[2], re.findall(r"[\w-]+", chosen[3]))
    argument, _, reason = message.removeprefix("argument ").partition(": ")
    return f"I can't use this {argument}: {reason}." if reason else f"{message}."


def _explain_invalid_choice(argument: str, value: str, choices: Sequence[str]) -> str:
    listed = f" Choose from {', '.join(choices)}." if len(choices) <= _MAX_LISTED_CHOICES else ""
    suggestions = get_close_matches(value, choices, 1)
    return f"I don't know the {argument} “{value}”.{f' Did you mean {suggestions[0]}?' if suggestions else listed}"


#: For each command, as typed, the name of its function in `bot.cli` ("" if it only has sub-commands) and an example.
#: It is a name, so that only the module of the command that runs is imported.
COMMANDS = {
    "dateline": ("", "dateline demo"),
    "dateline add": ("ingest_commands.run_add", "dateline add my-articles/ page.html https://example.org/news/1"),
    "dateline read": ("ingest_commands.run_read", "dateline read my-articles/first.txt --json"),
    "dateline inspect": ("inspect.run_inspect", "dateline inspect my-articles/first.txt --html first.html"),
    "dateline articles": ("admin_commands.run_articles", "dateline articles"),
    "dateline remove": ("admin_commands.run_remove", "dateline remove first"),
    "dateline export": ("admin_commands.run_export", "dateline export everything.jsonl"),
    "dateline import": ("admin_commands.run_import", "dateline import everything.jsonl"),
    "dateline reread": ("admin_commands.run_reread", "dateline reread"),
    "dateline doctor": ("admin_commands.run_doctor", "dateline doctor"),
    "dateline backup": ("admin_commands.run_backup", "dateline backup /media/disk/dateline.backup"),
    "dateline restore": ("admin_commands.run_restore", "dateline restore /media/disk/dateline.backup"),
    "dateline feeds": ("", "dateline feeds add https://example.org/rss.xml"),
    "dateline feeds add": ("ingest_commands.add_feeds", "dateline feeds add https://example.org/rss.xml"),
    "dateline feeds list": ("ingest_commands.list_feeds", "dateline feeds list"),
    "dateline feeds preview": ("ingest_commands.preview_feed", "dateline feeds preview https://example.org/rss.xml"),
    "dateline feeds remove": (
        "ingest_commands.remove_feeds",
        "dateline feeds remove https://example.org/rss.xml --articles",
    ),
    "dateline feeds poll": ("ingest_commands.poll_due_feeds", "dateline feeds poll"),
    "dateline feeds export": ("ingest_commands.export_opml", "dateline feeds export feeds.opml"),
    "dateline feeds import": ("ingest_commands.import_opml", "dateline feeds import feeds.opml"),
    "dateline actors": ("", "dateline actors list"),
    "dateline actors list": ("admin_commands.list_actors", "dateline actors list"),
    "dateline actors add": (
        "admin_commands.curate_actor",
        'dateline actors add "Kim Kwang-nam" --description "a diplomat"',
    ),
    "dateline actors alias": ("admin_commands.curate_actor", 'dateline actors alias "Vladimir Putin" "Mr Putin"'),
    "dateline actors split": ("admin_commands.curate_actor", 'dateline actors split "Kim Jong Un" "Mr Kim"'),
    "dateline actors merge": ("admin_commands.curate_actor", 'dateline actors merge "V. Putin" "Vladimir Putin"'),
    "dateline topics": ("", 'dateline topics add "Rare earths" --term lithium --actor Chile'),
    "dateline topics list": ("admin_commands.list_topics", "dateline topics list"),
    "dateline topics add": (
        "admin_commands.add_topic",
        'dateline topics add "Rare earths" --term lithium --actor Chile',
    ),
    "dateline topics show": ("admin_commands.show_topic", 'dateline topics show "Rare earths"'),
    "dateline topics remove": ("admin_commands.remove_topic", 'dateline topics remove "Rare earths"'),
    "dateline brief": ("query_commands.run_brief", 'dateline brief --request "North Korea" --limit 4 -o briefing.md'),
    "dateline verify": ("query_commands.run_verify", "dateline verify briefing.md"),
    "dateline check": ("check_commands.run_check", "dateline check draft.txt"),
    "dateline zones": ("check_commands.run_zones", "dateline zones Mumbai"),
    "dateline settings": ("check_commands.run_settings", "dateline settings"),
    "dateline invite": ("check_commands.run_invite", "dateline invite"),
    "dateline timeline": ("query_commands.run_timeline", "dateline timeline Putin --from 2024-06-18"),
    "dateline compare": ("query_commands.run_compare", 'dateline compare "arming Ukraine"'),
    "dateline changes": ("query_commands.run_changes", 'dateline changes --since 2024-06-19 "North Korea"'),
    "dateline chart": ("query_commands.run_chart", "dateline chart actor Putin -o putin.png"),
    "dateline who": ("query_commands.run_who", 'dateline who "Kim Yo-jong"'),
    "dateline when": ("query_commands.run_when", 'dateline when "last Wednesday"'),
    "dateline ask": ("query_commands.run_ask", 'dateline ask "what did Putin say about arming Ukraine?"'),
    "dateline site": ("admin_commands.run_site", "dateline site public/ --base-url https://news.example.org/"),
    "dateline class": ("", "dateline class quiz --day 2024-06-21 -o quiz.html"),
    "dateline class packs": (
        "query_commands.run_class_packs",
        'dateline class packs --day 2024-06-21 --side Russia --side "South Korea" -o packs.html',
    ),
    "dateline class quiz": ("query_commands.run_class_quiz", "dateline class quiz --day 2024-06-21 -o quiz.html"),
    "dateline ledger": ("admin_commands.run_ledger", "dateline ledger --limit 5"),
    "dateline run": ("runner.run_command", "dateline run --test-server"),
    "dateline worker": ("runner.run_worker_command", "dateline worker"),
    "dateline chat": ("repl.repl.run_command", "dateline chat"),
    "dateline demo": ("local_runner.run_demo_command", "dateline demo --port 0"),
}


if TYPE_CHECKING:  # argparse has no public name for this type
    _SubParsers: TypeAlias = argparse._SubParsersAction[CommandParser]  # noqa: SLF001

# These are repeated here because their modules are slow to load; a test keeps them equal.
#: The formats that `briefings.export.formats` writes.
EXPORT_FORMATS = ("md", "json", "csv", "bib", "html", "timelinejs")
#: Equal to `briefings.timelines.DEFAULT_DAYS`.
DEFAULT_TIMELINE_DAYS = 10
#: Equal to those of `briefings.classroom`.
DEFAULT_PACK_SENTENCES, DEFAULT_QUIZ_LENGTH = 6, 10


def build_parser() -> CommandParser:
    """Return the parser of ``dateline``, which stores in ``run`` the name of the function of the sub-command."""
    top = CommandParser(
        prog="dateline",
        description="Brief a channel on the news, with every sentence verbatim, cited and checkable.",
        epilog="Try it with: dateline demo. Exit codes: 0 done or found, 1 nothing found, 2 bad input,"
        " 3 refused by Discord.",
    )
    top.add_argument("--version", action="version", version=f"dateline {version('dateline-bot')}")
    top.add_argument("--database", metavar="URL", help=_DATABASE_HELP)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_reading_commands(commands)
    _add_store_commands(commands)
    _add_feeds_command(commands)
    _add_actors_command(commands)
    _add_topics_command(commands)
    _add_briefing_commands(commands)
    _add_query_commands(commands)
    _add_class_command(commands)
    _add_ledger_command(commands)
    _add_site_command(commands)
    _add_check_commands(commands)
    _add_bot_commands(commands)
    return top


def _add_command(commands: _SubParsers, name: str, summary: str, description: str = "") -> CommandParser:
    """Add a sub-command whose help repeats its line in the list of commands and adds an example."""
    command = commands.add_parser(name, help=summary, description=description or f"{summary[0].upper()}{summary[1:]}.")
    handler, example = COMMANDS[command.prog]
    command.epilog = f"Example: {example}"
    command.set_defaults(run=handler)
    return command


def _add_reading_commands(commands: _SubParsers) -> None:
    add = _add_command(commands, "add", "add articles", _ADD_DESCRIPTION)
    add.add_argument(
        "paths",
        nargs="+",
        type=parse_path,
        metavar="PATH",
        help="text files, folders of them, HTML pages, addresses; - for standard input",
    )
    add.add_argument("--name", default="pasted", help="key for standard input (default: pasted)")
    read = _add_command(commands, "read", "show what I find in articles, without storing them")
    read.add_argument("paths", nargs="+", type=parse_path, metavar="FILE", help=_READ_HELP)
    read.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    inspect = _add_command(commands, "inspect", "show one article in colour: zones, actors, dates, quotations")
    inspect.add_argument(
        "file", type=parse_path, metavar="FILE", help="a text file, an HTML page; - for standard input"
    )
    inspect.add_argument("--html", metavar="PAGE", help="write it as one self-contained page instead")


def _add_store_commands(commands: _SubParsers) -> None:
    _add_command(commands, "articles", "list the stored articles")
    remove = _add_command(commands, "remove", "delete stored articles")
    remove.add_argument("keys", nargs="+", metavar="KEY", help="as “dateline articles” lists it")
    export = _add_command(commands, "export", "export everything stored as JSON Lines")
    export.add_argument(
        "file", nargs="?", type=parse_path, metavar="FILE", help="file to write (default: standard output)"
    )
    import_ = _add_command(commands, "import", "import a file that export wrote")
    import_.add_argument("file", type=parse_path, metavar="FILE", help="file to read")
    _add_command(commands, "reread", "update stored articles after an upgrade")
    doctor = _add_command(commands, "doctor", "check settings, files, clock, disk, database, feeds and Discord")
    doctor.add_argument("--offline", action="store_true", help="leave out Discord, which is asked if a token is set")
    doctor.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    backup = _add_command(commands, "backup", "copy the database into one file, also while the bot runs")
    backup.add_argument("file", type=parse_path, metavar="FILE", help="file to write; replaces an older backup")
    restore = _add_command(commands, "restore", "replace the database with a backup; stop the bot first")
    restore.add_argument("file", type=parse_path, metavar="FILE", help="file that backup wrote")


def _add_feeds_command(commands: _SubParsers) -> None:
    feeds = _add_command(commands, "feeds", "follow news feeds (see docs/sources.md)")
    verbs = feeds.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = _add_command(verbs, "add", "follow a feed, or the feed of a news site, and poll it")
    add.add_argument("addresses", nargs="+", metavar="URL", help="http or https")
    _add_command(verbs, "list", "list the feeds with their last and next poll, and errors")
    preview = _add_command(verbs, "preview", "show the entries of a feed, without storing them")
    preview.add_argument("source", type=parse_path, metavar="FILE_OR_URL", help="a saved feed, or its address")
    preview.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    remove = _add_command(verbs, "remove", "stop following a feed")
    remove.add_argument("addresses", nargs="+", metavar="URL", help="as “dateline feeds list” lists it")
    remove.add_argument("--articles", action="store_true", help="also delete the articles from it")
    poll = _add_command(verbs, "poll", "poll the feeds that are due, each at most once an hour")
    # For the bot, which starts it: a killed bot can't end its processes.
    poll.add_argument("--end-with-parent", action="store_true", help=argparse.SUPPRESS)
    # The time by the clock of the bot, which ignores jumps of the system's until they last.
    poll.add_argument("--now", type=datetime.fromisoformat, help=argparse.SUPPRESS)
    export = _add_command(verbs, "export", "export the feeds as an OPML file")
    export.add_argument("file", type=parse_path, metavar="FILE", help="file to write")
    import_ = _add_command(verbs, "import", "follow the feeds of an OPML file")
    import_.add_argument("file", type=parse_path, metavar="FILE", help="file to read")
    for name in ("add", "list", "remove", "export", "import"):
        verbs.choices[name].add_argument(
            "--server",
            type=parse_discord_id,
            metavar="ID",
            help="the feeds of this Discord server (default: everybody's; list: all)",
        )


def _add_actors_command(commands: _SubParsers) -> None:
    actors = _add_command(commands, "actors", "list and correct people and organisations (see docs/actors.md)")
    verbs = actors.add_subparsers(dest="verb", metavar="VERB", required=True)
    _add_command(verbs, "list", "list the actors in the articles, most mentioned first")
    add = _add_command(verbs, "add", "add an actor")
    add.add_argument("name", metavar="NAME", help="as the articles write it")
    kinds = [kind.value for kind in ActorKind]
    add.add_argument(
        "--kind", default=kinds[0], choices=kinds, metavar="KIND", help=f"{', '.join(kinds)} (default: {kinds[0]})"
    )
    add.add_argument("--description", default="", metavar="TEXT", help="who or what it is")
    for verb, summary in (("alias", "add another name of an actor"), ("split", "remove a wrong name from an actor")):
        command = _add_command(verbs, verb, summary)
        command.add_argument("actor", metavar="ACTOR", help="an id or a name")
        command.add_argument("name", metavar="NAME", help="as the articles write it")
    merge = _add_command(verbs, "merge", "merge two actors that are the same")
    merge.add_argument("actor", metavar="ACTOR", help="the one to remove: an id or a name")
    merge.add_argument("into", metavar="INTO", help="the one to keep")


def _add_topics_command(commands: _SubParsers) -> None:
    topics = _add_command(commands, "topics", "list and define topics (see docs/topics.md)")
    verbs = topics.add_subparsers(dest="verb", metavar="VERB", required=True)
    _add_command(verbs, "list", "list the topics and how many articles each has")
    add = _add_command(verbs, "add", "add a topic, or replace the one of this name")
    add.add_argument("name", metavar="NAME", help="name of the topic")
    for option, metavar, description in (
        ("--term", "WORDS", "a word or phrase of its articles"),
        ("--actor", "NAME", "a person or organisation it is about"),
        ("--source", "OUTLET", "an outlet or host to take it from (default: all)"),
        ("--language", "CODE", "a language to read it in, such as en (default: all)"),
    ):
        add.add_argument(option, action="append", default=[], metavar=metavar, help=f"{description}; may be repeated")
    show = _add_command(verbs, "show", "show a topic, its articles and why they belong to it")
    show.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    remove = _add_command(verbs, "remove", "remove a topic")
    for command in (show, remove):
        command.add_argument("name", metavar="NAME", help="as “dateline topics list” lists it")


def _add_briefing_commands(commands: _SubParsers) -> None:
    brief = _add_command(commands, "brief", "write a briefing on a request or on all articles")
    brief.add_argument(
        "--limit",
        type=parse_count,
        default=DEFAULT_BRIEFING_SENTENCES,
        metavar="N",
        help="maximum number of sentences (default: 6)",
    )
    brief.add_argument("--request", default="", metavar="TEXT", help="what to brief on (default: all articles)")
    brief.add_argument("--ranker", default=None, metavar="NAME", help="rank by one of sumy's rankers, such as lexrank")
    _add_as_of_option(brief)
    brief.add_argument(
        "--format", default=None, choices=EXPORT_FORMATS, metavar="FORMAT", help=", ".join(EXPORT_FORMATS)
    )
    brief.add_argument("--topic", default="", metavar="NAME", help="brief on a topic (see “dateline topics”)")
    brief.add_argument(
        "--since-briefing",
        action="append",
        type=parse_path,
        default=[],
        metavar="FILE",
        help="leave out what this export already reported, and mark updates; may be repeated",
    )
    brief.add_argument("-o", "--output", type=Path, metavar="FILE", help="file to write (default: standard output)")
    brief.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    verify = _add_command(commands, "verify", "check a briefing against the stored articles (see docs/cli.md)")
    verify.add_argument(
        "briefing", type=parse_path, metavar="FILE|ID", help="an export, the id of one in this folder, or of a reply"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _add_query_commands(commands: _SubParsers) -> None:
    timeline = _add_command(commands, "timeline", "show the most reported days in order")
    timeline.add_argument(
        "actor", nargs="*", default=[], metavar="ACTOR", help="an actor or a question (default: all articles)"
    )
    timeline.add_argument("--from", dest="first", type=parse_day, metavar="DATE", help="first day, YYYY-MM-DD")
    timeline.add_argument("--to", dest="last", type=parse_day, metavar="DATE", help="last day, YYYY-MM-DD")
    timeline.add_argument(
        "--limit",
        type=parse_count,
        default=DEFAULT_TIMELINE_DAYS,
        metavar="N",
        help="maximum number of days (default: 10)",
    )
    _add_as_of_option(timeline)
    timeline.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    compare = _add_command(commands, "compare", "show where outlets differ: a figure, a wording, a speaker, a date")
    compare.add_argument(
        "text", nargs="*", default=[], metavar="TEXT", help="an actor, a question or a topic (default: all articles)"
    )
    compare.add_argument(
        "--limit",
        type=parse_count,
        default=DEFAULT_TIMELINE_DAYS,
        metavar="N",
        help="maximum number of differences (default: 10)",
    )
    compare.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")
    _add_changes_command(commands)
    chart = _add_command(commands, "chart", "draw a chart as a PNG, and describe it in words")
    chart.add_argument("kind", choices=["coverage", "together", "actor"], metavar="KIND", help=_CHART_HELP)
    chart.add_argument("actor", nargs="*", default=[], metavar="ACTOR", help="whose mentions to draw")
    chart.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the PNG to write")
    chart.add_argument("--dark", action="store_true", help="use a dark background")
    who = _add_command(commands, "who", "show who someone is and what the articles say about them")
    who.add_argument("actor", nargs="+", metavar="ACTOR", help="a name, such as Kim Yo-jong; misspellings are fine")
    when = _add_command(commands, "when", "show what happened on a day or in a period")
    when.add_argument("date", nargs="+", metavar="DATE", help="20 June, 2024-06-20, last Wednesday, June 2024 …")
    ask = _add_command(commands, "ask", "answer a question from the articles")
    ask.add_argument("question", nargs="*", default=[], metavar="QUESTION", help="in your own words")
    ask.add_argument("--topic", default="", metavar="NAME", help="search only the articles of this topic")
    ask.add_argument("--batch", type=Path, metavar="FILE", help='a JSON file {"questions": [{"id", "question"}, …]}')
    for command in (when, ask):
        command.add_argument(
            "--asked-on", type=parse_day, metavar="DATE", help="the asker's day, YYYY-MM-DD (default: today)"
        )
    for command in (who, when, ask):
        _add_as_of_option(command)
        command.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _add_changes_command(commands: _SubParsers) -> None:
    changes = _add_command(commands, "changes", "show what has changed since a day: figures, offices, new stories")
    changes.add_argument(
        "text", nargs="*", default=[], metavar="TEXT", help="an actor, a question or a topic (default: all articles)"
    )
    changes.add_argument(
        "--since",
        required=True,
        metavar="DATE",
        help="compare with what had been published by then: 2024-06-20, yesterday …",
    )
    changes.add_argument(
        "--limit",
        type=parse_count,
        default=DEFAULT_TIMELINE_DAYS,
        metavar="N",
        help="maximum number of changes of each kind (default: 10)",
    )
    _add_as_of_option(changes)
    changes.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _add_as_of_option(command: CommandParser) -> None:
    command.add_argument(
        "--as-of",
        default="",
        metavar="DATE",
        help="search only what had been published by then: 2024-06-20, yesterday, May 2024 …",
    )


def _add_class_command(commands: _SubParsers) -> None:
    classes = _add_command(commands, "class", "make handouts for a class (see docs/classroom.md)")
    verbs = classes.add_subparsers(dest="verb", metavar="VERB", required=True)
    packs = _add_command(verbs, "packs", "write a handout on each side's position, all equally long")
    packs.add_argument(
        "--side",
        action="append",
        default=[],
        metavar="NAME",
        help="a side; may be repeated (default: those with the most statements)",
    )
    packs.add_argument(
        "--limit",
        type=parse_count,
        default=DEFAULT_PACK_SENTENCES,
        metavar="N",
        help="maximum number of sentences of each side (default: 6)",
    )
    quiz = _add_command(verbs, "quiz", "write a quiz on who said what and when, with answers and their proof")
    quiz.add_argument(
        "--questions",
        type=parse_count,
        default=DEFAULT_QUIZ_LENGTH,
        metavar="N",
        help="maximum number of questions (default: 10)",
    )
    quiz.add_argument("--seed", default="1", metavar="TEXT", help="another seed gives another quiz (default: 1)")
    for command in (packs, quiz):
        command.add_argument(
            "--day", type=parse_day, required=True, metavar="DATE", help="leave out articles published after YYYY-MM-DD"
        )
        command.add_argument("--topic", default="", metavar="TEXT", help="a topic or words (default: all articles)")
        command.add_argument(
            "-o",
            "--output",
            type=Path,
            metavar="FILE",
            help="a .md or .html file (default: Markdown on standard output)",
        )


def _add_ledger_command(commands: _SubParsers) -> None:
    ledger = _add_command(commands, "ledger", "list the digests: sent, late, skipped and why")
    ledger.add_argument("--channel", type=parse_discord_id, metavar="ID", help="only this channel, by its Discord id")
    ledger.add_argument(
        "--limit", type=parse_count, default=20, metavar="N", help="maximum number of rows, newest first (default: 20)"
    )
    ledger.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _add_site_command(commands: _SubParsers) -> None:
    site = _add_command(commands, "site", "build the web pages of public digests (see docs/archive.md)")
    site.add_argument("folder", type=parse_path, metavar="DIR", help="an empty folder, or that of an earlier build")
    site.add_argument("--server", type=parse_discord_id, metavar="ID", help="only this server")
    site.add_argument("--base-url", default="", metavar="URL", help="where DIR is served, for feeds and links")


def _add_check_commands(commands: _SubParsers) -> None:
    check = _add_command(commands, "check", "check the quotations in a text against the stored articles")
    check.add_argument("file", type=parse_path, metavar="FILE", help="a text in UTF-8; - for standard input")
    zones = _add_command(commands, "zones", "show the time zone of a city, a country or an offset")
    zones.add_argument("words", nargs="+", metavar="WORDS", help="Mumbai, GMT+9, EST, Asia/Seoul …")
    # By default argparse takes "-03:30" for an option.
    zones._negative_number_matcher = re.compile(r"^-\d")  # noqa: SLF001
    settings = _add_command(commands, "settings", "show the settings and any problems with them")
    _add_command(commands, "invite", "print the link that adds the bot to a server (needs DISCORD_TOKEN)")
    for command in (check, zones, settings):
        command.add_argument("--json", action="store_true", help="print one JSON object (see docs/cli.md)")


def _add_bot_commands(commands: _SubParsers) -> None:
    run = _add_command(commands, "run", "run the bot on Discord (needs DISCORD_TOKEN)")
    run.add_argument(
        "--test-server",
        dest="run",
        action="store_const",
        const="local_runner.run_test_server_command",
        help="run on a local test server instead, without a token",
    )
    _add_port_option(run, default=8765, note="default: 8765; 0: any")
    run.add_argument(
        "--shards",
        default="",
        metavar="A-B/N",
        help="serve only these of N shards, as in 0-3/16, beside other processes (see docs/operator.md)",
    )
    _add_command(commands, "worker", "poll feeds for a bot, until it is stopped; any number may run")
    _add_command(commands, "chat", "chat with the bot in this terminal about your own articles")
    demo = _add_command(commands, "demo", "run the bot on a local test server with the sample corpus")
    _add_port_option(demo, default=None, note="default: 8765, or the next free one; 0: any")
    demo.add_argument(
        "--languages", action="store_true", help="add articles in German, Ukrainian, Korean and Japanese, with a topic"
    )


def _add_port_option(command: argparse.ArgumentParser, default: int | None, note: str) -> None:
    command.add_argument(
        "--port", type=parse_port, default=default, metavar="N", help=f"port of the page on 127.0.0.1 ({note})"
    )


_ADD_DESCRIPTION = """Add articles from text files, folders of text files, saved pages (.html) or addresses (http,
https). The text is stored as it is; adding the same article twice changes nothing."""
_DATABASE_HELP = """the database, sqlite:///PATH or postgresql://HOST/NAME; goes before COMMAND (default:
DATELINE_DATABASE_URL, else a file in your user data folder)"""
_READ_HELP = (
    "text files, folders of them, HTML pages; - for standard input; with several, one article can help to date another"
)
_CHART_HELP = "coverage: articles per day; together: actors named together; actor: mentions of one actor per day"
