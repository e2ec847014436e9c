"""One person sends ten thousand commands at once; somebody else is answered all the same."""

import time
from pathlib import Path

from sqlmodel import Session, col, func, select

from bot.cli.sandbox import Sandbox
from storage.database import open_database
from storage.tables import Inbox
from tests.journeys.person import Person

FLOOD = 10_000


async def test_ten_thousand_commands_delay_nobody_else(
    sandbox: Sandbox, ana: Person, tmp_path: Path
) -> None:
    await ana.subscribes()
    bo = Person(sandbox, sandbox.world.add_account("Bo"))
    await bo.subscribes()
    before = len(ana.screens)
    for _ in range(FLOOD):
        sandbox.world.say(ana.id, "/help")
    began = time.monotonic()
    await bo.says("/help", "What I can do")
    waited = time.monotonic() - began
    sandbox.world.say(ana.id, "my private parts are numb and I can't pee")
    await ana.sees("emergency", after=before)
    assert waited < 5, f"Bo waited {waited:.1f} s"  # under 1 s on a machine that is not busy
    assert rows_of(ana.id, tmp_path / "journey.db") <= 80
    print(f"\n{FLOOD} commands by one person: the other was answered after {waited:.2f} s")


def rows_of(person: int, path: Path) -> int:
    database = open_database(f"sqlite:///{path}")
    try:
        with Session(database.engine) as db:
            wanted = select(func.count()).where(col(Inbox.person_id) == person)
            return db.exec(wanted).one()
    finally:
        database.close()
