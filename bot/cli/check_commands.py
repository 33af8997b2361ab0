"""Sub-commands that check what was written: the quotations of a text, a time zone, the settings, the invite link."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.cli.console import EXIT_BAD_INPUT, EXIT_NOTHING_FOUND, EXIT_OK, print_table
from bot.cli.context import CommandContext, with_engine
from bot.cli.json_output import dump_quote_lookup
from bot.cli.query_commands import write_json
from bot.cli.text_output import EMPTY_STORE_MESSAGE, describe_read_error, render_points
from bot.client.config import inspect_settings
from bot.errors import ConfigError, InputError
from bot.models.query import QuoteLookup
from bot.models.schedule import format_offset, load_zone
from bot.models.zones import ZoneMatch, find_zone
from bot.services.engine import QueryEngine
from bot.services.quote_check import look_up_quotes

#: Exit code of ``check`` if a quotation does not stand in the articles word for word.
EXIT_NOT_VERIFIED = 1
#: Quotations looked up in one file, and code points read of it.
MAX_QUOTES, MAX_FILE_CHARACTERS = 200, 1_000_000

_STATE_STYLES = {"holds": "green", "nearest": "yellow", "not found": "bold red"}


@with_engine
def run_check(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Look up each quotation of a file in the store; return 1 if one does not hold, or there is none."""
    lookups = look_up_quotes(engine, _read_text(args.file), "", MAX_QUOTES)
    if args.json:
        write_json(context.out, {"quotes": [dump_quote_lookup(one) for one in lookups]})
    elif not engine.store.list_articles(None):
        context.out.print(EMPTY_STORE_MESSAGE)
    elif not lookups:
        context.out.print("Nothing found. The text has nothing in quotation marks.")
    else:
        for lookup in lookups:
            _print_lookup(lookup, context.out)
    return EXIT_OK if lookups and all(one.state == "holds" for one in lookups) else EXIT_NOT_VERIFIED


def _read_text(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")[:MAX_FILE_CHARACTERS]
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Name a text file in UTF-8, or “-” for standard input."
        raise InputError(name, f"I can't read {name} ({describe_read_error(error)}).", remedy) from error


def _print_lookup(lookup: QuoteLookup, out: Console) -> None:
    out.print(Text.assemble((f"{lookup.state:<10}", _STATE_STYLES[lookup.state]), f"“{lookup.text}”"))
    if lookup.points:
        out.print(*render_points(lookup.points))


def run_zones(args: argparse.Namespace, context: CommandContext) -> int:
    """Print which time zone is meant; return 1 if none is known by these words, or several are."""
    words = " ".join(args.words)
    match, now = find_zone(words), context.clock()
    if args.json:
        write_json(context.out, _dump_zone(match, now))
    else:
        _print_zone(match, now, context.out)
    return EXIT_OK if match.zone else EXIT_NOTHING_FOUND


def _get_offset(zone: str, now: datetime) -> str:
    offset = now.astimezone(load_zone(zone)).utcoffset()
    return format_offset(int(offset.total_seconds()) // 60 if offset else 0)


def _dump_zone(match: ZoneMatch, now: datetime) -> dict[str, object]:
    return {
        "name": match.zone if match.zone and match.is_named else None,
        "offset": _get_offset(match.zone, now) if match.zone else None,
        "warning": match.warning or None,
        "suggestions": list(match.suggestions),
        "reason": match.reason or None,
    }


def _print_zone(match: ZoneMatch, now: datetime, out: Console) -> None:
    if match.zone is None:
        out.print(f"{match.reason} {match.hint}", soft_wrap=True)
        return
    local = now.astimezone(load_zone(match.zone))
    name = match.zone if not match.is_named else f"{match.zone} (UTC{_get_offset(match.zone, now)})"
    out.print(f"{name}, where it is {local:%H:%M}", soft_wrap=True)
    if match.warning:
        out.print(match.warning, soft_wrap=True)
    if match.suggestions and not any(one in match.warning for one in match.suggestions):
        out.print(f"Or did you mean {', '.join(match.suggestions)}?", soft_wrap=True)


def run_settings(args: argparse.Namespace, context: CommandContext) -> int:
    """Print every setting and every problem; return 2 if Dateline would not start with them."""
    report = inspect_settings(database_url=context.database)
    if args.json:
        write_json(context.out, {"settings": dict(report.values), "problems": list(report.problems)})
    else:
        rows = [(name, value or "not set") for name, value in report.values.items()]
        print_table(context.out, ("setting", "value"), rows)
        context.out.print("", *(report.problems or ("No problems found.",)), sep="\n", soft_wrap=True)
    return EXIT_OK if report.is_usable else EXIT_BAD_INPUT


def run_invite(_: argparse.Namespace, context: CommandContext) -> int:
    """Print the link that adds the bot to a server; the bot's token names the application."""
    from bot.client.invite import build_invite_link, parse_application_id  # noqa: PLC0415  # loads discord.py

    application = parse_application_id(context.config.token or "")
    if application is None:
        remedy = "Put the bot's token into .env, or see step 2 of “On Discord in ten minutes” in README.md."
        raise ConfigError("DISCORD_TOKEN", "is needed to know which bot to invite", remedy)
    context.out.print(build_invite_link(application), soft_wrap=True, highlight=False)
    return EXIT_OK
