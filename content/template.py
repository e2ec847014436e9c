"""A phrase with gaps: `{name}` is filled in, `{n|one minute|{n} minutes}` chooses a form.

The form is chosen by the number in the gap. Two forms are for exactly one and for all others;
with three forms the first is for none: `{n|no days|one day|{n} days}`. A form may hold gaps of
its own. Braces have no other use in a phrase.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_STOP = re.compile(r"[{}|]")
_FORMS = (2, 3)


@dataclass(frozen=True, slots=True)
class Gap:
    """A place to fill in. `forms` is empty for a plain gap, else two or three forms."""

    name: str
    forms: tuple["Template", ...] = ()

    def choose(self, number: int) -> "Template":
        """The form for a number: none (of three forms), one, or all others."""
        if number == 0 and len(self.forms) == max(_FORMS):
            return self.forms[0]
        return self.forms[-2] if number == 1 else self.forms[-1]


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of a phrase in order: fixed words and gaps."""

    parts: tuple[str | Gap, ...]

    def gaps(self) -> Iterator[str]:
        """The name of every gap, those inside plural forms included."""
        for part in self.parts:
            if isinstance(part, Gap):
                yield part.name
                for form in part.forms:
                    yield from form.gaps()


@lru_cache(maxsize=4096)
def parse(text: str) -> Template:
    """Cut a phrase into its parts. ValueError says in a sentence what to mend."""
    template, end = _parts(text, 0, inside=False)
    if end < len(text):
        raise ValueError(f"take out the lone }} after {text[:end][-20:]!r}.")
    return template


def _parts(text: str, at: int, *, inside: bool) -> tuple[Template, int]:
    """The parts from `at` to the end, or to the `|` or `}` that ends a plural form."""
    parts: list[str | Gap] = []
    while at < len(text):
        stop = _STOP.search(text, at)
        end = stop.start() if stop else len(text)
        mark = text[end : end + 1]
        if mark == "|" and not inside:
            end, mark = end + 1, ""
        if end > at:
            parts.append(text[at:end])
        if mark == "{":
            gap, at = _gap(text, end + 1)
            parts.append(gap)
        elif mark:
            return Template(tuple(parts)), end
        else:
            at = end
    return Template(tuple(parts)), at


def _gap(text: str, at: int) -> tuple[Gap, int]:
    """The gap whose opening brace ends at `at`, and where the text goes on after it."""
    name = _NAME.match(text, at)
    if name is None:
        raise ValueError(f"write a small-letter name after {{ near {text[at - 1 : at + 15]!r}.")
    at, forms = name.end(), list[Template]()
    while text[at : at + 1] == "|":
        form, at = _parts(text, at + 1, inside=True)
        forms.append(form)
    if text[at : at + 1] != "}":
        raise ValueError(f"close the gap {{{name[0]} with a brace, and use only its name inside.")
    if forms and len(forms) not in _FORMS:
        raise ValueError(f"give the gap {{{name[0]}}} two or three forms.")
    return Gap(name[0], tuple(forms)), at + 1
