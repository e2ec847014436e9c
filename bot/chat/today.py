"""/today and the daily card: what is on today, or why nothing is."""

from datetime import date, datetime, timedelta

from bot.chat import doses, safety, session
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock, date_words, local, next_words
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.facts import Item, Kind, Plan
from bot.services import deliveries, plans, schedules, sessions

LATE_IS = timedelta(minutes=5)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
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
        return say(talk.say("card.finished", next=next_words(talk)), (again,))
    return say(card_text(talk, found.plan, due), *_card_buttons(talk, found.date, delivery))


def _card_buttons(talk: Talk, day: date, delivery: int) -> Rows:
    ordinal = day.toordinal()
    return (
        (talk.button("card.start", "start", delivery, ordinal, style="success"),),
        (
            talk.button("card.later", "later", delivery, ordinal),
            talk.button("card.not_today", "not_today", delivery, ordinal),
        ),
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
    for code in plan.why:
        name, _, exercise = code.partition(":")
        if talk.work.words.has(f"why.{name}"):
            known = talk.work.library.exercises.get(exercise)
            return talk.say(f"why.{name}", exercise=known.name if known else "")
    return ""


def _line(talk: Talk, place: int, item: Item) -> str:
    exercise = talk.work.library.exercises[item.exercise]
    return talk.say("card.line", number=place, name=exercise.name, dose=doses.words(talk, item))


def begin(talk: Talk, press: Press) -> Reply | None:
    """Start was pressed: first what must be known, then the first move."""
    delivery, ordinal = press.number(0), press.number(1)
    if not talk.person.subscribed:
        return None
    delivery = _proof(talk, delivery)
    day = _still_today(talk, ordinal)
    if day is None and sessions.open_place(talk.work, talk.person) is None:
        return _moved_on(talk)
    return begin_now(talk, delivery, day or talk.person.today(talk.visit.now))


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


def begin_now(talk: Talk, delivery: int, day: date, note: str = "") -> Reply:
    """Ask for the scores that are missing, then show the step that is up."""
    found = plans.today(talk.work, talk.person, on=day, anyway=True)
    if found.plan is None or found.plan.kind is Kind.TOO_LITTLE:
        return show(talk, found, delivery=delivery)
    if talk.person.usual is None:
        return session.ask_score(talk, "usual", delivery, day)
    if sessions.needs_morning_score(talk.work, talk.person, day):
        return session.ask_score(talk, "morning", delivery, day)
    place = sessions.begin(talk.work, talk.person, found.plan, delivery or None)
    return session.show(talk, place, note)


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
    if _still_today(talk, ordinal) is None:
        return _moved_on(talk)
    times = [("quarter", QUARTER), ("hour", HOUR), ("tonight", None)]
    buttons = [
        talk.button(f"later.{name}", "snooze", name, delivery, ordinal)
        for name, wait in times
        if wait is not None or _tonight(talk) is not None
    ]
    back = talk.button("later.back", "card")
    return say(talk.say("later.ask"), tuple(buttons), (back,))


def _tonight(talk: Talk) -> datetime | None:
    here = local(talk, talk.visit.now)
    evening = here.replace(hour=TONIGHT, minute=0, second=0, microsecond=0)
    return evening if evening - here > HOUR else None


def snooze(talk: Talk, press: Press) -> Reply | None:
    """Come back later today."""
    name, delivery, ordinal = press.word(0), press.number(1), press.number(2)
    if not talk.person.subscribed:
        return None
    day = _still_today(talk, ordinal)
    if day is None:
        return _moved_on(talk)
    waits = {"quarter": talk.visit.now + QUARTER, "hour": talk.visit.now + HOUR}
    until = waits.get(name) or _tonight(talk)
    if until is None:
        return show_card(talk, press)
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
    if _still_today(talk, ordinal) is None:
        return _moved_on(talk)
    schedules.cancel_waiting(talk.work, talk.person.id)
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
    note = ""
    if kind == "usual":
        talk = talk.as_(sessions.first_score(talk.work, talk.person, score, day))
        note = talk.say("session.fitted")
    sessions.morning_score(talk.work, talk.person, score, day)
    return begin_now(talk, delivery, day, note)


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
    place = sessions.begin(talk.work, talk.person, found.plan, delivery or None)
    return session.show(talk, place)


def delivered(talk: Talk, delivery: int, day: date, due: datetime) -> Screen:
    """The screen the clock sends: exactly what /today would show, with this delivery's id."""
    found = plans.today(talk.work, talk.person, on=day)
    return show(talk, found, delivery=delivery, due=due).screens[0]
