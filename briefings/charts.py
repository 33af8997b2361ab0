"""Counts → charts as PNG, each with its text alternative; drawn without a screen, for light and for dark grounds."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Width and height in inches, and dots an inch: 1,200 by 600.
SIZE, DOTS = (8.0, 4.0), 150
#: More days than this are drawn without a tick each.
MOST_TICKS = 12
#: Actors in the matrix of who is seen with whom.
MOST_ACTORS = 10
#: Longest name on an axis, in code points.
LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A picture and what it says.

    Attributes:
        png: The bytes of the PNG.
        alternative: The same in words, for those who do not see it.
    """

    png: bytes
    alternative: str


@dataclass(frozen=True, slots=True)
class _Theme:
    """Colours that stay apart for the colour-blind (Okabe & Ito, 2008, Color Universal Design)."""

    ground: str
    ink: str
    faint: str
    bars: str
    marks: str


_LIGHT = _Theme("#ffffff", "#1c1c1e", "#c9c9ce", "#0072b2", "#d55e00")
_DARK = _Theme("#1e1f22", "#f2f3f5", "#55575e", "#56b4e9", "#e69f00")


def coverage(
    published: Mapping[date, int], told: Mapping[date, int], marked: Sequence[date] = (), *, dark: bool = False
) -> Chart:
    """
    Draw how much was published each day, how much is told of each day, and mark the timeline's days.

    Args:
        published: Day → number of articles published.
        told: Day → number of sentences dated to it; days far from any publication are left out.
        marked: The days of the timeline.
        dark: Whether it stands on a dark ground.

    Raises:
        ValueError: If nothing was published on a known day.
    """
    span = _span(published)
    near = {day: count for day, count in told.items() if day in set(span)}
    points = [day for day in sorted(marked) if day in set(span)]

    def draw(axes: tuple[Axes, Axes], theme: _Theme) -> None:
        above, below = axes
        above.bar(_places(span, span), [published.get(day, 0) for day in span], color=theme.bars)
        above.set_ylabel("articles\npublished")
        below.bar(_places(span, span), [near.get(day, 0) for day in span], color=theme.bars)
        below.set_ylabel("sentences\nabout the day")
        clear = 0.09 * max(near.values(), default=1)  # so that a mark stands above its bar
        heights = [near.get(day, 0) + clear for day in points]
        below.plot(_places(points, span), heights, "v", color=theme.marks, markersize=9, label="day of the timeline")
        below.margins(y=0.2)
        if not any(near.values()):
            below.set_ylim(0, 1)  # around nothing at all matplotlib would go below zero
        if points:
            below.legend(loc="best", frameon=False, labelcolor=theme.ink, fontsize=8)
        _days(below, span)

    words = [
        f"Two bar charts by day, {_spelt(span[0])} to {_spelt(span[-1])}.",
        f"Articles published: {_listed(published)}.",
        f"Sentences about a day: {_listed(near)}." if near else "",
        f"Days of the timeline: {', '.join(map(_spelt, points))}." if points else "",
    ]
    return Chart(_png("Coverage per day", draw, dark, rows=2), " ".join(filter(None, words)))


def mentions(name: str, counts: Mapping[date, int], *, dark: bool = False) -> Chart:
    """
    Draw how many sentences dated to each day mention the actor called *name*.

    Raises:
        ValueError: If there is no day.
    """
    span = _span(counts)

    def draw(axes: tuple[Axes, ...], theme: _Theme) -> None:
        axes[0].bar(_places(span, span), [counts.get(day, 0) for day in span], color=theme.bars)
        axes[0].set_ylabel("sentences")
        _days(axes[0], span)

    alternative = (
        f"A bar chart of sentences that mention {name}, by the day that they tell of, "
        f"{_spelt(span[0])} to {_spelt(span[-1])}: {_listed(counts)}."
    )
    return Chart(_png(f"Mentions of {_short(name)} per day", draw, dark), alternative)


def together(pairs: Mapping[tuple[str, str], int], *, dark: bool = False) -> Chart:
    """
    Draw how often actors are named in the same sentence.

    Args:
        pairs: Two names → number of sentences; each pair in one order only.
        dark: Whether it stands on a dark ground.

    Raises:
        ValueError: If there is no pair.
    """
    if not pairs:
        raise ValueError("no two actors are seen together")
    totals: dict[str, int] = {}
    for pair, count in pairs.items():
        for name in pair:
            totals[name] = totals.get(name, 0) + count
    names = sorted(totals, key=lambda name: (-totals[name], name))[:MOST_ACTORS]
    cells = [[pairs.get((one, other), 0) + pairs.get((other, one), 0) for other in names] for one in names]

    def draw(axes: tuple[Axes, ...], theme: _Theme) -> None:
        most = max(max(row) for row in cells) or 1
        filled = [[count or float("nan") for count in row] for row in cells]  # what is nan is left empty
        axes[0].imshow(filled, cmap="cividis", vmin=0, vmax=most, aspect="auto")
        shown = [_plain(_short(name)) for name in names]
        axes[0].set_xticks(range(len(names)), shown, rotation=35, ha="right", rotation_mode="anchor")
        axes[0].set_yticks(range(len(names)), shown)
        for row, counts in enumerate(cells):
            for column, count in enumerate(counts):
                if count:  # light letters on the dark end of the scale, dark ones on the light end
                    color = "#000000" if count > 0.45 * most else "#ffffff"
                    axes[0].text(column, row, str(count), ha="center", va="center", color=color, fontsize=8)
        axes[0].tick_params(colors=theme.ink, labelsize=8)

    ranked = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:MOST_ACTORS]
    told = "; ".join(f"{one} and {other}, {pairs[one, other]}" for one, other in ranked)
    alternative = f"A matrix of how many sentences name two actors together. Most often: {told}."
    return Chart(_png("Actors seen together", draw, dark, height=6.0), alternative)


def _png(
    title: str,
    draw: Callable[[Any, _Theme], None],
    dark: bool,
    rows: int = 1,
    height: float = SIZE[1],
) -> bytes:
    # Imported late: starting the bot must not wait for it.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    theme = _DARK if dark else _LIGHT
    figure = Figure(figsize=(SIZE[0], height), dpi=DOTS, facecolor=theme.ground, layout="constrained")
    FigureCanvasAgg(figure)
    axes = tuple(figure.subplots(rows, 1, sharex=True, squeeze=False).ravel())
    for one in axes:
        one.set_facecolor(theme.ground)
        one.tick_params(colors=theme.ink, labelsize=8)
        one.yaxis.label.set_color(theme.ink)
        one.yaxis.get_major_locator().set_params(integer=True)
        for name, spine in one.spines.items():
            spine.set_visible(name in {"left", "bottom"})
            spine.set_color(theme.faint)
    draw(axes, theme)
    figure.suptitle(_plain(title), color=theme.ink, fontsize=12)
    out = io.BytesIO()
    with warnings.catch_warnings():
        # A name in a script that the font lacks is drawn as boxes; the text alternative has it in full.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from font")
        figure.savefig(out, format="png", metadata={"Software": None})  # the same bytes for the same counts
    return out.getvalue()


def _days(axes: Axes, span: Sequence[date]) -> None:
    ticks = span[:: -(-len(span) // MOST_TICKS)]
    labels = [f"{day.day} {day:%b}" + (f"\n{day.year}" if day == ticks[0] else "") for day in ticks]
    axes.set_xticks(_places(ticks, span), labels)


def _places(some: Sequence[date], span: Sequence[date]) -> list[int]:
    """Give the place of each day on the axis: days after the first."""
    return [(day - span[0]).days for day in some]


def _span(counts: Mapping[date, int]) -> tuple[date, ...]:
    """List every day from the first to the last that something is counted on."""
    counted = [day for day, count in counts.items() if count]
    if not counted:
        raise ValueError("there is no day to draw")
    first, last = min(counted), max(counted)
    return tuple(first + timedelta(number) for number in range((last - first).days + 1))


def _listed(counts: Mapping[date, int]) -> str:
    """Spell counts by day; of many days those with most."""
    ranked = sorted((day for day in counts if counts[day]), key=lambda day: (-counts[day], day))
    kept = sorted(ranked[:MOST_TICKS])
    rest = f"; fewer on {len(ranked) - len(kept)} other days" if len(ranked) > len(kept) else ""
    return "; ".join(f"{_spelt(day)}, {counts[day]}" for day in kept) + rest


def _spelt(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _plain(text: str) -> str:
    """Keep matplotlib from taking what stands between dollar signs for a formula."""
    return text.replace("$", r"\$")
