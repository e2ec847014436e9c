"""The small HTML that Telegram reads: what is shown of a text, and what it would refuse."""

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>")
_ENTITY = re.compile(r"&([a-zA-Z]\w*);")
_NAMED_ENTITIES = frozenset({"lt", "gt", "amp", "quot"})
# Each tag Telegram knows, with the attributes it must or may have.
_ATTRIBUTES = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "pre"), ""),
    "tg-spoiler": "",
    "code": r'( class="language-[\w+-]+")?',
    "a": r' href="[^"<>\s]+"',
    "blockquote": "( expandable)?",
    "span": ' class="tg-spoiler"',
    "tg-emoji": r' emoji-id="\d+"',
    "tg-time": r' unix="[^"]+"( format="\w+")?',
}


def visible(text: str) -> str:
    """The text as a person sees it: no tags, and entities read."""
    return html.unescape(_TAG.sub("", text))


def has_tags(text: str) -> bool:
    """Whether the text holds anything that looks like a tag."""
    return _TAG.search(text) is not None


def length(text: str) -> int:
    """How long Telegram counts a text: UTF-16 units after its tags are taken out."""
    return len(visible(text).encode("utf-16-le", "surrogatepass")) // 2


def refusals(text: str) -> Iterator[str]:
    """Sentences that say what to mend before Telegram takes this text as HTML."""
    open_tags: list[str] = []
    for close, tag, attributes in _TAG.findall(text):
        if close:
            yield from _close(tag.lower(), open_tags)
        else:
            yield from _open(tag.lower(), attributes)
            open_tags.append(tag.lower())
    for tag in open_tags:
        yield f"close the tag <{tag}>."
    if "<" in _TAG.sub("", text):
        yield "write &lt; in place of a < that begins no tag."
    for name in _ENTITY.findall(text):
        if name not in _NAMED_ENTITIES:
            yield f"write the sign itself in place of &{name};."


def _open(tag: str, attributes: str) -> Iterator[str]:
    pattern = _ATTRIBUTES.get(tag)
    if pattern is None:
        yield f"take out the tag <{tag}>; Telegram does not know it."
    elif not re.fullmatch(pattern, attributes.rstrip()):
        yield f"mend the attributes of the tag <{tag}>."


def _close(tag: str, open_tags: list[str]) -> Iterator[str]:
    if open_tags and open_tags[-1] == tag:
        open_tags.pop()
    else:
        yield f"take out </{tag}>, or open <{tag}> before it."
