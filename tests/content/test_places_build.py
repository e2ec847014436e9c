"""The city table built from a handful of towns."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from content.places_build import build


def town(name: str, country: str, zone: str, people: int, **more: Any) -> dict[str, Any]:
    told = {"admin1code": "", "alternatenames": [], **more}
    return {"name": name, "countrycode": country, "timezone": zone, "population": people, **told}


TOWNS = [
    town(
        "Lisbon",
        "PT",
        "Europe/Lisbon",
        517_802,
        alternatenames=["Lisboa", "LIS", "li si ben", "Лиссабон", "Lo", ""],
    ),
    town("Évora", "PT", "Europe/Lisbon", 45_000, alternatenames=["Эвора"]),
    town("Tver", "RU", "Europe/Moscow", 400, alternatenames=["Тверь"]),
    town("Dno", "RU", "Europe/Moscow", 20_000, alternatenames=["Дно", "德諾"]),
    town("Kirov", "RU", "Europe/Kirov", 460_000),
    town("Kirov", "RU", "Europe/Moscow", 30_000),
    town("Kirov", "RU", "Europe/Moscow", 16_000),
    town("Portland", "US", "America/Los_Angeles", 650_000, admin1code="OR"),
    town("Valletta", "MT", "Europe/Malta", 6_800),
]
COUNTRIES = {
    code: {"name": name, "capital": capital, "languages": language}
    for code, name, capital, language in (
        ("PT", "Portugal", "Lisbon", "pt-PT,mwl"),
        ("RU", "Russia", "Moscow", "ru,tt"),
        ("US", "United States", "Washington", "en-US"),
        ("MT", "Malta", "Valletta", "mt"),
        ("AN", "Netherlands Antilles", "Willemstad", "nl"),
    )
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "cities15000.json": {str(number): one for number, one in enumerate(TOWNS)},
        "countries.json": COUNTRIES,
        "us_states.json": {"OR": {"name": "Oregon"}},
    }
    for name, data in files.items():
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    return tmp_path


@pytest.fixture
def lines(folder: Path) -> list[str]:
    return gzip.decompress(build(folder)).decode().splitlines()


def test_a_name_is_kept_where_people_type_it(lines: list[str]) -> None:
    assert "|lisbon|lisboa|лиссабон|\tLisbon\tPT\tEurope/Lisbon\t517802" in lines
    assert "|evora|\tÉvora\tPT\tEurope/Lisbon\t45000" in lines
    assert "|dno|дно|\tDno\tRU\tEurope/Moscow\t20000" in lines


def test_small_towns_are_left_out_unless_they_are_capitals(lines: list[str]) -> None:
    assert not [line for line in lines if "\tTver\t" in line]
    assert "|valletta|\tValletta\tMT\tEurope/Malta\t6800" in lines


def test_towns_of_one_name_get_the_clock_as_their_region(lines: list[str]) -> None:
    kirovs = [line.split("\t")[2:] for line in lines if "\tKirov\tRU" in line]
    assert kirovs == [
        ["RU.Kirov_clock", "Europe/Kirov", "460000"],
        ["RU.Moscow_clock", "Europe/Moscow", "30000"],
    ]
    assert "RU.Moscow_clock\tMoscow time\tmoscow time" in lines


def test_areas_come_first_with_the_names_people_type(lines: list[str]) -> None:
    areas = lines[: lines.index("")]
    assert "US\tUnited States\tunited states|us|usa|america|united states of america" in areas
    assert "US.OR\tOregon\toregon" in areas
    assert not [line for line in areas if "Antilles" in line]


def test_a_zone_without_a_town_has_a_line_of_its_own(lines: list[str]) -> None:
    assert "|volgograd|\tVolgograd\tRU\tEurope/Volgograd\t0" in lines


def test_the_same_data_gives_the_same_bytes(folder: Path) -> None:
    assert build(folder) == build(folder)
