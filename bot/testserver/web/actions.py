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


def _find_message(actor: SimulatedUser, place: Channel, deed: Json) -> ChatMessage:
    message = actor.world.messages[place.id].get(int(deed["message"]))
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
                raise InvalidInteractionError("That file can't be read.") from error
        return [one(inner) for inner in value] if isinstance(value, list) else value

    return {name: one(value) for name, value in values.items()}


def _run_slash_command(actor: SimulatedUser, place: Channel, deed: Json) -> PendingInteraction:
    return actor.run_slash_command(deed["command"], _decode_files(deed.get("options") or {}), channel=place)


def _complete_option(actor: SimulatedUser, place: Channel, deed: Json) -> PendingInteraction:
    options = {name: value for name, value in (deed.get("options") or {}).items() if not isinstance(value, dict)}
    return actor.complete_option(deed["command"], deed["option"], deed["text"], options, place)


def _run_context_command(actor: SimulatedUser, place: Channel, deed: Json) -> PendingInteraction:
    if deed.get("user"):
        target = actor.world.users.get(int(deed["user"]))
        if target is None:
            raise InvalidInteractionError("That member is gone.")
        return actor.run_context_command(deed["command"], target, channel=place)
    return actor.run_context_command(deed["command"], _find_message(actor, place, deed))


def _press_button(actor: SimulatedUser, place: Channel, deed: Json) -> PendingInteraction:
    return actor.press_button(_find_message(actor, place, deed), deed["control"])


def _pick_options(actor: SimulatedUser, place: Channel, deed: Json) -> PendingInteraction:
    return actor.pick_options(_find_message(actor, place, deed), deed["control"], *deed["values"])


def _submit_modal(actor: SimulatedUser, _: Channel, deed: Json) -> PendingInteraction:
    held = actor.world.uses.get(int(deed["interaction"]))
    if held is None or held.user != actor.user.id or not held.modal:
        raise InvalidInteractionError("That form is closed.")
    return actor.submit_modal(PendingInteraction(actor.world, held), _decode_files(deed.get("values") or {}))


def _send_message(actor: SimulatedUser, place: Channel, deed: Json) -> None:
    text = str(deed["text"]).strip()
    if not 0 < len(text) <= 2000:
        raise InvalidInteractionError("A message has 1 to 2,000 characters.")
    if place.kind is ChannelKind.FORUM:
        raise InvalidInteractionError("A forum holds posts: open one of them to write there.")
    actor.send_message(text, place)


def _start_typing(actor: SimulatedUser, place: Channel, _: Json) -> None:
    actor.world.publish("TYPING_START", (actor.user.id, ""), place)


def _toggle_reaction(actor: SimulatedUser, place: Channel, deed: Json) -> None:
    message, emoji = _find_message(actor, place, deed), str(deed["emoji"])
    on = actor.user.id not in message.reactions.get(emoji, ())
    set_reaction(actor.world, message, actor.user.id, emoji, on=on)


def _dismiss_message(actor: SimulatedUser, place: Channel, deed: Json) -> None:
    """Delete an ephemeral message, as Discord's "Dismiss message" does."""
    message = _find_message(actor, place, deed)
    if not message.ephemeral:
        raise InvalidInteractionError("Only messages that you alone see can be dismissed.")
    actor.world.delete_message(message)


def _parse_locale(deed: Json) -> str:
    if deed["locale"] not in LOCALES:
        raise InvalidInteractionError("That language is not among those offered.")
    return str(deed["locale"])


def _set_user_locale(actor: SimulatedUser, _: Channel, deed: Json) -> None:
    set_user_locale(actor.world, actor.user, _parse_locale(deed))


def _set_guild_locale(actor: SimulatedUser, _: Channel, deed: Json) -> None:
    guild = actor.guild
    if guild is None or not compute_guild_permissions(guild, actor.user.id) & Permission.MANAGE_GUILD:
        raise InvalidInteractionError("Only those who manage the server choose its language.")
    set_guild_locale(actor.world, guild, _parse_locale(deed))


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


def _add_fault(machinery: AdminContext, order: Json) -> None:
    machinery.faults.add(**order)


def _clear_faults(machinery: AdminContext, _: Json) -> None:
    machinery.faults.clear()
    machinery.gateway.acknowledging = True


def _drop_connections(machinery: AdminContext, order: Json) -> None:
    machinery.gateway.drop_connections(int(order.get("code", 1006)))


def _request_reconnect(machinery: AdminContext, _: Json) -> None:
    machinery.gateway.request_reconnect()


def _invalidate_sessions(machinery: AdminContext, order: Json) -> None:
    machinery.gateway.invalidate_sessions(resumable=bool(order.get("resumable")))


def _stop_heartbeat_acks(machinery: AdminContext, _: Json) -> None:
    machinery.gateway.acknowledging = False


def _delete_channel(machinery: AdminContext, order: Json) -> None:
    machinery.world.delete_channel(machinery.world.get_channel(int(order["channel"])))


def _set_denied_permissions(machinery: AdminContext, order: Json) -> None:
    machinery.world.set_denied_permissions(
        machinery.world.get_channel(int(order["channel"])), int(order["permissions"])
    )


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
