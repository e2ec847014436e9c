"""`unpinch move --to URL`: the whole installation into another database, row by row."""

from bot.cli.bar import bar
from bot.ops.move import both, move
from bot.settings import Settings
from storage import copying
from storage.copying import Copied


def run(settings: Settings, to: str) -> int:
    """Copy everything, compare it and print a line for each table and what to do next."""
    with both(settings.database(sandbox=not settings.token), to) as (source, target):
        total = copying.count(source)
        with bar("Copying", total) as tell:
            done = move(source, target, tell)
    for line in _summary(done):
        print(line)  # noqa: T201
    return 0


def _summary(done: list[Copied]) -> list[str]:
    rows = [f"{one.table:<14}{one.rows:>9}" for one in done]
    return [
        *rows,
        f"{'in all':<14}{sum(one.rows for one in done):>9}  copied, and each found to be the same",
        "Now set UNPINCH_DATABASE_URL to the new address and start the bot.",
        "The old database is as it was. Never start a bot on it again: delete it, since nobody "
        "is erased there any more.",
    ]
