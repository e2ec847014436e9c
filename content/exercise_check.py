"""Everything a contributor should hear about one exercise."""

from collections.abc import Iterator
from dataclasses import fields

from content import corrections, grade, telegram_html
from content.figures import contact, limits
from content.figures.pose import Pose
from content.findings import Finding
from content.model import Exercise
from content.muscle_check import check_muscles
from content.prose import check_prose, count_words

SHORT_WORDS = 40
CARD_UNITS = 3_500  # the rest of a message is for its sources
# What a person reads as sentences; the names beside them say nothing about a reading grade.
SENTENCES = (
    "short", "steps", "feel", "mistakes", "stop_if", "easier", "harder", "dose_words",
    "dose_reason", "changes",
)  # fmt: skip


def check_exercise(exercise: Exercise) -> Iterator[Finding]:
    """What is too long, too hard, too loud, not true or not possible in an exercise."""
    file = f"exercises/{exercise.id}.toml"
    words = count_words(exercise.short)
    if words > SHORT_WORDS:
        yield Finding(file, "short", f"say it in {SHORT_WORDS} words; it has {words}.")
    for field, text in _texts(exercise):
        yield from check_prose(file, field, text)
        if telegram_html.has_tags(text):
            yield Finding(file, field, "take out the tags; an exercise is plain words.")
        for wrong in corrections.found(text):
            yield Finding(file, field, wrong)
    yield from check_muscles(exercise)
    yield from _check_whole(file, body(exercise))
    if exercise.pose is not None:
        yield from _check_pose(file, exercise.pose)


def body(exercise: Exercise) -> str:
    """What of an exercise is read as sentences, one text a line."""
    read = (text for field, text in _texts(exercise) if field.split(".")[0] in SENTENCES)
    return "\n".join(read)


def _check_whole(file: str, text: str) -> Iterator[Finding]:
    units = telegram_html.length(text)
    if units > CARD_UNITS:
        yield Finding(file, "steps", f"shorten the card to {CARD_UNITS}; it has {units}.")
    found = grade.grade(text)
    if found > grade.EASY:
        yield Finding(file, "steps", grade.remedy(found, grade.EASY))


def _check_pose(file: str, pose: Pose) -> Iterator[Finding]:
    """Joints that bend further than a body can, and points that float or go through the floor."""
    for frame in pose.frames:
        for joint, remedy in (*limits.beyond(frame), *contact.misplaced(frame)):
            yield Finding(file, f"pose.frames.{frame.name}.{joint}", remedy)


def _texts(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Every text of an exercise, with the name of its field."""
    for field in fields(exercise):
        value = getattr(exercise, field.name)
        if isinstance(value, str):
            yield field.name, value
        elif isinstance(value, tuple):
            yield from ((field.name, text) for text in value)
    yield from ((f"changes.{flag}", text) for flag, text in exercise.changes.items())
