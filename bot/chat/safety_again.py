"""A second message during a hold: a short reply when it tells nothing new."""

from bot.chat.moments import clock, date_words, local
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.coach.triage import Judgement, Level
from bot.services import judging
from content import numbers
from content.words import Markup

NOW, TODAY = "hold_again.now", "hold_again.today"


def answer(talk: Talk, judgement: Judgement) -> Reply | None:
    """The emergency line and what stands, with ways to the whole card and out of the hold.

    None when no hold stands on these signs yet: then the whole card is due.
    """
    if not judging.told_before(talk.work, talk.person, judgement):
        return None
    emergency = numbers.emergency_words(talk.person.country, talk.work.library.safety)
    key = NOW if talk.person.hold_level == Level.EMERGENCY else TODAY
    text = talk.say(key, emergency=Markup(emergency), when=_when(talk))
    return say(
        text,
        (talk.button("hold_again.card", "read", judgement.card or "emergency_list"),),
        (talk.button("hold.seen", "seen", "ask"),),
        living=False,
        keep=True,
    ).new()


def _when(talk: Talk) -> str:
    """When the hold began: the time, and the day unless it is today."""
    began = local(talk, talk.person.hold_at or talk.visit.now)
    time = clock(began.time())
    if began.date() == local(talk, talk.visit.now).date():
        return talk.plain("hold_again.at", time=time)
    return talk.plain("hold_again.on", day=date_words(talk, began.date()), time=time)
