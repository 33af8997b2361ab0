"""Words → Request: the actors, days and intent that a question names, and how it was read."""

from briefings.questions.events import day_of, event_terms
from briefings.questions.intents import speaks
from briefings.questions.reading import USUAL_ANSWER, read

__all__ = ["USUAL_ANSWER", "day_of", "event_terms", "read", "speaks"]
