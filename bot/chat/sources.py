"""Sources: where a statement comes from, folded away under a text."""

from collections.abc import Iterable

from bot.chat.talk import Talk
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
