"""One use of a command or component: its token, its deadlines and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from bot.testserver.world.model import Json, Message

# They say "You must send an initial response within 3 seconds of receiving the event."
# See docs/interactions/receiving-and-responding#interaction-callback
ACKNOWLEDGE_WITHIN = 3.0
# They say "Interaction tokens are valid for 15 minutes" (same page)
TOKEN_LIVES = 15 * 60.0
#: How long an expired one is remembered, so that who uses its token hears that it has expired.
REMEMBERED = 60 * 60.0


class InteractionKind(IntEnum):
    """docs/interactions/receiving-and-responding#interaction-object-interaction-type."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackKind(IntEnum):
    """docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True, eq=False)
class Interaction:
    """
    An interaction from its sending to the end of its token.

    Attributes:
        started: Seconds of the server's timer at which it was sent.
        response: What the application acknowledged it with, or None.
        original: The message behind ``@original``, or None.
        messages: Every message that answers it, the original first.
        source: The message whose component was used, or None.
        opened_by: The interaction that was answered with the modal this one submits, or None.
        modal: The modal it was answered with, in Discord's request form, or None.
        choices: What it was answered with, for an autocomplete, or None.
    """

    id: int
    token: str
    kind: InteractionKind
    user: int
    channel: int
    guild: int | None
    data: Json
    started: float
    source: Message | None = None
    response: CallbackKind | None = None
    acknowledged: float | None = None
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    opened_by: Interaction | None = None

    @property
    def called(self) -> str:
        """How a command was called: "/digest add", or the name of its context menu; "" for what is no command."""
        if self.kind is not InteractionKind.COMMAND:
            return ""
        name = str(self.data.get("name", ""))
        if self.data.get("type", 1) != 1:
            return name
        options = self.data.get("options") or []
        while options and options[0]["type"] in {1, 2}:
            name, options = f"{name} {options[0]['name']}", options[0].get("options") or []
        return f"/{name}"

    def acknowledgeable(self, now: float) -> bool:
        """Tell whether the first answer would still be in time at timer second *now*."""
        return now - self.started <= ACKNOWLEDGE_WITHIN

    def usable(self, now: float) -> bool:
        """Tell whether the token still works at timer second *now*."""
        return now - self.started <= TOKEN_LIVES
