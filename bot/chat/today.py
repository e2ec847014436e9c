"""/today and the daily card: what is on today, or why nothing is."""

from datetime import date, datetime, timedelta

from bot.chat import asking, asleep, doctor_cards, doses, goal, safety, session
from bot.chat.buttons import Press, pack
from bot.chat.moments import clock, date_words, local, next_words
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.facts import Item, Kind, Plan
from bot.services import pictures, plans, sessions, silence

LATE_IS = timedelta(minutes=5)

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
    if found.wants_score:
        text = _lines(text, talk.say("card.wants_score"))
    if found.doctor:
        text += "\n\n" + doctor_cards.line(talk, found.doctor)
    buttons = [*_card_buttons(talk, found.date, delivery)]
    buttons += doctor_cards.rows(talk, found.doctor)
    asked = asking.below(talk, found)
    if asked is not None:
        text, buttons = _lines(text, asked.text), [*buttons, *asked.rows]
    return with_strip(talk, found.plan, say(text, *buttons))


def _lines(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def with_strip(talk: Talk, plan: Plan, reply: Reply) -> Reply:
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


def anyway(talk: Talk, _press: Press) -> Reply | None:
    """A routine on a day off, because the person wants one."""
    if not talk.person.subscribed:
        return None
    return show(talk, plans.today(talk.work, talk.person, anyway=True), delivery=0)


def show_card(talk: Talk, _press: Press) -> Reply | None:
    """Back to the card of today."""
    return command(talk)


def delivered(talk: Talk, delivery: int, day: date, due: datetime) -> Screen:
    """The screen the clock sends: exactly what /today would show, with this delivery's id."""
    if silence.asks(talk.work, talk.person.id, day):
        return asleep.question(talk, delivery)
    found = plans.today(talk.work, talk.person, on=day)
    return show(talk, found, delivery=delivery, due=due).screens[0]
