"""Takes each rule and each phrase out in turn and names those that no labelled message misses.

Run it from the folder of the project: `python tests/coach/mutate_safety.py [--rules] [words]`.
With `words` only families whose id holds them are tried; with `--rules` only the rules are. A
phrase that survives is not wrong: it is one that no message of ours needs, so nobody would
notice if it were lost. Cover it with a message, or take it out.

Needed means: without it a labelled message gets another level, other rules or another crisis,
once as the bot reads it and once by the rules alone, since the tally may hide what a rule loses.
A phrase is taken out of what is found, not out of the word lists, so the spelling of the
messages stays as it is and nothing is compiled anew. Only messages in which it stands are read
again, the shortest first; half of the families run on each of two cores.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.coach import lexicon, reading, triage  # noqa: E402  the path comes first
from bot.coach.lexicon import Lexicon, Standing  # noqa: E402
from bot.coach.spelling import Spelled  # noqa: E402
from bot.coach.triage import Judgement  # noqa: E402
from content.model import Safety, WordFamily  # noqa: E402
from content.safety_loader import load_safety  # noqa: E402

MESSAGES = Path(__file__).parent / "messages"
LINES = Path(__file__).parent / "lines.toml"  # one sentence for each line of a sign
# These lists are word lists for spelling; no phrase of theirs is a sign by itself.
LEFT_OUT = lexicon.SPELLING_LISTS
CORES = 2
MOST = 120  # messages tried for a phrase that stands in nearly all of them
Key = tuple[str, str]


class Lacking(Lexicon):
    """A lexicon that can leave one phrase of one family out, and finds everything only once."""

    def __init__(self, safety: Safety) -> None:
        super().__init__({family.id: family.words for family in safety.families.values()})
        self.left_out: Key | None = None
        self._spelled: dict[str, Spelled] = {}
        self._found: dict[tuple[bool, tuple[str, ...]], list[Standing]] = {}

    def spell(self, text: str) -> Spelled:
        """As the lexicon does, each text once."""
        if text not in self._spelled:
            self._spelled[text] = super().spell(text)
        return self._spelled[text]

    def figures(self, words: list[str]) -> list[Standing]:
        """The figures of speech without the one that is left out."""
        key = (True, tuple(words))
        if key not in self._found:
            self._found[key] = super().figures(words)
        return self._kept(self._found[key])

    def signs(self, words: list[str]) -> list[Standing]:
        """The other phrases without the one that is left out."""
        key = (False, tuple(words))
        if key not in self._found:
            self._found[key] = super().signs(words)
        return self._kept(self._found[key])

    def standing(self, text: str) -> set[Key]:
        """The family and the wording of every phrase that a text would be read without.

        Left out are those in whose place another phrase of the same family stands everywhere.
        """
        words = self.spell(text).words
        layers = (self.figures(words), self.signs(words), self.signs(self.mask(words)))
        places = [
            (phrase, (layer, phrase.family, start, end))
            for layer, found in enumerate(layers)
            for phrase, start, end in found
        ]
        taken = Counter(place for _, place in places)
        return {(phrase.family, phrase.words) for phrase, place in places if taken[place] == 1}

    def _kept(self, found: list[Standing]) -> list[Standing]:
        if self.left_out is None:
            return found
        return [one for one in found if (one[0].family, one[0].words) != self.left_out]


def without_tally(safety: Safety) -> Safety:
    """The same content read by its rules alone."""
    phrases = {
        name: family
        for name, family in safety.families.items()
        if not name.startswith(lexicon.TALLY)
    }
    return replace(safety, families=phrases)


def texts() -> list[str]:
    """Every labelled text of ours and each sentence of the lines; the held-out ones left alone."""
    folders = ("families", "second_hand", "tuning")
    files = [LINES, *MESSAGES.glob("*.toml")]
    files += [file for folder in folders for file in (MESSAGES / folder).glob("*.toml")]
    found: list[str] = []
    for file in sorted(files):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        if "messages" in data:
            groups = data["messages"]
            found.extend(t for group in groups for t in group.get("texts") or [group["text"]])
        else:
            found.extend(text for row in data.values() for text in row["holds"] + row["misses"])
    return found


def outcome(judgement: Judgement) -> tuple[str, tuple[str, ...], bool]:
    """What a message gets: its level, the rules that decided, and whether it is a crisis."""
    return judgement.level.value, judgement.rules, judgement.crisis


def without_rule(safety: Safety, id_: str) -> Safety:
    """The same content without one rule."""
    return replace(safety, rules=tuple(rule for rule in safety.rules if rule.id != id_))


def surviving_rules(safety: Safety, labelled: list[str]) -> Iterator[str]:
    """The rules without which every message gets what it got by the rules alone.

    Only messages in which the rule holds are judged again; the others cannot change. The rules
    that weigh words are tried with the tally, without which they never hold.
    """
    by_rules = set(_needless_rules(without_tally(safety), labelled))
    yield from (id_ for id_ in _needless_rules(safety, labelled) if id_ in by_rules)


def _needless_rules(safety: Safety, labelled: list[str]) -> Iterator[str]:
    read = {text: reading.read(text, safety) for text in labelled}
    before = {text: triage.weigh(text, read[text], safety) for text in labelled}
    holding: dict[str, list[str]] = {}
    for text, judgement in before.items():
        for finding in judgement.findings:
            holding.setdefault(finding.id, []).append(text)
    for rule in safety.rules:
        fewer = without_rule(safety, rule.id)
        if all(
            outcome(triage.weigh(text, read[text], fewer)) == outcome(before[text])
            for text in holding.get(rule.id, ())
        ):
            yield rule.id


def surviving_phrases(safety: Safety, labelled: list[str], families: list[WordFamily]) -> list[str]:
    """The phrases of these families without which every message gets what it got.

    Only messages in which the phrase stands are judged again, the shortest first, at most MOST.
    """
    words = Lacking(safety)
    ways = (without_tally(safety), safety)
    before = {(n, t): _outcome_by(words, t, way) for n, way in enumerate(ways) for t in labelled}
    holding: dict[Key, list[str]] = {}
    for text in sorted(labelled, key=len):
        for key in words.standing(text):
            holding.setdefault(key, []).append(text)
    found = []
    for family in families:
        for phrase in family.words:
            words.left_out = (family.id, phrase)
            near = holding.get(words.left_out, [])[:MOST]
            if all(
                _outcome_by(words, text, way) == before[n, text]
                for n, way in enumerate(ways)
                for text in near
            ):
                found.append(f"{family.id}: {phrase}")
            words.left_out = None
    return found


def _tried(safety: Safety, wanted: str) -> list[WordFamily]:
    """The families with `wanted` in their id, those of spelling and of points left out."""
    return [
        family
        for family in safety.families.values()
        if wanted in family.id
        and family.id not in LEFT_OUT
        and not family.id.startswith(lexicon.TALLY)
    ]


def _outcome_by(words: Lacking, text: str, safety: Safety) -> tuple[str, tuple[str, ...], bool]:
    return outcome(triage.weigh(text, reading.read(text, safety, words), safety))


def _half(arguments: tuple[str, int]) -> list[str]:
    wanted, part = arguments
    safety = load_safety(ROOT / "content" / "safety", {})
    return surviving_phrases(safety, texts(), _tried(safety, wanted)[part::CORES])


def main(arguments: list[str]) -> int:
    """Print the survivors and their number."""
    safety = load_safety(ROOT / "content" / "safety", {})
    labelled = texts()
    wanted = next((word for word in arguments if not word.startswith("-")), "")
    rules = list(surviving_rules(safety, labelled))
    print(f"rules that no message needs: {len(rules)} of {len(safety.rules)}")
    print(*(f"  {id_}" for id_ in rules), sep="\n")
    if "--rules" in arguments:
        return 0
    with ProcessPoolExecutor(CORES) as pool:
        halves = pool.map(_half, [(wanted, part) for part in range(CORES)])
    phrases = [phrase for half in halves for phrase in half]
    tried = sum(len(family.words) for family in _tried(safety, wanted))
    print(f"phrases that no message needs: {len(phrases)} of {tried}")
    for name, count in Counter(phrase.partition(":")[0] for phrase in phrases).most_common():
        print(f"  {name}: {count} of {len(safety.families[name].words)}")
    print(*(f"  {phrase}" for phrase in phrases), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
