"""Discord's Markdown, as far as the bot writes it, as text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

from rich.console import RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

#: What stands for something else, the first that fits: https://docs.discord.com/developers/reference#message-formatting
_TOKEN = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<words>(?:\\.|[^\]\\])+)\]\(<?(?P<address>https?://[^\s<>)]+)>?\)"
    r"|</(?P<command>[^:>]+):\d+>"
    r"|<t:(?P<seconds>-?\d+)(?::(?P<style>[tTdDfFR]))?>"
    r"|<(?P<plain>https?://[^\s<>]+)>"
    r"|\*\*(?P<bold>(?:\\.|(?!\*\*)[^\\])+)\*\*"
    r"|(?<!\w)_(?P<italic>(?:\\.|[^_\\])+)_(?!\w)"
    r"|\*(?P<slanted>(?:\\.|[^*\\\s])(?:(?:\\.|[^*\\])*(?:\\.|[^*\\\s]))?)\*"
)
_STYLES = {"code": "cyan", "bold": "bold", "italic": "italic", "slanted": "italic"}
_LINE = re.compile(r"(?:(?: +(?=-# ))?(?P<mark>#{1,3} |-# |> |[-*] |))(?P<rest>.*)")


def lines(text: str, zone: tzinfo, *, links: bool) -> Iterator[RenderableType]:
    """
    Lay out *text*, line by line.

    Args:
        text: As Discord is sent it.
        zone: In which moments are shown.
        links: Whether the terminal makes words clickable; where it does not, an address stands behind its words.
    """
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        mark, rest = (found["mark"], found["rest"]) if found else ("", line)
        laid = Text()
        if mark in {"- ", "* "}:
            laid.append("• ")
        _words(laid, rest, Style(bold=mark.startswith("#") or None, dim=mark == "-# " or None), zone, links=links)
        yield Padding(laid, (0, 0, 0, 3), expand=False) if mark == "> " else laid


def _words(laid: Text, text: str, style: Style, zone: tzinfo, *, links: bool) -> None:
    at = 0
    for found in _TOKEN.finditer(text):
        laid.append(text[at : found.start()], style=style)
        _token(laid, found, style, zone, links=links)
        at = found.end()
    laid.append(text[at:], style=style)


def _token(laid: Text, found: re.Match[str], style: Style, zone: tzinfo, *, links: bool) -> None:
    kind = found.lastgroup or ""
    if found["address"]:
        inner = style + Style(color="blue", link=found["address"] if links else None)
        _words(laid, found["words"], inner, zone, links=links)
        if not links:
            laid.append(f" <{found['address']}>", style=style)
    elif found["command"]:
        laid.append(f"/{found['command']}", style=style + Style(bold=True))
    elif found["seconds"]:
        laid.append(_moment(int(found["seconds"]), found["style"] or "f", zone), style=style)
    elif kind in {"escaped", "plain"}:
        laid.append(found[kind], style=style)
    elif kind == "code":
        laid.append(found["code"], style=style + Style.parse(_STYLES[kind]))
    else:
        _words(laid, found[kind], style + Style.parse(_STYLES[kind]), zone, links=links)


def _moment(seconds: int, style: str, zone: tzinfo) -> str:
    moment = datetime.fromtimestamp(seconds, zone)
    shown = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%Y-%m-%d", "D": "%d %B %Y"}.get(style, "%d %B %Y %H:%M")
    return moment.strftime(shown)
