"""Subscriptions, digest options, rows of the delivery ledger, and digests that are published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.models.alert import AlertRule, is_story_slot
from bot.models.schedule import Schedule, Slot, get_longest_gap, list_slots, next_slot

#: Number of sentences in a digest that specifies no length.
DEFAULT_DIGEST_SENTENCES = 6


class Destination(StrEnum):
    """
    How a digest is posted.

    Attributes:
        CHANNEL: In a channel or thread.
        FORUM: As a new forum post.
        DIRECT: As a direct message to the member who set it up for a guild.
        FOLLOW: As a direct message on the subject that a member follows, which concerns nobody else.
    """

    CHANNEL = "channel"
    FORUM = "forum"
    DIRECT = "direct"
    FOLLOW = "follow"


class DigestLayout(StrEnum):
    """
    Layout of a digest message.

    Attributes:
        FULL: All sentences of each story.
        COMPACT: One sentence of each.
        HEADLINES: The headlines alone.
        WEEKLY: A review of the last seven days, whatever was posted before: one sentence of each story, and what
            changed.
    """

    FULL = "full"
    COMPACT = "compact"
    HEADLINES = "headlines"
    WEEKLY = "weekly"


class EmptyPolicy(StrEnum):
    """What to do when nothing is new: post a notice, or post nothing."""

    SAY = "say"
    SKIP = "skip"


#: Items of each kind that a digest may leave out, and characters of one.
MAX_EXCLUSIONS, MAX_EXCLUSION_CHARACTERS = 25, 80


@dataclass(frozen=True, slots=True)
class Exclusions:
    """
    What a digest leaves out.

    Attributes:
        words: Words and phrases, in any of their forms.
        outlets: Names or hosts of outlets.
        actors: Names of people, countries and organisations.
    """

    words: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is left out."""
        return bool(self.words or self.outlets or self.actors)


NO_EXCLUSIONS = Exclusions()


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """
    Requested options of a digest.

    Attributes:
        guild: Guild id, which is also the scope of the articles; ``""`` for none.
        channel: Id of the channel to post in.
        schedule: When to post.
        topic: Name of a topic, or free text; ``""`` for everything.
        length: Maximum number of sentences.
        destination: How it is posted in *channel*.
        publish: Whether to publish it to the guilds that follow an announcement channel.
        layout: Layout of the message.
        language: One of `bot.locales.translator.LANGUAGES`; ``""`` for the guild's.
        role: Id of the role to ping, 0 for none.
        empty_policy: What to do when nothing is new.
        chart: Whether to attach a chart of the coverage.
        editors: Id of the channel where it is approved before it is posted, 0 for none.
        member: Id of the member who requested it, 0 for the operator; for a direct message, its reader.
        exclusions: Words, outlets and actors to leave out.
    """

    guild: str
    channel: int
    schedule: Schedule
    topic: str = ""
    length: int = DEFAULT_DIGEST_SENTENCES
    destination: Destination = Destination.CHANNEL
    publish: bool = False
    layout: DigestLayout = DigestLayout.FULL
    language: str = ""
    role: int = 0
    empty_policy: EmptyPolicy = EmptyPolicy.SKIP
    chart: bool = False
    editors: int = 0
    member: int = 0
    exclusions: Exclusions = NO_EXCLUSIONS

    @property
    def is_direct(self) -> bool:
        """Whether it is sent as a direct message."""
        return self.destination in {Destination.DIRECT, Destination.FOLLOW}


@dataclass(frozen=True, slots=True)
class PendingChange:
    """
    Options that take effect at a later time.

    Attributes:
        options: The new options.
        since: They apply to slots later than this instant.
    """

    options: DigestOptions
    since: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """
    A stored subscription to a digest, or to alerts.

    Attributes:
        id: Row id.
        uid: Random and permanent; the ids of its digests are derived from it.
        options: Current options.
        since: Only slots later than this instant are due.
        suspended: Why nothing is posted, or ``""``.
        configured: Whether it comes from the operator's settings.
        paused: Local day on which posting resumes, or None.
        change: Pending change of the options, or None.
        alert: Which stories are posted at once; None for a digest. Alerts use the zone of their schedule alone.
        checked: For alerts, the store's sequence number up to which articles have been looked at; for what a member
            follows, the one from which on articles are new.
    """

    id: int
    uid: str
    options: DigestOptions
    since: datetime
    suspended: str = ""
    configured: bool = False
    paused: date | None = None
    change: PendingChange | None = None
    alert: AlertRule | None = None
    checked: int = 0


class DeliveryState(StrEnum):
    """Delivery state of a digest: planned, then sending, then sent, unknown or skipped."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class DigestKey:
    """
    Unique key of a digest message, which is posted once.

    Attributes:
        subscription: Row id of the subscription.
        day: Local date of the slot; for an alert, of the day on which the story was found.
        slot: Local time of the slot, ``08:30``; for a digest on demand, ``now`` and the instant; for an alert,
            ``story`` and the story's id, whatever the day.
        part: Number of the message, from 1.
    """

    subscription: int
    day: date
    slot: str
    part: int = 1


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """
    A row of the delivery ledger.

    Attributes:
        id: Row id.
        key: Its unique key.
        due: When it was due, UTC.
        state: Delivery state.
        digest: The digest id in the message's footer.
        late: Whether it is posted noticeably later than due.
        reason: Why it was skipped or is unknown, or the last failure; ``""`` without one.
        payload: The message as sent, JSON, or None before it is composed.
        sequence: The store's sequence number when it was composed, or None.
        message: Discord's id of the message, or None.
        sentences: The sentences that it quotes, JSON; ``""`` before it is composed.
        proof: The proof that verifies them, JSON.
        copy: The digest as shown to its editors, JSON; ``""`` if it has none.
        choices: The editors' choices, JSON.
        draft: Discord's id of the draft; 0 while it is being sent, None before.
        approved: Who approved it.
        publish: Publication to the channel's followers: ``""`` for none, ``wanted``, ``done``, or why it failed.
        sending_at: When sending it began for the first time, UTC; None before.
    """

    id: int
    key: DigestKey
    due: datetime
    state: DeliveryState
    digest: str
    late: bool = False
    reason: str = ""
    payload: str | None = None
    sequence: int | None = None
    message: int | None = None
    sentences: str = ""
    proof: str = ""
    copy: str = ""
    choices: str = ""
    draft: int | None = None
    approved: str = ""
    publish: str = ""
    sending_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicChannel:
    """
    A channel whose digests are published.

    Attributes:
        guild: Id of its guild.
        channel: Its id.
        server_name: Name of the guild when it was published.
        channel_name: Name of the channel when it was published, without ``#``.
        language: Language of the guild as Discord writes it.
        since: When it was published, UTC.
    """

    guild: str
    channel: int
    server_name: str
    channel_name: str
    language: str
    since: datetime


@dataclass(frozen=True, slots=True)
class PublishedDigest:
    """
    A posted digest of a public channel.

    Attributes:
        id: The digest id in the footer of its message.
        guild: Id of the guild of the channel.
        server_name: Name of that guild.
        channel_name: Name of the channel, without ``#``.
        scope: Scope of the articles that it quotes.
        language: Language of the digest, as a locale.
        day: Local date of its slot.
        due: When it was due, UTC.
        proof: Proof of its sentences, JSON.
        sentences: Its sentences with their annotations, JSON; ``""`` where they were not recorded.
    """

    id: str
    guild: str
    server_name: str
    channel_name: str
    scope: str
    language: str
    day: date
    due: datetime
    proof: str
    sentences: str = ""


@dataclass(frozen=True, slots=True)
class ComposedDigest:
    """
    A digest composed for one ledger entry.

    Attributes:
        payload: The message to send, JSON; None if editors must approve it first.
        sequence: The store's sequence number.
        sentences: The sentences that it quotes, JSON.
        proof: The proof that verifies them, JSON.
        copy: The digest as shown to its editors, JSON, or ``""``.
        files: Contents of the attached files.
    """

    payload: str | None
    sequence: int
    sentences: str = ""
    proof: str = ""
    copy: str = ""
    files: tuple[bytes, ...] = ()


#: Values of `LedgerEntry.publish`.
PUBLISH_WANTED, PUBLISH_DONE = "wanted", "done"


def build_digest_id(uid: str, key: DigestKey) -> str:
    """Return the id that identifies a digest in its channel: ten hex digits, the same for the same key."""
    return _hash_key(uid, key)[:10]


def build_nonce(uid: str, key: DigestKey) -> str:
    """Return the nonce by which Discord recognizes a message that is sent twice; it allows 25 characters."""
    return _hash_key(uid, key)[:24]


def _hash_key(uid: str, key: DigestKey) -> str:
    # A story is posted once, whatever the day; a ledger that was lost must lead to the same id.
    moment = key.slot if is_story_slot(key.slot) else f"{key.day.isoformat()}|{key.slot}"
    return hashlib.sha256(f"{uid}|{moment}|{key.part}".encode()).hexdigest()


def get_reviewed_days(day: date) -> tuple[date, date]:
    """Return the first and the last day of the week that the weekly review of *day* covers."""
    return day - timedelta(days=6), day


def find_next_slot(subscription: Subscription, now: datetime) -> Slot | None:
    """Return the next slot that will be posted; None if none is due soon after a pause."""
    digest_options = (
        subscription.change.options
        if subscription.change and subscription.change.since <= now
        else subscription.options
    )
    after = max(now, subscription.since)
    if not subscription.paused:
        return next_slot(digest_options.schedule, after)
    until = datetime.combine(subscription.paused, datetime.max.time(), now.tzinfo)
    last = max(after, until).replace(microsecond=0) + get_longest_gap(digest_options.schedule)
    found = list_slots(digest_options.schedule, after, last)
    return next((slot for slot in found if slot.day >= subscription.paused), None)
