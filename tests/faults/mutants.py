"""Mutants: the sender made wrong on purpose, one place at a time, and the tests that notice.

Each is made in a copy of the program, so the program itself is never touched.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("bot", "content", "storage", "tests", "pyproject.toml", "data")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong line: in `file`, `right` is replaced by `wrong`; `tests` must notice."""

    name: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]


DEATH = "tests/delivery/test_death.py"
TROUBLE = "tests/delivery/test_replica_trouble.py"
SERVICES = "tests/services/test_deliveries.py"
ROWS = "tests/storage/test_deliveries.py"
SCHEDULE = "tests/coach/test_schedule.py"

MUTANTS = (
    Mutant(
        "a reset or 5xx counts as not sent",
        "bot/services/settling.py",
        "            return _unknown(work, claim)\n        case Why.FLOOD",
        "            return _wait_again(work, claim, None, outcome.why)\n        case Why.FLOOD",
        (f"{DEATH}::test_an_unknown_result_and_then_a_good_one_is_two_copies_at_most",),
    ),
    Mutant(
        "the copy is not counted before the send",
        "storage/deliveries.py",
        "copies_possible=col(Delivery.copies_possible) + 1,\n        attempts",
        "copies_possible=col(Delivery.copies_possible),\n        attempts",
        (f"{SERVICES}::test_the_copy_is_counted_before_it_can_leave",),
    ),
    Mutant(
        "a result is written down without its token",
        "storage/deliveries.py",
        'return and_(col(Delivery.state) == "sending", col(Delivery.token) == token)',
        'return and_(col(Delivery.state) == "sending", col(Delivery.token).is_not(None))',
        (f"{ROWS}::test_only_the_token_that_holds_a_row_moves_it",),
    ),
    Mutant(
        "a writing transaction begins with a read and no lock",
        "storage/database.py",
        '"BEGIN IMMEDIATE"',
        '"BEGIN DEFERRED"',
        ("tests/storage/test_database.py::test_a_writer_takes_the_lock_at_its_first_word",),
    ),
    Mutant(
        "the second of two equal clock times counts",
        "bot/coach/schedule.py",
        "fold=0",
        "fold=1",
        (f"{SCHEDULE}::test_the_named_hard_cases_come_at_their_instant",),
    ),
    Mutant(
        "the next routine may be the one of this very instant",
        "bot/coach/schedule.py",
        "instant > after",
        "instant >= after",
        (f"{SCHEDULE}::test_the_next_routine_is_strictly_after_the_moment_asked",),
    ),
    Mutant(
        "due means later than now",
        "storage/schedules.py",
        "col(Schedule.next_due) <= now)",
        "col(Schedule.next_due) < now)",
        (f"{SERVICES}::test_a_due_date_gets_its_row_once_however_often_it_is_promoted",),
    ),
    Mutant(
        "four hours late is too late",
        "bot/coach/schedule.py",
        "late > LATE_MAX",
        "late >= LATE_MAX",
        (f"{SCHEDULE}::test_a_late_routine_is_skipped_after_four_hours_or_half_an_hour_of_night",),
    ),
    Mutant(
        "an expired lease is forgotten when nothing can be claimed",
        "bot/services/claims.py",
        "    _lost(work, deliveries.sending(work.db, deliveries.stuck(work.now - LEASE)))\n",
        "",
        (f"{TROUBLE}::test_an_expired_lease_is_written_down_though_nothing_can_be_claimed",),
    ),
    Mutant(
        "a changed plan frees a date that was tried",
        "storage/deliveries.py",
        'final = state if row.copies_possible == 0 else "unknown"',
        "final = state",
        (f"{ROWS}::test_an_attempted_row_is_never_cancelled_only_unknown",),
    ),
)


def killed_by(mutant: Mutant, folder: Path) -> str | None:
    """The first test that fails with the mutant, None when it survives.

    Raises LookupError when the line to be made wrong is not there exactly once.
    """
    place = folder / mutant.file
    right = place.read_text(encoding="utf-8")
    if mutant.right not in right:
        raise LookupError(f"{mutant.file} has no line {mutant.right!r}")
    place.write_text(right.replace(mutant.right, mutant.wrong, 1), encoding="utf-8")
    try:
        return _first_failure(folder, mutant.tests)
    finally:
        place.write_text(right, encoding="utf-8")


def _first_failure(folder: Path, tests: tuple[str, ...]) -> str | None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p",
               "no:cacheprovider", "-k", "not postgresql", "--no-header", *tests]  # fmt: skip
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    if done.returncode == 0:
        return None
    failures = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    if not failures:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return failures[0].removeprefix("FAILED ").partition(" - ")[0]


def table() -> tuple[list[str], int]:
    """A line for each mutant, and how many survived."""
    lines, survived = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in PARTS:
            _copy(part, folder)
        for mutant in MUTANTS:
            found = killed_by(mutant, folder)
            survived += found is None
            lines.append(f"| {mutant.name} | {f'`{found}`' if found else 'SURVIVED'} |")
            print(lines[-1], flush=True)
    return lines, survived


def _copy(part: str, folder: Path) -> None:
    source = ROOT / part
    if source.is_dir():
        skipped = shutil.ignore_patterns("__pycache__", "*.db", "*.db-*", "*.mp4")
        shutil.copytree(source, folder / part, ignore=skipped)
    elif source.exists():
        shutil.copyfile(source, folder / part)


if __name__ == "__main__":
    sys.exit(table()[1] > 0)
