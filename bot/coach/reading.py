"""PURE: a person's own words to findings, by families of words that stand close together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.coach.lexicon import MASKED, Lexicon, Mention
from bot.coach.spelling import BREAK
from content.model import Safety, SafetyRule, WordFamily

LONGEST_PHRASE = 24


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning sign found in a message: which rule, its K-rule, the words, level and card."""

    id: str
    rule: str
    level: str
    card: str
    words: str


def read(text: str, safety: Safety) -> tuple[Finding, ...]:
    """Everything in `text` that a safety rule knows, in the order of the rules; () when nothing.

    Takes any text of any length and never raises. Time grows linearly with the length.
    """
    lexicon = _lexicon(tuple(safety.families.values()))
    words = lexicon.mask(lexicon.words(text))
    mentions = lexicon.mentions(words)
    found = ((rule, _first_match(rule, mentions)) for rule in safety.rules)
    return tuple(_finding(rule, span, words) for rule, span in found if span is not None)


@lru_cache(maxsize=8)
def _lexicon(families: tuple[WordFamily, ...]) -> Lexicon:
    return Lexicon({family.id: family.words for family in families})


def _first_match(rule: SafetyRule, mentions: Mapping[str, list[Mention]]) -> tuple[int, int] | None:
    """The first place where everything the rule needs stands close enough together."""
    for family in (*rule.also, *rule.needs):
        if not any(_counts(rule, mention) for mention in mentions.get(family, ())):
            return None
    for first in mentions.get(rule.needs[0], ()):
        if _counts(rule, first):
            span = _extend(rule, mentions, rule.needs[1:], (first,))
            if span is not None:
                return span
    return None


def _extend(
    rule: SafetyRule,
    mentions: Mapping[str, list[Mention]],
    needs: tuple[str, ...],
    chosen: tuple[Mention, ...],
) -> tuple[int, int] | None:
    """The span of `chosen` completed by one mention of each family in `needs`, if there is one."""
    if not needs:
        return min(m.start for m in chosen), max(m.end for m in chosen)
    for mention in _nearby(rule, mentions.get(needs[0], []), chosen[-1]):
        if _counts(rule, mention):
            span = _extend(rule, mentions, needs[1:], (*chosen, mention))
            if span is not None:
                return span
    return None


def _nearby(rule: SafetyRule, mentions: list[Mention], last: Mention) -> Iterator[Mention]:
    """The mentions at most `within` words away from the last one, in order of their start."""
    if not rule.within:
        yield from mentions
        return
    low = last.end if rule.ordered else last.start - rule.within - LONGEST_PHRASE
    left = bisect_left(mentions, low, key=lambda m: m.start)
    right = bisect_right(mentions, last.end + rule.within, key=lambda m: m.start)
    for mention in mentions[left:right]:
        if last.start - mention.end <= rule.within:
            yield mention


def _counts(rule: SafetyRule, mention: Mention) -> bool:
    return not (rule.deniable and mention.denied)


def _finding(rule: SafetyRule, span: tuple[int, int], words: list[str]) -> Finding:
    matched = " ".join(word for word in words[span[0] : span[1]] if word not in {BREAK, MASKED})
    return Finding(rule.id, rule.rule, rule.level, rule.card, matched)
