"""Everything a contributor should hear about an article or a quiz question."""

from collections.abc import Iterator

from content import corrections, grade, telegram_html
from content.findings import Finding
from content.model import Article, QuizQuestion
from content.prose import check_prose, count_words

ESSENCE_WORDS = 40
CARD_UNITS = 3_500  # the rest of a message is for its sources
TITLE_LETTERS = 60
QUIZ_QUESTION, QUIZ_ANSWER, QUIZ_EXPLANATION = 300, 100, 200  # Telegram's limits of a quiz poll
ROOM_FOR_SOURCE = 80  # letters of the explanation that name its source
ADVICE = "common advice"
MAY_BE_HARDER = frozenset({"anatomy"})


def check_article(article: Article) -> Iterator[Finding]:
    """What is too long, too hard to read or not true in an article."""
    file = f"articles/{article.id}.toml"
    words = count_words(article.essence)
    if words > ESSENCE_WORDS:
        yield Finding(file, "essence", f"say it in {ESSENCE_WORDS} words; it has {words}.")
    if len(article.title) > TITLE_LETTERS:
        yield Finding(file, "title", f"shorten this to {TITLE_LETTERS} letters.")
    for field, text in texts(article):
        yield from check_prose(file, field, text)
        for remedy in telegram_html.refusals(text):
            yield Finding(file, field, remedy)
        for wrong in corrections.found(text):
            yield Finding(file, field, wrong)
    yield from _check_advice(file, article)
    yield from _check_size(file, article)
    yield from _check_grade(file, article)


def texts(article: Article) -> Iterator[tuple[str, str]]:
    """Every text of an article that a person reads, with the name of its field."""
    yield "title", article.title
    yield "essence", article.essence
    for number, text in enumerate(article.more, 1):
        yield f"more.{number}", text


def body(article: Article) -> str:
    """What of an article is read as sentences, without its title."""
    return " ".join(
        telegram_html.visible(text) for field, text in texts(article) if field != "title"
    )


def _check_advice(file: str, article: Article) -> Iterator[Finding]:
    """A card that has sources and yet gives common advice says which part of it is which.

    Without any source the whole card is common advice, and its mark says so.
    """
    if article.sources and article.common_advice and ADVICE not in body(article).casefold():
        remedy = f'say which part no source carries, with the words "{ADVICE}" beside it'
        yield Finding(file, "more", f"{remedy}; or take out common_advice.")


def _check_size(file: str, article: Article) -> Iterator[Finding]:
    units = telegram_html.length("\n\n".join(text for _, text in texts(article)))
    if units > CARD_UNITS:
        yield Finding(file, "more", f"shorten the card to {CARD_UNITS}; it has {units}.")


def _check_grade(file: str, article: Article) -> Iterator[Finding]:
    limit = grade.HARDER if article.kind in MAY_BE_HARDER else grade.EASY
    found = grade.grade(body(article))
    if found > limit:
        yield Finding(file, "more", grade.remedy(found, limit))


def check_question(question: QuizQuestion) -> Iterator[Finding]:
    """What Telegram would refuse in a quiz, and what is hard to read or not true."""
    file = "quiz.toml"
    parts = [("question", question.question, QUIZ_QUESTION)]
    parts += [("answers", answer, QUIZ_ANSWER) for answer in question.answers]
    parts += [("explanation", question.explanation, QUIZ_EXPLANATION)]
    for field, text, limit in parts:
        place = f"{question.id}.{field}"
        if len(text) > limit:
            yield Finding(file, place, f"shorten this to {limit} letters; it has {len(text)}.")
        if telegram_html.has_tags(text):
            yield Finding(file, place, "take out the tags; Telegram shows this text as it is.")
        yield from check_prose(file, place, text)
    own = QUIZ_EXPLANATION - ROOM_FOR_SOURCE
    if own < len(question.explanation) <= QUIZ_EXPLANATION:
        remedy = f"shorten this to {own} letters, so that its source fits behind it."
        yield Finding(file, f"{question.id}.explanation", remedy)
    for wrong in corrections.found(question.explanation):
        yield Finding(file, f"{question.id}.explanation", wrong)
    found = grade.grade(asked(question))
    if found > grade.EASY:
        yield Finding(file, question.id, grade.remedy(found, grade.EASY))


def asked(question: QuizQuestion) -> str:
    """All of a question that a person reads, one text a line."""
    return "\n".join((question.question, *question.answers, question.explanation))
