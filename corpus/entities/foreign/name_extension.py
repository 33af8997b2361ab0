"""Where a name goes on behind the words that the model has found, in Russian and Ukrainian."""

from __future__ import annotations

import re

from corpus.entities.models import EntityLabel

#: Languages that these rules are for.
EXTENDED_LANGUAGES = frozenset({"ru", "uk"})
#: Legal forms of companies, which stand before the quoted name.
_LEGAL_FORM = re.compile(
    r"(?:ТОВ|ПП|ДП|КП|ВАТ|ПАТ|ПрАТ|АТ|ЗАТ|НВП|ТзОВ|ФОП|ООО|ОАО|ЗАО|ПАО|АО|НПО|НПП|ГУП|МУП|ФГУП|ИА|ІА)(?![\w-])"
)
_QUOTED = re.compile(r"\s?[«\"“„][^«»\"“”„]{2,60}[»\"”“]")
_CLOSING = re.compile(r"[^«»]{0,40}?»")
_ADJECTIVE = re.compile(r"(?:ої|ій|ою|ька|ьку|ького|ькому|ьким|ький|ой|ая|ую|ого|ому|ий|ом|им)$")
_REGION = re.compile(
    r" (?:област[іиьюей]{1,3}|(?:рай|мікрорай|микрорай)он\w{0,3}|обл\.|р-н\w{0,2}"
    r"|кра(?:й|ю|я|е|єм|ем)|округ\w{0,2})(?!\w)"
)


def is_legal_form(name: str) -> bool:
    """Return whether *name* is the legal form of a company alone, which is no name."""
    return _LEGAL_FORM.fullmatch(name) is not None


def extend_name(text: str, start: int, end: int, label: EntityLabel) -> int:
    """
    Return where the name at ``text[start:end]`` ends.

    A legal form takes the quoted name behind it ("ТОВ «Буковинбуд»"), an opened quotation mark its closing one, and an
    adjective the region that it names ("Вижницького району").
    """
    if label is EntityLabel.ORGANISATION:
        form = _LEGAL_FORM.match(text, start, end)
        if form and form.end() == end and (quoted := _QUOTED.match(text, end)):
            return quoted.end()
        if "«" in text[start:end] and "»" not in text[start:end] and (closing := _CLOSING.match(text, end)):
            return closing.end()
    if label is EntityLabel.PLACE and _ADJECTIVE.search(text[start:end]) and (region := _REGION.match(text, end)):
        return region.end()
    return end
