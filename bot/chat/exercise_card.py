"""The card of one exercise: what to do in a few words, then everything that is known about it."""

from collections.abc import Iterable, Iterator

from bot.chat import sources, wishes
from bot.chat.screens import Button, Screen
from bot.chat.talk import Talk
from bot.services import limits, pictures
from content.model import Exercise, Phase
from content.prose import count_words
from content.words import Markup

MOST_WORDS = 40  # shown before anything is unfolded
PHASES = {
    Phase.SETTLE: "progress.settle",
    Phase.MOBILITY: "progress.mobility",
    Phase.STRENGTH: "progress.strength",
    Phase.MAINTAIN: "progress.maintain",
}
THINGS = {
    "ball": "kit_short.ball",
    "band": "kit_short.band",
    "bed": "kit_short.bed",
    "roller": "kit_short.roller",
    "step": "kit_short.step",
}


def screen(talk: Talk, exercise: Exercise, rows: tuple[tuple[Button, ...], ...]) -> Screen:
    """The whole card with its buttons; below its clip only what one needs to do it."""
    return Screen(
        text(talk, exercise),
        rows,
        living=False,
        picture=pictures.of_exercise(talk.work, talk.person, exercise),
        caption=brief(talk, exercise),
        more=talk.button("pictures.all_words", "ex", "words", exercise.id),
    )


def brief(talk: Talk, exercise: Exercise) -> str:
    """The essence and how it is done, short enough to stand below a clip."""
    head = talk.say("move.head", name=exercise.name, muscles=_list(exercise.muscles))
    notes = list(_notes(talk, exercise))
    room = MOST_WORDS - count_words(" ".join([head, *notes]))
    shown, rest = fitted(exercise.short, room)
    parts = [head, *notes, talk.say("move.short", text=shown)]
    lines = [talk.say("move.rest", text=rest)] if rest else []
    lines += [
        talk.say("move.dose", text=exercise.dose_words),
        talk.say("move.feel", text=exercise.feel),
        talk.say("move.stop_if", list=_items(talk, exercise.stop_if)),
    ]
    return "\n\n".join([*parts, talk.say("move.details", list=Markup("\n\n".join(lines)))])


def text(talk: Talk, exercise: Exercise) -> str:
    """The essence, what speaks against it for this person, then the folded details and sources."""
    head = talk.say("move.head", name=exercise.name, muscles=_list(exercise.muscles))
    notes = list(_notes(talk, exercise))
    room = MOST_WORDS - count_words(" ".join([head, *notes]))
    shown, rest = fitted(exercise.short, room)
    parts = [head, *notes, talk.say("move.short", text=shown)]
    details = [talk.say("move.rest", text=rest)] if rest else []
    details += _details(talk, exercise)
    folded = talk.say("move.details", list=Markup("\n\n".join(details)))
    return "\n\n".join([*parts, folded, sources.folded(talk, exercise.sources)])


def fitted(words: str, most: int) -> tuple[str, str]:
    """Whole sentences of at most `most` words together, but at least one, and what is left."""
    sentences = words.replace("! ", "!|").replace("? ", "?|").replace(". ", ".|").split("|")
    count = 1
    while count < len(sentences) and count_words(" ".join(sentences[: count + 1])) <= most:
        count += 1
    return " ".join(sentences[:count]), " ".join(sentences[count:])


def _list(words: Iterable[str]) -> str:
    joined = ", ".join(words)
    return joined[:1].upper() + joined[1:]


def _notes(talk: Talk, exercise: Exercise) -> Iterator[str]:
    """What speaks against doing this now, the most telling alone."""
    blocked = exercise.blocked_by & limits.of(talk.work, talk.person)
    missing = limits.missing(talk.work, talk.person, exercise)
    if talk.person.hold_level:
        yield talk.say("move.held")
    elif talk.person.excluded_for:
        yield talk.say("move.excluded")
    elif blocked:
        named = ", ".join(sorted({_limit(talk, flag) for flag in blocked}))
        yield talk.say("move.blocked", limits=named)
    elif exercise.browse_only:
        yield talk.say("move.browse_only")
    elif left_out := wishes.note(talk, exercise):
        yield left_out
    elif missing and talk.person.subscribed:
        things = ", ".join(talk.plain(THINGS[thing]) for thing in sorted(missing))
        yield talk.say("move.kit", things=things)


def _limit(talk: Talk, flag: str) -> str:
    """A limit in the words of its button; one that follows from an operation says so."""
    own = talk.person.flags | talk.person.modes
    if flag not in own or not talk.work.words.has(f"limit.{flag}"):
        return talk.plain("move.operation")
    return talk.plain(f"limit.{flag}").lower()


def _details(talk: Talk, exercise: Exercise) -> Iterator[str]:
    """Every field of the exercise, what is needed to do it first."""
    steps = [
        talk.say("move.step", number=number, text=step)
        for number, step in enumerate(exercise.steps, start=1)
    ]
    yield talk.say("move.steps", list=Markup("\n".join(steps)))
    yield talk.say("move.dose", text=exercise.dose_words)
    yield talk.say("move.reason", text=exercise.dose_reason)
    yield talk.say("move.feel", text=exercise.feel)
    yield talk.say("move.mistakes", list=_items(talk, exercise.mistakes))
    yield talk.say("move.stop_if", list=_items(talk, exercise.stop_if))
    yield from _changes(talk, exercise)
    yield talk.say("move.easier", text=exercise.easier)
    yield talk.say("move.harder", text=exercise.harder)
    yield "\n".join(_facts(talk, exercise))


def _items(talk: Talk, lines: Iterable[str]) -> Markup:
    return Markup("\n".join(talk.say("move.item", text=line) for line in lines))


def _changes(talk: Talk, exercise: Exercise) -> Iterator[str]:
    """What changes for the limits this person told us of."""
    own = sorted(limits.of(talk.work, talk.person) & exercise.changes.keys())
    lines = [
        talk.say("move.change", limit=_limit(talk, flag), text=exercise.changes[flag])
        for flag in own
    ]
    if lines:
        yield talk.say("move.changes", list=Markup("\n".join(lines)))


def _facts(talk: Talk, exercise: Exercise) -> Iterator[str]:
    yield talk.say("move.areas", text=", ".join(exercise.areas))
    yield talk.say("move.anatomy", text=", ".join(exercise.anatomy))
    yield talk.say("move.position", text=exercise.position)
    needs = ", ".join(exercise.equipment) or talk.plain("moves.no_equipment")
    yield talk.say("move.equipment", text=needs)
    if exercise.also:
        yield talk.say("move.also", text=", ".join(exercise.also))
    if exercise.browse_only:
        return
    phases = [talk.plain(PHASES[phase]) for phase in Phase if phase in exercise.phases]
    yield talk.say("move.phases", text=", ".join(phases))
    if exercise.unlocked_by is not None:
        before = talk.work.library.exercises[exercise.unlocked_by]
        yield talk.say("move.unlocked", text=before.name)
