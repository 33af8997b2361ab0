"""English words and phrases by which a sentence can be seen to have the kind of answer that a question asks for."""

from __future__ import annotations

import re

from corpus.languages.en.calendar import MONTH_NAME_PATTERN, WEEKDAYS

_AUXILIARIES = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)"

#: The result of a game is a score; that of a trial or a test is not.
_RESULT_QUESTION = (
    r"\bwhat(?:['’]?s| is| was| were) the (?:[a-z]+ ){0,2}results? (?:of|in) (?:the )?(?:[\w'’-]+ ){0,2}"
    r"(?:game|match|final|tie|derby)\b"
)
YES_NO_QUESTION = re.compile(
    rf"^\W*(?:(?:and|so|but)\s+)?(?:{_AUXILIARIES}(?:n['’]?t)?|any(?:one|body|thing)?)\b", re.IGNORECASE
)
NUMBER_QUESTION = re.compile(
    r"\bhow (?:many|much|old|long|far|deep|high|tall|big|large|small|wide|heavy|cold|hot|warm|fast|strong|often|rich)\b"
    r"|\bwhat (?:percentage|percent|number|share|proportion|age|price|sum|amount)\b"
    r"|\bwhat(?:['’]?s| is| was| were) the (?:[a-z]+ ){0,2}(?:score|price|cost|age|toll|temperature|population"
    r"|budget|salary|speed|height|depth|length|size|distance|number)\b"
    rf"|{_RESULT_QUESTION}",
    re.IGNORECASE,
)
TIME_QUESTION = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:when|(?:what|which) (?:day|date|time|year|month|century|decade|week))\b", re.IGNORECASE
)
PLACE_QUESTION = re.compile(
    r"^\W*(?:\w+ )?(?:where|(?:what|which) (?:\w+ )?(?:city|country|place|town|state|county|location|continent))\b",
    re.IGNORECASE,
)
PERSON_QUESTION = re.compile(r"^\W*(?:\w+ )?(?:who|whom|whose|who['’]?s)\b", re.IGNORECASE)
REASON_QUESTION = re.compile(
    r"^\W*(?:\w+ )?(?:why|how come|how so)\b|\b(?:what|which) (?:(?:is|was|are|were) the )?reasons?\b|\bwhat (?:caused"
    r"|made|led)\b",
    re.IGNORECASE,
)
#: "Which school", "what other banks": the *thing* one of which is asked for.
THING_QUESTION = re.compile(
    r"^\W*(?:(?:in|at|from|for|to|of|and)\s+)?(?:which|what)\s+(?:(?:other|new|kinds? of|types? of|sorts? of)\s+)?"
    r"(?P<thing>[a-z][\w’'-]{2,30})\b",
    re.IGNORECASE,
)
SPEECH_QUESTION = re.compile(
    r"^\W*(?:and )?(?:what|how)\b.*\b(?:sa(?:y|ys|id|ying)|te?lls?|told|wr(?:ite|ites|ote|itten)|tweet\w*|calls?|called"
    r"|thinks?|thought|comment\w*|respond\w*|react\w*|describe\w*|warn\w*|promise\w*|claim\w*|announce\w*)\b",
    re.IGNORECASE,
)
#: Verbs of a question about statements that are no verbs of speech elsewhere.
STATEMENT_VERB = re.compile(
    r"wr(?:ite|ites|ote|itten)|tweet\w{0,3}|post(?:s|ed)?|ask(?:s|ed)?|announce\w?", re.IGNORECASE
)
MANNER_QUESTION = re.compile(r"^\W*how\b", re.IGNORECASE)

#: Words of questions after a measure that its answers need not hold, for the measure says as much: "how strong".
IMPLIED_WORDS = frozenset(
    "age aged big cold cost costs costing cheap deep expensive far fast hot large long much old paid pay paying pays "
    "powerful price priced small spend spending spent strong tall valuable warm wide worth percentage percent share "
    "proportion".split()
)
#: Questions after a measure, each with a pattern of its answers.
MEASURES = (
    (
        re.compile(r"\bhow old\b|\bwhat age\b", re.IGNORECASE),
        re.compile(r"\b\d{1,3}[- ]years?[- ]old\b|\baged? \d|, \d{1,3}(?=[,.)]|$)|\b(?:born|age)\b", re.IGNORECASE),
    ),
    (
        re.compile(
            rf"\bwhat(?:['’]?s| is| was| were) the (?:[a-z]+ ){{0,2}}scores?\b|\bwhat scores?\b|{_RESULT_QUESTION}",
            re.IGNORECASE,
        ),
        re.compile(r"\b\d{1,3}[-–]\d{1,3}\b|\b\d{1,3} to \d{1,3}\b", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\bhow (?:much|rich|expensive|valuable)\b|\bwhat (?:price|sum|amount|cost)\b|\bcosts?\b|\bworth\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"[$€£¥₩%]\s?\d|\d\s?[$€£%]|\b(?:per ?cent|dollars?|euros?|pounds?|won|yen|roubles?|rubles?|[mb]illion|bn"
            r"|tonn?e?s?|free)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(?:what|which) (?:percentage|percent|per cent|share|proportion)\b", re.IGNORECASE),
        re.compile(r"\d ?%|\bper ?cent\b|\bpercentage\b|\b(?:half|third|quarter|fifth|tenth)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bhow long\b", re.IGNORECASE),
        re.compile(
            r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|century|centuries|since|until|feet"
            r"|met(?:re|er)s|miles|km)\b|\d[- ](?:pages?|words?|episodes?|chapters?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow (?:far|deep|high|tall|big|large|wide|close|near|small)\b", re.IGNORECASE),
        re.compile(
            r"\b\d[\d,.]*[- ]?(?:inch(?:es)?|ft|feet|foot|m|met(?:re|er)s?|km|kilomet(?:re|er)s?|miles?|yards?|acres?"
            r"|hectares?|square|cubic|per ?cent|tonn?e?s?|million|billion|bn|people|members)\b|\b\d+%|[$€£]\d"
            r"|\b(?:half-mile|miles?|feet|foot|met(?:re|er)s?|kilomet(?:re|er)s?|inches|acres|yards|size|height"
            r"|depth)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow (?:cold|hot|warm)\b|\btemperature\b", re.IGNORECASE),
        re.compile(r"\bdegrees?\b|°", re.IGNORECASE),
    ),
    (
        re.compile(r"\bhow (?:fast|strong|powerful)\b", re.IGNORECASE),
        re.compile(
            r"\b(?:mph|kph|km/h|miles an hour|miles per hour|knots|category|magnitude|speed|per ?cent"
            r"|percentage points?|(?:two|three|four|five|ten)fold|doubled|tripled)\b|\d%",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow often\b|\bhow many times\b", re.IGNORECASE),
        re.compile(
            r"\b(?:times?|once|twice|every|daily|weekly|monthly|annually|yearly|per ?cent|each)\b|\d%", re.IGNORECASE
        ),
    ),
)

#: Numbers in digits or words; "no" and "few" answer "how many", too.
ANSWER_NUMBER = re.compile(
    r"\b\d[\d,.]*(?:st|nd|rd|th)?\b|\b(?:one(?! of)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|dozens?|hundreds?|thousands?|millions?|billions?|several|both|none|half|no|couple|few)\b",
    re.IGNORECASE,
)
YEAR_NUMBER = re.compile(r"(?:1[5-9]|20)\d\ds?")
ANSWER_TIME = re.compile(
    rf"\b(?:1\d|20)\d\ds?\b|\b{MONTH_NAME_PATTERN}\b|\b(?:{'|'.join(WEEKDAYS)})\b"
    r"|\b(?:yesterday|today|tonight|tomorrow|(?:last|next) (?:week|month|year|night)"
    r"|(?:\d+|few|two|three|four|five|six|several|a) (?:day|week|month|year|hour|decade)s? (?:ago|later|earlier"
    r"|before|after)"
    r"|century|centuries|a\.?d\.?|b\.?c\.?|in (?:early|late|mid)|[ap]\.?m\.?|noon|midnight|morning|evening"
    r"|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
ANSWER_PLACE = re.compile(
    r"\b(?:in|at|near|outside|off|from|to|around|across|into|on|of|through|towards?|over|along|between)"
    r" (?:the |a |an )?(?:[a-z]+ (?:of )?)?[A-Z]|\b[A-Z][\w.-]{1,40}-based\b"
)
UNNAMED_PLACE = re.compile(
    r"\b(?:in|at|near|outside|off|from|on|into|inside|behind|around|under|beneath|along)"
    r" (?:the|a|an|his|her|their|its|[a-z]{3,}s) ?[a-z]",
    re.IGNORECASE,
)
_NAME_PARTICLE = r"(?:(?:de|la|bin|al|von|van|der|el|ibn|da|di|du)\s+)?"
#: A name inside a sentence; the first word of a sentence is capitalized anyway.
ANSWER_NAME = re.compile(rf"(?<![.!?“\"] )(?<!^)\b[A-Z][a-zà-ÿ’'-]+(?:\s+{_NAME_PARTICLE}[A-Z][\w’'.-]+){{0,5}}")
#: A name right before its age: "Ida Holm, 51,".
NAME_BEFORE_AGE = re.compile(rf"\b[A-Z][\w’'-]{{1,30}}(?:\s+{_NAME_PARTICLE}[A-Z][\w’'.-]{{1,30}}){{0,3}}$")
ANSWER_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Sen|Gov|President|Minister|Judge|Prof|Lt|Sgt|Gen|Rep|Officer|Mayor|Chief|Director|Secretary"
    r"|Professor|King|Queen|Prince|Emperor|Pope)\b\.?\s+[A-Z]"
    rf"|\b[A-Z][a-zà-ÿ]+(?: [A-Z]\.)? {_NAME_PARTICLE}[A-Z][a-zà-ÿ’'-]+\b"
)
ANSWER_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|since|so that|in order to|citing|cited|reasons?|prompted"
    r"|causes?"
    r"|caused|causing|led to|leading to|blamed?|over (?:fears|concerns)|amid|after|given|therefore|thus"
    r"|fear(?:ing|s|ed)?"
    r"|aim(?:ed|s|ing)?|to (?:avoid|prevent|protect|help|make|allow|ensure|reduce)|for (?:fear|violating|failing)"
    r"|too \w+ (?:for|to)|argu(?:ed|ing)|claim|saying|would)\b",
    re.IGNORECASE,
)
STATED_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|so that|in order to|citing|reasons?|prompted|caused?"
    r"|blamed?)\b",
    re.IGNORECASE,
)
#: Words of a sentence about what is to come.
LOOKING_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would|must|plan(?:s|ned)? (?:to|for)|intend(?:s|ed)? to|wants? (?:to|the|him|her|them)"
    r"|(?:is|are|was|were|been) (?:to|due|going to|expected|scheduled|set|planned|being)|next (?:week|month|year)"
    r"|tomorrow|vote on|up for)\b",
    re.IGNORECASE,
)
#: Words that introduce a cause and nothing else.
CAUSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|prompted by|blam(?:ed?|es|ing)|attribut(?:ed|es|ing)"
    r"|cit(?:ed|es|ing)|in (?:response|protest)|over what|reasons? (?:for|was|is|why|behind)|stem(?:s|med)? from)\b",
    re.IGNORECASE,
)
QUOTATION_MARK = re.compile(r"[“\"”]")
REPORTED_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys|y)|told|tweeted|wr(?:ote|ites)|added|according to|warned|announced|argued|claimed|explained"
    r"|called"
    r"|described|asked|urged|noted|stated|insisted|thanked|reported|testified|replied|stressed|believes?|thinks?)\b",
    re.IGNORECASE,
)

#: What the holder of an office may be called instead: who asks for a boss accepts a director.
OFFICE_NAMES = {
    "boss": "chief executive ceo head director manager chairman chairwoman chair president leader owner",
    "head": "chief director president chairman chairwoman chair leader",
    "coach": "manager trainer",
    "manager": "coach",
    "ceo": "executive",
    "executive": "ceo",
    "cfo": "finance financial",
    "coo": "operating",
    "mp": "lawmaker member",
    "vp": "vice",
    "pm": "minister",
    "spokesperson": "spokesman spokeswoman",
    "spokesman": "spokeswoman spokesperson",
    "chairman": "chairwoman chair",
    "chair": "chairman chairwoman",
    "cop": "police commissioner sheriff",
    "author": "writer novelist",
    "writer": "author novelist",
    "lawyer": "attorney solicitor barrister counsel",
    "attorney": "lawyer",
}
#: Somebody who speaks for another.
SPOKESPERSON = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|men|women)|press secretary|press office|representatives?)\b",
    re.IGNORECASE,
)

#: A question for the holder of an office, whose *rest* names it: "who is the governor of Florida?".
OFFICE_QUESTION = re.compile(
    r"^\W*(?:and\s+)?(?:who(?:['’]?s|\s+(?:is|was|are|were|became|will\s+be)(?:\s+now)?)|what\s+is\s+the\s+name\s+of)"
    r"\s+(?:the\s+|an?\s+|(?=\S{1,40}['’]s\s)|(?=\S{1,40}\s+of\s))"
    r"(?:(?:current|new|present|acting|next)\s+)?(?P<rest>[^?!.]{2,120}?)(?:\s+(?:now|today|again))?\s*[?!.]*\s*$",
    re.IGNORECASE,
)
OWNERS_OFFICE = re.compile(r"(?P<owner>.{1,80}?)['’]s?\s+(?:(?:current|new)\s+)?(?P<office>[a-z][\w -]{1,60})")
OFFICE_OF_OWNER = re.compile(
    r"(?P<office>[A-Za-z][\w-]{1,30}(?:\s+[a-z][\w-]{1,30}){0,3}?)\s+(?:of|for|in|at|from|to)\s+(?:the\s+)?(?P<owner>.{1,90})"
)
_NAME_WORD = r"[A-Z][\w’'-]{1,30}"
_MORE_NAME = rf"(?:\s+[A-Z]\.)?\s+{_NAME_PARTICLE}{_NAME_WORD}"
_SHORT_HOLDER, _FULL_HOLDER = rf"{_NAME_WORD}(?:{_MORE_NAME}){{0,3}}", rf"{_NAME_WORD}(?:{_MORE_NAME}){{1,3}}"
#: What follows the word for an office and names its holder: "Gov. X", "governor of Y, X Z".
HOLDER_AFTER_OFFICE = re.compile(
    rf"^(?:\.?\s+(?=[A-Z])|(?:\s+(?:of|for|in|at|to)\s+[^,;:.]{{1,60}})?,\s+"
    rf"(?={_FULL_HOLDER}(?:[,.;:)]|\s+(?:of|and|was|is|has|had)\b|\s*$)))(?P<name>{_SHORT_HOLDER})"
)
#: What comes before the word for an office and names its holder: "X Z, the", "X Z was elected".
HOLDER_BEFORE_OFFICE = re.compile(
    rf"(?P<name>{_FULL_HOLDER})(?:,(?:\s+\d{{1,3}},)?\s+(?:who\s+(?:is|was|has\s+been)\s+)?"
    r"|\s+(?:is|was|became|becomes|remains|has\s+been|will\s+be|(?:was|is)\s+(?:named|appointed|elected|chosen)(?:\s+as)?)\s+)"
    r"(?:[\w’'.&-]{1,30}\s+){0,6}$"
)
#: Whom an office belongs to, after the word for it.
OWNER_AFTER_OFFICE = re.compile(
    r"\s+(?:of|for|in|at|to)\s+(?:the\s+)?(?P<owner>[A-Z][\w’'.-]*(?:\s+(?:of\s+)?[A-Z][\w’'.-]*){0,4})"
)
#: Said of one who held an office before.
FORMER_OFFICE = re.compile(r"\b(?:former|ex|then|late|ousted|outgoing)[\s-]+(?:[\w’'-]{1,30}\s+){0,2}$", re.IGNORECASE)
