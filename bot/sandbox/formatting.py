"""HTML as Telegram reads it: plain text and entities, or a refusal in its words."""

import re
from dataclasses import dataclass, field

from bot.sandbox.links import is_link
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.text import commands_in, utf16_length
from bot.sandbox.values import Json

MOST_RAW_BYTES = 32_768
MOST_ENTITIES = 100
TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot))(?:;|(?!\w))")
_ATTRIBUTE = re.compile(
    r"""\s+([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.\-]+)))?"""
)
_TAG_NAME = re.compile(r"[^\s>]*")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_SOLE = frozenset({"code", "pre"})  # nothing may stand inside or around these
_LIGHT = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text, its entities (UTF-16 offsets), and what Telegram would silently drop."""

    text: str
    entities: list[Json] = field(default_factory=list)
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    name: str
    attributes: dict[str, str]
    start: int  # position in the plain text, in characters


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    entity: Json  # without offset and length


def plain(text: str) -> Formatted:
    """Text without markup: trimmed, with the commands that Telegram finds itself."""
    return _finish(text, [], [])


def parse_html(markup: str) -> Formatted:
    """Read HTML; a 400 Refusal with the byte offset of the first fault."""
    if len(markup.encode("utf-8", "surrogatepass")) > MOST_RAW_BYTES:
        raise bad_request("text is too long")
    reader = _Reader(markup)
    reader.read()
    return _finish(reader.text, reader.spans, reader.lost)


class _Reader:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.text = ""
        self.open: list[_Open] = []
        self.spans: list[_Span] = []
        self.lost: list[str] = []

    def read(self) -> None:
        while self.at < len(self.markup):
            letter = self.markup[self.at]
            if letter == "&":
                self._reference()
            elif letter != "<":
                self.text += letter
                self.at += 1
            elif self.markup.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise self._fault(f"Can't find end tag corresponding to start tag {self.open[-1].name}")

    def _reference(self) -> None:
        found = _REFERENCE.match(self.markup, self.at)
        letter = _decode(found) if found else None
        # Anything else after an ampersand stays as it is written.
        self.text += letter or "&"
        self.at = found.end() if found and letter else self.at + 1

    def _start_tag(self) -> None:
        begin = self.at
        name = self._name(begin + 1).lower()
        if self.at == len(self.markup):
            raise self._fault("Unclosed start tag", begin)
        if name not in TYPES:
            raise self._fault(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, attributes, len(self.text)))

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fault("Unexpected end tag", begin)
        name = self._name(begin + 2).lower()
        close = _skip_spaces(self.markup, self.at)
        if self.markup[close : close + 1] != ">":
            raise self._fault("Unclosed end tag", begin)
        self.at = close + 1
        tag = self.open.pop()
        if name not in ("", tag.name):
            words = f'Unmatched end tag, expected "</{tag.name}>", found "</{name}>"'
            raise self._fault(words, begin)
        self._keep(tag)

    def _name(self, at: int) -> str:
        found = _TAG_NAME.match(self.markup, at)
        name = found.group() if found else ""
        self.at = at + len(name)
        return name

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while match := _ATTRIBUTE.match(self.markup, self.at):
            value = next((one for one in match.groups()[1:] if one is not None), "")
            found[match[1].lower()] = _REFERENCE.sub(lambda one: _decode(one) or one[0], value)
            self.at = match.end()
        self.at = _skip_spaces(self.markup, self.at)
        if self.at == len(self.markup):
            raise self._fault("Unclosed start tag", begin)
        if self.markup[self.at] != ">":
            raise self._fault(f'Unexpected character in the tag "{name}"', begin)
        self.at += 1
        return found

    def _keep(self, tag: _Open) -> None:
        words = self.text[tag.start :]
        if not words:
            return
        entity = self._entity(tag, words)
        if entity is not None:
            self.spans.append(_Span(tag.start, len(self.text), entity))

    def _entity(self, tag: _Open, words: str) -> Json | None:
        kind = TYPES[tag.name]
        if tag.name == "a":
            return self._link(tag.attributes.get("href") or words)
        if tag.name == "tg-emoji":
            return self._emoji(tag)
        if tag.name == "tg-time":
            return self._time(tag)
        if tag.name == "code":
            return self._code(tag)
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            kind = "expandable_blockquote"
        language = tag.attributes.get("language")
        return {"type": kind} | ({"language": language} if kind == "pre" and language else {})

    def _link(self, url: str) -> Json | None:
        if is_link(url):
            return {"type": "text_link", "url": url}
        self.lost.append(f"the link {url!r} became plain text")
        return None

    def _emoji(self, tag: _Open) -> Json:
        number = tag.attributes.get("emoji-id", "")
        if not number.isdecimal():
            raise self._fault("Invalid custom emoji identifier specified", self.at)
        return {"type": "custom_emoji", "custom_emoji_id": number}

    def _time(self, tag: _Open) -> Json:
        unix, style = tag.attributes.get("unix", ""), tag.attributes.get("format", "")
        if not unix.isdecimal() or int(unix) <= 0:
            raise self._fault("Invalid date specified", self.at)
        if not _TIME_FORMAT.fullmatch(style):
            raise self._fault("Invalid date format specified", self.at)
        entity: Json = {"type": "date_time", "unix_time": int(unix)}
        return entity | ({"date_time_format": style} if style else {})

    def _code(self, tag: _Open) -> Json | None:
        kind, _, language = tag.attributes.get("class", "").partition("language-")
        outer = self.open[-1] if self.open else None
        if outer is None or outer.name != "pre" or outer.start != tag.start:
            return {"type": "code"}
        if not kind and language:
            outer.attributes["language"] = language
        return None

    def _fault(self, words: str, at: int | None = None) -> Refusal:
        where = ""
        if at is not None:
            where = f" at byte offset {len(self.markup[:at].encode('utf-8', 'surrogatepass'))}"
        return bad_request(f"can't parse entities: {words}{where}")


def _decode(found: re.Match[str]) -> str | None:
    decimal, hexadecimal, named = found.groups()
    if named:
        return _NAMED[named]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    valid = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if valid else None


def _skip_spaces(markup: str, at: int) -> int:
    while at < len(markup) and markup[at].isspace():
        at += 1
    return at


def _finish(text: str, spans: list[_Span], lost: list[str]) -> Formatted:
    """Trim the text and the spans with it, drop what cannot stand, count in UTF-16."""
    kept, dropped = _untangle(spans)
    lead = len(text) - len(text.lstrip())
    trimmed = text.strip()
    entities = [one for span in kept if (one := _measure(span, trimmed, lead))]
    entities += [one for one in commands_in(trimmed) if not _covered(one, entities)]
    entities.sort(key=lambda one: (one["offset"], -one["length"]))
    if len(entities) > MOST_ENTITIES:
        dropped.append(f"{len(entities) - MOST_ENTITIES} entities beyond {MOST_ENTITIES}")
    return Formatted(trimmed, entities[:MOST_ENTITIES], (*lost, *dropped))


def _untangle(spans: list[_Span]) -> tuple[list[_Span], list[str]]:
    kept: list[_Span] = []
    dropped: list[str] = []
    # Outer tags close last; looking at them first lets them win over what they hold.
    for span in reversed(spans):
        around = {one.entity["type"] for one in kept if _overlap(one, span)}
        kind = span.entity["type"]
        if clash := _clash(kind, around):
            dropped.append(f"{kind} inside {clash}")
        else:
            kept.append(span)
    return kept, dropped


def _clash(kind: str, around: set[str]) -> str:
    """What in `around` keeps an entity of this kind from standing there, or ""."""
    clash = around & _SOLE
    if kind in _SOLE:
        clash = around - _QUOTES
    elif kind in _QUOTES:
        clash |= around & _QUOTES
    elif kind not in _LIGHT:
        clash |= around - _LIGHT - _QUOTES
    return ", ".join(sorted(clash))


def _overlap(one: _Span, other: _Span) -> bool:
    return one.start < other.end and other.start < one.end


def _measure(span: _Span, text: str, lead: int) -> Json | None:
    start = min(max(span.start - lead, 0), len(text))
    end = min(max(span.end - lead, 0), len(text))
    if start >= end:
        return None
    offset = utf16_length(text[:start])
    length = utf16_length(text[start:end])
    return {"type": span.entity["type"], "offset": offset, "length": length} | span.entity


def _covered(command: Json, entities: list[Json]) -> bool:
    begin, end = command["offset"], command["offset"] + command["length"]
    return any(
        one["type"] in ("code", "pre", "text_link")
        and one["offset"] < end
        and begin < one["offset"] + one["length"]
        for one in entities
    )
