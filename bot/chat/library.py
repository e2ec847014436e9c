"""/causes, /faq and their like: one panel to look through everything there is to read."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat import searching, sources
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from content.model import Article

A_PAGE = 8
HOME = "home"

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the library: the key of its name, and the kinds of articles that stand in it.

    One that is `asked` also holds every article whose title is a question.
    """

    label: str
    kinds: frozenset[str]
    asked: bool = False

    def holds(self, article: Article) -> bool:
        """Whether an article stands in this part; it may stand in several."""
        return article.kind in self.kinds or (self.asked and article.title.endswith("?"))


SECTIONS = {
    "causes": Section("library.causes", frozenset({"causes", "symptoms", "examination"})),
    "treatments": Section(
        "library.treatments",
        frozenset({"treatments", "medicines", "surgery", "food", "time", "examination"}),
    ),
    "relief": Section("library.relief", frozenset({"relief", "yoga", "safety"})),
    "desk": Section("library.desk", frozenset({"desk", "lifestyle"})),
    "anatomy": Section("library.anatomy", frozenset({"anatomy"})),
    "faq": Section("library.faq", frozenset({"faq"}), asked=True),
    "myths": Section("library.myths", frozenset({"myths"})),
}


def command(name: str) -> Callable[[Talk], Reply]:
    """The command of one part: its list, or with words behind it a search."""

    def answer(talk: Talk) -> Reply:
        return searching.command(talk) if talk.visit.text.strip() else _list(talk, name, 0)

    return answer


def sources_command(talk: Talk) -> Reply:
    """/sources: every source there is, a page at a time; with words behind it a search."""
    return searching.command(talk) if talk.visit.text.strip() else _sources(talk, 0)


def pressed(talk: Talk, press: Press) -> Reply:
    """The panel, a part of it, or a page was tapped."""
    match press.word(0):
        case "home":
            return home(talk)
        case "list":
            return _list(talk, press.word(1), press.number(2))
        case "sources":
            return _sources(talk, press.number(1))
    raise OldButton("lib")


def home(talk: Talk) -> Reply:
    """Every part of the library, the exercises and the sources."""
    parts = [
        talk.button(section.label, "lib", "list", name, 0) for name, section in SECTIONS.items()
    ]
    parts += [
        talk.button("library.exercises", "ex", HOME),
        talk.button("library.quiz", "quiz", "start"),
        talk.button("library.sources", "lib", "sources", 0),
    ]
    rows = [tuple(parts[at : at + 2]) for at in range(0, len(parts), 2)]
    count = len(talk.work.library.articles)
    return say(talk.say("library.home", count=count), *rows, living=False)


def _list(talk: Talk, name: str, page: int) -> Reply:
    """One page of a part."""
    if name not in SECTIONS:
        raise OldButton("lib")
    section = SECTIONS[name]
    members = [one for one in talk.work.library.articles.values() if section.holds(one)]
    members.sort(key=lambda one: one.title.casefold())
    shown = members[page * A_PAGE : (page + 1) * A_PAGE]
    if page and not shown:
        raise OldButton("lib")
    rows = [
        (talk.button("library.name", "art", "card", one.id, name, page, name=one.title),)
        for one in shown
    ]
    key = "library.list" if members else "library.list_empty"
    text = talk.say(key, name=talk.plain(section.label), count=len(members))
    turning = _turning(talk, page, (page + 1) * A_PAGE < len(members), "list", name)
    return say(text, *rows, *turning, _home_row(talk), living=False)


def _sources(talk: Talk, page: int) -> Reply:
    found = sorted(talk.work.library.sources.values(), key=lambda one: one.title.casefold())
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    if not shown:
        raise OldButton("lib")
    first = page * A_PAGE
    head = talk.say("source_list.all", first=first + 1, last=first + len(shown), count=len(found))
    text = "\n\n".join([head, *(sources.whole(talk, one) for one in shown)])
    turning = _turning(talk, page, first + A_PAGE < len(found), "sources")
    return say(text, *turning, _home_row(talk), living=False)


def _turning(talk: Talk, page: int, goes_on: bool, *place: str) -> Rows:
    """The ways to the pages before and after, where there are any."""
    row = []
    if page:
        row.append(talk.button("library.earlier", "lib", *place, page - 1))
    if goes_on:
        row.append(talk.button("library.further", "lib", *place, page + 1))
    return (tuple(row),) if row else ()


def _home_row(talk: Talk) -> tuple[Button, ...]:
    return (talk.button("library.all", "lib", HOME),)
