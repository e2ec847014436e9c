"""PURE: the parts of the review pack that are folded, so that the rest can be read in an hour."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import ceil

from bot.coach.lexicon import TALLY, TALLY_AGAINST, TALLY_FOR
from bot.coach.tally import EVERY_MESSAGE, LEVELS
from content.model import CheckerAnswer, CheckerScreen, Language, Library, Safety, WordFamily

STRONGEST = 15  # words of each level in the table of points
FIRST = 8  # phrases of a family that are seen before it is opened
WORDS_A_MINUTE = 200
WORDS = "content/safety/words"
FOR_NATIVES = "Other languages"


def checker(safety: Safety) -> str:
    """Every question of /symptoms with its answers, and what each of them leads to."""
    return section(
        "The checker by taps",
        (
            "<p>/symptoms asks these screens in this order, emergencies first, and stops at the"
            " first answer that leads to a card at once.</p>",
            *(_screen(screen, safety) for screen in safety.checker),
        ),
    )


def _screen(screen: CheckerScreen, safety: Safety) -> str:
    when = " (asked only when an answer leads here)" if screen.follow_up else ""
    rows = [
        (one.label, one.said, one.level or "none", _leads_to(one, safety)) for one in screen.answers
    ]
    lines = "".join(f"<li>{escape(line)}</li>" for line in screen.lines)
    return (
        f'<div class="card" id="screen-{escape(screen.id)}">'
        f"<h3>{screen.step}. {escape(screen.title)}{when}</h3>"
        f'<p class="small">screen {escape(screen.id)}, repeated as "{escape(screen.short)}", rules'
        f" {_listed(screen.rules)}, sources {_listed(screen.sources)}, agreed by"
        f" {escape(screen.reviewer or 'nobody')}</p>"
        + (f"<ul>{lines}</ul>" if lines else "")
        + table(("answer", "the result says", "level", "leads to"), rows)
        + "</div>"
    )


def _leads_to(answer: CheckerAnswer, safety: Safety) -> str:
    """What an answer leads to: a card, another screen, or the next question."""
    if answer.then:
        return f"screen {answer.then}"
    if not answer.card:
        return "the next question"
    card = f"card {answer.card}: {safety.cards[answer.card].title}"
    return f"the next question, and at the end {card}" if answer.goes_on else card


def families(safety: Safety) -> str:
    """Every word family, folded: its first phrases, and all of them when it is opened."""
    return section(
        "Word families",
        (
            "<p>numb* is any ending, a/b either word, ... up to three words between. Each family"
            f" opens on a tap; the lists lie in {WORDS}. Read those behind the rules you care"
            " for most.</p>",
            *(_folded(one.id, one.means, one.words) for one in _phrases(safety)),
        ),
    )


def _phrases(safety: Safety) -> Iterator[WordFamily]:
    return (one for one in safety.families.values() if not one.id.startswith(TALLY))


def points(safety: Safety) -> str:
    """The points of all words in one table: how many there are, and the strongest of each level."""
    head = ("level", "speak for it", "the strongest", "speak against it", "the strongest")
    rows = [
        (level, *_told(safety, TALLY_FOR + level), *_told(safety, TALLY_AGAINST + level))
        for level in LEVELS
    ]
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


def _told(safety: Safety, name: str) -> tuple[str, str]:
    """How many things have points in a list, and the strongest of them."""
    family = safety.families.get(name)
    things = [line for line in family.words if _thing(line) != EVERY_MESSAGE] if family else []
    strongest = sorted(things, key=lambda line: (-_tenths(line), line))[:STRONGEST]
    return str(len(things)), ", ".join(strongest)


def _thing(line: str) -> str:
    return line.rpartition(" ")[0]


def _tenths(line: str) -> int:
    return int(line.rpartition(" ")[2])


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
        _folded(name, "", words) for name, words in lists.items() if words
    )


def reading_list(library: Library, sections: Iterable[tuple[str, int]]) -> str:
    """How long each part takes to read, so that somebody can plan the hour."""
    times = [(title, ceil(words / WORDS_A_MINUTE)) for title, words in sections]
    rows = [(title, f"{minutes} min") for title, minutes in times]
    total = sum(minutes for title, minutes in times if title != FOR_NATIVES)
    families = sum(1 for _ in _phrases(library.safety))
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


def section(title: str, parts: Iterable[str]) -> str:
    """One part of the pack under its title."""
    return f"<section><h2>{escape(title)}</h2>\n" + "\n".join(parts) + "</section>"


def table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of plain words under a head."""
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{titles}</tr></thead><tbody>\n{body}</tbody></table>"


def _folded(name: str, means: str, words: Sequence[str]) -> str:
    first = "; ".join(words[:FIRST])
    more = f" ... ({len(words)})" if len(words) > FIRST else f" ({len(words)})"
    says = f", {escape(means)}" if means else ""
    return (
        f'<details class="family"><summary><b>{escape(name)}</b>{says}: '
        f"{escape(first)}{more}</summary><p>{escape('; '.join(words))}</p></details>"
    )


def _listed(names: Iterable[str]) -> str:
    return escape(", ".join(names) or "none")
