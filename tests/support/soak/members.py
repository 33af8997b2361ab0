"""Members who use commands steadily in the servers of both shards, and how soon these were acknowledged."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from bot.testserver import SimulatedUser, TestServer
from bot.testserver.simulated_user import InvalidInteractionError
from bot.testserver.state.events import ACKNOWLEDGEMENT_TIMEOUT, Interaction
from bot.testserver.state.model import Channel
from tests.support.soak.news_site import NAMES

_COMMANDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("who", {"actor": "Vladimir Putin"}),
    ("ask", {"question": "Who signed a treaty with Hanoi?"}),
    ("brief", {"topic": "treaty"}),
    ("when", {"date": "today"}),
    ("brief", {}),
    ("help", {}),
    ("digest list", {}),
)
#: One of so many interactions asks for suggestions while a name is typed.
_COMPLETION_EVERY = 4


@dataclass(frozen=True, slots=True)
class _Sent:
    """An interaction, the shard of its server, and whether that shard was connected when it was sent."""

    interaction: Interaction
    shard: int
    had_bot: bool


@dataclass
class Members:
    """
    Members of several servers.

    Attributes:
        server: Their Discord.
        shards: How many shards there are.
        places: The members of each shard with a channel of theirs.
        kills: When the bot of each shard was killed, in seconds of the server's timer.
    """

    server: TestServer
    shards: int
    places: dict[int, list[tuple[SimulatedUser, Channel]]]
    kills: dict[int, list[float]] = field(default_factory=dict)
    _dead_sessions: set[str] = field(default_factory=set)
    _sent: list[_Sent] = field(default_factory=list)
    _chance: random.Random = field(default_factory=lambda: random.Random(5))

    def use_command(self, shard: int) -> None:
        """Have a member of a server of *shard* use a command, or type a name."""
        member, channel = self._chance.choice(self.places[shard])
        had_bot = self.is_connected(shard)
        try:
            if len(self._sent) % _COMPLETION_EVERY == 0:
                typed = self._chance.choice(NAMES)[: self._chance.randint(0, 5)]
                pending = member.complete_option("who", "actor", typed, channel=channel)
            else:
                pending = member.run_slash_command(*self._chance.choice(_COMMANDS), channel=channel)
        except InvalidInteractionError:  # the commands are not registered yet
            return
        self._sent.append(_Sent(pending.interaction, shard, had_bot))

    def is_connected(self, shard: int) -> bool:
        """Return whether a process is connected that serves *shard*."""
        return any(
            session.socket is not None and session.shard == shard and session.id not in self._dead_sessions
            for session in self.server.gateway.sessions.values()
        )

    def note_kill(self, shard: int) -> None:
        """Record that the bot of *shard* is killed now; the server will notice that a little later."""
        sessions = self.server.gateway.sessions.values()
        self._dead_sessions.update(one.id for one in sessions if one.shard == shard)
        self.kills.setdefault(shard, []).append(self.server.world.timer())

    def judge(self) -> dict[str, int]:
        """Return how many interactions had which outcome; those of the last seconds are left out."""
        return dict(Counter(map(self._judge_one, self._list_settled())))

    def _list_settled(self) -> list[_Sent]:
        now = self.server.world.timer()
        return [one for one in self._sent if now - one.interaction.started > ACKNOWLEDGEMENT_TIMEOUT]

    def list_waits(self) -> list[float]:
        """Return the seconds until each acknowledgement."""
        return sorted(
            one.interaction.acknowledged - one.interaction.started
            for one in self._sent
            if one.interaction.acknowledged is not None
        )

    def list_missed(self) -> list[str]:
        """Return the commands that a living bot did not acknowledge in time, each with when it was sent."""
        return [
            f"{one.interaction.called or 'completion'} of shard {one.shard}, {self._measure_age(one):.1f} s from a kill"
            for one in self._list_settled()
            if self._judge_one(one) == "missed"
        ]

    def _measure_age(self, sent: _Sent) -> float:
        """Return how long after the last kill of its bot an interaction was sent."""
        started = sent.interaction.started
        return min((started - one for one in self.kills.get(sent.shard, ()) if one <= started), default=started)

    def _judge_one(self, sent: _Sent) -> str:
        held = sent.interaction
        if held.acknowledged is not None and held.acknowledged - held.started <= ACKNOWLEDGEMENT_TIMEOUT:
            return "acknowledged"
        if not sent.had_bot:
            return "no bot"
        deadline = held.started + ACKNOWLEDGEMENT_TIMEOUT
        was_killed = any(held.started <= moment <= deadline for moment in self.kills.get(sent.shard, ()))
        return "killed meanwhile" if was_killed else "missed"
