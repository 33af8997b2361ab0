"""Commands as a member's own language names them (docs/interactions/application-commands#localization)."""

from __future__ import annotations

from bot.testserver.catalogue import Invocable
from bot.testserver.world.model import Json

#: The languages that the page offers: Discord's locales (docs/reference#locales), each named in itself.
LOCALES = {
    "en-US": "English, US",
    "en-GB": "English, UK",
    "de": "Deutsch",
    "es-ES": "Español",
    "fr": "Français",
    "ja": "日本語",
    "ko": "한국어",
    "uk": "Українська",
}
_ENGLISH = ("en-US", "en-GB")


def said(node: Json, locale: str, field: str = "name") -> str:
    """Give the *field* of a command, option or choice as a client in *locale* shows it."""
    known = node.get(f"{field}_localizations") or {}
    # They say "if an app localizes to en-US but not en-GB, en-GB will fall back to en-US", and the other way round.
    for wanted in (locale, *(_ENGLISH if locale in _ENGLISH else ())):
        if known.get(wanted):
            return str(known[wanted])
    return str(node.get(field) or "")


def command(one: Invocable, locale: str) -> Json:
    """Describe what can be typed after the slash: by its name for the server, by its label for the reader."""
    node, words = one.command, [said(one.command, locale)]
    for name in one.path[1:]:
        node = next(inner for inner in node["options"] if inner["name"] == name)
        words.append(said(node, locale))
    return {
        "id": one.command["id"],
        "name": one.name,
        "label": " ".join(words),
        "description": said(node, locale, "description"),
        "options": [_option(option, locale) for option in one.options],
    }


def _option(option: Json, locale: str) -> Json:
    shown = {"label": said(option, locale), "description": said(option, locale, "description")}
    return option | shown | ({"choices": choices(option["choices"], locale)} if option.get("choices") else {})


def choices(offered: list[Json], locale: str) -> list[Json]:
    """Describe choices, an option's own or an autocomplete's."""
    return [{"name": said(one, locale), "value": one["value"]} for one in offered]
