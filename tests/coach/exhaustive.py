"""Every plan there is, of up to three flags, each phase, length and set of modes, over 60 days.

`make exhaustive` takes hours on a small machine: `--flags 1` is the part of minutes, `--share 2/8`
the second of eight equal parts. The exit code is 1 when a plan breaks a rule.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

from bot.coach import slots
from bot.coach.facts import Profile
from bot.coach.planner import plan
from bot.coach.state import Setting, opening
from bot.simulation import checks
from bot.simulation.checks import Seen
from content.model import Phase
from tests.coach.programme.people import START
from tests.coach.programme.table import EXERCISES

DAYS = 60
MOST_FLAGS = 3
MODES = ("no_floor", "no_kneeling", "desk", "bed")
FLAGS = sorted(
    {flag for move in EXERCISES.values() for flag in move.blocked_by} - {*MODES, "ALWAYS"}
)
KITS = (frozenset({"bed"}), frozenset({"bed", "band", "step", "roller", "ball"}))
SHOWN = 20  # sentences about broken rules

Flags = frozenset[str]


def flag_sets(most: int) -> list[Flags]:
    """Every set of at most so many flags, the smallest first."""
    sizes = range(most + 1)
    return [frozenset(found) for size in sizes for found in combinations(FLAGS, size)]


def mode_sets() -> list[Flags]:
    """Every set of modes."""
    sizes = range(len(MODES) + 1)
    return [frozenset(found) for size in sizes for found in combinations(MODES, size)]


def seen_with(flags: Flags) -> Iterator[Seen]:
    """Every plan of people with these flags."""
    for modes, kit, phase in product(mode_sets(), KITS, Phase):
        me = Profile(
            start=START, usual=3, flags=flags, modes=modes, kit=kit, cleared=True, midwife_ok=True
        )
        first = replace(opening(Setting(me, EXERCISES)), phase=phase, since=START)
        for day, minutes in product(range(DAYS), slots.MINUTES):
            # A session a day moves the turns of the strength lists on, as weeks do.
            state = replace(first, strength_count=day)
            d = START + timedelta(days=day)
            made = plan(me, state, d, minutes, EXERCISES)
            yield Seen(me, first, state, minutes, made, made, EXERCISES)


def walk(flags: Flags) -> tuple[int, Counter[str], list[str]]:
    """How many plans there were, how often each rule broke, and some sentences about it."""
    number, broken, sentences = 0, Counter[str](), list[str]()
    for seen in seen_with(flags):
        number += 1
        for name, sentence in checks.broken(seen):
            broken[name] += 1
            if len(sentences) < SHOWN:
                who = f"{sorted(flags)} {sorted(seen.profile.modes)} {seen.state.phase.value}"
                sentences.append(f"{name}: {who}, {seen.minutes} min: {sentence}")
    return number, broken, sentences


def main() -> int:
    """Walk through the share asked for, on all cores; prints a line each minute."""
    asked = _arguments()
    part, parts = map(int, asked.share.split("/"))
    sets = flag_sets(asked.flags)[part - 1 :: parts]
    number, broken, sentences = 0, Counter[str](), list[str]()
    began = said = time.monotonic()
    with ProcessPoolExecutor() as pool:
        for done, found in enumerate(pool.map(walk, sets), start=1):
            number += found[0]
            broken += found[1]
            sentences += found[2]
            if time.monotonic() - said > 60:
                said = time.monotonic()
                left = (said - began) / done * (len(sets) - done) / 60
                print(
                    f"{done} of {len(sets)} sets of flags, about {left:.0f} min left",
                    file=sys.stderr,
                )
    seconds = time.monotonic() - began
    what = f"{number:,} plans of {len(sets):,} sets of flags in {seconds:,.0f} s"
    print(f"{what}: {sum(broken.values())} broken")
    for name, count in broken.most_common():
        print(f"  {name}: {count:,}")
    print("\n".join(sentences[:SHOWN]))
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flags", type=int, default=MOST_FLAGS, help="at most so many at once")
    parser.add_argument("--share", default="1/1", help="part/parts, such as 2/8")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
