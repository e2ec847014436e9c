"""The erasure list: who was forgotten and when, beside the database, so no backup brings them back.

A person is a keyed hash, never a number. The file is no secret store: whoever holds it, key
included, can ask whether one certain number is on it. It holds nothing else.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from storage.trouble import DamagedDatabase

SUFFIX = ".erased"
HEADER = "unpinch-erased-1"
KEPT = timedelta(days=400)  # a backup should be gone long before


@dataclass(frozen=True, slots=True)
class ErasureList:
    """The marks of one list by the instant of their erasure, and the key that makes a mark."""

    path: Path
    key: bytes
    marks: dict[str, datetime] = field(default_factory=dict)

    def erased_at(self, person_id: int) -> datetime | None:
        """When this person was last forgotten, None when they never were."""
        return self.marks.get(self._mark(person_id))

    def add(self, person_id: int, now: datetime) -> None:
        """Put a person on the list, on the disk too, and drop what is over 400 days old."""
        young = {mark: at for mark, at in self.marks.items() if now - at < KEPT}
        self.marks.clear()
        self.marks.update(young | {self._mark(person_id): now.astimezone(UTC)})
        _write(self)

    def _mark(self, person_id: int) -> str:
        return hmac.new(self.key, str(person_id).encode(), hashlib.sha256).hexdigest()


def path_beside(database: Path) -> Path:
    """Where the list of a database file is."""
    return database.with_name(database.name + SUFFIX)


def of(engine: Engine) -> ErasureList | None:
    """The list beside an SQLite file, a new one when there is none; None on a server.

    Raises DamagedDatabase for a file that is no such list, OSError when it cannot be read.
    """
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    return read(path_beside(Path(name)))


def read(path: Path) -> ErasureList:
    """The list in a file; one that is not there yet is empty and gets a key of its own."""
    try:
        head, *lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return ErasureList(path, secrets.token_bytes(32))
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
