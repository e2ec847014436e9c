"""The erasure list: who was forgotten and when, beside the database, so no backup brings them back.

A person is a keyed hash, never a number. The file is no secret store: whoever holds it, key
included, can ask whether one certain number is on it. It holds nothing else.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from storage.database import LISTS
from storage.trouble import DamagedDatabase

SUFFIX = ".erased"
HEADER = "unpinch-erased-1"
KEPT = timedelta(days=400)  # a backup should be gone long before

# When each mark was forgotten last; a mark is a person's keyed hash.
Marks = Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class ErasureList:
    """The marks of one list by the instant of their erasure, and the key that makes a mark."""

    path: Path
    key: bytes
    marks: dict[str, datetime] = field(default_factory=dict)

    def erased_at(self, person_id: int) -> datetime | None:
        """When this person was last forgotten, None when they never were."""
        return self.marks.get(mark_of(self.key, person_id))

    def add(self, person_id: int, now: datetime) -> None:
        """Put a person on the list, on the disk too, and drop what is over 400 days old."""
        young = {mark: at for mark, at in self.marks.items() if now - at < KEPT}
        self.marks.clear()
        self.marks.update(young | {mark_of(self.key, person_id): now.astimezone(UTC)})
        _write(self)

    def under(self, key: bytes) -> "ErasureList":
        """The same list, under another key as long as nothing stands on it."""
        return self if self.marks else replace(self, key=key)

    def take(self, others: Marks) -> None:
        """Put marks of the same key on the list, on the disk too; the later instant counts."""
        fresh = later(others, self.marks)
        if fresh:
            self.marks.update(fresh)
            _write(self)


def new_key() -> bytes:
    """A key that nobody can guess."""
    return secrets.token_bytes(32)


def mark_of(key: bytes, person_id: int) -> str:
    """The mark of a person under a key."""
    return hmac.new(key, str(person_id).encode(), hashlib.sha256).hexdigest()


def later(these: Marks, than: Marks) -> dict[str, datetime]:
    """What is in the first and not, or not so late, in the second."""
    return {mark: at for mark, at in these.items() if mark not in than or at > than[mark]}


def path_beside(database: Path) -> Path:
    """Where the list of a database file is."""
    return database.with_name(database.name + SUFFIX)


def place_of(engine: Engine) -> Path | None:
    """Where the list of a database is: beside an SQLite file, for a server in a folder of ours.

    None where no folder was named when the server's database was opened.
    """
    name = engine.url.database
    if engine.dialect.name == "sqlite":
        return path_beside(Path(name)) if name and name != ":memory:" else None
    folder: Path | None = engine.get_execution_options().get(LISTS)
    return folder / f"{name}{SUFFIX}" if folder is not None else None


def of(engine: Engine) -> ErasureList | None:
    """The list beside a database, a new one when there is none; None where it has no place.

    Raises DamagedDatabase for a file that is no such list, OSError when it cannot be read.
    """
    path = place_of(engine)
    return None if path is None else read(path)


def read(path: Path) -> ErasureList:
    """The list in a file; one that is not there yet is empty and gets a key of its own."""
    try:
        head, *lines = path.read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return ErasureList(path, new_key())
    except ValueError:  # an empty file, or no plain text
        raise _damaged(path) from None
    try:
        return ErasureList(path, _key(head), dict(_entry(line) for line in lines))
    except ValueError:
        raise _damaged(path) from None


def _key(head: str) -> bytes:
    name, key = head.split(" ")
    if name != HEADER:
        raise ValueError(name)
    return bytes.fromhex(key)


def _entry(line: str) -> tuple[str, datetime]:
    at, mark = line.split(" ")
    return mark, datetime.fromisoformat(at).astimezone(UTC)


def _write(found: ErasureList) -> None:
    """Whole or not at all; only its owner may read it."""
    lines = [f"{HEADER} {found.key.hex()}"]
    lines += [f"{at.isoformat()} {mark}" for mark, at in found.marks.items()]
    found.path.parent.mkdir(parents=True, exist_ok=True)
    half = found.path.with_name(found.path.name + ".part")
    with os.fdopen(os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    half.replace(found.path)


def _damaged(path: Path) -> DamagedDatabase:
    return DamagedDatabase(
        f"{path} is not a list of erasures. Put a copy of it back; without one move it away and "
        "do again by hand what people asked to be deleted since the last backup."
    )
