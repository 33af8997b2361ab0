"""What every sub-command is given besides its arguments: consoles, clock, settings and store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, TypeAlias

from rich.console import Console

from bot.client.config import Config, load_config
from bot.models.clock import Clock
from corpus.sources.ssrf import is_public_address

if TYPE_CHECKING:
    from bot.services.engine import QueryEngine


@dataclass(frozen=True)
class CommandContext:
    """
    The surroundings of a sub-command.

    Attributes:
        out: Console for results.
        err: Console for refusals and progress.
        clock: Returns the current time.
        database: The value of ``--database``, or None.
        is_allowed: Returns whether an IP address may be connected to; only tests replace the rule for public hosts.
    """

    out: Console
    err: Console
    clock: Clock
    database: str | None = None
    is_allowed: Callable[[str], bool] = is_public_address

    @cached_property
    def config(self) -> Config:
        """
        The settings, read when they are first needed.

        Raises:
            ConfigError: If a setting is invalid.
        """
        return load_config(database_url=self.database)

    @property
    def database_url(self) -> str:
        """URL of the store."""
        return self.config.database_url


#: Runs a sub-command and returns its exit code.
Handler: TypeAlias = Callable[[Namespace, CommandContext], int]


def with_engine(handler: Callable[[QueryEngine, Namespace, CommandContext], int]) -> Handler:
    """
    Return a handler that calls *handler* with a query engine, which is open meanwhile.

    With the option ``--as-of``, it is one on what had been published by that day.
    """

    @wraps(handler)
    def run(args: Namespace, context: CommandContext) -> int:
        from bot.services.engine import QueryEngine, open_past_engine  # noqa: PLC0415  # slow to load; not every command needs it

        with QueryEngine.open(context.database_url, context.config.embedding_model) as engine:
            if as_of := getattr(args, "as_of", ""):
                return handler(open_past_engine(engine, as_of, "", context.clock().date()), args, context)
            return handler(engine, args, context)

    return run
