"""Actions of the page's user, and endpoints that inject faults and server events for tests."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

from bot.testserver.faults import FaultQueue
from bot.testserver.gateway.gateway import Gateway
from bot.testserver.rest.messages import set_reaction
from bot.testserver.simulated_user import InvalidInteractionError, PendingInteraction, SimulatedUser
from bot.testserver.state.model import (
    Channel,
    ChannelKind,
    ChatMessage,
    Json,
    Permission,
    Value,
    compute_guild_permissions,
)
from bot.testserver.state.state import ServerState, set_guild_locale, set_user_locale
from bot.testserver.web.views import LOCALES


def _find_message(actor: SimulatedUser, channel: Channel, action: Json) -> ChatMessage:
    message = actor.world.messages[channel.id].get(int(action["message"]))
    if message is None or message.private_to not in {None, actor.user.id}:
        raise InvalidInteractionError("That message is gone.")
    return message


def _decode_files(values: Json) -> Json:
    """Return *values* with base64 files decoded to (name, bytes) and everything else unchanged."""

    def one(value: Value) -> Value:
        if isinstance(value, dict):
            try:
                return value["filename"], base64.b64decode(value["data"], validate=True)
            except (KeyError, binascii.Error) as error:
                raise InvalidInteractionError("I can't read this file.") from error
        return [one(inner) for inner in value] if isinstance(value, list) else value

    return {name: one(value) for name, value in values.items()}


def _run_slash_command(actor: SimulatedUser, channel: Channel, action: Json) -> PendingInteraction:
    return actor.run_slash_command(action["command"], _decode_files(action.get("options") or {}), channel=channel)


def _complete_option(actor: SimulatedUser, channel: Channel, action: Json) -> PendingInteraction:
    options = {name: value for name, value in (action.get("options") or {}).items() if not isinstance(value, dict)}
    return actor.complete_option(action["command"], action["option"], action["text"], options, channel)


def _run_context_command(actor: SimulatedUser, channel: Channel, action: Json) -> PendingInteraction:
    if action.get("user"):
        target = actor.world.users.get(int(action["user"]))
        if target is None:
            raise InvalidInteractionError("That member is gone.")
        return actor.run_context_command(action["command"], target, channel=channel)
    return actor.run_context_command(action["command"], _find_message(actor, channel, action))


def _press_button(actor: SimulatedUser, channel: Channel, action: Json) -> PendingInteraction:
    return actor.press_button(_find_message(actor, channel, action), action["control"])


def _pick_options(actor: SimulatedUser, channel: Channel, action: Json) -> PendingInteraction:
    return actor.pick_options(_find_message(actor, channel, action), action["control"], *action["values"])


def _submit_modal(actor: SimulatedUser, _: Channel, action: Json) -> PendingInteraction:
    interaction = actor.world.interactions_by_id.get(int(action["interaction"]))
    if interaction is None or interaction.user != actor.user.id or not interaction.modal:
        raise InvalidInteractionError("That form is closed.")
    return actor.submit_modal(PendingInteraction(actor.world, interaction), _decode_files(action.get("values") or {}))


def _send_message(actor: SimulatedUser, channel: Channel, action: Json) -> None:
    text = str(action["text"]).strip()
    if not 0 < len(text) <= 2000:
        raise InvalidInteractionError("A message has 1 to 2,000 characters.")
    if channel.kind is ChannelKind.FORUM:
        raise InvalidInteractionError("A forum holds posts: open one of them to write there.")
    actor.send_message(text, channel)


def _start_typing(actor: SimulatedUser, channel: Channel, _: Json) -> None:
    actor.world.publish("TYPING_START", (actor.user.id, ""), channel)


def _toggle_reaction(actor: SimulatedUser, channel: Channel, action: Json) -> None:
    message, emoji = _find_message(actor, channel, action), str(action["emoji"])
    on = actor.user.id not in message.reactions.get(emoji, ())
    set_reaction(actor.world, message, actor.user.id, emoji, on=on)


def _dismiss_message(actor: SimulatedUser, channel: Channel, action: Json) -> None:
    """Delete an ephemeral message, as Discord's "Dismiss message" does."""
    message = _find_message(actor, channel, action)
    if not message.ephemeral:
        raise InvalidInteractionError("Only messages that you alone see can be dismissed.")
    actor.world.delete_message(message)


def _parse_locale(action: Json) -> str:
    if action["locale"] not in LOCALES:
        raise InvalidInteractionError("That language is not among those offered.")
    return str(action["locale"])


def _set_user_locale(actor: SimulatedUser, _: Channel, action: Json) -> None:
    set_user_locale(actor.world, actor.user, _parse_locale(action))


def _set_guild_locale(actor: SimulatedUser, _: Channel, action: Json) -> None:
    guild = actor.guild
    if guild is None or not compute_guild_permissions(guild, actor.user.id) & Permission.MANAGE_GUILD:
        raise InvalidInteractionError("Only those who manage the server choose its language.")
    set_guild_locale(actor.world, guild, _parse_locale(action))


ACTIONS: dict[str, Callable[[SimulatedUser, Channel, Json], PendingInteraction | None]] = {
    "slash": _run_slash_command,
    "complete": _complete_option,
    "context": _run_context_command,
    "press": _press_button,
    "pick": _pick_options,
    "submit": _submit_modal,
    "say": _send_message,
    "type": _start_typing,
    "react": _toggle_reaction,
    "dismiss": _dismiss_message,
    "speak": _set_user_locale,
    "prefer": _set_guild_locale,
}


@dataclass(frozen=True, slots=True)
class AdminContext:
    """
    The parts of the server that admin actions control.

    Attributes:
        world: The server state.
        gateway: The gateway with the connected shards.
        faults: Faults to inject into REST requests.
    """

    world: ServerState
    gateway: Gateway
    faults: FaultQueue


def _add_fault(context: AdminContext, body: Json) -> None:
    context.faults.add(**body)


def _clear_faults(context: AdminContext, _: Json) -> None:
    context.faults.clear()
    context.gateway.acknowledges_heartbeats = True


def _drop_connections(context: AdminContext, body: Json) -> None:
    context.gateway.drop_connections(int(body.get("code", 1006)))


def _request_reconnect(context: AdminContext, _: Json) -> None:
    context.gateway.request_reconnect()


def _invalidate_sessions(context: AdminContext, body: Json) -> None:
    context.gateway.invalidate_sessions(resumable=bool(body.get("resumable")))


def _stop_heartbeat_acks(context: AdminContext, _: Json) -> None:
    context.gateway.acknowledges_heartbeats = False


def _delete_channel(context: AdminContext, body: Json) -> None:
    context.world.delete_channel(context.world.get_channel(int(body["channel"])))


def _set_denied_permissions(context: AdminContext, body: Json) -> None:
    context.world.set_denied_permissions(context.world.get_channel(int(body["channel"])), int(body["permissions"]))


ADMIN_ACTIONS: dict[str, Callable[[AdminContext, Json], Json | None]] = {
    "fault": _add_fault,
    "well": _clear_faults,
    "drop": _drop_connections,
    "reconnect": _request_reconnect,
    "invalidate": _invalidate_sessions,
    "silence": _stop_heartbeat_acks,
    "delete-channel": _delete_channel,
    "deny": _set_denied_permissions,
}
