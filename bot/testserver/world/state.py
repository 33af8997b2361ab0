"""The world behind the wire: what exists, and the changes that tell everyone who listens."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime

from bot.testserver.world.events import Bulletin, Event, Subject
from bot.testserver.world.interactions import REMEMBERED, Interaction, InteractionKind
from bot.testserver.world.model import (
    Attachment,
    Channel,
    ChannelKind,
    Guild,
    Json,
    Member,
    Message,
    Overwrite,
    Role,
    User,
    Value,
)
from bot.testserver.world.permissions import EVERYONE, IN_DM, Permission, in_channel
from bot.testserver.world.refusals import missing_access, missing_permissions, unknown
from bot.testserver.world.snowflakes import Snowflakes


class World:
    """
    Users, servers, channels, messages, commands and interactions of one application.

    Args:
        clock: Gives the moment that stamps whatever is made.
        timer: Seconds that only ever rise; the deadlines of interactions are counted in them.

    Attributes:
        application: The application's id, which is its bot user's id too.
        commands: By server id (None for the global ones), then by command id, in Discord's form.
        interactions: By token; *uses* holds the same by id.
        shards: How many shards the gateway recommends.
        privileged: Gateway intents, as bits, that need and have the operator's consent.
        closed: Users who take no direct messages of the application.
        online: Whether the application is connected.
        address: Where the server listens, set when it starts.
    """

    def __init__(self, clock: Callable[[], datetime], timer: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.timer = clock, timer
        self.snowflake = Snowflakes(clock)
        self.bulletin = Bulletin()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.attachments: dict[int, Attachment] = {}
        self.commands: dict[int | None, dict[int, Json]] = {None: {}}
        self.interactions: dict[str, Interaction] = {}
        self.uses: dict[int, Interaction] = {}
        self.privileged = 0
        self.closed: set[int] = set()
        self.online = False
        self.shards = 1
        self.address = ""
        self.application = self.add_user("Dateline", bot=True).id

    @property
    def bot(self) -> User:
        """The application's own account."""
        return self.users[self.application]

    def tell(
        self,
        name: str,
        subject: Subject,
        channel: Channel | None = None,
        private_to: int | None = None,
        guild: Guild | None = None,
    ) -> None:
        """Tell everyone that *name* happened to *subject*, in *channel* or *guild*."""
        guild = subject if isinstance(subject, Guild) else guild
        home = guild.id if guild else channel.guild if channel else None
        self.bulletin.tell(Event(name, subject, home, channel.id if channel else None, private_to))

    # Making things

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Open an account that is shown as *name*."""
        user = User(self.snowflake(), name.casefold().replace(" ", "_"), name, bot, locale)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User, *, locale: str = "en-US", with_bot: bool = True) -> Guild:
        """Found a server with its *owner* and, unless told otherwise, the application's bot in it."""
        identity = self.snowflake.spaced()
        everyone = Role(identity, "@everyone", int(EVERYONE))
        guild = Guild(identity, name, owner.id, {identity: everyone}, {}, locale)
        self.guilds[identity] = guild
        self.join(guild, owner)
        if with_bot:
            self.join(guild, self.bot)
        return guild

    def join(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Let *user* into *guild* with *roles*; for the bot this is the installation."""
        member = Member(user, self.clock(), {role.id for role in roles})
        guild.members[user.id] = member
        self.tell("GUILD_JOINED" if user.id == self.application else "member_joined", guild)
        return member

    def add_role(self, guild: Guild, name: str, permissions: int = 0, colour: int = 0) -> Role:
        """Add a role to *guild*."""
        role = Role(self.snowflake(), name, int(permissions), len(guild.roles), colour)
        guild.roles[role.id] = role
        self.tell("GUILD_ROLE_CREATE", role, guild=guild)
        return role

    def add_channel(
        self,
        guild: Guild,
        name: str,
        kind: ChannelKind = ChannelKind.TEXT,
        *,
        parent: Channel | None = None,
        identity: int | None = None,
        **more: Value,
    ) -> Channel:
        """Open a channel, or a thread below *parent*; *identity* is its id if not a new one, *more* sets attributes."""
        position = sum(1 for channel in self.channels.values() if channel.guild == guild.id)
        identity = identity or self.snowflake()
        channel = Channel(identity, kind, name, guild.id, position=position, created=self.clock(), **more)
        channel.parent = parent.id if parent else None
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        self.tell("THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE", channel, channel)
        return channel

    def direct(self, user: User) -> Channel:
        """Open the direct conversation between *user* and the application's bot, or find it open."""
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DM and user.id in channel.recipients:
                return channel
        channel = Channel(self.snowflake(), ChannelKind.DM, user.shown, recipients=(user.id,), created=self.clock())
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        self.tell("channel_open", channel, channel)
        return channel

    def begin(self, kind: InteractionKind, user: User, channel: Channel, data: Json, **more: Value) -> Interaction:
        """Start an interaction and send it to the application; *more* sets further attributes."""
        self._forget_old()
        token = secrets.token_urlsafe(32)
        interaction = Interaction(
            self.snowflake(), token, kind, user.id, channel.id, channel.guild, data, self.timer(), **more
        )
        self.interactions[token] = self.uses[interaction.id] = interaction
        self.tell("INTERACTION_CREATE", interaction, channel)
        return interaction

    def _forget_old(self) -> None:
        now = self.timer()
        while self.interactions:
            oldest = next(iter(self.interactions.values()))
            if now - oldest.started <= REMEMBERED:
                return
            del self.interactions[oldest.token], self.uses[oldest.id]

    # Changing things

    def post(self, message: Message) -> Message:
        """Put *message* into its channel."""
        channel = self.channels[message.channel]
        self.messages[channel.id][message.id] = message
        if not message.ephemeral:
            channel.last_message = message.id
        self.attachments.update({attachment.id: attachment for attachment in message.attachments})
        self.tell("MESSAGE_CREATE", message, channel, message.private_to)
        return message

    def changed(self, message: Message) -> None:
        """Tell that *message* reads otherwise now."""
        self.attachments.update({attachment.id: attachment for attachment in message.attachments})
        self.tell("MESSAGE_UPDATE", message, self.channels[message.channel], message.private_to)

    def delete(self, message: Message) -> None:
        """Take *message* out of its channel."""
        self.messages[message.channel].pop(message.id, None)
        message.deleted = True
        for attachment in message.attachments:
            self.attachments.pop(attachment.id, None)
        self.tell("MESSAGE_DELETE", message, self.channels[message.channel], message.private_to)

    def close_channel(self, channel: Channel) -> None:
        """Delete *channel*, its threads and all their messages."""
        for thread in [thread for thread in self.channels.values() if thread.parent == channel.id and thread.is_thread]:
            self.close_channel(thread)
        del self.channels[channel.id], self.messages[channel.id]
        self.tell("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel, channel)

    def deny(self, channel: Channel, permissions: int, user: int | None = None) -> None:
        """Take *permissions* in *channel* from *user*, the bot if None; 0 gives everything back."""
        target = user or self.application
        channel.overwrites[target] = Overwrite(target, 1, 0, int(permissions))
        self.tell("CHANNEL_UPDATE", channel, channel)

    def leave(self, guild: Guild, user: User) -> None:
        """Take *user* out of *guild*; for the bot this is being kicked."""
        guild.members.pop(user.id, None)
        self.tell("GUILD_DELETE" if user.id == self.application else "member_left", guild)

    # Finding things

    def permissions(self, channel: Channel, user: int) -> int:
        """Add up what *user* may do in *channel*."""
        if channel.guild is None:
            return int(IN_DM) if user in (*channel.recipients, self.application) else 0
        above = self.channels[channel.parent] if channel.is_thread and channel.parent else channel
        return in_channel(self.guilds[channel.guild], above, user)

    def require(self, channel: Channel, user: int, *wanted: Permission) -> None:
        """
        Make sure that *user* sees *channel* and may do what is *wanted* there.

        Raises:
            Refusal: Discord's 50001 or 50013.
        """
        held = self.permissions(channel, user)
        if not held & Permission.VIEW_CHANNEL:
            raise missing_access()
        if any(not held & permission for permission in wanted):
            raise missing_permissions()

    def channel(self, identity: int) -> Channel:
        """Find a channel or refuse with 10003."""
        if identity not in self.channels:
            raise unknown("Channel")
        return self.channels[identity]

    def message(self, channel: int, identity: int) -> Message:
        """Find a message or refuse with 10008."""
        found = self.messages[channel].get(identity)
        if found is None:
            raise unknown("Message")
        return found
