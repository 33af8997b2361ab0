"""Channels and threads (docs/resources/channel)."""

from __future__ import annotations

from bot.testserver.rest.calls import Answer, Call, Route
from bot.testserver.rest.drafts import draft
from bot.testserver.rest.messages import place_of, sending
from bot.testserver.rules.faults import Faults
from bot.testserver.world import payloads
from bot.testserver.world.model import Channel, ChannelKind, Json, MessageFlag
from bot.testserver.world.permissions import Permission
from bot.testserver.world.refusals import Refusal, invalid_form
from bot.testserver.world.state import World


async def fetch(call: Call) -> Answer:
    """docs/resources/channel#get-channel."""
    return 200, payloads.channel(call.world, place_of(call))


async def edit(call: Call) -> Answer:
    """docs/resources/channel#modify-channel: name, topic, and a thread's archived and locked."""
    place, body = place_of(call), call.form()
    own = place.is_thread and place.owner == call.world.application
    if not own:
        place_of(call, Permission.MANAGE_THREADS if place.is_thread else Permission.MANAGE_CHANNELS)
    place.name = _name(body, place.name)
    place.topic = body.get("topic", place.topic)
    place.archived, place.locked = body.get("archived", place.archived), body.get("locked", place.locked)
    call.world.tell("THREAD_UPDATE" if place.is_thread else "CHANNEL_UPDATE", place, place)
    return 200, payloads.channel(call.world, place)


async def delete(call: Call) -> Answer:
    """docs/resources/channel#deleteclose-channel."""
    place = place_of(call)
    if place.guild:
        place_of(call, Permission.MANAGE_THREADS if place.is_thread else Permission.MANAGE_CHANNELS)
    written = payloads.channel(call.world, place)
    call.world.close_channel(place)
    return 200, written


async def typing(call: Call) -> Answer:
    """docs/resources/channel#trigger-typing-indicator."""
    place = place_of(call, Permission.SEND_MESSAGES)
    call.world.tell("TYPING_START", (call.world.application, ""), place)
    return 204, None


def _name(body: Json, before: str = "") -> str:
    faults = Faults()
    name = body.get("name", before)
    faults.text("name", name, 1, 100)
    faults.refuse()
    return str(name)


async def start_thread(call: Call) -> Answer:
    """docs/resources/channel#start-thread-without-message, and #start-thread-in-forum-or-media-channel."""
    place, body, world = place_of(call), call.form(), call.world
    name = _name(body)
    if place.kind is not ChannelKind.FORUM:
        place_of(call, Permission.CREATE_PUBLIC_THREADS)
        private = (body.get("type") or ChannelKind.PRIVATE_THREAD) == ChannelKind.PRIVATE_THREAD
        kind = ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD
        return 201, payloads.channel(world, _thread(world, place, name, kind))
    # A forum post takes no nonce: sent twice it is there twice.
    opening = body.get("message") or {}
    place_of(call, *sending(place, opening, call.files))
    tags = [int(tag) for tag in body.get("applied_tags") or ()]
    if len(tags) > 5:
        raise invalid_form([("applied_tags", "BASE_TYPE_BAD_LENGTH", "Must be 5 or fewer in length.")])
    message = draft(world, place, world.bot, opening, call.files)
    thread = _thread(world, place, name, ChannelKind.PUBLIC_THREAD)
    # They say "the ID of the thread's starter message is the thread's own" (docs/topics/threads#forums)
    message.id, message.channel, thread.applied_tags = thread.id, thread.id, tags
    world.post(message)
    return 201, payloads.channel(world, thread) | {"message": payloads.message(world, message)}


async def start_thread_on_message(call: Call) -> Answer:
    """docs/resources/channel#start-thread-from-message: the thread takes the message's id."""
    place = place_of(call, Permission.CREATE_PUBLIC_THREADS)
    message = call.world.message(place.id, call.id("message_id"))
    if message.flags & MessageFlag.HAS_THREAD:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    thread = _thread(call.world, place, _name(call.form()), ChannelKind.PUBLIC_THREAD, message.id)
    message.flags |= MessageFlag.HAS_THREAD
    call.world.changed(message)
    return 201, payloads.channel(call.world, thread)


async def archived(call: Call) -> Answer:
    """docs/resources/channel#list-public-archived-threads: the newest first."""
    place = place_of(call, Permission.READ_MESSAGE_HISTORY)
    held = [one for one in call.world.channels.values() if one.parent == place.id and one.is_thread and one.archived]
    shown = [payloads.channel(call.world, one) for one in sorted(held, key=lambda one: -one.id)]
    return 200, {"threads": shown, "members": [], "has_more": False}


def _thread(world: World, place: Channel, name: str, kind: ChannelKind, identity: int | None = None) -> Channel:
    guild = world.guilds[place.guild or 0]
    return world.add_channel(guild, name, kind, parent=place, owner=world.application, identity=identity)


ROUTES: list[Route] = [
    ("GET", "/channels/{channel_id}", fetch),
    ("PATCH", "/channels/{channel_id}", edit),
    ("DELETE", "/channels/{channel_id}", delete),
    ("POST", "/channels/{channel_id}/typing", typing),
    ("POST", "/channels/{channel_id}/threads", start_thread),
    ("GET", "/channels/{channel_id}/threads/archived/public", archived),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_thread_on_message),
]
