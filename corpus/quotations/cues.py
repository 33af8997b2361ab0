"""Words that introduce somebody's words: verbs of saying and verbs of stance, inflected."""

from __future__ import annotations

_SAY = """
acknowledge add admit advise affirm agree allege announce answer argue ask assert assure bark believe bellow
boast brag caution chant charge chime chuckle claim clarify close comment complain concede conclude confess
confirm contend continue counsel counter crow cry declare demand deny elaborate email emphasise emphasize
estimate exclaim expect explain fear forecast fume grumble gush hint hope imply inform insist interject
interrupt joke lament laugh maintain marvel mention muse note observe offer open opine plead pledge point posit
post predict preach proclaim promise pronounce propose protest quip rant reassert recall reckon recount
reiterate relay remark remember remind repeat reply report respond retort retweet reveal rule scoff scream shout
signal snap speculate state stress suggest summarise summarize testify text threaten thunder tweet underline
underscore urge vent venture volunteer vow warn whisper wonder yell begin go hold put read say shoot swear tell
think write
"""

_STANCE = """
accuse address applaud appeal assail attack back bash bemoan blame blast brand call cast celebrate champion
characterise characterize chide cite commend commit compare condemn consider credit criticise criticize decry
deem defend denounce depict deplore deride describe dismiss doubt dub endorse express find greet hail honor
honour include invoke issue label lambast lambaste laud liken mandate mock name oppose paint plan portray praise
provide publish question quote rail rebuke recommend refer regard reject release require ridicule rip scold seek
slam speak specify stipulate support thank tout vilify voice want warn welcome feel
"""

_IRREGULAR = {
    "begin": "begins began beginning",
    "feel": "feels felt feeling",
    "find": "finds found finding",
    "go": "goes went going",
    "hold": "holds held holding",
    "put": "puts putting",
    "read": "reads reading",
    "say": "says said saying",
    "seek": "seeks sought seeking",
    "shoot": "shoots shot shooting",
    "speak": "speaks spoke speaking",
    "swear": "swears swore swearing",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "write": "writes wrote writing",
}
_DOUBLED = frozenset("admit brag commit dub plan quip refer rip slam snap".split())

#: Their bare form and the one in -s are nouns more often than not: only a name or pronoun before makes a verb of them.
_NOUNS = frozenset(
    """
address advise answer appeal attack back blame blast boast brand call cast chant charge claim close comment cry
demand deny doubt email estimate fear forecast go hint hold honor honour hope issue joke label lament laugh name
note offer open paint plan pledge point post praise promise protest put question quote rail read rebuke recall
release remark report rip rule shoot shout signal snap state stress support text thank tweet voice vow want
welcome wonder
""".split()
)


def _forms(verb: str) -> tuple[str, ...]:
    """Inflect an English verb: third person, past, participle."""
    if verb in _IRREGULAR:
        return tuple(_IRREGULAR[verb].split())
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb[-1] == "e":
        return verb + "s", verb + "d", verb[:-1] + "ing"
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    return verb + ("es" if verb[-1] in "shxz" else "s"), stem + "ed", stem + "ing"


def _all(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in (verb, *_forms(verb)))


#: Forms of verbs that introduce direct speech, or a clause that reports it.
SAYING = _all(_SAY)

#: Forms of verbs that take a few quoted words: “called it ‘a mistake’”.
STANCE = _all(_STANCE)

#: Of these, the forms whose quoted words are rather those of whoever reports them.
WISHES = _all(
    "want plan seek support believe feel hope include provide require release issue find consider expect think doubt"
)

#: Forms that are nouns too.
DOUBTFUL = frozenset(form for verb in _NOUNS for form in (verb, _forms(verb)[0])) | {
    "shot",
    "thought",
    "felt",
    "said's",
}

#: Forms whose clause tells what was said: these alone make reported speech.
REPORTING = frozenset(
    """
said says say told tells added adds announced announces argued argues asserted asserts claimed claims concluded
concludes conceded confirmed confirms contended declared declares explained explains insisted insists maintained
maintains noted notes pledged predicted promised reiterated remarked replied reported reports revealed stated
states stressed suggested suggests vowed warned warns wrote writes acknowledged acknowledges admitted alleged
alleges disclosed emphasized emphasised testified tweeted
""".split()
)

#: Of these, the bare ones: only a plural subject goes with them.
BARE = _NOUNS - {"put", "read"}
