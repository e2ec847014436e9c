"""PURE: which number to call: the emergency and crisis words of a country, put into a card."""

import re
from datetime import date
from html import escape

from content.model import EmergencyNumber, Language, Languages, Safety, SafetyCard

SHOWN = frozenset({"ok2", "ok1", "check"})
CRISIS = "crisis"
# The cards under which a person sees where the numbers of their country come from.
WITH_SOURCES = frozenset({"emergency", "urgent"})
DOCTOR = "doctor"

_NUMBER = re.compile(r"\d+(?: \d+)*")


def emergency_words(country: str | None, safety: Safety, *, brief: bool = False) -> str:
    """The emergency sentence of a country, marked up for Telegram.

    `country` is two letters in any case. Unknown, unverified and missing countries get the long
    text that is safe everywhere. `brief` gives the form that stands inside another sentence.
    """
    row = numbers_of(country, safety)
    sentences = safety.sentences
    if row is None:
        return sentences["emergency_brief_unknown" if brief else "emergency_unknown"]
    if brief:
        return sentences["emergency_brief"].format(number=row.emergency)
    name = "emergency_check" if row.status == "check" else "emergency"
    return sentences[name].format(number=row.emergency)


def crisis_words(country: str | None, safety: Safety) -> str:
    """The crisis line of a country, or where to find one."""
    row = numbers_of(country, safety)
    if row is None or not row.crisis:
        return safety.sentences["crisis_unknown"]
    return safety.sentences["crisis"].format(line=row.crisis)


def fill(words: str, country: str | None, safety: Safety, *, brief: bool = False) -> str:
    """The words of a card with the gaps `{emergency}` and `{crisis_line}` filled."""
    emergency = emergency_words(country, safety, brief=brief)
    crisis = crisis_words(country, safety)
    return words.replace("{emergency}", emergency).replace("{crisis_line}", crisis)


def card_text(card: SafetyCard, country: str | None, safety: Safety) -> str:
    """The text of a card for a country; the crisis card names the number in brief.

    Under emergency cards and /doctor the numbers stand once more with source and date.
    """
    text = fill(card.text, country, safety, brief=card.level == CRISIS)
    if card.level in WITH_SOURCES or card.id == DOCTOR:
        return "\n\n".join(filter(None, (text, shown_numbers(country, safety))))
    return text


def shown_numbers(country: str | None, safety: Safety) -> str:
    """The numbers of a country with where and when each was read; empty for an unknown one."""
    row = numbers_of(country, safety)
    if row is None:
        return ""
    lines = [
        _shown("shown_emergency", row.emergency, row.source, row.read_on, safety),
        _shown("shown_urgent", row.urgent, row.urgent_source, row.urgent_read_on, safety),
        _shown("shown_crisis", row.crisis, row.crisis_source, row.crisis_read_on, safety),
    ]
    return safety.sentences["shown"].format(
        country=escape(row.name, quote=False), lines="\n".join(filter(None, lines))
    )


def numbers_of(country: str | None, safety: Safety) -> EmergencyNumber | None:
    """The numbers of a country that may be shown; None when nothing supports them."""
    row = safety.numbers.get((country or "").strip().upper())
    return row if row is not None and row.status in SHOWN else None


def foreign_card(
    languages: Languages, code: str, card: str, country: str | None, safety: Safety
) -> str:
    """A fixed card in another language, the numbers of the country filled in.

    `code` may name a language we only know by sight, or be empty: then the card is the one that
    says, in English too, that we understand only English well.
    """
    language = languages.known.get(code)
    english = fill(languages.only_english, country, safety)
    if language is None:
        other = languages.others.get(code)
        return "\n\n".join(filter(None, (other.line if other else "", english)))
    text = _fill_foreign(language, card, country, safety)
    return f"{text}\n\n{english}" if card == "only_english" else text


def _fill_foreign(language: Language, card: str, country: str | None, safety: Safety) -> str:
    row = numbers_of(country, safety)
    brief = "emergency_brief" if card == CRISIS else "emergency"
    emergency = language.sentences[f"{brief}_unknown"]
    if row is not None and row.status != "check":
        emergency = language.sentences[brief].format(number=plain_numbers(row.emergency))
    crisis = language.sentences["crisis_unknown"]
    if row is not None and row.crisis:
        crisis = language.sentences["crisis"].format(line=plain_numbers(row.crisis))
    return language.cards[card].replace("{emergency}", emergency).replace("{crisis_line}", crisis)


def plain_numbers(words: str) -> str:
    """Only the numbers of an English line: "000 (112 from a mobile)" is "000 / 112"."""
    return " / ".join(_NUMBER.findall(words))


def _shown(name: str, number: str, source: str, read_on: date | None, safety: Safety) -> str:
    if not number:
        return ""
    sentences = safety.sentences
    told = escape(source, quote=False)
    checked = sentences["not_checked"].format(source=told)
    if read_on is not None:
        checked = sentences["checked"].format(source=told, day=_day(read_on))
    return sentences[name].format(number=number, checked=checked)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
