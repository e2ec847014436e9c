"""The lock: one process at a time on one file."""

from pathlib import Path

import pytest

from bot.ops.lock import InUse, take_lock
from storage.database import DatabaseError


def test_a_second_taker_is_told_which_lock_stands_in_the_way(tmp_path: Path) -> None:
    first = take_lock(tmp_path / "a.db")
    assert first is not None
    with pytest.raises(InUse, match="a.db.lock") as caught:
        take_lock(tmp_path / "a.db")
    assert caught.value.exit_code == 73
    first.close()
    again = take_lock(tmp_path / "a.db")
    assert again is not None
    again.close()


def test_another_file_has_another_lock(tmp_path: Path) -> None:
    held = [take_lock(tmp_path / name) for name in ("a.db", "b.db")]
    assert all(held)
    for lock in held:
        assert lock is not None
        lock.close()


def test_a_database_on_a_server_needs_no_lock() -> None:
    assert take_lock(None) is None


def test_a_folder_that_is_not_there_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be written"):
        take_lock(tmp_path / "none" / "a.db")
