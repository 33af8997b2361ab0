"""``/article``: what is known of one article, and what it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from bot.desk.desk import Desk
from bot.errors import InputError
from bot.findings import Asked, Dossier
from bot.phrases import phrase
from briefings import compose
from briefings.model import USUAL_LENGTH, Intent, Request
from briefings.proof import Proof
from corpus.model import Actor, Citation, Document, Query

#: Actors that are named.
MOST_ACTORS = 8
_NEAREST = 3


def article(desk: Desk, asked: Asked, _told: Sequence[Proof]) -> tuple[Dossier, int]:
    """
    Tell of one article: its source, its date and how it is known, whom it names, what it tells.

    Raises:
        InputError: If there is none of that title.
    """
    cited = [listed.citation for listed in desk.store.listed(asked.scope)]
    citation = _meant(cited, asked.text("title"))
    document = desk.store.document(citation.key, asked.scope)
    request = Request(Query(articles=(citation.key,), scope=asked.scope), intent=Intent.BRIEF, limit=USUAL_LENGTH)
    told = compose.brief(desk.store.search(request.query), request, desk.store.sequence())
    points = tuple(sorted(told.points, key=lambda point: point.passage.sentence.start))
    copies = tuple(one for one in cited if _origin(one) == _origin(citation) and one.key != citation.key)
    return Dossier(citation, document.article.provenance, _named(document), points, copies), 0


def _meant(cited: Sequence[Citation], words: str) -> Citation:
    """Find the article by its key, its title, or words that only its title holds."""
    wanted = " ".join(words.casefold().split())
    titled = {citation.key: " ".join((citation.title or citation.key).casefold().split()) for citation in cited}
    exact = [one for one in cited if one.key == words.strip()] or [one for one in cited if titled[one.key] == wanted]
    found = exact or [one for one in cited if wanted in titled[one.key]]
    if exact or len({_origin(one) for one in found}) == 1:
        return found[0]
    near = [one.title or one.key for one in found] or _alike(titled, cited, wanted)
    remedy = phrase("Nearest are: {titles}", titles=tuple(f"“{title}”" for title in near[:_NEAREST]))
    if not near:
        remedy = phrase("Pick one of those offered.")
    reason = (
        phrase("several articles have it in their titles") if found else phrase("no article kept here has this title")
    )
    raise InputError(phrase("“{text}”", text=words), reason, remedy)


def _alike(titled: dict[str, str], cited: Sequence[Citation], wanted: str) -> list[str]:
    near = get_close_matches(wanted, list(titled.values()), _NEAREST, 0.5)
    return [one.title or one.key for one in cited if titled[one.key] in near]


def _named(document: Document) -> tuple[Actor, ...]:
    known = {actor.id: actor for actor in document.actors}
    counts = Counter(mention.actor for mention in document.mentions if mention.actor in known)
    ranked = sorted(counts, key=lambda key: (-counts[key], key or ""))
    return tuple(known[key] for key in ranked[:MOST_ACTORS] if key)


def _origin(citation: Citation) -> str:
    return citation.origin or citation.key
