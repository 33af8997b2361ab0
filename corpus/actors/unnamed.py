"""Sources without a name: "a senior presidential official", "a source from the ministry"."""

from __future__ import annotations

import re

from corpus.actors.institutions import institution
from corpus.actors.model import Label
from corpus.actors.scene import Scene
from corpus.model import Actor, ActorKind
from corpus.registry import slug

_NAME = r"(?:[A-Z][\w.'’-]*\s+)"
_RANK = r"(?:senior|top|high-ranking|high-level|ranking|unnamed|unidentified|anonymous|another|former|key)"
#: "official" is an adjective before another noun, so a verb, a preposition or a sign must follow.
_ROLE = (
    r"(?P<role>official|source|diplomat|aide|insider|officer)(?=\s*[,.;:!?)”\"’–—-]|\s*$"
    r"|\s+(?:[a-z]+ed|[a-z]+s|said|told|who|speaking|familiar|close|from|at|in|with|on|also|had|and|or|did|would|could|may"
    r"|might|will|as|to|for|that|whose|when|saw|spoke|of|by|later|then|here|there)\b)"
)
_BRANCH = (
    r"(?P<branch>presidential|government|ministry|military|defen[cs]e|intelligence|security|diplomatic|administration)"
)
_A = re.compile(
    rf"\b(?P<lead>(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?:{_RANK}\s+)*)"
    rf"(?P<owner>(?:[A-Z][\w.'’-]*\s+){{0,4}})(?:{_RANK}\s+)*(?:{_BRANCH}\s+)?{_ROLE}\b"
    r"(?P<at>\s+(?:from|at|in|of|with|within)\s+(?:the\s+)?)?"
)
_THE = re.compile(rf"\b[Tt]he\s+(?:{_RANK}\s+)*(?P<owner>(?:[A-Z][\w.'’-]*\s+){{0,4}})(?:{_BRANCH}\s+)?{_ROLE}\b(?!s)")
_APPOSED = re.compile(r",\s$")


def unnamed(scene: Scene) -> None:
    """Find unnamed sources and add them to *scene*, with the institution they belong to where it is said."""
    last: Actor | None = None
    for stretch in scene.stretches:
        for match in sorted(
            (
                *_A.finditer(scene.text, stretch.start, stretch.end),
                *_THE.finditer(scene.text, stretch.start, stretch.end),
            ),
            key=lambda match: match.start(),
        ):
            if _APPOSED.search(scene.text, max(stretch.start, match.start() - 3), match.start()) and _named_before(
                scene, match.start()
            ):
                continue  # "Ann Example, a former aide": she has a name
            definite = match[0][:3].lower() == "the"
            owner, end = _owner(scene, match)
            if owner is None and definite:
                if last is not None:
                    scene.add(match.start(), match.end(), last)
                continue
            last = _source(scene, match, owner, end)
            scene.add(match.start(), end, last)


def _named_before(scene: Scene, start: int) -> bool:
    return any(
        scene.kind(name) is ActorKind.PERSON and start - name.end < 3 for name in scene.within(start - 40, start)
    )


def _source(scene: Scene, match: re.Match[str], owner: Actor | None, end: int) -> Actor:
    """Make an actor of this article alone: nothing tells that it is the one whom another article calls so."""
    words = " ".join(w for w in (match["branch"], match["role"]) if w)
    if owner is None:
        return Actor(slug(f"unnamed {words} of {scene.article}"), words, ActorKind.ANONYMOUS)
    article = "" if owner.kind in {ActorKind.STATE, ActorKind.GROUP} else "the "
    name = f"{match['role']} of {article}{owner.name}"
    aliases = (" ".join(scene.text[match.start() : end].split()[1:]),)
    identity = slug(f"unnamed source of {owner.id} in {scene.article}")
    return Actor(identity, name, ActorKind.ANONYMOUS, aliases, part_of=owner.id)


def _owner(scene: Scene, match: re.Match[str]) -> tuple[Actor | None, int]:
    """Give the institution or state that an unnamed source belongs to, and where the description ends."""
    spans = [(m.start, m.end, m.actor) for m in scene.mentions]
    spans += [(n.start, n.end, n.actor) for n in scene.names if n.label is not Label.PLACE or n.place]
    spans.sort(key=lambda span: span[0] - span[1])
    for start, end, identity in spans:
        actor = scene.actor(identity)
        if actor is not None and match.start("owner") <= start and end <= match.end("owner"):
            return _branch(scene, match, actor), match.end("role")
    after = match.end() if match.groupdict().get("at") else -1
    for start, end, identity in spans:
        actor = scene.actor(identity)
        if actor is not None and start <= after < end and start >= match.start("at"):
            return actor, end
    if match["branch"] == "presidential":
        return _branch(scene, match, scene.actor(scene.home)), match.end("role")
    return None, match.end("role")


def _branch(scene: Scene, match: re.Match[str], owner: Actor | None) -> Actor | None:
    if match["branch"] == "presidential" and owner is not None and owner.kind is ActorKind.STATE:
        return institution("presidential office", owner, scene.registry.by_id)
    return owner
