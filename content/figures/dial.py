"""PURE: the strip below a clip: a dot for each repetition, and a ring with the seconds to hold."""

from math import pi

from content.figures import palette
from content.figures.outline import number

WIDTH, HEIGHT = 480, 80
_RADIUS, _RIGHT = 29, 56
_DOT, _STEP, _BETWEEN_SIDES = 8, 30, 34
_INK = f'fill="none" stroke="{palette.ARROW}" stroke-linecap="round" stroke-linejoin="round"'
# Digits as strokes in a box of 6 by 10, so that a picture needs no font.
_DIGITS = (
    "M3 0C-.6 0-.6 10 3 10C6.6 10 6.6 0 3 0Z",
    "M1 2L3.6 0V10",
    "M.3 2.6C.3-.8 5.7-.8 5.7 2.6C5.7 5 .3 7 .3 10H5.8",
    "M.6 1.5C1.5-.6 5.6-.4 5.6 2.4C5.6 4.2 4 4.7 2.6 4.7C4.2 4.7 5.9 5.4 5.9 7.3"
    "C5.9 10.7 1 10.9.3 8.3",
    "M4.6 10V0L0 7H6",
    "M5.4 0H1.2L.8 4.6C2.4 3.3 5.9 3.7 5.9 6.8C5.9 10.4 1.4 10.8.3 8.6",
    "M5 .2C2 1 .2 4 .2 6.8C.2 11 5.9 11 5.9 6.8C5.9 3.2 1 3.2.2 6.6",
    "M.2 0H5.8L2.2 10",
    "M3 4.7C-.6 4.7-.2 0 3 0C6.2 0 6.6 4.7 3 4.7C-.9 4.7-.9 10 3 10C6.9 10 6.9 4.7 3 4.7Z",
    "M1 9.8C4 9 5.8 6 5.8 3.2C5.8-1.2.1-1.2.1 3.2C.1 6.8 5 6.8 5.8 3.4",
)


def draw(*, sides: int, rounds: int, done: tuple[int, ...], seconds: int, held: float) -> str:
    """The strip as an SVG document.

    `done` are the repetitions finished on each side, of `rounds`; `held` is the share of the
    hold that is over, 0 to 1. Without `seconds` there is no ring, for a single round no dots.
    """
    top = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    drawn = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{palette.CARD}"/>']
    if sides * rounds > 1:
        drawn += _dots(sides, rounds, done)
    if seconds:
        drawn.append(_ring(seconds, held))
    return f'{top} width="{WIDTH}" height="{HEIGHT}">{"".join(drawn)}</svg>'


def _dots(sides: int, rounds: int, done: tuple[int, ...]) -> list[str]:
    """A dot for each repetition; those of the other side stand apart."""
    long = sides * (rounds - 1) * _STEP + (sides - 1) * (_STEP + _BETWEEN_SIDES)
    left = (WIDTH - long) / 2
    found = []
    for side in range(sides):
        for place in range(rounds):
            full = place < done[side]
            fill = palette.WORKED if full else "none"
            x = left + side * (rounds * _STEP + _BETWEEN_SIDES) + place * _STEP
            found.append(
                f'<circle class="dot" cx="{number(x)}" cy="{HEIGHT // 2}" r="{_DOT}" '
                f'fill="{fill}" stroke="{palette.WORKED}" stroke-width="3"/>'
            )
    return found


def _ring(seconds: int, held: float) -> str:
    return ring(seconds, held, WIDTH - _RIGHT, HEIGHT // 2, _RADIUS)


def ring(seconds: int, held: float, x: int, y: int, radius: int) -> str:
    """A ring about a number of seconds, filled up to the share `held`, 0 to 1."""
    round_ = 2 * pi * radius
    circle = f'<circle class="ring" cx="{x}" cy="{y}" r="{radius}" fill="none" stroke-width="7"'
    full = f'{circle} stroke="{palette.EDGE}"/>'
    part = f'{circle} stroke="{palette.PATCH}" transform="rotate(-90 {x} {y})"'
    part += f' stroke-dasharray="{number(round_ * held)} {number(round_ * 2)}"/>'
    return full + (part if held else "") + figures(seconds, x, y, high=20 * radius / _RADIUS)


def figures(count: int, x: float, y: float, *, high: float = 20) -> str:
    """A whole number from 0 up, as strokes about a middle, `high` units high."""
    scale = high / 10
    text = str(count)
    scale = min(scale, high * 0.85 / (len(text) * 4.4)) if len(text) > 2 else scale
    left = x - (len(text) * 8.4 - 2.4) * scale / 2
    paths = [
        f'<path transform="translate({number(left + place * 8.4 * scale)} '
        f'{number(y - 5 * scale)}) scale({scale:.2f})" d="{_DIGITS[int(digit)]}"/>'
        for place, digit in enumerate(text)
    ]
    return f'<g class="number" {_INK} stroke-width="1.5">{"".join(paths)}</g>'
