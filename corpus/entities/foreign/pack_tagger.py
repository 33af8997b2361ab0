"""Find the actors of an article in another language: registered names, names found by a model, people by evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.entities.foreign.actor_index import ActorIndex, stem_name
from corpus.entities.foreign.name_extension import EXTENDED_LANGUAGES, extend_name, is_legal_form
from corpus.entities.foreign.name_model import FoundName, NameModel, load_name_model
from corpus.entities.models import ArticleEntities, EntityLabel
from corpus.entities.registered_names import load_foreign_names
from corpus.entities.registry import Registry
from corpus.languages.pack import Ability, LanguagePack, Level, find_number
from corpus.models import CONTENT_ZONES, ActorKind, Mention, MentionKind, Sentence

#: Points from which a run of capitalized words is a person.
_MIN_POINTS = 2
#: Words of a run in which a role, a given name and a surname may stand.
_MIN_ROLE_WORDS = 3
#: Longest run of capitalized words that may be a name.
_MAX_NAME_WORDS = 4
#: Code points before a name in which its title stands, and around it in which a verb of saying stands.
_TITLE_CHARACTERS, _CUE_CHARACTERS = 60, 24
_CONNECTORS = "von van der den de del della di da du la le ten zu bin al ibn dos".split()
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĐĒĘĚĞİŁŃŇŌŐŚŞŠŤŪŰŹŻŽА-ЯЁІЇЄҐ"
_NAME_WORD = rf"(?:[{_CAPITAL}]\.(?:-?[{_CAPITAL}]\.)?|(?:[dDlL]['’])?[{_CAPITAL}][\w’'ʼ]*(?:-[\w’']+)*)"
_RUN = re.compile(rf"(?<![\w’']){_NAME_WORD}(?: (?:(?:{'|'.join(_CONNECTORS)}) ){{0,2}}{_NAME_WORD}){{0,5}}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s|[\"“„«»‹'‘(–—-])\s*$")
#: Languages whose nouns are capitalized: a run in mid-sentence is no evidence there.
_CAPITALIZED_NOUNS = frozenset({"de"})
#: Languages whose titles follow the name.
_TITLES_BEHIND = frozenset({"ja", "ko"})
#: Signs that may end a name, each with those that open what it closes.
_OPENING_SIGNS = {")": "(", "»": "«„", "”": "“„", "“": "„", '"': '"', "]": "["}
#: What a full stop belongs to: a short word or letters with stops.
_ABBREVIATED_END = re.compile(r"(?:(?<!\w)\w{1,3}|\.\w)$")
#: A name after the father, which follows the first name where the surname stands first.
_PATRONYMIC = re.compile(r"(?:ич|вн|ичн)\w{0,3}$")
_ACRONYM = re.compile(r"(?<![\w-])[A-ZА-ЯІЇЄҐÄÖÜ]{2,6}(?![\w-])")
#: Abbreviations that name nobody, and numbers.
_NO_ORGANIZATIONS = frozenset(
    "EUR USD GPS PDF TV CEO OK AM PM DNA PKW LKW PR IT PC CD DVD SMS WC EDV ICE UKW AIDS HIV"
    " СМИ ЗМІ ТВ ДТП ЧП ЧС ПК ВИЧ СПИД ВІЛ СНІД ДНК РНК ЕГЭ ЗНО УК КК ГК ЦК УПК КПК НДС ПДВ ВВП ЖКХ ЖКГ ИТ ІТ".split()
)
_ROMAN_NUMBER = re.compile("[XХ]{0,3}(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3})")
#: Words that a name in a script without capitals is not made of.
_HANGUL_NAME = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,4}) (?=(?P<title>[가-힣]{1,8}))")
_ARABIC_NAME = re.compile(r" (?P<name>(?!ال)[\u0620-\u064a]{2,12} (?:ال)?[\u0620-\u064a]{2,12})(?=[\s:،.\"«(]|$)")
_ARABIC_BODY = re.compile(r"(?: ال[\u0620-\u064a]{2,14}){1,2}")
_HAN = r"[\u4e00-\u9fff々]"
_MAX_GIVEN_NAME = 2


def tag_pack_entities(
    sentences: Iterable[Sentence], registry: Registry, language: str, pack: LanguagePack | None
) -> ArticleEntities:
    """
    Find the actors of an article in another language, and their mentions.

    Args:
        sentences: Its sentences; only content zones are searched.
        registry: The known actors.
        language: ISO 639-1 code of its language.
        pack: The pack of that language, or None; without one, or if it has no name reader, only registered names are
            found.
    """
    content = [one for one in sentences if one.zone in CONTENT_ZONES]
    registered = load_foreign_names(registry, language)
    mentions = [mention for one in content for mention in registered.find(one.text, one.start)]
    known = {one.actor: actor for one in mentions if one.actor and (actor := registry.get(one.actor))}
    index = ActorIndex(known.values())
    if pack and pack.get_level(Ability.NAMES) is not Level.NONE:
        mentions = _merge(mentions, _find_names(content, pack, index, mentions))
    return ArticleEntities(*index.name_actors(mentions))


class _TakenSpans:
    """
    The spans of an article where names have been found.

    Args:
        mentions: The names.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._covered = bytearray(max((one.end for one in mentions), default=0))
        self._ends: dict[int, int] = {}
        for one in mentions:
            self._covered[one.start : one.end] = b"\1" * (one.end - one.start)
            self._ends.setdefault(one.start, one.end)

    def get_end(self, start: int) -> int | None:
        """Return where the name ends that begins at *start*, or None."""
        return self._ends.get(start)

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether a name has any part of ``[start, end)``."""
        return 1 in self._covered[start:end]


def _find_names(
    content: Sequence[Sentence], pack: LanguagePack, index: ActorIndex, registered: Sequence[Mention]
) -> list[Mention]:
    """Return the names that are not registered: those of the model, people by evidence, surnames and acronyms."""
    found: list[Mention] = []
    if (model := load_name_model(pack.code)) is not None:
        found = _find_model_names(content, model, pack, index, registered)
    taken = _TakenSpans((*registered, *found))
    found += [one for sentence in content for one in _find_people(sentence, pack, index, taken)]
    if pack.code in _CAPITAL_LANGUAGES:
        taken = _TakenSpans(found)
        found += [one for sentence in content for one in _find_surnames(sentence, taken, index)]
        found += [one for sentence in content for one in _find_acronyms(sentence, index)]
    return found


def _find_model_names(
    content: Sequence[Sentence],
    model: NameModel,
    pack: LanguagePack,
    index: ActorIndex,
    registered: Sequence[Mention],
) -> list[Mention]:
    """
    Return the names that the model finds, without titles, and not those of registered people and places.

    A word that opens a sentence is looked at last, when the names in the rest of the article are known.
    """
    found, doubtful = [], list[tuple[Mention, EntityLabel, str]]()
    for sentence, (start, end), label, title in _list_model_names(content, model, pack, index, registered):
        text = sentence.text[start - sentence.start : end - sentence.start]
        mention = Mention(start, end, text, None, MentionKind.NAME)
        if _is_doubtful(sentence.text, start - sentence.start, text, pack):
            doubtful.append((mention, label, title))
        else:
            found.append(replace(mention, actor=index.add(text, label, title)))
    for mention, label, title in doubtful:
        if _is_evident(mention.text, label, model, index):
            found.append(replace(mention, actor=index.add(mention.text, label, title)))
    return sorted(found, key=lambda one: one.start)


def _list_model_names(
    content: Sequence[Sentence],
    model: NameModel,
    pack: LanguagePack,
    index: ActorIndex,
    registered: Sequence[Mention],
) -> Iterator[tuple[Sentence, tuple[int, int], EntityLabel, str]]:
    """Yield the names that the model finds, each with its sentence, span, label and title."""
    extractor = model.start_article()
    at = 0
    for sentence in content:
        for name in model.find_names(sentence.text, extractor):
            for start, end, label, title in _correct_name(sentence.text, name, pack):
                first, last = start + sentence.start, end + sentence.start
                while at < len(registered) and registered[at].end <= first:
                    at += 1
                if at < len(registered) and _is_state_of(registered[at], last, label, pack, index):
                    last = registered[at].end
                overlaps = at < len(registered) and registered[at].start < last
                if overlaps and not (label is EntityLabel.ORGANISATION and _holds(first, last, registered[at])):
                    continue
                text = sentence.text[start : last - sentence.start]
                is_person = label is EntityLabel.PERSON and (title or index.knows(text, label))
                if not is_person and model.is_noun(text, sentence.text[max(0, start - 4) : start]):
                    continue
                yield sentence, (first, last), label, title


def _is_doubtful(sentence: str, start: int, word: str, pack: LanguagePack) -> bool:
    """Return whether *word* may have its capital because it opens a sentence; where the models are weaker."""
    opens = _SENTENCE_START.search(sentence[max(0, start - 3) : start])
    first, *others = word.split()
    is_one_capital = first.istitle() and all(other.islower() for other in others)
    return bool(opens) and pack.code in EXTENDED_LANGUAGES and is_one_capital and first.isalpha()


def _is_evident(word: str, label: EntityLabel, model: NameModel, index: ActorIndex) -> bool:
    """Return whether the capitalized word that opens a sentence is a name elsewhere: in the article or in general."""
    return model.is_usual_name(word.split(maxsplit=1)[0]) or index.knows(word, label)


def _correct_name(text: str, name: FoundName, pack: LanguagePack) -> Iterator[tuple[int, int, EntityLabel, str]]:
    """Yield the parts of a name that the model found, each with its title: none of a title, two of place and person."""
    name = name._replace(start=_trim_start(text, name.start, name.end), end=_trim_end(text, name.start, name.end))
    written = text[name.start : name.end]
    if pack.code in _CAPITAL_LANGUAGES and not any(map(str.isupper, written)):
        return
    if pack.unnamed_bodies and pack.unnamed_bodies.fullmatch(written):
        return
    if _is_title(text, name.start, name.end, pack) or _is_day_or_month(written, pack) or _names_nobody(written):
        return
    if name.label is not EntityLabel.PERSON:
        is_extended = pack.code in EXTENDED_LANGUAGES
        end = extend_name(text, name.start, name.end, name.label) if is_extended else name.end
        if end > name.end or not is_legal_form(written):
            yield name.start, end, name.label, ""
        return
    start, title = _strip_titles(text, name.start, name.end, pack)
    if pack.code in _TITLES_BEHIND and pack.titles:
        behind = pack.titles.match(text, _skip_space(text, name.end, len(text)))
        title = behind[0] if behind else title
    words = text[start : name.end].split()
    if pack.code in EXTENDED_LANGUAGES and len(words) > 2 and _is_place_before_person(words, pack):
        yield start, start + len(words[0]), EntityLabel.PLACE, ""
        start = _skip_space(text, start + len(words[0]), name.end)
    yield start, name.end, name.label, title


def _trim_start(text: str, start: int, end: int) -> int:
    """Return where a name begins without signs that do not belong to it: what the name does not close."""
    while start < end and not text[start].isalnum() and not _opens(text[start], text[start + 1 : end]):
        start += 1
    return start


def _opens(sign: str, rest: str) -> bool:
    return any(sign in opening and closing in rest for closing, opening in _OPENING_SIGNS.items())


def _trim_end(text: str, start: int, end: int) -> int:
    """Return where a name ends without signs that do not belong to it: what it does not open, or a sentence's stop."""
    while start < end and not text[end - 1].isalnum():
        sign, before = text[end - 1], text[start : end - 1]
        opening = _OPENING_SIGNS.get(sign, "")
        if any(one in before for one in opening) or (sign == "." and _ABBREVIATED_END.search(before)):
            break
        end -= 1
    return end


def _holds(start: int, end: int, mention: Mention) -> bool:
    """Return whether a longer name at ``[start, end)`` has *mention* in it: "Банк России", "Deutsche Bahn"."""
    return start <= mention.start and mention.end <= end and mention.end - mention.start < end - start


def _is_state_of(mention: Mention, end: int, label: EntityLabel, pack: LanguagePack, index: ActorIndex) -> bool:
    """Return whether *mention* is the state behind an organization that ends at *end*: "Верховна Рада України"."""
    if label is not EntityLabel.ORGANISATION or pack.code not in EXTENDED_LANGUAGES or mention.start != end + 1:
        return False
    return index.get_kind(mention.actor or "") is ActorKind.STATE


def _is_place_before_person(words: Sequence[str], pack: LanguagePack) -> bool:
    """Return whether a first name follows the first word and a surname that name: "мэр Вологды Иван Дорохов"."""
    return any(_near(words[1], pack)) and not any(_near(words[0], pack)) and not _PATRONYMIC.search(words[2])


def _is_title(text: str, start: int, end: int, pack: LanguagePack) -> bool:
    """Return whether a span, perhaps with the full stop behind it, is a title and no name: "Sr."."""
    found = pack.titles.match(text, start, min(end + 1, len(text))) if pack.titles else None
    return found is not None and found.end() >= end


def _is_day_or_month(name: str, pack: LanguagePack) -> bool:
    return bool(find_number(pack.weekdays, name) or find_number(pack.months, name))


def _strip_titles(text: str, start: int, end: int, pack: LanguagePack) -> tuple[int, str]:
    """Return where a person's name begins behind the titles that open it, and the title before it."""
    title = ""
    while pack.titles and (found := pack.titles.match(text, start, end)):
        if found.end() >= end or not text[found.end()].isspace():
            break
        title, start = found[0], _skip_space(text, found.end(), end)
    return start, title or _find_title_before(text, start, pack)


def _merge(registered: Sequence[Mention], found: Iterable[Mention]) -> list[Mention]:
    """Return all mentions in order, none inside another; a longer name replaces a registered one within it."""
    chosen: list[Mention] = []
    for mention in sorted((*registered, *found), key=lambda one: (one.start, -one.end)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    return chosen


#: Languages that capitalize names.
_CAPITAL_LANGUAGES = frozenset({"de", "es", "fr", "ru", "uk"})


def _find_people(sentence: Sentence, pack: LanguagePack, index: ActorIndex, taken: _TakenSpans) -> Iterator[Mention]:
    """Yield the people that a sentence names in full or with a title, outside the spans *taken*."""
    if pack.code in _CAPITAL_LANGUAGES:
        yield from _find_capitalized_people(sentence, pack, index, taken)
    elif pack.code == "ko":
        yield from _find_korean_people(sentence, pack, index)
    elif pack.code == "ar":
        yield from _find_arabic_people(sentence, pack, index)
    elif pack.code in {"ja", "zh"}:
        yield from _find_han_people(sentence, pack, index)


def _find_capitalized_people(
    sentence: Sentence, pack: LanguagePack, index: ActorIndex, taken: _TakenSpans
) -> Iterator[Mention]:
    text = sentence.text
    for match in _RUN.finditer(text):
        start, end, title = _strip_run(text, match.start(), match.end(), pack)
        if (cut := taken.get_end(start + sentence.start)) is not None:  # "президент Росії …"
            start = _skip_space(text, cut - sentence.start, end)
        if start >= end or taken.overlaps(start + sentence.start, end + sentence.start):
            continue
        words = text[start:end].split()
        if len(words) > _MAX_NAME_WORDS + 1 or text[start:end].isupper():
            continue
        if _count_points(text, start, end, title, pack) >= _MIN_POINTS:
            actor = index.add(text[start:end], EntityLabel.PERSON, title)
            yield Mention(start + sentence.start, end + sentence.start, text[start:end], actor, MentionKind.NAME)


def _strip_run(text: str, start: int, end: int, pack: LanguagePack) -> tuple[int, int, str]:
    """Return a run without the titles and small words that open it, and the title before it."""
    title = ""
    while start < end:
        word = re.match(r"\S+", text[start:end])
        first = word[0] if word else text[start:end]
        found = pack.titles.match(text, start, end) if pack.titles else None
        if found and (found.end() == end or text[found.end()].isspace()):
            title, start = found[0], _skip_space(text, found.end(), end)
        elif first.lower() in pack.stop_words or first.lower() in pack.openers:
            start = _skip_space(text, start + len(first), end)
        else:
            break
    if pack.code in _CAPITALIZED_NOUNS:
        if role := _find_role_noun(text, start, end, pack):
            title, start = role, _skip_space(text, start + len(role), end)
        end = _cut_nouns(text, start, end, pack)
    return start, end, title or _find_title_before(text, start, pack)


def _find_role_noun(text: str, start: int, end: int, pack: LanguagePack) -> str:
    """Return the noun that opens a run before a given name and a surname, as what the person is, or ``""``."""
    words = text[start:end].split()
    is_role = len(words) >= _MIN_ROLE_WORDS and words[0] not in pack.given_names and words[1] in pack.given_names
    return words[0] if is_role and "." not in words[0] else ""


def _cut_nouns(text: str, start: int, end: int, pack: LanguagePack) -> int:
    """Return where the name that opens a run ends: given names and one surname, for the next word may be a noun."""
    words = list(re.finditer(r"\S+", text[start:end]))
    at = 0
    while at < len(words) - 1 and (words[at][0] in pack.given_names or words[at][0].endswith(".")):
        at += 1
    at = max(at, 1)
    while at < len(words) - 1 and words[at][0].lower() in _CONNECTORS:
        at += 1
    return start + words[at].end() if at < len(words) else end


def _find_title_before(text: str, start: int, pack: LanguagePack) -> str:
    """Return the title that ends just before *start*, or ``""``."""
    before = text[max(0, start - _TITLE_CHARACTERS) : start]
    titles = list(pack.titles.finditer(before)) if pack.titles else []
    return titles[-1][0] if titles and not before[titles[-1].end() :].strip() else ""


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _count_points(text: str, start: int, end: int, title: str, pack: LanguagePack) -> int:
    """Return how many points of evidence a run has for being a person."""
    words = [word for word in text[start:end].split() if word.lower() not in _CONNECTORS]
    given = any(word == name or stem_name(word) == stem_name(name) for word in words[:1] for name in _near(word, pack))
    cues = pack.cues
    has_cue = cues is not None and any(
        cues.search(part) for part in (text[max(0, start - _CUE_CHARACTERS) : start], text[end : end + _CUE_CHARACTERS])
    )
    points = 2 * (given and len(words) >= 2) + 2 * bool(title)
    if len(words) in {2, 3}:
        points += has_cue
        is_inside = not _SENTENCE_START.search(text[max(0, start - 3) : start])
        points += is_inside and pack.code not in _CAPITALIZED_NOUNS
        points += any(re.fullmatch(rf"[{_CAPITAL}]\.", word) for word in words[:-1])
    if pack.heads and pack.heads.search(text[start:end]):
        points = 0
    return points


def _near(word: str, pack: LanguagePack) -> Iterable[str]:
    """Return the given names that *word* may be a case of."""
    if word in pack.given_names:
        return (word,)
    if word[:1] < "\u0400":
        parts = word.split("-")
        return (word,) if len(parts) == 2 and all(part in pack.given_names for part in parts) else ()
    stem = stem_name(word)
    return (name for name in pack.given_names if name[:2] == word[:2] and stem_name(name) == stem)


def _find_surnames(sentence: Sentence, taken: _TakenSpans, index: ActorIndex) -> Iterator[Mention]:
    """Yield the surnames, outside the spans *taken*, of people whom the article names in full elsewhere."""
    for match in re.finditer(_NAME_WORD, sentence.text):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        actor = index.find_surname(match[0])
        if actor and not taken.overlaps(start, end):
            yield Mention(start, end, match[0], actor, MentionKind.NAME)


def _find_acronyms(sentence: Sentence, index: ActorIndex) -> Iterator[Mention]:
    """Yield the acronyms of a sentence that is not all in capitals, as organizations."""
    if sum(map(str.isupper, sentence.text)) * 3 > sum(map(str.isalpha, sentence.text)):
        return
    for match in _ACRONYM.finditer(sentence.text):
        if _names_nobody(match[0]):
            continue
        end = extend_name(sentence.text, match.start(), match.end(), EntityLabel.ORGANISATION)
        if end == match.end() and is_legal_form(match[0]):
            continue
        name = sentence.text[match.start() : end]
        identity = index.add(name, EntityLabel.ORGANISATION)
        yield Mention(match.start() + sentence.start, end + sentence.start, name, identity, MentionKind.NAME)


def _names_nobody(word: str) -> bool:
    """Return whether a word in capitals is an abbreviation of a common noun or a Roman number."""
    return word in _NO_ORGANIZATIONS or _ROMAN_NUMBER.fullmatch(word) is not None


def _find_korean_people(sentence: Sentence, pack: LanguagePack, index: ActorIndex) -> Iterator[Mention]:
    """Yield names of a surname and one or two syllables before a title: "김영희 시장은"."""
    for match in _HANGUL_NAME.finditer(sentence.text):
        name = match["name"]
        title = pack.titles.match(match["title"]) if pack.titles else None
        if title and 2 < len(name) <= 1 + _MAX_GIVEN_NAME and name[0] in pack.surnames:
            start = sentence.start + match.start("name")
            yield Mention(
                start, start + len(name), name, index.add(name, EntityLabel.PERSON, title[0]), MentionKind.NAME
            )


def _find_arabic_people(sentence: Sentence, pack: LanguagePack, index: ActorIndex) -> Iterator[Mention]:
    """Yield the two words behind a title that follows a verb of saying: "وقال المهندس …"."""
    for cue in pack.cues.finditer(sentence.text) if pack.cues else ():
        title = _find_arabic_title(sentence.text, cue.end(), pack)
        match = _ARABIC_NAME.match(sentence.text, title.end()) if title else None
        if title and match and not any(word in pack.stop_words for word in match["name"].split()):
            start = sentence.start + match.start("name")
            actor = index.add(match["name"], EntityLabel.PERSON, title[0].strip())
            yield Mention(start, start + len(match["name"]), match["name"], actor, MentionKind.NAME)


def _find_arabic_title(text: str, at: int, pack: LanguagePack) -> re.Match[str] | None:
    """Return the title that follows a verb, with the body that it belongs to ("رئيسة البلدية")."""
    found = pack.titles.match(text, at + 1) if pack.titles else None
    if found is None:
        return None
    body = _ARABIC_BODY.match(text, found.end())
    return re.compile(re.escape(text[found.start() : body.end()])).match(text, found.start()) if body else found


def _find_han_people(sentence: Sentence, pack: LanguagePack, index: ActorIndex) -> Iterator[Mention]:
    """Yield names of a listed surname and one or two characters beside a title or before a verb of saying."""
    pattern = _compile_han_names(pack)
    for match in pattern.finditer(sentence.text):
        name = match["a"] or match["b"]
        group = "a" if match["a"] else "b"
        start = sentence.start + match.start(group)
        yield Mention(
            start, start + len(name), name, index.add(name, EntityLabel.PERSON, match["title"] or ""), MentionKind.NAME
        )


def _compile_han_names(pack: LanguagePack) -> re.Pattern[str]:
    surnames = "|".join(sorted(pack.surnames, key=len, reverse=True))
    titles = pack.titles.pattern if pack.titles else "(?!)"
    cues = pack.cues.pattern if pack.cues else "(?!)"
    given = rf"{_HAN}{{1,{_MAX_GIVEN_NAME}}}" + ("" if pack.code == "ja" else "?")  # titles end Japanese names
    if pack.code == "ja":
        return re.compile(
            rf"(?P<a>(?:{surnames}){given})(?P<title>(?:副|元|前)?{_HAN}{{0,3}}?(?:{titles}))(?=[はがのもをに、）)とへ])|(?P<b>(?!)x)"
        )
    return re.compile(
        rf"(?P<title>{titles})(?P<a>(?:{surnames}){given})(?=(?:{cues}|[在于对向将表说称，、。：:和与的]))"
        rf"|(?<!{_HAN})(?P<b>(?:{surnames}){given})(?=(?:{cues}))"
    )
