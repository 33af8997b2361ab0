"""Endpoints for messages, reactions, pins, channels and threads."""

from __future__ import annotations

from bot.testserver.rest.message_body import build_message, update_message
from bot.testserver.rest.request import RestRequest, RestResponse, Route
from bot.testserver.state.errors import ApiError, build_form_error, build_missing_permissions_error
from bot.testserver.state.model import (
    Channel,
    ChannelKind,
    ChatMessage,
    Json,
    MessageFlag,
    Permission,
    is_snowflake,
)
from bot.testserver.state.serializers import format_timestamp, serialize_channel, serialize_message, serialize_user
from bot.testserver.state.state import ServerState
from bot.testserver.validation.emojis import is_unicode_emoji
from bot.testserver.validation.errors import FormErrors
from bot.testserver.validation.shapes import require_shape

_NON_TEXT_CHANNELS = {ChannelKind.FORUM, ChannelKind.CATEGORY}
# Discord docs: "enforce_nonce: If true and nonce is present, it will be checked for uniqueness in the past few minutes"
NONCE_LIFETIME_SECONDS = 180.0


def require_channel(call: RestRequest, *permissions: Permission) -> Channel:
    """
    Return the channel of the path, in which the bot must have the *permissions* permissions.

    Raises:
        ApiError: If the channel is unknown or not visible, or a permission is missing.
    """
    channel = call.world.get_channel(call.get_id("channel_id"))
    call.world.require_permissions(channel, call.world.application, *permissions)
    return channel


def list_send_permissions(channel: Channel, body: Json, files: object) -> list[Permission]:
    """Return the permissions required to send *body* to *channel*."""
    permissions = [Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES]
    if body.get("embeds"):
        permissions.append(Permission.EMBED_LINKS)
    if files:
        permissions.append(Permission.ATTACH_FILES)
    if body.get("message_reference"):
        permissions.append(Permission.READ_MESSAGE_HISTORY)
    return permissions


async def create_message(call: RestRequest) -> RestResponse:
    """
    Post a message, or return the existing one if the nonce repeats with ``enforce_nonce``.

    References:
        docs/resources/message#create-message
    """
    world, body = call.world, call.get_form()
    channel = world.get_channel(call.get_id("channel_id"))
    world.require_permissions(channel, world.application, *list_send_permissions(channel, body, call.files))
    if channel.kind in _NON_TEXT_CHANNELS:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    if world.users_without_dms.intersection(channel.recipients):
        raise ApiError(403, 50007, "Cannot send messages to this user")
    reopen_thread(world, channel)
    duplicate = _find_duplicate(world, channel, body)
    if duplicate is not None:
        return 200, serialize_message(world, duplicate)
    message = build_message(world, channel, world.bot, body, call.files)
    if message.reference and message.reference not in world.messages[channel.id]:
        raise build_form_error([("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")])
    return 200, serialize_message(world, world.post_message(message))


def _find_duplicate(world: ServerState, channel: Channel, body: Json) -> ChatMessage | None:
    nonce = body.get("nonce")
    # Discord was observed to ignore nonces in forum threads.
    parent = world.channels.get(channel.parent) if channel.parent else None
    if nonce is None or not body.get("enforce_nonce") or (parent and parent.kind is ChannelKind.FORUM):
        return None
    moment = world.clock()
    for message in world.messages[channel.id].values():
        if message.nonce == nonce and (moment - message.created).total_seconds() < NONCE_LIFETIME_SECONDS:
            return message
    return None


def reopen_thread(world: ServerState, channel: Channel) -> None:
    """
    Unarchive a thread, as a message in it does (docs/topics/threads#active--archived-threads).

    Raises:
        ApiError: 160005 if it is locked and the bot may not manage threads.
    """
    if channel.locked and not world.compute_permissions(channel, world.application) & Permission.MANAGE_THREADS:
        raise ApiError(400, 160005, "The thread is locked")
    if channel.archived:
        channel.archived = False
        world.publish("THREAD_UPDATE", channel, channel)


async def list_messages(call: RestRequest) -> RestResponse:
    """Return up to 100 messages, newest first (docs/resources/message#get-channel-messages)."""
    channel = require_channel(call)
    # Discord docs: "If the current user is missing the READ_MESSAGE_HISTORY permission ... no messages will be
    # returned"
    if not call.world.compute_permissions(channel, call.world.application) & Permission.READ_MESSAGE_HISTORY:
        return 200, []
    limit = call.get_number("limit", 50)
    if not 1 <= limit <= 100:
        raise build_form_error([("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")])
    messages = [one for one in call.world.messages[channel.id].values() if one.private_to is None]
    return 200, [
        serialize_message(call.world, one) for one in _paginate(call, sorted(messages, key=lambda one: one.id), limit)
    ]


def _paginate(call: RestRequest, messages: list[ChatMessage], limit: int) -> list[ChatMessage]:
    if "after" in call.query:
        messages = [one for one in messages if one.id > call.get_number("after", 0)][:limit]
    elif "before" in call.query:
        messages = [one for one in messages if one.id < call.get_number("before", 0)][-limit:]
    elif "around" in call.query:
        at = sum(one.id < call.get_number("around", 0) for one in messages)
        messages = messages[max(0, at - limit // 2) : at + limit // 2 + 1][:limit]
    return messages[-limit:][::-1]


def _require_message(call: RestRequest) -> ChatMessage:
    channel = require_channel(call)
    return call.world.get_message(channel.id, call.get_id("message_id"))


async def get_message(call: RestRequest) -> RestResponse:
    """Return a message (docs/resources/message#get-channel-message)."""
    require_channel(call, Permission.READ_MESSAGE_HISTORY)
    return 200, serialize_message(call.world, _require_message(call))


async def edit_message(call: RestRequest) -> RestResponse:
    """Edit one of the bot's messages (docs/resources/message#edit-message)."""
    message = _require_message(call)
    if message.author.id != call.world.application:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if call.world.channels[message.channel].archived:
        raise ApiError(400, 50083, "This operation cannot be performed on an archived thread")
    update_message(call.world, message, call.get_form(), call.files)
    return 200, serialize_message(call.world, message)


async def delete_message(call: RestRequest) -> RestResponse:
    """Delete a message of the bot, or any with MANAGE_MESSAGES (docs/resources/message#delete-message)."""
    message = _require_message(call)
    if message.author.id != call.world.application:
        require_channel(call, Permission.MANAGE_MESSAGES)
    call.world.delete_message(message)
    return 204, None


async def delete_messages(call: RestRequest) -> RestResponse:
    """Delete 2 to 100 messages that are at most two weeks old (docs/resources/message#bulk-delete-messages)."""
    channel, body = require_channel(call, Permission.MANAGE_MESSAGES), call.get_form()
    faults, ids = FormErrors(), body.get("messages") or []
    if not isinstance(ids, list):
        raise build_form_error([("messages", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")])
    faults.check_count("messages", ids, 2, 100)
    for number, one in enumerate(ids):
        if not is_snowflake(str(one)):
            faults.add(f"messages.{number}", "NUMBER_TYPE_COERCE", f'Value "{one}" is not snowflake.')
    faults.raise_if_any()
    found = [one for number in ids if (one := call.world.messages[channel.id].get(int(number)))]
    if any((call.world.clock() - one.created).days >= 14 for one in found):
        # See docs/topics/opcodes-and-status-codes#json
        raise ApiError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    for one in found:
        call.world.delete_message(one)
    return 204, None


async def crosspost_message(call: RestRequest) -> RestResponse:
    """
    Publish an announcement message of the bot, or any with MANAGE_MESSAGES.

    References:
        docs/resources/message#crosspost-message
    """
    message, channel = _require_message(call), require_channel(call, Permission.SEND_MESSAGES)
    if channel.kind is not ChannelKind.ANNOUNCEMENT:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    if message.author.id != call.world.application:
        require_channel(call, Permission.MANAGE_MESSAGES)
    if message.flags & MessageFlag.CROSSPOSTED:
        raise ApiError(400, 40033, "This message has already been crossposted")
    message.flags |= MessageFlag.CROSSPOSTED
    call.world.publish_update(message)
    return 200, serialize_message(call.world, message)


def _require_emoji(call: RestRequest) -> str:
    if not is_unicode_emoji(call.path["emoji_name"]):
        # See docs/topics/opcodes-and-status-codes#json; this server has no custom emojis
        raise ApiError(400, 10014, "Unknown Emoji")
    return call.path["emoji_name"]


async def update_own_reaction(call: RestRequest) -> RestResponse:
    """Add or remove the bot's reaction (docs/resources/message#create-reaction, #delete-own-reaction)."""
    message, emoji, world = _require_message(call), _require_emoji(call), call.world
    if call.method == "PUT":
        require_channel(call, Permission.ADD_REACTIONS, Permission.READ_MESSAGE_HISTORY)
    set_reaction(world, message, world.application, emoji, on=call.method == "PUT")
    return 204, None


async def list_reaction_users(call: RestRequest) -> RestResponse:
    """Return the users who reacted with an emoji, by id (docs/resources/message#get-reactions)."""
    require_channel(call, Permission.READ_MESSAGE_HISTORY)
    user_ids = sorted(_require_message(call).reactions.get(_require_emoji(call), ()))
    after, limit = call.get_number("after", 0), min(100, call.get_number("limit", 25))
    return 200, [serialize_user(call.world.users[one]) for one in user_ids if one > after][:limit]


async def delete_user_reaction(call: RestRequest) -> RestResponse:
    """Remove another user's reaction (docs/resources/message#delete-user-reaction)."""
    require_channel(call, Permission.MANAGE_MESSAGES)
    message, emoji, user = _require_message(call), _require_emoji(call), call.get_id("user_id")
    if user in message.reactions.get(emoji, ()):
        set_reaction(call.world, message, user, emoji, on=False)
    return 204, None


async def clear_reactions(call: RestRequest) -> RestResponse:
    """
    Remove all reactions, or all with one emoji.

    References:
        docs/resources/message#delete-all-reactions and #delete-all-reactions-for-emoji
    """
    require_channel(call, Permission.MANAGE_MESSAGES)
    message = _require_message(call)
    for emoji in [_require_emoji(call)] if "emoji_name" in call.path else list(message.reactions):
        for user in sorted(message.reactions.get(emoji, ())):
            set_reaction(call.world, message, user, emoji, on=False)
    return 204, None


def set_reaction(world: ServerState, message: ChatMessage, user: int, emoji: str, *, on: bool) -> None:
    """Add or remove the reaction of *user* and publish the change."""
    user_ids = message.reactions.setdefault(emoji, set())
    (user_ids.add if on else user_ids.discard)(user)
    if not user_ids:
        del message.reactions[emoji]
    name = "MESSAGE_REACTION_ADD" if on else "MESSAGE_REACTION_REMOVE"
    world.publish(name, (user, f"{message.id} {emoji}"), world.channels[message.channel])


async def update_pin(call: RestRequest) -> RestResponse:
    """Pin or unpin a message (docs/resources/message#pin-message, #unpin-message)."""
    message = _require_message(call)
    if (
        not call.world.compute_permissions(call.world.channels[message.channel], call.world.application)
        & _PIN_PERMISSIONS
    ):
        raise build_missing_permissions_error()
    message.pinned = call.method == "PUT"
    call.world.pin_times[message.id] = call.world.clock()
    call.world.publish_update(message)
    return 204, None


def _list_pinned(call: RestRequest) -> list[ChatMessage]:
    channel = require_channel(call, Permission.READ_MESSAGE_HISTORY)
    pinned = [one for one in call.world.messages[channel.id].values() if one.pinned]
    return sorted(pinned, key=lambda one: call.world.pin_times.get(one.id, one.created), reverse=True)


async def list_pins(call: RestRequest) -> RestResponse:
    """Return up to 50 pinned messages with the times of their pins (docs/resources/message#get-channel-pins)."""
    times, limit = call.world.pin_times, min(50, call.get_number("limit", 50))
    pinned = _list_pinned(call)
    items = [
        {
            "pinned_at": format_timestamp(times.get(one.id, one.created)),
            "message": serialize_message(call.world, one),
        }
        for one in pinned[:limit]
    ]
    return 200, {"items": items, "has_more": len(pinned) > limit}


async def list_pinned_messages(call: RestRequest) -> RestResponse:
    """Return pinned messages in the older form (docs/resources/message#get-pinned-messages-deprecated)."""
    return 200, [serialize_message(call.world, one) for one in _list_pinned(call)[:50]]


_PIN_PERMISSIONS = Permission.MANAGE_MESSAGES | Permission.PIN_MESSAGES
_MESSAGES_PATH = "/channels/{channel_id}/messages"
_MESSAGE_PATH = _MESSAGES_PATH + "/{message_id}"
MESSAGE_ROUTES: list[Route] = [
    ("GET", _MESSAGES_PATH + "/pins", list_pins),  # before the route whose id it would be
    ("GET", _MESSAGES_PATH, list_messages),
    ("POST", _MESSAGES_PATH, create_message),
    ("GET", _MESSAGE_PATH, get_message),
    ("PATCH", _MESSAGE_PATH, edit_message),
    ("DELETE", _MESSAGE_PATH, delete_message),
    ("POST", _MESSAGES_PATH + "/bulk-delete", delete_messages),
    ("POST", _MESSAGE_PATH + "/crosspost", crosspost_message),
    ("PUT", _MESSAGE_PATH + "/reactions/{emoji_name}/@me", update_own_reaction),
    ("DELETE", _MESSAGE_PATH + "/reactions/{emoji_name}/@me", update_own_reaction),
    ("GET", _MESSAGE_PATH + "/reactions/{emoji_name}", list_reaction_users),
    ("DELETE", _MESSAGE_PATH + "/reactions/{emoji_name}/{user_id}", delete_user_reaction),
    ("DELETE", _MESSAGE_PATH + "/reactions/{emoji_name}", clear_reactions),
    ("DELETE", _MESSAGE_PATH + "/reactions", clear_reactions),
    ("GET", "/channels/{channel_id}/pins", list_pinned_messages),
    ("PUT", _MESSAGES_PATH + "/pins/{message_id}", update_pin),
    ("DELETE", _MESSAGES_PATH + "/pins/{message_id}", update_pin),
    ("PUT", "/channels/{channel_id}/pins/{message_id}", update_pin),
    ("DELETE", "/channels/{channel_id}/pins/{message_id}", update_pin),
]


async def get_channel(call: RestRequest) -> RestResponse:
    """Return a channel (docs/resources/channel#get-channel)."""
    return 200, serialize_channel(call.world, require_channel(call))


async def edit_channel(call: RestRequest) -> RestResponse:
    """Edit name, topic and a thread's archived and locked flags (docs/resources/channel#modify-channel)."""
    channel, body = require_channel(call), call.get_form()
    require_shape(body, "UpdateThreadRequestPartial" if channel.is_thread else "UpdateGuildChannelRequestPartial")
    _check_channel_limits(channel.kind, body)
    is_own_thread = channel.is_thread and channel.owner == call.world.application
    if not is_own_thread:
        require_channel(call, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS)
    channel.name = body.get("name") or channel.name
    channel.topic = body.get("topic", channel.topic)
    channel.archived, channel.locked = body.get("archived", channel.archived), body.get("locked", channel.locked)
    channel.auto_archive_minutes = body.get("auto_archive_duration") or channel.auto_archive_minutes
    call.world.publish("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel, channel)
    return 200, serialize_channel(call.world, channel)


async def delete_channel(call: RestRequest) -> RestResponse:
    """Delete a channel or thread (docs/resources/channel#deleteclose-channel)."""
    channel = require_channel(call)
    if channel.guild:
        require_channel(call, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS)
    serialized = serialize_channel(call.world, channel)
    call.world.delete_channel(channel)
    return 200, serialized


async def start_typing(call: RestRequest) -> RestResponse:
    """Publish that the bot is typing (docs/resources/channel#trigger-typing-indicator)."""
    channel = require_channel(call, Permission.SEND_MESSAGES)
    call.world.publish("TYPING_START", (call.world.application, ""), channel)
    return 204, None


_MAX_TOPIC_CHARACTERS = {ChannelKind.FORUM: 4096}


def _check_channel_limits(kind: ChannelKind, body: Json) -> None:
    """Raise if the limits of name and topic, which depend on *kind*, are exceeded (docs/resources/channel)."""
    faults = FormErrors()
    if body.get("name") is not None:
        faults.check_text("name", body["name"], 1, 100)
    faults.check_text("topic", body.get("topic"), 0, _MAX_TOPIC_CHARACTERS.get(kind, 1024))
    faults.raise_if_any()


async def start_thread(call: RestRequest) -> RestResponse:
    """
    Start a thread without a message, or a forum post.

    References:
        docs/resources/channel#start-thread-without-message and #start-thread-in-forum-or-media-channel
    """
    channel, body, world = require_channel(call), call.get_form(), call.world
    forum = channel.kind is ChannelKind.FORUM
    require_shape(body, "CreateForumThreadRequest" if forum else "CreateTextThreadWithoutMessageRequest")
    if not forum:
        require_channel(call, Permission.CREATE_PUBLIC_THREADS)
        private = (body.get("type") or ChannelKind.PRIVATE_THREAD) == ChannelKind.PRIVATE_THREAD
        kind = ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD
        return 201, serialize_channel(world, _add_thread(world, channel, body, kind))
    # Forum posts have no nonce, so a repeated request creates a second post.
    message_body = body["message"]
    require_channel(call, *list_send_permissions(channel, message_body, call.files))
    tags = [int(tag) for tag in body.get("applied_tags") or ()]
    if unknown := set(tags) - {int(one["id"]) for one in channel.tags}:
        # See docs/topics/opcodes-and-status-codes#json: 10087 "Unknown tag"
        raise ApiError(404, 10087, f"Unknown tag {min(unknown)}")
    message = build_message(world, channel, world.bot, message_body, call.files, "message")
    thread = _add_thread(world, channel, body, ChannelKind.PUBLIC_THREAD)
    # Discord docs: "the ID of the thread's starter message is the thread's own" (docs/topics/threads#forums)
    message.id, message.channel, thread.applied_tags = thread.id, thread.id, tags
    world.post_message(message)
    return 201, serialize_channel(world, thread) | {"message": serialize_message(world, message)}


async def start_thread_on_message(call: RestRequest) -> RestResponse:
    """Start a thread with the id of its message (docs/resources/channel#start-thread-from-message)."""
    channel = require_channel(call, Permission.CREATE_PUBLIC_THREADS)
    message = call.world.get_message(channel.id, call.get_id("message_id"))
    require_shape(call.get_form(), "CreateTextThreadWithMessageRequest")
    if message.flags & MessageFlag.HAS_THREAD:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread = _add_thread(call.world, channel, call.get_form(), ChannelKind.PUBLIC_THREAD, message.id)
    message.flags |= MessageFlag.HAS_THREAD
    call.world.publish_update(message)
    return 201, serialize_channel(call.world, thread)


async def list_archived_threads(call: RestRequest) -> RestResponse:
    """Return archived threads, newest first (docs/resources/channel#list-public-archived-threads)."""
    channel = require_channel(call, Permission.READ_MESSAGE_HISTORY)
    threads = [
        one for one in call.world.channels.values() if one.parent == channel.id and one.is_thread and one.archived
    ]
    serialized = [serialize_channel(call.world, one) for one in sorted(threads, key=lambda one: -one.id)]
    return 200, {"threads": serialized, "members": [], "has_more": False}


def _add_thread(
    world: ServerState, channel: Channel, body: Json, kind: ChannelKind, identity: int | None = None
) -> Channel:
    guild, minutes = world.guilds[channel.guild or 0], body.get("auto_archive_duration") or _AUTO_ARCHIVE_MINUTES
    return world.add_channel(
        guild,
        body["name"],
        kind,
        parent=channel,
        owner=world.application,
        identity=identity,
        auto_archive_minutes=minutes,
    )


#: Of a thread that names no other (docs/resources/channel#thread-metadata-object).
_AUTO_ARCHIVE_MINUTES = 1440


async def update_own_thread_membership(call: RestRequest) -> RestResponse:
    """Join or leave a thread, which changes nothing here (docs/resources/channel#join-thread, #leave-thread)."""
    if not require_channel(call).is_thread:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return 204, None


CHANNEL_ROUTES: list[Route] = [
    ("PUT", "/channels/{channel_id}/thread-members/@me", update_own_thread_membership),
    ("DELETE", "/channels/{channel_id}/thread-members/@me", update_own_thread_membership),
    ("GET", "/channels/{channel_id}", get_channel),
    ("PATCH", "/channels/{channel_id}", edit_channel),
    ("DELETE", "/channels/{channel_id}", delete_channel),
    ("POST", "/channels/{channel_id}/typing", start_typing),
    ("POST", "/channels/{channel_id}/threads", start_thread),
    ("GET", "/channels/{channel_id}/threads/archived/public", list_archived_threads),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_thread_on_message),
]
