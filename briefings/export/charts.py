"""Draw charts as PNG images with alternative text, for light and dark backgrounds."""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias
from unicodedata import east_asian_width

from corpus.models.text import DayRange, LocalizableText, _, join_texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes


#: Bars that are drawn one by one; of more, each is hardly a pixel wide.
MAX_SINGLE_BARS = 400
#: Width and height in inches, and dots per inch: 960 by 720 pixels. A phone shows the picture about 340 pixels wide, 71
#: to the inch, so that 11 points are 11 pixels there.
FIGURE_SIZE_INCHES, DOTS_PER_INCH = (4.8, 3.6), 200
#: Points of the labels, of the title, and of the names in a matrix.
LABEL_POINTS, TITLE_POINTS, NAME_POINTS = 11, 13, 10
#: Maximum number of days that are labelled on the axis.
MAX_TICKS = 6
#: Maximum number of days that are listed with their counts in the alternative text.
MAX_LISTED_DAYS = 12
#: Maximum number of actors in the matrix of co-mentions.
MAX_ACTORS = 8
#: Maximum length of a name on an axis and in a title, in code points.
MAX_NAME_CHARACTERS, MAX_TITLE_NAME_CHARACTERS = 20, 26
#: Letters on a line of the title; letters of Chinese, Japanese and Korean are twice as wide.
MAX_TITLE_LINE_WIDTH = 36
#: Fonts, where installed, for the letters that matplotlib's own lacks, the first that has them.
FALLBACK_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans JP",
    "Noto Sans KR",
    "Yu Gothic",
    "Malgun Gothic",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "IPAexGothic",
    "NanumGothic",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
#: Radius of the corners of the card and distance of its edge from the picture's, in inches.
_CORNER_INCHES, _EDGE_INCHES = 0.14, 0.02


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart and its text alternative.

    Attributes:
        png: The bytes of the PNG.
        alternative: The same in words, for those who do not see it.
        title: What it shows, in a few words.
    """

    png: bytes
    alternative: str
    title: str = ""


class ChartLanguage(Protocol):
    """The language of the words in a picture."""

    def translate(self, words: str) -> str:
        """Translate a text."""
        ...

    def format_short_day(self, day: date) -> str:
        """Format a day without its year: ``9 Oct``."""
        ...


class EnglishChart:
    """English, the language of the texts here."""

    def translate(self, words: str) -> str:
        """Return *words* as they are."""
        return str(words)

    def format_short_day(self, day: date) -> str:
        """Format a day without its year: ``9 Oct``."""
        return f"{day.day} {day:%b}"


ENGLISH_CHART = EnglishChart()


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


_LegendPlace: TypeAlias = Literal["best", "upper left", "upper center", "upper right"]


def draw_coverage(
    published: Mapping[date, int],
    mentioned: Mapping[date, int],
    marked: Sequence[date] = (),
    *,
    dark: bool = False,
    language: ChartLanguage = ENGLISH_CHART,
) -> Chart:
    """
    Draw the number of articles published and of sentences about each day, and mark the timeline's days.

    Args:
        published: Maps days to the number of articles published.
        mentioned: Maps days to the number of sentences dated to them; days outside the span of publication are left
            out.
        marked: The days of the timeline.
        dark: Whether the background is dark.
        language: How the words in the picture are written.

    Raises:
        ValueError: If nothing was published on a known day.
    """
    span = _list_days(published)
    covered = frozenset(span)
    near = {day: count for day, count in mentioned.items() if day in covered}
    points = [day for day in sorted(marked) if day in covered]

    def draw(axes: tuple[Axes, Axes], theme: _ChartTheme) -> None:
        above, below = axes
        _draw_bars(above, published, span, theme.bars)
        above.set_ylabel(_localize(_("articles"), language))
        _draw_bars(below, near, span, theme.bars)
        below.set_ylabel(_localize(_("sentences"), language))
        clear = 0.09 * max(near.values(), default=1)  # places a mark above its bar
        heights = [near.get(day, 0) + clear for day in points]
        label = _localize(_("day of the timeline"), language)
        below.plot(_compute_offsets(points, span), heights, "v", color=theme.marks, markersize=7, label=label)
        below.margins(y=0.2)
        if not any(near.values()):
            below.set_ylim(0, 1)  # without values matplotlib would go below zero
        if points:
            place = _choose_legend_place(dict(zip(points, heights, strict=True)), near, span)
            below.legend(loc=place, frameon=False, labelcolor=theme.ink, fontsize=NAME_POINTS)
        _label_days(below, span, language)

    sentences = [
        _("Two bar charts by day, {days}.", days=DayRange(span[0], span[-1])),
        _("Articles published: {counts}.", counts=_list_counts(published)),
        _("Sentences about each day: {counts}.", counts=_list_counts(near)) if near else "",
        _("Days of the timeline: {days}.", days=tuple(map(DayRange.from_day, points))) if points else "",
    ]
    alternative = join_texts([one for one in sentences if one], " ")
    title = _("Articles published, and sentences about each day")
    png = _render_png(title, draw, language, dark=dark, rows=2, height=4.4)
    return Chart(png, alternative, _("Articles per day"))


def draw_mentions(
    name: str, counts: Mapping[date, int], *, dark: bool = False, language: ChartLanguage = ENGLISH_CHART
) -> Chart:
    """
    Draw the number of sentences dated to each day that mention the actor called *name*.

    Args:
        name: The actor's name.
        counts: Maps days to the number of sentences.
        dark: Whether the background is dark.
        language: How the words in the picture are written.

    Raises:
        ValueError: If there is no day.
    """
    span = _list_days(counts)

    def draw(axes: tuple[Axes, ...], theme: _ChartTheme) -> None:
        _draw_bars(axes[0], counts, span, theme.bars)
        axes[0].set_ylabel(_localize(_("sentences"), language))
        _label_days(axes[0], span, language)

    alternative = _(
        "Bar chart of sentences that mention {name}, by the day they are about, {days}: {counts}.",
        name=name,
        days=DayRange(span[0], span[-1]),
        counts=_list_counts(counts),
    )
    title = _("Mentions of {name} per day", name=_truncate_name(name, MAX_TITLE_NAME_CHARACTERS))
    return Chart(_render_png(title, draw, language, dark=dark), alternative, title)


def draw_co_mentions(
    pairs: Mapping[tuple[str, str], int], *, dark: bool = False, language: ChartLanguage = ENGLISH_CHART
) -> Chart:
    """
    Draw how often actors are named in the same sentence.

    Args:
        pairs: Maps pairs of names to the number of sentences; each pair in one order only.
        dark: Whether the background is dark.
        language: How the words in the picture are written.

    Raises:
        ValueError: If there is no pair.
    """
    if not pairs:
        raise ValueError(_("No sentence in these articles names two people or organisations."))
    totals: dict[str, int] = {}
    for pair, count in pairs.items():
        for name in pair:
            totals[name] = totals.get(name, 0) + count
    names = _list_linked_names(sorted(totals, key=lambda name: (-totals[name], name))[:MAX_ACTORS], pairs)
    cells = [[pairs.get((one, other), 0) + pairs.get((other, one), 0) for other in names] for one in names]

    def draw(axes: tuple[Axes, ...], theme: _ChartTheme) -> None:
        maximum = max(max(row) for row in cells) or 1
        filled = [[count or float("nan") for count in row] for row in cells]  # a NaN cell is left empty
        axes[0].imshow(filled, cmap="cividis", vmin=0, vmax=maximum, aspect="auto")
        labels = [_escape_dollars(_truncate_name(name, MAX_NAME_CHARACTERS)) for name in names]
        axes[0].set_xticks(range(len(names)), labels, rotation=50, ha="right", rotation_mode="anchor")
        axes[0].set_yticks(range(len(names)), labels)
        for row, counts in enumerate(cells):
            for column, count in enumerate(counts):
                if count:  # light text on dark colours, dark text on light ones
                    color = "#000000" if count > 0.45 * maximum else "#ffffff"
                    axes[0].text(column, row, str(count), ha="center", va="center", color=color, fontsize=NAME_POINTS)
        axes[0].tick_params(colors=theme.ink, labelsize=NAME_POINTS)

    ranked = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:MAX_ACTORS]
    description = "; ".join(f"{one} and {other}, {pairs[one, other]}" for one, other in ranked)
    matrix = _("Matrix of how many sentences name two people or organisations together.")
    alternative = join_texts((matrix, _("Most often: {pairs}.", pairs=description)), " ")
    png = _render_png(_("Named in the same sentence"), draw, language, dark=dark, height=5.2)
    return Chart(png, alternative, _("Who is named together"))


def _draw_bars(axes: Axes, counts: Mapping[date, int], span: Sequence[date], color: str) -> None:
    """Draw a bar for each day of *span* that *counts* has; thousands are drawn as one shape, which takes a tenth."""
    days = [day for day in span if counts.get(day)]
    offsets = _compute_offsets(days, span)
    heights = [counts[day] for day in days]
    if len(days) <= MAX_SINGLE_BARS:
        axes.bar(offsets, heights, color=color)
        return
    from matplotlib.collections import PolyCollection  # noqa: PLC0415

    corners = [
        ((at - 0.4, 0), (at - 0.4, height), (at + 0.4, height), (at + 0.4, 0))
        for at, height in zip(offsets, heights, strict=True)
    ]
    bars = PolyCollection(corners, facecolors=color, linewidths=0)
    bars.sticky_edges.y.append(0)
    axes.add_collection(bars)
    axes.autoscale_view()


def _choose_legend_place(marks: Mapping[date, float], counts: Mapping[date, int], span: Sequence[date]) -> _LegendPlace:
    """
    Return matplotlib's name of the place of a legend that hides least.

    Matplotlib finds the best one by itself, but that takes a second for a thousand bars. Of so many, it stands over the
    third of *span* that is lowest.
    """
    if len(counts) <= MAX_SINGLE_BARS:
        return "best"
    third = -(-len(span) // 3)
    thirds: dict[_LegendPlace, Sequence[date]] = {
        "upper left": span[:third],
        "upper center": span[third:-third],
        "upper right": span[-third:],
    }
    return min(
        thirds, key=lambda place: max((max(counts.get(day, 0), marks.get(day, 0)) for day in thirds[place]), default=0)
    )


def _list_linked_names(names: Sequence[str], pairs: Mapping[tuple[str, str], int]) -> list[str]:
    """Return those of *names* that form a pair with another of them, so that no row is empty; all if none does."""
    chosen = set(names)
    linked = {name for pair, count in pairs.items() if count and chosen.issuperset(pair) for name in pair}
    return [name for name in names if name in linked] or list(names)


def _render_png(
    title: str,
    draw: Callable[[Any, _ChartTheme], None],
    language: ChartLanguage,
    *,
    dark: bool,
    rows: int = 1,
    height: float = FIGURE_SIZE_INCHES[1],
) -> bytes:
    # Imported late, so that it does not delay the start of the bot.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    with rc_context({"font.family": list(_list_fonts())}):
        theme = _DARK_THEME if dark else _LIGHT_THEME
        figure = Figure(
            figsize=(FIGURE_SIZE_INCHES[0], height),
            dpi=DOTS_PER_INCH,
            facecolor="none",
            layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12),
        )
        FigureCanvasAgg(figure)
        figure.add_artist(_draw_card(theme, FIGURE_SIZE_INCHES[0], height))
        axes = tuple(figure.subplots(rows, 1, sharex=True, squeeze=False).ravel())
        for one in axes:
            one.set_facecolor(theme.ground)
            one.tick_params(colors=theme.ink, labelsize=LABEL_POINTS)
            one.yaxis.label.set_color(theme.ink)
            one.yaxis.label.set_fontsize(LABEL_POINTS)
            one.yaxis.get_major_locator().set_params(nbins=4, integer=True)
            for name, spine in one.spines.items():
                spine.set_visible(name in {"left", "bottom"})
                spine.set_color(theme.faint)
        draw(axes, theme)
        heading = wrap_title(_localize(title, language))
        figure.suptitle(_escape_dollars(heading), color=theme.ink, fontsize=TITLE_POINTS)
        out = io.BytesIO()
        with warnings.catch_warnings():
            # A name in a script that the font lacks is drawn as boxes; the text alternative contains it.
            warnings.filterwarnings("ignore", message=r"Glyph .* missing from font")
            figure.savefig(out, format="png", metadata={"Software": None})  # the same bytes for the same counts
    return out.getvalue()


def _draw_card(theme: _ChartTheme, width: float, height: float) -> Any:  # noqa: ANN401  # matplotlib is imported late
    """Return a card with round corners, as large as the picture, so that it stands well on a ground of any colour."""
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415
    from matplotlib.transforms import Affine2D  # noqa: PLC0415

    edge, round_corners = _EDGE_INCHES, f"round,pad=0,rounding_size={_CORNER_INCHES}"
    return FancyBboxPatch(
        (edge, edge),
        width - 2 * edge,
        height - 2 * edge,
        boxstyle=round_corners,
        facecolor=theme.ground,
        edgecolor=theme.faint,
        linewidth=1,
        transform=Affine2D().scale(DOTS_PER_INCH),
        zorder=-1,
    )


def _label_days(axes: Axes, span: Sequence[date], language: ChartLanguage) -> None:
    ticks = span[:: -(-len(span) // MAX_TICKS)]
    written = [language.format_short_day(day) for day in ticks]
    if not all(map(_can_draw, written)):
        written = [ENGLISH_CHART.format_short_day(day) for day in ticks]
    labels = [f"{text}\n{day.year}" if day == ticks[0] else text for day, text in zip(ticks, written, strict=True)]
    axes.set_xticks(_compute_offsets(ticks, span), labels)


def wrap_title(title: str) -> str:
    """Return *title* in lines of at most `MAX_TITLE_LINE_WIDTH`, a word longer than that on one of its own."""
    wide = sum(east_asian_width(letter) in "WF" for letter in title)
    width = MAX_TITLE_LINE_WIDTH * len(title) // (len(title) + wide) if title else MAX_TITLE_LINE_WIDTH
    return "\n".join(textwrap.wrap(title, width, break_long_words=wide > 0, break_on_hyphens=False))


def _localize(text: str, language: ChartLanguage) -> str:
    """Return *text* in *language*, or in English where no installed font has its letters."""
    translated = language.translate(text)
    return translated if _can_draw(translated) else str(text)


@cache
def _list_fonts() -> tuple[str, ...]:
    """Return the names of matplotlib's own font and of those of `FALLBACK_FONTS` that are installed."""
    from matplotlib.font_manager import findSystemFonts, fontManager  # noqa: PLC0415

    # Matplotlib lists the fonts of the system once and keeps the list, which lacks those that were installed since.
    for path in set(findSystemFonts()) - {font.fname for font in fontManager.ttflist}:
        with suppress(OSError, RuntimeError):  # a file that is no font that matplotlib can read is of no use here
            fontManager.addfont(path)
    installed = set(fontManager.get_font_names())
    return ("DejaVu Sans", *(name for name in FALLBACK_FONTS if name in installed))


@cache
def _list_letters() -> frozenset[int]:
    """Return the code points that the fonts of `_list_fonts` can draw."""
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415

    return frozenset(
        letter for name in _list_fonts() for letter in get_font(findfont(FontProperties(name))).get_charmap()
    )


def _can_draw(text: str) -> bool:
    return text.isascii() or all(ord(letter) in _list_letters() for letter in text)


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
    listed = sorted(ranked[:MAX_LISTED_DAYS])
    rest = len(ranked) - len(listed)
    return (*(_format_count(day, counts[day]) for day in listed), *_describe_rest(rest))


def _format_count(day: date, count: int) -> LocalizableText:
    return LocalizableText("{day} ({number})", "", {"day": DayRange.from_day(day), "number": str(count)})


def _describe_rest(days: int) -> tuple[LocalizableText, ...]:
    return (_("fewer on {number} other days", number=days),) if days else ()


def _truncate_name(name: str, length: int) -> str:
    return name if len(name) <= length else name[: length - 1] + "…"


def _escape_dollars(text: str) -> str:
    """Escape dollar signs, between which matplotlib would read a formula."""
    return text.replace("$", r"\$")
