"""PURE: which number to call: the emergency and crisis words of a country, put into a card."""

from content.model import EmergencyNumber, Safety, SafetyCard

SHOWN = frozenset({"ok2", "ok1", "check"})
CRISIS = "crisis"


def emergency_words(country: str | None, safety: Safety, *, brief: bool = False) -> str:
    """The emergency sentence of a country, marked up for Telegram.

    `country` is two letters in any case. Unknown, unverified and missing countries get the long
    text that is safe everywhere. `brief` gives the form that stands inside another sentence.
    """
    row = _row(country, safety)
    sentences = safety.sentences
    if row is None:
        return sentences["emergency_brief_unknown" if brief else "emergency_unknown"]
    if brief:
        return sentences["emergency_brief"].format(number=row.emergency)
    name = "emergency_check" if row.status == "check" else "emergency"
    return sentences[name].format(number=row.emergency)


def crisis_words(country: str | None, safety: Safety) -> str:
    """The crisis line of a country, or where to find one."""
    row = _row(country, safety)
    if row is None or not row.crisis:
        return safety.sentences["crisis_unknown"]
    return safety.sentences["crisis"].format(line=row.crisis)


def fill(words: str, country: str | None, safety: Safety, *, brief: bool = False) -> str:
    """The words of a card with the gaps `{emergency}` and `{crisis_line}` filled."""
    emergency = emergency_words(country, safety, brief=brief)
    crisis = crisis_words(country, safety)
    return words.replace("{emergency}", emergency).replace("{crisis_line}", crisis)


def card_text(card: SafetyCard, country: str | None, safety: Safety) -> str:
    """The text of a card for a country; the crisis card names the number in brief."""
    return fill(card.text, country, safety, brief=card.level == CRISIS)


def _row(country: str | None, safety: Safety) -> EmergencyNumber | None:
    row = safety.numbers.get((country or "").strip().upper())
    return row if row is not None and row.status in SHOWN else None
