"""Answers to safety questions: keep what a person stated, with its local date."""

from datetime import date

from bot.services.person import Person
from bot.services.work import Work
from storage import answers
from storage.tables import Answer


def keep(work: Work, person: Person, question: str, value: str, *, on: date | None = None) -> None:
    """Keep one statement; `question` is one of `storage.tables.QUESTIONS`.

    It counts for the person's latest date unless another is given. Without consent nothing about
    health is kept.
    """
    if not person.consent_given:
        return
    answers.add(
        work.db,
        person.id,
        at=work.now,
        date=on or max(person.days(work.now)),
        question=question,
        value=value,
    )


def last(work: Work, person: Person, question: str) -> Answer | None:
    """The latest statement to one question, None when there is none."""
    return answers.last(work.db, person.id, question)


def every(work: Work, person: Person, question: str) -> list[Answer]:
    """Every statement to one question, oldest first."""
    return [row for row in answers.of(work.db, person.id) if row.question == question]
