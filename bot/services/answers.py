"""Answers to safety questions: keep what a person stated, with its local date."""

from bot.services.person import Person
from bot.services.work import Work
from storage import answers


def keep(work: Work, person: Person, question: str, value: str) -> None:
    """Keep one statement; `question` is red_flags, clinician_ok or midwife_ok.

    Without consent nothing about health is kept.
    """
    if not person.consent_given:
        return
    answers.add(
        work.db,
        person.id,
        at=work.now,
        date=max(person.days(work.now)),
        question=question,
        value=value,
    )
