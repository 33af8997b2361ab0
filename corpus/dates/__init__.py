"""Tag time expressions and normalize them to TIMEX3 values."""

from corpus.dates.intervals import DayPair, day_range, exact_day, format_timex_range, list_month_days
from corpus.dates.query_dates import (
    EventReference,
    QueryDate,
    find_event_references,
    list_days_of_unknown_year,
    move_to_covered_year,
    parse_query_dates,
    resolve_query_date,
)

__all__ = [
    "DayPair",
    "EventReference",
    "QueryDate",
    "day_range",
    "exact_day",
    "find_event_references",
    "format_timex_range",
    "list_days_of_unknown_year",
    "list_month_days",
    "move_to_covered_year",
    "parse_query_dates",
    "resolve_query_date",
]
