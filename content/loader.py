"""Files in, Library out: everything the bot knows, read once and strictly."""

from collections.abc import Collection
from pathlib import Path

from content.article_files import read_articles, read_quiz
from content.errors import ContentError
from content.exercise_files import read_exercises
from content.findings import Finding
from content.language_loader import read_languages
from content.model import Library, Source
from content.neighbours import check_neighbours
from content.phrase_files import read_phrases
from content.safety_loader import read_safety
from content.source_files import read_sources

__all__ = ["ContentError", "Finding", "inspect_library", "load_library", "own_folder"]


def own_folder() -> Path:
    """The folder of this package, where the content files lie."""
    return Path(__file__).parent


def load_library(folder: Path | None = None) -> Library:
    """The whole library of a folder, by default this package's own.

    ContentError names the first fault by file and field; its notes count the others.
    """
    library, faults = inspect_library(folder)
    if faults:
        error = ContentError(faults[0].file, faults[0].field, faults[0].sentence)
        if faults[1:]:
            error.add_note(f"There are {len(faults) - 1} more; `unpinch check` lists them all.")
        raise error
    return library


def inspect_library(folder: Path | None = None) -> tuple[Library, tuple[Finding, ...]]:
    """As much of the library as can be read, and everything that is wrong with it."""
    folder = folder or own_folder()
    faults: list[Finding] = []
    sources = read_sources(folder / "sources.toml", "sources.toml", faults)
    exercises = read_exercises(folder / "exercises", "exercises", faults)
    faults.extend(check_neighbours(exercises, sources, "exercises"))
    phrases = read_phrases(folder / "phrases", "phrases", faults)
    sources |= _more_sources(folder, "safety/sources.toml", sources, faults)
    safety = read_safety(folder / "safety", sources, faults)
    languages = read_languages(folder / "safety" / "languages", faults)
    if (folder / "articles").is_dir():
        sources |= _more_sources(folder, "articles/sources.toml", sources, faults)
    articles = read_articles(folder / "articles", sources, exercises, faults)
    quiz = read_quiz(folder / "quiz.toml", sources, {*articles, *exercises}, faults)
    library = Library(exercises, sources, safety, phrases, languages, articles, quiz)
    return library, tuple(faults)


def _more_sources(
    folder: Path, file: str, known: Collection[str], faults: list[Finding]
) -> dict[str, Source]:
    """The sources of another file; their ids are shared with all other sources."""
    sources = read_sources(folder / file, file, faults)
    remedy = "take this out; sources.toml has this id already."
    faults.extend(Finding(file, id_, remedy) for id_ in sources if id_ in known)
    return sources
