"""What fits into one message: whole quotations or none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import ENGLISH, Words
from bot.messages.markup import escape
from bot.messages.model import MOST_CHARACTERS, MOST_COMPONENTS, Accent, Message, size
from bot.messages.wording import corroboration, resolved, source
from bot.phrases import Phrase, plural
from briefings.model import Point

#: Room kept for the line that says what was left out.
_NOTE = 120
#: Components that are left for the controls: a row with a menu, and a row with five buttons.
FOR_CONTROLS = 8
#: Blocks of a message that has such controls, with a line between any two.
MOST_BLOCKS = (MOST_COMPONENTS - FOR_CONTROLS) // 2


def fit(
    head: Sequence[str], points: Sequence[Point], foot: Sequence[str], accent: Accent, words: Words = ENGLISH
) -> Message:
    """
    Put as many of *points* into one message as fit, the best first, shown in their order.

    A sentence is shown whole or left out, and what was left out is counted above the foot: nothing is cut inside a
    quotation, where a cut can turn its meaning.

    Args:
        head: Markdown blocks above, together within half of the limit; blank ones are left out.
        points: What to quote.
        foot: Markdown lines below, within a quarter of the limit; blank ones are left out.
        accent: The colour at the edge.
        words: In which language.
    """
    above = [block for block in head if block]
    below = "\n".join(line for line in foot if line)
    room = MOST_CHARACTERS - _NOTE - size(below) - sum(map(size, above))
    shown = _choose([quoted(point, words) for point in points], points, room, MOST_BLOCKS - len(above) - 1)
    left_out = len(points) - len(shown)
    note = f"-# {words.say(_left_out(left_out))}" if left_out else ""
    ending = "\n".join(line for line in (note, below) if line)
    return Message((*above, *shown, *([ending] if ending else [])), accent)


def _left_out(number: int) -> Phrase:
    return plural(
        "{number} more sentence did not fit into this message.",
        "{number} more sentences did not fit into this message.",
        number,
    )


def _choose(blocks: Sequence[str], points: Sequence[Point], room: int, most: int) -> list[str]:
    best_first = sorted(range(len(points)), key=lambda index: (-points[index].score, index))
    chosen: list[int] = []
    for index in best_first:
        if len(chosen) < most and size(blocks[index]) <= room:
            room -= size(blocks[index])
            chosen.append(index)
    return [blocks[index] for index in sorted(chosen)]


def quoted(point: Point, words: Words = ENGLISH) -> str:
    """Give Markdown for one sentence, whole, and beneath it where it stands, its days, and who else tells it."""
    more = " · ".join(part for part in (resolved(point, words), corroboration(point, words)) if part)
    below = [source(point.passage.citation, words), more]
    lines = [f"> {escape(point.passage.sentence.text)}", *(f"-# {line}" for line in below if line)]
    return "\n".join(lines)
