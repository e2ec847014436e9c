"""Facts about the database itself: whose it is, what was last told to Telegram."""

from bot.services.work import Work
from storage import facts
from storage.tables import Meta


def read(work: Work, key: str) -> str | None:
    """The fact kept under this key."""
    row = work.db.get(Meta, key)
    return row.value if row else None


def write(work: Work, key: str, value: str) -> None:
    """Keep a fact, in place of the former one."""
    facts.put(work.db, key, value)
