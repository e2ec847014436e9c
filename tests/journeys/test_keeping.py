"""A backup taken while people tap, a move to a server and back, a file that brings one back."""

import asyncio
import json
from pathlib import Path

from bot.cli.sandbox import Sandbox
from bot.clock import Clock
from bot.ops.backup import take_backup
from bot.ops.move import both, move
from bot.ops.restore import Restored, restore
from bot.services.importing import bring_back
from bot.services.secrets_notes import new_key
from bot.services.work import Work
from bot.settings import Settings
from content.model import Library
from content.words import Words
from tests.engines import Postgres
from tests.journeys.person import Person
from tests.journeys.test_my_data import ALARM, NOTE, exported, files, rows, settled, talks, theirs

CARD = "Your routine for"


def cards(who: Person) -> int:
    return sum(CARD in message.text for message in who.screens)


async def tomorrow(sandbox: Sandbox, who: Person) -> None:
    """Wind the clock to the next routine and wait for its card."""
    before = len(who.screens)
    await sandbox.jump(who.id)
    await who.sees(CARD, after=before)
    await settled(sandbox)


async def restored(
    sandbox: Sandbox, clock: Clock, library: Library, words: Words, path: Path, backup: Path
) -> Restored:
    """Stop the bot, put the backup in place, start the bot."""
    await sandbox.stop_bot()
    now = clock.now()
    done = restore(path, backup, now, lambda db: Work(db, library, words, now))
    await sandbox.start_bot()
    return done


async def test_a_backup_taken_while_people_tap_is_restored_and_delivers(
    sandbox: Sandbox,
    clock: Clock,
    library: Library,
    words: Words,
    tmp_path: Path,
    ana: Person,
    bo: Person,
) -> None:
    await ana.subscribes()
    await bo.subscribes()
    path = tmp_path / "journey.db"
    backup, _ = await asyncio.gather(
        asyncio.to_thread(take_backup, path, tmp_path / "backups", clock.now()), ana.starts()
    )
    await bo.says("/delete", "Delete everything?")
    await bo.taps("Delete everything", "All gone")
    await tomorrow(sandbox, ana)
    seen = cards(ana)

    done = await restored(sandbox, clock, library, words, path, backup)

    assert done.forgotten == 1
    assert all(found == [] for found in theirs(tmp_path, bo.id).values())
    await sandbox.wind(600)
    await ana.says("/today", CARD)
    assert cards(ana) == seen + 1  # the one just asked for: none came a second time
    await tomorrow(sandbox, ana)
    days = [row["date"] for row in theirs(tmp_path, ana.id)["delivery"] if row["state"] == "sent"]
    assert len(days) == len(set(days))


async def test_a_backup_put_in_place_by_hand_brings_nobody_back_either(
    sandbox: Sandbox, clock: Clock, tmp_path: Path, bo: Person
) -> None:
    await bo.subscribes()
    path = tmp_path / "journey.db"
    backup = take_backup(path, tmp_path / "backups", clock.now())
    await bo.says("/delete", "Delete everything?")
    await bo.taps("Delete everything", "All gone")
    await sandbox.stop_bot()
    backup.replace(path)
    await sandbox.start_bot()
    assert all(found == [] for found in theirs(tmp_path, bo.id).values())


async def test_the_bot_moves_to_a_server_and_back_and_goes_on(
    sandbox: Sandbox, postgres: Postgres, tmp_path: Path, ana: Person
) -> None:
    await ana.subscribes()
    here, server = f"sqlite:///{tmp_path}/journey.db", postgres.empty()
    await sandbox.stop_bot()
    before = rows(tmp_path)
    with both(here, server) as (source, target):
        move(source, target, lambda _: None)
    sandbox._settings = Settings(database_url=postgres.patient(server))
    await sandbox.start_bot()
    await tomorrow(sandbox, ana)

    await sandbox.stop_bot()
    (tmp_path / "journey.db").rename(tmp_path / "old.db")
    with both(server, here) as (source, target):
        move(source, target, lambda _: None)
    sandbox._settings = Settings(database_url=here)
    await sandbox.start_bot()
    after = rows(tmp_path)
    assert len(after["delivery"]) == len(before["delivery"]) + 1
    assert after["answer"] == before["answer"]
    await tomorrow(sandbox, ana)
    postgres.drop(server)


async def test_the_bot_takes_backups_by_itself_and_says_when_it_cannot(
    sandbox: Sandbox, tmp_path: Path, ana: Person
) -> None:
    sandbox._settings = Settings(database_url=f"sqlite:///{tmp_path}/journey.db", backup_every=1)
    (tmp_path / "backups").write_text("a file where the folder should be")
    await sandbox.restart()
    bot = sandbox._bot
    assert bot is not None
    assert bot._backups is not None
    await bot._backups.round()
    assert "No backup could be written" in (bot._backups.trouble or "")
    await ana.says("/start", "I'm Unpinch")
    (tmp_path / "backups").unlink()
    await sandbox.wind(3600)
    assert await bot._backups.round() is not None


async def test_a_person_comes_back_by_their_own_file(sandbox: Sandbox, ana: Person) -> None:
    await ana.subscribes()
    await ana.starts()
    await ana.finishes()
    await settled(sandbox)
    found = await exported(ana)
    await ana.says("/delete", "Delete everything?")
    await ana.taps("Delete everything", "All gone")
    await settled(sandbox)
    assert sandbox._bot is not None
    done = await sandbox._bot.worker.run(lambda work: bring_back(work, json.dumps(found)))
    assert done.rows["session"] == 1
    await tomorrow(sandbox, ana)


async def test_once_a_day_the_bot_forgets_who_left_and_seals_what_is_plain(
    sandbox: Sandbox, tmp_path: Path, ana: Person, bo: Person
) -> None:
    await talks(ana)
    await bo.says("/start", "I'm Unpinch")
    assert NOTE.encode() in files(tmp_path)
    key = new_key()
    sandbox._settings = Settings(
        database_url=f"sqlite:///{tmp_path}/journey.db",
        notes_key=key,
    )
    await sandbox.restart()
    bot = sandbox._bot
    assert bot is not None
    await bot._clean(None)  # type: ignore[arg-type]  # the job's context is not looked at
    await sandbox.wind(31 * 86_400)  # a leap: the round only notes the date
    await bot._clean(None)  # type: ignore[arg-type]
    assert theirs(tmp_path, bo.id)["subscriber"]

    await ana.says("/why", ALARM)  # opened again for its owner
    await settled(sandbox)
    await sandbox.wind(86_400)
    await bot._clean(None)  # type: ignore[arg-type]
    await bot._clean(None)  # type: ignore[arg-type]  # what was written last leaves the log, too
    assert theirs(tmp_path, bo.id)["subscriber"] == []
    assert theirs(tmp_path, ana.id)["subscriber"]
    database = tmp_path / "journey.db"
    assert NOTE.encode() not in database.read_bytes()
    message = await ana.says("/export", "everything I keep")
    assert message.media is not None
    assert NOTE in ana.world.files[message.media.file_id].decode()
