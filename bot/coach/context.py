"""PURE: whether a mention is denied, about whom it speaks and whether it is long over."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from bot.coach.lexicon import Mention
from bot.coach.spelling import BREAK, BREAK_WORDS, Spelled

FARTHEST_DENIAL = 9
FARTHEST_ALSO = 8
LONGEST_LIST_ITEM = 4
AFTER_A_MENTION = 4
NEGATORS, FALSE_NEGATORS, FILLERS = "negators", "false_negators", "denial_fillers"
LISTED, STOPS, NOES, RULED_OUT = "listed_things", "denial_stops", "noes", "ruled_out"
SELF, OTHER, ANIMAL, THING = "about_me", "about_another", "about_an_animal", "about_a_thing"
LONG_AGO, OVER, STILL = "long_ago", "is_over", "is_still"
ASKS, ASKS_ANYWHERE, PLAINLY_ME = "asks_generally", "asks_anywhere", "plainly_me"
USED_TO_IT, NOT_ME = "used_to_it", "not_me"
LEAD_INS, OBJECTS = "lead_ins", "before_an_object"
FINE, FINE_LINKS = "is_fine", "fine_links"
FARTHEST_DOUBT = 6
CONTEXT_LISTS = frozenset(
    {NEGATORS, FALSE_NEGATORS, FILLERS, LISTED, STOPS, NOES, RULED_OUT}
    | {SELF, OTHER, ANIMAL, THING, LONG_AGO, OVER, STILL, ASKS, ASKS_ANYWHERE, PLAINLY_ME}
    | {USED_TO_IT, NOT_ME, LEAD_INS, OBJECTS, FINE, FINE_LINKS}
)

CANNOT = frozenset(
    {"cannot", "could", "unable", "hardly", "barely", "hard", "trouble", "struggle", "struggling",
     "difficult", "difficulty", "never", "not", "no"}
)  # fmt: skip
LATE = "late"  # my late husband: what he had is a story, not a sign of now
UNUSUAL = frozenset({"not", "never", "no", "hardly"})  # "not normal for me" is no habit
YES = frozenset({"yes", "yep", "yeah", "yup", "positive"})
ASKED = frozenset({"asked", "ask"})  # you asked about fever. nope.
BEFORE_A_THING = frozenset({BREAK, "and", "but", "because", "that", "when", "if", "since"})


class Who(StrEnum):
    """Whom a message or a part of it speaks of."""

    YOU = "you"
    OTHER = "somebody else"
    SEVERAL = "several people"
    ANIMAL = "an animal"
    THING = "a thing"


class Context:
    """One message with the cues that change what its mentions mean."""

    def __init__(self, spelled: Spelled, words: list[str], found: Mapping[str, list[Mention]]):
        self._words = words
        self._spelled = spelled
        self._negators = _ends(found, NEGATORS) - _places(found, FALSE_NEGATORS)
        signs = {name: where for name, where in found.items() if name not in CONTEXT_LISTS}
        self._negators -= _inside(
            [m for m in mentions if m.end - m.start > 1] for mentions in signs.values()
        )
        self._fillers = _places(found, FILLERS) | _places(found, LISTED)
        self._listed = _places(found, LISTED)
        self._stops = _places(found, STOPS)
        self._noes = _spans(found, NOES)
        self._dead = {m.start for m in found.get(OTHER, ()) if LATE in words[m.start : m.end]}
        self._ruled_out = _starts(found, RULED_OUT)
        self._fine = _starts(found, FINE)
        self._fine_links = _places(found, FINE_LINKS)
        self._doubtful = _places(found, NEGATORS) | _inside(
            [m for m in where if words[m.start] in CANNOT] for where in found.values()
        )
        self._lead_ins = _places(found, LEAD_INS)
        self._who = _speakers(words, found)
        self._long_ago = _starts(found, LONG_AGO)
        self._still = _starts(found, STILL) - _places(found, OVER)
        self._over = bool(found.get(OVER))
        self._me = bool(_starts(found, PLAINLY_ME) - _places(found, ASKS_ANYWHERE))
        self._used_to_it = {
            place
            for place, _, _ in found.get(USED_TO_IT, ())
            if UNUSUAL.isdisjoint(words[max(0, place - 2) : place])
        }
        self._not_me = bool(found.get(NOT_ME))
        self._asks = {m.start for m in found.get(ASKS, ()) if self._is_question(m)}
        self._asks |= _starts(found, ASKS_ANYWHERE)

    def denied(self, mention: Mention) -> bool:
        """Whether it stands after "no", "not", "without", or before ": none" or "is fine"."""
        return (
            self._denied_before(mention.start)
            or self._denied_after(mention.end)
            or self._is_fine(mention)
        )

    def who(self, mention: Mention) -> Who:
        """Whom the mention is about: the last person named before it.

        A mention that begins with one person and ends with another is about several: "my dad
        has a new hip, mine are only tight".
        """
        first, last = self._who[mention.start], self._who[mention.end - 1]
        long = mention.end - mention.start > LONGEST_LIST_ITEM
        if long and {first, last} == {Who.YOU, Who.OTHER}:
            return Who.SEVERAL
        return last

    def long_over(self, mention: Mention, *, habit: bool = True) -> bool:
        """Whether the sentence speaks of long ago and the message says that it is over.

        So does what somebody calls "same as ever", unless it is nothing to have a `habit` of.
        """
        start, end = self._sentence(mention)
        if habit and any(start <= place < end for place in self._used_to_it):
            return True
        if self.who(mention) is Who.OTHER and any(start <= place < end for place in self._dead):
            return True
        if self._not_me and self.who(mention) is Who.OTHER:
            return True
        ago = any(start <= place < end for place in self._long_ago)
        still = any(start <= place < end for place in self._still)
        return ago and self._over and not still

    def asked_in_general(self, mention: Mention) -> bool:
        """Whether a question about people in general holds the mention.

        It never is one when the message also says something of the person's own body.
        """
        start, _ = self._sentence(mention)
        return not self._me and any(start <= place <= mention.start for place in self._asks)

    def opens(self, mention: Mention) -> bool:
        """Whether a clause begins with the mention, greetings and "so" aside."""
        return self.opens_at(mention.start)

    def _is_question(self, mention: Mention) -> bool:
        """Whether "can", "is" and the like open a question; "could not" opens none."""
        answered = self._words[mention.end : mention.end + 1] == ["not"]
        return not answered and self.opens(mention)

    def opens_at(self, place: int) -> bool:
        """Whether the clause begins here, greetings and "so" aside."""
        while place > 0 and place not in self._spelled.soft:
            if self._words[place - 1] == BREAK:
                return True
            if place - 1 not in self._lead_ins:
                return False
            place -= 1
        return True

    def _denied_before(self, start: int) -> bool:
        """Walk back over words that may stand between "no" and what it denies."""
        joined = False
        for place in range(start - 1, max(-1, start - 1 - FARTHEST_DENIAL), -1):
            word = self._words[place]
            if place + 1 in self._spelled.soft and not (joined or self._list_goes_on(place + 1)):
                return False
            if word == BREAK or place in self._stops:
                return False
            if place in self._negators:
                return True
            if word in {"or", "nor"}:
                joined = True
            elif word == "and":
                if start not in self._listed:
                    return False
            elif place not in self._fillers:
                return False
        return False

    def _list_goes_on(self, comma: int) -> bool:
        """Whether "no a, b or c" is still listing after this comma; "no a, b" is not."""
        for place in range(comma, min(len(self._words), comma + FARTHEST_ALSO)):
            if self._words[place] in {"or", "nor"}:
                return True
            if self._words[place] == BREAK or place in self._stops:
                break
        return self._bare_list(comma)

    def _bare_list(self, comma: int) -> bool:
        """Whether the sentence is only "no a, b, c" with short things: three or more of them.

        Where a "yes" follows, each "no" answers the thing before it: "fever no, saddle numb yes".
        """
        end = self._words.index(BREAK, comma) if BREAK in self._words[comma:] else len(self._words)
        commas = [place for place in range(comma, end) if place in self._spelled.soft]
        pieces = [*commas, end]
        if not YES.isdisjoint(self._words[comma:end]):
            return False
        short = all(b - a <= LONGEST_LIST_ITEM for a, b in pairwise(pieces))
        bare = all(place in self._fillers for place in range(comma, end))
        return short and bare and (len(commas) > 1 or self._comma_before(comma))

    def _comma_before(self, comma: int) -> bool:
        return any(comma - LONGEST_LIST_ITEM <= place < comma for place in self._spelled.soft)

    def _denied_after(self, end: int) -> bool:
        """Whether "none", "nope" or "was ruled out" stands after it: "fever: none"."""
        for place in range(end, min(len(self._words), end + AFTER_A_MENTION)):
            if place in self._ruled_out or self._is_no(place):
                return True
            if place not in self._fillers:
                break
        return self._answered_no(end)

    def _answered_no(self, end: int) -> bool:
        """Whether the sentence only asks or names it, and the next one is "no" and nothing more."""
        last = next((p for p in range(end, end + AFTER_A_MENTION) if self._ends(p)), None)
        if last is None or not self._spelled.soft.isdisjoint(range(end, last)):
            return False
        asked = last in self._spelled.asked
        named = last == end and not ASKED.isdisjoint(self._words[max(0, end - FARTHEST_ALSO) : end])
        return (asked or named) and self._is_no(last + BREAK_WORDS)

    def _ends(self, place: int) -> bool:
        return place < len(self._words) and self._words[place] == BREAK

    def _is_no(self, place: int) -> bool:
        """Whether "no", "none" or "no it is not" stands here alone."""
        return any(self._is_answer(end - 1) for end in self._noes.get(place, ()))

    def _is_fine(self, mention: Mention) -> bool:
        """Whether one word such as "bladder" is followed by "is fine", and no "not" is near."""
        if mention.end - mention.start > 1:
            return False
        place = mention.end
        while place in self._fine_links and place not in self._spelled.soft:
            place += 1
        first = max([0, *(soft for soft in self._spelled.soft if soft <= mention.start)])
        near = range(max(first, mention.start - FARTHEST_DOUBT), place + 1)
        return (
            place in self._fine
            and place not in self._spelled.soft
            and self._doubtful.isdisjoint(near)
        )

    def _is_answer(self, place: int) -> bool:
        """Whether "no" or "none" stands alone: the clause ends right after it."""
        after = place + 1
        return (
            after >= len(self._words)
            or self._words[after] == BREAK
            or after in self._spelled.soft
            or self._words[after] in {"at", "and", "but", "so"}
        )

    def _sentence(self, mention: Mention) -> tuple[int, int]:
        start = mention.start
        while start > 0 and self._words[start - 1] != BREAK:
            start -= 1
        end = mention.end
        while end < len(self._words) and self._words[end] != BREAK:
            end += 1
        return start, end


def _places(found: Mapping[str, list[Mention]], name: str) -> frozenset[int]:
    """Every word position inside a mention of this family."""
    return _inside([found.get(name, [])])


def _inside(lists: Iterable[Iterable[Mention]]) -> frozenset[int]:
    return frozenset(
        place for mentions in lists for m in mentions for place in range(m.start, m.end)
    )


def _spans(found: Mapping[str, list[Mention]], name: str) -> dict[int, list[int]]:
    """Where each mention of this family starts, and after which words it ends."""
    spans: dict[int, list[int]] = {}
    for mention in found.get(name, ()):
        spans.setdefault(mention.start, []).append(mention.end)
    return spans


def _ends(found: Mapping[str, list[Mention]], name: str) -> frozenset[int]:
    return frozenset(mention.end - 1 for mention in found.get(name, ()))


def _starts(found: Mapping[str, list[Mention]], name: str) -> frozenset[int]:
    return frozenset(mention.start for mention in found.get(name, ()))


def _speakers(words: Sequence[str], found: Mapping[str, list[Mention]]) -> list[Who]:
    """For each word the person spoken of: the last one named, "you" until somebody is."""
    cues: dict[int, Who] = {}
    objects = _places(found, OBJECTS)
    kinds = ((SELF, Who.YOU), (OTHER, Who.OTHER), (THING, Who.THING), (ANIMAL, Who.ANIMAL))
    for family, kind in kinds:
        for mention in found.get(family, ()):
            if kind in {Who.YOU, Who.OTHER} or _is_subject(words, mention, kind, objects):
                cues.update(dict.fromkeys(range(mention.start, mention.end), kind))
    return _carried(words, cues, me=bool(found.get(PLAINLY_ME)))


def _is_subject(words: Sequence[str], mention: Mention, kind: Who, objects: frozenset[int]) -> bool:
    """Whether an animal or a thing is spoken of, and is not only fallen from, walked or hit by."""
    before = words[mention.start - 1] if mention.start else BREAK
    if {"me", "us"} & set(words[mention.end : mention.end + 4]):
        return False
    if kind is Who.THING or mention.end - mention.start == 1:
        return before in BEFORE_A_THING
    return mention.start - 1 not in objects and not before.endswith("ing")


def _carried(words: Sequence[str], cues: Mapping[int, Who], *, me: bool) -> list[Who]:
    """Each sentence begins with whom the last one spoke of, the first with whom it names first.

    An animal only lasts with a pronoun: "My dog pulled me over. Can't stand." must not be about
    the dog. A thing has no hips: "the chair is bad, hips stiff" is about the writer.
    """
    first = min(cues, default=None)
    who = Who.OTHER if first is not None and cues[first] is Who.OTHER else Who.YOU
    carried = []
    for place, word in enumerate(words):
        if word == BREAK and who in {Who.ANIMAL, Who.THING} and me:
            who = Who.YOU
        cue = cues.get(place, who)
        if cue is Who.OTHER and who is Who.ANIMAL and word in _PRONOUNS:
            cue = Who.ANIMAL
        if who is Who.THING and word in _NO_PART_OF_A_THING:
            cue = Who.YOU
        who = cue
        carried.append(who)
    return carried


_NO_PART_OF_A_THING = frozenset({"hip", "hips", "groin", "thigh", "thighs", "psoas", "glutes"})
_PRONOUNS = frozenset({"he", "she", "his", "her", "him", "they", "their", "them"})
