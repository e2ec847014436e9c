"""The exercises say what the table of facts says, in words anybody can follow."""

import re
import tomllib
from pathlib import Path

import pytest

from content.loader import inspect_library
from content.model import Dose, Exercise, Ladder, Phase
from content.prose import count_words

FACTS = tomllib.loads((Path(__file__).parent / "machine_table.toml").read_text(encoding="utf-8"))
LETTERS = {"S": Phase.SETTLE, "M": Phase.MOBILITY, "T": Phase.STRENGTH, "K": Phase.MAINTAIN}
# Steps of each ladder that grows: sets and repetitions, or sets and seconds (rule 9).
STEPS = {
    Ladder.REPS: [(1, 8), (2, 8), (2, 10), (2, 12), (2, 15)],
    Ladder.LOW_REPS: [(1, 6), (2, 6), (2, 8), (2, 10)],
    Ladder.HOLD: [(1, 20), (1, 30), (2, 30), (2, 45)],
    Ladder.PLANK: [(1, 10), (2, 10), (2, 15), (2, 20), (2, 30)],
    Ladder.ISOMETRIC: [(5, 5), (5, 10), (5, 15), (5, 20)],
}
EXERCISES = inspect_library()[0].exercises


def each_exercise() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))


def start_dose(dose: Dose) -> tuple[str, int]:
    """The first dose in words, and its whole time in seconds (programme section 6)."""
    if dose.ladder is Ladder.ISOMETRIC:
        count, hold = STEPS[dose.ladder][dose.start]
        return f"1 x {count} x {hold} s", set_up(dose) + dose.sides * count * (hold + 5)
    if dose.ladder is Ladder.FIXED:
        sets, number = dose.sets, dose.seconds or dose.count
    else:
        sets, number = STEPS[dose.ladder][dose.start]
    if dose.seconds or dose.ladder in (Ladder.HOLD, Ladder.PLANK):
        work = sets * dose.sides * number + 10 * (sets - 1)
        return f"{sets} x {number} s", set_up(dose) + work
    work = sets * dose.sides * number * dose.tempo + 30 * (sets - 1)
    return f"{sets} x {number}", set_up(dose) + work


def set_up(dose: Dose) -> int:
    return 15 + (5 if dose.sides == 2 else 0)


def all_words(exercise: Exercise) -> str:
    """What is said to the person; the reason of a dose may name whom a study looked at."""
    told = [exercise.short, exercise.feel, exercise.easier, exercise.harder, exercise.dose_words]
    listed = [*exercise.steps, *exercise.mistakes, *exercise.stop_if, *exercise.changes.values()]
    return "\n".join([*told, *listed])


def test_the_library_holds_every_exercise_of_the_table_and_no_other():
    assert set(EXERCISES) == set(FACTS)


@each_exercise()
def test_a_dose_is_the_one_of_the_table(exercise):
    facts = FACTS[exercise.id]
    dose = exercise.dose
    assert (dose.ladder, dose.start) == (facts["ladder"], facts["start"])
    assert (dose.sides, dose.hold, dose.tempo) == (facts["sides"], facts["hold"], facts["tempo"])
    assert start_dose(dose) == (facts["start_dose"], facts["seconds"])


@each_exercise()
def test_a_plan_is_the_one_of_the_table(exercise):
    facts = FACTS[exercise.id]
    assert exercise.phases == {LETTERS[letter] for letter in facts["phases"]}
    assert exercise.kit == set(facts["kit"].split())
    assert exercise.blocked_by == set(facts["blocked_by"].split())
    assert (exercise.regress_to or "") == facts["regress_to"]
    assert (exercise.progress_to or "") == facts["progress_to"]
    assert (exercise.unlocked_by or "") == facts["unlocked_by"]
    assert exercise.floor_of_chain == (facts["regress_to"] == "")


@each_exercise()
def test_what_a_person_reads_during_a_step_is_short_but_enough(exercise):
    assert 12 <= count_words(exercise.short) <= 40


@each_exercise()
def test_sides_are_first_and_other_never_left_and_right(exercise):
    found = re.findall(r"\b(left|right) (?:leg|foot|side|knee|hand|arm|hip)", all_words(exercise))
    assert found == []


@each_exercise()
def test_no_word_promises_a_cure(exercise):
    promises = r"\b(cures?|heals?|guarantees?|pain-free|will (get|feel) better)\b"
    assert re.findall(promises, f"{all_words(exercise)} {exercise.dose_reason}", re.I) == []


@each_exercise()
def test_no_word_names_an_illness_a_person_might_have(exercise):
    illnesses = r"\b(\w+itis|syndrome|impingement|dysplasia|tear)\b"
    assert re.findall(illnesses, all_words(exercise), re.IGNORECASE) == []


@each_exercise()
def test_everybody_for_whom_a_move_is_hidden_is_told_why(exercise):
    explained = {"no_floor", "no_kneeling"} | set(exercise.changes)
    assert exercise.blocked_by <= explained


@each_exercise()
def test_a_body_that_cannot_do_it_always_has_a_way_down_or_a_floor(exercise):
    here, walked = exercise, 0
    while here.regress_to is not None:
        here, walked = EXERCISES[here.regress_to], walked + 1
        assert walked < len(EXERCISES)
    assert here.floor_of_chain
