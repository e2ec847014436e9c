"""PURE: mentions of word families that stand close together to the concepts they make."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.coach.lexicon import Mention
from content.model import SafetyConcept

NEXT, BESIDE = ">", "+"
LONGEST_PHRASE = 12
CLOSEST = (False, 0)


class Member(NamedTuple):
    """One family of a product; `ordered` when it must come after the one before."""

    family: str
    ordered: bool


Found = dict[str, list[Mention]]


def add_concepts(concepts: Iterable[SafetyConcept], found: Found) -> None:
    """Add each concept's mentions to those of the families, concepts of concepts included.

    A product is denied when one of its members is, and only when no undenied way to make it
    exists at that place. Concepts may use those listed before them.
    """
    for concept in concepts:
        mentions = [
            mention
            for members in _lines_of(concept.lines)
            if all(member.family in found for member in members)
            for mention in _products(members, found, concept.within)
        ]
        if not mentions:
            continue
        if not concept.deniable:
            mentions = [Mention(m.start, m.end) for m in mentions]
        found[concept.id] = sorted({*found.get(concept.id, ()), *mentions})


def mark_denied(found: Found, denied: Callable[[Mention], bool]) -> Found:
    """The same mentions, each marked when it is denied."""
    known: dict[Mention, Mention] = {}
    for mentions in found.values():
        for mention in mentions:
            if mention not in known:
                known[mention] = mention._replace(denied=denied(mention))
    return {name: [known[m] for m in mentions] for name, mentions in found.items()}


@lru_cache(maxsize=4096)
def members_of(line: str) -> tuple[Member, ...]:
    """A product as it is written: "a + b" close together, "a > b" in this order."""
    members: list[Member] = []
    ordered = False
    for part in line.split():
        if part in {NEXT, BESIDE}:
            ordered = part == NEXT
        else:
            members.append(Member(part, ordered))
            ordered = False
    return tuple(members)


@lru_cache(maxsize=1024)
def _lines_of(lines: tuple[str, ...]) -> tuple[tuple[Member, ...], ...]:
    return tuple(members_of(line) for line in lines)


def _products(
    members: tuple[Member, ...], found: Mapping[str, list[Mention]], within: int
) -> list[Mention]:
    """One mention for each place where the first member stands with all the others near."""
    chains = (_chain(first, members[1:], found, within) for first in found[members[0].family])
    return [chain for chain in chains if chain is not None]


def _chain(
    first: Mention, others: tuple[Member, ...], found: Mapping[str, list[Mention]], within: int
) -> Mention | None:
    chain = first
    for member in others:
        near = _nearest(chain, found[member.family], within, ordered=member.ordered)
        if near is None:
            return None
        chain = Mention(
            min(chain.start, near.start), max(chain.end, near.end), chain.denied or near.denied
        )
    return chain


def _nearest(to: Mention, mentions: list[Mention], within: int, *, ordered: bool) -> Mention | None:
    """The nearest mention at most `within` words away; one that is not denied goes first."""
    first = to.end if ordered else to.start - within - LONGEST_PHRASE
    best: Mention | None = None
    best_key = (True, within + 1)
    for place in range(bisect_left(mentions, (first,)), len(mentions)):
        mention = mentions[place]
        if mention.start - to.end > within or best_key == CLOSEST:
            break
        gap = max(0, mention.start - to.end, to.start - mention.end)
        if gap <= within and (mention.denied, gap) < best_key:
            best, best_key = mention, (mention.denied, gap)
    return best
