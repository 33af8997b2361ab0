"""Ministries and presidential offices: bodies of a state that are named by what they do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.actors.model import Label, Name
from corpus.actors.reading import Stretch
from corpus.actors.scene import Scene
from corpus.model import Actor, ActorKind, MentionKind
from corpus.registry import Known, owners, slug

_FIELD = (
    r"(?:foreign(?: affairs)?|defen[cs]e|unification|interior|finance|justice|trade|economy|health|education|energy"
    r"|transport|labou?r|agriculture|culture|environment|home|security|intelligence|information)"
)
#: A body: a ministry in either order of words, or a president's office.
_BODY = (
    rf"(?:(?i:presidential)\s+)?(?:(?i:{_FIELD})(?:\s+(?:and\s+)?(?i:{_FIELD}))?\s+(?i:ministry)"
    rf"|(?i:ministry)\s+(?i:of|for)\s+(?:National\s+|the\s+)?(?i:{_FIELD})(?:\s+(?:and|,)\s+(?i:{_FIELD}))?(?:\s+Affairs)?"
    r"|National\s+Security\s+(?:Office|Council)|(?i:joint\s+chiefs\s+of\s+staff)"
    r"|(?i:presidential|president['’]s|prime minister['’]s)\s+(?i:office))"
)
_FIND = re.compile(rf"\b{_BODY}(?![\w-])")
_OFFICE_OF = re.compile(r"\bthe\s+office\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_PRESIDENT = re.compile(r"\s+president\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:['’]s)?\s+(?:own\s+)?$")
_IN = re.compile(r"\s+(?:in|of)\s+(?:the\s+)?$")
_OF = re.compile(r"\s+of\s+(?:the\s+)?(.+)")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_PRESIDENTIAL = re.compile(r"presiden", re.IGNORECASE)
_IN_CITY = re.compile(r"(?:[.!?”\"]\s+|^|\n)(?:In|From|At)\s+$")
#: States that have no president, or whose president's office goes by another name.
_NO_PRESIDENT = frozenset(
    "united-states united-kingdom japan canada australia new-zealand spain netherlands belgium sweden norway denmark"
    " thailand malaysia saudi-arabia jordan morocco bahrain kuwait qatar oman cambodia bhutan luxembourg".split()
)
_AFFAIRS = re.compile(r"ministry (?:of|for) (?:the |national )?(.+?)(?: affairs)?$")


def institutions(scene: Scene) -> None:
    """Find the bodies of states, and add them to *scene* with the state that they belong to."""
    for stretch in scene.stretches:
        for match in _FIND.finditer(scene.text, stretch.start, stretch.end):
            holder = _longer(scene, match)
            if holder is None:
                _body(scene, match, stretch)
            elif state := _of_state(scene, match, holder):
                scene.names.remove(holder)
                scene.add(
                    holder.start, holder.end, institution(match[0], state, scene.registry.by_id), MentionKind.NAME
                )
        _offices_of(scene, stretch.start, stretch.end)


def _longer(scene: Scene, match: re.Match[str]) -> Name | None:
    """Give the longer name that a body stands in, if there is one."""
    near = scene.within(match.start() - 80, match.end() + 80)
    held = (n for n in near if n.start <= match.start() and match.end() <= n.end)
    return next((n for n in held if n.end - n.start > match.end() - match.start()), None)


def _of_state(scene: Scene, match: re.Match[str], holder: Name) -> Actor | None:
    """Give the state in "Foreign Ministry of Japan", taken for one name."""
    of = _OF.fullmatch(scene.text, match.end(), holder.end)
    known = owners(scene.registry, of[1]) if of and holder.start == match.start() else ()
    return known[0].actor if known and known[0].actor.kind is ActorKind.STATE else None


def _body(scene: Scene, match: re.Match[str], stretch: Stretch) -> None:
    """Add a body with its owner: as it stands, and with the words that name the owner."""
    before = _owner_before(scene, match.start(), stretch.start)
    after = None if before else _owner_after(scene, match.end(), stretch.end)
    owner = before or after
    state = scene.actor(owner.actor if owner else _home(scene, match, stretch))
    body = institution(match[0], state, scene.registry.by_id)
    scene.names = [n for n in scene.names if not (match.start() <= n.start and n.end <= match.end())]
    kind = MentionKind.NAME if match[0][-6].isupper() or match[0][0].isupper() else MentionKind.NOMINAL
    scene.add(match.start(), match.end(), body, kind)
    if before:
        scene.add(before.start, match.end(), body)
    elif after:
        the = _THE.search(scene.text, max(stretch.start, match.start() - 9), match.start())
        scene.add(the.start() if the else match.start(), after.end, body)


def _home(scene: Scene, match: re.Match[str], stretch: Stretch) -> str | None:
    """Give the state of an unowned body: of the city just named as a place, else where the article is told from."""
    presidential = _PRESIDENTIAL.search(match[0]) is not None
    before = list(scene.within(max(0, stretch.start - 200), match.start()))
    for name in reversed(before):
        here = name.start >= stretch.start
        if (
            name.label is Label.PLACE
            and name.actor
            and (here or _IN_CITY.search(scene.text, max(0, name.start - 9), name.start))
        ):
            return name.actor
        if here or scene.kind(name) is ActorKind.STATE:
            break
    if scene.home and not (presidential and scene.home in _NO_PRESIDENT):
        return scene.home if scene.sited or "ouncil" not in match[0] else None
    place = stretch.zone, stretch.paragraph
    opening = next(one.start for one in scene.stretches if (one.zone, one.paragraph) == place)
    for floor in (opening, 0):
        near = {n.actor for n in before if n.start >= floor and scene.kind(n) is ActorKind.STATE} - _NO_PRESIDENT
        if len(near) == 1:
            return near.pop()
    return None


def institution(body: str, state: Actor | None, known: Mapping[str, Known]) -> Actor:
    """Make the actor for *body* ("foreign ministry") of *state*."""
    usual = _usual(body)
    if state is None or state.kind is not ActorKind.STATE:
        return Actor(slug(usual), usual, ActorKind.ORGANISATION)
    demonyms = known[state.id].demonyms if state.id in known else ()
    aliases = [f"{state.name}'s {usual}", *(f"{demonym} {usual}" for demonym in demonyms[:1])]
    name = f"{usual} of {state.name}"
    return Actor(f"{state.id}-{slug(usual)}", name, ActorKind.ORGANISATION, tuple(aliases), part_of=state.id)


def _usual(body: str) -> str:
    """Give the usual name of a body: ``Ministry of Foreign Affairs`` → ``Foreign Ministry``."""
    small = " ".join(body.lower().replace("’", "'").split())
    if small.endswith("office") and "security" not in small:
        return "Prime Minister's Office" if "prime" in small else "presidential office"
    if affairs := _AFFAIRS.fullmatch(small):
        return f"{affairs[1].title()} Ministry".replace(" And ", " and ").replace("Defense", "Defence")
    words = " ".join(body.title().replace("Presidential ", "").split())
    return words.replace("Defense", "Defence").replace(" Of ", " of ").replace("'S ", "'s ")


def _owner_before(scene: Scene, start: int, floor: int) -> Name | None:
    """Find the state right before a body: "China's", "South Korean"."""
    for name in scene.within(max(floor, start - 40), start):
        if scene.kind(name) is ActorKind.STATE and _OWNED.fullmatch(scene.text, name.end, start):
            return name
    return None


def _owner_after(scene: Scene, end: int, ceiling: int) -> Name | None:
    """Find the state or capital right after a body: "in Seoul", "of Japan"."""
    for name in scene.within(end, min(ceiling, end + 40)):
        if _IN.fullmatch(scene.text, end, name.start):
            state = name.actor if scene.kind(name) is ActorKind.STATE else None
            return name if state else None
    return None


def _offices_of(scene: Scene, start: int, end: int) -> None:
    """Find "the office of South Korean president Yoon"."""
    for name in list(scene.within(start, end)):
        of = _OFFICE_OF.search(scene.text, max(start, name.start - 30), name.start)
        president = _PRESIDENT.match(scene.text, name.end, end)
        if of and president and (state := scene.actor(name.actor)):
            scene.add(of.start(), president.end(), institution("presidential office", state, scene.registry.by_id))
