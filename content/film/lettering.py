"""PURE: the words above the figure of a guided video, and the count and the ring below it."""

from html import escape

from content.figures import dial, palette
from content.figures.outline import number

WIDTH, HIGH_ABOVE, HIGH_BELOW = 480, 144, 120
FAMILY = "DejaVu Sans"
_ROOM = WIDTH - 32
_WIDE = 0.66  # of the size: the width of a letter in bold, a little more than most
_HEAD, _TITLE, _LINE, _COUNT = 26.0, 30.0, 23.0, 46.0
_SMALLEST = 15.0
_COLOURS = {"ready": palette.TRUNK, "work": palette.WORKED}
_RING_X, _RING_Y, _RADIUS = WIDTH - 66, HIGH_BELOW // 2, 48


def above(kind: str, head: str, title: str, line: str) -> str:
    """What to do now, the move in one line or two, and its dose, on a strip of words."""
    colour = _COLOURS.get(kind, palette.OTHER)
    ink = palette.CARD if kind in _COLOURS else palette.ARROW
    names = _broken(title)
    first = 82 if len(names) == 1 else 72
    drawn = [
        f'<rect width="{WIDTH}" height="{HIGH_ABOVE}" fill="{palette.CARD}"/>',
        f'<rect width="{WIDTH}" height="40" fill="{colour}"/>',
        _text(head, 29, _HEAD, ink, bold=True),
        *(_text(name, first + 30 * row, _TITLE, palette.ARROW) for row, name in enumerate(names)),
        _text(line, first + 30 * len(names) + 4, _LINE, palette.ARROW, bold=False),
    ]
    return _strip(HIGH_ABOVE, drawn)


def below(count: str, left: int, over: float) -> str:
    """The count of repetitions, and a ring with the seconds that are left, 0 for none."""
    drawn = [f'<rect width="{WIDTH}" height="{HIGH_BELOW}" fill="{palette.CARD}"/>']
    if count:
        drawn.append(_text(count, 76, _COUNT, palette.ARROW))
    if left:
        drawn.append(dial.ring(left, over, _RING_X, _RING_Y, _RADIUS))
    return _strip(HIGH_BELOW, drawn)


def _broken(title: str) -> list[str]:
    """A title as one line, or as two of like length where one would have to be small."""
    if _fitting(title) >= _TITLE or " " not in title:
        return [title]
    gaps = [place for place, letter in enumerate(title) if letter == " "]
    middle = min(gaps, key=lambda place: abs(place - len(title) / 2))
    return [title[:middle], title[middle + 1 :]]


def _text(words: str, y: float, size: float, colour: str, *, bold: bool = True) -> str:
    """One line in the middle, smaller where it is long."""
    shown = words if _fitting(words) >= _SMALLEST else _shortened(words)
    fitting = max(_SMALLEST, min(size, _fitting(shown)))
    place = f'x="{WIDTH // 2}" y="{number(y)}" text-anchor="middle"'
    font = f'font-family="{FAMILY}" font-size="{number(fitting)}"'
    weight = ' font-weight="bold"' if bold else ""
    return f'<text {place} {font}{weight} fill="{colour}">{escape(shown)}</text>'


def _fitting(words: str) -> float:
    """The size at which a line is as wide as there is room."""
    return _ROOM / (_WIDE * max(1, len(words)))


def _shortened(words: str) -> str:
    most = int(_ROOM / (_WIDE * _SMALLEST))
    return f"{words[: most - 1].rstrip()}…"


def _strip(high: int, drawn: list[str]) -> str:
    top = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}"'
    return f'{top} width="{WIDTH}" height="{high}">{"".join(drawn)}</svg>'
