"""Charts and exports: files, with what they hold in words."""

from __future__ import annotations

from bot.locales import ENGLISH, Words
from bot.messages.markup import escape
from bot.messages.model import File, Message, size
from bot.phrases import phrase, plural
from briefings.charts import Chart
from briefings.proof import Proof

#: UTF-16 units of a chart's words beside it; the others go with the picture.
_TOLD = 1_000


def of_chart(chart: Chart, words: Words = ENGLISH) -> Message:
    """Show a chart; what it says is told with it in words."""
    alternative = words.recall(chart.alternative)
    told = escape(alternative)
    if size(told) > _TOLD:
        told = words.say(phrase("What it shows is told in words in the picture's description."))
    title = f"### {words.say(phrase('Chart'))}"
    return Message((f"{title}\n-# {told}",), files=(File("chart.png", chart.png, alternative),))


def of_export(name: str, data: bytes, proof: Proof, words: Words = ENGLISH) -> Message:
    """Hand an export over, and say how it is verified."""
    counted = words.say(plural("{number} sentence", "{number} sentences", len(proof.exhibits)))
    title = f"### {words.say(phrase('Export'))}"
    how = words.say(phrase("Whoever runs the bot can check it: {command}", command=f"`dateline verify {name}`"))
    signed = words.say(phrase("reply {id}", id=proof.id))
    return Message((f"{title}\n{counted} · {signed}", f"-# {how}"), files=(File(name, data),))
