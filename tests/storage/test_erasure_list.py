"""The erasure list: it knows who was forgotten, names nobody, and is never half written."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import erasure_list
from storage.database import Database
from storage.trouble import DamagedDatabase

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ANA, BO = 48_151_623_421, 202


def test_it_knows_whom_it_was_told_also_after_a_restart(tmp_path: Path) -> None:
    erasure_list.read(tmp_path / "a.erased").add(ANA, NOW)
    again = erasure_list.read(tmp_path / "a.erased")
    assert again.erased_at(ANA) == NOW
    assert again.erased_at(BO) is None


def test_it_names_nobody_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.erased"
    erasure_list.read(path).add(ANA, NOW)
    assert str(ANA) not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == ["a.erased"]


def test_two_lists_mark_one_person_differently(tmp_path: Path) -> None:
    marks = []
    for name in ("a", "b"):
        found = erasure_list.read(tmp_path / name)
        found.add(ANA, NOW)
        marks.append(set(found.marks))
    assert marks[0].isdisjoint(marks[1])


def test_what_is_over_400_days_old_is_dropped(tmp_path: Path) -> None:
    found = erasure_list.read(tmp_path / "a")
    found.add(ANA, NOW)
    found.add(BO, NOW + timedelta(days=400) - timedelta(seconds=1))
    assert found.erased_at(ANA) == NOW
    found.add(BO, NOW + timedelta(days=400))
    assert erasure_list.read(tmp_path / "a").erased_at(ANA) is None


@pytest.mark.parametrize("text", ["", "hello", "unpinch-erased-1 zz", "unpinch-erased-1 00\nx y z"])
def test_a_file_that_is_no_list_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_text(text)
    with pytest.raises(DamagedDatabase, match="not a list of erasures"):
        erasure_list.read(tmp_path / "a")


def test_it_lies_beside_the_database(database: Database) -> None:
    found = erasure_list.of(database.engine)
    assert found is not None
    assert found.path == Path(f"{database.path}.erased")
