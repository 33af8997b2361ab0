"""A worker pool for engines that stand in for the real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.services.engine import QueryEngine
from bot.services.worker_pool import WorkerPool

P = ParamSpec("P")
T = TypeVar("T")


class _CallByName:
    """Calls the method of the stand-in that is called as the task is, and the task itself where there is none."""

    def __init__(self, task: Callable[..., Any]) -> None:
        self.task = task

    def __call__(self, engine: Any, /, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        if self.task.__name__ in vars(type(engine)):
            return getattr(engine, self.task.__name__)(*args, **kwargs)
        return self.task(engine, *args, **kwargs)


class ScriptedPool(WorkerPool):
    """A worker pool whose engine is a stand-in: its methods replace the tasks of their names."""

    async def run_within(
        self, timeout_seconds: float, task: Callable[Concatenate[QueryEngine, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run the stand-in's method in place of *task*, if it has one."""
        found: T = await super().run_within(timeout_seconds, _CallByName(task), *args, **kwargs)
        return found
