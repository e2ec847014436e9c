"""What `unpinch check` tells of the library when there is nothing to mend: counts and grades."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from content import article_check, coverage, exercise_check, grade, telegram_html
from content.model import Library

WORST = 5


@dataclass(frozen=True, slots=True)
class Grades:
    """The reading grade of texts by the name of their file, the hardest first."""

    texts: tuple[tuple[float, str], ...]

    @property
    def median(self) -> float:
        """The grade in the middle; 0 when there is no text."""
        return median(found for found, _ in self.texts) if self.texts else 0.0

    @property
    def worst(self) -> tuple[tuple[float, str], ...]:
        """The five hardest texts."""
        return self.texts[:WORST]


def grades(library: Library) -> Grades:
    """The grade of every text of some length: articles, exercises, safety cards and the quiz."""
    texts = {
        **{f"articles/{a.id}.toml": article_check.body(a) for a in library.articles.values()},
        **{f"exercises/{e.id}.toml": exercise_check.body(e) for e in library.exercises.values()},
        **{
            f"safety/cards.toml ({c.id})": telegram_html.visible(f"{c.text}\n{c.more}")
            for c in library.safety.cards.values()
        },
        **{f"quiz.toml ({q.id})": article_check.asked(q) for q in library.quiz.values()},
    }
    found = ((grade.grade(text), file) for file, text in texts.items())
    return Grades(tuple(sorted(found, key=lambda one: (-one[0], one[1]))))


def lines(library: Library, folder: Path) -> tuple[str, ...]:
    """The library in a few lines: how much of everything, what is covered, how it reads."""
    read = grades(library)
    hardest = ", ".join(f"{file} {found:.1f}" for found, file in read.worst)
    return (
        f"Library: {_count(folder)} files, {len(library.exercises)} exercises, "
        f"{len(library.safety.cards)} safety cards, {len(library.articles)} articles, "
        f"{len(library.quiz)} quiz questions, {len(library.sources)} sources.",
        _covered(library),
        f"Reading grade: median {read.median:.1f} of {len(read.texts)} texts; "
        f"hardest {hardest or 'none'}.",
    )


def missing(library: Library) -> list[str]:
    """What is to be done when records of the inventory have no place; empty when all have one."""
    covered = coverage.coverage(library)
    if covered.found == covered.records:
        return []
    return [
        f"coverage.toml, inventory.records: {covered.found} of {covered.records} records have a"
        " place; name each in the `covers` of a text, or under [exempt] with a reason."
    ]


def _covered(library: Library) -> str:
    covered = coverage.coverage(library)
    exempt = ", ".join(f"{id_} (see {one.instead})" for id_, one in covered.exempt.items())
    return (
        f"Inventory: {covered.found} of {covered.records} records covered; "
        f"left out: {exempt or 'none'}."
    )


def _count(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*.toml") if not path.name.startswith("_"))
