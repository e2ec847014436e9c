"""Sources: where a statement comes from, folded away under a text, or in full."""

from collections.abc import Iterable
from datetime import date

from bot.chat.talk import Talk
from content.model import Source
from content.words import Markup


def folded(talk: Talk, names: Iterable[str]) -> Markup:
    """The sources with these ids, each with how much of it somebody has read."""
    lines = []
    for name in names:
        source = talk.work.library.sources[name]
        read = talk.say(f"source.{source.read.replace(' ', '_').replace('-', '_')}")
        key = "source.line" if source.year else "source.line_undated"
        lines.append(talk.say(key, title=source.title, year=source.year, read=read))
    return Markup(talk.say("source.list", list=Markup("\n".join(lines))))


def whole(talk: Talk, source: Source) -> str:
    """One source in full: reference, year, link, strength, how it was read and when."""
    read = talk.say(f"source.{source.read.replace(' ', '_').replace('-', '_')}")
    on = talk.say("source_list.on", day=day(talk, source.read_on)) if source.read_on else ""
    linked = talk.say("source_list.linked", title=source.title, link=source.link)
    key = "source_list.line" if source.year else "source_list.line_undated"
    return talk.say(
        key, title=linked if source.link else source.title, year=source.year,
        strength=source.strength, read=read, on=on,
    )  # fmt: skip


def checked(talk: Talk, names: Iterable[str], reviewed: str = "") -> str:
    """When these sources were looked at last, and who has checked the card that names them."""
    known = talk.work.library.sources
    looked = max((on for name in names if (on := known[name].read_on)), default=None)
    lines = [talk.say("source_list.looked", day=day(talk, looked))] if looked else []
    if reviewed:
        lines.append(talk.say("source_list.checked", who=reviewed))
    else:
        lines.append(talk.say("source_list.nobody"))
    return "\n".join(lines)


def day(talk: Talk, on: date) -> str:
    """A day with its year, for it may lie long ago."""
    month = talk.say(f"month.{on.month}")
    return talk.say("source_list.day", day=on.day, month=month, year=on.year)
