"""English names of months, weekdays, seasons, holidays and units of time."""

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
    r"|local time|korea time|first|last|published|updated?|posted|modified|created|issued|on|at|of|the|ago|hours?|hrs?"
    r"|minutes?|mins?|days?|weeks?|time)\b",
    re.IGNORECASE,
)

#: Months that are also given names.
MONTH_GIVEN_NAMES = frozenset({"April", "May", "June", "August"})
