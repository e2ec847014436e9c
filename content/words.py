"""What the bot says: phrases by language, their gaps filled in and made safe for Telegram."""

import html
import re
import unicodedata
from collections.abc import Mapping

from content.template import Gap, Template, parse

ENGLISH = "en"
# Lone surrogates cannot be sent as UTF-8 and NUL cannot be stored.
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


class PhraseError(KeyError):
    """A phrase cannot be said: its key is unknown, or a gap was left empty."""

    def __init__(self, key: str, sentence: str) -> None:
        self.key = key
        super().__init__(f"{key}: {sentence}")


class Markup(str):
    """Text that is already Telegram's HTML, so it is never escaped again."""

    __slots__ = ()


def clean(text: str) -> str:
    """The text without what cannot be sent or stored: lone surrogates and NUL."""
    return _UNSENDABLE.sub("", text)


def escape(value: object) -> Markup:
    """A value as Telegram's HTML: cleaned and escaped, unless it is Markup already."""
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(clean(str(value))))


def person_name(name: str) -> Markup:
    """A person's name, escaped and shut in direction isolates; empty when nothing is left.

    The isolates keep a name from turning the direction of the words around it; direction marks
    and line breaks inside the name are taken out, so that it cannot open or close any itself.
    """
    # Cf are invisible marks of format, but the joiner inside an emoji or a name is one as well.
    kept = (c for c in clean(name) if c == "\u200d" or unicodedata.category(c) != "Cf")
    shown = " ".join("".join(kept).split())
    if not shown.strip("\u200d"):
        return Markup("")
    return Markup(f"{_FIRST_STRONG_ISOLATE}{html.escape(shown)}{_POP_ISOLATE}")


def fill(text: str, /, **gaps: object) -> Markup:
    """A text of Telegram's HTML with its gaps filled in and escaped.

    PhraseError names a gap that was not given; ValueError a text with broken braces.
    """
    return Markup(_render(parse(text), gaps, markup=True, key=text[:40]))


class Words:
    """All phrases by language, ready to be said. English stands in for what is missing."""

    def __init__(self, phrases: Mapping[str, Mapping[str, str]]) -> None:
        self._templates = {
            language: {key: parse(text) for key, text in texts.items()}
            for language, texts in phrases.items()
        }

    def has(self, key: str, language: str = ENGLISH) -> bool:
        """Whether the key can be said in this language, or in English instead."""
        return self._find(key, language) is not None

    def say(self, key: str, /, language: str = ENGLISH, **gaps: object) -> Markup:
        """The phrase as Telegram's HTML, each gap escaped unless it is Markup.

        PhraseError, a KeyError, names an unknown key or a gap that was not given.
        """
        return Markup(self._fill(key, language, gaps, markup=True))

    def plain(self, key: str, /, language: str = ENGLISH, **gaps: object) -> str:
        """The phrase where Telegram reads no HTML: labels, toasts and the command menu."""
        return self._fill(key, language, gaps, markup=False)

    def _fill(self, key: str, language: str, gaps: Mapping[str, object], *, markup: bool) -> str:
        template = self._find(key, language)
        if template is None:
            raise PhraseError(key, f"there is no such phrase in {language} or English")
        return _render(template, gaps, markup=markup, key=key)

    def _find(self, key: str, language: str) -> Template | None:
        here = self._templates.get(language, {}).get(key)
        return here or self._templates.get(ENGLISH, {}).get(key)


def _render(template: Template, gaps: Mapping[str, object], *, markup: bool, key: str) -> str:
    return "".join(
        part if isinstance(part, str) else _render_gap(part, gaps, markup=markup, key=key)
        for part in template.parts
    )


def _render_gap(gap: Gap, gaps: Mapping[str, object], *, markup: bool, key: str) -> str:
    if gap.name not in gaps:
        raise PhraseError(key, f"the gap {{{gap.name}}} was not given")
    value = gaps[gap.name]
    if not gap.forms:
        return escape(value) if markup else clean(str(value))
    if not isinstance(value, int):
        raise PhraseError(key, f"the gap {{{gap.name}}} chooses a form, so it needs a number")
    return _render(gap.choose(value), gaps, markup=markup, key=key)
