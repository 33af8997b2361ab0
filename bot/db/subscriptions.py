"""Repository of digest subscriptions."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.db.connection import BotDatabase, Row, dump_datetime, load_datetime, load_rows
from bot.errors import LedgerError, SubscriptionError
from bot.locales.legacy_reasons import load_stored_text
from bot.locales.messages import _
from bot.models.alert import AlertRule
from bot.models.digest import (
    NO_EXCLUSIONS,
    Destination,
    DigestLayout,
    DigestOptions,
    EmptyPolicy,
    Exclusions,
    PendingChange,
    Subscription,
)
from bot.models.schedule import Schedule
from corpus.models.text import dump_text

#: Columns of the digest options, in the table's order.
OPTION_COLUMNS = (
    *("guild", "channel", "topic", "times", "zone", "weekdays", "length", "place", "publish", "layout", "language"),
    *("role", "empty", "chart", "editors", "member", "exclusions"),
    *("every", "start", "month_days"),
)

ColumnValue = str | int

#: A change takes effect at the end of a local day at the latest.
_MAX_CHANGE_DELAY = timedelta(days=1)


class OptionsRow(Protocol):
    """A row whose values are accessed by column name."""

    def __getitem__(self, column: str, /) -> ColumnValue:
        """Return the value of *column*."""


def dump_options(options: DigestOptions) -> Mapping[str, ColumnValue]:
    """Return *options* as a value for each of `OPTION_COLUMNS`."""
    return {
        "guild": options.guild,
        "channel": options.channel,
        "topic": options.topic,
        "times": ",".join(f"{at:%H:%M}" for at in options.schedule.times),
        "zone": options.schedule.zone,
        "weekdays": "".join(str(day) for day in sorted(options.schedule.weekdays)),
        "length": options.length,
        "place": options.destination.value,
        "publish": int(options.publish),
        "layout": options.layout.value,
        "language": options.language,
        "role": options.role,
        "empty": options.empty_policy.value,
        "chart": int(options.chart),
        "editors": options.editors,
        "member": options.member,
        "exclusions": _dump_exclusions(options.exclusions),
        "every": options.schedule.interval,
        "start": options.schedule.start.isoformat(),
        "month_days": ",".join(str(day) for day in sorted(options.schedule.month_days)),
    }


#: Values of columns that pending changes recorded by an older version lack.
_LATER_COLUMNS: Mapping[str, ColumnValue] = {"exclusions": "", "every": 1, "start": "0001-01-01", "month_days": ""}


def _dump_exclusions(exclusions: Exclusions) -> str:
    return json.dumps(asdict(exclusions), ensure_ascii=False) if exclusions else ""


def _load_exclusions(record: str) -> Exclusions:
    if not record:
        return NO_EXCLUSIONS
    return Exclusions(**{name: tuple(map(str, items)) for name, items in json.loads(record).items()})


def load_options(row: OptionsRow) -> DigestOptions:
    """Load what `dump_options` returned."""
    schedule = Schedule(
        tuple(time.fromisoformat(at) for at in str(row["times"]).split(",")),
        str(row["zone"]),
        frozenset(int(day) for day in str(row["weekdays"])),
        int(row["every"]),
        date.fromisoformat(str(row["start"])),
        frozenset(int(day) for day in str(row["month_days"]).split(",") if day),
    )
    return DigestOptions(
        guild=str(row["guild"]),
        channel=int(row["channel"]),
        schedule=schedule,
        topic=str(row["topic"]),
        length=int(row["length"]),
        destination=Destination(str(row["place"])),
        publish=bool(row["publish"]),
        layout=DigestLayout(str(row["layout"])),
        language=str(row["language"]),
        role=int(row["role"]),
        empty_policy=EmptyPolicy(str(row["empty"])),
        chart=bool(row["chart"]),
        editors=int(row["editors"]),
        member=int(row["member"]),
        exclusions=_load_exclusions(str(row["exclusions"])),
    )


_COLUMN_NAMES, _PLACEHOLDERS = ", ".join(OPTION_COLUMNS), ", ".join(f":{name}" for name in OPTION_COLUMNS)
_ASSIGNMENTS = ", ".join(f"{name} = :{name}" for name in OPTION_COLUMNS)


class SubscriptionRepository:
    """Digest subscriptions. Each method is one transaction and raises LedgerError if the database fails."""

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def add(
        self,
        options: DigestOptions,
        now: datetime,
        *,
        configured: bool = False,
        alert: AlertRule | None = None,
        checked: int = 0,
    ) -> Subscription:
        """Add a digest, whose first slot is the first after *now*, or with a rule *alert*, an alert."""
        number = self._db.insert(
            f"INSERT INTO subscriptions (uid, configured, since, alert, checked, {_COLUMN_NAMES})"  # noqa: S608  # our own column names
            f" VALUES (:uid, :configured, :since, :alert, :checked, {_PLACEHOLDERS})",
            {
                **dump_options(options),
                "uid": secrets.token_hex(8),
                "configured": configured,
                "since": dump_datetime(now),
                "alert": json.dumps(asdict(alert), ensure_ascii=False) if alert else "",
                "checked": checked,
            },
        )
        return self.get(number)

    def edit(self, subscription: Subscription, options: DigestOptions, since: datetime) -> Subscription:
        """Replace the options, end a suspension, drop a pending change; only slots later than *since* are due."""
        self._db.execute(
            f"UPDATE subscriptions SET {_ASSIGNMENTS}, since = :since, suspended = NULL,"  # noqa: S608  # our own column names
            " change = NULL, change_since = NULL WHERE id = :id",
            {**dump_options(options), "since": dump_datetime(since), "id": subscription.id},
        )
        return self.get(subscription.id)

    def schedule_change(self, subscription: Subscription, change: PendingChange) -> Subscription:
        """Store a pending change of *subscription*; until it takes effect, the options stay as they are."""
        self._db.execute(
            "UPDATE subscriptions SET change = ?, change_since = ? WHERE id = ?",
            (json.dumps(dict(dump_options(change.options))), dump_datetime(change.since), subscription.id),
        )
        return self.get(subscription.id)

    def set_exclusions(self, number: int, exclusions: Exclusions) -> Subscription:
        """Replace what the digest leaves out, at once, also in a pending change; its slots are not affected."""
        subscription = self.get(number)
        change = subscription.change
        self._db.execute("UPDATE subscriptions SET exclusions = ? WHERE id = ?", (_dump_exclusions(exclusions), number))
        if change is None:
            return self.get(number)
        return self.schedule_change(
            subscription, replace(change, options=replace(change.options, exclusions=exclusions))
        )

    def pause(self, subscription: int, until: date | None) -> Subscription:
        """Pause the subscription until the local day *until*; None ends a pause."""
        self._db.execute(
            "UPDATE subscriptions SET paused = ? WHERE id = ?", (until.isoformat() if until else None, subscription)
        )
        return self.get(subscription)

    def resume(self, subscription: int) -> Subscription:
        """End a pause or a suspension; slots that came due meanwhile stay as they were decided."""
        self._db.execute("UPDATE subscriptions SET paused = NULL, suspended = NULL WHERE id = ?", (subscription,))
        return self.get(subscription)

    def clear_suspension(self, subscription: int) -> None:
        """End a suspension, but not a pause."""
        self._db.execute("UPDATE subscriptions SET suspended = NULL WHERE id = ?", (subscription,))

    def suspend(self, subscription: int, reason: str) -> bool:
        """Suspend the subscription until it is edited or resumed; return False if it already was."""
        changed = self._db.execute(
            "UPDATE subscriptions SET suspended = ? WHERE id = ? AND suspended IS NULL",
            (dump_text(reason), subscription),
        )
        return changed == 1

    def remove(self, subscription: int, now: datetime) -> None:
        """Mark the subscription as removed; its ledger stays."""
        self._db.execute("UPDATE subscriptions SET ended = ? WHERE id = ?", (dump_datetime(now), subscription))

    def correct_starts(self, now: datetime, tolerance: timedelta) -> None:
        """Let subscriptions and changes begin at *now* that were recorded by a clock that was ahead of it."""
        self._db.execute(
            "UPDATE subscriptions SET since = :now WHERE since > :latest",
            {"now": dump_datetime(now), "latest": dump_datetime(now + tolerance)},
        )
        self._db.execute(
            "UPDATE subscriptions SET change_since = :now WHERE change_since > :latest",
            {"now": dump_datetime(now), "latest": dump_datetime(now + _MAX_CHANGE_DELAY + tolerance)},
        )

    def list_active(self, guild: str | None = None, channel: int | None = None) -> tuple[Subscription, ...]:
        """
        Return the digests that are not removed, of *guild* or *channel* if given, oldest first.

        What members follow is not among those of a guild: it concerns nobody else.
        """
        return self._select("ended IS NULL AND alert = '' AND (:guild IS NULL OR place <> 'follow')", guild, channel)

    def list_follows(self, guild: str, member: int | None = None) -> tuple[Subscription, ...]:
        """Return what members of *guild* follow, or only *member*, oldest first."""
        found = self._select("ended IS NULL AND place = 'follow'", guild, None)
        return tuple(each for each in found if member is None or each.options.member == member)

    def find_follow(self, guild: str, member: int, topic: str) -> Subscription | None:
        """Return the row by which *member* follows *topic* in *guild*, or followed it last, or None."""
        found = self._select("place = 'follow'", guild, None)
        wanted = member, topic.casefold()
        return next((one for one in found[::-1] if (one.options.member, one.options.topic.casefold()) == wanted), None)

    def revive(self, subscription: Subscription, options: DigestOptions, since: datetime, checked: int) -> Subscription:
        """Let a subscription that may be removed go on with other options; articles count after *checked*."""
        self._db.execute("UPDATE subscriptions SET ended = NULL, checked = ? WHERE id = ?", (checked, subscription.id))
        return self.edit(subscription, options, since)

    def list_alerts(self, guild: str | None = None) -> tuple[Subscription, ...]:
        """Return the alerts that are not removed, of *guild* if given, oldest first."""
        return self._select("ended IS NULL AND alert > ''", guild, None)

    def list_subscriptions(self, guild: str | None = None) -> tuple[Subscription, ...]:
        """Return the digests and alerts that are not removed, of *guild* if given, oldest first."""
        return self._select("ended IS NULL", guild, None)

    def list_all(self, guild: str | None = None, channel: int | None = None) -> tuple[Subscription, ...]:
        """Return all digests and alerts, also removed ones, whose ledger still exists."""
        return self._select("TRUE", guild, channel)

    def _select(self, where: str, guild: str | None, channel: int | None) -> tuple[Subscription, ...]:
        rows = self._db.fetch_rows(
            f"SELECT * FROM subscriptions WHERE {where} AND (:guild IS NULL OR guild = :guild)"  # noqa: S608  # our own SQL
            " AND (:channel IS NULL OR channel = :channel) ORDER BY id",
            {"guild": guild, "channel": channel},
        )
        return load_rows(rows, _load_subscription, "subscriptions")

    def get(self, number: int) -> Subscription:
        """
        Return the subscription in row *number*, even if it is removed.

        Raises:
            LedgerError: If the row is damaged.
            SubscriptionError: If there never was one.
        """
        row = self._db.fetch_row("SELECT * FROM subscriptions WHERE id = ?", (number,))
        if row is None:
            raise SubscriptionError("digest", _("This digest or alert no longer exists."))
        try:
            return _load_subscription(row)
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError(_("the database"), _("a stored digest is damaged")) from error


def _load_subscription(row: Row) -> Subscription:
    change = None
    if row["change"] is not None:
        change = PendingChange(
            load_options({**_LATER_COLUMNS, **json.loads(row["change"])}), load_datetime(row["change_since"])
        )
    return Subscription(
        id=row["id"],
        uid=row["uid"],
        options=load_options(row),
        since=load_datetime(row["since"]),
        suspended=load_stored_text(row["suspended"] or ""),
        configured=bool(row["configured"]),
        paused=date.fromisoformat(row["paused"]) if row["paused"] else None,
        change=change,
        alert=AlertRule(**json.loads(row["alert"])) if row["alert"] else None,
        checked=row["checked"],
    )
