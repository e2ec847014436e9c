"""Every record of the inventory finds its place, and its reader learns what is right."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from content.coverage import coverage
from content.loader import load_library

RECORDS = 236
FOLDER = Path(__file__).parent / "inventory"
LIBRARY = load_library()
COVERAGE = coverage(LIBRARY)


def inventory() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        with path.open("rb") as file:
            for id_, record in tomllib.load(file).items():
                assert id_ not in found, id_
                found[id_] = record
    return found


INVENTORY = inventory()


def test_the_inventory_is_whole_and_says_in_a_line_what_is_right() -> None:
    assert len(INVENTORY) == RECORDS
    assert COVERAGE.records == RECORDS
    assert COVERAGE.found == RECORDS
    for id_, record in INVENTORY.items():
        assert record["kind"], id_
        assert record["says"], id_
        assert id_ in COVERAGE.exempt or len(record["keys"]) >= 2, id_


@pytest.mark.parametrize("id_", INVENTORY)
def test_a_record_is_covered_or_left_out_for_a_reason(id_: str) -> None:
    assert (id_ in COVERAGE.texts) != (id_ in COVERAGE.exempt)


@pytest.mark.parametrize("id_", [id_ for id_ in INVENTORY if id_ not in COVERAGE.exempt])
def test_the_reader_of_a_covering_text_learns_its_correction(id_: str) -> None:
    keys = INVENTORY[id_]["keys"]
    texts = COVERAGE.texts.get(id_, [])
    missing = [
        [key for key in keys if not re.search(rf"\b{re.escape(key)}", text, re.IGNORECASE)]
        for text in texts
    ]
    assert any(not lacks for lacks in missing), (keys, missing)


def test_what_is_covered_or_left_out_is_in_the_inventory() -> None:
    assert COVERAGE.texts.keys() | COVERAGE.exempt.keys() <= INVENTORY.keys()


def test_what_is_left_out_points_to_the_text_that_is_right() -> None:
    known = {*LIBRARY.articles, *LIBRARY.exercises, *LIBRARY.safety.cards}
    for id_, exemption in COVERAGE.exempt.items():
        assert exemption.reason, id_
        assert exemption.instead in known, id_
