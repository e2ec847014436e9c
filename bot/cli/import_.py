"""`unpinch import FILE`: one person back from the file that /export sent them."""

from pathlib import Path

from bot.cli.bar import bar
from bot.clock import Clock
from bot.coach.zones import use_packaged_zones
from bot.ops.lock import take_lock
from bot.services.importing import Imported, Refused, bring_back, rows_in
from bot.services.secrets_notes import seal_notes
from bot.services.work import Worker
from bot.settings import Settings
from content.loader import load_library
from content.words import Words
from storage.database import open_database
from storage.migrate import migrate


def run(settings: Settings, file: Path) -> int:
    """Write the person's rows under the lock, all or none, and print what was done."""
    text = _text_of(file)
    use_packaged_zones()
    library = load_library()
    database = open_database(settings.database(sandbox=not settings.token))
    lock = take_lock(database.path)
    try:
        migrate(database)
        seal_notes(database, settings.notes_keys)
        worker = Worker(database, library, Words(library.phrases), Clock())
        with bar("Importing", rows_in(text)) as tell:
            done = worker.run_here(lambda work: bring_back(work, text, tell))
        worker.close()
    finally:
        database.close()
        if lock is not None:
            lock.close()
    for line in _summary(done):
        print(line)  # noqa: T201
    return 0


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{file} cannot be read.") from None


def _summary(done: Imported) -> list[str]:
    rows = [f"{name:<12}{count:>6}" for name, count in done.rows.items() if count]
    left = [f"{name:<12}{count:>6}  left out" for name, count in done.left_out.items()]
    return [
        *rows,
        *left,
        "The person is back. Nothing that was due before now is sent; the next routine is planned.",
    ]
