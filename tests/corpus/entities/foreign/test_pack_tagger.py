"""People and organizations in articles in other languages."""

from __future__ import annotations

import pytest

from corpus.entities import load_bundled_registry
from corpus.entities.foreign.pack_tagger import tag_pack_entities
from corpus.entities.models import ArticleEntities
from corpus.languages.pack import load_pack
from corpus.models import ActorKind, Sentence

_REGISTRY = load_bundled_registry()


def _find_kinds(language: str, *texts: str) -> list[tuple[str, ActorKind]]:
    found = _tag(language, *texts)
    kinds = {actor.id: actor.kind for actor in found.actors}
    return [(one.text, kinds[one.actor or ""]) for one in found.mentions]


def _find(language: str, *texts: str) -> list[tuple[str, str]]:
    found = _tag(language, *texts)
    names = {actor.id: actor.name for actor in found.actors}
    return [(one.text, names[one.actor or ""]) for one in found.mentions]


def _tag(language: str, *texts: str) -> ArticleEntities:
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence("a", start, start + len(text), text))
        start += len(text) + 1
    return tag_pack_entities(sentences, _REGISTRY, language, load_pack(language))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Das sagte Bürgermeisterin Jana Kolbe am Freitag.", "Jana Kolbe"),
        ("de", "Zuvor war Peter Hannes Sprecher des Vereins.", "Peter Hannes"),
        ("de", "„Der Ofen ist hin“, sagt Inhaberin Monika Lohse.", "Monika Lohse"),
        ("fr", "Selon la maire Odile Ferrand, tout va bien.", "Odile Ferrand"),
        ("es", "El Sr. Robles llegó tarde.", "Robles"),
        ("uk", "Про це сказала директорка Оксана Дорош учора.", "Оксана Дорош"),
        ("ru", "Об этом сказал мэр Иван Дорохов.", "Иван Дорохов"),
        ("ko", "이날 최윤아 시장은 말했다.", "최윤아"),
        ("ja", "その後、鈴木春香市長は話した。", "鈴木春香"),
        ("zh", "镇长赵敏说，桥会修好。", "赵敏"),
        ("ar", "وقال الوزير سامي حداد إن الجسر آمن.", "سامي حداد"),
    ],
)
def test_a_person_is_found_by_title_name_or_verb(language: str, text: str, name: str) -> None:
    """A title, a given name or a verb of saying beside it makes a name a person's."""
    assert _find(language, text) == [(name, name)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Straße und der Platz sind gesperrt. Die Kinder gehen in die Schule."),
        ("fr", "Le pont est fermé. La place aussi."),
        ("uk", "Міст зачинено. Площа теж."),
        ("ko", "주민들은 시장에서 물건을 샀다."),
    ],
)
def test_other_words_are_no_actors(language: str, text: str) -> None:
    """Capitals of German nouns and of the first words of sentences make no actor."""
    assert _find(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Die Delegation besuchte Norwegens Hauptstadt.", "Norwegens"),
        ("de", "Die Sitzung war in Frankreich.", "Frankreich"),
        ("uk", "Цей міст будує ТОВ «Буковинбуд».", "ТОВ «Буковинбуд»"),
    ],
)
def test_a_name_ends_where_its_words_end(language: str, text: str, name: str) -> None:
    """A genitive belongs to the name and a sentence's stop does not; a legal form takes the name behind it."""
    assert [found for found, _ in _find(language, text)] == [name]


def test_a_legal_form_alone_is_no_actor() -> None:
    """The legal form of a company without its name names nobody."""
    assert _find("uk", "Це робить одне ТОВ.") == []


def test_a_surname_is_the_person_named_before() -> None:
    """A surname alone, in any case, is the person whom the article names in full."""
    assert _find("uk", "Про це сказала директорка Оксана Дорош.", "У Дорош є план.") == [
        ("Оксана Дорош", "Оксана Дорош"),
        ("Дорош", "Оксана Дорош"),
    ]


def test_a_registered_name_beside_a_person_stays_apart() -> None:
    """A state between a title and a name is a state."""
    assert _find("uk", "Про це сказав президент Росії Володимир Путін.") == [
        ("Росії", "Russia"),
        ("Володимир Путін", "Vladimir Putin"),
    ]


def test_a_place_before_a_person_stays_apart() -> None:
    """A place between a title and a full name is a place, in languages with cases."""
    assert _find_kinds("ru", "Мэр Вологды Иван Дорохов открыл мост через реку.") == [
        ("Вологды", ActorKind.PLACE),
        ("Иван Дорохов", ActorKind.PERSON),
    ]


def test_the_model_finds_places_and_organizations() -> None:
    """Names without a title or a verb beside them are actors, too, each with its kind."""
    assert _find_kinds("es", "El alcalde de Valdepeñas, Julián Robles, inauguró el puente.") == [
        ("Valdepeñas", ActorKind.PLACE),
        ("Julián Robles", ActorKind.PERSON),
    ]
    assert ("Comisión Europea", ActorKind.ORGANISATION) in _find_kinds("es", "La Comisión Europea multó a la fábrica.")


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "de",
            "Der Bürgermeister von Lüneburg, Jens Petersohn, eröffnete die Brücke.",
            {"Lüneburg": ActorKind.PLACE, "Jens Petersohn": ActorKind.PERSON},
        ),
        (
            "fr",
            "Le maire de Lannion, Yves Kerbrat, a rencontré à Brest la Croix-Rouge.",
            {
                "Lannion": ActorKind.PLACE,
                "Yves Kerbrat": ActorKind.PERSON,
                "Brest": ActorKind.PLACE,
                "Croix-Rouge": ActorKind.ORGANISATION,
            },
        ),
    ],
)
def test_every_name_of_a_sentence_has_its_kind(language: str, text: str, names: dict[str, ActorKind]) -> None:
    """People, places and organizations are told apart, and nouns are none of them."""
    assert dict(_find_kinds(language, text)) == names


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Об этом сообщил Центральный банк России в среду.", "Центральный банк России"),
        ("es", "Lo dijo el Banco de España el martes.", "Banco de España"),
        ("uk", "Рішення ухвалила Верховна Рада України у четвер.", "Верховна Рада України"),
        ("uk", "Про це повідомив Національний банк України у середу.", "Національний банк України"),
    ],
)
def test_an_organization_may_hold_the_name_of_a_state(language: str, text: str, name: str) -> None:
    """The longer name stands, not the registered one in it."""
    assert _find_kinds(language, text) == [(name, ActorKind.ORGANISATION)]


def test_a_name_that_opens_a_sentence_is_known_from_later_ones() -> None:
    """What opens the first sentence is a person, because the article names her further on."""
    texts = ("Захарчук мовчала.", "Потім суддя запитав Олену Захарчук про борги.")
    assert ("Захарчук", "Олену Захарчук") in _find("uk", *texts)
    assert _find("uk", texts[0]) == []
