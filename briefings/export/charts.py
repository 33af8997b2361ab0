"""Draw charts as PNG images with alternative text, for light and dark backgrounds."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from corpus.models.text import DayRange, LocalizableText, _, join_texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes


#: Width and height in inches, and dots per inch: 1,200 by 600 pixels.
FIGURE_SIZE_INCHES, DOTS_PER_INCH = (8.0, 4.0), 150
#: Maximum number of days that are labelled one by one.
MAX_TICKS = 12
#: Maximum number of actors in the matrix of co-mentions.
MAX_ACTORS = 10
#: Maximum length of a name on an axis, in code points.
MAX_NAME_CHARACTERS = 26


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart and its text alternative.

    Attributes:
        png: The bytes of the PNG.
        alternative: The same in words, for those who do not see it.
    """

    png: bytes
    alternative: str


@dataclass(frozen=True, slots=True)
class _ChartTheme:
    """Colours that remain distinct for the colour-blind (Okabe & Ito, 2008, Color Universal Design)."""

    ground: str
    ink: str
    faint: str
    bars: str
    marks: str


_LIGHT_THEME = _ChartTheme("#ffffff", "#1c1c1e", "#c9c9ce", "#0072b2", "#d55e00")
_DARK_THEME = _ChartTheme("#1e1f22", "#f2f3f5", "#55575e", "#56b4e9", "#e69f00")


def draw_coverage(
    published: Mapping[date, int], mentioned: Mapping[date, int], marked: Sequence[date] = (), *, dark: bool = False
) -> Chart:
    """
    Draw the number of articles published and of sentences about each day, and mark the timeline's days.

    Args:
        published: Maps days to the number of articles published.
        mentioned: Maps days to the number of sentences dated to them; days outside the span of publication are left
            out.
        marked: The days of the timeline.
        dark: Whether the background is dark.

    Raises:
        ValueError: If nothing was published on a known day.
    """
    span = _list_days(published)
    near = {day: count for day, count in mentioned.items() if day in set(span)}
    points = [day for day in sorted(marked) if day in set(span)]

    def draw(axes: tuple[Axes, Axes], theme: _ChartTheme) -> None:
        above, below = axes
        above.bar(_compute_offsets(span, span), [published.get(day, 0) for day in span], color=theme.bars)
        above.set_ylabel("articles\npublished")
        below.bar(_compute_offsets(span, span), [near.get(day, 0) for day in span], color=theme.bars)
        below.set_ylabel("sentences\nabout the day")
        clear = 0.09 * max(near.values(), default=1)  # places a mark above its bar
        heights = [near.get(day, 0) + clear for day in points]
        below.plot(
            _compute_offsets(points, span), heights, "v", color=theme.marks, markersize=9, label="day of the timeline"
        )
        below.margins(y=0.2)
        if not any(near.values()):
            below.set_ylim(0, 1)  # without values matplotlib would go below zero
        if points:
            below.legend(loc="best", frameon=False, labelcolor=theme.ink, fontsize=8)
        _label_days(below, span)

    sentences = [
        _("Two bar charts by day, {days}.", days=DayRange(span[0], span[-1])),
        _("Articles published: {counts}.", counts=_list_counts(published)),
        _("Sentences about each day: {counts}.", counts=_list_counts(near)) if near else "",
        _("Days of the timeline: {days}.", days=tuple(map(DayRange.from_day, points))) if points else "",
    ]
    alternative = join_texts([one for one in sentences if one], " ")
    return Chart(_render_png("Coverage per day", draw, dark, rows=2), alternative)


def draw_mentions(name: str, counts: Mapping[date, int], *, dark: bool = False) -> Chart:
    """
    Draw the number of sentences dated to each day that mention the actor called *name*.

    Raises:
        ValueError: If there is no day.
    """
    span = _list_days(counts)

    def draw(axes: tuple[Axes, ...], theme: _ChartTheme) -> None:
        axes[0].bar(_compute_offsets(span, span), [counts.get(day, 0) for day in span], color=theme.bars)
        axes[0].set_ylabel("sentences")
        _label_days(axes[0], span)

    alternative = _(
        "Bar chart of sentences that mention {name}, by the day they are about, {days}: {counts}.",
        name=name,
        days=DayRange(span[0], span[-1]),
        counts=_list_counts(counts),
    )
    return Chart(_render_png(f"Mentions of {_truncate_name(name)} per day", draw, dark), alternative)


def draw_co_mentions(pairs: Mapping[tuple[str, str], int], *, dark: bool = False) -> Chart:
    """
    Draw how often actors are named in the same sentence.

    Args:
        pairs: Maps pairs of names to the number of sentences; each pair in one order only.
        dark: Whether the background is dark.

    Raises:
        ValueError: If there is no pair.
    """
    if not pairs:
        raise ValueError(_("No two actors appear together in these articles."))
    totals: dict[str, int] = {}
    for pair, count in pairs.items():
        for name in pair:
            totals[name] = totals.get(name, 0) + count
    names = sorted(totals, key=lambda name: (-totals[name], name))[:MAX_ACTORS]
    cells = [[pairs.get((one, other), 0) + pairs.get((other, one), 0) for other in names] for one in names]

    def draw(axes: tuple[Axes, ...], theme: _ChartTheme) -> None:
        maximum = max(max(row) for row in cells) or 1
        filled = [[count or float("nan") for count in row] for row in cells]  # a NaN cell is left empty
        axes[0].imshow(filled, cmap="cividis", vmin=0, vmax=maximum, aspect="auto")
        labels = [_escape_dollars(_truncate_name(name)) for name in names]
        axes[0].set_xticks(range(len(names)), labels, rotation=35, ha="right", rotation_mode="anchor")
        axes[0].set_yticks(range(len(names)), labels)
        for row, counts in enumerate(cells):
            for column, count in enumerate(counts):
                if count:  # light text on dark colours, dark text on light ones
                    color = "#000000" if count > 0.45 * maximum else "#ffffff"
                    axes[0].text(column, row, str(count), ha="center", va="center", color=color, fontsize=8)
        axes[0].tick_params(colors=theme.ink, labelsize=8)

    ranked = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:MAX_ACTORS]
    description = "; ".join(f"{one} and {other}, {pairs[one, other]}" for one, other in ranked)
    matrix = _("Matrix of how many sentences name two people or organisations together.")
    alternative = join_texts((matrix, _("Most often: {pairs}.", pairs=description)), " ")
    return Chart(_render_png("Actors seen together", draw, dark, height=6.0), alternative)


def _render_png(
    title: str,
    draw: Callable[[Any, _ChartTheme], None],
    dark: bool,
    rows: int = 1,
    height: float = FIGURE_SIZE_INCHES[1],
) -> bytes:
    # Imported late, so that it does not delay the start of the bot.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    theme = _DARK_THEME if dark else _LIGHT_THEME
    figure = Figure(
        figsize=(FIGURE_SIZE_INCHES[0], height), dpi=DOTS_PER_INCH, facecolor=theme.ground, layout="constrained"
    )
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
    figure.suptitle(_escape_dollars(title), color=theme.ink, fontsize=12)
    out = io.BytesIO()
    with warnings.catch_warnings():
        # A name in a script that the font lacks is drawn as boxes; the text alternative contains it.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from font")
        figure.savefig(out, format="png", metadata={"Software": None})  # the same bytes for the same counts
    return out.getvalue()


def _label_days(axes: Axes, span: Sequence[date]) -> None:
    ticks = span[:: -(-len(span) // MAX_TICKS)]
    labels = [f"{day.day} {day:%b}" + (f"\n{day.year}" if day == ticks[0] else "") for day in ticks]
    axes.set_xticks(_compute_offsets(ticks, span), labels)


def _compute_offsets(some: Sequence[date], span: Sequence[date]) -> list[int]:
    """Return the position of each day on the axis, in days after the first."""
    return [(day - span[0]).days for day in some]


def _list_days(counts: Mapping[date, int]) -> tuple[date, ...]:
    """Return every day from the first to the last that has a count."""
    counted = [day for day, count in counts.items() if count]
    if not counted:
        raise ValueError(_("These articles have no day to draw."))
    first, last = min(counted), max(counted)
    return tuple(first + timedelta(number) for number in range((last - first).days + 1))


def _list_counts(counts: Mapping[date, int]) -> tuple[LocalizableText, ...]:
    """Return counts by day as texts; of many days only those with the highest counts."""
    ranked = sorted((day for day in counts if counts[day]), key=lambda day: (-counts[day], day))
    listed = sorted(ranked[:MAX_TICKS])
    rest = len(ranked) - len(listed)
    return (*(_format_count(day, counts[day]) for day in listed), *_describe_rest(rest))


def _format_count(day: date, count: int) -> LocalizableText:
    return LocalizableText("{day} ({number})", "", {"day": DayRange.from_day(day), "number": str(count)})


def _describe_rest(days: int) -> tuple[LocalizableText, ...]:
    return (_("fewer on {number} other days", number=days),) if days else ()


def _truncate_name(name: str) -> str:
    return name if len(name) <= MAX_NAME_CHARACTERS else name[: MAX_NAME_CHARACTERS - 1] + "…"


def _escape_dollars(text: str) -> str:
    """Escape dollar signs, between which matplotlib would read a formula."""
    return text.replace("$", r"\$")
