"""The topics that come with the sample articles."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from corpus.model import Topic


def sample_topics() -> tuple[Topic, ...]:
    """Read the topics of the sample articles, everybody's."""
    text = (files("corpus") / "sample" / "topics.toml").read_text(encoding="utf-8")
    return tuple(
        Topic(entry["name"], tuple(entry.get("terms", ())), tuple(entry.get("actors", ())))
        for entry in tomllib.loads(text)["topic"]
    )
