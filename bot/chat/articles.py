"""The card of an article: what matters first, the rest one tap away, and where it comes from."""

from bot.chat import sources
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from content.model import Article
from content.words import Markup

HOME = "home"
MOST_RELATED = 4

Rows = tuple[tuple[Button, ...], ...]


def pressed(talk: Talk, press: Press) -> Reply:
    """A card, its longer text or its sources were tapped. `place` is where Back leads to."""
    article = talk.work.library.articles.get(press.word(1))
    views = {"card": card, "more": more, "from": came_from}
    view = views.get(press.word(0))
    if article is None or view is None:
        raise OldButton("art")
    return view(talk, article, press.word(2), press.number(3))


def named(talk: Talk, id_: str) -> Reply | None:
    """The card of the article with this id, as a link names it; None when there is none."""
    article = talk.work.library.articles.get(id_)
    return card(talk, article) if article else None


def card(talk: Talk, article: Article, place: str = HOME, page: int = 0) -> Reply:
    """The essence of an article, and the ways on from it."""
    rows = []
    if article.more:
        rows.append(_view(talk, "article.more", "more", article, place, page))
    rows.append(_view(talk, "article.from", "from", article, place, page))
    return _show(talk, article, (article.essence,), (tuple(rows),), place, page)


def more(talk: Talk, article: Article, place: str, page: int) -> Reply:
    """The whole article."""
    row = (
        _view(talk, "article.less", "card", article, place, page),
        _view(talk, "article.from", "from", article, place, page),
    )
    return _show(talk, article, (article.essence, *article.more), (row,), place, page)


def came_from(talk: Talk, article: Article, place: str, page: int) -> Reply:
    """Every source of an article, how it was read, and who has checked the card."""
    known = talk.work.library.sources
    parts = [*_note(talk), talk.say("source_list.of", title=article.title)]
    parts += [sources.whole(talk, known[name]) for name in article.sources]
    if article.common_advice:
        parts.append(_advice(talk, article))
    parts.append(sources.checked(talk, article.sources, article.reviewed))
    back = _view(talk, "library.back", "card", article, place, page)
    return say("\n\n".join(parts), (back,), living=False)


def _view(talk: Talk, label: str, view: str, article: Article, place: str, page: int) -> Button:
    return talk.button(label, "art", view, article.id, place, page)


def _show(
    talk: Talk, article: Article, texts: tuple[str, ...], rows: Rows, place: str, page: int
) -> Reply:
    parts = [*_note(talk), talk.say("article.head", title=article.title)]
    parts += [talk.say("article.text", text=Markup(text)) for text in texts]
    if article.common_advice:
        parts.append(_advice(talk, article))
    related = _related(talk, article, place, page)
    return say("\n\n".join(parts), *rows, *related, _back(talk, place, page), living=False)


def _advice(talk: Talk, article: Article) -> str:
    """Whether all of a card or a part of it is common advice."""
    return talk.say("article.partly_advice" if article.sources else "article.advice")


def _note(talk: Talk) -> tuple[str, ...]:
    """On hold the first thing said is that there is nothing to do but read."""
    return (talk.say("move.held"),) if talk.person.hold_level else ()


def _related(talk: Talk, article: Article, place: str, page: int) -> Rows:
    """What goes with an article, each in a row; on hold nothing that tells to move."""
    library, rows = talk.work.library, []
    for id_ in article.related:
        if id_ in library.articles:
            name = library.articles[id_].title
            rows.append((talk.button("article.read", "art", "card", id_, place, page, name=name),))
        elif not talk.person.hold_level:
            name = library.exercises[id_].name
            rows.append((talk.button("article.move", "ex", "card", id_, HOME, 0, name=name),))
    return tuple(rows[:MOST_RELATED])


def _back(talk: Talk, place: str, page: int) -> tuple[Button, ...]:
    home = talk.button("library.all", "lib", HOME)
    if place == HOME:
        return (home,)
    return (talk.button("library.back", "lib", "list", place, page), home)
