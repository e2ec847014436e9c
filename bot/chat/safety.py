"""/redflags, /doctor, warning signs and holds: what comes before any exercise."""

from bot.chat import safety_again
from bot.chat.buttons import Press
from bot.chat.moments import date_words, next_words
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.facts import Gate
from bot.coach.triage import Judgement, Level
from bot.services import mishaps, safety, subscribers
from content import numbers
from content.model import SafetyCard
from content.words import Markup

MISTAKE = "tapped"  # the hold came from a tap on the list, and may be asked again once
ASKED_AGAIN = "asked_again"
MISTAKE_USED = "tapped_twice"
# Cards that serve several reasons.
CARDS = {"clearance": "hip_replacement", "midwife": "pregnant", "fresh_injury": "doctor"}
ALARMS = ("emergency", "crisis")
TOLD = ("emergency", "urgent")  # the levels of the cards that a hold stands on
WITH_FOOTER = ("unsure", "info")


def card(talk: Talk, name: str) -> str:
    """A fixed card with its sources folded away, the person's own numbers filled in.

    An emergency card has no title: its first line is whom to call.
    """
    safety_words, country = talk.work.library.safety, talk.person.country
    found = safety_words.cards[CARDS.get(name, name)]
    text = numbers.card_text(found, country, safety_words)
    parts = [text] if found.level in ALARMS else [f"<b>{found.title}</b>", text]
    if found.more:
        more = numbers.fill(found.more, country, safety_words)
        parts.append(f"<blockquote expandable>{more}</blockquote>")
    if found.sources:
        parts.append(talk.say("source.list", list=_sources(talk, found)))
    if found.level in WITH_FOOTER:
        parts.append(f"<i>{safety_words.cards['footer'].text.strip()}</i>")
    return "\n\n".join(part.strip() for part in parts)


def _sources(talk: Talk, found: SafetyCard) -> Markup:
    lines = []
    for name in found.sources:
        source = talk.work.library.sources[name]
        read = talk.say(f"source.{source.read.replace(' ', '_').replace('-', '_')}")
        key = "source.line" if source.year else "source.line_undated"
        lines.append(talk.say(key, title=source.title, year=source.year, read=read))
    return Markup("\n".join(lines))


def redflags(talk: Talk) -> Reply:
    """/redflags: the signs that need help, the most urgent first."""
    return _card_screen(talk, "redflags")


def doctor(talk: Talk) -> Reply:
    """/doctor: who to see, how soon, and what to take along."""
    return _card_screen(talk, "doctor")


def feels(talk: Talk) -> Reply:
    """What hip-flexor trouble may feel like, and what it is not."""
    return _card_screen(talk, "symptoms")


def _card_screen(talk: Talk, name: str) -> Reply:
    others = [other for other in ("redflags", "doctor", "symptoms") if other != name]
    row = tuple(talk.button(f"card_name.{other}", "read", other) for other in others)
    return say(card(talk, name), row, living=False)


def read(talk: Talk, press: Press) -> Reply:
    """Another of the three cards, or the whole card behind a hold once more."""
    pages = {"redflags": redflags, "doctor": doctor, "symptoms": feels}
    found = talk.work.library.safety.cards.get(press.word(0))
    if found is not None and found.level in TOLD:
        return _told(talk, found.id)
    return pages.get(press.word(0), redflags)(talk)


def _told(talk: Talk, name: str) -> Reply:
    """A warning card that was shown before, with the way out of the hold while it lasts."""
    ways = tuple(talk.button(f"card_name.{one}", "read", one) for one in ("redflags", "doctor"))
    rows = held(talk).screens[-1].rows if talk.person.hold_level else (ways,)
    return say(card(talk, name), *rows, living=False, keep=True).new()


def judged(talk: Talk, judgement: Judgement) -> Reply | None:
    """The answer to words that hold a warning sign; None when they hold none.

    A sign that the hold stands on already gets a short reply, a new one its whole card.
    """
    if judgement.crisis:
        safety.hold(talk.work, talk.person, "crisis", _rules(judgement))
        return _warning(talk, judgement.card or "crisis")
    if judgement.level in (Level.EMERGENCY, Level.URGENT):
        again = safety_again.answer(talk, judgement)
        if again is not None:
            return again
        safety.hold(talk.work, talk.person, judgement.level.value, _rules(judgement))
        return _warning(talk, judgement.card or "emergency_general")
    return None


def _rules(judgement: Judgement) -> tuple[str, ...]:
    return tuple(sorted({finding.rule for finding in judgement.findings}))


def _warning(talk: Talk, name: str) -> Reply:
    """A warning card: always a message of its own, and it keeps whatever is under it."""
    return Reply(screens=(Screen(card(talk, name), living=False, keep=True),)).new()


def soon(talk: Talk, name: str) -> Reply:
    """Words that need a clinician in days or weeks: their card, and the other two to read."""
    row = (
        talk.button("card_name.redflags", "read", "redflags"),
        talk.button("card_name.doctor", "read", "doctor"),
    )
    return say(card(talk, name), row, living=False)


def unsure(talk: Talk) -> Reply:
    """Words that sound like a symptom: we say that we cannot judge them; never an exercise."""
    return say(
        card(talk, "unsure"),
        (
            talk.button("card_name.redflags", "read", "redflags"),
            talk.button("checker.by_taps", "sym", "new"),
        ),
        living=False,
    )


def everyday(talk: Talk) -> Reply:
    """Words about an ordinary ache: what we can say, and where to go on; never an all-clear."""
    return say(
        card(talk, "self_care"),
        (
            talk.button("card_name.redflags", "read", "redflags"),
            talk.button("checker.by_taps", "sym", "new"),
        ),
        living=False,
    )


def ask_signs(talk: Talk, note: str = "") -> Reply:
    """The whole list of warning signs, before any further routine."""
    text = talk.say("warning.list")
    return say(
        f"{note}\n\n{text}" if note else text,
        (talk.button("warning.none", "signs", "none", style="success"),),
        (
            talk.button("warning.yes", "warn"),
            talk.button("warning.unsure", "warn"),
        ),
    )


def gated(talk: Talk, gate: Gate | None) -> Reply:
    """Why there is no routine on a day: a question to answer, or a card."""
    if gate is None or gate is Gate.ASK_RED_FLAGS:
        return ask_signs(talk, talk.say("warning.again"))
    if gate is Gate.FRESH_INJURY:
        return resting(talk)
    return say(card(talk, gate.value), *ways_on(talk, gate.value))


def resting(talk: Talk) -> Reply:
    """No routine in the first three days after a strain (G3), and when they come back."""
    ends = mishaps.rest_ends(talk.work, talk.person)
    day = date_words(talk, ends) if ends else ""
    rows = [talk.button(f"card_name.{name}", "read", name) for name in ("doctor", "redflags")]
    return say(talk.say("mishap.rests", day=day), tuple(rows))


def ways_on(talk: Talk, reason: str) -> tuple[tuple[Button, ...], ...]:
    """What somebody kept out by a reason can say: a clinician agreed, or it has changed."""
    changed = (talk.button("start.changed", "changed"),)
    yes = {
        "clearance": talk.button("start.cleared", "cleared"),
        "midwife": talk.button("start.midwife_ok", "midwife"),
    }.get(reason)
    return ((yes,), changed) if yes else (changed,)


def signs(talk: Talk, _press: Press) -> Reply | None:
    """None of the signs: a hold that came from a slip of the finger is lifted."""
    if not talk.person.consent_given:
        return None
    if talk.person.hold_level:
        if not safety.held_by_tap(talk.work, talk.person, ASKED_AGAIN, MISTAKE):
            return held(talk)
        safety.tapped_by_mistake(talk.work, talk.person)
        return None
    subscribers.no_warning_signs(talk.work, talk.person)
    return None


def warn(talk: Talk, _press: Press) -> Reply:
    """At least one sign, or not sure: the emergency card, and routines on hold."""
    again = safety.held_by_tap(talk.work, talk.person, ASKED_AGAIN, MISTAKE)
    twice = safety.held_by_tap(talk.work, talk.person, MISTAKE)
    if talk.person.hold_level not in (None, "crisis") and not again and not twice:
        return held(talk)
    mark = MISTAKE_USED if again else MISTAKE
    safety.hold(talk.work, talk.person, "emergency", (mark,))
    row = ("card_name.doctor", "read", "doctor") if again else ("hold.mistake", "mistake")
    rows = ((talk.button(*row),),)
    return say(card(talk, "emergency_list"), *rows, keep=True)


def mistake(talk: Talk, _press: Press) -> Reply | None:
    """Tapped by mistake: the whole list is asked once more."""
    if not talk.person.hold_level:
        return None
    asked = safety.held_by_tap(talk.work, talk.person, ASKED_AGAIN, MISTAKE)
    if not asked and not safety.held_by_tap(talk.work, talk.person, MISTAKE):
        return held(talk)
    safety.hold(talk.work, talk.person, "emergency", (ASKED_AGAIN,))
    return ask_signs(talk, talk.say("hold.ask_again"))


def held(talk: Talk) -> Reply:
    """Routines are on hold: the card, and the one way to lift it."""
    if talk.person.hold_level == "crisis":
        until = talk.person.hold_until
        if until is not None and until <= talk.visit.now:
            row = (talk.button("hold.resume", "resume"),)
            return say(card(talk, "hold_crisis_over"), row, keep=True)
        return say(card(talk, "hold_crisis"), keep=True)
    seen = talk.button("hold.seen", "seen", "ask")
    return say(card(talk, "hold"), (seen,), keep=True)


def check_in(talk: Talk) -> Screen:
    """The one silent message of a hold: the plain question, or that a crisis hold is over."""
    if talk.person.hold_level == "crisis":
        row = (talk.button("hold.resume", "resume"),)
        return Screen(card(talk, "hold_crisis_over"), (row,), living=False, keep=True, silent=True)
    rows = _seen_rows(talk)
    return Screen(talk.say("hold.question"), rows, living=False, keep=True, silent=True)


def _seen_rows(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    return (
        (talk.button("hold.seen_yes", "seen", "yes", _mark(talk)),),
        (talk.button("hold.seen_no", "seen", "no"),),
    )


def _mark(talk: Talk) -> int:
    """Tells one hold from another, so that an old yes never lifts a new hold."""
    return int(talk.person.hold_at.timestamp()) if talk.person.hold_at else 0


def seen(talk: Talk, press: Press) -> Reply | None:
    """The person says they were seen: a plain question first, then their own statement."""
    if talk.person.hold_level in (None, "crisis"):
        return held(talk) if talk.person.hold_level else None
    answer = press.word(0)
    if answer == "yes" and press.number(1) == _mark(talk):
        talk = talk.as_(safety.seen_by_clinician(talk.work, talk.person))
        if talk.person.hold_level:
            return held(talk)
        text = f"{card(talk, 'hold_lifted')}\n\n{next_words(talk)}"
        return say(text, (talk.button("card.show", "card"),))
    if answer == "no":
        return held(talk)
    return say(talk.say("hold.question"), *_seen_rows(talk), keep=True)
