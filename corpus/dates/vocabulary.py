"""The words that times are told in, and what each stands for."""

from __future__ import annotations

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_TENS = {word: 10 * ten for ten, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

MONTH_NUMBERS = {word: number for number, word in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {word[:3]: number for word, number in MONTH_NUMBERS.items()} | {"sept": 9}
WEEKDAY_NUMBERS = {word: number for number, word in enumerate(WEEKDAYS, 1)}
#: Short weekdays are read in questions and before a date alone: "Sun" and "Sat" are also words.
SHORT_WEEKDAYS = {word[:3]: number for word, number in WEEKDAY_NUMBERS.items()} | {"tues": 2, "weds": 3, "thurs": 4}
CARDINALS = {word: number for number, word in enumerate(_CARDINALS)} | _TENS
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30, "thirty-first": 31}
ORDINALS |= {f"twenty-{word}": number for number, word in enumerate(_ORDINALS[:9], 21)}
SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12, "million": 1_000_000}

#: Word → TIMEX3 unit; those of less than a day are written after a "T".
UNITS = {
    "second": "S", "minute": "TM", "hour": "H", "day": "D", "night": "N", "week": "W", "weekend": "WE",
    "fortnight": "F", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
    "millennium": "ML",
}  # fmt: skip
UNITS |= {"min": "TM", "mins": "TM", "hrs": "H", "hr": "H", "sec": "S", "secs": "S", "yr": "Y", "yrs": "Y"}
PLURALS = {f"{word}s": unit for word, unit in UNITS.items() if len(word) > 3 and word != "century"}
PLURALS |= {"quarters": "Q", "days": "D", "centuries": "CE", "millennia": "ML"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAYPARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
CLOCK_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
DECADES = {f"{word[:-1]}ies": number // 10 for word, number in {"twenty": 20, **_TENS}.items()}

#: How far from the reference a word points, in units.
POINTERS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0, "same": 0, "that": 0,
    "present": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1, "ensuing": 1, "latest": -1,
    "comparable": 0, "corresponding": 0,
}  # fmt: skip
DEICTIC_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}

#: Rough numbers: TIMEX3 writes X for them.
VAGUE_NUMBERS = frozenset({"several", "few", "many", "some", "numerous", "countless"})
PRESENT = frozenset({"now", "currently", "nowadays", "presently"})
PAST = frozenset({"recently", "formerly", "lately"})
FUTURE = frozenset({"soon", "shortly"})
FREQUENCIES = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "monthly": "P1M", "yearly": "P1Y",
}  # fmt: skip

#: Periods that go by a name: they are known, and date nothing by themselves.
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
#: Feasts on one day of every year.
FIXED_FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1), "valentine's day": (2, 14),
    "halloween": (10, 31), "st patrick's day": (3, 17), "independence day": (7, 4), "may day": (5, 1),
    "bastille day": (7, 14), "veterans day": (11, 11), "armistice day": (11, 11), "april fools' day": (4, 1),
}  # fmt: skip
#: Feasts on the n-th weekday of a month: (month, ISO weekday, n); -1 is the last.
MOVING_FEASTS = {
    "thanksgiving": (11, 4, 4), "thanksgiving day": (11, 4, 4), "labor day": (9, 1, 1), "memorial day": (5, 1, -1),
    "columbus day": (10, 1, 2), "martin luther king day": (1, 1, 3), "presidents day": (2, 1, 3),
    "mother's day": (5, 7, 2), "father's day": (6, 7, 3), "election day": (11, 1, 1),
}  # fmt: skip
#: Feasts that follow such a weekday, by days: the election is on the Tuesday after the first Monday.
DAYS_BEHIND = {"election day": 1}
#: Feasts counted from Easter Sunday, in days.
EASTER_FEASTS = {"easter": 0, "easter sunday": 0, "good friday": -2, "easter monday": 1, "ash wednesday": -46,
                 "palm sunday": -7, "whit monday": 50, "pentecost": 49}  # fmt: skip
