"""Format the stories of a briefing: headline, sentences, outlets and origins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from math import ceil
from unicodedata import east_asian_width

from bot.locales import ENGLISH, DayRange, LocalizableText, Translator, ngettext_
from bot.locales.messages import _
from bot.models.message import Thumbnail, count_utf16_units
from bot.rendering.formatting import (
    format_other_language,
    format_outlet,
    format_publication_date,
    format_resolved_dates,
    join_names,
)
from bot.rendering.markdown import escape, format_link, truncate
from briefings.models import Briefing, Headline, Point, Story
from corpus.dates import day_range
from corpus.models import Citation
from corpus.publishers import list_outlets

#: Maximum length of a headline, and of a sentence from before that is repeated beside its development.
_MAX_HEADLINE_LENGTH, _MAX_PRIOR_SENTENCE_LENGTH = 200, 240
#: Outlets named behind "also".
_MAX_OUTLETS = 3


class StoryDetail(Enum):
    """How much of a story is shown: its headline alone where it has one, one sentence, or all of them."""

    HEADLINE = auto()
    ONE_SENTENCE = auto()
    FULL = auto()


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """
    A formatted story.

    Attributes:
        markdown: Its Markdown.
        indices: Indices of the sentences that it stands for among the briefing's points.
    """

    markdown: str
    indices: tuple[int, ...]


def fit_stories(
    briefing: Briefing,
    space: int,
    limit: int,
    translator: Translator = ENGLISH,
    detail: StoryDetail = StoryDetail.FULL,
) -> tuple[StoryBlock, ...]:
    """
    Return as many stories of *briefing* as fit, the most important first.

    A story that does not fit is shown with its first sentence alone, or left out; a sentence is never cut.

    Args:
        briefing: The briefing.
        space: UTF-16 units that the blocks may have together.
        limit: Maximum number of blocks.
        translator: Translator to the reader's language.
        detail: How much of each story is shown.
    """
    blocks: list[StoryBlock] = []
    for story in briefing.stories:
        wanted = story.sentences if detail is StoryDetail.FULL else story.sentences[:1]
        for indices in dict.fromkeys((wanted, wanted[:1])):
            markdown = format_story(
                story, [briefing.points[i] for i in indices], translator, quotes=detail is not StoryDetail.HEADLINE
            )
            if len(blocks) < limit and count_utf16_units(markdown) + 1 <= space:
                space -= count_utf16_units(markdown) + 1
                blocks.append(StoryBlock(markdown, indices))
                break
    return tuple(blocks)


def format_story(
    story: Story, points: Sequence[Point], translator: Translator = ENGLISH, *, quotes: bool = True
) -> str:
    """
    Return Markdown for a story: its headline as a link, its sentences, and under each article's its outlet and day.

    Args:
        story: The story.
        points: Those of its sentences that are shown, at least one.
        translator: Translator to the reader's language.
        quotes: Whether the sentences are shown under a headline.
    """
    headline = story.headline
    lines = (
        [f"**{format_link(truncate(headline.text, _MAX_HEADLINE_LENGTH), headline.citation.address)}**"]
        if headline
        else []
    )
    parts = [list(group) for _key, group in groupby(points, key=lambda point: point.passage.citation.key)]
    also = _format_also(story, [part[0].passage.citation for part in parts], translator)
    if headline and not quotes:
        source = _format_source(headline.citation, None, translator)
        notes = _list_notes(story, (), translator)
        return "\n".join([*lines, f"-# {' · '.join(filter(None, (source, also)))}", *notes])
    for number, part in enumerate(parts):
        lines += [f"> {escape(point.passage.sentence.text)}" for point in part]
        source = _format_source(part[0].passage.citation, headline, translator)
        dates = dict.fromkeys(format_resolved_dates(point, translator) for point in part)
        below = (source, *dates, also if number == len(parts) - 1 else "")
        lines.append(f"-# {' · '.join(filter(None, below))}")
    return "\n".join([*lines, *_list_notes(story, points, translator)])


def shorten_stories(
    briefing: Briefing, blocks: Sequence[StoryBlock], height: int, translator: Translator = ENGLISH
) -> tuple[StoryBlock, ...]:
    """Return *blocks* of *briefing*, the last ones with one sentence each as far as *height* pixels need it."""
    shortened = list(blocks)
    stories = {index: story for story in briefing.stories for index in story.sentences}
    for place in reversed(range(len(shortened))):
        if sum(estimate_height(block.markdown) for block in shortened) <= height:
            break
        first, *others = shortened[place].indices
        if others:
            markdown = format_story(stories[first], [briefing.points[first]], translator)
            shortened[place] = StoryBlock(markdown, (first,))
    return tuple(shortened)


#: What opens a line, with the height of the line in pixels and the characters on it, 600 pixels wide: a heading, small
#: text, a quotation; then of any other text. The last is the gap between blocks.
_LINE_MEASURES = (("### ", 30, 54), ("-# ", 18, 84), ("> ", 23, 64))
_TEXT_LINE_MEASURE, _BLOCK_GAP = (23, 54), 8
LINK_TARGET = re.compile(r"\]\([^)]*\)")


def estimate_height(markdown: str) -> int:
    """Return about how many pixels a block of *markdown* is high where a message is 600 pixels wide; 0 for ``""``."""
    if not markdown:
        return 0
    height = _BLOCK_GAP
    for line in LINK_TARGET.sub("", markdown).replace("\\", "").splitlines():
        pixels, characters = next((one[1:] for one in _LINE_MEASURES if line.startswith(one[0])), _TEXT_LINE_MEASURE)
        # No letter of Latin script is wide.
        width = len(line) + sum(east_asian_width(letter) in "WF" for letter in line if letter > "\u0377")
        height += pixels * ceil(max(width, 1) / characters)
    return height


def find_thumbnail(briefing: Briefing) -> Thumbnail | None:
    """Return the picture of the article behind the first headline, or of another article quoted under it, or None."""
    if not briefing.stories:
        return None
    story = briefing.stories[0]
    cited = [briefing.points[index].passage.citation for index in story.sentences]
    cited = [story.headline.citation, *cited] if story.headline else cited
    found = next((citation for citation in cited if citation.picture), None)
    return Thumbnail(found.picture, truncate(found.title or "", _MAX_HEADLINE_LENGTH)) if found else None


def count_left_out_stories(number: int) -> LocalizableText:
    """Return the note that *number* stories did not fit into a message."""
    return ngettext_(
        "{number} more story didn't fit into this message.",
        "{number} more stories didn't fit into this message.",
        number,
    )


def describe_period(briefing: Briefing, translator: Translator = ENGLISH) -> str:
    """Return the days on which the quoted articles were published, ``""`` if none is known."""
    ranges = [day_range(point.passage.citation.published) for point in briefing.points]
    days = [both for both in ranges if both]
    if not days:
        return ""
    first, last = min(both[0] for both in days), max(both[1] for both in days)
    return translator.format_day(first) if first == last else translator.format_range(DayRange(first, last))


def _format_source(citation: Citation, headline: Headline | None, translator: Translator) -> str:
    """Return outlet and day, linked to the article unless the headline already is."""
    parts = (
        format_outlet(citation, translator),
        format_publication_date(citation, translator),
        format_other_language(citation, translator),
    )
    label = " · ".join(filter(None, parts))
    linked = headline is not None and headline.citation.key == citation.key
    return escape(label) if linked else format_link(label, citation.address)


def _format_also(story: Story, shown: Sequence[Citation], translator: Translator) -> str:
    """Return the other outlets of the story with its number of origins; ``""`` if there are none."""
    named = set(list_outlets(shown))
    others = [truncate(name, 60) for name in story.outlets if name not in named]
    origins = ngettext_("{number} origin", "{number} origins", story.origins)
    if not others:
        return translator.translate(origins) if story.origins > len(shown) else ""
    names = escape(join_names(others, _MAX_OUTLETS, translator))
    return translator.translate(_("also: {outlets} ({origins})", outlets=names, origins=origins))


def _list_notes(story: Story, points: Sequence[Point], translator: Translator) -> list[str]:
    """Return the line that names the earlier report which the story follows, if it does."""
    if story.follows:
        title = escape(truncate(story.follows.text, _MAX_HEADLINE_LENGTH))
        source = _format_source(story.follows.citation, None, translator)
        return [f"-# {translator.translate(_('Follows “{title}” · {source}', title=title, source=source))}"]
    prior = next((escape(point.develops) for point in points if point.develops), "")
    if not prior:
        return []
    note = _("Update on an earlier story")
    if count_utf16_units(prior) <= _MAX_PRIOR_SENTENCE_LENGTH:  # a sentence is quoted whole or not at all
        note = _("Update; earlier: “{sentence}”", sentence=prior)
    return [f"-# {translator.translate(note)}"]
