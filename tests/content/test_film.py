"""The guided video as a file: its length, its pictures, and the times of its tones."""

from array import array
from dataclasses import dataclass
from pathlib import Path

import av
import pytest

from content.film import joining, lettering, scene, shooting
from content.film.scene import Scene
from content.film.times import RATE, Moment, Timing, moments
from content.fonts import plain_and_bold
from content.model import Library

LOUD = 0.05  # of full scale


@dataclass(frozen=True)
class Seen:
    """What a player finds in a file: seconds, pixels, and when each tone comes in."""

    seconds: float
    size: tuple[int, int]
    times: list[float]
    onsets: list[float]


def watch(path: Path) -> Seen:
    """Read a film as a player does."""
    with av.open(str(path), "r") as file:
        shown = list(file.decode(video=0))
        length = (file.duration or 0) / 1e6
    times = [float(frame.time or 0) for frame in shown]
    return Seen(length, (shown[0].width, shown[0].height), times, onsets(path))


def onsets(path: Path) -> list[float]:
    """The seconds at which sound begins after at least half a second of silence."""
    found: list[float] = []
    quiet_since = 0.0
    with av.open(str(path), "r") as file:
        for frame in file.decode(audio=0):
            at = float(frame.time or 0)
            samples = array("f", bytes(frame.planes[0]))[: frame.samples]
            if max(abs(one) for one in samples) < LOUD:
                continue
            if at - quiet_since > 0.5 or not found:
                found.append(at)
            quiet_since = at
    return found


def a_scene(library: Library, id_: str, timing: Timing, *, other: bool = False) -> Scene:
    exercise = library.exercises[id_]
    assert exercise.pose is not None
    counts = tuple(f"{one} of 9" for one in range(1, 10))
    return Scene(exercise.pose, other, "work", timing, "Left side", exercise.name, "dose", counts)


def seen(library: Library, id_: str, timing: Timing) -> list[tuple[int, Moment]]:
    return list(moments(a_scene(library, id_, timing).pose, timing))


@pytest.fixture(scope="module")
def film(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A minute: get ready, hold, the other side, repetitions; with a tone at each change."""
    folder = tmp_path_factory.mktemp("film")
    raster = shooting.raster_with(plain_and_bold())
    parts = []
    for number, one in enumerate(
        [
            a_scene(library, "piriformis-stretch", Timing(15, moves=False, rehearses=True)),
            a_scene(library, "piriformis-stretch", Timing(20)),
            a_scene(library, "piriformis-stretch", Timing(10), other=True),
            a_scene(library, "standing-march", Timing(15, 3)),
        ]
    ):
        path = folder / f"{number}.mp4"
        shooting.draw(one, path, raster)
        parts.append((path, one.timing.seconds))
    tones = [(15.0, "start"), (25.0, "halfway"), (35.0, "change"), (58.5, "end")]
    joining.join(parts, tones, folder / "film.mp4")
    assert (folder / "film.mp4").stat().st_size < 1_000_000
    return watch(folder / "film.mp4")


def test_the_film_is_as_long_as_its_parts(film: Seen) -> None:
    assert film.seconds == pytest.approx(60.0, abs=0.1)
    assert film.size == (scene.WIDE, scene.TALL)


def test_the_tones_come_at_their_times(film: Seen) -> None:
    assert film.onsets == pytest.approx([15.0, 25.0, 35.0, 58.5], abs=0.1)


def test_every_second_has_a_picture_in_the_right_order(film: Seen) -> None:
    assert film.times == sorted(set(film.times))
    gaps = [after - at for at, after in zip(film.times, [*film.times[1:], 60.0], strict=True)]
    assert max(gaps) <= 1.0 + 1 / RATE
    assert {15.0, 35.0, 45.0} <= {round(at, 2) for at in film.times}


def test_the_same_stretch_gives_the_same_bytes(library: Library, tmp_path: Path) -> None:
    one = a_scene(library, "plank", Timing(4))
    for name in ("a", "b"):
        shooting.draw(one, tmp_path / name, shooting.raster_with(plain_and_bold()))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_stretch_is_made_anew_for_other_words_sides_or_times(library: Library) -> None:
    keys = {
        scene.key(a_scene(library, "plank", Timing(10))),
        scene.key(a_scene(library, "plank", Timing(15))),
        scene.key(a_scene(library, "plank", Timing(10), other=True)),
        scene.key(a_scene(library, "clamshell", Timing(10))),
    }
    assert len(keys) == 4


def test_parts_of_another_form_are_not_joined(library: Library, tmp_path: Path) -> None:
    shooting.draw(
        a_scene(library, "plank", Timing(2)),
        tmp_path / "a.mp4",
        shooting.raster_with(plain_and_bold()),
    )
    with av.open(str(tmp_path / "b.mp4"), "w") as file:
        stream = file.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        frame = av.VideoFrame(64, 64, "yuv420p")
        file.mux([*stream.encode(frame), *stream.encode()])
    parts = [(tmp_path / "a.mp4", 2.0), (tmp_path / "b.mp4", 1.0)]
    with pytest.raises(ValueError, match="one form"):
        joining.join(parts, [], tmp_path / "c.mp4")
    with pytest.raises(ValueError, match="at least one"):
        joining.join([], [], tmp_path / "c.mp4")


def test_a_hold_counts_its_seconds_down_and_moves_only_at_first(library: Library) -> None:
    shown = seen(library, "piriformis-stretch", Timing(30))
    assert [now.left for tick, now in shown if tick % RATE == 0] == list(range(30, 0, -1))
    still = [now for tick, now in shown if tick > 2 * RATE]
    assert {(now.one, now.way) for now in still} == {("B", 0.0)}
    assert len(still) == 27


def test_repetitions_are_counted_in_their_real_tempo(library: Library) -> None:
    shown = seen(library, "glute-bridge", Timing(24, 6, 3))
    begins = {now.count: tick for tick, now in reversed(shown)}
    assert begins == {count: (count - 1) * 6 * RATE for count in range(1, 5)}
    held = [now.left for tick, now in shown if now.left and tick < 6 * RATE]
    assert held == [3, 2, 1]


def test_a_press_is_held_for_the_seconds_of_its_dose(library: Library) -> None:
    shown = seen(library, "isometric-hip-flexion", Timing(30, 15, 10))
    assert [now.left for tick, now in shown if now.left and tick < 15 * RATE] == [*range(10, 0, -1)]


def test_two_steps_of_one_round_are_two_repetitions(library: Library) -> None:
    shown = seen(library, "knee-rolls", Timing(12, 3))
    turned = {now.two for tick, now in shown if now.count == 2}
    assert "C" in turned
    assert "C" not in {now.two for _, now in shown if now.count == 1}


def test_a_shift_to_each_side_is_a_repetition_with_a_hold_of_its_own(library: Library) -> None:
    shown = seen(library, "weight-shift", Timing(12, 3, 2))
    held = {now.count: now.one for _, now in shown if now.left}
    assert held == {1: "B", 2: "C", 3: "B", 4: "C"}
    counted = [(now.count, now.left) for _, now in shown if now.left]
    assert counted == [(count, left) for count in range(1, 5) for left in (2, 1)]


def test_getting_ready_shows_the_move_once_and_stands_still_at_both_ends(library: Library) -> None:
    shown = seen(library, "piriformis-stretch", Timing(15, moves=False, rehearses=True))
    start = {now.way for tick, now in shown if tick < 3 * RATE}
    assert start == {0.0}
    assert "B" in {now.one for tick, now in shown if now.one == now.two}
    assert shown[-1][1].way in (0.0, 1.0)
    assert shown[-1][1].left == 1


@pytest.mark.parametrize(
    ("title", "rows"),
    [("Plank", 1), ("Half-kneeling hip flexor stretch", 2), ("Donaudampfschifffahrtsverein", 1)],
)
def test_a_long_name_is_broken_and_stays_within_the_picture(title: str, rows: int) -> None:
    drawn = lettering.above("work", "Left side", title, "30 seconds")
    assert drawn.count("<text") == rows + 2
    assert len(lettering.above("work", "x", "w" * 200, "y")) < 1200


def test_words_cannot_break_the_drawing() -> None:
    assert "&lt;b&gt;&amp;" in lettering.above("ready", "<b>&", "a", "b")
