"""Lists of the review pack that are folded, and how long the rest takes to read."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from math import ceil

from content.model import Language, Library, WordFamily
from content.review_html import folded, section, table

WORDS_A_MINUTE = 200
WORDS = "content/safety/words"
FOR_NATIVES = "Other languages"


def families(known: Iterable[WordFamily]) -> str:
    """Every word family, folded: its first phrases, and all of them when it is opened."""
    return section(
        "Word families",
        (
            "<p>numb* is any ending, a/b either word, ... up to three words between. Each family"
            f" opens on a tap; the lists lie in {WORDS}. Read those behind the rules you care"
            " for most.</p>",
            *(folded(one.id, one.means, one.words) for one in known),
        ),
    )


def points(rows: Iterable[Sequence[str]]) -> str:
    """The points of all words in one table: how many there are, and the strongest of each level."""
    head = ("level", "speak for it", "the strongest", "speak against it", "the strongest")
    return section(
        "Points of words",
        (
            "<p>Beside the rules the points of all words of a message are added up. They may raise"
            " a message to an emergency, to today, or to unsure; they never take back an emergency"
            ' or a "today" of a rule. They are learned by a script from labelled messages, not'
            " written by hand, so look whether the strongest make sense and do not mend single"
            f" ones. numb 31 is 31 tenths of a point, @saddle any phrase of that family, bladd*"
            f" any word that begins so. The whole list stands in {WORDS}/tally.toml.</p>",
            table(head, rows),
        ),
    )


def language_words(library: Library) -> str:
    """The words of the other languages, folded, for a native speaker to open."""
    return section(
        "Words of the other languages",
        (
            "<p>For native speakers. Each list opens on a tap; the files lie in"
            " content/safety/languages.</p>",
            *(_language(one) for one in library.languages.known.values()),
        ),
    )


def _language(language: Language) -> str:
    context = {
        "words that deny": language.negators,
        "words that deny after": language.negators_after,
        "words that end a denial": language.turns,
        "figures of speech": language.idioms,
    }
    lists = {**language.families, **context}
    return f"<h3>{escape(language.name)}</h3>" + "".join(
        folded(name, "", words) for name, words in lists.items() if words
    )


def reading_list(parts: Sequence[str], families: int) -> str:
    """How long each part takes to read, so that somebody can plan the hour."""
    times = [_time(part) for part in parts]
    rows = [(title, f"{minutes} min") for title, minutes in times]
    total = sum(minutes for title, minutes in times if title != FOR_NATIVES)
    return section(
        "Where to begin",
        (
            f"<p>About {total} minutes, {FOR_NATIVES.lower()} not counted, which are for native"
            " speakers. Begin with the cards and the rules.</p>",
            table(("part", "takes"), rows),
            f"<p>To look things up there are {families} word families, the points of words and"
            " the words of other languages at the end. They are folded.</p>",
        ),
    )


def _time(part: str) -> tuple[str, int]:
    """The title of a part and the minutes it takes."""
    title, _, body = part.removeprefix("<section><h2>").partition("</h2>")
    return title, ceil(len(re.sub(r"<[^>]+>", " ", body).split()) / WORDS_A_MINUTE)
