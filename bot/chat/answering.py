"""Answering: what a visit means, in the order in which meanings count: warning signs first."""

from bot.chat import (
    admin,
    broadcast,
    country,
    delete,
    foreign,
    hours,
    length,
    pain,
    pause,
    quiz,
    routes,
    safety,
    scores,
    searching,
    session,
    settings,
    start,
    zones,
)
from bot.chat import help as helping
from bot.chat.buttons import OldButton, unpack
from bot.chat.screens import Reply
from bot.chat.talk import Talk
from bot.chat.visit import Did, Visit
from bot.coach.clock_words import read_number, read_time
from bot.coach.triage import Level
from bot.services import preferences as prefs
from bot.services import subscribers, verdicts
from bot.services.judging import Judged
from bot.services.work import Work

HURTS = "hurts_at_all"  # the concept of any pain at all
SCORES = ("usual", "morning", "peak")
TYPED = (*settings.OPEN, pain.ASKING, broadcast.ASKING)  # open until any command comes
QUESTIONS = subscribers.STAGES[1:-1]  # the stages at which a question of the first minute is open


def answer(visit: Visit, work: Work) -> Reply:
    """Answer one visit inside one transaction. Never asks anything of Telegram."""
    if not visit.private:
        return _in_group(visit, work)
    forgotten = delete.forgotten(visit, work)
    if forgotten is not None:
        return forgotten
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


def _answer(talk: Talk) -> routes.Answer:
    match talk.visit.did:
        case Did.LEFT:
            return _left(talk)
        case Did.CAME_BACK:
            return _came_back(talk)
        case Did.PRESS:
            return _pressed(talk)
        case Did.VOTE:
            return quiz.voted(talk)
        case Did.FLOOD:
            return helping.slow_down(talk)
        case _ if broadcast.is_for_others(talk):
            return broadcast.command(talk)
        case _:
            return _worded(talk)


def _left(talk: Talk) -> Reply:
    prefs.block(talk.work, talk.person)
    return Reply()


def _came_back(talk: Talk) -> Reply:
    prefs.unblock(talk.work, talk.person)
    return Reply()


def _pressed(talk: Talk) -> routes.Answer:
    try:
        press = unpack(talk.visit.data)
        button = routes.BUTTONS.get(press.verb)
        return button(talk, press) if button else helping.old_button(talk)
    except OldButton:
        return helping.old_button(talk)


def _worded(talk: Talk) -> routes.Answer:
    """Words pass the warning list before anything else may answer them."""
    judged = verdicts.judge(talk.work, talk.person, _all_words(talk.visit))
    warning = foreign.warning(talk, judged) or safety.judged(talk, judged.english)
    if warning is not None:
        return warning
    if broadcast.is_asked(talk):
        return broadcast.typed(talk)
    unsure = sounds_like_a_symptom(judged)
    match talk.visit.did:
        case Did.LOCATION:
            return zones.located(talk)
        case Did.COMMAND:
            return _commanded(talk, judged, unsure=unsure)
        case Did.TEXT:
            return _typed(talk, judged, unsure=unsure)
        case Did.OTHER:
            return _unsure(talk, judged) if unsure else Reply()
    if unsure:
        return _unsure(talk, judged)
    return helping.edited(talk) if talk.visit.did is Did.EDIT else helping.unreadable(talk)


def _all_words(visit: Visit) -> str:
    """What was typed and every word that came along with it."""
    return f"{visit.text}\n{visit.also}" if visit.also else visit.text


def _unsure(talk: Talk, judged: Judged) -> Reply:
    if judged.level is Level.SEE_CLINICIAN and judged.english.card:
        return safety.soon(talk, judged.english.card)
    if judged.level is Level.SELF_CARE:
        if talk.person.hold_level:
            return safety.held(talk)
        return searching.below(talk, safety.everyday(talk))
    return foreign.unsure(talk, judged) or safety.unsure(talk)


def sounds_like_a_symptom(judged: Judged) -> bool:
    """Words about a pain, however mild: they get a card, never an exercise or a shrug."""
    hurts = any(sign.counts and sign.concept == HURTS for sign in judged.english.signs)
    return hurts or judged.level in (Level.SEE_CLINICIAN, Level.UNSURE, Level.SELF_CARE)


def _commanded(talk: Talk, judged: Judged, *, unsure: bool) -> routes.Answer:
    known = (*routes.COMMANDS, *routes.FOR_ADMINS) if admin.is_admin(talk) else routes.COMMANDS
    found = {command.name: command for command in known}.get(talk.visit.command)
    if unsure and not (found and _is_meant_for(found, talk, judged)):
        return _unsure(talk, judged)
    if talk.person.asking in TYPED and talk.person.subscribed:
        talk = talk.as_(subscribers.asked(talk.work, talk.person))
    return found.answer(talk) if found else helping.not_understood(talk)


def _is_meant_for(command: routes.Command, talk: Talk, judged: Judged) -> bool:
    """Whether the words behind a command are surely its own, though they look like something else.

    "mon wed" and "EST" look French; no language that we only guess at keeps a command from working.
    """
    only_foreign = judged.english.level is Level.UNRELATED and judged.level is Level.UNSURE
    return only_foreign or bool(command.knows and command.knows(talk))


def _typed(talk: Talk, judged: Judged, *, unsure: bool) -> routes.Answer:
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
    if question == country.ASKING and (country.knows(talk) or not unsure):
        return country.typed(talk)
    if question == length.ASKING and length.knows(talk):
        return length.typed(talk)
    if question == pain.ASKING and pain.knows(talk):
        return pain.typed(talk)
    if question == pause.ASKING and pause.knows(talk):
        return pause.typed(talk)
    return _unsure(talk, judged) if unsure else _free(talk)


def _free(talk: Talk) -> routes.Answer:
    """Words that answer no question of ours: on hold they hear of the hold, else what fits them.

    In the first minute the open question comes again below.
    """
    if talk.person.hold_level:
        return safety.held(talk)
    found = searching.asked(talk)
    if talk.person.stage in QUESTIONS:
        return found and Reply(screens=(*found.screens, *start.go_on(talk).new().screens))
    if helping.knows(talk):
        return helping.help_(talk)  # the name of a command, typed without its stroke
    polite = searching.polite(talk)
    return found or polite or searching.to_library(talk, helping.not_understood(talk))


def _score(talk: Talk, question: str, score: int) -> routes.Answer:
    data = talk.person.asking_data
    if question == "peak":
        return session.keep_peak(talk, int(data.get("session", "0")), score)
    subscribers.asked(talk.work, talk.person)
    delivery, day = int(data.get("delivery", "0")), int(data.get("day", "0"))
    return scores.keep_score(talk, question, score, delivery, day)
