"""The table of commands and buttons, and the order in which a visit is answered."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat import help as helping
from bot.chat import hours, limits, preferences, safety, session, start, today, zones
from bot.chat.buttons import OldButton, Press, unpack
from bot.chat.screens import Reply
from bot.chat.talk import Talk
from bot.chat.visit import Did, Visit
from bot.coach.clock_words import read_number, read_time
from bot.coach.triage import Level
from bot.services import preferences as prefs
from bot.services import safety as judging
from bot.services import subscribers
from bot.services.work import Work

Answer = Reply | None

SCORES = ("usual", "morning", "peak")
QUESTIONS = subscribers.STAGES[1:-1]  # the stages at which a question of the first minute is open


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, who answers, and whether Telegram's menu shows it."""

    name: str
    answer: Callable[[Talk], Answer]
    in_menu: bool = True


COMMANDS = (
    Command("today", today.command),
    Command("time", hours.command),
    Command("days", preferences.days),
    Command("timezone", zones.command),
    Command("symptoms", safety.symptoms),
    Command("redflags", safety.redflags),
    Command("doctor", safety.doctor),
    Command("stop", preferences.stop),
    Command("resume", preferences.resume),
    Command("help", helping.help_),
    Command("start", start.start, in_menu=False),
)

BUTTONS: dict[str, Callable[[Talk, Press], Answer]] = {
    "consent": start.consented,
    "young": start.too_young,
    "calm": start.calm,
    "fit": start.fit,
    "unfit": start.unfit,
    "cleared": start.cleared,
    "midwife": start.midwife,
    "changed": start.changed,
    "limit": limits.toggle,
    "limits_page": limits.turn,
    "limits_done": limits.done,
    "zone": zones.chosen,
    "zone_other": zones.other,
    "hour": hours.chosen,
    "card": today.show_card,
    "start": today.begin,
    "later": today.later,
    "snooze": today.snooze,
    "not_today": today.not_today,
    "anyway": today.anyway,
    "score": today.scored,
    "no_score": today.no_score,
    "done": session.done,
    "skip": session.skip,
    "hurts": session.hurts,
    "hurt": session.hurt,
    "stop": session.stop,
    "peak": session.peak,
    "signs": safety.signs,
    "warn": safety.warn,
    "mistake": safety.mistake,
    "seen": safety.seen,
    "read": safety.read,
    "day": preferences.toggle_day,
    "resume": preferences.resume_pressed,
}


def answer(visit: Visit, work: Work) -> Reply:
    """Answer one visit inside one transaction. Never asks anything of Telegram."""
    if not visit.private:
        return _in_group(visit, work)
    talk = Talk(visit, work, subscribers.meet(work, visit.person_id, visit.chat_id, visit.language))
    reply = _answer(talk)
    if reply is None:
        reply = start.go_on(talk.as_(subscribers.look_again(work, talk.person)))
    return reply if visit.did is Did.PRESS else reply.new()


def _in_group(visit: Visit, work: Work) -> Reply:
    if visit.did not in (Did.COMMAND, Did.CAME_BACK):
        return Reply()
    nobody = subscribers.stranger(visit.person_id, visit.chat_id, work.now)
    return helping.group(Talk(visit, work, nobody)).new()


def _answer(talk: Talk) -> Answer:
    match talk.visit.did:
        case Did.LEFT:
            return _left(talk)
        case Did.CAME_BACK:
            return _came_back(talk)
        case Did.PRESS:
            return _pressed(talk)
        case Did.LOCATION:
            return zones.located(talk)
        case Did.OTHER:
            return Reply()
        case _:
            return _worded(talk)


def _left(talk: Talk) -> Reply:
    prefs.block(talk.work, talk.person)
    return Reply()


def _came_back(talk: Talk) -> Reply:
    prefs.unblock(talk.work, talk.person)
    return Reply()


def _pressed(talk: Talk) -> Answer:
    try:
        press = unpack(talk.visit.data)
        button = BUTTONS.get(press.verb)
        return button(talk, press) if button else helping.old_button(talk)
    except OldButton:
        return helping.old_button(talk)


def _worded(talk: Talk) -> Answer:
    """Words pass the warning list before anything else may answer them."""
    judgement = judging.judge(talk.work, talk.visit.text)
    warning = safety.judged(talk, judgement)
    if warning is not None:
        return warning
    unsure = judgement.level is Level.UNSURE
    if talk.visit.did is Did.COMMAND:
        return _commanded(talk, unsure=unsure)
    if talk.visit.did is Did.TEXT:
        return _typed(talk, unsure=unsure)
    if unsure:
        return safety.unsure(talk)
    return helping.edited(talk) if talk.visit.did is Did.EDIT else helping.unreadable(talk)


def _commanded(talk: Talk, *, unsure: bool) -> Answer:
    found = {command.name: command for command in COMMANDS}.get(talk.visit.command)
    if unsure:
        return safety.unsure(talk)
    if talk.person.asking in ("zone", "hour") and talk.person.subscribed:
        talk = talk.as_(subscribers.asked(talk.work, talk.person))
    return found.answer(talk) if found else helping.about(talk)


def _typed(talk: Talk, *, unsure: bool) -> Answer:
    question = talk.person.asking
    if question in SCORES:
        score = read_number(talk.visit.text)
        if score is not None:
            return _score(talk, question, score)
        if any(letter.isdigit() for letter in talk.visit.text) and not unsure:
            return session.not_a_score(talk)
    if question == "hour" and read_time(talk.visit.text) is not None:
        return hours.typed(talk)
    if question == "zone" and (zones.knows(talk) or not unsure):
        return zones.typed(talk)
    if unsure:
        return safety.unsure(talk)
    return None if talk.person.stage in QUESTIONS else helping.about(talk)


def _score(talk: Talk, question: str, score: int) -> Answer:
    data = talk.person.asking_data
    if question == "peak":
        return session.keep_peak(talk, int(data.get("session", "0")), score)
    subscribers.asked(talk.work, talk.person)
    delivery, day = int(data.get("delivery", "0")), int(data.get("day", "0"))
    return today.keep_score(talk, question, score, delivery, day)
