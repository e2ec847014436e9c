"""A database full of people, made quickly: rows go in as they are, past the program."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.coach.zones import tz_version, use_packaged_zones, zone
from storage.database import open_database
from storage.migrate import migrate

ZONES = ("Europe/Lisbon", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Auckland")
VERSION = tz_version()
FIRST = 1_000_000
DATA = Path(__file__).parents[2] / "data"  # on a disk, and never part of the repository


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the databases of one measurement, on a disk."""
    DATA.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench", dir=DATA) as made:
        yield Path(made)


def url(path: Path | str) -> str:
    """The address of a database file."""
    return f"sqlite:///{path}"


def text_of(instant: datetime) -> str:
    """An instant as the tables keep it."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def fill(path: Path, count: int, *, due: int, at: datetime, within: float = 0.0) -> Path:
    """A new database with `count` subscribers, `due` of them due at an instant, or evenly
    within that many seconds after it.

    They live in five zones, each by a clock time of their own; the others are due in the same
    quarters of an hour of the next day.
    """
    use_packaged_zones()
    database = open_database(url(path))
    migrate(database)
    database.close()
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        _put(db, "subscriber", count, _subscriber(at))
        _put(db, "schedule", count, _schedule(at, due, within))
        db.execute("INSERT OR REPLACE INTO meta VALUES ('tz_version', ?)", (VERSION,))
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


def _put(db: sqlite3.Connection, table: str, count: int, columns: dict[str, str]) -> None:
    """So many rows, each column by an expression over the row's number `n`."""
    db.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number "
        f"WHERE n + 1 < {count}) SELECT {', '.join(columns.values())} FROM number"
    )


def _subscriber(at: datetime) -> dict[str, str]:
    begun, today = f"'{text_of(at - timedelta(days=30))}'", f"'{at.date().isoformat()}'"
    return {
        "id": f"{FIRST} + n", "chat_id": f"{FIRST} + n", "language": "'en'", "joined_at": begun,
        "seen_at": begun, "stage": "'ready'", "consent_version": "'1'", "consent_at": begun,
        "asking_data": "'{}'", "started_on": today, "usual": "3", "flags": "'[]'",
        "modes": "'[]'", "kit": """'["bed"]'""", "minutes": "10", "cleared": "1",
        "midwife_ok": "0", "hold_rules": "'[]'", "pictures": "0",
    }  # fmt: skip


def _schedule(at: datetime, due: int, within: float) -> dict[str, str]:
    seconds = at.timestamp()
    # Clock times are whole minutes, so that many share one instant.
    early = f"{seconds} + 60 * CAST({within / 60} * n / {due} AS INTEGER)"
    late = f"{seconds} + 86400 + 900 * (n % 90)"
    local = [at.astimezone(zone(name)) for name in ZONES]
    dates = [f"date('{one.date()}', CASE WHEN n < {due} THEN '0' ELSE '1' END || ' day')"
             for one in local]  # fmt: skip
    return {
        "subscriber_id": f"{FIRST} + n", "zone": _in_turn([f"'{name}'" for name in ZONES]),
        "wall_time": _in_turn([f"'{one:%H:%M}'" for one in local]),
        "weekdays": "'[0, 1, 2, 3, 4, 5, 6]'", "status": "'active'", "epoch": "0", "rev": "1",
        "next_date": _in_turn(dates),
        "next_due": f"strftime('%Y-%m-%d %H:%M:%f', CASE WHEN n < {due} THEN {early} "
                    f"ELSE {late} END, 'unixepoch') || '000'",
        "tz_version": f"'{VERSION}'",
    }  # fmt: skip


def _in_turn(values: list[str]) -> str:
    """One value after the other, by the row's number."""
    cases = " ".join(f"WHEN {place} THEN {value}" for place, value in enumerate(values))
    return f"CASE n % {len(values)} {cases} END"


def make_due(path: Path, at: datetime) -> None:
    """Let everybody in the database of a running bot be due at one instant, by their own clock."""
    with sqlite3.connect(path, timeout=30) as db:
        for name in ZONES:
            local = at.astimezone(zone(name))
            db.execute(
                "UPDATE schedule SET next_due = ?, next_date = ?, wall_time = ? WHERE zone = ?",
                (text_of(at), local.date().isoformat(), f"{local:%H:%M}", name),
            )
    db.close()


def fresh(made: Path) -> Path:
    """A copy of a database, for one round."""
    copy = made.with_name(f"{made.stem}-round.db")
    for old in made.parent.glob(f"{copy.name}*"):
        old.unlink()
    shutil.copyfile(made, copy)
    return copy
