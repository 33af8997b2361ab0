"""Detect pages that show a paywall, a consent form, an error or a list of articles instead of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.extraction.json_ld import JsonLdNode, is_article
from corpus.extraction.render import RenderedLine, Rendering
from corpus.languages.en.page_phrases import (
    ACCESS_DENIED_PHRASES,
    CONSENT_PHRASES,
    ERROR_PHRASES,
    JAVASCRIPT_PHRASES,
    PAYWALL_PHRASES,
    READ_ON,
    SUBSCRIPTION_PHRASES,
)
from corpus.models.text import _

# A body with this many words is an article, whatever else the page shows.
_MIN_ARTICLE_WORDS = 250
# A body with this many words is not the text of a paywall or an error page.
_MAX_STUB_WORDS = 120
# A body with fewer words is not even a short report.
_MIN_REPORT_WORDS = 40
# A paywall notice is at most this many characters from the end of the teaser; farther off it is a promotion.
_MAX_PAYWALL_DISTANCE_CHARS = 600
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def find_refusal_reason(
    title: str, visible_text: str, body: Sequence[tuple[int, int]], node: JsonLdNode, noscript_text: str
) -> str | None:
    """
    Return why a page must be refused.

    Args:
        title: Its headline or ``<title>``.
        visible_text: Its visible text.
        body: Spans that an extractor takes for the body.
        node: Its JSON-LD article, or an empty mapping.
        noscript_text: What it shows if scripts are off (``<noscript>``).

    Returns:
        A clause for people ("the site shows an error, not an article"), or None if there seems to be an article.
    """
    teaser = "\n".join(visible_text[start:end] for start, end in body)
    words = _count_words(teaser)
    if words >= _MIN_ARTICLE_WORDS:
        return None
    # Below a short report a site's usual notices do not count; if there is hardly a sentence, they are the page.
    is_stub = _count_words(visible_text) < _MIN_ARTICLE_WORDS and words < _MIN_REPORT_WORDS
    page = f"{title}\n{visible_text if is_stub else teaser if words < _MAX_STUB_WORDS else ''}"
    if ACCESS_DENIED_PHRASES.search(page):
        return _("the site denies access and shows no article")
    if ERROR_PHRASES.search(page):
        return _("the site shows an error, not an article")
    if JAVASCRIPT_PHRASES.search(page) or (
        _count_words(visible_text) < _MIN_REPORT_WORDS and JAVASCRIPT_PHRASES.search(noscript_text)
    ):
        return _("the page needs JavaScript to show its text")
    if CONSENT_PHRASES.search(page):
        return _("the page asks for consent before it shows the article")
    if _is_paywalled(visible_text, body, node, words):
        return _("the article is behind a paywall; only its beginning is shown")
    return None


def _count_words(text: str) -> int:
    """Return the number of words; two characters of a script without spaces count as one."""
    return len(text.split()) + len(_CJK.findall(text)) // 2


def _is_paywalled(visible_text: str, body: Sequence[tuple[int, int]], node: JsonLdNode, words: int) -> bool:
    """
    Return whether a paywall cuts the text short.

    Many pages state that an article is not free (schema.org ``isAccessibleForFree``) and still show all of it.
    """
    end = body[-1][1] if body else 0
    text_after_body = visible_text[max(0, end - _MAX_PAYWALL_DISTANCE_CHARS // 2) : end + _MAX_PAYWALL_DISTANCE_CHARS]
    not_free = str(node.get("isAccessibleForFree", "")).lower() == "false"
    if not SUBSCRIPTION_PHRASES.search(text_after_body):
        return not_free and words < _MIN_REPORT_WORDS
    return bool(PAYWALL_PHRASES.search(text_after_body)) or (not_free and words < _MAX_STUB_WORDS)


# A page of teasers has this many, and this share of its text is in them; a teaser has at most so many words on average.
_MIN_TEASERS, _MIN_TEASER_SHARE, _MAX_TEASER_WORDS = 4, 0.7, 45
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Characters at the end of a teaser that may lead on; a body of links has so many times the words in them.
_MAX_LINK_CHARS, _MIN_LINK_RATIO = 40, 2
# So many words without such a headline between them are an article.
_MIN_STORY_WORDS = 120
# A headline that leads to its article is all link and has this many words; its teaser is within so many lines below.
_MIN_LINKED_SHARE, _MIN_HEAD_WORDS, _MAX_TEASER_LINES = 0.9, 3, 3


def is_index_page(rendering: Rendering, body: Sequence[tuple[int, int]], node: JsonLdNode, page_type: str) -> bool:
    """
    Return whether a page lists articles, each by a headline that leads to it and a few words, and is none itself.

    Args:
        rendering: Its visible text.
        body: Spans that an extractor takes for the body; empty if it found none.
        node: Its JSON-LD article, or an empty mapping.
        page_type: Its ``og:type``, or ``""``.
    """
    if page_type == "article" or is_article(node):
        return False
    count = _TeaserCount()
    first, last = (body[0][0], body[-1][1]) if body else (0, len(rendering.text))
    for line in rendering.lines:
        count.add(line, rendering.text[line.start : line.end], is_inside=first <= line.start < last)
    return count.is_index(has_body=bool(body))


class _TeaserCount:
    """How much of a page, line by line, is in headlines that lead to other pages and in the words below them."""

    def __init__(self) -> None:
        self._teasers = self._teaser_words = self._words = self._linked_words = 0
        self._run = self._longest_run = 0
        self._lines_below = _MAX_TEASER_LINES

    def add(self, line: RenderedLine, words: str, *, is_inside: bool) -> None:
        """Count a line; those outside the body only as headlines."""
        if line.words < _MIN_HEAD_WORDS:
            return
        if line.linked >= _MIN_LINKED_SHARE * (line.end - line.start):
            self._lines_below = self._run = 0
            self._linked_words += line.words if is_inside else 0
        elif is_inside and line.element.tag not in _HEADINGS:
            leads_on = line.linked > 0 and (line.element.tag == "li" or READ_ON.search(words[-_MAX_LINK_CHARS:]))
            if leads_on:
                self._lines_below = self._run = 0
            self._add_words(line.words)

    def _add_words(self, number: int) -> None:
        self._words += number
        self._run += number
        self._longest_run = max(self._longest_run, self._run)
        if self._lines_below < _MAX_TEASER_LINES:
            self._teasers += self._lines_below == 0
            self._teaser_words += number
        self._lines_below += 1

    def is_index(self, *, has_body: bool) -> bool:
        """Return whether these are the lines of a list of articles."""
        if self._longest_run >= _MIN_STORY_WORDS:
            return False
        if has_body and self._linked_words > _MIN_LINK_RATIO * self._words + _MIN_STORY_WORDS // 4:
            return True
        return (
            self._teasers >= _MIN_TEASERS
            and self._teaser_words >= _MIN_TEASER_SHARE * self._words
            and self._teaser_words <= _MAX_TEASER_WORDS * self._teasers
        )
