"""The sub-command topics: list them, add one, show what belongs to one and why, remove one."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.desk.desk import Desk
from bot.desk.following import Followed
from bot.errors import InputError
from bot.terminal import look, replies
from corpus.model import Topic

DONE, NOTHING = 0, 1


def topics(desk: Desk, given: argparse.Namespace, out: Console) -> int:
    """Carry out one verb; 1 where there is no topic, or nothing belongs to it."""
    if given.verb == "list":
        return _list(desk, out)
    if given.verb == "add":
        topic = _topic(given)
        desk.keep_topic(topic)
        out.print(f"Kept: {topic.name}", markup=False)
        return _told(desk.follow(topic.name), out)
    if given.verb == "remove":
        desk.drop_topic(given.name)
        out.print(f"Forgotten: {given.name}", markup=False)
        return DONE
    followed = desk.follow(given.name)
    if given.json:
        replies.write_json(out, _face(followed))
    else:
        out.print(_look(followed))
    return DONE if followed.articles else NOTHING


def _topic(given: argparse.Namespace) -> Topic:
    try:
        return Topic(
            name=" ".join(given.name.split()),
            terms=tuple(dict.fromkeys(given.term)),
            actors=tuple(dict.fromkeys(given.actor)),
            sources=tuple(dict.fromkeys(given.source)),
            languages=tuple(dict.fromkeys(given.language)),
        )
    except ValueError as error:
        raise InputError(f"the topic “{given.name}”", str(error), "Give --term or --actor.") from error


def _list(desk: Desk, out: Console) -> int:
    known = desk.topics()
    if not known:
        out.print("There is no topic yet: add one with “dateline topics add”.")
        return NOTHING
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("articles", justify="right")
    for title in ("name", "found by"):
        table.add_column(title, overflow="fold")
    for topic in known:
        found_by = Text(", ".join((*topic.terms, *topic.actors)))
        table.add_row(str(len(desk.follow(topic.name).articles)), Text(topic.name, style="bold"), found_by)
    out.print(table)
    return DONE


def _told(followed: Followed, out: Console) -> int:
    for name in followed.wanted.unknown:
        out.print(f"No article names an actor “{name}” yet; it is looked for as words.", markup=False)
    out.print(f"{look.count(len(followed.articles), 'article')} of the store belong to it.")
    return DONE


def _face(followed: Followed) -> dict[str, object]:
    topic = followed.wanted.topic
    return {
        "name": topic.name,
        "terms": list(topic.terms),
        "actors": list(topic.actors),
        "sources": list(topic.sources),
        "languages": list(topic.languages),
        "articles": [
            {
                "doc": key,
                "relevance": round(one.score, 3),
                "reasons": [{"found": found, "sentences": count} for found, count in one.reasons],
            }
            for key, one in followed.articles.items()
        ],
    }


def _look(followed: Followed) -> Table:
    topic = followed.wanted.topic
    table = Table(box=None, padding=(0, 2, 0, 0), title=Text(topic.name, style="bold"), title_justify="left")
    table.caption = Text(_caption(topic), style="dim")
    table.caption_justify = "left"
    table.add_column("relevance", justify="right")
    for title in ("article", "found by"):
        table.add_column(title, overflow="fold")
    for key, one in followed.articles.items():
        reasons = ", ".join(f"{found} ({count})" for found, count in one.reasons)
        table.add_row(f"{one.score:.2f}", Text(key, style="cyan"), Text(reasons))
    return table


def _caption(topic: Topic) -> str:
    parts = (
        ("Terms", topic.terms),
        ("Actors", topic.actors),
        ("Sources", topic.sources),
        ("Languages", topic.languages),
    )
    return "\n".join(f"{label}: {', '.join(values)}" for label, values in parts if values)
