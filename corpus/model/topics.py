"""What people follow: a topic by its words, its actors and its sources."""

from __future__ import annotations

from dataclasses import dataclass

#: Longest name of a topic, in code points.
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Topic:
    """
    What a briefing, a question or a digest may be for.

    Attributes:
        name: What it is called; two names that differ in case or spaces alone are one.
        terms: Words and phrases that its articles hold ("interest rate").
        actors: Those it is about, by name or id.
        sources: The outlets or hosts it is taken from; all where there are none.
        languages: ISO 639-1 codes of the languages it is read in; all where there are none.
        scope: Whose it is: a server's id, or ``""`` for everybody's.

    Raises:
        ValueError: If it has no name, too long a one, or neither term nor actor.
    """

    name: str
    terms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    scope: str = ""

    def __post_init__(self) -> None:
        if not self.folded or len(self.name) > LONGEST_NAME:
            raise ValueError(f"a topic's name has 1 to {LONGEST_NAME} characters")
        if not self.terms and not self.actors:
            raise ValueError("a topic needs a term or an actor to be found by")

    @property
    def folded(self) -> str:
        """Its name as names are compared."""
        return fold(self.name)


def fold(name: str) -> str:
    """Put a topic's name into the form in which names are compared."""
    return " ".join(name.casefold().split())
