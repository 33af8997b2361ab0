"""English verbs and nouns of speech that introduce a quotation."""

from __future__ import annotations

import re

from corpus.languages.en.calendar import WEEKDAY_WORDS

#: A reporting clause right before a date: "announced late on".
REPORTING_CLAUSE = re.compile(
    r"\b(?:sa(?:id|ys)|told(?: \w+){1,3}|announced|added|reported|warned|confirmed)"
    r"(?: (?:late|early|on|in|a|statement)){0,4}\s*$",
    re.IGNORECASE,
)

PRONOUN_SPEECH_VERBS = (
    "said|says|added|adds|told|wrote|noted|stressed|warned|continued|explained|claimed|insisted|argued|asked|replied"
    "|declared|stated|reads?"
)

#: A clause that names the speaker of the words before it, which is no development of a story.
REPLY_CLAUSE = re.compile(r"[,”\"]\s+(?:he|she|they|[A-Z][\w-]+)\s+(?:replied|responded|answered)\b")

QUESTION_SPEECH_VERBS = (
    r"sa(?:y|id|ys|ying)|tell|told|call(?:ed)?|describ\w+|warn\w*|promis\w+|pledg\w+|vow\w*|comment\w*|respon\w+"
    r"|react\w*|think|make of|sp(?:eak|oke)|according to|quot(?:es?|ed)|remarks? (?:of|by|on|about)|words of"
    r"|statements? (?:of|by|from)|(?<!the )(?<!an )report(?:ed|s)?|explain\w*|argue[ds]?|repl(?:y|ies|ied)"
    r"|recommend\w*|suggest\w*|advise[ds]?|urge[ds]?|demand(?:s|ed)?|declare[ds]?|claim(?:s|ed)?|insist\w*|stress(?:es|ed)?"
    r"|emphasi[sz]e[ds]?|predict(?:s|ed)?"
)
SPEECH_VERB_PATTERN = re.compile(QUESTION_SPEECH_VERBS, re.IGNORECASE)

#: Words for the setting of a statement, ignored when sentences are compared.
REPORTING_WORDS = re.compile(
    r"\b(?:reporters?|briefings?|press (?:conference|release|briefing)|news conference|statement|interview|spokes\w+"
    r"|official|according|announce[ds]?|express(?:e[ds]|ing)?|comment(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)

REPORTING_VERB_BEFORE_DATE = re.compile(
    r"\b(?:said|says|told|tells|announced|added|reported|according to|in an? (?:statement|interview|speech))\b"
    r"[^,;.]{0,40}$"
)

#: Verbs before "from" and the place of a speaker or reporter.
REPORTING_FROM_VERBS = frozenset(
    "responded responds spoke speaking speaks reported reporting reports broadcast wrote writing".split()
)

ADVERBS = WEEKDAY_WORDS | frozenset(
    "also later then now still again once ever never not has have had having is are was were be been being will "
    "would could can may might must should did do does to just even already soon often always sometimes earlier "
    "today yesterday tonight tomorrow recently repeatedly further instead too first only long away back simply "
    "therefore thus however meanwhile quickly went on".split()
)

SPEECH_VERB_LEMMAS = """
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

STANCE_VERB_LEMMAS = """
accuse address applaud appeal assail attack back bash bemoan blame blast brand call cast celebrate champion
characterise characterize chide cite commend commit compare condemn consider credit criticise criticize decry
deem defend denounce depict deplore deride describe dismiss doubt dub endorse express find greet hail honor
honour include invoke issue label lambast lambaste laud liken mandate mock name oppose paint plan portray praise
provide publish question quote rail rebuke recommend refer regard reject release require ridicule rip scold seek
slam speak specify stipulate support thank tout vilify voice want warn welcome feel
"""

IRREGULAR_FORMS = {
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
DOUBLING_VERBS = frozenset("admit brag commit dub fret plan purr quip refer rip shrug slam snap sob".split())

#: Verbs whose base form and -s form are usually nouns: only after a name or a pronoun are they verbs.
NOUN_VERBS = frozenset(
    """
address advise answer appeal attack back blame blast boast brand call cast chant charge claim close comment cry
demand deny doubt email estimate fear forecast go hint hold honor honour hope issue joke label lament laugh name
note offer open paint plan pledge point post praise promise protest put question quote rail read rebuke recall
release remark report rip rule shoot shout signal snap state stress support text thank tweet voice vow want
welcome wonder
""".split()
)


def inflect_verb(verb: str) -> tuple[str, ...]:
    """Return the third person, past and participle forms of an English verb."""
    if verb in IRREGULAR_FORMS:
        return tuple(IRREGULAR_FORMS[verb].split())
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb[-1] == "e":
        return verb + "s", verb + "d", verb[:-1] + "ing"
    stem = verb + verb[-1] if verb in DOUBLING_VERBS else verb
    return verb + ("es" if verb[-1] in "shxz" else "s"), stem + "ed", stem + "ing"


def expand_forms(verbs: str) -> frozenset[str]:
    """Return *verbs*, separated by blanks, in all their forms."""
    return frozenset(form for verb in verbs.split() for form in (verb, *inflect_verb(verb)))


#: Verbs for how something is said, of which the past form alone introduces speech: “…,” shrugged Ann Lee.
MANNER_VERBS = frozenset(
    """
    banter bawl beam bristle cackle coo croak drawl enthuse fret gasp giggle groan growl hiss holler huff moan mumble
    murmur mutter purr quaver rejoin roar shrug sigh smirk snarl sneer snort sob splutter whimper wince
    """.split()
)
#: Forms of verbs that introduce direct speech, or a clause that reports it.
SPEECH_VERB_FORMS = (
    expand_forms(SPEECH_VERB_LEMMAS) | frozenset(inflect_verb(verb)[1] for verb in MANNER_VERBS) | {"grinned", "smiled"}
)

#: Forms of verbs that take a few quoted words: “called it ‘a mistake’”.
STANCE_VERB_FORMS = expand_forms(STANCE_VERB_LEMMAS)

#: Forms of verbs of attitude; in “the minister said they wanted ‘peace’” the quoted words are the minister's.
ATTITUDE_VERB_FORMS = expand_forms(
    "want plan seek support believe feel hope include provide require release issue find consider expect think doubt"
)

#: Verbs whose base form alone is also a noun: “in a written reply”, “two replies”, but “the minister replies”.
BASE_NOUN_VERBS = frozenset(
    """
caution champion counsel counter credit crow mandate mention rant recount relay reply report retort scream slam text
venture whisper yell
""".split()
)

#: Forms that are also nouns.
NOUN_LIKE_FORMS = (
    frozenset(form for verb in NOUN_VERBS for form in (verb, inflect_verb(verb)[0]))
    | BASE_NOUN_VERBS
    | {"shot", "thought", "felt", "said's"}
)

#: Forms that introduce reported speech without a "that".
REPORTING_VERB_FORMS = frozenset(
    """
said says say told tells added adds announced announces argued argues asserted asserts claimed claims concluded
concludes conceded confirmed confirms contended declared declares explained explains insisted insists maintained
maintains noted notes pledged predicted promised reiterated remarked replied reported reports revealed stated
states stressed suggested suggests vowed warned warns wrote writes acknowledged acknowledges admitted alleged
alleges disclosed emphasized emphasised testified tweeted
""".split()
)

#: Base forms among NOUN_LIKE_FORMS: as verbs they need a plural subject.
NOUN_LIKE_BASE_FORMS = (NOUN_VERBS | BASE_NOUN_VERBS) - {"put", "read"}

BE_FORMS = frozenset("is are was were be been being".split())
MODALS = frozenset("to would could might may should must can".split())
#: Participles that always follow the thing that bears the words, and those that do so only after SIGN_NOUNS.
CONTENT_PARTICIPLES = frozenset({"reading", "stipulating"})
SIGN_PARTICIPLES = frozenset("asking declaring proclaiming saying stating urging warning".split())
QUOTING_VERB_FORMS = frozenset("quote quotes quoted quoting cite cites cited citing".split())

ADJECTIVAL_PARTICIPLES = frozenset(
    "united retired elected appointed unidentified unnamed so-called red wounded alleged jailed exiled".split()
)

EXPRESSION_VERBS = frozenset({"expressed", "expresses", "voiced", "voices"})
MENTAL_VERBS = frozenset(
    "believe believes believed think thinks thought expect expects expected hope hopes hoped feel feels felt fear "
    "fears feared guess guessed reckon".split()
)
#: Verbs that also take an object that is no statement: “concluded a pact”, “wrote a letter”.
TRANSITIVE_VERBS = frozenset(
    "concluded concludes wrote writes maintained maintains reported reports revealed reveals explained explains".split()
)
#: Words that show that a clause has a verb, unless a relative word before them opens another clause.
FINITE_VERBS = frozenset(
    "is are was were be been has have had do does did will would can could may might must shall should not".split()
)
LISTENER_VERBS = frozenset("told tells tell warned warns".split())

#: Verbs after which an object may be mistaken for the subject: “…, told Ann Lee”.
OBJECT_VERBS = frozenset("told tell tells asked urged called accused praised blamed thanked".split())

#: Verbs after a name that continues the sentence of a quoted question or exclamation: “Why not?” Ito asked.
SPEECH_VERBS_AFTER_QUOTES = frozenset(
    "said says asked asks added adds told tells wrote writes tweeted replied replies shouted cried wondered "
    "responded continued declared exclaimed yelled joked quipped demanded recalled screamed posted chanted "
    "answered concluded insisted argued explained noted remarked".split()
)

COMMENT_VERBS = ("said", "says", "wrote", "writes", "replied", "commented")
