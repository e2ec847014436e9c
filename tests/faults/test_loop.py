"""A short turn of the long loop: killed and frozen while routines go out. D5, D7, D9."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.loop import on_sqlite

MARK = "WHOSE_PROCESS"


@pytest.mark.slow
async def test_killed_and_frozen_again_and_again_every_routine_ends_with_two_copies_at_most() -> (
    None
):
    record = await on_sqlite(24, kills=2, freezes=1, seconds=240)
    assert record.broken == []
    assert record.kills == 2
    assert record.copies["3+"] == 0
    assert set(record.without_a_copy) <= {"unknown"}


def processes_of(mark: str) -> list[str]:
    """The command lines of running processes whose environment holds a mark of ours."""
    found = []
    for place in Path("/proc").iterdir():
        with suppress(OSError):
            if mark.encode() in (place / "environ").read_bytes():
                found.append((place / "cmdline").read_text().replace("\0", " "))
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at running processes")
def test_a_loop_that_is_told_to_stop_leaves_no_process_behind(tmp_path: Path) -> None:
    mark = f"{MARK}={tmp_path}"
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.faults", "--parts", "sqlite", "--routines", "500"],
        cwd=Path(__file__).parents[2], env=os.environ | {MARK: str(tmp_path)},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    try:
        while not any("bot run" in line for line in processes_of(mark)):
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"it ended by itself with {running.wait(0.2)}")
        running.terminate()
        assert running.wait(120) == 143
    finally:
        running.kill()
        running.stdout.close()
    assert processes_of(mark) == []
