"""English verb forms, words for the developments of a story, and words that mark tense."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

#: Words for the developments of a story, one development per line; compiled by hand for news reports.
STEP_WORDS = """
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

#: Phrasal verbs, and the word that replaces each before STEP_WORDS are looked up.
PHRASAL_VERBS = {
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
#: Idioms in which a word of STEP_WORDS is no development.
NON_STEP_IDIOM = re.compile(r"\broles (?:are|were|had been|have been) reversed\b", re.IGNORECASE)
PHRASAL_VERB_PATTERN = re.compile("|".join(rf"\b({pair})\b" for pair in PHRASAL_VERBS), re.IGNORECASE)
#: Phrases that mark a change from an earlier state.
REVERSAL_PHRASE = re.compile(
    r"\b(?:still not|not yet|yet to|any more|anymore|after all|in the end"
    r"|(?:is|are|was|were) (?:now )?over)\b",
    re.IGNORECASE,
)

#: Phrases for what was still to come at the time of writing.
FUTURE_PHRASE = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:to|about to|due to|set to)|plan(?:s|ned)? to|expect(?:s|ed)?"
    r"|wants? to|intends? to|hopes? to|offer(?:s|ed)? to|ask(?:s|ed)? \w+ [\w ]*?to|consider(?:s|ing)?|propos\w+"
    r"|may|might|could|search(?:es|ing)?|looking for|pressure to|next (?:week|month|year)|in talks|accused|suspected"
    r"|ahead|(?:call|urge|promise|vow|threaten|order)(?:s|d|ed)? (?:\w+ ){0,2}to)\b",
    re.IGNORECASE,
)
#: A hypothetical or future event, to the end of its clause.
HYPOTHETICAL_CLAUSE = re.compile(
    r"\b(?:if|unless|whether|in case|should|will|would|shall|may|might|could|plan(?:s|ned)? to|expect(?:s|ed)?"
    r"|wants? to|intends? to|hopes? to|offer(?:s|ed)? to|(?:is|are) to)\b[^,.;:]*",
    re.IGNORECASE,
)
#: What is only possible, or would have been, to the end of its clause.
SUPPOSED_CLAUSE = re.compile(
    r"\b(?:would have|could|might|may|if|unless|(?:likely|expected|forecast|predicted) to)\b[^,.;:]*"
    r"|[^,.;:]*\b(?:is|was|are|were) (?:still )?(?:possible|likely)\b",
    re.IGNORECASE,
)
#: Words of STEP_WORDS for completed developments that don't end in -ed.
COMPLETED_STEP_WORDS = frozenset(
    """
    withdrew withdrawn quit dead death deaths toll found freed guilty prison jail lawsuit rose risen grew fell fallen
    cut froze frozen left won lost began begun kept thrown shut another again further additional instead constitutional
    supreme retook safety evacuated apology resignation retaliation settlement denies overturned upheld
    """.split()
)

SIGNING_VERB = re.compile(r"\b(?:sign|signs|signed|signing|agreed|concluded|sealed|ratified|struck)\b")

#: Verb forms and predicative adjectives without one of PREDICATE_ENDINGS.
IRREGULAR_PREDICATES = frozenset(
    """
    agree angry ask became began bid bought broke brought built call came chose cool cut dealt defiant deny drew
    fear fell felt firm forbade forgave fought found froze furious gave got grew happy heard held hid hit hurt
    keen kept knew laid led left lent let lost made meant met mum open overthrew paid plan put quiet quit ran read
    ready rose said saw say see seek sent set shook shot showed shut sign silent sold sought spent split spread
    stood struck swore taught thought threw told took understood unhappy unmoved urge vow want warn wary went
    withdrew won wrote
    """.split()
)

FUTURE_AUXILIARIES = frozenset("will shall won't we'll they'll he'll she'll it'll i'll you'll upcoming".split())
#: Words before "will" that make it a noun ("his will", "the political will").
NOUN_WILL_CUES = frozenset("the a his her their its my our your free political good ill own god's strong".split())
MODAL_VERBS = frozenset("would could may might should must can cannot can't couldn't wouldn't".split())
#: Words that refer to the future by themselves, unless "had been" precedes them ("had been due to expire Friday").
EXPECTATION_WORDS = frozenset("due scheduled slated expected planned plans planning effective payable".split())
#: Words that refer to the future before "to" or "for" ("plans to meet", "set for").
INTENTION_WORDS = frozenset(
    "is are plan plans planned planning set ready going about expects expecting hopes hoping hoped intends intended "
    "wants wanted agreed vowed pledged promised decided promises pledges agrees invited supposed ordered meant "
    "intend hope promise pledge vow vows".split()
)
#: Nouns that refer to the future before "to" ("an agreement to buy the bank in May").
INTENTION_NOUNS = frozenset(
    "plan plans agreement agreements proposal proposals intention intentions bid bids pledge pledges promise promises "
    "commitment commitments".split()
)
#: Verbs of scheduled events, whose simple present refers to the future ("the talks begin Monday").
SCHEDULE_VERBS = frozenset(
    "begins arrives expires meets starts resumes convenes gathers departs returns flies travels kicks opens takes "
    "hosts faces plays votes decides reopens closes stages launches sails competes premieres begin arrive expire "
    "resume convene gather depart meet visit".split()
)
#: Other verbs in the simple present: what they report is near, on either side.
PRESENT_VERBS = frozenset(
    "is are 's goes comes ends closes reopens shuts holds stages plays performs votes decides rules speaks addresses "
    "leaves launches lands sails stops moves changes rises falls runs reads turns joins signs retires steps stands "
    "marks celebrates appears publishes releases presents unveils lifts competes races fights defends enters applies "
    "lapses gets gives makes sends sets sits concludes finishes continues switches premieres airs debuts tours "
    "gathers welcomes hears hits becomes has have does do say says go come end open close start".split()
)
#: Present verbs that say how things are, or that report: no time lies ahead of them for that.
STATIVE_VERBS = frozenset(
    "is are 's has have does do say says becomes become appears continues marks reads stands".split()
)
#: Words before a time that is another one than that of the verb ("is in hospital after a crash on Saturday").
BACKWARD_LINKS = frozenset("after since following of over because when where who which that despite".split())
#: Subjects in the plural that do not end in -s.
PLURAL_PRONOUNS = frozenset("they we you people police".split())
#: Words that a verb has after it, and a noun before its verb seldom: objects and directions.
WORDS_AFTER_VERBS = frozenset(
    "a an the its their his her our it them him us to for against with from into over through under about".split()
)
#: What parts the clause of a time from the next one.
CLAUSE_LINKS = frozenset(
    [",", "and", "but", "while", "when", "because", "after", "although", "though", "so", "which", "who"]
)
#: Words that a plain subject does not hold: what follows them may be a noun ("after two runs", "with price rises").
SUBJECT_BARRIERS = frozenset(
    "after before since with without in on at by from to for of than and or but as into over under despite during amid "
    "two three four five six seven eight nine ten several many few some these those".split()
)


@cache
def is_verb_stem(word: str) -> bool:
    """Return whether *word* may be the base form of a verb: common English has a form in -ed or -ing of it."""
    stem = word.removesuffix("e")
    forms = {f"{stem}ing", f"{stem}ed", f"{word}{word[-1:]}ing", f"{word}{word[-1:]}ed", f"{word.removesuffix('y')}ied"}
    return bool(forms & _load_common_words()) or f"{word}s" in PRESENT_VERBS | SCHEDULE_VERBS


@cache
def _load_common_words() -> frozenset[str]:
    lines = (files("corpus.languages.en") / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


#: Words after which a verb has no tense of its own, or is a noun ("the visit").
GOVERNING_WORDS = frozenset("to the a an this that his her their its".split())
#: Words after which a verb that is spelt alike in present and past is no past ("will put", "to hit").
BASE_FORM_CUES = GOVERNING_WORDS | MODAL_VERBS | FUTURE_AUXILIARIES | frozenset("do does did didn't don't not".split())
DEADLINE_PREPOSITIONS = frozenset(["until", "till", "by", "through"])
PERFECT_AUXILIARIES = frozenset(["was", "were", "had", "been"])
#: Verbs that last: "worked until Friday" is past, "extended it until Friday" is not.
DURATIVE_VERBS = frozenset(
    "lasted stayed remained worked ran continued fought waited lived served kept slept stood played talked sat went "
    "spent lay rained snowed burned burnt carried camped hid raged operated attended slid rose fell grew".split()
)
#: Verbs and participles of granting or putting off: the end that they set is ahead, even after "was" or "were".
DEFERRAL_VERBS = frozenset(
    "extended given gave granted postponed delayed adjourned suspended prolonged banned remanded deferred ordered told "
    "allowed jailed set booked moved pushed closed shut cancelled canceled detained barred blocked reserved "
    "rented leased hired signed committed contracted offered".split()
)
#: Prepositions that put a time ahead of the verb before it ("called an election for 5 May").
FORWARD_PREPOSITIONS = frozenset("for to until till by before through from starting beginning effective ahead".split())
#: Verbs of calling off or fixing, whose object may lie ahead ("cancelled the concert on 11 August").
CANCELLING_VERBS = frozenset(
    "cancelled canceled postponed scrapped scheduled planned set fixed booked delayed rescheduled arranged organised "
    "organized advertised sold prepared discussed debated put expected hoped needed required off threatened".split()
)
#: Verbs of planning: a meeting or vote that they govern may lie ahead ("announced a vote on 11 August").
PLANNING_VERBS = frozenset(
    "agreed called announced confirmed named proposed suggested promised invited picked chose backed brought moved "
    "asked demanded wanted allowed approved gave given granted offered issued urged opposed supported".split()
)
#: Verbs of command and wish, whose infinitive lies ahead ("told them to leave on 11 August").
WISH_VERBS = frozenset(
    "urged told asked ordered invited advised threatened wanted hoped needed agreed planned vowed promised called "
    "warned allowed instructed required encouraged begged pressed expected sought decided offered prepared "
    "pledged pleaded appealed volunteered voted due".split()
)
#: Verbs of saying: a clause after them has a tense of its own.
TENSE_REPORTING_VERBS = frozenset(
    "said told announced confirmed added reported revealed warned predicted heard insisted wrote learned learnt knew "
    "believed thought stated declared found showed noted explained argued claimed admitted".split()
)
#: Events that are called for a day: with "for" or "ahead of" they lie ahead of the verb.
SCHEDULED_EVENT_NOUNS = frozenset(
    "vote votes election elections ballot poll polls referendum primary runoff meeting meetings summit hearing trial "
    "deadline wedding concert match game final semi-final fixture launch opening conference talks session debate "
    "ceremony funeral inauguration parade march rally strike auction race derby festival fair show premiere exam exams "
    "expiry visit trip tour event gala".split()
)
#: Past participles that "is" and "are" make no present of ("is accused of killing him on 9 August").
ACCUSATION_WORDS = frozenset("accused charged suspected alleged believed thought known blamed remembered".split())
#: Words before a participle that describes a noun ("a still unspecified date"), and words after one that are no noun.
ATTRIBUTE_LEADS = GOVERNING_WORDS | frozenset(
    "of for with in from by newly still our my your some any no more other few several all each every both million "
    "billion hundred thousand two three four five six seven eight nine ten dozen -".split()
)
NON_NOUNS = frozenset(
    "a an the this that these those his her its their our my your on in at to of for with from by about into over "
    "after before during under off out up down back away against between through until till since as and or but if "
    "when while who which him it them us me you he she they we not never again also only even just then there here "
    "so too very more most less all both some any no one two three four five six seven eight nine ten early late "
    "along across around behind near within without toward towards upon last next".split()
)
#: Past forms that are spelt like the base form.
UNMARKED_PAST_VERBS = frozenset(
    "set cut hit let put shut quit cost hurt burst cast split spread read bet upset broadcast beat rid wed".split()
)
IRREGULAR_PAST_VERBS = UNMARKED_PAST_VERBS | frozenset(
    "became been began bought broke brought built came caught chose dealt did didn't died drew drove fell "
    "felt fled flew lent fought found gave got grew had hadn't has heard held hung kept knew laid lay led left "
    "lost made met n't overthrew paid ran rose said sang sank saw sent shook shot shrank slept slid sold "
    "sought spent spoke stole stood struck swam swept swore taught thought threw told took tore undertook "
    "underwent was wasn't went were weren't withdrew woke won wore wound wrote "
    "ate bent bit bled blew bore bound bred burnt clung crept dreamt dug drank dwelt fed flung forbade foresaw forgot "
    "forgave froze hid knelt leant leapt learnt lit mistook oversaw overtook overcame rode rang shone slew slung sped "
    "spelt spilt spun spat sprang sprung stank stuck stung strode strove swung tied trod understood upheld wept "
    "withheld withstood wrung arose awoke befell outgrew outran rebuilt redrew reran resold retook rewrote undid "
    "gone taken given seen written broken chosen driven eaten fallen forgotten frozen hidden known ridden risen shaken "
    "shown spoken stolen sworn thrown torn woken worn withdrawn begun drunk rung sung sunk swum done born beaten "
    "bitten blown drawn flown grown proven mown undergone undertaken overthrown overtaken forgiven".split()
)
NON_VERBS = frozenset(
    "need indeed hundred red bed speed seed feed breed bleed shed sacred naked embed unprecedented aged "
    "armed so-called united alleged beloved rugged wicked blessed crooked ragged wretched hatred kindred".split()
)
FORWARD_WORDS = frozenset(["next", "coming", "upcoming", "ahead", "planned"])

#: Words after which an event has not happened, or not surely: "would close", "plans to close", "did not close".
UNREALIZED_CUES = frozenset(
    "would will could may might should shall must can cannot to not never if unless whether "
    "won't wouldn't couldn't can't shouldn't didn't don't doesn't isn't aren't wasn't weren't hasn't haven't hadn't "
    "i'll he'll she'll it'll we'll you'll they'll".split()
)
#: Words between such a cue and its verb.
WORDS_AFTER_CUES = frozenset("be been being have has had not never also now soon then again still only yet".split())
#: Words before "to" and a verb whose event did happen: "managed to close", "had to close", "used to close".
REALIZED_BEFORE_TO = frozenset(
    "had has have managed began begun started starts begins continued continues came went got forced helped used able "
    "allowed made".split()
)
#: Past forms with another stem than their verbs, and their verbs.
IRREGULAR_STEMS = dict(
    pair.split(":")
    for pair in (
        "became:become began:begin begun:begin bought:buy broke:break broken:break brought:bring built:build "
        "came:come caught:catch chose:choose chosen:choose cut:cut dealt:deal died:die drew:draw drawn:draw "
        "drove:drive driven:drive fell:fall fallen:fall fled:flee flew:fly flown:fly fought:fight found:find "
        "froze:freeze frozen:freeze gave:give given:give grew:grow grown:grow held:hold hit:hit hurt:hurt kept:keep "
        "laid:lay led:lead left:leave lost:lose made:make met:meet overthrew:overthrow paid:pay put:put quit:quit "
        "ran:run rebuilt:rebuild rose:rise risen:rise sank:sink sunk:sink sent:send set:set shot:shoot shut:shut "
        "sold:sell sought:seek spent:spend split:split spoke:speak spoken:speak spread:spread stole:steal "
        "stolen:steal stood:stand struck:strike swept:sweep took:take taken:take threw:throw thrown:throw "
        "went:go gone:go withdrew:withdraw withdrawn:withdraw woke:wake won:win wrote:write written:write"
    ).split()
)
#: Verbs that only say that something was said, on whose tense no fact depends.
PURE_SPEECH_VERBS = frozenset(
    "say said says tell told tells announce announced add added report reported warn warned confirm confirmed state "
    "stated claim claimed expect expected believe believed write wrote".split()
)

#: Verbs of a subject in the plural, and words before a single subject that may have them, too ("if Ann were").
PLURAL_AUXILIARIES = frozenset("have are were aren't haven't weren't".split())
SINGULAR_CONTEXTS = frozenset("if as than like though were was had so nor".split())
#: Verbs after a name that speaks.
#: Verbs of which a firm's name that ends in 's is the subject: "Reed's declined".
VERBS_AFTER_POSSESSIVE = frozenset("declined has have said says was will".split())
#: Verbs before which the 's of a person's name may be a verb itself: "Ann's had enough".
CONTRACTED_VERBS = frozenset("had is".split())
SPEAKING_VERBS = frozenset("said says told announced added stated declined apologised apologized".split())

#: Words of the same form that say the opposite, each a plausible thing to report. A word that may be a noun or part of
#: an idiom ("support", "higher ground", "before the court") stands with the words that make its meaning certain. Words
#: of praise and blame are not among them: the rest of the sentence mostly goes with one of both.
_OPPOSITE_PAIRS = """
increased, decreased; increases, decreases; improved, worsened
rose by, fell by; rose from, fell from; rises by, falls by; rose sharply, fell sharply; rose again, fell again
rose to their highest, fell to their lowest; rose to its highest, fell to its lowest; rising to, falling to
strengthened, weakened; widened, narrowed; accelerated, slowed; expanded, reduced
increasing, decreasing; improving, worsening; tightened, loosened; raised the, lowered the
higher than, lower than; stronger than, weaker than; larger than, smaller than; bigger than, smaller than
faster than, slower than; heavier than, lighter than; earlier than, later than; warmer than, colder than
supported, opposed; supports, opposes; to support, to oppose; backed, opposed; confirmed that, denied that
confirms that, denies that; agreed to, refused to; agrees to, refuses to; allowed to, forbidden to
encouraged, discouraged
optimistic, pessimistic; likely, unlikely; possible, impossible; legal, illegal; upgraded, downgraded; rare, common
northern, southern; eastern, western; northeast, southwest; northwest, southeast; southwestern, northeastern
southeastern, northwestern; north of, south of; east of, west of; inland, offshore; quickly, slowly
shortly before, shortly after; early on, late on; opened its, closed its
"""


def _list_opposites() -> dict[str, str]:
    opposites: dict[str, str] = {}
    for pair in _OPPOSITE_PAIRS.strip().replace("\n", "; ").split("; "):
        one, other = pair.split(", ")
        opposites.setdefault(one, other)
        opposites.setdefault(other, one)
    return opposites


#: The opposite of each of these words.
OPPOSITES = _list_opposites()
OPPOSITES_PATTERN = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(OPPOSITES, key=len, reverse=True)) + r")(?![\w-])")
