"""PURE: what the library is made of, as frozen values. Nothing here reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from content.figures.pose import Pose


class Phase(StrEnum):
    """The four phases of the programme, in the order a person usually meets them."""

    SETTLE = "settle"
    MOBILITY = "mobility"
    STRENGTH = "strength"
    MAINTAIN = "maintain"


class Ladder(StrEnum):
    """How the dose of an exercise grows (programme rule 9); FIXED never grows."""

    REPS = "R"
    LOW_REPS = "L"
    HOLD = "H"
    PLANK = "P"
    ISOMETRIC = "I"
    FIXED = "F"


@dataclass(frozen=True, slots=True)
class Dose:
    """How an exercise is planned: the only part of an exercise that rules read.

    `sets`, `count` and `seconds` are the fixed dose of ladder F (`seconds` > 0 means a timed
    hold, else `count` repetitions). For the other ladders `start` is the first step, 0-based.
    `tempo` is the seconds of one repetition, `hold` the seconds held inside it.
    """

    ladder: Ladder
    start: int
    sides: int
    tempo: int = 0
    hold: int = 0
    sets: int = 1
    count: int = 1
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Exercise:
    """One movement of the library. `id` is the file name without its ending.

    One that is `browse_only` is there to be read about: it belongs to no phase, so that no plan
    and no swap ever holds it.
    """

    id: str
    name: str
    also: tuple[str, ...]
    muscles: tuple[str, ...]
    anatomy: tuple[str, ...]
    areas: tuple[str, ...]
    position: str
    equipment: tuple[str, ...]
    dose: Dose
    phases: frozenset[Phase]
    kit: frozenset[str]
    blocked_by: frozenset[str]
    regress_to: str | None
    progress_to: str | None
    unlocked_by: str | None
    floor_of_chain: bool
    short: str
    steps: tuple[str, ...]
    feel: str
    mistakes: tuple[str, ...]
    stop_if: tuple[str, ...]
    easier: str
    harder: str
    dose_words: str
    dose_reason: str
    changes: Mapping[str, str]
    sources: tuple[str, ...]
    covers: tuple[str, ...] = ()
    pose: Pose | None = None
    browse_only: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from, and how much of it somebody of this project has read.

    `read` is one of `page`, `abstract`, `excerpt`, `second-hand`, `not re-read`; `read_on` is
    empty unless somebody read it on that day.
    """

    id: str
    title: str
    year: int
    link: str
    access: str
    strength: str
    read: str
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class SafetyCard:
    """Fixed words shown for a warning sign or on request: title, text, sources, rule ids."""

    id: str
    level: str
    title: str
    text: str
    more: str
    rules: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """Emergency and crisis lines of one country, with where and when they were read."""

    country: str
    name: str
    emergency: str
    urgent: str
    crisis: str
    status: str
    source: str
    read_on: date | None
    crisis_source: str = ""
    crisis_read_on: date | None = None
    urgent_source: str = ""
    urgent_read_on: date | None = None


@dataclass(frozen=True, slots=True)
class WordFamily:
    """A small set of phrasings that mean one thing, used to build findings out of products."""

    id: str
    words: tuple[str, ...]
    means: str = ""


@dataclass(frozen=True, slots=True)
class SafetyConcept:
    """One thing a message may say, made of word families that stand close together.

    Each of `lines` is one way to say it: "a + b" at most `within` words apart, "a > b" also in
    that order. A concept that `stays` counts however long ago it was (a past cancer); one that
    is not `deniable` also counts after "no" or "not"; one that `passes` does not count when it
    is said to have gone again. `says` is how a trace names it.
    """

    id: str
    says: str
    lines: tuple[str, ...]
    within: int = 6
    stays: bool = False
    deniable: bool = True
    passes: bool = False


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """What a message means when it holds all of `needs` and none of `unless`, anywhere in it.

    Each of `needs` is a concept or word family, or several with `|` between of which one is
    enough. `rule` is the K-rule, `card` the text shown, `reviewer` the clinician who agreed.
    """

    id: str
    rule: str
    level: str
    needs: tuple[str, ...]
    source: str
    card: str = ""
    unless: tuple[str, ...] = ()
    says: str = ""
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class CheckerAnswer:
    """One button of the checker by taps. `code` is one letter, `said` how the result repeats it.

    With a `level` it leads to `card`: at once, or at the end when it `goes_on`. `then` names a
    screen that is asked before the level is decided.
    """

    code: str
    label: str
    said: str
    level: str = ""
    card: str = ""
    goes_on: bool = False
    then: str = ""


@dataclass(frozen=True, slots=True)
class CheckerScreen:
    """One screen of the checker: a list of things a person may notice, and its answers.

    `step` is the number it is shown with. One that is a `follow_up` is asked only when an answer
    leads to it. `rules` are the K-rules of its lines, `reviewer` the clinician who agreed.
    """

    id: str
    step: int
    short: str
    title: str
    lines: tuple[str, ...]
    rules: tuple[str, ...]
    sources: tuple[str, ...]
    answers: tuple[CheckerAnswer, ...]
    reviewer: str = ""
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class Safety:
    """Everything about warning signs: cards, numbers by country, words, concepts and rules."""

    cards: Mapping[str, SafetyCard]
    numbers: Mapping[str, EmergencyNumber]
    families: Mapping[str, WordFamily]
    rules: tuple[SafetyRule, ...]
    sentences: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[SafetyConcept, ...] = ()
    checker: tuple[CheckerScreen, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is an emergency in every language: its K-rule, and the card it is met with.

    One that is not `deniable` counts also after a "no".
    """

    id: str
    rule: str
    card: str
    says: str
    deniable: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What a message in one language is recognised by, and the cards it is answered with.

    `lines` are the products of families that mean an alarm, `common` are everyday words that
    tell the language, as do the `letters` only it has; `idioms` mean nothing. `spelled` names how
    its words are made comparable.
    `cards` are the fixed texts by name, `sentences` those with a number in them. `reviewer` is
    the native speaker who has read them, empty as long as nobody has.
    """

    code: str
    name: str
    own_name: str
    reviewer: str
    spelled: str
    letters: str
    common: frozenset[str]
    negators: tuple[str, ...]
    negators_after: tuple[str, ...]
    turns: tuple[str, ...]
    idioms: tuple[str, ...]
    families: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, tuple[str, ...]]
    cards: Mapping[str, str]
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language we only know by sight: its letters or common words, and one line of help."""

    code: str
    name: str
    reviewer: str
    letters: str
    common: frozenset[str]
    line: str


@dataclass(frozen=True, slots=True, eq=False)
class Languages:
    """The emergencies of other languages than English; `english` are its everyday words."""

    alarms: Mapping[str, Alarm] = field(default_factory=dict)
    known: Mapping[str, Language] = field(default_factory=dict)
    others: Mapping[str, OtherLanguage] = field(default_factory=dict)
    english: frozenset[str] = frozenset()
    only_english: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One thing to read about. `id` is the file name without its ending.

    `essence` is what is shown first, `more` the paragraphs behind it. `related` names articles
    and exercises. Without sources it is `common_advice`, and the card says so. `reviewed` names
    the clinician who has read it, empty as long as nobody has.
    """

    id: str
    kind: str
    title: str
    also: tuple[str, ...]
    essence: str
    more: tuple[str, ...]
    related: tuple[str, ...]
    sources: tuple[str, ...]
    common_advice: bool
    covers: tuple[str, ...]
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One question of the quiz; `right` counts its answers from 0."""

    id: str
    question: str
    answers: tuple[str, ...]
    right: int
    explanation: str
    sources: tuple[str, ...]
    related: tuple[str, ...]
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All content, loaded once and never changed."""

    exercises: Mapping[str, Exercise]
    sources: Mapping[str, Source]
    safety: Safety
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    languages: Languages = field(default_factory=Languages)
    articles: Mapping[str, Article] = field(default_factory=dict)
    quiz: Mapping[str, QuizQuestion] = field(default_factory=dict)
