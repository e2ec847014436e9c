"""The clips: a loop of a few seconds that never floats, sinks or jumps, in a small silent film."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import av
import pytest

from content.figures import clip, dial, film, limits, rhythm, strip
from content.figures.between import between, eased
from content.figures.clip import Clip
from content.figures.contact import GIVE
from content.figures.pose import Pose
from content.figures.skeleton import Skeleton, stand
from content.figures.strip import Strip
from content.loader import load_library

EXERCISES = {id_: one for id_, one in load_library().exercises.items() if one.pose}
POSES: dict[str, Pose] = {id_: one.pose for id_, one in EXERCISES.items() if one.pose}
SIDES = {id_: one.dose.sides for id_, one in EXERCISES.items()}
BRIDGE = Clip(POSES["glute-bridge"], 1, 3)
MARCH = Clip(POSES["standing-march"], 2, 0)
MEDIAN_LIMIT, LIMIT = 300_000, 700_000
EACH = pytest.mark.parametrize("id_", POSES)


def steps(pose: Pose) -> Iterator[tuple[str, Skeleton]]:
    """Every tenth of every movement of a pose."""
    names = [*pose.order, pose.order[0]]
    for one, two in pairwise(names):
        for tenth in range(11):
            yield one, stand(between(pose.frame(one), pose.frame(two), tenth / 10))


@EACH
def test_nothing_sinks_into_the_floor_on_the_way(id_: str) -> None:
    for _, figure in steps(POSES[id_]):
        low = {n: p[1] for n, p in figure.points.items() if not n.endswith("toe")}
        assert min(low.values()) >= -GIVE - 0.01, min(low, key=lambda name: low[name])


@EACH
def test_no_joint_bends_too_far_on_the_way(id_: str) -> None:
    pose = POSES[id_]
    for one, two in zip(pose.order, [*pose.order[1:], pose.order[0]], strict=True):
        half = between(pose.frame(one), pose.frame(two), 0.5)
        assert list(limits.beyond(half)) == []


@EACH
def test_nothing_jumps_between_two_steps(id_: str) -> None:
    before = None
    for _, figure in steps(POSES[id_]):
        if before is not None:
            moved = max(
                sum((a - b) ** 2 for a, b in zip(p, before.points[n], strict=True)) ** 0.5
                for n, p in figure.points.items()
            )
            assert moved < 40
        before = figure


@EACH
def test_a_loop_lasts_six_to_ten_seconds_and_ends_where_it_begins(id_: str) -> None:
    pose, sides = POSES[id_], SIDES[id_]
    line = list(rhythm.beats(pose, sides))
    assert 5.5 <= len(line) / rhythm.RATE <= 10.7
    assert line[0].one == line[0].two == pose.order[0]
    assert line[-1].two == pose.order[0]
    assert line[-1].way > 0.7
    assert {beat.other_side for beat in line} == ({False, True} if sides == 2 else {False})


@EACH
def test_both_sides_take_the_same_time(id_: str) -> None:
    line = list(rhythm.beats(POSES[id_], 2))
    assert sum(beat.other_side for beat in line) * 2 == len(line)


def test_a_movement_starts_and_ends_slowly() -> None:
    assert eased(0) == 0
    assert eased(1) == pytest.approx(1)
    assert eased(0.1) < 0.05
    assert eased(0.5) == pytest.approx(0.5)


def test_a_foot_on_the_floor_stays_where_it_is() -> None:
    pose = POSES["sit-to-stand"]
    heels = [figure.points["w_heel"] for _, figure in steps(pose)]
    assert all(heel == pytest.approx(heels[0], abs=1.5) for heel in heels)


def test_the_ring_fills_while_a_hold_lasts_and_shows_its_number() -> None:
    strips = [below for _, below in clip.pictures(BRIDGE)]
    assert all('class="number"' in one for one in strips)
    assert any(one.count('class="ring"') == 2 for one in strips)
    assert strips[0].count('class="ring"') == 1


def test_without_seconds_there_is_no_ring_and_dots_count_both_sides() -> None:
    strips = [below for _, below in clip.pictures(MARCH)]
    assert all('class="ring"' not in one for one in strips)
    full = [len(re.findall(r'class="dot"[^>]*fill="#', one)) for one in strips]
    assert full == sorted(full)
    assert full[0] == 0
    assert full[-1] == strips[-1].count('class="dot"')


def test_a_number_of_three_digits_fits_into_the_ring() -> None:
    drawn = dial.draw(sides=1, rounds=1, done=(0, 0), seconds=120, held=0.5)
    assert drawn.count("<path") == 3
    assert 'class="dot"' not in drawn


def test_a_small_movement_has_an_arrow_on_the_way_and_a_large_one_none() -> None:
    tilt = "".join(figure for figure, _ in clip.pictures(Clip(POSES["pelvic-tilt"], 1, 5)))
    assert 'class="arrow"' in tilt
    assert 'class="arrow"' not in "".join(figure for figure, _ in clip.pictures(BRIDGE))


@pytest.mark.parametrize("id_", ["glute-bridge", "standing-march", "pigeon-pose", "knee-rolls"])
def test_a_clip_is_a_small_silent_film_that_plays_at_once(id_: str) -> None:
    made = clip.draw(Clip(POSES[id_], SIDES[id_], 0))
    assert 5_000 < len(made) < MEDIAN_LIMIT < LIMIT
    assert made.index(b"moov") < made.index(b"mdat")
    with av.open(io.BytesIO(made)) as file:
        (stream,) = file.streams
        assert isinstance(stream, av.VideoStream)
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.width, context.height) == (clip.SIDE, clip.SIDE)
        assert stream.average_rate is not None
        assert stream.average_rate >= 12
        assert sum(1 for _ in file.decode(stream)) == stream.frames


def test_a_clip_is_the_same_bytes_twice() -> None:
    assert clip.draw(MARCH) == clip.draw(MARCH)


def test_strips_that_do_not_fill_a_picture_are_refused() -> None:
    figure, _ = next(clip.pictures(BRIDGE))
    with pytest.raises(ValueError, match="do not fill"):
        film.mp4([(figure,)], (clip.SIDE, clip.SIDE), 12)


def test_the_key_of_a_clip_changes_with_all_it_shows() -> None:
    shown = [BRIDGE, replace(BRIDGE, seconds=5), replace(BRIDGE, sides=2), MARCH]
    assert len({clip.key(one) for one in shown}) == 4
    assert clip.key(replace(BRIDGE)) == clip.key(BRIDGE)


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (3, 3), (4, 2), (8, 3)])
def test_a_strip_numbers_its_moves_in_rows(count: int, columns: int) -> None:
    svg = strip.draw(Strip(tuple(POSES.values())[:count]))
    assert svg.count('class="number"') == count
    assert f'width="{columns * strip.TILE}"' in svg


def test_the_key_of_a_strip_changes_with_the_order() -> None:
    one, two = POSES["plank"], POSES["bird-dog"]
    assert strip.key(Strip((one, two))) != strip.key(Strip((two, one)))
