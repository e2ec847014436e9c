"""PURE: signs to findings: which rules of the safety content hold over all that was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.coach.context import Who
from bot.coach.reading import Sign
from content.model import Safety, SafetyRule

EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that holds: its id, K-rule, level and card, and the signs that made it hold."""

    id: str
    rule: str
    level: str
    card: str
    words: str
    concepts: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()

    @property
    def who(self) -> str:
        """Whom it is about: "you" or "somebody else"."""
        return next((sign.who.value for sign in self.signs), "you")


def findings(signs: Iterable[Sign], safety: Safety) -> tuple[Finding, ...]:
    """Every rule that holds over these signs, in the order of the rules."""
    pool: dict[str, list[Sign]] = {}
    for sign in signs:
        if sign.counts:
            pool.setdefault(sign.concept, []).append(sign)
    stays = frozenset(concept.id for concept in safety.concepts if concept.stays)
    held = ((rule, _held(rule, pool, stays)) for rule in safety.rules)
    return tuple(_finding(rule, chosen) for rule, chosen in held if chosen)


def _held(
    rule: SafetyRule, pool: Mapping[str, list[Sign]], stays: frozenset[str]
) -> tuple[Sign, ...]:
    """One sign for each need of the rule; () when the rule does not hold."""
    if not all(_any_of(need, pool) for need in rule.needs):
        return ()
    if any(_any_of(names, pool) for names in rule.unless):
        return ()
    choices = [_speaking_for(need, pool) for need in rule.needs]
    if rule.level != EMERGENCY:
        return _all_of_one_person(choices)
    chosen = tuple(signs[0] for signs in choices)
    return _history_of_one_person(chosen, choices, stays)


def _all_of_one_person(choices: list[list[Sign]]) -> tuple[Sign, ...]:
    """Below an emergency everything must be about the same person: the kids' fever is theirs."""
    for who in (Who.YOU, Who.OTHER):
        own = [[sign for sign in signs if sign.who is who] for signs in choices]
        if all(own):
            return tuple(signs[0] for signs in own)
    return ()


@lru_cache(maxsize=1024)
def _names(need: str) -> frozenset[str]:
    return frozenset(need.split("|"))


def _any_of(need: str, pool: Mapping[str, list[Sign]]) -> bool:
    return not _names(need).isdisjoint(pool)


def _speaking_for(need: str, pool: Mapping[str, list[Sign]]) -> list[Sign]:
    return [sign for name in need.split("|") for sign in pool.get(name, ())]


def _history_of_one_person(
    chosen: tuple[Sign, ...], choices: list[list[Sign]], stays: frozenset[str]
) -> tuple[Sign, ...]:
    """A father's cancer is no reason to fear for the son's back: history must be one's own."""
    present = {sign.who for signs in choices for sign in signs if sign.concept not in stays}
    if not present:
        return chosen
    own = []
    for sign, signs in zip(chosen, choices, strict=True):
        fitting = next((s for s in signs if s.concept not in stays or s.who in present), None)
        if fitting is None:
            return ()
        own.append(fitting if sign.concept in stays else sign)
    return tuple(own)


def _finding(rule: SafetyRule, signs: tuple[Sign, ...]) -> Finding:
    words = " + ".join(dict.fromkeys(sign.words for sign in signs if sign.words))
    names = tuple(dict.fromkeys(sign.concept for sign in signs))
    return Finding(rule.id, rule.rule, rule.level, rule.card, words, names, signs)
