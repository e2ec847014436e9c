"""Asking: the one question that a daily card may carry."""

from collections.abc import Callable

from bot.chat import milestone, mishap, missed, soreness, weekly
from bot.chat.screens import Screen
from bot.chat.talk import Talk
from bot.services import plans

Ask = Callable[[Talk, plans.Today], Screen | None]

# What changes the plan of the very day comes first.
PRESSING: tuple[Ask, ...] = (soreness.on_card, missed.on_card)
# These wait for an answer, so they take turns by date: none can keep another from being asked.
PATIENT: tuple[Ask, ...] = (weekly.on_card, milestone.on_card, mishap.on_card)


def below(talk: Talk, found: plans.Today) -> Screen | None:
    """The words and buttons to put below the card of a day, None when nothing is asked."""
    turn = found.date.toordinal() % len(PATIENT)
    in_turn = (*PRESSING, *PATIENT[turn:], *PATIENT[:turn])
    return next((asked for ask in in_turn if (asked := ask(talk, found))), None)
