"""Cleaning: each hour what is old goes, in steps, so that nobody waits long for the database."""

import functools

from bot.services import erasure, retention, secrets_notes
from bot.services.work import Work, Worker
from storage import inbox
from storage.sealed_rows import FIRST, Place


async def clean_up(worker: Worker) -> None:
    """What is due every hour, and once a day what people no longer need or want kept."""
    await worker.run(clean)
    if await worker.run(retention.begin):
        await _forget_what_is_old(worker)


def clean(work: Work) -> None:
    """Drop what is old, also from the log beside the database file; note what others erased."""
    inbox.clean(work.db, work.now)
    erasure.share(work)
    erasure.scrub_after(work)


async def _forget_what_is_old(worker: Worker) -> None:
    while await worker.run(retention.step):
        pass
    place: Place | None = FIRST
    while place is not None:
        place = await worker.run(functools.partial(secrets_notes.seal_anew, after=place))
