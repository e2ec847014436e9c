"""Quiz: which question comes next, which were known, and how many answers were right."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.services import subscribers
from bot.services.person import Person
from bot.services.work import Work
from content.model import QuizQuestion
from storage.tables import Subscriber

BETWEEN = 3  # other answers before a question that was missed comes again
MOST_POLLS = 20  # polls remembered; one that is older counts no more

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How it went so far. `again` is the number of questions that were missed and wait."""

    right: int
    answered: int
    again: int


@dataclass(frozen=True, slots=True)
class Voted:
    """What one vote was worth. `all_known` says that with it every question is known."""

    question: QuizQuestion
    right: bool
    all_known: bool
    score: Score


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is stored of one person's quiz.

    `known` are the questions answered right in this round, `missed` those that come again, each
    with the number of answers there were. `polls` are open polls with their question, the newest
    last, `closed` those whose vote was counted. `asked` is a question of which Telegram has not
    told the poll yet.
    """

    right: int = 0
    answered: int = 0
    known: tuple[str, ...] = ()
    missed: tuple[tuple[str, int], ...] = ()
    polls: Pairs = ()
    closed: tuple[str, ...] = ()
    asked: str = ""


def ask(work: Work, person: Person, place: int) -> QuizQuestion | None:
    """The next question at or after a place of the file, noted as asked; None without any.

    A missed one whose time has come goes first; those that are known wait for the next round.
    """
    questions = tuple(work.library.quiz.values())
    if not questions:
        return None
    kept = _kept(work, person.id)
    if {one.id for one in questions} <= set(kept.known):
        kept = replace(kept, known=())
    found = _next(kept, questions, place)
    _keep(work, person.id, replace(kept, asked=found.id))
    return found


def _next(kept: _Kept, questions: Sequence[QuizQuestion], place: int) -> QuizQuestion:
    by_id = {one.id: one for one in questions}
    missed = [(by_id[id_], at) for id_, at in kept.missed if id_ in by_id]
    due = [one for one, at in missed if kept.answered - at >= BETWEEN]
    at = place % len(questions)
    out = {*kept.known, *(one.id for one, _ in missed)}
    fresh = [one for one in (*questions[at:], *questions[:at]) if one.id not in out]
    return (due or fresh or [one for one, _ in missed] or [questions[at]])[0]


def place_after(work: Work, question: QuizQuestion) -> int:
    """The place of the file behind a question, from 0; after the last comes the first."""
    return (list(work.library.quiz).index(question.id) + 1) % len(work.library.quiz)


def sent(work: Work, person_id: int, question_id: str, poll_id: str) -> None:
    """Telegram has made a poll of a question; nothing happens for somebody forgotten since."""
    if work.db.get(Subscriber, person_id) is None:
        return
    kept = _kept(work, person_id)
    asked = "" if kept.asked == question_id else kept.asked
    if poll_id in kept.closed:
        return  # the vote was quicker than this news
    polls = (*kept.polls, (poll_id, question_id))[-MOST_POLLS:]
    _keep(work, person_id, replace(kept, asked=asked, polls=polls))


def voted(work: Work, person: Person, poll_id: str, chosen: Sequence[int]) -> Voted | None:
    """Count a vote once; None for one counted before, taken back, or in a poll long forgotten."""
    kept = _kept(work, person.id)
    if not chosen or poll_id in kept.closed:
        return None
    question = work.library.quiz.get(dict(kept.polls).get(poll_id, kept.asked))
    if question is None:
        return None
    right = list(chosen) == [question.right]
    counted = _counted(kept, question.id, poll_id, right=right)
    _keep(work, person.id, counted)
    all_known = right and set(work.library.quiz) <= set(counted.known)
    return Voted(question, right, all_known, _score(counted))


def _counted(kept: _Kept, id_: str, poll_id: str, *, right: bool) -> _Kept:
    """After a vote: the other polls of the same question are closed with it."""
    same = [poll for poll, question in kept.polls if question == id_]
    missed = tuple(one for one in kept.missed if one[0] != id_)
    answered = kept.answered + 1
    return _Kept(
        right=kept.right + right,
        answered=answered,
        known=(*_without(kept.known, id_), id_) if right else _without(kept.known, id_),
        missed=missed if right else (*missed, (id_, answered)),
        polls=tuple(one for one in kept.polls if one[1] != id_),
        closed=tuple(dict.fromkeys((*kept.closed, *same, poll_id)))[-MOST_POLLS:],
        asked="" if kept.asked == id_ else kept.asked,
    )


def _without(names: Iterable[str], gone: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != gone)


def score(work: Work, person: Person) -> Score:
    """How it went so far."""
    return _score(_kept(work, person.id))


def _score(kept: _Kept) -> Score:
    return Score(kept.right, kept.answered, len(kept.missed))


def _kept(work: Work, person_id: int) -> _Kept:
    """What is stored; what somebody never had is empty."""
    body: dict[str, Any] = subscribers.row_of(work, person_id).quiz
    return _Kept(
        right=body.get("right", 0),
        answered=body.get("answered", 0),
        known=tuple(body.get("known", ())),
        missed=tuple((id_, at) for id_, at in body.get("missed", ())),
        polls=tuple((poll, id_) for poll, id_ in body.get("polls", ())),
        closed=tuple(body.get("closed", ())),
        asked=body.get("asked", ""),
    )


def _keep(work: Work, person_id: int, kept: _Kept) -> None:
    subscribers.row_of(work, person_id).quiz = asdict(kept)
