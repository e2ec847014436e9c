"""Reads content/articles: what there is to read about hips, one file an article, strictly."""

from collections.abc import Collection
from pathlib import Path

from content.findings import Finding
from content.model import Article, QuizQuestion
from content.tables import Table, read_table
from content.vocabulary import ARTICLE_KINDS

SOURCES = "sources.toml"
MOST_ANSWERS = 10


def read_articles(
    folder: Path,
    sources: Collection[str],
    exercises: Collection[str],
    faults: list[Finding],
) -> dict[str, Article]:
    """All articles by id, in the order of their names; what is wrong is added to `faults`.

    `sources` and `exercises` are the ids an article may name.
    """
    paths = [path for path in sorted(folder.glob("*.toml")) if _is_article(path)]
    known = {path.stem for path in paths} | set(exercises)
    return {path.stem: _article(path, known - {path.stem}, sources, faults) for path in paths}


def read_quiz(
    path: Path, sources: Collection[str], known: Collection[str], faults: list[Finding]
) -> dict[str, QuizQuestion]:
    """The questions of the quiz in the order of the file; a folder without one has none."""
    if not path.exists():
        return {}
    table = read_table(path, path.name, faults)
    return {id_: _question(id_, table.table(id_), sources, known) for id_ in table}


def _is_article(path: Path) -> bool:
    return path.name != SOURCES and not path.name.startswith("_")


def _article(
    path: Path, known: Collection[str], sources: Collection[str], faults: list[Finding]
) -> Article:
    table = read_table(path, f"articles/{path.name}", faults)
    article = Article(
        id=path.stem,
        kind=table.word("kind", ARTICLE_KINDS),
        title=table.text("title"),
        also=table.texts("also"),
        essence=table.text("essence").strip(),
        more=tuple(text.strip() for text in table.texts("more")),
        related=table.words("related", known, least=1),
        sources=table.words("sources", sources),
        common_advice=table.yes("common_advice"),
        covers=table.texts("covers"),
        reviewed=table.text_or_none("reviewed") or "",
    )
    _blame_claims(article, table)
    table.close()
    return article


def _blame_claims(article: Article, table: Table) -> None:
    """A claim has a source, or says of itself that it is common advice."""
    if not article.sources and not article.common_advice:
        table.blame("sources", "name a source, or write common_advice = true.")


def _question(
    id_: str, table: Table, sources: Collection[str], known: Collection[str]
) -> QuizQuestion:
    answers = table.texts("answers", least=2)
    question = QuizQuestion(
        id=id_,
        question=table.text("question"),
        answers=answers,
        right=table.number("right", 1, max(1, min(len(answers), MOST_ANSWERS))) - 1,
        explanation=table.text("explanation"),
        sources=table.words("sources", sources, least=1),
        related=table.words("related", known, least=1),
        covers=table.texts("covers"),
    )
    if len(set(answers)) != len(answers) or len(answers) > MOST_ANSWERS:
        table.blame("answers", f"write 2 to {MOST_ANSWERS} answers, no two of them alike.")
    table.close()
    return question
