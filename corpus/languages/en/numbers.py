"""English number words, and the words and phrases that show what a figure in a text counts."""

from __future__ import annotations

import re

NUMBER_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}

SMALL_NUMBER_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split(),
        start=2,
    )
}
TENS_WORDS = {
    word: 10.0 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALE_FACTORS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
#: The lowest and highest number that a vague quantity stands for.
VAGUE_RANGES = {
    "a few": (2, 6),
    "a handful of": (2, 7),
    "a couple of": (2, 3),
    "several": (3, 11),
    "half a dozen": (6, 6),
    "a dozen": (12, 12),
    "two dozen": (24, 24),
    "tens of thousands of": (2e4, 99_999),
    "hundreds of thousands of": (2e5, 999_999),
    "dozens of": (24, 99),
    "scores of": (40, 120),
    "hundreds of": (200, 1_999),
    "thousands of": (2_000, 14_999),
    "millions of": (2e6, 9_999_999),
}
LOWER_BOUND_HEDGES = ("at least", "more than", "over", "no fewer than", "no less than", "above")
UPPER_BOUND_HEDGES = ("up to", "at most", "fewer than", "less than", "under", "below", "no more than", "as many as")
APPROXIMATE_HEDGES = (
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "roughly",
    "approximately",
    "close to",
    "an estimated",
)

NUMBER_WORD_PATTERN = (
    rf"(?:(?:{'|'.join(TENS_WORDS)})(?:-(?:one|{'|'.join(SMALL_NUMBER_WORDS)}))?|{'|'.join(SMALL_NUMBER_WORDS)})"
)
QUANTITY_PATTERN = re.compile(
    rf"(?<![\w.,$€£-])(?P<hedge>(?:{'|'.join((*LOWER_BOUND_HEDGES, *UPPER_BOUND_HEDGES, *APPROXIMATE_HEDGES))})\s+)?"
    rf"(?:(?P<vague>{'|'.join(sorted(VAGUE_RANGES, key=len, reverse=True))})"
    rf"|(?P<money>[$€£])?(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|{NUMBER_WORD_PATTERN})"
    rf"(?:\s*(?P<scale>{'|'.join(SCALE_FACTORS)})\b)?)(?![\w-])(?P<percent>\s*(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
#: Text before the second number of a range ("250,000 to 500,000"), or before a total of which a part is counted.
RANGE_OR_PART = re.compile(
    rf"(?:(?:\d|\b{'|'.join(SCALE_FACTORS)})\s*(?:to|and|or|-|–)|\bof (?:the|its|their|these|those|some|about))\s*$",
    re.IGNORECASE,
)

NUMBER_WORD_DIGITS = {
    word: str(number)
    for number, word in enumerate(
        "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen twenty".split(),
        start=3,
    )
} | {"dozen": "12"}
TENS_DIGITS = {
    word: number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
UNIT_DIGITS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine".split(), start=1)
}
FIGURE_PATTERN = re.compile(
    rf"\d+(?:[.,]\d+)*|\b(?:({'|'.join(TENS_DIGITS)})(?:-({'|'.join(UNIT_DIGITS)}))?|{'|'.join(NUMBER_WORD_DIGITS)})\b",
    re.IGNORECASE,
)
#: An age ("Ruiz, 58, said"), which is not news.
#: Words right before an age, and the word before "of" whose age follows if it is one for a person.
AGE_BEFORE = re.compile(r"\bage[sd]?\s+(?:of\s+)?(?:just\s+|only\s+|about\s+)?$", re.IGNORECASE)
OWNER_OF_AGE = re.compile(r"\b([\w-]+)\s+of\s+(?:just\s+|only\s+|about\s+)?$")
AGE_PHRASE = re.compile(r",\s*(?:aged\s+)?\d{1,2}\s*[,.]")

CARDINAL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
TENS = {word: 10 * ten for ten, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
CARDINALS = {word: number for number, word in enumerate(CARDINAL_WORDS)} | TENS
ORDINALS = {word: number for number, word in enumerate(ORDINAL_WORDS, 1)} | {"thirtieth": 30, "thirty-first": 31}
ORDINALS |= {f"twenty-{word}": number for number, word in enumerate(ORDINAL_WORDS[:9], 21)}
SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12, "million": 1_000_000}

#: Vague numbers, which TIMEX3 writes as X.
VAGUE_NUMBERS = frozenset({"several", "few", "many", "some", "numerous", "countless"})

#: What became of people who are counted, by the words that say so; a count of the dead is not one of the injured.
FATE_WORDS = {
    word: fate
    for fate, words in {
        "dead": "dead die dies died dying kill kills killed killing killings death deaths fatality fatalities lives"
        " perish perished drown drowned toll murdered bodies",
        "injured": "injured injure injures injuring injuries hurt wounded wounding wounds",
        "missing": "missing unaccounted disappeared",
        "arrested": "arrest arrests arrested arresting detain detained detaining custody",
        "evacuated": "evacuate evacuated evacuating evacuees fled flee fleeing displaced homeless",
        "rescued": "rescue rescued rescuing survivors survived",
        "infected": "infected infections ill sick sickened cases",
    }.items()
    for word in words.split()
}
#: Plurals for people, of whom a number counts what became of them.
PERSON_PLURALS = frozenset(
    "people persons men women children boys girls adults victims civilians residents villagers workers employees miners"
    " soldiers troops officers policemen firefighters passengers tourists students pupils patients migrants refugees"
    " protesters skiers climbers fishermen sailors crew drivers pilgrims inmates prisoners fans supporters"
    " suspects demonstrators members lives bodies".split()
)
#: Currencies by the plural that follows a number, as the sign that may stand before it instead.
CURRENCY_SIGNS = {"pounds": "£", "euros": "€", "dollars": "$"}
#: The two numbers of a result: "3-1", "9 votes to 2", "seven to two".
RESULT_PATTERN = re.compile(
    rf"(?<![\w.,:/–-])(?P<first>\d{{1,3}}|one|{NUMBER_WORD_PATTERN})(?:\s+votes?)?(?:\s+to\s+|[-–])"
    rf"(?P<second>\d{{1,3}}|no|none|nil|one|{NUMBER_WORD_PATTERN})(?![\w/–-]|[.,:]\d|\s*(?:%|per\s?cent|million|billion))",
    re.IGNORECASE,
)
#: Words of a sentence whose result is that of a vote, or of a match.
VOTE_WORDS = re.compile(
    r"\b(?:vot(?:e[sd]?|ing)|ballots?|decision|majority|courts?|senat(?:e|ors?)|council(?:lors)?|committee|parliament|lawmakers|referendum|rul(?:ed|ing|es)|upheld|justices|judges|verdict)\b",
    re.IGNORECASE,
)
MATCH_WORDS = re.compile(
    r"\b(?:beat|beats|beaten|defeat(?:ed|s)?|won|wins?|winning|los[te]|losing|loss|dr[ae]w|drawn|score[ds]?|goals?|match"
    r"|game|final|victory|derby|thrash(?:ed)?|edged|overc[oa]me|half[- ]?time|led"
    r"|trail(?:ed|s)|sets?|innings|cup|league)\b",
    re.IGNORECASE,
)
#: A result that is not the final one, or of one of several matches.
PARTIAL_RESULT = re.compile(
    r"\b(?:half[- ]?time|at the (?:break|interval)|first[- ]half|led|lead(?:ing|s)?|ahead|behind|trail(?:ed|ing|s)?"
    r"|first leg|aggregate|penalties|shoot-?out|equali[sz]\w+|earlier|last (?:season|year|week|month)|reverse fixture"
    r")\b",
    re.IGNORECASE,
)
#: Words between "from" and the present figure that say it has changed: "rose from 11 to 26".
FIGURE_CHANGE = re.compile(r"\bfrom\s+(?:[\w$€£,.-]+\s+){1,3}?to\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
#: Words before the day that a count was taken on.
AS_OF = re.compile(r"\b(?:as of|as at|by|until|till|up to)\s+(?:the\s+)?$", re.IGNORECASE)
#: The same before a figure that holds no more, or is another's; "from" counts only before "to".
FORMER_FIGURE = re.compile(
    r"\b(?:up on|down on|compared with|against|instead of|rather than|not)\s+(?:(?:about|some|around|the)\s+)?$",
    re.IGNORECASE,
)
FIGURE_BEFORE_CHANGE = re.compile(r"\bfrom\s+(?:(?:about|some|around)\s+)?\0[^,;.]{0,24}?\s+to\s", re.IGNORECASE)
#: A measure whose number follows it: an earthquake's magnitude, a storm's category.
LEADING_MEASURE = re.compile(
    r"\b(?P<measure>magnitude|category)(?:[- ]of)?[- ](?P<number>\d(?:\.\d)?)\b"
    r"|\b(?P<number_before>\d\.\d)[- ](?P<measure_after>magnitude)\b",
    re.IGNORECASE,
)
#: Words of periods that a sum or count may be of; figures of two such periods are two figures.
FLOW_PERIODS = re.compile(
    r"\b(?:quarter|quarterly|half[- ]year|first half|second half|nine months|six months|full[- ]year|annual|yearly"
    r"|monthly|weekly|per month)\b",
    re.IGNORECASE,
)
#: What follows a number that counts a part of what was counted before, or a rate.
PART_FOLLOWS = re.compile(
    r"^\s*(?:of (?:the|them|those|these|whom|its|his|her|their)\b|more\b|others?\b|further\b)", re.IGNORECASE
)
RATE_FOLLOWS = re.compile(
    r"^(?:[\w-]+\s+){0,2}?(?:an?|per|each|every)\s+(?:year|month|week|day|hour|head|person|season|share|barrel|tonne|ton)\b"
    r"|^(?:[\w-]+\s+){0,2}?(?:annually|yearly|monthly|weekly|hourly|daily)\b",
    re.IGNORECASE,
)
#: Words before a date that bound something else than the moment of what is told.
BOUND_BEFORE_DATE = re.compile(r"\b(?:until|till|through|since|before|after|from)\s+(?:the\s+)?$", re.IGNORECASE)
#: Words of so many stories that sharing them is no sign of one story.
COMMON_STORY_WORDS = frozenset(
    "council government police official officials ministry minister president mayor city town county state country men"
    " company firm people women new old year week month day cost costs said spokesman spokeswoman authorities million"
    " billion report reported according told spend pay paid will more first last".split()
)
#: A term in prison, and words before it that ask for it or threaten with it.
PRISON_TERM = re.compile(
    rf"\b(?P<number>\d{{1,3}}|one|a|{NUMBER_WORD_PATTERN})[- ](?P<unit>years?|months?)(?:['’])?"
    r"(?= (?:in|behind|of) (?:a )?(?:prison|jail|bars|custody|imprisonment)\b| (?:prison|jail) (?:term|sentence)\b)",
    re.IGNORECASE,
)
POSSIBLE_TERM = re.compile(
    r"\b(?:ask(?:ed|s)?|sought|seeks?|demand(?:ed|s)?|request(?:ed|s)?|fac(?:e[sd]?|ing)|could|may|might"
    r"|maximum|up to)\b",
    re.IGNORECASE,
)
#: A clause between commas that says more of the noun before it.
RELATIVE_CLAUSE = re.compile(r",\s+(?:which|who|whose|whom|where)\b[^,;.]{0,90},")
#: The end of a sentence that names who said it.
ATTRIBUTION_TAIL = re.compile(
    r",\s+(?:according to\s[^,;]{1,90}"
    r"|[^,;]{1,90}\b(?:said|says|told\s+[^,;]{1,40}|announced|confirmed|reported|added)\b[^,;]{0,40})$"
)
