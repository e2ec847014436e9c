"""Learns from the labelled messages what each word says about a level, and writes the lists of it.

Run it from the folder of the project: `python tests/coach/weigh_words.py`. It writes
`content/safety/words/tally.toml` anew, the same from the same messages. The held-out messages
are not read. Run it when messages were added or when word families have changed a lot.

The method is a logistic regression over seven levels: each message in turn moves the points of
its words a little towards the level it is labelled with. Small points are left out at the end.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.cli.triage import labelled  # noqa: E402  the path comes first
from bot.coach import lexicon, reading, tally  # noqa: E402
from bot.coach.scoring import Labelled  # noqa: E402
from bot.coach.tally import EVERY_MESSAGE, LEVELS  # noqa: E402
from bot.coach.triage import Level  # noqa: E402
from content.model import Safety  # noqa: E402
from content.safety_loader import load_safety  # noqa: E402

MESSAGES = Path(__file__).parent / "messages"
SETS = (
    "families", "second_hand", "tuning", "spoken.toml", "strangers.toml", "strangers_two.toml",
    "strangers_three.toml", "strangers_four.toml", "strangers_five.toml", "invented.toml",
    "crises.toml", "emergencies.toml", "unrelated.toml", "unsure.toml",
)  # fmt: skip
OF_OTHERS = ("second_hand", "strangers", "invented")  # told as strangers tell it
OF_OTHERS_COUNT = 1.5
# Most real messages are calm, most of ours are not.
CALM_COUNTS = {"self_care": 2.0, "info_question": 1.5, "unrelated": 1.5}
ROUNDS, STEP, SLOWER, FADE = 20, 0.3, 0.92, 0.003
LEAST_WORD, LEAST_PAIR = 2, 5
LEAST_POINTS = 5  # tenths
LINE = 96
WISH = "wish_to_die"
WRITABLE = re.compile(r"@[a-z_]+|[^\W_]+\*?")
WORDS = ROOT / "content" / "safety" / "words" / "tally.toml"
HEAD = """\
# What each word says about a level, in tenths of a point. Learned from the labelled messages by
# tests/coach/weigh_words.py, never written by hand; run that anew when messages were added.
#   numb 31         the word, with 31 tenths of a point
#   bladd* 12       any word that begins so
#   cannot feel 14  the two words together
#   denied fever 9  the word after "no", "not", "without"
#   @saddle 22      any phrase of that family
#   @everything 5   every message
# The points of a message are added up. They can only raise what the rules found: to an emergency,
# to today, or to "I can't judge this"; and they choose between answers that are all calm.
"""


@dataclass(slots=True)
class Example:
    """One message: what it holds, the place of its level, and how much it counts."""

    id: str
    things: list[str]
    level: int
    counts: float


def examples() -> list[Example]:
    """Every labelled message of ours, read as the bot reads it."""
    safety = load_safety(ROOT / "content" / "safety", {})
    found = []
    for name in SETS:
        path = MESSAGES / name
        if path.exists():
            counts = OF_OTHERS_COUNT if name.startswith(OF_OTHERS) else 1.0
            found += [_example(message, safety, counts) for message in labelled(path)]
    return found


def _example(message: Labelled, safety: Safety, counts: float) -> Example:
    held = reading.held(message.text, safety)
    things = sorted(thing for thing in held if all(map(WRITABLE.fullmatch, thing.split())))
    level = _level(message, safety)
    counts *= CALM_COUNTS.get(level, 1.0)
    return Example(message.id, things, LEVELS.index(level), counts)


def _level(message: Labelled, safety: Safety) -> str:
    """The level of the label; emergencies in which our lists find a wish to die are told apart."""
    signs = reading.read(message.text, safety).signs
    wish = any(sign.counts and sign.concept == WISH for sign in signs)
    return "crisis" if wish and message.expected == Level.EMERGENCY else message.expected


def common(found: list[Example]) -> None:
    """Leave out what too few messages hold: it says something about those messages only."""
    counted = Counter(thing for example in found for thing in example.things)
    for example in found:
        example.things = [t for t in example.things if counted[t] >= _least(t)]


def _least(thing: str) -> int:
    pair = " " in thing and not thing.startswith(tally.DENIED)
    return LEAST_PAIR if pair else LEAST_WORD


def learn(found: list[Example]) -> dict[str, list[float]]:
    """The points of each thing for each level."""
    points: dict[str, list[float]] = {EVERY_MESSAGE: [0.0] * len(LEVELS)}
    for example in found:
        for thing in example.things:
            points.setdefault(thing, [0.0] * len(LEVELS))
    step = STEP
    for turn in range(ROUNDS):
        for example in sorted(found, key=lambda one: crc32(f"{turn} {one.id}".encode())):
            if example.things:
                _learn_from(example, points, step)
        step *= SLOWER
    return points


def _learn_from(example: Example, points: dict[str, list[float]], step: float) -> None:
    rows = [points[thing] for thing in example.things]
    every = points[EVERY_MESSAGE]
    size = sqrt(len(rows))
    sums = [
        base + sum(column) / size
        for base, column in zip(every, zip(*rows, strict=True), strict=True)
    ]
    parts = [exp(one - max(sums)) for one in sums]
    total = sum(parts)
    pulls = [-step * example.counts * part / total for part in parts]
    pulls[example.level] += step * example.counts
    every[:] = [base + 0.1 * pull for base, pull in zip(every, pulls, strict=True)]
    fade, share = 1 - step * FADE, 2 / size
    for row in rows:
        row[:] = [fade * one + share * pull for one, pull in zip(row, pulls, strict=True)]


def written(points: dict[str, list[float]]) -> str:
    """The lists as a file: for each level what speaks for it and what against it."""
    parts = [HEAD]
    for n, level in enumerate(LEVELS):
        rows = {thing: round(row[n] * 10) for thing, row in points.items()}
        for start, sign, says in (
            (lexicon.TALLY_FOR, 1, "for"),
            (lexicon.TALLY_AGAINST, -1, "against"),
        ):
            strong = sorted(
                (-sign * tenths, thing)
                for thing, tenths in rows.items()
                if sign * tenths >= LEAST_POINTS or (thing == EVERY_MESSAGE and sign * tenths > 0)
            )
            lines = [f'"{thing} {-tenths}"' for tenths, thing in strong]
            parts.append(f'[{start}{level}]\nmeans = "words that speak {says} {level}"\nwords = [')
            parts.append(_in_lines(lines) + "\n]\n")
    return "\n".join(parts)


def _in_lines(items: list[str]) -> str:
    lines, line = [], "   "
    for item in items:
        if len(line) + len(item) + 2 > LINE:
            lines.append(line)
            line = "   "
        line += f" {item},"
    return "\n".join([*lines, line])


def main() -> int:
    """Write the lists and say how long they are."""
    found = examples()
    common(found)
    text = written(learn(found))
    WORDS.write_text(text, encoding="utf-8")
    print(f"{len(found)} messages, {text.count(chr(34)) // 2} lines of points")
    return 0


if __name__ == "__main__":
    sys.exit(main())
