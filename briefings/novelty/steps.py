"""The words in which news goes on: steps, denials, what was to come and has come, figures."""

from __future__ import annotations

import re
from functools import cache

from briefings.words import stem, tokens
from corpus.model import Passage

#: Each line is one step that a story can take, in the words that tell it; ours, for the language of news reports.
_STEPS = """
    postpone postponed delay delayed defer deferred
    cancel cancelled canceled scrap scrapped abandon abandoned axe axed
    withdraw withdrew withdrawn drop dropped retract retracted
    resume resumed restart restarted
    reopen reopened
    overturn overturned reverse reversed quash quashed annul annulled
    uphold upheld
    appeal appealed
    refuse refused reject rejected veto vetoed decline
    deny denied denies dismiss dismissed rebut rebutted
    admit admitted confess confessed acknowledge acknowledged
    apologise apologised apologize apologized apology
    approve approved pass passed adopt adopted ratify ratified endorse endorsed authorise authorised legislation
    sign signed conclude concluded ink inked seal sealed agree agreed agreeing agreement pact treaty deal compromise
    elect elected re-elected reelected
    appoint appointed name named nominate nominated
    resign resigned quit resignation ousted sacked fired dismissed
    die died dead death deaths kill killed toll
    recover recovered regain regained restore restored
    return returned
    rescue rescued saved safety pull pulled evacuate evacuated
    find found
    release released free freed
    arrest arrested detain detained custody
    charge charged indict indicted
    convict convicted guilty sentence sentenced jail jailed prison
    acquit acquitted cleared
    fine fined penalty
    sue sued lawsuit
    join joined
    summon summoned
    retaliate retaliated retaliation
    destroy destroyed ruin ruined wreck wrecked
    rise rose risen climb climbed increase increased raise raised grow grew double doubled surge surged
    fall fell fallen drop dropped decrease decreased cut lower lowered halve halved plunge plunged
    extend extended prolong prolonged
    end ended cease ceased halt halted stop stopped
    collapse collapsed
    fail failed
    settle settled settlement
    suspend suspended freeze froze frozen
    lift lifted ease eased
    order ordered
    respond responded answer answered reaction reacted reply replied
    capture captured seize seized retake retook
    leave left quit depart departed
    arrive arrived reach reached land landed
    win won victory
    lose lost loss losses defeat defeated
    strike walkout
    launch launched
    begin began begun start started
    constitutional supreme
    keep kept
    another again further additional
    instead
    erupt erupted
    expel expelled expulsion thrown
    close closed shut shuts closure
    open opened
    ban banned outlaw outlawed
    impose imposed
    attack attacked strikes raid raided shell shelled
    move moved
    test tested
    invite invited
    recall recalled
    vote voted
    escalate escalated
    fire fires
"""

#: Verbs of two words, and the one word among the steps that says the same.
_PAIRS = {
    r"put(?:s|ting)? off": "postponed",
    r"call(?:s|ed|ing)? off": "cancelled",
    r"pull(?:s|ed|ing)? out": "withdrew",
    r"step(?:s|ped|ping)? down": "resigned",
    r"turn(?:s|ed|ing)? down": "rejected",
    r"(?:shot|shoot|shoots|bring|brought) down": "downed",
    r"(?:give|gave|given|giving) up": "abandoned",
    r"(?:set|sets|let|lets) (?:\w+ ){0,2}free": "freed",
    r"(?:break|broke|broken) off|no longer": "ended",
}
#: Turns of speech in which such a word tells no step.
_IDIOM = re.compile(r"\broles (?:are|were|had been|have been) reversed\b", re.IGNORECASE)
_PAIRED = re.compile("|".join(rf"\b({pair})\b" for pair in _PAIRS), re.IGNORECASE)
#: Words that tell that something is no longer what it was.
_TURNED = re.compile(
    r"\b(?:still not|not yet|yet to|any more|anymore|after all|in the end"
    r"|(?:is|are|was|were) (?:now )?over)\b",
    re.IGNORECASE,
)

#: What was still to come when it was told.
_TO_COME = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:to|about to|due to|set to)|plan(?:s|ned)? to|expect(?:s|ed)?"
    r"|wants? to|intends? to|hopes? to|offer(?:s|ed)? to|ask(?:s|ed)? \w+ [\w ]*?to|consider(?:s|ing)?|propos\w+"
    r"|may|might|could|search(?:es|ing)?|looking for|pressure to|next (?:week|month|year)|in talks|accused|suspected"
    r"|ahead|(?:call|urge|promise|vow|threaten|order)(?:s|d|ed)? (?:\w+ ){0,2}to)\b",
    re.IGNORECASE,
)
#: What would only be, to the end of its clause.
_OPEN = re.compile(
    r"\b(?:if|unless|whether|in case|should|will|would|shall|may|might|could|plan(?:s|ned)? to|expect(?:s|ed)?"
    r"|wants? to|intends? to|hopes? to|offer(?:s|ed)? to|(?:is|are) to)\b[^,.;:]*",
    re.IGNORECASE,
)
#: Words of the steps that tell something done and do not end in -ed.
_DONE = frozenset(
    """
    withdrew withdrawn quit dead death deaths toll found freed guilty prison jail lawsuit rose risen grew fell fallen
    cut froze frozen left won lost began begun kept thrown shut another again further additional instead constitutional
    supreme retook safety evacuated apology resignation retaliation settlement denies overturned upheld
    """.split()
)
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen twenty".split(),
        start=3,
    )
} | {"dozen": "12"}
_TENS = {
    word: number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_UNITS = {word: number for number, word in enumerate("one two three four five six seven eight nine".split(), start=1)}
_FIGURE = re.compile(
    rf"\d+(?:[.,]\d+)*|\b(?:({'|'.join(_TENS)})(?:-({'|'.join(_UNITS)}))?|{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE
)
#: "Ruiz, 58, said": an age is no news.
_AGE = re.compile(r",\s*(?:aged\s+)?\d{1,2}\s*[,.]")


@cache
def _steps() -> dict[str, frozenset[int]]:
    held: dict[str, set[int]] = {}
    for number, line in enumerate(_STEPS.strip().splitlines()):
        for word in line.split():
            held.setdefault(stem(word), set()).add(number)
    return {word: frozenset(lines) for word, lines in held.items()}


def steps(text: str) -> dict[str, frozenset[int]]:
    """List the words of *text* that name a step, taken or not: word → the steps that it may name."""
    plain = _PAIRED.sub(_single, _IDIOM.sub(" ", text))
    return {word: told for word in tokens(plain) if (told := _steps().get(stem(word)))}


def _single(match: re.Match[str]) -> str:
    """Give the one word for a verb of two."""
    return list(_PAIRS.values())[(match.lastindex or 1) - 1]


def turns(text: str) -> tuple[str, ...]:
    """List the words of *text* that tell that something is no longer what it was."""
    return tuple(match[0].lower() for match in _TURNED.finditer(text))


def taken(text: str) -> dict[str, frozenset[int]]:
    """List the words of *text* that tell a step as done: word → the steps that it may tell."""
    done = steps(_OPEN.sub(" ", text))
    return {word: told for word, told in done.items() if word.endswith("ed") or word in _DONE}


def to_come(text: str) -> bool:
    """Tell whether *text* speaks of what is still to come, or open."""
    return bool(_TO_COME.search(text))


def figures(passage: Passage) -> frozenset[str]:
    """Give the numbers of *passage*, as digits; those of a date and ages are none."""
    text, start = passage.sentence.text, passage.sentence.start
    dated = [(one.start - start, one.end - start) for one in passage.dates]
    dated += [match.span() for match in _AGE.finditer(text)]
    return frozenset(
        _digits(match)
        for match in _FIGURE.finditer(text)
        if not any(first <= match.start() < last for first, last in dated)
    )


def _digits(match: re.Match[str]) -> str:
    if match[1]:
        return str(10 * _TENS[match[1].lower()] + _UNITS.get((match[2] or "").lower(), 0))
    return _NUMBER_WORDS.get(match[0].lower(), match[0].replace(",", ""))
