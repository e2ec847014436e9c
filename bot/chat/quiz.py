"""/quiz: one question at a time as a poll that Telegram checks, with its card one tap away."""

from bot.chat import articles, exercises, library, safety
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Quiz, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import quiz
from bot.services.quiz import Score, Voted
from content.model import QuizQuestion

MOST_EXPLANATION = 200  # letters; Telegram's limit

Row = tuple[Button, ...]


def command(talk: Talk) -> Reply:
    """/quiz: a question; each day begins at another one. On hold there are none."""
    if talk.person.hold_level:
        return safety.held(talk)
    return _ask(talk, talk.visit.now.toordinal())


def voted(talk: Talk) -> Reply:
    """A vote in a poll: how it went, and the way on; silence for a vote that counts no more."""
    found = quiz.voted(talk.work, talk.person, talk.visit.data, talk.visit.chosen)
    if found is None:
        return Reply()
    if talk.person.hold_level:
        return safety.held(talk).new()
    rows = (_next_row(talk, found.question), _related_row(talk, found.question), _library_row(talk))
    return say(_how_it_went(talk, found), *rows, living=False).new()


def _how_it_went(talk: Talk, found: Voted) -> str:
    lines = [talk.say("quiz.right" if found.right else "quiz.missed")]
    lines.append(_score(talk, found.score))
    if found.all_known:
        lines.append(talk.say("quiz.all_known", count=len(talk.work.library.quiz)))
    return "\n".join(lines)


def _score(talk: Talk, score: Score) -> str:
    return talk.say("quiz.score", right=score.right, count=score.answered)


def pressed(talk: Talk, press: Press) -> Reply:
    """The quiz was opened, or a button under a question pressed.

    No message can be put over a question, so that whatever comes stands below it.
    """
    if talk.person.hold_level:
        return safety.held(talk).new()
    match press.word(0):
        case "start":
            return command(talk).new()
        case "next":
            return _next(talk, press.number(1)).new()
        case "card":
            return _card(talk, press.word(1)).new()
        case "library":
            return library.home(talk).new()
    raise OldButton("quiz")


def _next(talk: Talk, place: int) -> Reply:
    if place >= len(talk.work.library.quiz):
        raise OldButton("quiz")
    return _ask(talk, place)


def _card(talk: Talk, id_: str) -> Reply:
    found = articles.named(talk, id_) or exercises.named(talk, id_)
    if found is None:
        raise OldButton("quiz")
    return found


def _none(talk: Talk) -> Reply:
    return say(talk.say("quiz.none"), _library_row(talk), living=False)


def _ask(talk: Talk, place: int) -> Reply:
    """The question that comes next from this place of the file on."""
    question = quiz.ask(talk.work, talk.person, place)
    if question is None:
        return _none(talk)
    asked = Quiz(
        question.question, question.answers, question.right, _explained(talk, question),
        id=question.id,
    )  # fmt: skip
    rows = (_next_row(talk, question), _related_row(talk, question), _library_row(talk))
    return Reply(screens=(Screen(question.question, rows, living=False, quiz=asked),))


def _next_row(talk: Talk, question: QuizQuestion) -> Row:
    return (talk.button("quiz.next", "quiz", "next", quiz.place_after(talk.work, question)),)


def _explained(talk: Talk, question: QuizQuestion) -> str:
    """Why it is so and where that comes from; a long title is cut to what there is room for."""
    source = talk.work.library.sources[question.sources[0]]
    named = f"{source.title}, {source.year}" if source.year else source.title
    room = MOST_EXPLANATION - len(_explanation(talk, question, ""))
    if len(named) > room:
        named = named[: max(0, room - 1)] + "…"
    return _explanation(talk, question, named)


def _explanation(talk: Talk, question: QuizQuestion, source: str) -> str:
    return talk.plain("quiz.explanation", text=question.explanation, source=source)


def _related_row(talk: Talk, question: QuizQuestion) -> Row:
    """The card that goes with the question."""
    known, id_ = talk.work.library, question.related[0]
    if id_ in known.articles:
        name = known.articles[id_].title
        return (talk.button("article.read", "quiz", "card", id_, name=name),)
    name = known.exercises[id_].name
    return (talk.button("article.move", "quiz", "card", id_, name=name),)


def _library_row(talk: Talk) -> Row:
    return (talk.button("library.all", "quiz", "library"),)
