"""English verb forms, words for the developments of a story, and words that mark tense."""

from __future__ import annotations

import re

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
MODAL_VERBS = frozenset("would could may might should must can cannot can't couldn't wouldn't".split())
#: Words that refer to the future by themselves, unless "had been" precedes them ("had been due to expire Friday").
EXPECTATION_WORDS = frozenset("due scheduled slated expected planned plans planning effective payable".split())
#: Words that refer to the future before "to" or "for" ("plans to meet", "set for").
INTENTION_WORDS = frozenset(
    "is are plan plans planned planning set ready going about expects expecting hopes hoping hoped intends intended "
    "wants wanted agreed vowed pledged promised decided promises pledges agrees invited supposed ordered".split()
)
#: Verbs of scheduled events, whose simple present refers to the future ("the talks begin Monday").
SCHEDULE_VERBS = frozenset(
    "begins arrives expires meets starts resumes convenes gathers departs returns flies travels kicks opens takes "
    "hosts faces begin arrive expire resume convene gather depart meet visit".split()
)
#: Words after which a verb has no tense of its own, or is a noun ("the visit").
GOVERNING_WORDS = frozenset("to the a an this that his her their its".split())
DEADLINE_PREPOSITIONS = frozenset(["until", "till", "by"])
PERFECT_AUXILIARIES = frozenset(["was", "were", "had", "been"])
IRREGULAR_PAST_VERBS = frozenset(
    "set became been began bought broke brought built came caught chose cut dealt did didn't died drew drove fell "
    "felt fled flew fought found gave got grew had hadn't has heard held hit hung kept knew laid lay led left "
    "lost made met n't overthrew paid put ran rose said sang sank saw sent shook shot shrank slept slid sold "
    "sought spent spoke stole stood struck swam swept swore taught thought threw told took tore undertook "
    "underwent was wasn't went were weren't withdrew woke won wore wound wrote".split()
)
NON_VERBS = frozenset(
    "need indeed hundred red bed speed seed feed breed bleed shed wed sacred naked embed unprecedented".split()
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
    "able allowed made".split()
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
