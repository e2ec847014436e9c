"""`unpinch backup`: a copy of the database, while the bot runs."""

from pathlib import Path

from bot.clock import Clock
from bot.ops.backup import take_backup
from bot.settings import Settings
from storage.database import DatabaseError, open_database
from storage.snapshot import FOLDER

WITH_A_SERVER = (
    "The database is on a server, which makes its own backups: "
    "pg_dump --format=custom --file=unpinch.dump followed by its address, as postgresql://… "
    "and pg_restore --clean to bring it back."
)


def run(settings: Settings) -> int:
    """Write a backup beside the database and print where it is; 64 for one on a server."""
    database = open_database(settings.database(sandbox=not settings.token), make_folder=False)
    path = database.path
    database.close()
    if path is None:
        print(WITH_A_SERVER)  # noqa: T201
        return 64
    if not path.exists():
        raise DatabaseError(f"There is no database at {path}.")
    print(take_backup(path, folder_of(path), Clock().now(), keep=settings.backup_keep))  # noqa: T201
    return 0


def folder_of(database: Path) -> Path:
    """Where backups of a database are kept."""
    return database.parent / FOLDER
