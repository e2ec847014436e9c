"""Composing: the screen of a delivery, by its kind."""

from bot.chat import breaks, news, safety, today, weekly_note
from bot.chat import farewell as leave
from bot.chat.screens import Screen
from bot.chat.talk import Talk
from bot.chat.visit import Did, Visit
from bot.services import broadcasts, checkins, farewell, nudges, subscribers
from bot.services.work import Work
from storage.tables import Delivery


def compose(work: Work, delivery: Delivery) -> Screen:
    """What /today would show on its date, a break, a weekly note, news, or a hold's check-in.

    Raises LookupError when the person is gone.
    """
    person = subscribers.find(work, delivery.subscriber_id)
    if person is None:
        raise LookupError("the subscriber is gone")
    visit = Visit(0, Did.OTHER, work.now, person.id, person.chat_id)
    talk = Talk(visit, work, person)
    number = delivery.id or 0
    match delivery.kind:
        case checkins.KIND if delivery.slot == farewell.SLOT:
            return leave.notice(talk, delivery.due)
        case checkins.KIND:
            return safety.check_in(talk)
        case nudges.BREAK:
            return breaks.delivered(talk, number, delivery.date, delivery.slot)
        case nudges.WEEKLY:
            return weekly_note.delivered(talk, number, delivery.date)
        case broadcasts.KIND:
            return news.delivered(talk, number, delivery.slot)
    return today.delivered(talk, number, delivery.date, delivery.due)
