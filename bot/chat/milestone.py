"""Milestones on the card: is this still useful, and a kind way to do less or to stop."""

from bot.chat.buttons import OldButton, Press
from bot.chat.moments import next_words, weekday
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import milestones, plans


def on_card(talk: Talk, found: plans.Today) -> Screen | None:
    """The question of week 2, 6 or 12, None on most days."""
    weeks = milestones.due(talk.work, talk.person, found.date)
    if weeks is None or not talk.person.consent_given:
        return None
    yes = talk.button("milestone.yes", "milestone", weeks, milestones.YES)
    less = talk.button("milestone.less", "milestone", weeks, "ask")
    return Screen(talk.say("milestone.ask", weeks=weeks), ((yes, less),))


def pressed(talk: Talk, press: Press) -> Reply | None:
    """Go on, two days a week, or stop; the last two are asked for once more before they count."""
    weeks, answer = press.number(0), press.word(1)
    if weeks not in (0, *milestones.WEEKS) or answer not in ("ask", *milestones.ANSWERS):
        raise OldButton(press.verb)
    if not talk.person.subscribed or talk.person.hold_level:
        return None
    if answer == "ask":
        return _ways_to_do_less(talk, weeks)
    talk = talk.as_(milestones.keep(talk.work, talk.person, weeks, answer))
    card = talk.button("card.show", "card")
    if answer == milestones.STOP:
        resume = talk.button("stop.resume", "resume")
        return say(talk.say("milestone.stopped"), (resume,))
    if answer == milestones.UPKEEP:
        names = ", ".join(weekday(talk, day) for day in sorted(talk.person.weekdays))
        text = talk.say("milestone.upkeep_kept", days=names, next=next_words(talk))
        return say(text, (talk.button("milestone.other_days", "settings", "days"),), (card,))
    return say(talk.say("milestone.yes_kept"), (card,))


def _ways_to_do_less(talk: Talk, weeks: int) -> Reply:
    return say(
        talk.say("milestone.ways"),
        _row(talk.button("milestone.upkeep", "milestone", weeks, milestones.UPKEEP)),
        _row(talk.button("milestone.stop", "milestone", weeks, milestones.STOP)),
        _row(talk.button("milestone.yes", "milestone", weeks, milestones.YES)),
    )


def _row(button: Button) -> tuple[Button, ...]:
    return (button,)
