"""A guided video of ten minutes: every stretch drawn for the first time, then every one kept."""

import asyncio
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.coach import guided
from bot.coach.facts import Item
from bot.coach.guided import Kind, Stretch
from bot.services.studio import STRETCHES, Crew
from content.film.scene import Scene
from content.film.script import Script
from content.film.times import Timing
from content.loader import load_library
from content.model import Library
from tests.bench.measuring import Row, Size, Spread

COLD, WARM, LARGEST = 60.0, 10.0, 10.0  # seconds, seconds, MB
# The moves and doses of a first routine.
PLAN = (
    Item("WU1", "easy-cardio", 1, 1, 150, 1, 165),
    Item("WU2", "knee-rolls", 1, 20, 0, 1, 90),
    Item("GLUTE", "glute-bridge", 1, 8, 3, 1, 60),
    Item("ABD", "side-lying-hip-abduction", 1, 8, 2, 2, 110),
    Item("FT", "isometric-hip-flexion", 1, 5, 5, 2, 110),
    Item("STR_HF", "half-kneeling-hip-flexor-stretch", 1, 1, 30, 2, 85),
)


def script(library: Library) -> Script:
    """The video of the plan, as the bot makes it but for the wording."""
    stretches = guided.course(PLAN, library.exercises)
    scenes = tuple(_scene(library, one) for one in stretches)
    return Script(scenes, tuple((at, str(tone)) for at, tone in guided.tones(stretches)))


def _scene(library: Library, one: Stretch) -> Scene:
    item = PLAN[one.place]
    move = library.exercises[item.exercise]
    if move.pose is None:
        raise ValueError(f"{move.id} has no pose")
    works = one.kind is Kind.WORK
    rep = guided.repetition(item, move) if works else 0
    counts = tuple(f"{each} of {item.count}" for each in range(1, item.count + 1)) if rep else ()
    timing = Timing(one.seconds, rep, item.hold) if works else Timing(one.seconds, moves=False)
    if one.kind is Kind.READY:
        timing = Timing(one.seconds, moves=False, rehearses=True)
    head = f"{one.kind} {one.side}"
    return Scene(move.pose, one.side == 1, str(one.kind), timing, head, move.name, "dose", counts)


def rows(size: Size) -> list[Row]:
    """Seconds with nothing kept and with everything kept, and the size of the file."""
    film = script(load_library())
    cold, warm, spent, size_mb = [], [], [], 0.0
    for _ in range(size.of(2, 1)):
        with TemporaryDirectory() as folder:
            before = _spent()
            cold.append(asyncio.run(_made(film, Path(folder), "cold")))
            spent.append(_spent() - before)
            warm.append(asyncio.run(_made(film, Path(folder), "warm")))
            size_mb = Path(folder, "warm.mp4").stat().st_size / 1e6
    note = (
        f"{film.seconds / 60:.1f} minutes in {len(film.scenes)} stretches; "
        f"{Spread.of(spent)} s of processor time"
    )
    first, again = Spread.of(cold), Spread.of(warm)
    return [
        Row("guided video of 10 minutes, every stretch drawn", "s", first, None,
            f"at most {COLD:g} s", first.max <= COLD, note),
        Row("the same, every stretch kept", "s", again, None, f"at most {WARM:g} s",
            again.max <= WARM),
        Row("the same, size", "MB", Spread.of([size_mb]), None, f"at most {LARGEST:g} MB",
            size_mb <= LARGEST),
    ]  # fmt: skip


async def _made(script: Script, folder: Path, name: str) -> float:
    """Make the film with processes of its own, as for a bot that was idle; seconds it took."""
    crew, begun = Crew(), time.perf_counter()
    await crew.make(script, folder / STRETCHES, folder / f"{name}.mp4")
    seconds = time.perf_counter() - begun
    if crew._pool is not None:
        await asyncio.to_thread(crew._pool.shutdown)  # so that its processor time is counted
    return seconds


def _spent() -> float:
    """Processor seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
