"""/progress: the last two weeks in words, numbers before praise, and never a reproach."""

from collections.abc import Iterator
from statistics import median_high

from bot.chat import doses, goal, report, safety
from bot.chat.buttons import Press
from bot.chat.moments import date_words
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.coach.muscles import ENOUGH
from bot.services import progress
from bot.services.progress import Course, Fortnight
from content.model import Phase

MOST_MUSCLES = 5
FEWEST_FOR_TREND = 4  # scores; the later half is held against the earlier
PHASES = {
    Phase.SETTLE: "progress.settle",
    Phase.MOBILITY: "progress.mobility",
    Phase.STRENGTH: "progress.strength",
    Phase.MAINTAIN: "progress.maintain",
}
CHANGES = {
    Phase.SETTLE: "progress.to_settle",
    Phase.MOBILITY: "progress.to_mobility",
    Phase.STRENGTH: "progress.to_strength",
    Phase.MAINTAIN: "progress.to_maintain",
}


def command(talk: Talk) -> Reply:
    """/progress: what was done and how it felt; on hold, the hold alone."""
    if talk.person.hold_level:
        return safety.held(talk)
    found = progress.fortnight(talk.work, talk.person)
    if found.is_empty:
        return say(talk.say("progress.nothing"), _ways_on(talk), living=False)
    course = _course(talk, found.course)
    blocks = [_done(talk, found), _pain(talk, found), _muscles(talk, found), course]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return say(text, _ways_on(talk), *_as_picture(talk, found), living=False)


def pressed(talk: Talk, _press: Press) -> Reply:
    """The button that says the same."""
    return command(talk)


def _ways_on(talk: Talk) -> tuple[Button, ...]:
    if not talk.person.subscribed:
        return (talk.button("pain.go_on", "card"),)
    return (talk.button("card.show", "card"), talk.button("progress.next", "next"))


def _as_picture(talk: Talk, found: Fortnight) -> tuple[tuple[Button, ...], ...]:
    return (report.buttons(talk),) if found.course else ()


def _items(talk: Talk, lines: list[str]) -> list[str]:
    return [talk.say("progress.item", line=line) for line in lines]


def _done(talk: Talk, found: Fortnight) -> list[str]:
    """What was done; what was not is not counted."""
    lines = []
    if found.whole:
        key = "progress.whole_and_part" if found.part else "progress.whole"
        lines.append(talk.say(key, count=found.whole, part=found.part))
    elif found.part:
        lines.append(talk.say("progress.part", count=found.part))
    if found.seconds:
        minutes = max(1, round(found.seconds / doses.MINUTE))
        lines.append(talk.say("progress.minutes", minutes=minutes))
    if found.days_off:
        lines.append(talk.say("progress.days_off", count=found.days_off))
    how = goal.line(talk) if talk.person.subscribed else ""
    return [talk.say("progress.title"), *_items(talk, lines), *([how] if how else [])]


def _pain(talk: Talk, found: Fortnight) -> list[str]:
    rows = {
        "progress.mornings": found.mornings,
        "progress.peaks": found.peaks,
        "progress.told": found.told,
    }
    lines = [
        talk.say(key, scores=", ".join(map(str, scores))) for key, scores in rows.items() if scores
    ]
    if not lines:
        return []
    return [talk.say("progress.pain"), *_items(talk, lines), *_trend(talk, found.mornings)]


def _trend(talk: Talk, scores: tuple[int, ...]) -> Iterator[str]:
    """The later half of the mornings against the earlier, by their middle scores."""
    if len(scores) < FEWEST_FOR_TREND:
        return
    half = len(scores) // 2
    before, now = median_high(scores[:half]), median_high(scores[half:])
    if now == before:
        yield talk.say("progress.same", now=now)
    else:
        key = "progress.lower" if now < before else "progress.higher"
        yield talk.say(key, now=now, before=before)


def _muscles(talk: Talk, found: Fortnight) -> list[str]:
    """Minutes at work of the muscles that worked most, beside the measure of a week."""
    lines = [
        talk.say("progress.muscle", name=name, minutes=minutes)
        for name, minutes in found.muscles[:MOST_MUSCLES]
    ]
    if not lines:
        return []
    why = talk.say("progress.muscles_why", enough=ENOUGH)
    return [talk.say("progress.muscles"), *_items(talk, lines), why]


def _course(talk: Talk, course: Course | None) -> list[str]:
    """The phase, and what changed in these days with its reason."""
    if course is None:
        return []
    phase = talk.say(PHASES[course.phase])
    lines = [talk.say("progress.phase", phase=phase, day=date_words(talk, course.since))]
    return [*lines, *_items(talk, list(_changes(talk, course)))]


def _changes(talk: Talk, course: Course) -> Iterator[str]:
    """What the programme changed by itself, and what keeps it from moving on."""
    if course.before is not None and course.before is not course.phase:
        yield talk.say("progress.to_mobility_cleared" if course.cleared else CHANGES[course.phase])
    if course.lighter_until is not None:
        yield talk.say("progress.lighter", day=date_words(talk, course.lighter_until))
    if course.raised:
        yield talk.say(
            "progress.raised", names=", ".join(_name(talk, id_) for id_ in course.raised)
        )
    for id_, day in course.resting:
        yield talk.say("progress.resting", name=_name(talk, id_), day=date_words(talk, day))
    if course.wants_score:
        yield talk.say("progress.wants_score")


def _name(talk: Talk, id_: str) -> str:
    known = talk.work.library.exercises.get(id_)
    return known.name if known else id_
