"""Everything a contributor should hear about content files before a reviewer does."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from content import corrections, telegram_html
from content.article_check import check_article, check_question
from content.exercise_check import check_exercise
from content.findings import Finding
from content.loader import inspect_library
from content.model import Library, SafetyCard
from content.prose import check_prose
from content.template import Gap, Template, parse

MESSAGE_UNITS = 4096
LABEL_LETTERS = 32
# Places where Telegram reads no HTML, by the first or last part of a key, and their limits.
_PLAIN = {"menu": 256, "short_description": 120, "description": 512, "toast": 200, "alert": 200}
_SENTENCE_END = re.compile(r"[.!?:\u2026][\"')\u201d]*(\s|$)")
# A gap is measured as if it were filled with this.
_FILLING = "00"


def findings(folder: Path | None = None) -> list[Finding]:
    """All that is wrong or hard to read in a content folder, by default our own.

    It holds everything the loader refuses and, beyond that, what makes a text too long, too
    loud or unreadable for Telegram.
    """
    library, faults = inspect_library(folder)
    return sorted([*faults, *beyond(library)])


def beyond(library: Library) -> Iterator[Finding]:
    """What the loader lets through and a reader would stumble over, or Telegram refuse."""
    for exercise in library.exercises.values():
        yield from check_exercise(exercise)
    for card in library.safety.cards.values():
        yield from _check_card(card)
    for article in library.articles.values():
        yield from check_article(article)
    for question in library.quiz.values():
        yield from check_question(question)
    for language, texts in library.phrases.items():
        yield from _check_phrases(f"phrases/{language}.toml", texts)


def _check_card(card: SafetyCard) -> Iterator[Finding]:
    file = "safety/cards.toml"
    for field, text in (("title", card.title), ("text", card.text), ("more", card.more)):
        yield from check_prose(file, f"{card.id}.{field}", text)
        for remedy in telegram_html.refusals(text):
            yield Finding(file, f"{card.id}.{field}", remedy)
        for wrong in corrections.found(text):
            yield Finding(file, f"{card.id}.{field}", wrong)
    whole = telegram_html.length(f"{card.title}{card.text}{card.more}")
    if whole > MESSAGE_UNITS:
        yield Finding(file, card.id, f"shorten the card to {MESSAGE_UNITS}; it has {whole}.")


def _check_phrases(file: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    for key, text in texts.items():
        longest = _longest(parse(text))
        yield from check_prose(file, key, longest)
        yield from (Finding(file, key, remedy) for remedy in _check_place(key, longest))
        yield from (Finding(file, key, wrong) for wrong in corrections.found(longest))


def _check_place(key: str, text: str) -> Iterator[str]:
    """What the place of a phrase asks of it: the menu, a toast, a label or a message."""
    parts = key.split(".")
    limit = _PLAIN.get(parts[0]) or _PLAIN.get(parts[-1])
    if limit and telegram_html.has_tags(text):
        yield "take out the tags; Telegram shows this text as it is."
    if not limit:
        yield from telegram_html.refusals(text)
    length = telegram_html.length(text)
    if length > (limit or MESSAGE_UNITS):
        yield f"shorten this to {limit or MESSAGE_UNITS}; it has {length}."
    if not limit and _is_label(text) and len(text) > LABEL_LETTERS:
        remedy = f"shorten this label to {LABEL_LETTERS} letters; it has {len(text)}"
        yield f"{remedy}. If it is no label, end its sentence with a mark."


def _is_label(text: str) -> bool:
    """Whether a phrase looks like a label: one line, no tags, and no sentence that ends."""
    one_line = "\n" not in text.strip() and not telegram_html.has_tags(text)
    return one_line and not _SENTENCE_END.search(text)


def _longest(template: Template) -> str:
    """The phrase with its longest forms and every gap filled in."""
    return "".join(part if isinstance(part, str) else _longest_gap(part) for part in template.parts)


def _longest_gap(gap: Gap) -> str:
    return max((_longest(form) for form in gap.forms), key=len, default=_FILLING)
