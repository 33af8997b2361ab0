"""Users, guilds, channels and messages, with their permissions and snowflake ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any

Value = Any  # any JSON value
Json = dict[str, Value]


class ChannelKind(IntEnum):
    """The channel types that this server supports (docs/resources/channel#channel-object-channel-types)."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREAD_KINDS = frozenset({ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD})


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
    def display_name(self) -> str:
        """The name that other users see."""
        return self.global_name or self.username


@dataclass(slots=True)
class Role:
    """A role of a guild; *permissions* is a bit set, *colour* 0 for none."""

    id: int
    name: str
    permissions: int
    position: int = 0
    colour: int = 0


@dataclass(slots=True)
class Member:
    """A user in a guild, with their roles there."""

    user: User
    joined: datetime
    roles: set[int] = field(default_factory=set)
    nick: str | None = None


@dataclass(slots=True)
class Overwrite:
    """Permissions that a channel allows or denies a role (kind 0) or a member (kind 1), as bit sets."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Channel:
    """A channel of a guild, a thread in one, or a DM channel (*guild* is None)."""

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
    auto_archive_minutes: int = 1440

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread, which has its parent's permissions."""
        return self.kind in THREAD_KINDS


@dataclass(slots=True)
class Guild:
    """
    A guild: its roles by id (the first, with the guild's id, is @everyone) and its members by user id.

    Attributes:
        locale: Preferred language of its messages.
        unavailable: Whether it has an outage: the bot knows that it exists, but receives none of its events.
        system_channel: Id of the channel for welcome messages, or None.
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
class Webhook:
    """An incoming webhook of a channel; *user* is the author of its messages and has its id."""

    user: User
    channel: int
    token: str
    creator: int

    @property
    def id(self) -> int:
        """Its id."""
        return self.user.id


@dataclass(slots=True)
class Attachment:
    """A file attached to a message; *data* is its content."""

    id: int
    channel: int
    filename: str
    content_type: str
    data: bytes
    description: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(slots=True, eq=False)
class ChatMessage:
    """
    A message as the server stores it.

    Attributes:
        private_to: Id of the only user who sees it, or None.
        embeds: Embeds in Discord's response form, as are *components*.
        metadata: The interaction that it answers, in Discord's form, or None.
        called: The command to which it is the first answer, as in `Interaction.called`; else "".
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
        """Whether it only shows that the application is thinking."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def ephemeral(self) -> bool:
        """Whether only one user sees it."""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def text(self) -> str:
        """All its visible text, each part on its own line."""
        return "\n".join(
            part
            for part in (self.content, *_collect_embed_text(self.embeds), *_collect_component_text(self.components))
            if part
        )

    def find_component(self, custom_id: str) -> Json | None:
        """Return the component with this *custom_id*, or None."""
        return next((part for part in flatten_components(self.components) if part.get("custom_id") == custom_id), None)


def flatten_components(components: list[Json]) -> list[Json]:
    """Return *components* and all nested ones, outer before inner, in reading order."""
    found: list[Json] = []
    for part in components:
        found.append(part)
        found += flatten_components(part.get("components") or [])
        found += flatten_components([inner for key in ("accessory", "component") if (inner := part.get(key))])
    return found


def _collect_embed_text(embeds: list[Json]) -> list[str]:
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


def _collect_component_text(components: list[Json]) -> list[str]:
    return [
        part.get("content") or part.get("label") or part.get("placeholder") or ""
        for part in flatten_components(components)
    ]


class Permission(IntFlag):
    """The permission bits that this server checks (docs/topics/permissions#permissions-bitwise-permission-flags)."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    PIN_MESSAGES = 1 << 51


DEFAULT_PERMISSIONS = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
# All bits that Discord uses, so that an administrator's permission string looks like the real one.
ALL_PERMISSIONS = (1 << 52) - 1
# Permissions of both participants in a DM channel.
DM_PERMISSIONS = DEFAULT_PERMISSIONS | Permission.MENTION_EVERYONE


def compute_guild_permissions(guild: Guild, user: int) -> int:
    """Return *user*'s permissions in *guild*: all for its owner and administrators, none for non-members."""
    member = guild.members.get(user)
    if member is None:
        return 0
    if guild.owner == user:
        return ALL_PERMISSIONS
    permissions = guild.roles[guild.id].permissions
    for role in member.roles:
        permissions |= guild.roles[role].permissions
    return ALL_PERMISSIONS if permissions & Permission.ADMINISTRATOR else permissions


def compute_channel_permissions(guild: Guild, channel: Channel, user: int) -> int:
    """Return *user*'s permissions after the overwrites for @everyone, then all roles together, then the member."""
    permissions = compute_guild_permissions(guild, user)
    if permissions == ALL_PERMISSIONS or not permissions:
        return permissions
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        permissions = permissions & ~everyone.deny | everyone.allow
    roles = [channel.overwrites[role] for role in guild.members[user].roles if role in channel.overwrites]
    deny = allow = 0
    for overwrite in roles:
        deny, allow = deny | overwrite.deny, allow | overwrite.allow
    permissions = permissions & ~deny | allow
    member_overwrite = channel.overwrites.get(user)
    if member_overwrite is not None:
        permissions = permissions & ~member_overwrite.deny | member_overwrite.allow
    # Discord docs: "Lacking VIEW_CHANNEL implicitly denies all other permissions" (docs/topics/permissions)
    return permissions if permissions & Permission.VIEW_CHANNEL else 0


DISCORD_EPOCH_MS = 1_420_070_400_000


class SnowflakeGenerator:
    """Generates ids that rise with the clock, and also if the clock stands still or is set back."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last = 0

    def __call__(self) -> int:
        """Return the next id."""
        by_clock = (int(self._clock().timestamp() * 1000) - DISCORD_EPOCH_MS) << 22
        self._last = max(by_clock, self._last + 1)
        return self._last

    @property
    def last(self) -> int:
        """The last id returned."""
        return self._last

    def advance_to(self, identity: int) -> None:
        """Return only ids above *identity* from now on."""
        self._last = max(self._last, identity)

    def generate_spaced(self) -> int:
        """Return the next id, in a millisecond of its own, because guilds are assigned to shards by it."""
        self._last = max(
            (int(self._clock().timestamp() * 1000) - DISCORD_EPOCH_MS) << 22, ((self._last >> 22) + 1) << 22
        )
        return self._last


def is_snowflake(text: str) -> bool:
    """
    Return whether *text* is a decimal number of at most 20 digits, as "an unsigned 64-bit integer" has.

    References:
        docs/reference#snowflakes.
    """
    return text.isdecimal() and len(text) <= 20
