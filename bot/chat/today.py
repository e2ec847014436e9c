"""/today and the daily card: what is on today, or why nothing is."""

from datetime import date, datetime, timedelta

from bot.chat import doctor_cards, doses, safety, session
from bot.chat.buttons import OldButton, Press, pack
from bot.chat.moments import clock, date_words, local, next_words
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.facts import Item, Kind, Plan
from bot.services import checkins, deliveries, pictures, plans, schedules, sessions, subscribers

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
        rows = () if found.sore else ((again,),)
        return say(talk.say("card.finished", next=next_words(talk)), *rows)
    text = card_text(talk, found.plan, due)
    if found.doctor:
        text += "\n\n" + doctor_cards.line(talk, found.doctor)
    buttons = _card_buttons(talk, found.date, delivery)
    card = say(text, *buttons, *doctor_cards.rows(talk, found.doctor))
    return _with_strip(talk, found.plan, card)


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
        (talk.button("card.start", "start", delivery, ordinal, style="success"),),
        (later, not_today) if talk.person.status == "active" else (not_today,),
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
        return _with_strip(talk, found.plan, session.ask_score(talk, "usual", delivery, day))
    if sessions.needs_morning_score(talk.work, talk.person, day):
        return _with_strip(talk, found.plan, session.ask_score(talk, "morning", delivery, day))
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
    talk = talk.as_(subscribers.asked(talk.work, talk.person))
    begun = sessions.open_place(talk.work, talk.person)
    if begun is not None:
        return session.show(talk, begun)
    before = plans.today(talk.work, talk.person, on=day, anyway=True).plan
    talk = _stored(talk, kind, score, day)
    after = plans.today(talk.work, talk.person, on=day, anyway=True).plan
    if kind == "usual" and score >= session.ASK_SIGNS_FROM:
        return safety.ask_signs(talk, talk.say("session.very_sore", score=score))
    same = before is not None and after is not None and before.items == after.items
    note = "" if same else talk.say("session.fitted")
    return begin_now(talk, delivery, day, note)


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
    talk = talk.as_(subscribers.asked(talk.work, talk.person))
    place = sessions.begin(talk.work, talk.person, found.plan, delivery or None)
    return session.show(talk, place)


def delivered(talk: Talk, delivery: int, day: date, due: datetime) -> Screen:
    """The screen the clock sends: exactly what /today would show, with this delivery's id."""
    found = plans.today(talk.work, talk.person, on=day)
    return show(talk, found, delivery=delivery, due=due).screens[0]
