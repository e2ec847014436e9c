"""Reads the `[pose]` part of an exercise file, strictly: each fault is noted by its key."""

from collections.abc import Mapping
from math import hypot
from typing import Any

from content.figures import patch, props
from content.figures.contact import REST
from content.figures.limits import LIMITS
from content.figures.pose import Arrow, Camera, Frame, Patch, Point, Pose, Prop
from content.tables import Table

ALT_LETTERS = 200
_ROUNDEST = 6.0  # centimetres; a head does not fit on a smaller circle
_KEYS = frozenset(
    {
        "alt", "azimuth", "elevation", "mirror", "ghost", "order", "move", "hold", "still",
        "patches", "props", "frames",
    }
)  # fmt: skip
_FRAME_KEYS = frozenset({"name", "anchor", "at", "touch", "hands", "arrows"}) | set(LIMITS)
_ARROW_KEYS = frozenset({"point", "move", "offset", "turn"})
_POINTS = frozenset(
    name if name in ("pelvis", "waist", "neck", "head") else f"{side}_{name}"
    for name in REST
    for side in "wo"
)
# An empty figure: what stands for a pose that could not be read.
EMPTY = Pose("", Camera(0, 0), (), (), (), (), ())


class _Fault(Exception):
    """A key of the pose and what to do about it."""


def read_pose(table: Table) -> Pose:
    """The pose of an exercise; what is wrong is noted in the table and an empty one comes back."""
    try:
        return _pose(table.data)
    except _Fault as fault:
        key, sentence = fault.args
        table.blame(key, sentence)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        table.blame("frames", f"this pose is not complete; look at {error}.")
    return EMPTY


def _pose(data: Mapping[str, Any]) -> Pose:
    _known(data, _KEYS, "")
    frames = tuple(_frame(frame) for frame in data["frames"])
    names = [frame.name for frame in frames]
    order = _named(data["order"], names, "order")
    pose = Pose(
        alt=_alt(data.get("alt")),
        camera=Camera(
            _number(data["azimuth"], "azimuth"),
            _number(data["elevation"], "elevation"),
            data.get("mirror") is True,
        ),
        frames=frames,
        order=order,
        move=_seconds(data["move"], len(order), "move"),
        hold=_seconds(data["hold"], len(order), "hold"),
        still=_named(data["still"], names, "still"),
        props=tuple(_prop(prop) for prop in data.get("props", ())),
        patches=tuple(_patch(one) for one in data.get("patches", ())),
        ghost=data.get("ghost") is True,
    )
    _check_whole(pose)
    return pose


def _check_whole(pose: Pose) -> None:
    if len(pose.frames) < 2:
        raise _Fault("frames", "write at least two key frames, the start and the end.")
    if len(pose.still) != 2:
        raise _Fault("still", "name two frames, the start and the end.")
    if not pose.patches:
        raise _Fault("patches", "name at least one place where it should be felt.")
    if not pose.frame(pose.still[1]).arrows:
        raise _Fault("frames", f"give frame {pose.still[1]} an arrow for the movement.")


def _frame(data: Mapping[str, Any]) -> Frame:
    name = str(data["name"])
    _known(data, _FRAME_KEYS, f"frames.{name}.")
    for point in (data["anchor"], *data.get("touch", {})):
        _one_of(point, _POINTS, f"frames.{name}")
    return Frame(
        name=name,
        anchor=data["anchor"],
        at=_point(data["at"], f"frames.{name}.at"),
        angles={part: _angles(data[part], part, name) for part in LIMITS if part in data},
        touch=dict(data.get("touch", {})),
        hands=dict(data.get("hands", {})),
        arrows=tuple(_arrow(arrow) for arrow in data.get("arrows", ())),
    )


def _angles(data: Mapping[str, Any], part: str, frame: str) -> dict[str, float]:
    _known(data, LIMITS[part], f"frames.{frame}.{part}.")
    return {
        joint: _number(angle, f"frames.{frame}.{part}.{joint}") for joint, angle in data.items()
    }


def _arrow(data: Mapping[str, Any]) -> Arrow:
    _known(data, _ARROW_KEYS, "arrows.")
    _one_of(data["point"], _POINTS, "arrows.point")
    right, up, _ = _point([*data["move"], 0], "arrows.move")
    if right == up == 0:
        raise _Fault("arrows.move", "an arrow needs a length.")
    offset = _point(data.get("offset", [0, 0, 0]), "arrows.offset")
    turn = _number(data.get("turn", 0), "arrows.turn")
    if turn and hypot(right, up) < _ROUNDEST:
        raise _Fault("arrows.move", f"let a round arrow start {_ROUNDEST:g} cm off its middle.")
    return Arrow(data["point"], (right, up), offset, turn)


def _patch(data: Mapping[str, Any]) -> Patch:
    _one_of(data["segment"], patch.SEGMENTS, "patches.segment")
    _one_of(data["side"], patch.SIDES, "patches.side")
    return Patch(data["segment"], _number(data["t"], "patches.t"), data["side"])


def _prop(data: Mapping[str, Any]) -> Prop:
    _one_of(data["name"], props.NAMES, "props.name")
    box = tuple(_number(side, "props.box") for side in data.get("box", ()))
    line = tuple(data.get("line", ()))
    if len(box) != 6 and len(line) != 2:
        raise _Fault("props", "a thing needs a box of six numbers or a line between two points.")
    for point in line:
        _one_of(point, _POINTS, "props.line")
    return Prop(data["name"], box, line, data.get("front") is True)


def _alt(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= ALT_LETTERS:
        raise _Fault("alt", f"say in 1 to {ALT_LETTERS} letters what the picture shows.")
    return value


def _named(value: Any, names: list[str], key: str) -> tuple[str, ...]:
    for name in value:
        _one_of(name, names, key)
    return tuple(value)


def _seconds(value: Any, count: int, key: str) -> tuple[float, ...]:
    seconds = tuple(_number(one, key) for one in value)
    if len(seconds) != count or min(seconds) < 0:
        raise _Fault(key, f"write {count} times in seconds, one for each frame in `order`.")
    return seconds


def _point(value: Any, key: str) -> Point:
    x, y, z = (_number(one, key) for one in value)
    return (x, y, z)


def _number(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Fault(key, "write a number.")
    return float(value)


def _one_of(word: object, known: Any, key: str) -> None:
    if word not in known:
        raise _Fault(key, f"{word} is not known; use one of {', '.join(sorted(known))}.")


def _known(data: Mapping[str, Any], known: Any, path: str) -> None:
    for key in data:
        if key not in known:
            raise _Fault(f"{path}{key}", "take this key out; nothing reads it.")
