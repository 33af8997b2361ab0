"""What has changed since a day: the articles of then compared with all articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.models.query import ChangeList
from bot.services.engine.past import build_nothing_published_error, parse_past_day
from bot.services.engine.queries import QueryEngine
from bot.services.retrieval import search_context, search_with_context
from briefings import summarizer
from briefings.clustering import (
    DEFAULT_CHANGES,
    Change,
    ChangeKind,
    StoryGroup,
    find_developments,
    find_new_stories,
)
from briefings.models import QuestionIntent, Request
from briefings.summarizer import BriefingContext
from corpus.models import Passage, Query
from corpus.pipeline import list_published_keys
from corpus.publishers import count_origins


def list_changes(
    engine: QueryEngine, *, scope: str = "", text: str = "", since: str, today: date, limit: int = DEFAULT_CHANGES
) -> ChangeList:
    """
    Return what has changed since the end of a day: figures, offices, and stories that are new.

    Args:
        engine: The engine of the articles.
        scope: The scope of the articles.
        text: A question, a name or a topic; ``""`` for everything.
        since: The day, as typed; of a period the last one.
        today: The day on which it was typed.
        limit: Maximum number of changes of each kind.

    Raises:
        InputError: If *since* names no day or one in the future, or nothing had been published by then.
    """
    day = parse_past_day(engine, since, scope, today)
    known = list_published_keys(engine.store, day, scope)
    if not known:
        raise build_nothing_published_error(engine, day, scope)
    request, _relevance = engine.resolve_subject("", text, scope, today=today)
    if text.strip() and request.query == Query(scope=scope):  # nothing was recognized in the text
        return ChangeList(request, day, ())
    matches, passages = search_with_context(engine.store, request.query)
    changes = list(find_developments(matches, passages, known, limit))
    changes += _list_stories(engine, request, matches, find_new_stories(matches, known, limit))
    new = {one.citation.key: one.citation for one in matches if one.citation.key not in known}
    return ChangeList(request, day, tuple(changes), len(new), count_origins(new.values()))


def _list_stories(
    engine: QueryEngine, request: Request, passages: Sequence[Passage], groups: Sequence[StoryGroup]
) -> list[Change]:
    context = search_context(engine.store, request.query, passages)
    by_article: dict[str, list[Passage]] = {}
    for passage in passages:
        by_article.setdefault(passage.citation.key, []).append(passage)
    changes = (_describe_story(request, group, by_article, context) for group in groups)
    return [change for change in changes if change]


def _describe_story(
    request: Request, group: StoryGroup, by_article: Mapping[str, Sequence[Passage]], context: BriefingContext
) -> Change | None:
    """Return the story with its title and its most important sentence, None if none of its sentences can be quoted."""
    passages = [passage for key in group.articles for passage in by_article[key]]
    titles = tuple(one for one in context.titles if one.citation.key in group.articles)
    asked = replace(request, intent=QuestionIntent.BRIEF, limit=1, prior_sentences=())
    briefing = summarizer.summarize(passages, asked, context=BriefingContext(titles))
    if not briefing.points:
        return None
    citations = {key: by_article[key][0].citation for key in group.articles}
    return Change(
        ChangeKind.STORY,
        "",
        briefing.points[0],
        headline=briefing.stories[0].headline if briefing.stories else None,
        articles=len(citations),
        origins=count_origins(citations.values()),
    )
