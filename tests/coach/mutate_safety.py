"""Takes each rule and each phrase out in turn and names those that no labelled message misses.

Run it from the folder of the project: `python tests/coach/mutate_safety.py [--rules] [words]`.
With `words` only families whose id holds them are tried; with `--rules` only the rules are. A
phrase that survives is not wrong: it is one that no message of ours needs, so nobody would
notice if it were lost. Cover it with a message, or take it out.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.coach import lexicon, reading, triage  # noqa: E402  the path comes first
from bot.coach.triage import Judgement  # noqa: E402
from content.model import Safety, WordFamily  # noqa: E402
from content.safety_loader import load_safety  # noqa: E402

MESSAGES = Path(__file__).parent / "messages"
# These lists are word lists for spelling; no phrase of theirs is a sign by itself.
LEFT_OUT = lexicon.SPELLING_LISTS


def texts() -> list[str]:
    """Every labelled text of ours, the held-out ones left alone."""
    folders = ("families", "second_hand", "tuning")
    files = [*MESSAGES.glob("*.toml")]
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


def without_phrase(safety: Safety, family: WordFamily, phrase: str) -> Safety:
    """The same content without one phrase of one family."""
    words = tuple(word for word in family.words if word != phrase)
    return replace(safety, families={**safety.families, family.id: replace(family, words=words)})


def surviving_rules(safety: Safety, labelled: list[str]) -> Iterator[str]:
    """The rules without which every message gets what it got."""
    read = {text: reading.read(text, safety) for text in labelled}
    before = {text: outcome(triage.weigh(text, read[text], safety)) for text in labelled}
    for rule in safety.rules:
        fewer = without_rule(safety, rule.id)
        after = (
            outcome(triage.weigh(text, read[text], fewer)) == before[text] for text in labelled
        )
        if all(after):
            yield rule.id


def surviving_phrases(safety: Safety, labelled: list[str], wanted: str) -> Iterator[str]:
    """The phrases without which every message gets what it got.

    Only messages in which the phrase stands are judged again; the others cannot change.
    """
    holding = _holding(safety, labelled)
    before = {text: outcome(triage.judge(text, safety)) for text in labelled}
    for family in safety.families.values():
        if family.id in LEFT_OUT or wanted not in family.id:
            continue
        for phrase in family.words:
            near = holding.get((family.id, phrase), [])
            fewer = without_phrase(safety, family, phrase) if near else safety
            if all(outcome(triage.judge(text, fewer)) == before[text] for text in near):
                yield f"{family.id}: {phrase}"


def _holding(safety: Safety, labelled: list[str]) -> dict[tuple[str, str], list[str]]:
    """For each phrase of each family the messages in which it stands."""
    compiled = lexicon.Lexicon({family.id: family.words for family in safety.families.values()})
    holding: dict[tuple[str, str], list[str]] = {}
    for text in labelled:
        words = compiled.words(text)
        for phrase in compiled.standing(words) | compiled.standing(compiled.mask(words)):
            holding.setdefault(phrase, []).append(text)
    return holding


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
    phrases = list(surviving_phrases(safety, labelled, wanted))
    print(f"phrases that no message needs: {len(phrases)}")
    print(*(f"  {phrase}" for phrase in phrases), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
