"""The living message: the one message of a chat whose buttons are in use."""

from bot.services.work import Work
from storage.tables import Subscriber


def of(work: Work, person_id: int) -> int | None:
    """The number of the living message, None when there is none."""
    row = work.db.get(Subscriber, person_id)
    return row.living_message_id if row else None


def replace(
    work: Work, person_id: int, message_id: int, *, seen: int | None, buttons: bool = True
) -> int | None:
    """Make a message the living one; returns the message whose buttons must go, if any.

    A message without `buttons` leaves no living one. `seen` is the living message from before
    this one was sent or changed: one that came since and stands below keeps its place, and this
    older one has to lose its buttons.
    """
    row = work.db.get(Subscriber, person_id)
    if row is None:
        return None
    former = row.living_message_id
    if former is not None and former != seen and former > message_id:
        return message_id if buttons else None
    row.living_message_id = message_id if buttons else None
    return former if former != message_id else None
