"""Questions in somebody's own words: the three cards that fit best, or the closest topics."""

from collections.abc import Iterable
from dataclasses import replace

from bot.chat import articles
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import searching
from bot.services.searching import ARTICLE, Hit
from content.words import Markup

LONGEST_ECHO = 40
LONGEST_LINE = 120  # letters of the line about a hit
MOST_BELOW = 2  # cards offered under another answer

Row = tuple[Button, ...]


def command(talk: Talk) -> Reply:
    """Words behind a command of the library: what fits them, or where to look instead."""
    words = talk.visit.text.strip()
    return asked(talk) or say(
        talk.say("search.none", words=words[:LONGEST_ECHO]) + "\n" + talk.say("search.topics"),
        _library_row(talk),
        living=False,
    )


def knows(talk: Talk) -> bool:
    """Whether the words behind a command are a name in the library and nothing else."""
    return searching.is_name(talk.work.library, talk.visit.text)


def asked(talk: Talk) -> Reply | None:
    """The cards that fit what was typed, or the closest ones; None when nothing is near."""
    found = searching.search(talk.work.library, talk.visit.text)
    hits, closest = _allowed(talk, found.hits), _allowed(talk, found.closest)
    if len(hits) == 1 and hits[0].kind == ARTICLE:
        return articles.named(talk, hits[0].id)
    if hits:
        return _listed(talk, talk.say("search.found"), hits)
    if closest:
        words = talk.visit.text.strip()[:LONGEST_ECHO]
        none = talk.say("search.none", words=words)
        return _listed(talk, none + "\n" + talk.say("search.closest"), closest)
    return None


def polite(talk: Talk) -> Reply | None:
    """The answer to a greeting or a thank-you; None for any other words."""
    for listed, answer in (
        ("search.greetings", "search.hello"),
        ("search.thanking", "search.thanks"),
    ):
        if searching.are_among(talk.visit.text, talk.plain(listed)):
            return say(talk.say(answer), _library_row(talk), living=False)
    return None


def below(talk: Talk, reply: Reply) -> Reply:
    """The same reply with the articles that fit what was typed as buttons under it."""
    found = searching.search(talk.work.library, talk.visit.text)
    hits = [hit for hit in found.hits if hit.kind == ARTICLE][:MOST_BELOW]
    return with_rows(reply, [_row(talk, hit) for hit in hits])


def to_library(talk: Talk, reply: Reply) -> Reply:
    """The same reply with a way to the library under it."""
    return with_rows(reply, [_library_row(talk)])


def with_rows(reply: Reply, rows: Iterable[Row]) -> Reply:
    """The same reply with these rows under its last screen."""
    *others, last = reply.screens
    return replace(reply, screens=(*others, replace(last, rows=(*last.rows, *rows))))


def _allowed(talk: Talk, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """On hold nothing that tells to move."""
    if not talk.person.hold_level:
        return hits
    return tuple(hit for hit in hits if hit.kind == ARTICLE)


def _listed(talk: Talk, head: str, hits: tuple[Hit, ...]) -> Reply:
    lines = [talk.say("search.line", name=hit.name, line=first_sentence(hit.line)) for hit in hits]
    parts = [head, Markup("\n".join(lines))]
    if talk.person.hold_level:
        parts.insert(0, talk.say("move.held"))
    rows = [_row(talk, hit) for hit in hits]
    return say("\n\n".join(parts), *rows, _library_row(talk), living=False)


def first_sentence(text: str) -> str:
    """The first sentence of a text, cut at a word when it is long."""
    first = text.partition(". ")[0]
    if len(first) <= LONGEST_LINE:
        return first if first.endswith((".", "!", "?")) else f"{first}."
    return first[:LONGEST_LINE].rpartition(" ")[0] + "…"


def _row(talk: Talk, hit: Hit) -> Row:
    place = (articles.HOME, 0)
    if hit.kind == ARTICLE:
        return (talk.button("article.read", "art", "card", hit.id, *place, name=hit.name),)
    return (talk.button("article.move", "ex", "card", hit.id, *place, name=hit.name),)


def _library_row(talk: Talk) -> Row:
    return (talk.button("search.library", "lib", articles.HOME),)
