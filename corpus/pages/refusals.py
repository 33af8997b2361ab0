"""Pages that do not hold the article they stand for: what they show instead, as a reason to refuse them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.pages.linked_data import Node

# So many words of body are an article, whatever else the page shows.
_ARTICLE = 250
# A wall's own words and an error page's are fewer than this,
_STUB = 120
# and than this where an extractor does not take them for a body.
_REPORT = 40


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases).replace("'", "['’]"), re.IGNORECASE)


_ERROR = _any(
    r"\b(?:error )?(?:404|410|500|502|503|504)\b(?: |$|:)",
    r"(?:page|article|story) (?:was |is |could )?not (?:be )?found",
    r"we (?:can't|cannot|couldn't|could not|were unable to) (?:find|locate)",
    r"(?:page|article|story)(?: \w+){0,6} (?:can't|cannot|couldn't|could not) be found",
    r"(?:page|article|story|link)(?: \w+){0,5} (?:does not|doesn't|no longer) exists?",
    r"no longer (?:available|exists)",
    r"internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out",
    r"something went wrong|an error (?:has )?occurred",
    r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|pagina non trovata",
)
_DENIED = _any(
    r"access (?:is |has been )?denied|access to this page has been denied|permission to access",
    r"403 forbidden|\bforbidden\b|request (?:was )?blocked|you (?:have been|are) blocked",
    r"are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|\bcaptcha\b",
    r"unusual (?:traffic|activity)|checking your browser|just a moment|attention required|pardon our interruption",
    r"not available in your (?:country|region)|unavailable (?:for legal reasons|in your)",
)
_SCRIPT = _any(
    r"(?:enable|activate|turn on|requires?|needs?) javascript",
    r"javascript (?:is|must be|to be|seems to be|has been) (?:disabled|required|enabled|turned off|not enabled)",
    r"please enable (?:js|cookies)|browser is not supported|unsupported browser",
)
_CONSENT = _any(
    r"before you continue|we value your privacy|your privacy (?:choices|matters|is important)",
    r"we and our (?:\w+ ){0,2}partners|(?:accept|reject|agree to|manage) (?:all )?(?:cookies|and continue)",
    r"consent (?:preferences|management)|cookie (?:policy|settings|consent)|datenschutzeinstellungen|mit werbung",
)
_WALL = _any(
    r"(?:continue|keep|finish|unlock)(?: \w+){0,3} (?:reading|this article|this story)",
    r"to (?:read|continue|view|access) (?:reading )?(?:on|more|the rest)",
    r"to (?:read|continue|view|access) (?:the |this )?(?:full|whole|entire|article|story)",
    r"already (?:a )?(?:subscribed|subscriber|member)\b",
    r"(?:subscribers?|members)[- ]only|only for (?:subscribers|members)",
    r"(?:exclusive|reserved|available)(?: \w+){0,2} (?:to|for) (?:\w+ )?(?:subscribers|members)",
    r"(?:log|sign) in to (?:read|continue|view)|register (?:for free )?to (?:read|continue)",
    r"free articles? (?:left|remaining|this month)|nur für abonnenten|réservé aux abonnés|solo para suscriptores",
)
# What a wall asks for, beside what it promises; a promise alone may lead to another story.
_PRICE = _any(
    r"subscri|abonn|\babo\b|suscri|assin(?:e|ante|atura)|premium|membership|(?:free )?trial|unlimited access",
    r"(?:log|sign)[ -]?(?:in|up)|regist(?:er|rier)|anmelden",
)
# A wall stands this near behind the last line of the teaser, in characters; what is farther off is a promotion.
_NEAR = 600
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def reason(title: str, shown: str, body: Sequence[tuple[int, int]], node: Node, scripted: str) -> str | None:
    """
    Tell why a page is to be refused.

    Args:
        title: Its headline or ``<title>``.
        shown: Its visible text.
        body: Spans of that which an extractor takes for the body.
        node: Its JSON-LD article, or an empty mapping.
        scripted: What it shows where scripts are off (``<noscript>``).

    Returns:
        A clause for people ("the site shows an error, not an article"), or None where there seems to be one.
    """
    teaser = "\n".join(shown[start:end] for start, end in body)
    words = _length(teaser)
    if words >= _ARTICLE:
        return None
    # Under a short report, a site's usual notices are no refusal; where hardly a sentence stands, they are the page.
    whole = _length(shown) < _ARTICLE and words < _REPORT
    page = f"{title}\n{shown if whole else teaser if words < _STUB else ''}"
    if _DENIED.search(page):
        return "the site denies access; it does not show the article"
    if _ERROR.search(page):
        return "the site shows an error, not an article"
    if _SCRIPT.search(page) or (_length(shown) < _REPORT and _SCRIPT.search(scripted)):
        return "the page shows its text by JavaScript alone"
    if _CONSENT.search(page):
        return "the page asks for consent before it shows the article"
    if _walled(shown, body, node, words):
        return "the article is behind a paywall; only its beginning is shown"
    return None


def _length(text: str) -> int:
    """Count words; two characters of a script without spaces count as one."""
    return len(text.split()) + len(_CJK.findall(text)) // 2


def _walled(shown: str, body: Sequence[tuple[int, int]], node: Node, words: int) -> bool:
    """
    Tell whether a wall cuts the text short.

    That an article is not free (schema.org ``isAccessibleForFree``) many pages state which show all of it.
    """
    end = body[-1][1] if body else 0
    behind = shown[max(0, end - _NEAR // 2) : end + _NEAR]
    not_free = str(node.get("isAccessibleForFree", "")).lower() == "false"
    if not _PRICE.search(behind):
        return not_free and words < _REPORT
    return bool(_WALL.search(behind)) or (not_free and words < _STUB)
