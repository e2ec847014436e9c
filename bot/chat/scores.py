"""Scores before the first move: the usual pain, the one of this morning, and sore or hurt."""

from datetime import date

from bot.chat import guide, safety, session, soreness, starting, today
from bot.chat.buttons import OldButton, Press
from bot.chat.card_buttons import moved_on, proof, still_today
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.coach.facts import Kind
from bot.services import plans, sessions, subscribers
from bot.services import soreness as sore_days


def scored(talk: Talk, press: Press) -> Reply | None:
    """A score before the session: the usual pain once, then the one of this morning."""
    kind, score, delivery, ordinal = (
        press.word(0),
        press.number(1),
        press.number(2),
        press.number(3),
    )
    if kind not in session.BEFORE or score > session.WORST:
        raise OldButton("score")
    if not talk.person.subscribed:
        return None
    return keep_score(talk, kind, score, proof(talk, delivery), ordinal)


def keep_score(talk: Talk, kind: str, score: int, delivery: int, ordinal: int) -> Reply:
    """Keep a score told before the session, then go on to the first move."""
    day = still_today(talk, ordinal)
    if day is None:
        return moved_on(talk)
    video = _wants_video(talk)
    talk = talk.as_(subscribers.asked(talk.work, talk.person))
    begun = sessions.open_place(talk.work, talk.person)
    if begun is not None:
        return session.show(talk, begun)
    before = plans.today(talk.work, talk.person, on=day, anyway=True).plan
    talk = _stored(talk, kind, score, day)
    after = plans.today(talk.work, talk.person, on=day, anyway=True).plan
    if kind == "usual" and score >= session.ASK_SIGNS_FROM:
        return safety.ask_signs(talk, talk.say("session.very_sore", score=score))
    if after is not None and sore_days.due(talk.work, talk.person, day):
        asked = soreness.before_start(talk, delivery, ordinal, guided=video)
        return say(asked.text, *asked.rows)
    same = before is not None and after is not None and before.items == after.items
    note = "" if same else talk.say("session.fitted")
    return starting.begin_now(talk, delivery, day, note, guided=video)


def sore(talk: Talk, press: Press) -> Reply | None:
    """Sore muscles or hip pain was tapped (programme P8); the day goes on where it was asked."""
    answer, then, day = (
        press.word(0),
        press.word(3),
        still_today(talk, press.number(2)),
    )
    if answer not in soreness.ANSWERS or then not in soreness.THEN:
        raise OldButton(press.verb)
    if not talk.person.subscribed:
        return None
    if day is None:
        return moved_on(talk)
    if not talk.person.hold_level and sore_days.due(talk.work, talk.person, day):
        sore_days.keep(talk.work, talk.person, answer, day)
    if then == "card" or talk.person.hold_level or sessions.open_place(talk.work, talk.person):
        return today.today(talk)
    delivery, note = proof(talk, press.number(1)), talk.say("session.fitted")
    return starting.begin_now(talk, delivery, day, note, guided=then == "guide")


def _stored(talk: Talk, kind: str, score: int, day: date) -> Talk:
    """Keep the score as what it was asked as.

    The usual pain is no morning score; but from 8 the warning signs wait for an answer, as they
    do after a morning of 8 (programme section 2), so then it counts as one.
    """
    if kind == "usual":
        talk = talk.as_(sessions.first_score(talk.work, talk.person, score, day))
    if kind == "morning" or score >= session.ASK_SIGNS_FROM:
        sessions.morning_score(talk.work, talk.person, score, day)
    return talk


def no_score(talk: Talk, press: Press) -> Reply | None:
    """Begin without a score; nothing is guessed."""
    if not talk.person.subscribed:
        return None
    day = still_today(talk, press.number(1))
    if day is None:
        return moved_on(talk)
    found = plans.today(talk.work, talk.person, on=day, anyway=True)
    if found.plan is None or found.plan.kind is Kind.TOO_LITTLE:
        return today.show(talk, found, delivery=0)
    delivery = proof(talk, press.number(0))
    video = _wants_video(talk)
    talk = talk.as_(subscribers.asked(talk.work, talk.person))
    place = sessions.begin(talk.work, talk.person, found.plan, delivery or None)
    steps = session.show(talk, place)
    return guide.beside(talk, place, steps) if video else steps


def _wants_video(talk: Talk) -> bool:
    """Whether the score that was asked for stood before a video."""
    return "guided" in talk.person.asking_data
