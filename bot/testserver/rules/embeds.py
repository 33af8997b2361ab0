"""The limits of embeds (docs/resources/message#embed-object-embed-limits)."""

from __future__ import annotations

from bot.testserver.rules.faults import Faults
from bot.testserver.world.model import Json, Value

_KEYS = frozenset(
    "title type description url timestamp color footer image thumbnail video provider author fields flags".split()
)
_TOTAL = 6000
_MEDIA = ("http", "https", "attachment")


def check_embeds(faults: Faults, embeds: list[Json]) -> None:
    """Note what is wrong with the *embeds* of a message."""
    # See docs/resources/message#create-message: "embeds: Up to 10 rich embeds (up to 6000 characters)"
    faults.count("embeds", embeds, 0, 10)
    for number, embed in enumerate(embeds):
        _check(faults, f"embeds.{number}", embed)
    # They say "the combined sum of characters in all title, description, field.name, field.value, footer.text, and
    # author.name fields across all embeds attached to a message must not exceed 6000 characters"
    if sum(map(_length, embeds)) > _TOTAL:
        faults.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {_TOTAL}")


def _check(faults: Faults, path: str, embed: Json) -> None:
    faults.keys(path, embed, _KEYS)
    # An embed that shows nothing is refused, though no schema says so: docs/resources/message#embed-object
    # ("embeds ... at least one of" as for messages); the answer is that of a missing description.
    if not any(embed.get(key) for key in ("title", "description", "fields", "image", "thumbnail", "footer", "author")):
        faults.add(f"{path}.description", "BASE_TYPE_REQUIRED", "This field is required")
    if not 0 <= (embed.get("color") or 0) <= 0xFFFFFF:
        faults.add(f"{path}.color", "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
    for key, most in (("title", 256), ("description", 4096)):
        faults.text(f"{path}.{key}", embed.get(key), 0, most)
    faults.text(f"{path}.footer.text", (embed.get("footer") or {"text": None}).get("text"), 0, 2048)
    faults.text(f"{path}.author.name", (embed.get("author") or {"name": None}).get("name"), 0, 256)
    faults.address(f"{path}.url", embed.get("url"), ("http", "https"))
    for key in ("author", "footer"):
        # An author's address is a web page; icons may be attachments, too.
        faults.address(f"{path}.{key}.url", (embed.get(key) or {}).get("url"), ("http", "https"))
        faults.address(f"{path}.{key}.icon_url", (embed.get(key) or {}).get("icon_url"), _MEDIA)
    for key in ("image", "thumbnail"):
        faults.address(f"{path}.{key}.url", (embed.get(key) or {}).get("url"), _MEDIA)
    _check_fields(faults, path, embed.get("fields") or [])


def _check_fields(faults: Faults, path: str, fields: list[Json]) -> None:
    # They say "fields: Up to 25 field objects"; "name: 256 characters"; "value: 1024 characters"; neither may be empty.
    faults.count(f"{path}.fields", fields, 0, 25)
    for number, one in enumerate(fields):
        for key, most in (("name", 256), ("value", 1024)):
            value: Value = one.get(key)
            here = f"{path}.fields.{number}.{key}"
            if value is None or not str(value).strip():
                faults.add(here, "BASE_TYPE_REQUIRED", "This field is required")
            else:
                faults.text(here, value, 1, most)


def _length(embed: Json) -> int:
    # They say "...all of the following are trimmed": leading and trailing white space doesn't count.
    texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    texts += [(embed.get("author") or {}).get("name")]
    texts += [one.get(key) for one in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(str(text).strip()) for text in texts if text)
