"""Date rules for words that only look like times: names, counts, labels, race times and scores."""

from __future__ import annotations

import re

from corpus.dates.rule import IGNORE, Rule, RuleMatch, RuleResult, ignore_match, make_rule
from corpus.dates.tense import Tense, classify_tense
from corpus.dates.tokenizer import DateToken, get_class_code
from corpus.languages.en.calendar import (
    CLAUSE_OPENERS,
    CLOCK_LEADS,
    COUNT_LEADS,
    FEAST_NAME_LEADS,
    FEAST_PREPOSITIONS,
    LOWERCASE_WEEKDAY_HEADS,
    MONTH_CUES,
    NUMBER_LABELS,
    PLACE_NOUNS,
    RACE_TIME_LEADS,
    RACE_WORDS,
    SALES_NOUNS,
    WEEKDAY_NAME_HEADS,
    WEEKDAY_NAME_LEADS,
    YEARLY_EVENT_NOUNS,
)
from corpus.languages.en.nouns import COUNTED_NOUNS, IRREGULAR_PLURALS, NEWSPAPER_WORDS, NON_PLURALS_IN_S, UNIT_NOUNS
from corpus.languages.en.verbs import NON_NOUNS, TENSE_REPORTING_VERBS

#: Tokens on either side of a time in which a race is looked for, or capitals are counted.
_MAX_NEAR_TOKENS = 10
#: Share of capitalized words above which a line is a headline in title case, where capitals mark no name.
_MIN_HEADLINE_SHARE = 0.7
_OTHER_CODE = get_class_code("OTHER")


def _is_name_word(token: DateToken) -> bool:
    """Return whether *token* is written like a part of a name: "Abbott", not "GDP" or "the"."""
    return len(token.text) > 1 and token.text[0].isupper() and not token.text.isupper()


def _list_near_tokens(hit: RuleMatch) -> list[DateToken]:
    """Return the tokens of the sentence that are near the match, without its own."""
    first, last = hit.match.span()
    near = [*hit.tokens[max(first - _MAX_NEAR_TOKENS, 0) : first], *hit.tokens[last : last + _MAX_NEAR_TOKENS]]
    return [token for token in near if token.sentence == hit.sentence]


def _is_headline(hit: RuleMatch) -> bool:
    """Return whether most words around the match are capitalized, as in a headline in title case."""
    words = [token.text for token in _list_near_tokens(hit) if token.code == _OTHER_CODE and len(token.text) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > _MIN_HEADLINE_SHARE * len(words)


def _read_month_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "June Abbott" and "April said", but not "in June Apple" or "the June GDP figures"."""
    month, name = hit.get_tokens("month")[0], hit.get_tokens("name")[0]
    if not month.text[0].isupper() or month.text.endswith(".") or hit.get_word_before() in MONTH_CUES:
        return None
    if name.lower in TENSE_REPORTING_VERBS:
        return IGNORE if hit.get_word_before() == "" else None
    return IGNORE if _is_name_word(name) and not _is_headline(hit) else None


def _read_weekday_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "the Tuesday Group", "Sunday Mass Live" and "Sunday school"."""
    name = hit.get_tokens("name")[0]
    if name.lower in LOWERCASE_WEEKDAY_HEADS and not _is_name_word(name):
        return IGNORE
    if not _is_name_word(name):
        return None
    is_led = hit.tokens[hit.match.start()].lower == "the"
    is_head = name.lower in WEEKDAY_NAME_HEADS or (is_led and name.lower in NEWSPAPER_WORDS)
    return IGNORE if is_head or (is_led and not _is_headline(hit)) else None


def _read_show_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "Saturday Night Live"."""
    is_named = _is_name_word(hit.get_tokens("part")[0]) and _is_name_word(hit.get_tokens("name")[0])
    return IGNORE if is_named and not _is_headline(hit) else None


def _read_weekday_after_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "Super Tuesday", "Bloody Sunday", "Sheffield Wednesday"."""
    lead = hit.get_tokens("lead")[0]
    return IGNORE if lead.lower in WEEKDAY_NAME_LEADS and lead.text[0].isupper() else None


def _read_feast_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "Christmas Island", "the Easter Parade" and "Black Friday deals"."""
    name = hit.get_tokens("name")[0]
    if name.lower in SALES_NOUNS and "friday" in hit.get_words("feast") + hit.get_word_before():
        return IGNORE
    if not _is_name_word(name):
        return None
    if name.lower in PLACE_NOUNS:
        return IGNORE
    return IGNORE if hit.get_word_before() not in FEAST_PREPOSITIONS and not _is_headline(hit) else None


def _read_feast_after_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "Father Christmas" and "Merry Christmas"."""
    lead = hit.get_tokens("lead")[0]
    return IGNORE if lead.lower in FEAST_NAME_LEADS and lead.text[0].isupper() else None


def _read_season_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "Winter Olympics", "Fall River"."""
    return IGNORE if _is_name_word(hit.get_tokens("season")[0]) and _is_name_word(hit.get_tokens("name")[0]) else None


def _read_programme_name(hit: RuleMatch) -> RuleResult | None:
    """Ignore "USA Today" and "the Tonight programme"."""
    day, lead = hit.get_tokens("day")[0], hit.get_tokens("lead")[0]
    is_named = lead.text[0].isupper() or lead.lower == "the"
    opens = lead.lower == "the" and not hit.get_word_before()
    if not _is_name_word(day) or not is_named or opens or lead.sentence != day.sentence:
        return None
    return None if _is_headline(hit) else IGNORE


def _read_label(hit: RuleMatch) -> RuleResult | None:
    """Ignore "Room 1952", "Flight 1907" and "Resolution 1973"."""
    return IGNORE if hit.get_words("label") in NUMBER_LABELS else None


def _read_count(hit: RuleMatch) -> RuleResult | None:
    """Ignore "had 2017 members" and "some 1950 new homes", but not "the 2017 elections"."""
    noun = hit.get_tokens("noun")[0]
    adjective = hit.get_words("adjective")
    if adjective in NON_NOUNS or noun.text[0].isupper() or not _is_plural(noun.lower):
        return None
    if noun.lower in YEARLY_EVENT_NOUNS:
        return None
    before, year = hit.get_word_before(), int(hit.get_words("year"))
    if before == "for" and noun.lower in UNIT_NOUNS and not adjective:
        return IGNORE  # "ran for 2010 yards"
    if not 1900 <= year <= 2099:
        return IGNORE if before not in {"the", "'s", "its", "their"} else None
    if before in COUNT_LEADS or (before in CLAUSE_OPENERS and _is_followed_by_verb(hit)):
        return IGNORE
    place = hit.match.start() - 1
    return IGNORE if before and classify_tense(hit.tokens, place) is Tense.PAST else None


def _is_plural(word: str) -> bool:
    if word in COUNTED_NOUNS or word in IRREGULAR_PLURALS:
        return True
    return len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'" and word not in NON_PLURALS_IN_S


def _is_followed_by_verb(hit: RuleMatch) -> bool:
    place = hit.match.end()
    if place >= len(hit.tokens) or hit.tokens[place].sentence != hit.sentence:
        return False
    is_auxiliary = hit.tokens[place].lower in {"are", "were", "have", "had", "will", "would", "of"}
    return is_auxiliary or classify_tense(hit.tokens, place) is Tense.PAST


def _read_high_noon(hit: RuleMatch) -> RuleResult | None:
    """Ignore "High Noon" and "high noon"."""
    return IGNORE if hit.get_words("lead") == "high" else None


def _read_capital_units(hit: RuleMatch) -> RuleResult | None:
    """Ignore "60 Minutes" and "Seven Days", the names of programmes and papers."""
    return IGNORE if hit.is_name("unit") and not _is_headline(hit) else None


def _read_race_time(hit: RuleMatch) -> RuleResult | None:
    """Ignore "2:03:45", "a time of 1:59.40", "clocked 58:23" and scores such as "21:15"."""
    clock = hit.get_tokens("clock")[0]
    if _SHORT_TIME_WITH_SECONDS.fullmatch(clock.text) and not _has_zone(hit):
        return IGNORE  # a time of day has its seconds in logs alone, and two digits for the hour there
    if clock.lower[-1] in "m." or hit.get_word_before() in CLOCK_LEADS or _is_beside_date(hit):
        return None
    if hit.get_word_before() in RACE_TIME_LEADS or _has_fraction(hit):
        return IGNORE
    return IGNORE if any(token.lower in RACE_WORDS for token in _list_near_tokens(hit)) else None


def _has_zone(hit: RuleMatch) -> bool:
    """Return whether a time zone or a part of the day follows the time."""
    beside = hit.tokens[hit.match.end() : hit.match.end() + 1]
    return any(token.code in _ZONE_CODES for token in beside)


def _has_fraction(hit: RuleMatch) -> bool:
    """Return whether hundredths of a second follow, as in "1:59.40"."""
    end, rest = hit.match.end(), hit.tokens[hit.match.end() : hit.match.end() + 2]
    return (
        len(rest) == 2
        and rest[0].text == "."
        and rest[0].start == hit.tokens[end - 1].end
        and rest[1].start == rest[0].end
        and rest[1].text.isdigit()
    )


def _is_beside_date(hit: RuleMatch) -> bool:
    """Return whether a day, a zone or a preposition of days stands next to the time."""
    first, last = hit.match.span()
    beside = (*hit.tokens[max(first - 2, 0) : first], *hit.tokens[last : last + 2])
    return any(token.code in _DAY_CODES for token in beside if token.sentence == hit.sentence)


def _read_record(hit: RuleMatch) -> RuleResult | None:
    """Ignore "a 15-10-12 record", which only looks like a date in figures."""
    is_score = any(token.lower in RACE_WORDS for token in _list_near_tokens(hit))
    return IGNORE if is_score and hit.get_words("figures").count("-") == 2 else None


_SHORT_TIME_WITH_SECONDS = re.compile(r"\d:\d\d:\d\d")
_ZONE_CODES = frozenset(map(get_class_code, ("ZONE", "DAYPART")))
_DAY_CODES = frozenset(
    map(get_class_code, ("WEEKDAY", "WEEKSHORT", "MONTH", "MONTHISH", "DEICTIC", "ZONE", "STAMP", "NUMERIC", "DAYPART"))
)
#: What follows "the last day of" where the phrase is a date: a month, a year, "this week", "the month" …
_CALENDAR_PATTERN = (
    "THE? (?:THIS|LAST|NEXT|POINTER|THAT|SAME|EACH|ANYMONTH|YEAR4|WEEKDAY|SEASON|DECADE|DECADEWORD|UNIT|QUARTER"
    "|CENTURY|FISCAL|NAMED|FEAST|RANGE|DAYORD|DEICTIC|CARDINAL|INT|AN UNIT)"
)
RULES: tuple[Rule, ...] = (
    make_rule("month=ANYMONTH name=OTHER", _read_month_name, sets_reference=False),
    make_rule("THE? weekday=WEEKDAY name=OTHER", _read_weekday_name, sets_reference=False),
    make_rule("weekday=WEEKDAY part=DAYPART name=OTHER", _read_show_name, sets_reference=False),
    make_rule("THE? lead=OTHER weekday=WEEKDAY", _read_weekday_after_name, sets_reference=False),
    make_rule("feast=FEAST name=OTHER", _read_feast_name, sets_reference=False),
    make_rule("lead=OTHER feast=FEAST", _read_feast_after_name, sets_reference=False),
    make_rule("THE? season=SEASON name=OTHER", _read_season_name, sets_reference=False),
    make_rule("(?P<lead>OTHER|THE) day=DEICTIC(?!DAYPART)", _read_programme_name, sets_reference=False),
    make_rule("label=OTHER year=YEAR4", _read_label, sets_reference=False),
    make_rule("year=YEAR4 noun=OTHER", _read_count, sets_reference=False),
    make_rule("year=YEAR4 adjective=OTHER noun=OTHER", _read_count, sets_reference=False),
    make_rule(
        f"THE? (?:LAST|NEXT|SAME|THAT) (?:PLAINUNIT|YEARWORD|WEEKENDWORD|UNITS) OF (?!{_CALENDAR_PATTERN})",
        ignore_match,  # "the last day of the harvest", whose day the article alone does not give
        sets_reference=False,
    ),
    make_rule("lead=OTHER NOON", _read_high_noon, sets_reference=False),
    make_rule("{AMOUNT} unit=UNITS", _read_capital_units, sets_reference=False),
    make_rule("clock=CLOCK", _read_race_time, sets_reference=False),
    make_rule("figures=NUMERIC", _read_record, sets_reference=False),
)
