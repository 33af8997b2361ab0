"""The shape of a rule: a pattern over token classes, and a function that finds the value of what it matched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates.lexing import Token, compiled
from corpus.dates.tense import Tense, tense_at
from corpus.model import TimeKind

#: How many, for use inside of patterns: "two", "2 1/2", "a couple of", "several", "twenty-four", "a year and a half".
AMOUNT = (
    "(?P<amount>(?:AN )?(?:COUPLE OF?|VAGUE)|HALF AN?|AN HALF|"
    "(?:AN|INT|DECIMAL|CARDINAL|SCALE)(?:(?:HYPHEN|(?<=SCALE)AND)? (?:CARDINAL|SCALE)){0,5}"
    "(?:(?:AND AN)? (?:HALF|FRACTION))?)"
)
#: Words of rough measure before an amount; they belong to the expression and leave its value alone.
ROUGHLY = "(?:APPROX|MORE THAN|AT MORE|UP TO)?"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    What a rule found.

    Attributes:
        value: TIMEX3 value.
        kind: Its type.
        how: How it was found, in words.
        leads: Whether later words may be told from it; what is only compared with does not.
    """

    value: str
    kind: TimeKind = TimeKind.DATE
    how: str = "as written"
    leads: bool = True


#: What ends "the day before" where nothing follows that it is before.
STOPS = frozenset(["", ",", ".", ";", ":", "and", "but", ")", "”", '"'])
#: Words that are consumed and mark nothing.
NOTHING = Finding("", TimeKind.DATE, "no time")


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A pattern matched in a run of tokens.

    Attributes:
        tokens: The run.
        match: The match over their classes; its offsets are token numbers.
        published: Day that relative words are read from, or None where it is not known.
        reference: Value of the day, month, year … told of last, or None.
        day: Value of the day told of last, whatever year or month was named in passing since, or None.
        quarter: Value of the quarter told of last, or None.
        historic: Numbers of the sentences whose present tense tells of what has been: headlines and captions.
        asked: The tense of the question that the words are of, or None where they are an article's.
    """

    tokens: Sequence[Token]
    match: re.Match[str]
    published: date | None
    reference: str | None
    day: str | None = None
    quarter: str | None = None
    historic: frozenset[int] = frozenset()
    asked: Tense | None = None

    def tokens_of(self, group: str) -> Sequence[Token]:
        """Give the tokens that *group* matched; none where it took no part."""
        if group not in self.match.re.groupindex:
            return ()
        first, last = self.match.span(group)
        return self.tokens[first:last] if first >= 0 else ()

    def word(self, group: str) -> str:
        """Give the words that *group* matched, in lower case; ``""`` where it took no part."""
        return " ".join(token.lower for token in self.tokens_of(group))

    def before(self, distance: int = 1) -> str:
        """Give the lower-case word *distance* tokens before the match in its sentence, or ``""``."""
        return self._beside(self.match.start() - distance)

    def after(self, distance: int = 1) -> str:
        """Give the lower-case word *distance* tokens after the match in its sentence, or ``""``."""
        return self._beside(self.match.end() - 1 + distance)

    def named(self, group: str) -> bool:
        """Tell whether *group* is a name by its capital: "Timothy Weeks", "the Monthly Notices"."""
        token, place = self.tokens_of(group)[0], self.match.start(group)
        inside = place > 0 and self.tokens[place - 1].sentence == token.sentence
        return inside and token.text[0].isupper() and not token.text.isupper()

    @property
    def sentence(self) -> int:
        """Number of the sentence that the match stands in."""
        return self.tokens[self.match.start()].sentence

    def tense(self) -> Tense:
        """Tell the tense of the clause that the match stands in."""
        if self.asked is not None:
            return self.asked
        return tense_at(self.tokens, self.match.start(), self.match.end(), self.sentence in self.historic)

    def _beside(self, place: int) -> str:
        inside = 0 <= place < len(self.tokens)
        here = self.tokens[self.match.start()].sentence
        return self.tokens[place].lower if inside and self.tokens[place].sentence == here else ""


Reader = Callable[[Hit], Finding | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule of the grammar.

    Attributes:
        pattern: Over classes; a group named ``span`` narrows what is marked.
        read: Finds the value, or refuses with None.
        ahead: Whether it is told from the date that comes next in the sentence ("a day after they met on Wednesday").
        refers: Whether later words may be told from what it finds.
    """

    pattern: re.Pattern[str]
    read: Reader
    ahead: bool
    refers: bool


def rule(pattern: str, read: Reader, *, ahead: bool = False, refers: bool = True) -> Rule:
    """Make a rule; ``{AMOUNT}`` and ``{ROUGHLY}`` stand for the fragments of these names."""
    return Rule(compiled(pattern.replace("{AMOUNT}", AMOUNT).replace("{ROUGHLY}", ROUGHLY)), read, ahead, refers)
