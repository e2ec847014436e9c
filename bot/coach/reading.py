"""PURE: a person's own words to signs: what was said, about whom, when, denied or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.coach import concepts, tally
from bot.coach.concepts import Found
from bot.coach.context import Context, Who
from bot.coach.lexicon import Lexicon, Mention
from bot.coach.spelling import Spelled
from bot.coach.tally import UNKNOWN, Evidence, Leaning, Scales
from content.model import Safety, SafetyConcept

PASSED = "has_passed"
QUESTION = "question"
TOPICS = (QUESTION, "body_topic", "exercise_topic", "programme_talk")
NOW = ("crisis", "emergency")
TODAY = (*NOW, "urgent")
# Which levels must have what share of the words, for each concept that is weighed.
SOUNDS = {
    "sounds_like_crisis": (("crisis",), 0.7),
    "sounds_like_emergency": (NOW, 0.6),
    "sounds_like_today": (TODAY, 0.6),
    "sounds_like_soon": (("see_clinician",), 0.6),
    "sounds_serious": ((*TODAY, "unsure"), 0.35),
    "sounds_everyday": (("self_care",), 0.5),
}
SIGNS_KEPT = 6
CONTENTS_KEPT = 8

# Of what is grave, only these may be "same as ever" for somebody; all else counts as now.
HABITS = frozenset(
    {"toilet_strong", "toilet_leaks", "toilet_trouble", "wet_somewhere", "pants_marked"}
    | {"numb_leg", "numb_patch", "nerves_fail", "leg_weak", "foot_drop"}
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was said: a concept, its words, and the context they stood in.

    `words` is exactly what the person wrote, and empty for what was said in an earlier message.
    """

    concept: str
    words: str
    who: Who = Who.YOU
    past: bool = False
    denied: bool = False
    hypothetical: bool = False
    place: int = -1

    @property
    def counts(self) -> bool:
        """Whether this speaks for the concept: said of a person, as real and as of now."""
        real = not (self.denied or self.past or self.hypothetical)
        return real and self.who in {Who.YOU, Who.OTHER, Who.SEVERAL}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says: its signs, whether it asks, its words as read, and how they lean."""

    signs: tuple[Sign, ...]
    asks: bool
    words: tuple[str, ...]
    leaning: Leaning = UNKNOWN

    @property
    def hypothetical(self) -> bool:
        """Whether something was asked about in general."""
        return any(sign.hypothetical for sign in self.signs if sign.concept not in SOUNDS)


def read(text: str, safety: Safety, lexicon: Lexicon | None = None) -> Reading:
    """Everything in `text` that the safety content has a name for, in the order of the lists.

    Takes any text of any length and never raises; only the first 16,384 characters are read.
    `lexicon` stands in for the one of the content, to try what a phrase less would change.
    """
    compiled = _compiled(safety)
    lexicon = lexicon or compiled.lexicon
    spelled = lexicon.spell(text)
    words, found = _found(lexicon, spelled)
    context, passed = Context(spelled, words, found), PASSED in found
    message = _Message(spelled, context, passed, compiled.no_habit)
    marked = concepts.mark_denied(found, message.context.denied)
    leaning = compiled.scales.weigh(tally.evidence(spelled, words, marked), words)
    marked.update(_sounds(leaning))
    concepts.add_concepts(safety.concepts, marked)
    named = (
        _sign(name, compiled.concepts.get(name), mention, message)
        for name in compiled.named
        for mention in _kept(marked.get(name, []))
        if name != QUESTION or message.context.opens(mention)
    )
    signs = (*named, *_asking(spelled))
    return Reading(signs, asks=bool(spelled.asked), words=tuple(words), leaning=leaning)


def held(text: str, safety: Safety) -> Evidence:
    """What a message holds that may have points; the lists of points are learned from it."""
    lexicon = _compiled(safety).lexicon
    spelled = lexicon.spell(text)
    words, found = _found(lexicon, spelled)
    marked = concepts.mark_denied(found, Context(spelled, words, found).denied)
    return tally.evidence(spelled, words, marked)


def _sounds(leaning: Leaning) -> Found:
    """The concepts that all words make together, at the words that tell most."""
    return {
        name: [Mention(place, place + 1) for place in leaning.telling(levels)]
        for name, (levels, share) in SOUNDS.items()
        if leaning.of(*levels) >= share
    }


def _asking(spelled: Spelled) -> tuple[Sign, ...]:
    """A question mark says as much as a question word."""
    return (Sign(QUESTION, "?"),) if spelled.asked else ()


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The safety content in the form that is quick to use."""

    lexicon: Lexicon
    scales: Scales
    named: tuple[str, ...]
    concepts: Mapping[str, SafetyConcept]
    no_habit: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Message:
    """One message while it is read; `passed` when it says that a feeling is gone again."""

    spelled: Spelled
    context: Context
    passed: bool
    no_habit: frozenset[str]

    def is_over(self, name: str, mention: Mention) -> bool:
        """Whether what was said there is long over, or has always been so."""
        return self.context.long_over(mention, habit=name not in self.no_habit)


_COMPILED: dict[int, tuple[Safety, _Compiled]] = {}


def _compiled(safety: Safety) -> _Compiled:
    """The compiled form, made once for each content; to hash the content would cost more."""
    kept = _COMPILED.get(id(safety))
    if kept is None:
        while len(_COMPILED) >= CONTENTS_KEPT:
            _COMPILED.pop(next(iter(_COMPILED)))
        kept = _COMPILED[id(safety)] = (safety, _compile(safety))
    return kept[1]


def _compile(safety: Safety) -> _Compiled:
    needs = [need for rule in safety.rules for need in (*rule.needs, *rule.unless)]
    named = dict.fromkeys([name for need in needs for name in need.split("|")])
    named.update(dict.fromkeys(TOPICS))
    return _Compiled(
        lexicon=Lexicon({family.id: family.words for family in safety.families.values()}),
        scales=Scales(safety.families.values()),
        named=tuple(named),
        concepts={concept.id: concept for concept in safety.concepts},
        no_habit=_grave(safety) - HABITS,
    )


def _grave(safety: Safety) -> frozenset[str]:
    """What the rules for an emergency or for today are made of."""
    needs = [need for rule in safety.rules if rule.level in TODAY for need in rule.needs]
    return frozenset(name for need in needs for name in need.split("|"))


def _found(lexicon: Lexicon, spelled: Spelled) -> tuple[list[str], Found]:
    """The words without figures of speech, and the mentions in them."""
    words = lexicon.mask(spelled.words)
    return words, lexicon.mentions(words)


def _kept(mentions: list[Mention]) -> list[Mention]:
    """A few mentions are enough for a rule; those that are not denied are kept first."""
    return sorted(mentions, key=lambda mention: mention.denied)[:SIGNS_KEPT]


def _sign(name: str, concept: SafetyConcept | None, mention: Mention, message: _Message) -> Sign:
    """What was said there, with its context; a crisis is never past and never only asked about."""
    context = message.context
    stays = concept is not None and concept.stays
    always = concept is not None and not concept.deniable
    gone = message.passed and concept is not None and concept.passes
    return Sign(
        concept=name,
        words=message.spelled.said(mention.start, mention.end),
        who=context.who(mention),
        past=gone or (not stays and not always and message.is_over(name, mention)),
        denied=mention.denied,
        hypothetical=not always and context.asked_in_general(mention),
        place=mention.start,
    )
