"""Sore muscle or hip pain? Asked on a bad morning, because only one of them means less load."""

from bot.chat.screens import Screen
from bot.chat.talk import Talk
from bot.services import plans, soreness

ANSWERS = (soreness.MUSCLE, soreness.HIP)
THEN = ("card", "start", "guide")  # where the day goes on after the answer


def on_card(talk: Talk, found: plans.Today) -> Screen | None:
    """The question below the card of a bad morning, None on most days."""
    if not soreness.due(talk.work, talk.person, found.date):
        return None
    return _asked(talk, 0, found.date.toordinal(), "card")


def before_start(talk: Talk, delivery: int, ordinal: int, *, guided: bool) -> Screen:
    """The same question, asked right after the score of the morning."""
    return _asked(talk, delivery, ordinal, "guide" if guided else "start")


def _asked(talk: Talk, delivery: int, ordinal: int, then: str) -> Screen:
    args = (delivery, ordinal, then)
    rows = (
        (talk.button("soreness.muscle", "sore", soreness.MUSCLE, *args),),
        (talk.button("soreness.hip", "sore", soreness.HIP, *args),),
    )
    return Screen(talk.say("soreness.ask"), rows)
