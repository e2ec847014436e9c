"""Answers to safety questions: keep what a person stated, with its local date."""

from bot.services.person import Person
from bot.services.work import Work
from storage import answers


def keep(work: Work, person: Person, question: str, value: str) -> None:
    """Keep one statement; `question` is red_flags, clinician_ok or midwife_ok."""
    answers.add(
        work.db,
        person.id,
        at=work.now,
        date=person.today(work.now),
        question=question,
        value=value,
    )
