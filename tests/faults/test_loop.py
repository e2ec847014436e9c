"""A short turn of the long loop: killed and frozen while routines go out. D5, D7, D9."""

import pytest

from tests.faults.loop import on_sqlite


@pytest.mark.slow
async def test_killed_and_frozen_again_and_again_every_routine_ends_with_two_copies_at_most() -> (
    None
):
    record = await on_sqlite(24, kills=2, freezes=1, seconds=240)
    assert record.broken == []
    assert record.kills == 2
    assert record.copies["3+"] == 0
    assert set(record.without_a_copy) <= {"unknown"}
