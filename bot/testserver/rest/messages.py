"""Messages of a channel (docs/resources/message)."""

from __future__ import annotations

from bot.testserver.rest.calls import Answer, Call, Route
from bot.testserver.rest.drafts import draft, revise
from bot.testserver.world import payloads
from bot.testserver.world.model import Channel, ChannelKind, Json, Message, MessageFlag
from bot.testserver.world.permissions import Permission
from bot.testserver.world.refusals import Refusal, invalid_form, missing_permissions
from bot.testserver.world.state import World

_NO_TALK = {ChannelKind.FORUM, ChannelKind.CATEGORY}
# They say "enforce_nonce: If true and nonce is present, it will be checked for uniqueness in the past few minutes"
NONCE_LASTS = 180.0


def place_of(call: Call, *wanted: Permission) -> Channel:
    """Find the channel of the path, in which the bot must have what is *wanted*."""
    place = call.world.channel(call.id("channel_id"))
    call.world.require(place, call.world.application, *wanted)
    return place


def sending(place: Channel, body: Json, files: object) -> list[Permission]:
    """List the permissions that sending *body* to *place* needs."""
    wanted = [Permission.SEND_MESSAGES_IN_THREADS if place.is_thread else Permission.SEND_MESSAGES]
    if body.get("embeds"):
        wanted.append(Permission.EMBED_LINKS)
    if files:
        wanted.append(Permission.ATTACH_FILES)
    if body.get("message_reference"):
        wanted.append(Permission.READ_MESSAGE_HISTORY)
    return wanted


async def create(call: Call) -> Answer:
    """docs/resources/message#create-message; with ``enforce_nonce`` the same nonce gives the same message again."""
    world, body = call.world, call.form()
    place = world.channel(call.id("channel_id"))
    world.require(place, world.application, *sending(place, body, call.files))
    if place.kind in _NO_TALK:
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    if world.closed.intersection(place.recipients):
        raise Refusal(403, 50007, "Cannot send messages to this user")
    open_thread(world, place)
    again = _told_before(world, place, body)
    if again is not None:
        return 200, payloads.message(world, again)
    message = draft(world, place, world.bot, body, call.files)
    if message.reference and message.reference not in world.messages[place.id]:
        raise invalid_form([("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")])
    return 200, payloads.message(world, world.post(message))


def _told_before(world: World, place: Channel, body: Json) -> Message | None:
    nonce = body.get("nonce")
    # Threads of a forum ignore nonces, as observed of the service; DESIGN.md, "Pitfalls".
    parent = world.channels.get(place.parent) if place.parent else None
    if nonce is None or not body.get("enforce_nonce") or (parent and parent.kind is ChannelKind.FORUM):
        return None
    moment = world.clock()
    for message in world.messages[place.id].values():
        if message.nonce == nonce and (moment - message.created).total_seconds() < NONCE_LASTS:
            return message
    return None


def open_thread(world: World, place: Channel) -> None:
    """
    Bring an archived thread back, as writing in it does (docs/topics/threads#active--archived-threads).

    Raises:
        Refusal: 160005 where it is locked and the bot may not manage threads.
    """
    if place.locked and not world.permissions(place, world.application) & Permission.MANAGE_THREADS:
        raise Refusal(400, 160005, "The thread is locked")
    if place.archived:
        place.archived = False
        world.tell("THREAD_UPDATE", place, place)


async def listed(call: Call) -> Answer:
    """docs/resources/message#get-channel-messages: the newest first, at most 100."""
    place = place_of(call)
    # They say "If the current user is missing the READ_MESSAGE_HISTORY permission ... no messages will be returned"
    if not call.world.permissions(place, call.world.application) & Permission.READ_MESSAGE_HISTORY:
        return 200, []
    limit = call.number("limit", 50)
    if not 1 <= limit <= 100:
        raise invalid_form([("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")])
    held = [one for one in call.world.messages[place.id].values() if one.private_to is None]
    return 200, [payloads.message(call.world, one) for one in _page(call, sorted(held, key=lambda one: one.id), limit)]


def _page(call: Call, held: list[Message], limit: int) -> list[Message]:
    if "after" in call.query:
        held = [one for one in held if one.id > call.number("after", 0)][:limit]
    elif "before" in call.query:
        held = [one for one in held if one.id < call.number("before", 0)][-limit:]
    elif "around" in call.query:
        at = sum(one.id < call.number("around", 0) for one in held)
        held = held[max(0, at - limit // 2) : at + limit // 2 + 1][:limit]
    return held[-limit:][::-1]


def _message(call: Call) -> Message:
    place = place_of(call)
    return call.world.message(place.id, call.id("message_id"))


async def fetch(call: Call) -> Answer:
    """docs/resources/message#get-channel-message."""
    place_of(call, Permission.READ_MESSAGE_HISTORY)
    return 200, payloads.message(call.world, _message(call))


async def edit(call: Call) -> Answer:
    """docs/resources/message#edit-message: only one's own."""
    message = _message(call)
    if message.author.id != call.world.application:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    if call.world.channels[message.channel].archived:
        raise Refusal(400, 50083, "This operation cannot be performed on an archived thread")
    revise(call.world, message, call.form(), call.files)
    return 200, payloads.message(call.world, message)


async def delete(call: Call) -> Answer:
    """docs/resources/message#delete-message: one's own, or any with MANAGE_MESSAGES."""
    message = _message(call)
    if message.author.id != call.world.application:
        place_of(call, Permission.MANAGE_MESSAGES)
    call.world.delete(message)
    return 204, None


async def crosspost(call: Call) -> Answer:
    """docs/resources/message#crosspost-message: one's own, or any with MANAGE_MESSAGES, of an announcement channel."""
    message, place = _message(call), place_of(call, Permission.SEND_MESSAGES)
    if place.kind is not ChannelKind.ANNOUNCEMENT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if message.author.id != call.world.application:
        place_of(call, Permission.MANAGE_MESSAGES)
    if message.flags & MessageFlag.CROSSPOSTED:
        raise Refusal(400, 40033, "This message has already been crossposted")
    message.flags |= MessageFlag.CROSSPOSTED
    call.world.changed(message)
    return 200, payloads.message(call.world, message)


async def react(call: Call) -> Answer:
    """docs/resources/message#create-reaction and #delete-own-reaction."""
    message, emoji, world = _message(call), call.path["emoji_name"], call.world
    if call.method == "PUT":
        place_of(call, Permission.ADD_REACTIONS, Permission.READ_MESSAGE_HISTORY)
    toggle_reaction(world, message, world.application, emoji, on=call.method == "PUT")
    return 204, None


def toggle_reaction(world: World, message: Message, user: int, emoji: str, *, on: bool) -> None:
    """Set or take back *user*'s reaction, and tell everyone."""
    held = message.reactions.setdefault(emoji, set())
    (held.add if on else held.discard)(user)
    if not held:
        del message.reactions[emoji]
    name = "MESSAGE_REACTION_ADD" if on else "MESSAGE_REACTION_REMOVE"
    world.tell(name, (user, f"{message.id} {emoji}"), world.channels[message.channel])


async def pin(call: Call) -> Answer:
    """docs/resources/message#pin-message and #unpin-message."""
    message = _message(call)
    if not call.world.permissions(call.world.channels[message.channel], call.world.application) & _MAY_PIN:
        raise missing_permissions()
    message.pinned = call.method == "PUT"
    call.world.changed(message)
    return 204, None


_MAY_PIN = Permission.MANAGE_MESSAGES | Permission.PIN_MESSAGES
_ALL = "/channels/{channel_id}/messages"
_ONE = _ALL + "/{message_id}"
ROUTES: list[Route] = [
    ("GET", _ALL, listed),
    ("POST", _ALL, create),
    ("GET", _ONE, fetch),
    ("PATCH", _ONE, edit),
    ("DELETE", _ONE, delete),
    ("POST", _ONE + "/crosspost", crosspost),
    ("PUT", _ONE + "/reactions/{emoji_name}/@me", react),
    ("DELETE", _ONE + "/reactions/{emoji_name}/@me", react),
    ("PUT", _ALL + "/pins/{message_id}", pin),
    ("DELETE", _ALL + "/pins/{message_id}", pin),
    ("PUT", "/channels/{channel_id}/pins/{message_id}", pin),
    ("DELETE", "/channels/{channel_id}/pins/{message_id}", pin),
]
