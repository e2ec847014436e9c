"""What exercises say about each other and about their sources, checked once all are read."""

from collections.abc import Collection, Iterator, Mapping

from content.findings import Finding
from content.model import Exercise, Source


def check_neighbours(
    exercises: Mapping[str, Exercise], sources: Mapping[str, Source], name: str
) -> Iterator[Finding]:
    """Every name, neighbour and source that points nowhere, twice or in a circle."""
    for exercise in exercises.values():
        file = f"{name}/{exercise.id}.toml"
        yield from _links(exercise, exercises, file)
        yield from _circle(exercise, exercises, file)
        yield from _unknown_sources(exercise, sources, file)
    yield from _same_names(exercises.values(), name)


def _links(exercise: Exercise, exercises: Mapping[str, Exercise], file: str) -> Iterator[Finding]:
    links = {
        "regress_to": exercise.regress_to,
        "progress_to": exercise.progress_to,
        "unlocked_by": exercise.unlocked_by,
    }
    for field, other in links.items():
        if other == exercise.id:
            yield Finding(file, f"plan.{field}", "name another exercise, not this one.")
        elif other is not None and other not in exercises:
            remedy = f"there is no exercise {other}; write the name of a file without .toml."
            yield Finding(file, f"plan.{field}", remedy)


def _circle(exercise: Exercise, exercises: Mapping[str, Exercise], file: str) -> Iterator[Finding]:
    seen: set[str] = set()
    here: Exercise | None = exercise
    while here is not None and here.regress_to is not None and here.id not in seen:
        seen.add(here.id)
        here = exercises.get(here.regress_to)
        if here is exercise and len(seen) > 1:
            way = " to ".join(sorted(seen))
            yield Finding(file, "plan.regress_to", f"break this circle of easier moves: {way}.")


def _unknown_sources(
    exercise: Exercise, sources: Mapping[str, Source], file: str
) -> Iterator[Finding]:
    for id_ in exercise.sources:
        if id_ not in sources:
            remedy = f"there is no source {id_}; add it to sources.toml or choose another."
            yield Finding(file, "sources.use", remedy)


def _same_names(exercises: Collection[Exercise], name: str) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for exercise in exercises:
        known = owner.setdefault(exercise.name.casefold(), exercise.id)
        if exercise.name and known != exercise.id:
            remedy = f"choose another name; {known} has this one already."
            yield Finding(f"{name}/{exercise.id}.toml", "name", remedy)
    for exercise in exercises:
        for other in exercise.also:
            known = owner.get(other.casefold(), exercise.id)
            if known != exercise.id:
                remedy = f"take out {other}; it is the name of {known}."
                yield Finding(f"{name}/{exercise.id}.toml", "also", remedy)
