"""A formatted digest and the choices of its editors, with their JSON form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import LedgerError
from bot.locales.messages import _
from bot.models.message import (
    Accent,
    MessageFile,
    Thumbnail,
    dump_files,
    dump_thumbnail,
    load_files,
    load_thumbnail,
)


@dataclass(frozen=True, slots=True)
class DigestHeader:
    """
    Metadata of a digest, from its ledger row.

    Attributes:
        id: The digest id; ``""`` for a preview.
        topic: Its topic; ``""`` for everything.
        day: Local date of its slot.
        due: When it was due.
        late: Whether it is posted noticeably later than that.
        has_predecessor: Whether an earlier digest was posted, so that this one covers only what is new.
        role: Id of the role to ping, 0 for none.
        compact: Whether to use the compact layout: one sentence a story.
        reviewed: Whether editors review it first, and may add a note.
        headlines: Whether to show the headlines of stories alone.
        pictures: Whether to show the picture of the first story.
        weekly: Whether it is a review of the last seven days.
    """

    id: str
    topic: str
    day: date
    due: datetime
    late: bool = False
    has_predecessor: bool = False
    role: int = 0
    compact: bool = False
    reviewed: bool = False
    headlines: bool = False
    pictures: bool = False
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class DigestText:
    """
    A digest in Markdown, before its editors' choices are applied.

    Attributes:
        head: The title and the day.
        points: The stories with their sources, or single sentences.
        more: The sections below them: the days ahead, the quotation of the day; may be ``""``.
        foot: How the topic was interpreted, the most mentioned actors, the counts, and the digest id.
        numbers: Sentence numbers in the digest's proof, from 1: those of the points, then those of *more*.
        accent: Accent colour of the message.
        role: Id of the role to ping, 0 for none.
        compact: Whether the points share one block.
        files: The chart, if requested.
        counts: Number of sentences of each of *points*; empty if each has one.
        thumbnail: The picture of the first story, or None.
    """

    head: str
    points: tuple[str, ...]
    more: str
    foot: str
    numbers: tuple[int, ...]
    accent: Accent = Accent.DIGEST
    role: int = 0
    compact: bool = False
    files: tuple[MessageFile, ...] = ()
    counts: tuple[int, ...] = ()
    thumbnail: Thumbnail | None = None


@dataclass(frozen=True, slots=True)
class EditorChoices:
    """
    The editors' choices for a draft.

    Attributes:
        order: Indices of the points to post, in order; None for all in their original order.
        note: The editors' note, ``""`` for none.
        author: Author of the note.
    """

    order: tuple[int, ...] | None = None
    note: str = ""
    author: str = ""


def dump_digest_text(copy: DigestText) -> str:
    """Return *copy* as one line of JSON, without the bytes of its files."""
    value = {
        "head": copy.head,
        "points": list(copy.points),
        "more": copy.more,
        "foot": copy.foot,
        "numbers": list(copy.numbers),
        "accent": int(copy.accent),
        "role": copy.role,
        "compact": copy.compact,
        "files": dump_files(copy.files),
        "counts": list(copy.counts),
        "thumbnail": dump_thumbnail(copy.thumbnail),
    }
    return json.dumps(value, ensure_ascii=False)


def load_digest_text(record: str, files: Mapping[str, bytes]) -> DigestText:
    """
    Load what `dump_digest_text` wrote; *files* maps SHA-256 digests to bytes.

    Raises:
        LedgerError: If *record* is malformed, or a file is missing.
    """
    try:
        value = json.loads(record)
        return DigestText(
            value["head"],
            tuple(value["points"]),
            value["more"],
            value["foot"],
            tuple(value["numbers"]),
            Accent(value["accent"]),
            value["role"],
            value["compact"],
            load_files(value["files"], files),
            tuple(value.get("counts", ())),  # absent in drafts of sentences without stories
            load_thumbnail(value.get("thumbnail")),  # and in drafts of older versions
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(_("the database"), _("a stored draft is damaged")) from error


def dump_choices(choices: EditorChoices) -> str:
    """Return *choices* as one line of JSON."""
    order = None if choices.order is None else list(choices.order)
    return json.dumps({"order": order, "note": choices.note, "by": choices.author}, ensure_ascii=False)


def load_choices(record: str) -> EditorChoices:
    """
    Load what `dump_choices` wrote; ``""`` means the defaults.

    Raises:
        LedgerError: If *record* is malformed.
    """
    if not record:
        return EditorChoices()
    try:
        value = json.loads(record)
        return EditorChoices(None if value["order"] is None else tuple(value["order"]), value["note"], value["by"])
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(_("the database"), _("the editors' stored choices are damaged")) from error
