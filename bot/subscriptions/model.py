"""Who wants what, when; and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.schedules import Schedule

#: Sentences of a digest where nobody said how many.
USUAL_LENGTH = 6


class Place(StrEnum):
    """How a digest is posted: into a channel or thread, as a forum's new post, or to a member directly."""

    CHANNEL = "channel"
    FORUM = "forum"
    DIRECT = "direct"


class Layout(StrEnum):
    """How much room a digest takes."""

    FULL = "full"
    COMPACT = "compact"


class Empty(StrEnum):
    """What is done where nothing is new: say so, or post nothing."""

    SAY = "say"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Wish:
    """
    A digest as somebody asks for it.

    Attributes:
        guild: The server's id, ``""`` for none; the scope of its articles.
        channel: Where to post.
        schedule: When.
        topic: What about, the name of a topic or words; ``""`` for everything.
        length: Most sentences.
        place: How it is posted in *channel*.
        publish: Whether servers that follow an announcement channel get it, too.
        layout: How much room it takes.
        language: One of `bot.locales.LANGUAGES`; ``""`` for the server's.
        role: The role to ping, 0 for none.
        empty: What is done where nothing is new.
        chart: Whether a chart of the coverage goes with it.
        editors: The channel where it is approved before it is posted, 0 for none.
        member: Who asked for it, 0 for the operator; of a direct one the reader.
    """

    guild: str
    channel: int
    schedule: Schedule
    topic: str = ""
    length: int = USUAL_LENGTH
    place: Place = Place.CHANNEL
    publish: bool = False
    layout: Layout = Layout.FULL
    language: str = ""
    role: int = 0
    empty: Empty = Empty.SAY
    chart: bool = False
    editors: int = 0
    member: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """
    A wish that is granted for later.

    Attributes:
        wish: What is asked for from then on.
        since: After this instant.
    """

    wish: Wish
    since: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """
    A wish that was granted.

    Attributes:
        id: Its row.
        uid: Random and lasting; the ids of its digests are made from it.
        wish: What was asked for.
        since: Only slots later than this instant are due.
        suspended: Why nothing is posted, or ``""``.
        configured: Whether the operator's settings made it.
        paused: The local day from which on it is posted again, or None.
        change: What it becomes later, or None.
    """

    id: int
    uid: str
    wish: Wish
    since: datetime
    suspended: str = ""
    configured: bool = False
    paused: date | None = None
    change: Change | None = None


class State(StrEnum):
    """What became of one digest: planned → sending → sent, unknown or skipped."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Key:
    """
    What a digest is posted once for.

    Attributes:
        subscription: Row of the subscription.
        day: Local date that it was asked for.
        slot: Local time that it was asked for, ``08:30``; for one on demand, ``now`` and the instant.
        part: Number of the message, from 1.
    """

    subscription: int
    day: date
    slot: str
    part: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A row of the ledger.

    Attributes:
        id: Its row.
        key: What it is unique by.
        due: When it was due, UTC.
        state: How far it got.
        digest: The id at the message's foot.
        late: Whether it is posted noticeably later than due.
        reason: Why it was skipped or is unknown, or what failed last; ``""`` where nothing did.
        payload: The message as it is sent, or None before it was composed.
        sequence: The store's sequence number when it was composed, or None.
        message: Discord's id of the message, or None.
        told: The sentences that it tells, JSON; ``""`` before it was composed.
        proof: By which they can be checked, JSON.
        copy: The digest as its editors see it, JSON; ``""`` where none do.
        choices: What they chose, JSON.
        draft: Discord's id of the draft; 0 while it is being sent, None before.
        approved: Who let it be posted.
        publish: To the channel's followers: ``""`` where none are to get it, ``wanted``, ``done``, or why not.
    """

    id: int
    key: Key
    due: datetime
    state: State
    digest: str
    late: bool = False
    reason: str = ""
    payload: str | None = None
    sequence: int | None = None
    message: int | None = None
    told: str = ""
    proof: str = ""
    copy: str = ""
    choices: str = ""
    draft: int | None = None
    approved: str = ""
    publish: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """
    What was made for one digest.

    Attributes:
        payload: The message as it is to be sent, JSON; None where editors have to approve it first.
        sequence: The store's sequence number.
        told: The sentences that it tells, JSON.
        proof: By which they can be checked, JSON.
        copy: The digest as its editors see it, JSON, or ``""``.
        files: The bytes of what goes with it.
    """

    payload: str | None
    sequence: int
    told: str = ""
    proof: str = ""
    copy: str = ""
    files: tuple[bytes, ...] = ()


#: Values of `Entry.publish`.
WANTED, DONE = "wanted", "done"


def digest_id(uid: str, key: Key) -> str:
    """Give the id by which a digest is found again in its channel: ten hex digits, the same for the same key."""
    return _hash(uid, key)[:10]


def nonce(uid: str, key: Key) -> str:
    """Give the nonce by which Discord knows a message that is sent twice; 25 characters are its most."""
    return _hash(uid, key)[:24]


def _hash(uid: str, key: Key) -> str:
    return hashlib.sha256(f"{uid}|{key.day.isoformat()}|{key.slot}|{key.part}".encode()).hexdigest()
