"""Parse questions and topics into requests."""

from briefings.queries.parser import (
    DEFAULT_ANSWER_SENTENCES,
    expand_event_terms,
    find_event_day,
    is_briefing_request,
    is_speech_verb,
    parse_question,
)
from briefings.queries.question_forms import normalize_question, split_question
from briefings.queries.subjects import SubjectArticles, find_subject_articles, has_several_words
from briefings.queries.topics import (
    RELEVANT_ZONES,
    CompiledTopic,
    Relevance,
    build_topic_request,
    closest_names,
    compile_topic,
    find_by_name,
    find_relevant_articles,
    weigh_sentence,
)

__all__ = [
    "DEFAULT_ANSWER_SENTENCES",
    "RELEVANT_ZONES",
    "CompiledTopic",
    "Relevance",
    "SubjectArticles",
    "build_topic_request",
    "closest_names",
    "compile_topic",
    "expand_event_terms",
    "find_by_name",
    "find_event_day",
    "find_relevant_articles",
    "find_subject_articles",
    "has_several_words",
    "is_briefing_request",
    "is_speech_verb",
    "normalize_question",
    "parse_question",
    "split_question",
    "weigh_sentence",
]
