"""Render the bot's messages, Discord Markdown and components as terminal text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from babel.dates import format_timedelta
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from bot.models.clock import Clock
from bot.testserver import ChatMessage, Json

#: Inline markup of Discord; the first alternative that matches applies.
#: See https://docs.discord.com/developers/reference#message-formatting
_MARKUP_TOKEN = re.compile(
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
_MARKUP_STYLES = {"code": "cyan", "bold": "bold", "italic": "italic", "slanted": "italic"}
_CHANNEL_MENTION = re.compile(r"<#(\d+)>")
_LINE_MARKER = re.compile(r"(?:(?: +(?=-# ))?(?P<mark>#{1,3} |-# |> |[-*] |))(?P<rest>.*)")


def render_lines(text: str, now: datetime, *, links: bool) -> Iterator[RenderableType]:
    """
    Render *text*, which is Discord Markdown, line by line.

    Args:
        text: The text as sent to Discord.
        now: The current time, in the time zone in which timestamps are shown.
        links: Whether the terminal supports hyperlinks; if not, the address follows the text of a link.
    """
    for line in text.splitlines():
        found = _LINE_MARKER.fullmatch(line)
        mark, rest = (found["mark"], found["rest"]) if found else ("", line)
        rendered = Text()
        if mark in {"- ", "* "}:
            rendered.append("• ")
        _append_markup(
            rendered, rest, Style(bold=mark.startswith("#") or None, dim=mark == "-# " or None), now, links=links
        )
        yield Padding(rendered, (0, 0, 0, 3), expand=False) if mark == "> " else rendered


def _append_markup(rendered: Text, text: str, style: Style, now: datetime, *, links: bool) -> None:
    position = 0
    for found in _MARKUP_TOKEN.finditer(text):
        rendered.append(text[position : found.start()], style=style)
        _append_token(rendered, found, style, now, links=links)
        position = found.end()
    rendered.append(text[position:], style=style)


def _append_token(rendered: Text, found: re.Match[str], style: Style, now: datetime, *, links: bool) -> None:
    kind = found.lastgroup or ""
    if found["address"]:
        inner = style + Style(color="blue", link=found["address"] if links else None)
        _append_markup(rendered, found["words"], inner, now, links=links)
        if not links:
            rendered.append(f" <{found['address']}>", style=style)
    elif found["command"]:
        rendered.append(f"/{found['command']}", style=style + Style(bold=True))
    elif found["seconds"]:
        rendered.append(_format_timestamp(int(found["seconds"]), found["style"] or "f", now), style=style)
    elif kind in {"escaped", "plain"}:
        rendered.append(found[kind], style=style)
    elif kind == "code":
        rendered.append(found["code"], style=style + Style.parse(_MARKUP_STYLES[kind]))
    else:
        _append_markup(rendered, found[kind], style + Style.parse(_MARKUP_STYLES[kind]), now, links=links)


def _format_timestamp(seconds: int, style: str, now: datetime) -> str:
    time = datetime.fromtimestamp(seconds, now.tzinfo)
    if style == "R":
        return format_timedelta(time - now, add_direction=True, locale="en")
    pattern = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%Y-%m-%d", "D": "%d %B %Y"}.get(style, "%d %B %Y %H:%M")
    return time.strftime(pattern)


_ACTION_ROW, _BUTTON, _SECTION, _TEXT_DISPLAY, _MEDIA_GALLERY, _FILE, _SEPARATOR, _CONTAINER = (
    1,
    2,
    9,
    10,
    12,
    13,
    14,
    17,
)
_SELECT_TYPES = frozenset({3, 5, 6, 7, 8})
_LINK_STYLE = 5


@dataclass(frozen=True, slots=True)
class MessageControl:
    """A button or select menu that can be used: the component and its message."""

    component: Json
    message: ChatMessage

    @property
    def is_select(self) -> bool:
        """Whether it is a select menu, not a button."""
        return self.component["type"] in _SELECT_TYPES

    @property
    def label(self) -> str:
        """Its label, or else its placeholder or emoji."""
        emoji = (self.component.get("emoji") or {}).get("name") or ""
        return str(self.component.get("label") or self.component.get("placeholder") or emoji)


@dataclass(slots=True)
class MessagePrinter:
    """
    Renders messages, and numbers their controls and files continuously over all messages.

    Attributes:
        zone: Time zone in which timestamps are shown.
        links: Whether the terminal supports hyperlinks.
        clock: Returns the current time.
        screen: The terminal, in which a message should fit if possible, or None.
        channels: Names of the channels that messages mention, by id.
        controls: Buttons and select menus in the order of their numbers, from 1.
        files: Names and contents of files in the order of their numbers, from 1.
    """

    zone: tzinfo
    links: bool
    clock: Clock
    screen: Console | None = None
    channels: Mapping[int, str] = field(default_factory=dict)
    controls: list[MessageControl] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)

    def render_message(self, message: ChatMessage) -> RenderableType:
        """Render *message* and number its controls and files."""
        parts: list[RenderableType] = list(self._render_text(message.content))
        parts += [part for one in message.components for part in self._render_component(one, message)]
        # The message often contains the alternative text of an image already, with its Markdown escaped.
        message_text = message.text.replace("\\", "")
        for file in message.attachments:
            alt = file.description or ""
            parts.append(self._render_file(file.filename, file.data, "" if alt in message_text else alt))
        return Padding(Group(*self._fit_screen(parts)), (0, 0, 1, 0))

    def _render_text(self, text: str) -> Iterator[RenderableType]:
        named = _CHANNEL_MENTION.sub(lambda found: f"#{self.channels.get(int(found[1]), found[1])}", text)
        return render_lines(named, self.clock().astimezone(self.zone), links=self.links)

    def _fit_screen(self, parts: list[RenderableType]) -> list[RenderableType]:
        """Return *parts*, if they are too many lines without blank ones, and then with each source on one line."""
        if self._fits(parts):
            return parts
        parts = [part for part in parts if not isinstance(part, Text) or part.plain]
        if not self._fits(parts):
            for part in parts:
                if isinstance(part, Text) and _SOURCE_LINE.match(part.plain):
                    part.no_wrap, part.overflow = True, "ellipsis"
        return parts

    def _fits(self, parts: list[RenderableType]) -> bool:
        # Below a message are a blank line and the prompt.
        return self.screen is None or len(self.screen.render_lines(Group(*parts))) <= self.screen.height - 2

    def _render_component(self, one: Json, message: ChatMessage) -> Iterator[RenderableType]:
        kind = one["type"]
        if kind == _TEXT_DISPLAY:
            yield from self._render_text(one["content"])
        elif kind == _CONTAINER:
            for inner in one["components"]:
                yield from self._render_component(inner, message)
        elif kind == _SECTION:
            for inner in one["components"]:
                yield from self._render_component(inner, message)
            if one["accessory"]["type"] == _BUTTON:
                yield self._render_row([one["accessory"]], message)
        elif kind == _SEPARATOR:
            yield Text()
        elif kind == _ACTION_ROW:
            yield self._render_row(one["components"], message)

    def _render_row(self, row: list[Json], message: ChatMessage) -> Text:
        rendered = Text()
        for one in row:
            if rendered:
                rendered.append("  ")
            if one.get("style") == _LINK_STYLE:
                rendered.append(f"[{one['label']}: {one['url']}]")
                continue
            control = MessageControl(one, message)
            if one.get("disabled"):
                rendered.append(f"[{control.label}]", style="dim")
                continue
            self.controls.append(control)
            number = len(self.controls)
            rendered.append(f"[{number} {control.label}]", style="bold")
            options = one.get("options") or []
            if _repeats_message(options, message):
                rendered.append(f" /press {number} 1", style="dim")
                rendered.append(f" to {len(options)}" if len(options) > 1 else "", style="dim")
                continue
            for count, option in enumerate(options, 1):
                rendered.append(f"\n   {number} {count}  {option['label']}")
        return rendered

    def _render_file(self, name: str, data: bytes, alt: str) -> Text:
        self.files.append((name, data))
        rendered = Text(f"File {len(self.files)}: {name}, {len(data):,} bytes")
        if alt:
            rendered.append(f"\n{alt}", style="italic")
        return rendered.append(f"\n/save {len(self.files)} saves it", style="dim")


#: The line below a sentence that begins with its number: ``3 · Sample Wire · 20 June 2024``.
_SOURCE_LINE = re.compile(r"\d{1,2}(?:, \d{1,2})* · ")
_NUMBERED_LABEL = re.compile(r"\d{1,2}\. (?P<start>.*?)…?")


def _repeats_message(options: list[Json], message: ChatMessage) -> bool:
    """Return whether *options* are the sentences of *message*, which are numbered there."""
    shown = " ".join(message.text.replace("\\", "").split())
    labels = [_NUMBERED_LABEL.fullmatch(option["label"]) for option in options]
    return bool(labels) and all(found and " ".join(found["start"].split()) in shown for found in labels)
