"""What sort of reply a question wants, by its form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.model import Intent

_SPEECH = (
    r"sa(?:y|id|ys|ying)|tell|told|call(?:ed)?|describ\w+|warn\w*|promis\w+|pledg\w+|vow\w*|comment\w*|respon\w+"
    r"|react\w*|think|make of|sp(?:eak|oke)|according to|quot(?:es?|ed)|remarks? (?:of|by|on|about)|words of"
    r"|statements? (?:of|by|from)|(?<!the )(?<!an )report(?:ed|s)?|explain\w*|argue[ds]?|repl(?:y|ies|ied)"
    r"|recommend\w*|suggest\w*|advise[ds]?|urge[ds]?|demand(?:s|ed)?|declare[ds]?|claim(?:s|ed)?|insist\w*|stress(?:es|ed)?"
    r"|emphasi[sz]e[ds]?|predict(?:s|ed)?"
)
_SPEAKS = re.compile(_SPEECH, re.IGNORECASE)
_FORMS = (
    (Intent.HOW_MANY, re.compile(r"\bhow (?:many|much|large|big|long|high|old|far|often)\b", re.IGNORECASE)),
    (Intent.WHERE, re.compile(r"^\W*(?:where|(?:in|at|to) (?:which|what) (?:\w+ )?(?:city|country|place|town))\b",
                              re.IGNORECASE)),
    (Intent.WHEN, re.compile(r"^\W*(?:since |until )?(?:when|(?:(?:on|at) )?(?:what|which) (?:day|date|time))\b",
                             re.IGNORECASE)),
    (Intent.SAID, re.compile(rf"\b(?:{_SPEECH})\b", re.IGNORECASE)),
    (Intent.WHO, re.compile(r"^\W*(?:who(?:['’]?s|m)?|tell me (?:about|of))\b", re.IGNORECASE)),
)  # fmt: skip
#: "Tell me about" somebody asks who that is, not what was told.
_INTRODUCE = re.compile(r"^\W*(?:tell me (?:about|of)|who(?:['’]?s| (?:is|was|are|were)))\b", re.IGNORECASE)
#: "Kirby on the deal": between a name that opens a question and its topic.
_TOPIC = re.compile(r"['’]?s?\s+(?:on|about|over|regarding)\s+(?=\w)", re.IGNORECASE)
_OPENING = re.compile(r"\W*(?:the\s+)?", re.IGNORECASE)


def speaks(word: str) -> bool:
    """Tell whether *word* is a verb of speech, which a quotation answers without holding it."""
    return bool(_SPEAKS.fullmatch(word))


def intent_of(text: str, names: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]) -> Intent:
    """
    Tell what sort of reply *text* wants.

    Args:
        text: The question.
        names: Spans of the names in it, known or not.
        dates: Spans of the dates: "Putin on 19 June" asks for no words of his.
    """
    if _INTRODUCE.match(text):
        return Intent.WHO
    form = next((intent for intent, pattern in _FORMS if pattern.search(text)), None)
    return form or (Intent.SAID if _on_topic(text, names, dates) else Intent.FACT)


def _on_topic(text: str, names: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]) -> bool:
    opening = _OPENING.match(text)
    for start, end in names:
        topic = _TOPIC.match(text, end)
        if topic and opening and start <= opening.end():
            return not any(first <= topic.end() < last for first, last in dates)
    return False
