"""The server state, the operations that change it and publish events, and the default guilds."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime

from bot.testserver.state.errors import build_missing_access_error, build_missing_permissions_error, build_unknown_error
from bot.testserver.state.events import (
    INTERACTION_RETENTION_SECONDS,
    EventBus,
    EventSubject,
    Interaction,
    InteractionKind,
    ServerEvent,
)
from bot.testserver.state.model import (
    DEFAULT_PERMISSIONS,
    DM_PERMISSIONS,
    Attachment,
    Channel,
    ChannelKind,
    ChatMessage,
    Guild,
    Json,
    Member,
    Overwrite,
    Permission,
    Role,
    SnowflakeGenerator,
    User,
    Value,
    Webhook,
    compute_channel_permissions,
)


class ServerState:
    """
    Users, guilds, channels, messages, commands and interactions of one application.

    Args:
        clock: Returns the current time, which stamps new objects.
        timer: Returns monotonic seconds, which measure the deadlines of interactions.

    Attributes:
        application: Id of the application and of its bot user.
        commands: Commands in Discord's form, by guild id (None for global ones), then by command id.
        command_permissions: Who may use a command, in Discord's form, by guild id, then by command id.
        interactions: Interactions by token; *interactions_by_id* has the same ones by id.
        webhooks: Incoming webhooks by id; they are not stored in a file.
        pin_times: When messages were pinned, by message id.
        shards: Number of shards that the gateway recommends.
        granted_intents: Privileged gateway intents that the application was granted, as bits.
        users_without_dms: Ids of users who accept no direct messages from the application.
        online: Whether the application is connected.
        address: URL of the server, set when it starts.
    """

    def __init__(self, clock: Callable[[], datetime], timer: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.timer = clock, timer
        self.snowflake = SnowflakeGenerator(clock)
        self.event_bus = EventBus()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, dict[int, ChatMessage]] = {}
        self.attachments: dict[int, Attachment] = {}
        self.commands: dict[int | None, dict[int, Json]] = {None: {}}
        self.command_permissions: dict[int, dict[int, list[Json]]] = {}
        self.webhooks: dict[int, Webhook] = {}
        self.pin_times: dict[int, datetime] = {}
        self.interactions: dict[str, Interaction] = {}
        self.interactions_by_id: dict[int, Interaction] = {}
        self.granted_intents = 0
        self.users_without_dms: set[int] = set()
        self.online = False
        self.shards = 1
        self.address = ""
        self.application = self.add_user("Dateline", bot=True).id

    @property
    def bot(self) -> User:
        """The application's own account."""
        return self.users[self.application]

    def publish(
        self,
        name: str,
        subject: EventSubject,
        channel: Channel | None = None,
        private_to: int | None = None,
        guild: Guild | None = None,
    ) -> None:
        """Publish the event *name* about *subject*, in *channel* or *guild*."""
        guild = subject if isinstance(subject, Guild) else guild
        guild_id = guild.id if guild else channel.guild if channel else None
        self.event_bus.publish(ServerEvent(name, subject, guild_id, channel.id if channel else None, private_to))

    # Creating objects

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Add an account with the display name *name*."""
        user = User(self.snowflake(), name.casefold().replace(" ", "_"), name, bot, locale)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User, *, locale: str = "en-US", with_bot: bool = True) -> Guild:
        """Add a guild with its *owner* and, by default, the application's bot as members."""
        identity = self.snowflake.generate_spaced()
        everyone = Role(identity, "@everyone", int(DEFAULT_PERMISSIONS))
        guild = Guild(identity, name, owner.id, {identity: everyone}, {}, locale)
        self.guilds[identity] = guild
        self.add_member(guild, owner)
        if with_bot:
            self.add_member(guild, self.bot)
        return guild

    def add_member(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Add *user* to *guild* with *roles*; for the bot this is the installation."""
        member = Member(user, self.clock(), {role.id for role in roles})
        guild.members[user.id] = member
        self.publish("GUILD_JOINED" if user.id == self.application else "member_joined", guild)
        return member

    def add_role(self, guild: Guild, name: str, permissions: int = 0, colour: int = 0) -> Role:
        """Add a role to *guild*."""
        role = Role(self.snowflake(), name, int(permissions), len(guild.roles), colour)
        guild.roles[role.id] = role
        self.publish("GUILD_ROLE_CREATE", role, guild=guild)
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
        """Add a channel, or a thread in *parent*; *identity* is its id if not a new one, *more* sets attributes."""
        position = sum(1 for channel in self.channels.values() if channel.guild == guild.id)
        identity = identity or self.snowflake()
        channel = Channel(identity, kind, name, guild.id, position=position, created=self.clock(), **more)
        channel.parent = parent.id if parent else None
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        self.publish("THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE", channel, channel)
        return channel

    def open_dm(self, user: User) -> Channel:
        """Return the DM channel between *user* and the application's bot, and add it if there is none."""
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DM and user.id in channel.recipients:
                return channel
        channel = Channel(
            self.snowflake(), ChannelKind.DM, user.display_name, recipients=(user.id,), created=self.clock()
        )
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        self.publish("channel_open", channel, channel)
        return channel

    def start_interaction(
        self, kind: InteractionKind, user: User, channel: Channel, data: Json, **more: Value
    ) -> Interaction:
        """Create an interaction and send it to the application; *more* sets further attributes."""
        self._remove_expired_interactions()
        token = secrets.token_urlsafe(32)
        interaction = Interaction(
            self.snowflake(), token, kind, user.id, channel.id, channel.guild, data, self.timer(), **more
        )
        self.interactions[token] = self.interactions_by_id[interaction.id] = interaction
        self.publish("INTERACTION_CREATE", interaction, channel)
        return interaction

    def _remove_expired_interactions(self) -> None:
        now = self.timer()
        while self.interactions:
            oldest = next(iter(self.interactions.values()))
            if now - oldest.started <= INTERACTION_RETENTION_SECONDS:
                return
            del self.interactions[oldest.token], self.interactions_by_id[oldest.id]

    # Changing objects

    def post_message(self, message: ChatMessage) -> ChatMessage:
        """Add *message* to its channel."""
        channel = self.channels[message.channel]
        self.messages[channel.id][message.id] = message
        if not message.ephemeral:
            channel.last_message = message.id
        self.attachments.update({attachment.id: attachment for attachment in message.attachments})
        self.publish("MESSAGE_CREATE", message, channel, message.private_to)
        return message

    def publish_update(self, message: ChatMessage) -> None:
        """Publish that *message* was edited."""
        self.attachments.update({attachment.id: attachment for attachment in message.attachments})
        self.publish("MESSAGE_UPDATE", message, self.channels[message.channel], message.private_to)

    def delete_message(self, message: ChatMessage) -> None:
        """Delete *message* and its attachments."""
        self.messages[message.channel].pop(message.id, None)
        message.deleted = True
        for attachment in message.attachments:
            self.attachments.pop(attachment.id, None)
        self.publish("MESSAGE_DELETE", message, self.channels[message.channel], message.private_to)

    def delete_channel(self, channel: Channel) -> None:
        """Delete *channel*, its threads and all their messages."""
        for thread in [thread for thread in self.channels.values() if thread.parent == channel.id and thread.is_thread]:
            self.delete_channel(thread)
        del self.channels[channel.id], self.messages[channel.id]
        self.publish("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel, channel)

    def set_denied_permissions(self, channel: Channel, permissions: int, user: int | None = None) -> None:
        """Deny *permissions* in *channel* to *user*, or to the bot if None; 0 denies nothing."""
        target = user or self.application
        channel.overwrites[target] = Overwrite(target, 1, 0, int(permissions))
        self.publish("CHANNEL_UPDATE", channel, channel)

    def remove_member(self, guild: Guild, user: User) -> None:
        """Remove *user* from *guild*; for the bot this is being kicked."""
        guild.members.pop(user.id, None)
        self.publish("GUILD_DELETE" if user.id == self.application else "member_left", guild)

    # Looking up objects and permissions

    def compute_permissions(self, channel: Channel, user: int) -> int:
        """Return *user*'s permissions in *channel*."""
        if channel.guild is None:
            return int(DM_PERMISSIONS) if user in (*channel.recipients, self.application) else 0
        permission_channel = self.channels[channel.parent] if channel.is_thread and channel.parent else channel
        return compute_channel_permissions(self.guilds[channel.guild], permission_channel, user)

    def require_permissions(self, channel: Channel, user: int, *required: Permission) -> None:
        """
        Raise unless *user* can see *channel* and has the required permissions there.

        Raises:
            ApiError: 50001 if the channel can't be seen, 50013 if a permission is missing.
        """
        permissions = self.compute_permissions(channel, user)
        if not permissions & Permission.VIEW_CHANNEL:
            raise build_missing_access_error()
        if any(not permissions & permission for permission in required):
            raise build_missing_permissions_error()

    def get_channel(self, identity: int) -> Channel:
        """Return a channel; raise `ApiError` 10003 if it does not exist."""
        if identity not in self.channels:
            raise build_unknown_error("Channel")
        return self.channels[identity]

    def get_message(self, channel: int, identity: int) -> ChatMessage:
        """Return a message; raise `ApiError` 10008 if it does not exist."""
        found = self.messages[channel].get(identity)
        if found is None:
            raise build_unknown_error("Message")
        return found


def set_role_permissions(world: ServerState, guild: Guild, role: Role, permissions: int) -> None:
    """Set the permissions of *role* to exactly *permissions*, a bit set."""
    role.permissions = int(permissions)
    world.publish("GUILD_ROLE_UPDATE", role, guild=guild)


def add_member_role(world: ServerState, guild: Guild, user: User, role: Role) -> Member:
    """Add *role* to a member and return the member."""
    member = guild.members[user.id]
    member.roles.add(role.id)
    world.publish("GUILD_MEMBER_UPDATE", member, guild=guild)
    return member


def remove_member_role(world: ServerState, guild: Guild, user: User, role: Role) -> Member:
    """Remove *role* from a member and return the member."""
    member = guild.members[user.id]
    member.roles.discard(role.id)
    world.publish("GUILD_MEMBER_UPDATE", member, guild=guild)
    return member


def set_command_permissions(world: ServerState, guild: Guild, command: int, permissions: list[Json]) -> None:
    """
    Set who may use a command in *guild*, as its administrators do in the server's settings.

    Args:
        world: State with the guild.
        guild: Where it holds.
        command: Id of the command.
        permissions: Each with the ``id`` of a role (type 1), user (2) or channel (3) and whether it is allowed.

    References:
        docs/interactions/application-commands#application-command-permissions-object
    """
    world.command_permissions.setdefault(guild.id, {})[command] = permissions


def set_guild_locale(world: ServerState, guild: Guild, locale: str) -> None:
    """Set the language of *guild*, one of docs/reference#locales."""
    guild.locale = locale
    world.publish("GUILD_UPDATE", guild)


def set_user_locale(world: ServerState, user: User, locale: str) -> None:
    """Set the client language of *user*, one of docs/reference#locales."""
    user.locale = locale
    world.publish("person_changed", (user.id, locale))


def start_outage(world: ServerState, guild: Guild) -> None:
    """Start an outage of *guild*: the bot learns that it is unavailable, and receives no more of its events."""
    guild.unavailable = True
    world.publish("GUILD_DELETE", guild)


def end_outage(world: ServerState, guild: Guild) -> None:
    """End the outage of *guild*."""
    guild.unavailable = False
    world.publish("GUILD_CREATE", guild)


def create_default_state(clock: Callable[[], datetime], timer: Callable[[], float] = time.monotonic) -> ServerState:
    """
    Return the default state: guild "Newsroom", channels #general and #briefings, an admin and a member.

    The admin, "Ada", owns the guild; "Mel" is an ordinary member; both have a DM channel with the bot.
    """
    world = ServerState(clock, timer)
    ada, mel = world.add_user("Ada"), world.add_user("Mel")
    guild = world.add_guild("Newsroom", ada)
    admins = world.add_role(guild, "Admin", Permission.ADMINISTRATOR, 0xE67E22)
    application = world.add_role(guild, world.bot.display_name, int(DEFAULT_PERMISSIONS), 0x5865F2)
    guild.members[ada.id].roles.add(admins.id)
    guild.members[world.application].roles.add(application.id)
    world.add_member(guild, mel)
    world.add_channel(guild, "general", topic="Talk to the bot here: type / to see its commands.")
    world.add_channel(guild, "briefings", topic="Where the digests arrive.")
    world.open_dm(ada)
    world.open_dm(mel)
    return world


_FORUM_TAG: Json = {"id": "1", "name": "daily", "moderated": False, "emoji_id": None, "emoji_name": None}


def add_demo_channels(world: ServerState) -> ServerState:
    """Add an announcement channel, a forum, a third member and a second guild to the default *world*; return it."""
    newsroom = next(iter(world.guilds.values()))
    mel = next(user for user in world.users.values() if user.display_name == "Mel")
    announcements = "An announcement channel: other servers may follow what is published here."
    world.add_channel(newsroom, "headlines", ChannelKind.ANNOUNCEMENT, topic=announcements)
    world.add_channel(
        newsroom, "stories", ChannelKind.FORUM, topic="A forum: every digest is a post.", tags=[_FORUM_TAG]
    )
    noor = world.add_user("Noor")
    world.add_member(newsroom, noor)
    circle = world.add_guild("Reading circle", mel)
    world.add_member(circle, noor)
    world.add_channel(circle, "lounge", topic="A separate server: Newsroom doesn't see what you set up here.")
    return world
