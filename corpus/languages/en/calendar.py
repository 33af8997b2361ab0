"""English words for dates: months, weekdays, seasons, holidays, units of time, relative dates and durations."""

from __future__ import annotations

import re
from datetime import time

from corpus.languages.en.numbers import TENS

NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}

RANGE_SEPARATOR = re.compile(r"\s*(?:-|–|—|~|\bto\b|\bthrough\b|\buntil\b)\s*")
EVERY_PREFIX = re.compile(r"^(?:every|each|on)\s+(?!day)")

#: Days, months and other capitalized words of time, which name no actor.
CALENDAR_WORDS = frozenset(
    """
    am apr april aug august bst cet christmas dec december easter edt est feb february friday fridays gmt jan
    january jul july jun june kst mar march may monday mondays nov november oct october pm ramadan saturday
    saturdays sep sept september sunday sundays thursday thursdays tuesday tuesdays utc wednesday wednesdays
    """.split()
)

#: Words after which a four-digit number is a year.
YEAR_PREPOSITIONS = frozenset(
    "in since until till before after by during from to of early late mid between through for and -".split()
)
#: Words before a month, where it could also be a verb ("to may") or a given name ("in June Example said").
MONTH_PREPOSITIONS = frozenset(
    "in on of by until till since during from to through throughout before after early mid late last this next and or"
    " between for around every each".split()
)

DEFINITE_YEAR_PREPOSITIONS = frozenset("for of in during throughout through over".split())

QUARTER_PREPOSITIONS = frozenset("in during by until through from over within".split())

#: Month names that are also other English words, even capitalized: they need context to count as months.
AMBIGUOUS_MONTHS = frozenset({"may", "march", "jan", "mar", "jun", "jul", "dec"})

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

MONTH_NUMBERS = {word: number for number, word in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {word[:3]: number for word, number in MONTH_NUMBERS.items()} | {"sept": 9}
WEEKDAY_NUMBERS = {word: number for number, word in enumerate(WEEKDAYS, 1)}
#: Short weekdays count only in questions and before a date, because "Sun" and "Sat" are also words.
SHORT_WEEKDAYS = {word[:3]: number for word, number in WEEKDAY_NUMBERS.items()} | {"tues": 2, "weds": 3, "thurs": 4}

#: TIMEX3 unit by word; units of less than a day are written after a "T".
TIME_UNITS = {
    "second": "S", "minute": "TM", "hour": "H", "day": "D", "night": "N", "week": "W", "weekend": "WE",
    "fortnight": "F", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
    "millennium": "ML",
}  # fmt: skip
TIME_UNITS |= {"min": "TM", "mins": "TM", "hrs": "H", "hr": "H", "sec": "S", "secs": "S", "yr": "Y", "yrs": "Y"}
PLURAL_TIME_UNITS = {f"{word}s": unit for word, unit in TIME_UNITS.items() if len(word) > 3 and word != "century"}
PLURAL_TIME_UNITS |= {"quarters": "Q", "days": "D", "centuries": "CE", "millennia": "ML"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
CLOCK_TIME_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
DECADE_WORDS = {f"{word[:-1]}ies": number // 10 for word, number in {"twenty": 20, **TENS}.items()}
FREQUENCIES = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "quarterly": "P1Q", "biannually": "P6M", "bimonthly": "P2M",
    "semiannually": "P6M", "biennially": "P2Y", "triennially": "P3Y",
}  # fmt: skip

#: Intervals of named periods; a mention of one dates nothing by itself.
NAMED_PERIODS = {
    "iran-iraq war": "1980/1988",
    "korean war": "1950/1953",
    "cold war": "1947/1991",
    "vietnam war": "1955/1975",
    "gulf war": "1990/1991",
    "iraq war": "2003/2011",
    "first world war": "1914/1918",
    "second world war": "1939/1945",
    "world war i": "1914/1918",
    "world war ii": "1939/1945",
    "world war one": "1914/1918",
    "world war two": "1939/1945",
    "world war 1": "1914/1918",
    "world war 2": "1939/1945",
    "great depression": "1929/1939",
    "american civil war": "1861/1865",
    "spanish civil war": "1936/1939",
    "six-day war": "1967-06-05/1967-06-10",
    "yom kippur war": "1973-10-06/1973-10-25",
    "napoleonic wars": "1803/1815",
    "crimean war": "1853/1856",
    "boer war": "1899/1902",
    "russo-japanese war": "1904/1905",
    "bosnian war": "1992/1995",
    "kosovo war": "1998/1999",
    "falklands war": "1982-04-02/1982-06-14",
    "cultural revolution": "1966/1976",
    "arab spring": "2010/2012",
    "middle ages": "0500/1499",
    "renaissance": "1400/1599",
}
#: Words before a month that make it one even before a capital ("in June Apple launched").
MONTH_CUES = frozenset(
    "in since during last next this every each early mid late the until till between 's its a".split()
)
#: Heads of names that open with a weekday ("Tuesday Group"), and nouns after one that make it no day ("Sunday school").
WEEKDAY_NAME_HEADS = frozenset(
    "club night live market island islands street road lane group group's politics supplement league football mail "
    "times herald express post mirror independent telegraph observer star sun world magazine review tribune band girl "
    "boys foundation trust society choir orchestra project show morning".split()
)
LOWERCASE_WEEKDAY_HEADS = frozenset("school roast roasts best league leaguer".split())
#: Words before a weekday that make it a name ("Super Tuesday", "Sheffield Wednesday").
WEEKDAY_NAME_LEADS = frozenset(
    "super bloody sheffield freaky ruby man blue manic bbc casual giving fat mad big happy mardi gloomy".split()
)
#: Words after a feast that make it a place or a title ("Christmas Island", "Easter Parade"), and before it a name.
PLACE_NOUNS = frozenset(
    "road street lane avenue island islands rising park place square hill bay court drive house terrace common market "
    "bowl carol tree express story number seal seals egg eggs parade village town county river creek field green "
    "football close way gardens grove crescent cove point farm ross".split()
)
FEAST_NAME_LEADS = frozenset("father merry happy mother santa white noel coptic mary".split())
FEAST_PREPOSITIONS = frozenset(
    "on at by since until till before after last next this every each over during for".split()
)
SALES_NOUNS = frozenset(
    "sale sales deal deals shopping shoppers bargains bargain discount discounts offer offers".split()
)
#: Words before a number that make it a label, not a year ("Room 1952").
NUMBER_LABELS = frozenset(
    "room rooms flight flights route highway resolution article articles section paragraph page pages model unit "
    "channel area suite apartment flat platform gate bus train locomotive number no nos lot windows interstate rule "
    "case chapter box gallery hall ward cell block bay type boeing airbus asteroid psalm verse form extension pin code "
    "hut cabin berth seat table house track level locker warehouse building shelf frequency item exhibit docket permit "
    "engine bulletin patent clause proposition amendment bill order line row stand court directive regulation".split()
)
#: Words before a number that make it a count ("some 2017 members").
COUNT_LEADS = frozenset(
    "had has have with about some over nearly than only almost around all another those these roughly approximately "
    "exactly least most just more other are were employs employ includes include including contains "
    "hold holds houses serve serves sells sell of".split()
)
#: Words after which a clause begins, so that a number and a noun are its subject ("and 2017 members left"); none where
#: a sentence does.
CLAUSE_OPENERS = frozenset({"", "and", "but", "while", "that", "whereas", "as", ","})
#: Plural nouns that a year may stand before ("2017 elections").
YEARLY_EVENT_NOUNS = frozenset(
    "elections polls games olympics results figures sales levels attacks riots protests budgets talks earnings "
    "profits prices estimates forecasts accords floods championships finals playoffs awards campaigns reforms "
    "sanctions killings murders bombings hearings primaries midterms wildfires fires storms revenues "
    "numbers totals rates exports imports deliveries taxes conditions negotiations losses "
    "paralympics demonstrations clashes trials rules laws records standards guidelines terms plans bonds notes "
    "rankings ratings targets goals commitments graduates".split()
)
#: Words before a time of day; words before the time that a race took; words of races and matches.
CLOCK_LEADS = frozenset("at by until till from since before after around about between @ past approximately".split())
RACE_TIME_LEADS = frozenset(
    "in of clocked clocking ran time timed record won lost beat score scored with lead trailing trailed leading a her "
    "his its best mark psalm john matthew luke genesis isaiah finished finishing posted recorded odds ratio".split()
)
RACE_WORDS = frozenset(
    "race races marathon half-marathon lap laps mile miles metres meters sprint relay heat heats swam swimmer runner "
    "runners athlete athletes clocked personal seconds stopwatch scored score set sets points goals halftime "
    "half-time quarter-final semi-final freestyle backstroke butterfly breaststroke steeplechase hurdles triathlon "
    "rowing regatta record won lost beat tie-break overtime assists rebounds win-loss cyclist stage time-trial".split()
)
#: Holidays on a fixed date: (month, day).
FIXED_HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1), "valentine's day": (2, 14),
    "halloween": (10, 31), "st patrick's day": (3, 17), "independence day": (7, 4), "may day": (5, 1),
    "bastille day": (7, 14), "veterans day": (11, 11), "armistice day": (11, 11), "april fools' day": (4, 1),
    "remembrance day": (11, 11), "inauguration day": (1, 20), "juneteenth": (6, 19), "anzac day": (4, 25),
    "australia day": (1, 26), "canada day": (7, 1), "st stephen's day": (12, 26), "st george's day": (4, 23),
    "st andrew's day": (11, 30), "st david's day": (3, 1), "bonfire night": (11, 5), "hogmanay": (12, 31),
    "all saints' day": (11, 1), "earth day": (4, 22), "st. patrick's day": (3, 17), "veterans' day": (11, 11),
    "international women's day": (3, 8), "ve day": (5, 8), "groundhog day": (2, 2),
}  # fmt: skip
#: Holidays on the n-th weekday of a month: (month, ISO weekday, n); -1 is the last.
WEEKDAY_HOLIDAYS = {
    "thanksgiving": (11, 4, 4), "thanksgiving day": (11, 4, 4), "labor day": (9, 1, 1), "memorial day": (5, 1, -1),
    "columbus day": (10, 1, 2), "martin luther king day": (1, 1, 3), "presidents day": (2, 1, 3),
    "mother's day": (5, 7, 2), "father's day": (6, 7, 3), "election day": (11, 1, 1), "black friday": (11, 4, 4),
    "cyber monday": (11, 4, 4), "presidents' day": (2, 1, 3), "remembrance sunday": (11, 7, 2),
}  # fmt: skip
#: Days that a holiday follows such a weekday: the election is on the Tuesday after the first Monday.
HOLIDAY_OFFSET_DAYS = {"election day": 1, "black friday": 1, "cyber monday": 4}
#: Holidays by their offset from Easter Sunday, in days.
EASTER_HOLIDAYS = {"easter": 0, "easter sunday": 0, "good friday": -2, "easter monday": 1, "ash wednesday": -46,
                 "palm sunday": -7, "whit monday": 50, "pentecost": 49, "shrove tuesday": -47,
                 "maundy thursday": -3, "holy thursday": -3, "holy saturday": -1, "ascension day": 39,
                 "whit sunday": 49}  # fmt: skip

MONTH_PREFIXES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_GROUP_PATTERN = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)

WEEKDAY_NAME = re.compile(rf"\b({'|'.join(name.capitalize() for name in WEEKDAYS)})\b(?!s\b)")
WEEKDAY_DATE = re.compile(
    rf"\b(?P<weekday>{'|'.join(name.capitalize() for name in WEEKDAYS)}),? (?:the )?"
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})"
    r"|(?P<early>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<late>[A-Z][a-z]{2,8}))"
    r"\b(?!,? \d{4})"
)

#: Days and months, which identify no story: an article's date may have to be inferred.
MONTH_AND_WEEKDAY_NAMES = frozenset((*MONTHS, *WEEKDAYS))
TIME_WORDS = MONTH_AND_WEEKDAY_NAMES | frozenset(
    "morning afternoon evening night week month year weekend late early last this earlier today yesterday tuesday's"
    " on in at of the".split()
)
WEEKDAY_WORDS = frozenset(WEEKDAYS)
TIME_MODIFIERS = frozenset({"late", "early", "last", "this"})
TIME_SPAN_NOUNS = frozenset({"week", "month", "year", "morning", "afternoon", "evening", "night"})

MONTH_NAME_PATTERN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY_PATTERN = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
DATE_WORD = re.compile(
    rf"\b(?:\d{{1,4}}[年년月월日일])+|\b(?:{MONTH_NAME_PATTERN}|{WEEKDAY_PATTERN}|\d{{1,4}}(?:st|nd|rd|th)?|[ap]\.?m\b\.?|[a-z]{{1,3}}t\b|utc"
    r"|local time|korea time|first|last|published|updated?|posted|modified|created|issued"
    r"|embargo(?:ed)?|until|on|at|of|the|ago|hours?|hrs?"
    r"|minutes?|mins?|days?|weeks?|time)\b",
    re.IGNORECASE,
)

#: Months that are also given names.
MONTH_GIVEN_NAMES = frozenset({"April", "May", "June", "August", "Jan"})

RELATIVE_DAY = re.compile(r"(?:in |for )?(\d{1,3}|a|one|two|three|four) (day|week|month)s?")
DAYS_PER_UNIT = {"day": 1, "week": 7, "month": 30}

SPAN_PREPOSITIONS = frozenset(["", "in", "over", "during", "of", "for", "from", "within", "since"])

#: Words before "a year" that make it a duration, not a rate ("flights a week").
DURATION_CUES = frozenset(
    "for in within over after of than about nearly almost barely him them us as lasts took takes lasted lasting "
    "during under and "
    "spent is was only just".split()
)

#: Words between a number and a unit of time ("eight trading days").
UNIT_ADJECTIVES = frozenset(
    "trading business working consecutive straight successive calendar long short additional further extra "
    "solid busy happy difficult hard school banking sitting playing light".split()
)

EVENT_PHRASE = re.compile(
    r"\b(?:(?P<amount>the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+"
    r"(?P<unit>day|week|month|year)s?\s+)?"
    r"(?P<relation>since|before|after|until|till|following|prior\s+to|ahead\s+of|on\s+the\s+day\s+of)\s+"
    r"(?:the|this|that|their|his|her|its)\s+(?P<words>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3})",
    re.IGNORECASE,
)
RELATION_SYNONYMS = {
    "until": "before",
    "till": "before",
    "prior to": "before",
    "ahead of": "before",
    "following": "after",
    "on the day of": "on",
}

FUNCTION_WORD_CLASSES = {
    "the": "THE", "a": "AN", "an": "AN", "this": "THIS", "last": "LAST", "past": "LAST", "next": "NEXT", "that": "THAT",
    "early": "EARLY", "late": "EARLY", "earlier": "EARLIER", "later": "LATER", "ago": "AGO", "before": "BEFORE",
    "after": "AFTER", "from": "FROM", "now": "NOW", "of": "OF", "in": "IN", "during": "IN", "end": "EDGE",
    "beginning": "EDGE", "start": "EDGE", "middle": "EDGE", "close": "EDGE", "eve": "EDGE", "to": "TO", "through": "TO",
    "and": "AND", "or": "OR", "each": "EACH", "every": "EACH", "couple": "COUPLE", "half": "HALF", "about": "APPROX",
    "nearly": "APPROX", "almost": "APPROX", "around": "APPROX", "over": "APPROX", "roughly": "APPROX", "mid": "MID",
    "approximately": "APPROX", "under": "APPROX", "only": "APPROX", "just": "APPROX", "some": "VAGUE", "more": "MORE",
    "less": "MORE", "fewer": "MORE", "least": "MORE", "most": "MORE", "than": "THAN", "fiscal": "FISCAL", "old": "OLD",
    "until": "UNTIL", "till": "UNTIL", "by": "UNTIL", "on": "ON", "at": "AT",
    "once": "TIMES", "twice": "TIMES", "times": "TIMES", "quarter": "QUARTER",
    "quarters": "QUARTERS", "year": "YEARWORD", "weekend": "WEEKENDWORD",
    "latest": "LATEST", "same": "SAME", "comparable": "SAME", "corresponding": "SAME", "recent": "RECENT",
    "these": "THESE", "future": "FUTUREWORD", "near": "NEAR", "overnight": "OVERNIGHT", "as": "AS",
    "period": "PERIOD", "hence": "HENCE",
    "all": "ALL", "up": "UP", "full": "FULL", "whole": "FULL", "entire": "FULL", "century": "CENTURY", "est": "ZONE",
    "centuries": "CENTURY", "edt": "ZONE", "gmt": "ZONE", "utc": "ZONE", "pst": "ZONE", "pdt": "ZONE", "bst": "ZONE",
    "cet": "ZONE", "cest": "ZONE", "cst": "ZONE", "cdt": "ZONE", "kst": "ZONE", "jst": "ZONE",
    "back": "BACK", "other": "ALTERNATE", "alternate": "ALTERNATE", "final": "FINAL", "closing": "FINAL",
    "o'clock": "OCLOCK", "weekday": "WORKDAY", "weekdays": "WORKDAY", "ist": "ZONE", "aest": "ZONE", "aedt": "ZONE",
    "mst": "ZONE", "mdt": "ZONE", "eet": "ZONE", "msk": "ZONE", "hkt": "ZONE", "et": "ZONE", "pt": "ZONE", "ct": "ZONE",
}  # fmt: skip

BACKWARD_WORDS = frozenset("before earlier last previous preceding prior".split())

JOINT = re.compile(r"\s*(?:-|–|—|to|through|until|till|and|&)\s*(?:the\s+)?", re.IGNORECASE)
#: Prepositions before a date that make it an open range, by relation.
SIDE_PREPOSITIONS = {
    "since": (
        "since",
        "from",
        "as of",
        "starting",
        "beginning",
        "not before",
        "on or after",
        "not earlier than",
        "no earlier than",
    ),
    "after": ("after", "following", "later than"),
    "before": ("before", "prior to", "earlier than"),
    "until": (
        "until",
        "till",
        "by",
        "up to",
        "up to and including",
        "not after",
        "on or before",
        "no later than",
        "not later than",
    ),
}
SIDE_SUFFIX = re.compile(
    r"\s+(?:(on|onwards?|or later|or after|and after)|(or earlier|or before|and before))\b", re.IGNORECASE
)
#: Words between the two ends of a range of days.
RANGE_JOINTS = frozenset("to until till through - – —".split())
RANGE_PREPOSITIONS = frozenset(["between", "from"])

#: Pointer words that are relative to the time the text is about, not to publication.
ANAPHORIC_POINTERS = frozenset("previous preceding prior same that following ensuing".split())
#: Prepositions between a verb and its time, and articles before a time.
TIME_PREPOSITIONS = frozenset("on in at during over within".split())
DETERMINERS_BEFORE_TIME = frozenset("the a an his her its their our this that".split())
#: Words that open a clause, so that a time right after them belongs to the verb behind it.
OPENERS_BEFORE_TIME = frozenset("and but while that when where because although though which who".split())
DAY_PREPOSITIONS = frozenset("on since until till by before after from to between and or through".split())

#: Offset of a pointer word from its reference, in units.
POINTER_STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0, "same": 0, "that": 0,
    "present": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1, "ensuing": 1, "latest": -1,
    "comparable": 0, "corresponding": 0,
}  # fmt: skip
#: Words near "back" that make it no "ago": "it set him two years back".
RETURN_CUES = frozenset(
    "set sets setting push pushed pushing put moved turned turn dating dates dated date going go goes went stretching "
    "stretches takes took taking get got getting brought bring gave give way won wins".split()
)
DEICTIC_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
PRESENT_WORDS = frozenset({"now", "currently", "nowadays", "presently"})
PAST_WORDS = frozenset({"recently", "formerly", "lately"})
FUTURE_WORDS = frozenset({"soon", "shortly"})

PART_WORD = re.compile(
    r"(?:the\s+)?(early|late|mid|beginning|start|middle|end|close)(?:\b|(?=-))|(earlier|later)\b", re.IGNORECASE
)
#: Start and end of a part of a period, in twelfths (months of a year).
PART_IN_TWELFTHS = {
    "early": (0, 4), "mid": (4, 8), "middle": (4, 8), "late": (8, 12),
    "beginning": (0, 3), "start": (0, 3), "end": (9, 12), "close": (9, 12),
}  # fmt: skip
#: The same for a decade, in years.
PART_OF_DECADE_YEARS = {
    "early": (0, 4), "mid": (4, 7), "middle": (4, 7), "late": (7, 10),
    "beginning": (0, 3), "start": (0, 3), "end": (7, 10), "close": (7, 10),
}  # fmt: skip

#: Words before a weekday that is not the day of the report; so are those of FUTURE_CUE.
OTHER_WEEK_CUE = re.compile(
    r"\b(?:next|until|till|by|from|every|each|last|coming|starting|since|on or before|as of|a)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
FUTURE_CUE = re.compile(
    r"\b(?:will|would|(?-i:may|might)|is to|are to|set to|expected to|due to|scheduled|plans? to|upcoming"
    r"|going to)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
NEXT_MONTH = re.compile(
    rf"\bnext month\b[^.]{{0,60}}\bin {MONTH_GROUP_PATTERN}"
    rf"|\bin {MONTH_GROUP_PATTERN.replace('month', 'before')}[^.]{{0,40}}\bnext month\b",
    re.IGNORECASE,
)
ADJACENT_PERIOD = re.compile(r"\b(?:last|next) (?:week|month|year)(?:['’]s)?\b", re.IGNORECASE)

LAST_WEEK = re.compile(r"last week\b", re.IGNORECASE)
