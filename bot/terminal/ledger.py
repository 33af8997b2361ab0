"""The sub-command that reads the ledger: what became of every digest."""

from __future__ import annotations

import argparse
import json
from contextlib import closing

from rich.console import Console

from bot.books import open_books
from bot.subscriptions import DONE, Entry, State, Subscription
from bot.terminal import listing
from bot.terminal.screen import in_utf8, inert_json

FOUND, NOTHING = 0, 1

_TITLES = ("due (UTC)", "for", "channel", "digest", "became")


def ledger(url: str, given: argparse.Namespace, out: Console, _err: Console) -> int:
    """Print the last rows of the ledger, newest first; 1 where there are none."""
    with closing(open_books(url)) as books:
        channel = int(given.channel) if given.channel else None
        by_id = {each.id: each for each in books.roll.all(channel=channel)}
        rows = books.ledger.history(tuple(by_id), given.limit) if by_id else ()
    if given.json:
        in_utf8()
        shown = {"digests": [_face(row, by_id[row.key.subscription]) for row in rows]}
        out.file.write(inert_json(json.dumps(shown, ensure_ascii=False, indent=1)) + "\n")
    elif rows:
        listing.show(out, _TITLES, [_row(row, by_id[row.key.subscription]) for row in rows])
    else:
        out.print("No digest was due yet.")
    return FOUND if rows else NOTHING


def _row(row: Entry, subscription: Subscription) -> tuple[str, ...]:
    slot = "on demand" if row.key.slot.startswith("now") else row.key.slot
    channel = str(subscription.wish.channel)
    return f"{row.due:%Y-%m-%d %H:%M}", f"{row.key.day} {slot}", channel, row.digest, _became(row)


def _became(row: Entry) -> str:
    state = "waiting for approval" if row.state is State.PLANNED and row.draft else row.state.value
    said = f"{state}, late" if row.late and row.state is State.SENT else state
    if row.publish == DONE:
        said += ", published"
    elif row.publish:
        said += f", not published ({row.publish})"
    return f"{said}: {row.reason}" if row.reason else said


def _face(row: Entry, subscription: Subscription) -> dict[str, object]:
    wish = subscription.wish
    return {
        "digest": row.digest,
        "server": wish.guild,
        "channel": str(wish.channel),
        "topic": wish.topic,
        "day": row.key.day.isoformat(),
        "slot": row.key.slot,
        "zone": wish.schedule.zone,
        "due": row.due.isoformat(),
        "state": row.state.value,
        "late": row.late,
        "reason": row.reason,
        "sequence": row.sequence,
        "message": None if row.message is None else str(row.message),
        "approved_by": row.approved,
        "published": row.publish,
    }
