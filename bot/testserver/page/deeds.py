"""What a member does on the page, done as that member."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable

from bot.testserver.actors import Actor, Use
from bot.testserver.invocations import Unsendable
from bot.testserver.page.tongues import LOCALES
from bot.testserver.rest.messages import toggle_reaction
from bot.testserver.world.administration import prefer, speak
from bot.testserver.world.model import Channel, ChannelKind, Json, Message, Value
from bot.testserver.world.permissions import Permission, in_guild


def _message(actor: Actor, place: Channel, deed: Json) -> Message:
    message = actor.world.messages[place.id].get(int(deed["message"]))
    if message is None or message.private_to not in {None, actor.user.id}:
        raise Unsendable("That message is gone.")
    return message


def _given(values: Json) -> Json:
    """Turn files, sent as base64, into (name, bytes); everything else stays."""

    def one(value: Value) -> Value:
        if isinstance(value, dict):
            try:
                return value["filename"], base64.b64decode(value["data"], validate=True)
            except (KeyError, binascii.Error) as error:
                raise Unsendable("That file can't be read.") from error
        return [one(inner) for inner in value] if isinstance(value, list) else value

    return {name: one(value) for name, value in values.items()}


def _slash(actor: Actor, place: Channel, deed: Json) -> Use:
    return actor.slash(deed["command"], _given(deed.get("options") or {}), channel=place)


def _complete(actor: Actor, place: Channel, deed: Json) -> Use:
    options = {name: value for name, value in (deed.get("options") or {}).items() if not isinstance(value, dict)}
    return actor.complete(deed["command"], deed["option"], deed["text"], options, place)


def _context(actor: Actor, place: Channel, deed: Json) -> Use:
    if deed.get("user"):
        target = actor.world.users.get(int(deed["user"]))
        if target is None:
            raise Unsendable("That member is gone.")
        return actor.context(deed["command"], target, channel=place)
    return actor.context(deed["command"], _message(actor, place, deed))


def _press(actor: Actor, place: Channel, deed: Json) -> Use:
    return actor.press(_message(actor, place, deed), deed["control"])


def _pick(actor: Actor, place: Channel, deed: Json) -> Use:
    return actor.pick(_message(actor, place, deed), deed["control"], *deed["values"])


def _submit(actor: Actor, _: Channel, deed: Json) -> Use:
    held = actor.world.uses.get(int(deed["interaction"]))
    if held is None or held.user != actor.user.id or not held.modal:
        raise Unsendable("That form is closed.")
    return actor.submit(Use(actor.world, held), _given(deed.get("values") or {}))


def _say(actor: Actor, place: Channel, deed: Json) -> None:
    text = str(deed["text"]).strip()
    if not 0 < len(text) <= 2000:
        raise Unsendable("A message has 1 to 2,000 characters.")
    if place.kind is ChannelKind.FORUM:
        raise Unsendable("A forum holds posts: open one of them to write there.")
    actor.say(text, place)


def _type(actor: Actor, place: Channel, _: Json) -> None:
    actor.world.tell("TYPING_START", (actor.user.id, ""), place)


def _react(actor: Actor, place: Channel, deed: Json) -> None:
    message, emoji = _message(actor, place, deed), str(deed["emoji"])
    on = actor.user.id not in message.reactions.get(emoji, ())
    toggle_reaction(actor.world, message, actor.user.id, emoji, on=on)


def _dismiss(actor: Actor, place: Channel, deed: Json) -> None:
    """Take an ephemeral message off one's own screen, as Discord's "Dismiss message" does."""
    message = _message(actor, place, deed)
    if not message.ephemeral:
        raise Unsendable("Only messages that you alone see can be dismissed.")
    actor.world.delete(message)


def _locale(deed: Json) -> str:
    if deed["locale"] not in LOCALES:
        raise Unsendable("That language is not among those offered.")
    return str(deed["locale"])


def _speak(actor: Actor, _: Channel, deed: Json) -> None:
    speak(actor.world, actor.user, _locale(deed))


def _prefer(actor: Actor, _: Channel, deed: Json) -> None:
    guild = actor.guild
    if guild is None or not in_guild(guild, actor.user.id) & Permission.MANAGE_GUILD:
        raise Unsendable("Only those who manage the server choose its language.")
    prefer(actor.world, guild, _locale(deed))


DEEDS: dict[str, Callable[[Actor, Channel, Json], Use | None]] = {
    "slash": _slash,
    "complete": _complete,
    "context": _context,
    "press": _press,
    "pick": _pick,
    "submit": _submit,
    "say": _say,
    "type": _type,
    "react": _react,
    "dismiss": _dismiss,
    "speak": _speak,
    "prefer": _prefer,
}
