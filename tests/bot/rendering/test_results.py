"""Claims about the card of one article."""

from __future__ import annotations

from dataclasses import replace

from bot.models.query import ArticleDetails
from bot.rendering.results import render_article
from corpus.models import Provenance
from tests.support.briefings.passages import build_passage


def test_a_text_that_is_the_feeds_is_marked_as_such() -> None:
    """A reader knows that the page was not read."""
    details = ArticleDetails(build_passage("The mayor opened a bridge.", "a").citation, Provenance(), (), (), ())
    note = "**Text** from its feed, because I couldn't read its page"
    assert note in render_article(replace(details, from_feed=True), 1).message.text
    assert note not in render_article(details, 1).message.text
