"""Reads the exercise files: one TOML file per exercise, its name is the id."""

import re
from pathlib import Path

from content.figures.reading import read_pose
from content.findings import Finding
from content.model import Dose, Exercise, Ladder, Phase
from content.tables import Table, read_table
from content.vocabulary import AREAS, EQUIPMENT, FLAGS, KIT, PHASES, POSITIONS

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The highest start, 0-based, of each ladder that grows (programme rule 9).
_TOP = {"R": 4, "L": 3, "H": 3, "P": 4, "I": 3, "F": 0}
_COUNTED = frozenset({Ladder.REPS, Ladder.LOW_REPS})


def read_exercises(folder: Path, name: str, faults: list[Finding]) -> dict[str, Exercise]:
    """All exercises of a folder by id, in the order of their names.

    Files that begin with `_` are skipped. `name` is the folder as shown in findings.
    """
    paths = sorted(p for p in folder.glob("*.toml") if not p.name.startswith("_"))
    if not paths:
        faults.append(Finding(name, "folder", "put at least one exercise file here."))
    return {path.stem: _read(path, f"{name}/{path.name}", faults) for path in paths}


def _read(path: Path, file: str, faults: list[Finding]) -> Exercise:
    if not _ID.fullmatch(path.stem):
        remedy = "name the file in small letters with hyphens, such as glute-bridge.toml."
        faults.append(Finding(file, "file", remedy))
    before = len(faults)
    table = read_table(path, file, faults)
    if len(faults) > before:
        # A file that is not TOML at all has one fault, not thirty missing fields.
        faults, table = [], Table(file, {}, [])
    return _exercise(path.stem, table)


def _exercise(id_: str, table: Table) -> Exercise:
    dose, plan, uses = table.table("dose"), table.table("plan"), table.table("sources")
    changes = table.table("changes")
    exercise = Exercise(
        id=id_,
        name=table.text("name"),
        also=table.texts("also"),
        muscles=table.texts("muscles", least=1),
        anatomy=table.texts("anatomy", least=1),
        areas=table.words("areas", AREAS, least=1),
        position=table.word("position", POSITIONS),
        equipment=table.words("equipment", EQUIPMENT),
        dose=_dose(dose),
        phases=frozenset(Phase(p) for p in plan.words("phases", PHASES) if p in PHASES),
        kit=frozenset(plan.words("kit", KIT)),
        blocked_by=frozenset(plan.words("blocked_by", FLAGS)),
        regress_to=plan.text_or_none("regress_to"),
        progress_to=plan.text_or_none("progress_to"),
        unlocked_by=plan.text_or_none("unlocked_by"),
        floor_of_chain=plan.yes("floor_of_chain"),
        short=table.text("short"),
        steps=table.texts("steps", least=1),
        feel=table.text("feel"),
        mistakes=table.texts("mistakes", least=1),
        stop_if=table.texts("stop_if", least=1),
        easier=table.text("easier"),
        harder=table.text("harder"),
        dose_words=dose.text("words"),
        dose_reason=dose.text("reason"),
        changes={flag: changes.text(flag) for flag in changes},
        sources=uses.texts("use", least=1),
        covers=table.texts("covers"),
        pose=read_pose(table.table("pose")) if table.has("pose") else None,
        browse_only=plan.yes("browse_only"),
    )
    _check_flags(changes)
    _check_phases(exercise, plan)
    _check_floor(exercise, plan)
    for part in (table, dose, plan, uses):
        part.close()
    return exercise


def _dose(table: Table) -> Dose:
    ladder = table.word("ladder", _TOP)
    dose = Dose(
        ladder=Ladder(ladder) if ladder in _TOP else Ladder.FIXED,
        start=table.number("start", 0, _TOP.get(ladder, 0)),
        sides=table.number("sides", 1, 2),
        tempo=table.number("tempo", 0, 30, default=0),
        hold=table.number("hold", 0, 30, default=0),
        sets=table.number("sets", 1, 5, default=1),
        count=table.number("count", 1, 60, default=1),
        seconds=table.number("seconds", 0, 300, default=0),
    )
    if ladder in _TOP:
        _check_dose(dose, table)
    return dose


def _check_dose(dose: Dose, table: Table) -> None:
    if dose.ladder is not Ladder.FIXED:
        for key in ("sets", "count", "seconds"):
            if table.has(key):
                table.blame(key, "take this out; only ladder F has a fixed dose.")
    if _is_counted(dose, table) and dose.tempo == 0:
        table.blame("tempo", "write the seconds of one repetition, its hold included.")
    if dose.hold > dose.tempo:
        table.blame("hold", "make the hold no longer than the whole repetition (tempo).")
    if dose.ladder is Ladder.FIXED and not (table.has("count") or table.has("seconds")):
        table.blame("count", "ladder F needs a count of repetitions, or seconds for a hold.")


def _is_counted(dose: Dose, table: Table) -> bool:
    """Whether the dose counts repetitions, which then need a tempo."""
    fixed = dose.ladder is Ladder.FIXED and dose.seconds == 0 and table.has("count")
    return fixed or dose.ladder in _COUNTED


def _check_flags(changes: Table) -> None:
    for flag in changes:
        if flag not in FLAGS:
            changes.blame(flag, f"this is not a flag; use one of {', '.join(sorted(FLAGS))}.")


def _check_phases(exercise: Exercise, plan: Table) -> None:
    """What is only read about belongs to no phase of the programme; everything else does."""
    if exercise.browse_only and exercise.phases:
        plan.blame("phases", "leave this empty; what is browse_only is never in a plan.")
    if not exercise.browse_only and plan.data.get("phases") == []:
        plan.blame("phases", "name a phase, or write browse_only = true.")


def _check_floor(exercise: Exercise, plan: Table) -> None:
    if exercise.regress_to is None and not exercise.floor_of_chain:
        plan.blame("regress_to", "name an easier exercise, or write floor_of_chain = true.")
    if exercise.regress_to is not None and exercise.floor_of_chain:
        plan.blame("floor_of_chain", "take this out; there is an easier exercise.")
