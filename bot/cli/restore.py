"""`unpinch restore FILE`: a backup in the place of the database, while the bot is stopped."""

from pathlib import Path

from bot.cli.bar import bar
from bot.clock import Clock
from bot.coach.zones import use_packaged_zones
from bot.ops.lock import take_lock
from bot.ops.restore import Restored, restore
from bot.services.work import Work
from bot.settings import Settings
from content.loader import load_library
from content.words import Words
from storage.database import open_database

WITH_A_SERVER = (
    "The database is on a server. Stop every replica, then bring a backup back with "
    "pg_restore --clean --dbname= followed by its address, as postgresql://… Then start every "
    "replica: each forgets again whom it erased since the backup."
)


def run(settings: Settings, file: Path) -> int:
    """Put the backup in place under the lock and print what was done; 64 with a server."""
    database = open_database(settings.database(sandbox=not settings.token))
    path = database.path
    database.close()
    if path is None:
        print(WITH_A_SERVER)  # noqa: T201
        return 64
    use_packaged_zones()
    lock = take_lock(path)
    try:
        now, library = Clock().now(), load_library()
        words = Words(library.phrases)
        with bar("Restoring", 100) as tell:
            done = restore(path, file, now, lambda db: Work(db, library, words, now), tell)
    finally:
        if lock is not None:
            lock.close()
    print(_summary(path, file, done))  # noqa: T201
    return 0


def _summary(path: Path, file: Path, done: Restored) -> str:
    lines = [
        f"{file} is now the database {path}, at version {done.version}.",
        f"Forgotten again, because they were erased after the backup: {done.forgotten}.",
        f"Skipped, because it came due before now: {done.skipped}.",
    ]
    if done.aside is not None:
        lines.append(f"The former file is {done.aside}. Delete it once all is well.")
    return "\n".join(lines)
