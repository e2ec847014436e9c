"""The script of a guided video: a plan, second by second, with the words on its screen."""

from bot.chat import doses
from bot.chat.talk import Talk
from bot.coach import guided
from bot.coach.facts import Item, Plan
from bot.coach.guided import Kind, Stretch
from content.film.scene import Scene
from content.film.script import Script
from content.film.times import Timing
from content.model import Exercise

MINUTE = 60
OTHER = {"left": "right", "right": "left"}
# What to do now, without a side and with the left or the right one.
HEADS = {
    Kind.READY: "guide.ready",
    Kind.WORK: "guide.work",
    Kind.REST: "guide.rest",
    Kind.END: "guide.end",
}
SIDED = {
    (Kind.READY, "left"): "guide.ready_left",
    (Kind.READY, "right"): "guide.ready_right",
    (Kind.WORK, "left"): "guide.work_left",
    (Kind.WORK, "right"): "guide.work_right",
    (Kind.CHANGE, "left"): "guide.change_left",
    (Kind.CHANGE, "right"): "guide.change_right",
}


def script(talk: Talk, plan: Plan) -> Script:
    """The script of a plan in the person's language. ValueError where a move has no pose."""
    known = talk.work.library.exercises
    stretches = guided.course(plan.items, known)
    scenes = tuple(_scene(talk, plan, one) for one in stretches)
    return Script(scenes, tuple((at, str(tone)) for at, tone in guided.tones(stretches)))


def timetable(talk: Talk, plan: Plan) -> str:
    """The same times in words: what begins when, in minutes and seconds from the start."""
    stretches = guided.course(plan.items, talk.work.library.exercises)
    lines, at = [], 0.0
    for one in stretches:
        lines.append(_line(talk, plan, one, clock(at)))
        at += one.seconds
    return "\n".join(lines)


def length(talk: Talk, plan: Plan) -> str:
    """How long the whole run takes, as minutes and seconds."""
    return clock(guided.length(guided.course(plan.items, talk.work.library.exercises)))


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, such as 9:05."""
    minutes, rest = divmod(int(seconds), MINUTE)
    return f"{minutes}:{rest:02}"


def _line(talk: Talk, plan: Plan, one: Stretch, at: str) -> str:
    what = _head(talk, plan, one)
    if one.kind is not Kind.READY:
        return talk.say("guide.line", time=at, what=what)
    item = plan.items[one.place]
    name = talk.work.library.exercises[item.exercise].name
    return talk.say("guide.line_ready", time=at, what=what, name=name, dose=doses.words(talk, item))


def _head(talk: Talk, plan: Plan, one: Stretch) -> str:
    """What to do now, with the side where there are two."""
    side = OTHER[plan.first_side] if one.side else plan.first_side
    has_sides = plan.items[one.place].sides > 1
    key = SIDED.get((one.kind, side)) if has_sides else None
    return talk.plain(key or HEADS[one.kind])


def _scene(talk: Talk, plan: Plan, one: Stretch) -> Scene:
    item = plan.items[one.place]
    exercise = talk.work.library.exercises[item.exercise]
    if exercise.pose is None:
        raise ValueError(f"{exercise.id} has no pose")
    ended = one.kind is Kind.END
    return Scene(
        pose=exercise.pose,
        other_side=one.side == 1,
        kind=str(one.kind),
        timing=_timing(one, item, exercise),
        head=_head(talk, plan, one),
        title=talk.plain("guide.well_done") if ended else exercise.name,
        line="" if ended else doses.sentence(talk, item),
        counts=_counts(talk, one, item, exercise),
    )


def _timing(one: Stretch, item: Item, exercise: Exercise) -> Timing:
    if one.kind is Kind.WORK:
        return Timing(one.seconds, guided.repetition(item, exercise), item.hold)
    return Timing(one.seconds, moves=False, rehearses=one.kind is Kind.READY)


def _counts(talk: Talk, one: Stretch, item: Item, exercise: Exercise) -> tuple[str, ...]:
    if one.kind is not Kind.WORK or not guided.repetition(item, exercise):
        return ()
    numbers = range(1, item.count + 1)
    return tuple(talk.plain("guide.count", number=each, total=item.count) for each in numbers)
