"""/today and the daily card: what is on today, or why nothing is."""

from datetime import date, datetime, timedelta

from bot.chat import asking, asleep, doctor_cards, doses, goal, guide, safety, session, soreness
from bot.chat.buttons import OldButton, Press, pack
from bot.chat.moments import clock, date_words, local, next_words
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.facts import Item, Kind, Plan
from bot.services import (
    checkins,
    deliveries,
    pictures,
    plans,
    preferences,
    schedules,
    sessions,
    silence,
    subscribers,
)
from bot.services import soreness as sore_days

LATE_IS = timedelta(minutes=5)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LATER = ("quarter", "hour", "tonight")
TONIGHT = 20  # o'clock, local

Rows = tuple[tuple[Button, ...], ...]


def command(talk: Talk) -> Reply | None:
    """/today: the plan of today, or the place in the session that is running."""
    return today(talk) if talk.person.subscribed else None


def today(talk: Talk) -> Reply:
    """The running session, else the card of today."""
    place = sessions.open_place(talk.work, talk.person)
    if place is not None and not talk.person.hold_level:
        return session.show(talk, place)
    return show(talk, plans.today(talk.work, talk.person), delivery=0)


def show(talk: Talk, found: plans.Today, *, delivery: int, due: datetime | None = None) -> Reply:
    """What this day holds: a hold, a question, a rest day, or the card of the routine."""
    if found.held:
        return safety.held(talk)
    if found.gate or found.plan is None:
        return safety.gated(talk, found.gate)
    if found.plan.kind is Kind.REST:
        anyway = talk.button("rest.anyway", "anyway", style="success")
        return say(talk.say("rest.day", next=next_words(talk)), (anyway,))
    if found.plan.kind is Kind.TOO_LITTLE:
        return say(safety.card(talk, "too_little"))
    if found.finished:
        again = talk.button("card.again", "start", 0, found.date.toordinal())
        rows = () if found.sore else ((again,), *goal.repair(talk))
        text = _lines(talk.say("card.finished", next=next_words(talk)), goal.line(talk))
        return say(text, *rows)
    text = card_text(talk, found.plan, due)
    if found.doctor:
        text += "\n\n" + doctor_cards.line(talk, found.doctor)
    buttons = [*_card_buttons(talk, found.date, delivery)]
    buttons += doctor_cards.rows(talk, found.doctor)
    asked = asking.below(talk, found)
    if asked is not None:
        text, buttons = _lines(text, asked.text), [*buttons, *asked.rows]
    return _with_strip(talk, found.plan, say(text, *buttons))


def _lines(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _with_strip(talk: Talk, plan: Plan, reply: Reply) -> Reply:
    """The same reply below one picture of the moves of the day."""
    return reply.below(pictures.of_day(talk.work, talk.person, plan.items))


def has_card(reply: Reply) -> bool:
    """Whether a reply holds a routine that can be started."""
    data = [b.data for screen in reply.screens for row in screen.rows for b in row]
    return any(one.startswith(pack("start")) for one in data)


def _card_buttons(talk: Talk, day: date, delivery: int) -> Rows:
    ordinal = day.toordinal()
    later = talk.button("card.later", "later", delivery, ordinal)
    not_today = talk.button("card.not_today", "not_today", delivery, ordinal)
    return (
        (
            talk.button("card.start", "start", delivery, ordinal, style="success"),
            talk.button("guide.button", "guide", delivery, ordinal),
        ),
        (later, not_today) if talk.person.status == "active" else (not_today,),
        (talk.button("goal.minute", "minute", delivery, ordinal),),
    )


def card_text(talk: Talk, plan: Plan, due: datetime | None = None) -> str:
    """Title, length, one line of why, and every move with its dose."""
    lines = [
        talk.say("card.title", day=date_words(talk, plan.date)),
        talk.say("card.length", minutes=doses.about_minutes(talk, plan.total)),
    ]
    why = _why(talk, plan)
    if why:
        lines.append(why)
    lines.append("")
    lines += [_line(talk, place, item) for place, item in enumerate(plan.items, start=1)]
    if due is not None and talk.visit.now - due > LATE_IS:
        lines += ["", talk.say("card.late", time=clock(local(talk, due).time()))]
    return "\n".join(lines)


def _why(talk: Talk, plan: Plan) -> str:
    gentle_first = sorted(plan.why, key=lambda code: not code.startswith("settle"))
    for code in gentle_first:
        name, _, exercise = code.partition(":")
        if talk.work.words.has(f"why.{name}"):
            known = talk.work.library.exercises.get(exercise)
            return talk.say(f"why.{name}", exercise=known.name if known else "")
    return ""


def _line(talk: Talk, place: int, item: Item) -> str:
    exercise = talk.work.library.exercises[item.exercise]
    return talk.say("card.line", number=place, name=exercise.name, dose=doses.words(talk, item))


def guided(talk: Talk, press: Press) -> Reply | None:
    """Guide me was pressed: as with Start, and the video of the whole routine follows."""
    return begin(talk, press, guided=True)


def begin(talk: Talk, press: Press, *, guided: bool = False) -> Reply | None:
    """Start was pressed: first what must be known, then the first move."""
    delivery, ordinal = press.number(0), press.number(1)
    if not talk.person.subscribed:
        return None
    delivery = _proof(talk, delivery)
    day = _still_today(talk, ordinal)
    if day is None and sessions.open_place(talk.work, talk.person) is None:
        return _moved_on(talk)
    return begin_now(talk, delivery, day or talk.person.today(talk.visit.now), guided=guided)


def _proof(talk: Talk, delivery: int) -> int:
    """A pressed button proves that its delivery arrived; somebody else's proves nothing."""
    if delivery and deliveries.evidence(talk.work, delivery, subscriber_id=talk.person.id):
        return delivery
    return 0


def _still_today(talk: Talk, ordinal: int) -> date | None:
    """The date a button stands for, None when that day is over."""
    days = {day.toordinal(): day for day in talk.person.days(talk.visit.now)}
    return days.get(ordinal)


def _moved_on(talk: Talk) -> Reply:
    card = today(talk)
    first = card.screens[0]
    text = talk.say("card.old_day") + "\n\n" + first.text
    return say(text, *first.rows)


def begin_now(
    talk: Talk, delivery: int, day: date, note: str = "", *, guided: bool = False
) -> Reply:
    """Ask for the scores that are missing, then show the step that is up, and maybe its video."""
    found = plans.today(talk.work, talk.person, on=day, anyway=True)
    if found.plan is None or found.plan.kind is Kind.TOO_LITTLE:
        return show(talk, found, delivery=delivery)
    if talk.person.usual is None:
        asked = session.ask_score(talk, "usual", delivery, day, guided=guided)
        return _with_strip(talk, found.plan, asked)
    if sessions.needs_morning_score(talk.work, talk.person, day):
        asked = session.ask_score(talk, "morning", delivery, day, guided=guided)
        return _with_strip(talk, found.plan, asked)
    place = sessions.begin(talk.work, talk.person, found.plan, delivery or None)
    steps = session.show(talk, place, note)
    return guide.beside(talk, place, steps) if guided else steps


def _wants_video(talk: Talk) -> bool:
    """Whether the score that was asked for stood before a video."""
    return "guided" in talk.person.asking_data


def minute(talk: Talk, press: Press) -> Reply | None:
    """The shortest routine there is: one warm-up and one move, which counts like any other day.

    No score is asked before it, because nothing is worked out from a one-minute day (6.6).
    """
    if not talk.person.subscribed:
        return None
    delivery, day = _proof(talk, press.number(0)), _still_today(talk, press.number(1))
    if day is None:
        return _moved_on(talk)
    found = plans.today(talk.work, talk.person, on=day, anyway=True)
    running = sessions.open_place(talk.work, talk.person)
    if found.plan is None or found.sore:
        return today(talk)
    if running is not None or talk.person.usual is None:
        return begin_now(talk, delivery, day)
    short = plans.one_minute(talk.work, talk.person, day)
    return session.show(talk, sessions.begin(talk.work, talk.person, short, delivery or None))


def anyway(talk: Talk, _press: Press) -> Reply | None:
    """A routine on a day off, because the person wants one."""
    if not talk.person.subscribed:
        return None
    return show(talk, plans.today(talk.work, talk.person, anyway=True), delivery=0)


def later(talk: Talk, press: Press) -> Reply | None:
    """When to come back today."""
    delivery, ordinal = press.number(0), press.number(1)
    if not talk.person.subscribed:
        return None
    delivery = _proof(talk, delivery)
    day = _still_today(talk, ordinal)
    if day is None:
        return _moved_on(talk)
    if talk.person.status != "active" or talk.person.hold_level:
        return today(talk)
    buttons = [
        talk.button(f"later.{name}", "snooze", name, delivery, ordinal)
        for name in LATER
        if _later_at(talk, name, day) is not None
    ]
    back = talk.button("later.back", "card")
    return say(talk.say("later.ask"), tuple(buttons), (back,))


def _tonight(talk: Talk) -> datetime | None:
    here = local(talk, talk.visit.now)
    evening = here.replace(hour=TONIGHT, minute=0, second=0, microsecond=0)
    return evening if evening - here > HOUR else None


def _later_at(talk: Talk, name: str, day: date) -> datetime | None:
    """The instant a Later button stands for, None when it is over with the day by then."""
    waits = {"quarter": talk.visit.now + QUARTER, "hour": talk.visit.now + HOUR}
    until = waits.get(name) or (_tonight(talk) if name == "tonight" else None)
    return until if until is not None and day in talk.person.days(until) else None


def snooze(talk: Talk, press: Press) -> Reply | None:
    """Come back later today."""
    name, delivery, ordinal = press.word(0), press.number(1), press.number(2)
    if not talk.person.subscribed:
        return None
    day = _still_today(talk, ordinal)
    if day is None:
        return _moved_on(talk)
    until = _later_at(talk, name, day)
    if until is None or talk.person.status != "active" or talk.person.hold_level:
        return today(talk)
    schedules.snooze(talk.work, talk.person.id, day, until)
    at = clock(local(talk, until).time())
    now = talk.button("card.start", "start", delivery, ordinal, style="success")
    return say(talk.say("later.kept", time=at), (now,))


def show_card(talk: Talk, _press: Press) -> Reply | None:
    """Back to the card of today."""
    return command(talk)


def not_today(talk: Talk, press: Press) -> Reply | None:
    """Left out today, without a word of blame."""
    delivery, ordinal = press.number(0), press.number(1)
    if not talk.person.subscribed:
        return None
    _proof(talk, delivery)
    day = _still_today(talk, ordinal)
    if day is None:
        return _moved_on(talk)
    schedules.cancel_waiting(talk.work, talk.person.id, but=checkins.KIND)
    schedules.leave_out(talk.work, talk.person.id, day, "not today")
    changed = talk.button("card.changed_mind", "start", delivery, ordinal)
    return say(talk.say("card.left_out", next=next_words(talk)), (changed,))


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
    return keep_score(talk, kind, score, _proof(talk, delivery), ordinal)


def keep_score(talk: Talk, kind: str, score: int, delivery: int, ordinal: int) -> Reply:
    """Keep a score told before the session, then go on to the first move."""
    day = _still_today(talk, ordinal)
    if day is None:
        return _moved_on(talk)
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
    return begin_now(talk, delivery, day, note, guided=video)


def sore(talk: Talk, press: Press) -> Reply | None:
    """Sore muscles or hip pain was tapped (programme P8); the day goes on where it was asked."""
    answer, then, day = press.word(0), press.word(3), _still_today(talk, press.number(2))
    if answer not in soreness.ANSWERS or then not in soreness.THEN:
        raise OldButton(press.verb)
    if not talk.person.subscribed:
        return None
    if day is None:
        return _moved_on(talk)
    if not talk.person.hold_level and sore_days.due(talk.work, talk.person, day):
        sore_days.keep(talk.work, talk.person, answer, day)
    if then == "card" or talk.person.hold_level or sessions.open_place(talk.work, talk.person):
        return today(talk)
    delivery, note = _proof(talk, press.number(1)), talk.say("session.fitted")
    return begin_now(talk, delivery, day, note, guided=then == "guide")


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
    day = _still_today(talk, press.number(1))
    if day is None:
        return _moved_on(talk)
    found = plans.today(talk.work, talk.person, on=day, anyway=True)
    if found.plan is None or found.plan.kind is Kind.TOO_LITTLE:
        return show(talk, found, delivery=0)
    delivery = _proof(talk, press.number(0))
    video = _wants_video(talk)
    talk = talk.as_(subscribers.asked(talk.work, talk.person))
    place = sessions.begin(talk.work, talk.person, found.plan, delivery or None)
    steps = session.show(talk, place)
    return guide.beside(talk, place, steps) if video else steps


def delivered(talk: Talk, delivery: int, day: date, due: datetime) -> Screen:
    """The screen the clock sends: exactly what /today would show, with this delivery's id."""
    if silence.asks(talk.work, talk.person.id, day):
        return asleep.question(talk, delivery)
    found = plans.today(talk.work, talk.person, on=day)
    return show(talk, found, delivery=delivery, due=due).screens[0]


def woken(talk: Talk, press: Press) -> Reply | None:
    """Somebody who was silent answers: go on from today, or stop for now."""
    answer = press.word(0)
    if answer not in asleep.ANSWERS:
        raise OldButton(press.verb)
    if not talk.person.subscribed:
        return None
    _proof(talk, press.number(1))
    if answer == "go" or talk.person.hold_level:
        return today(talk)
    talk = talk.as_(preferences.stop(talk.work, talk.person))
    return say(talk.say("stop.done"), (talk.button("stop.resume", "resume"),))
