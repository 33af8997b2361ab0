"""A digest set in Markdown, and what its editors chose: values, and their JSON for the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import LedgerError
from bot.messages.model import Accent, File
from bot.messages.payloads import files_as_record, files_from_record
from bot.phrases import phrase


@dataclass(frozen=True, slots=True)
class Masthead:
    """
    What stands around one day's digest, as its ledger row has it.

    Attributes:
        id: What the digest is found again by in the channel; ``""`` for a preview.
        topic: What it is about; ``""`` for everything.
        day: The local date it was asked for.
        due: When it was due.
        late: Whether it is posted noticeably later than that.
        since: Whether something was posted before, so that this tells what is new.
        role: The role to ping, 0 for none.
        compact: Whether it takes as little room as it can.
        drafted: Whether editors see it first, and may add a note.
    """

    id: str
    topic: str
    day: date
    due: datetime
    late: bool = False
    since: bool = False
    role: int = 0
    compact: bool = False
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """
    A digest in Markdown, before its editors had a say.

    Attributes:
        head: The title and the day.
        points: The sentences, each with its source.
        more: What stands below them: the days ahead, the quotation of the day; may be ``""``.
        foot: How much was read, and the digest's id.
        numbers: Of each point its number in the edition's proof, from 1, then those of *more*.
        accent: The colour at its edge.
        role: The role to ping, 0 for none.
        compact: Whether the points share one block.
        files: The chart, where one was asked for.
    """

    head: str
    points: tuple[str, ...]
    more: str
    foot: str
    numbers: tuple[int, ...]
    accent: Accent = Accent.DIGEST
    role: int = 0
    compact: bool = False
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """
    What editors chose.

    Attributes:
        order: Indices of the points to print, in order; None for all as they are.
        note: Words of their own, ``""`` for none.
        by: Who wrote them.
    """

    order: tuple[int, ...] | None = None
    note: str = ""
    by: str = ""


def as_record(copy: Copy) -> str:
    """Write *copy* as one line of JSON; of its files all but the bytes."""
    value = {
        "head": copy.head,
        "points": list(copy.points),
        "more": copy.more,
        "foot": copy.foot,
        "numbers": list(copy.numbers),
        "accent": int(copy.accent),
        "role": copy.role,
        "compact": copy.compact,
        "files": files_as_record(copy.files),
    }
    return json.dumps(value, ensure_ascii=False)


def from_record(record: str, files: Mapping[str, bytes]) -> Copy:
    """
    Read what `as_record` wrote; *files* are bytes by SHA-256.

    Raises:
        LedgerError: If it is something else, or a file is missing.
    """
    try:
        value = json.loads(record)
        return Copy(
            value["head"],
            tuple(value["points"]),
            value["more"],
            value["foot"],
            tuple(value["numbers"]),
            Accent(value["accent"]),
            value["role"],
            value["compact"],
            files_from_record(value["files"], files),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(phrase("a recorded draft"), phrase("can't be read again")) from error


def choices_as_record(choices: Choices) -> str:
    """Write what editors chose as one line of JSON."""
    order = None if choices.order is None else list(choices.order)
    return json.dumps({"order": order, "note": choices.note, "by": choices.by}, ensure_ascii=False)


def choices_from_record(record: str) -> Choices:
    """
    Read what `choices_as_record` wrote; ``""`` is no choice.

    Raises:
        LedgerError: If it is something else.
    """
    if not record:
        return Choices()
    try:
        value = json.loads(record)
        return Choices(None if value["order"] is None else tuple(value["order"]), value["note"], value["by"])
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(phrase("what editors chose"), phrase("can't be read again")) from error
