"""The things a chat service is made of: users, servers, channels, messages, interactions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

Value = Any  # whatever JSON can hold
Json = dict[str, Value]


class ChannelKind(IntEnum):
    """The channel types the server knows (docs/resources/channel#channel-object-channel-types)."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = frozenset({ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD})


class MessageFlag(IntEnum):
    """The bits of a message's flags (docs/resources/message#message-object-message-flags)."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class User:
    """An account; *bot* for the application's own."""

    id: int
    username: str
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"

    @property
    def shown(self) -> str:
        """The name a reader sees."""
        return self.global_name or self.username


@dataclass(slots=True)
class Role:
    """A server's role; *permissions* is a bit set, *colour* 0 for none."""

    id: int
    name: str
    permissions: int
    position: int = 0
    colour: int = 0


@dataclass(slots=True)
class Member:
    """A user in a server, with the roles held there."""

    user: User
    joined: datetime
    roles: set[int] = field(default_factory=set)
    nick: str | None = None


@dataclass(slots=True)
class Overwrite:
    """What a channel allows or denies a role (kind 0) or a member (kind 1), as bit sets."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Channel:
    """A channel of a server, a thread in one, or a direct conversation (*guild* is None)."""

    id: int
    kind: ChannelKind
    name: str
    guild: int | None = None
    topic: str | None = None
    position: int = 0
    parent: int | None = None
    owner: int | None = None
    recipients: tuple[int, ...] = ()
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    tags: list[Json] = field(default_factory=list)
    applied_tags: list[int] = field(default_factory=list)
    created: datetime | None = None
    archived: bool = False
    locked: bool = False
    last_message: int | None = None

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread, which borrows its parent's permissions."""
        return self.kind in THREADS


@dataclass(slots=True)
class Guild:
    """
    A server: its roles (the first, of the guild's own id, is everyone's) and members by user id.

    Attributes:
        locale: The language that its posts are to be in.
        unavailable: Whether it suffers an outage: the bot knows of it, and nothing of what happens there.
        system_channel: Where newcomers are greeted, or None.
    """

    id: int
    name: str
    owner: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    locale: str = "en-US"
    unavailable: bool = False
    system_channel: int | None = None


@dataclass(slots=True)
class Attachment:
    """A file that came with a message; *data* are its bytes."""

    id: int
    channel: int
    filename: str
    content_type: str
    data: bytes
    description: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(slots=True, eq=False)
class Message:
    """
    One message as the server holds it.

    Attributes:
        private_to: The only user who sees it, or None.
        embeds: In Discord's answer form, as are *components*.
        metadata: The interaction it answers, in Discord's form, or None.
        called: How the command was called that it answers first: "/digest add", or the name of a context menu; or "".
    """

    id: int
    channel: int
    author: User
    content: str
    created: datetime
    flags: int = 0
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    edited: datetime | None = None
    mentions: tuple[int, ...] = ()
    mention_roles: tuple[int, ...] = ()
    mention_everyone: bool = False
    nonce: str | int | None = None
    kind: int = 0
    reference: int | None = None
    pinned: bool = False
    private_to: int | None = None
    metadata: Json | None = None
    webhook: int | None = None
    called: str = ""
    reactions: dict[str, set[int]] = field(default_factory=dict)
    deleted: bool = False

    @property
    def loading(self) -> bool:
        """Whether it only says that the application is thinking."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def ephemeral(self) -> bool:
        """Whether only one user sees it."""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def text(self) -> str:
        """All words a reader sees in it, part by part on lines of their own."""
        return "\n".join(part for part in (self.content, *_embed_words(self.embeds), *_words(self.components)) if part)

    def component(self, custom_id: str) -> Json | None:
        """Find the component of this *custom_id*, or None."""
        return next((part for part in walk(self.components) if part.get("custom_id") == custom_id), None)


def walk(components: list[Json]) -> list[Json]:
    """List components and all they hold, outer before inner, in reading order."""
    found: list[Json] = []
    for part in components:
        found.append(part)
        found += walk(part.get("components") or [])
        found += walk([inner for key in ("accessory", "component") if (inner := part.get(key))])
    return found


def _embed_words(embeds: list[Json]) -> list[str]:
    words: list[str] = []
    for embed in embeds:
        words += [
            (embed.get("author") or {}).get("name") or "",
            embed.get("title") or "",
            embed.get("description") or "",
        ]
        words += [part for pair in embed.get("fields") or [] for part in (pair["name"], pair["value"])]
        words.append((embed.get("footer") or {}).get("text") or "")
    return words


def _words(components: list[Json]) -> list[str]:
    return [part.get("content") or part.get("label") or part.get("placeholder") or "" for part in walk(components)]
