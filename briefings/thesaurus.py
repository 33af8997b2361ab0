"""Words of the news that stand for one another in a question and its answer."""

from __future__ import annotations

from functools import cache

from briefings.words import stem

#: Each line is one sense; a word may stand in several. Ours, made by hand for the language of news reports.
_SENSES = """
    treaty pact agreement deal accord
    weapon weapons arms weaponry munitions armaments
    supply supplying send sending provide deliver delivery ship shipment give
    sanction sanctions embargo penalty restriction
    sign signed ink conclude
    talk talks summit meeting negotiation met meet
    warn warning threat threaten caution
    condemn denounce criticise criticize slam decry blast
    old older earlier previous former past
    revive revival restore bring reinstate resume
    new latest fresh
    stop halt end cease suspend pause
    begin start launch open
    kill killed dead death die died
    injure injured wound wounded hurt
    attack strike raid assault invade invasion
    ally allies partner friend
    leader president premier chief head ruler
    minister ministry secretary
    admit deny denied denial acknowledge reject
    trade trading sell selling sale buy buying purchase
    visit trip tour travel
    envoy ambassador diplomat
    summon summons protest complaint
    army military troops soldiers forces
    border frontier boundary demarcation
    rubbish trash garbage waste
    promise pledge vow commit commitment support
    plan planning intend consider considering mull
    price cost
    vote ballot election poll
    protest protester demonstration rally
    arrest detain detention jail imprison
    court judge trial tribunal verdict
    law bill legislation act
    border crossing cross crossed
    rise increase grow climb jump surge
    fall drop decline decrease slump
    big large huge major massive
    mutual joint common
    fire shoot shot shooting
    down downed intercept destroy
    aid help assistance
    build building construct construction
    nuclear atomic
    drone drones uav
    missile missiles rocket rockets
    shell shells artillery
    flee fled escape refugee
    win won victory defeat beat
    quit resign resignation
    name appoint nominate pick
    company firm business corporation
    oil petroleum crude fuel
    lead head run chair direct director leader
    damage destroy wreck ruin hit
    money fund funding cash dollar
"""


@cache
def _senses() -> dict[str, frozenset[str]]:
    """Give the senses of each stem, each called by the words of its line."""
    held: dict[str, set[str]] = {}
    for line in _SENSES.strip().splitlines():
        for word in {stem(word) for word in line.split()}:
            held.setdefault(word, set()).add(line.strip())
    return {word: frozenset(lines) for word, lines in held.items()}


@cache
def _related() -> dict[str, frozenset[str]]:
    related: dict[str, set[str]] = {}
    for word, lines in _senses().items():
        others = {stem(other) for line in lines for other in line.split()}
        related[word] = others - {word}
    return {word: frozenset(others) for word, others in related.items()}


def senses(word: str) -> frozenset[str]:
    """Name the senses of the stem *word*; none for a word the thesaurus does not hold."""
    return _senses().get(word, frozenset())


def related(word: str) -> frozenset[str]:
    """Give the stems that may stand for the stem *word*; none for a word the thesaurus does not hold."""
    return _related().get(word, frozenset())
