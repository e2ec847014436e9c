"""The living message: the one message of a chat whose buttons are in use."""

from bot.services.work import Work
from storage.tables import Subscriber


def of(work: Work, person_id: int) -> int | None:
    """The number of the living message, None when there is none."""
    row = work.db.get(Subscriber, person_id)
    return row.living_message_id if row else None


def replace(work: Work, person_id: int, message_id: int | None) -> int | None:
    """Make another message the living one; returns the former, whose buttons must go."""
    row = work.db.get(Subscriber, person_id)
    if row is None:
        return None
    former, row.living_message_id = row.living_message_id, message_id
    return former
