"""The sub-commands that answer: brief, who, when, ask."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rich.console import Console

from bot.clock import Clock
from bot.desk.desk import Desk
from bot.errors import InputError
from bot.terminal import faces, look
from bot.terminal.exported import exported
from bot.terminal.screen import in_utf8, inert_json
from briefings.model import Answer, Briefing
from briefings.salience import NAMES

FOUND, NOTHING = 0, 1


def brief(desk: Desk, given: argparse.Namespace, out: Console) -> int:
    """Print a briefing; 1 where nothing was found."""
    briefing = told(desk, given)
    if given.json:
        write_json(out, faces.briefing(briefing))
    else:
        out.print(look.briefing(briefing) if briefing.points or _holds_any(desk) else look.EMPTY)
    return FOUND if briefing.points else NOTHING


def told(desk: Desk, given: argparse.Namespace) -> Briefing:
    """
    Compose the briefing that the options ask for.

    Raises:
        InputError: If there is no ranker or topic of the name given, or no export that was told before.
    """
    before = [one for export in given.since_briefing for one in desk.told(exported(export).proof)]
    try:
        return desk.brief(text=given.request, limit=given.limit, ranker=given.ranker, told=before, topic=given.topic)
    except KeyError as error:
        raise InputError(
            f"--ranker {given.ranker}", f"there is none of that name; there are {', '.join(NAMES)}"
        ) from error


def who(desk: Desk, given: argparse.Namespace, out: Console) -> int:
    """Print who an actor is, what it said and what others said of it; 1 where the corpus does not know it."""
    reply = desk.who(name=" ".join(given.actor))
    if not reply.found or len(reply.request.actors) != 1:
        return _show(desk, reply, given, out)
    told = desk.profile(reply.request.actors[0])
    if given.json:
        write_json(out, {**faces.answer(reply), "profile": faces.profile(told)})
    else:
        out.print(look.answer(reply), look.words_of(told, reply.points), sep="")
    return FOUND


def when(desk: Desk, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    """Print what happened on a date, and what was published on it; 1 where there is neither."""
    told = desk.day(phrase=" ".join(given.date), today=given.asked_on or clock().date())
    if given.json:
        write_json(out, faces.day(told))
    elif not told.found and not _holds_any(desk):
        out.print(look.EMPTY)
    else:
        out.print(look.day_of(told))
    return FOUND if told.found else NOTHING


def ask(desk: Desk, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    """Print the answer to a question, or to a file of them; 1 where a single one finds nothing."""
    if given.batch:
        write_json(out, {"answers": [_batch_answer(desk, entry, given.topic) for entry in _questions(given.batch)]})
        return FOUND
    question = " ".join(given.question).strip()
    if not question:
        raise InputError("question", "there is none; write it behind “ask”, or name a file with --batch")
    today = given.asked_on or clock().date()
    return _show(desk, desk.ask(question=question, today=today, topic=given.topic), given, out)


def write_json(out: Console, value: object) -> None:
    """Print *value* as JSON, unwrapped and uncoloured, in UTF-8."""
    in_utf8()
    out.file.write(inert_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def _show(desk: Desk, reply: Answer, given: argparse.Namespace, out: Console) -> int:
    if given.json:
        write_json(out, faces.answer(reply))
    elif not reply.found and not _holds_any(desk):
        out.print(look.EMPTY)
    else:
        out.print(look.answer(reply))
    return FOUND if reply.found else NOTHING


def _holds_any(desk: Desk) -> bool:
    return bool(desk.store.listed(None))


def _questions(path: Path) -> list[Mapping[str, str]]:
    try:
        entries = json.loads(path.read_text("utf-8"))["questions"]
        return [{key: entry[key] for key in ("id", "question", "asked_on") if entry.get(key)} for entry in entries]
    except OSError as error:
        raise InputError(str(path), f"can't be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            str(path), 'is no file of questions; it holds {"questions": [{"id", "question"}, …]}'
        ) from error


def _batch_answer(desk: Desk, entry: Mapping[str, str], topic: str) -> dict[str, object]:
    subject = f"question {entry.get('id', '?')}"
    try:
        asked_on = date.fromisoformat(entry["asked_on"]) if "asked_on" in entry else None
    except (TypeError, ValueError) as error:
        raise InputError(subject, "its asked_on is no day", "Write it as 2024-06-21.") from error
    if not isinstance(entry.get("question"), str):
        raise InputError(subject, "has no words", 'Write it as {"id": "1", "question": "who is …?"}.')
    reply = desk.ask(question=entry["question"], today=asked_on, topic=topic)
    return {"id": entry.get("id"), **faces.answer(reply)}
