"""What the bot measures while it runs, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from bot.models.digest import DeliveryState
from bot.services.worker_pool import WorkerLoad

#: Upper bounds in seconds; Discord gives up on an interaction that is not acknowledged within 3.
_ACKNOWLEDGEMENT_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)
_ANSWER_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class BotStatus:
    """
    The state of the bot at one moment.

    Attributes:
        connected: Whether Discord's gateway has made all of its shards ready.
        latency_seconds: Time of the gateway's last heartbeat, or None.
        guilds: Guilds that the bot is in.
        settled: Digests posted or skipped since the start, by state and whether they were late.
        open_digests: Digests that are due, neither posted nor skipped.
        overdue_seconds: How long ago the oldest of these was due; 0 if there is none.
        workers: Load of the worker pools, by name.
        feeds: Feeds that are followed.
        failing_feeds: Feeds whose last poll failed.
        database_bytes: Size of the database and its write-ahead log.
    """

    connected: bool = False
    latency_seconds: float | None = None
    guilds: int = 0
    settled: tuple[tuple[DeliveryState, bool, int], ...] = ()
    open_digests: int = 0
    overdue_seconds: float = 0.0
    workers: tuple[tuple[str, WorkerLoad], ...] = ()
    feeds: int = 0
    failing_feeds: int = 0
    database_bytes: int = 0


class BotMetrics:
    """
    Times and counts since the start; no label holds an id, or a word of a member or an article.

    Attributes:
        registry: The metrics, with those of the process.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        labels = ("kind", "command")
        self._acknowledgements = Histogram(
            "dateline_acknowledgement_seconds",
            "Time from receiving an interaction until Discord accepted its first response",
            labels,
            buckets=_ACKNOWLEDGEMENT_BUCKETS,
            registry=self.registry,
        )
        self._answers = Histogram(
            "dateline_answer_seconds",
            "Time from receiving an interaction until it was answered",
            labels,
            buckets=_ANSWER_BUCKETS,
            registry=self.registry,
        )
        self._refusals = Counter(
            "dateline_unacknowledged_total",
            "Interactions whose first response Discord refused, such as after three seconds",
            labels,
            registry=self.registry,
        )

    def observe_acknowledgement(self, kind: str, command: str, seconds: float, *, accepted: bool) -> None:
        """Record that the first response to an interaction took *seconds*, and whether Discord accepted it."""
        if accepted:
            self._acknowledgements.labels(kind, command).observe(seconds)
        else:
            self._refusals.labels(kind, command).inc()

    def observe_answer(self, kind: str, command: str, seconds: float) -> None:
        """Record that answering an interaction took *seconds*."""
        self._answers.labels(kind, command).observe(seconds)

    def render(self, status: BotStatus) -> bytes:
        """Return everything in the text format of Prometheus, with *status* as gauges."""
        moment = CollectorRegistry(auto_describe=False)
        moment.register(_StatusCollector(status))
        return generate_latest(self.registry) + generate_latest(moment)


class _StatusCollector(Collector):
    """Turns a `BotStatus` into metrics."""

    def __init__(self, status: BotStatus) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        status = self._status
        for name, text, value in (
            ("dateline_connected", "Whether the gateway is connected", float(status.connected)),
            ("dateline_gateway_latency_seconds", "Time of the last heartbeat", status.latency_seconds),
            ("dateline_servers", "Servers that the bot is in", status.guilds),
            ("dateline_digests_due", "Digests that are due, neither posted nor skipped", status.open_digests),
            ("dateline_digest_overdue_seconds", "How long ago the oldest of them was due", status.overdue_seconds),
            ("dateline_feeds", "Feeds that are followed", status.feeds),
            ("dateline_feeds_failing", "Feeds whose last poll failed", status.failing_feeds),
            ("dateline_database_bytes", "Size of the database and its log", status.database_bytes),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, text, value)
        yield self._build_digest_counter()
        yield from self._build_worker_gauges()

    def _build_digest_counter(self) -> CounterMetricFamily:
        counts = {(state, late): count for state, late, count in self._status.settled}
        family = CounterMetricFamily(
            "dateline_digests", "Digests posted or skipped since the start", labels=("state", "late")
        )
        for state in (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.UNKNOWN):
            for late in (False, True):
                family.add_metric((state.value, "yes" if late else "no"), counts.get((state, late), 0))
        return family

    def _build_worker_gauges(self) -> Iterator[GaugeMetricFamily]:
        running = GaugeMetricFamily("dateline_tasks_running", "Tasks that workers run", labels=("pool",))
        waiting = GaugeMetricFamily("dateline_tasks_waiting", "Tasks that wait for a worker", labels=("pool",))
        for pool, load in self._status.workers:
            running.add_metric((pool,), load.running)
            waiting.add_metric((pool,), load.waiting)
        yield from (running, waiting)
