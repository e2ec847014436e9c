"""`unpinch simulate`: made-up people live with the coach, and every plan of theirs is checked."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from time import monotonic

from bot.simulation.breaking import FAULTS
from bot.simulation.checks import CHECKS
from bot.simulation.run import Progress, Wanted, simulate
from bot.simulation.tally import Tally
from content.loader import ContentError, load_library

BROKEN = 1
WRONG = 2
FAULTY = 65
ALL = "all"
BAR = 30
SHOWN_FAULTS = 5
BESIDE = ("held", "messages", "breaks", "steady", "replay")
TRIAL_PERSONS, TRIAL_WEEKS = 6, 6


def print_lives(persons: int, weeks: int, seed: int, quiet: bool) -> int:
    """Print a line for each person and the sums; 1 when any check failed."""
    if not _library_is_whole():
        return FAULTY
    began = monotonic()
    tallies = simulate(Wanted(persons, weeks, seed), _progress(persons))
    if not quiet:
        for tally in tallies:
            _print(_line(tally))
    for line in _sums(tallies, weeks):
        _print(line)
    print(f"{monotonic() - began:.0f} s", file=sys.stderr)  # noqa: T201
    return BROKEN if any(tally.faults for tally in tallies) else 0


def print_catches(fault: str, persons: int, weeks: int, seed: int) -> int:
    """Break one rule on purpose, or `all` in turn; 1 when its check does not notice.

    2 for a fault nobody made. With `all` each fault is tried on a few people for a few weeks.
    """
    if fault != ALL and fault not in FAULTS:
        print(f"{fault[:40]!r} is no fault: use {ALL}, {', '.join(FAULTS)}.", file=sys.stderr)  # noqa: T201
        return WRONG
    if not _library_is_whole():
        return FAULTY
    if fault != ALL:
        return 0 if _try(Wanted(persons, weeks, seed, fault)) else BROKEN
    tried = [
        _try(Wanted(min(persons, TRIAL_PERSONS), min(weeks, TRIAL_WEEKS), seed, name))
        for name in FAULTS
    ]
    return 0 if all(tried) else BROKEN


def _library_is_whole() -> bool:
    """Whether the content can be read; says what is wrong before anybody lives with it."""
    try:
        load_library()
    except ContentError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return False
    return True


def _try(wanted: Wanted) -> bool:
    """Whether the check of this fault notices it; prints what was noticed."""
    noticed = Counter(name for tally in simulate(wanted) for name, _ in tally.faults)
    caught = bool(noticed[str(wanted.fault)])
    counts = ", ".join(f"{name} {count}" for name, count in sorted(noticed.items()))
    verdict = "caught" if caught else "NOT CAUGHT"
    _print(f"{wanted.fault:<10} {verdict}: {counts or 'nothing was noticed'}")
    return caught


def _line(tally: Tally) -> str:
    """One person on one line: sessions, phases, holds, cards, rules."""
    return (
        f"{tally.number:>4}  {tally.sort:<12}  {tally.sessions:>3} sessions  "
        f"phases {' > '.join(tally.phases) or '-'}  holds {tally.holds}  "
        f"cards {_counts(tally.cards)}  rules {_counts(tally.rules)}"
    )


def _sums(tallies: list[Tally], weeks: int) -> Iterator[str]:
    yield ""
    for sort in dict.fromkeys(tally.sort for tally in tallies):
        yield _of_sort(sort, [tally for tally in tallies if tally.sort is sort])
    cards = _added(tally.cards for tally in tallies)
    rules = _added(tally.rules for tally in tallies)
    yield f"doctor cards: {_counts(cards)}"
    yield f"rule hits: {_counts(rules)}"
    yield f"around the programme: {_counts(_added(tally.around for tally in tallies))}"
    yield from _checked(tallies, weeks)


def _of_sort(sort: str, tallies: list[Tally]) -> str:
    return (
        f"{sort:<12}  {len(tallies)} people, {sum(t.sessions for t in tallies)} sessions, "
        f"{sum(len(t.phases) for t in tallies)} phase changes, "
        f"{sum(t.holds for t in tallies)} holds, "
        f"{sum(t.cards.total() for t in tallies)} doctor cards"
    )


def _checked(tallies: list[Tally], weeks: int) -> Iterator[str]:
    """How many plans were looked at, and what was wrong with any."""
    plans, replays = sum(t.plans for t in tallies), sum(t.replays for t in tallies)
    yield f"{len(tallies)} people x {weeks} weeks: {plans} plans, {replays} full replays compared"
    faults = [(t.number, name, sentence) for t in tallies for name, sentence in t.faults]
    by_name = Counter(name for _, name, _ in faults)
    for name in (*CHECKS, *BESIDE):
        yield f"  {name:<10} {f'{by_name[name]} broken' if by_name[name] else 'holds'}"
    for number, name, sentence in faults[:SHOWN_FAULTS]:
        yield f"  person {number}, {name}: {sentence}"


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} x{n}" for name, n in sorted(counter.items()) if n) or "-"


def _added(counters: Iterable[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for counter in counters:
        whole.update(counter)
    return whole


def _progress(persons: int) -> Progress:
    """A bar on standard error, only for somebody who looks at a terminal."""
    if not sys.stderr.isatty():
        return lambda _: None

    def show(done: int) -> None:
        filled = BAR * done // max(1, persons)
        end = "\n" if done == persons else ""
        bar = f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done} of {persons}{end}"
        print(bar, end="", file=sys.stderr, flush=True)  # noqa: T201

    return show


def _print(line: str) -> None:
    print(line)  # noqa: T201
