"""Chart: pain over the weeks and sessions a week, on paper of its own: it reads in the dark too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO
from threading import Lock
from types import ModuleType
from typing import Any

PAPER, INK, FAINT = "#fbfaf6", "#22313a", "#d5d3ca"
MORNING, PEAK, DONE = "#0b6e8f", "#c4501b", "#5c8a4d"
WORST = 10
GAP_DAYS = 10  # after so many days without a score the line is broken
INCHES = (6.0, 5.4)
TITLE, LINE = 0.6, 0.27  # inches below the curves
NAMES = 0.85  # room for the names of muscles, in lengths of the longest bar
DOTS = 180  # an inch: 1080 pixels wide, sharp on a phone


Dated = tuple[date, int]
ONE_AT_A_TIME = Lock()  # the plotting library is not made for several threads


@dataclass(frozen=True, slots=True)
class Course:
    """Scores of 0 to 10 by date, oldest first, and the routines of each week by its Monday.

    `muscles` holds minutes of the last seven days by name, longest first; `grown` the names of
    moves that went a step up. Either may be empty and is then left out of the picture.
    """

    mornings: tuple[Dated, ...]
    peaks: tuple[Dated, ...]
    weeks: tuple[Dated, ...]
    muscles: tuple[tuple[str, int], ...] = ()
    grown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a chart; `months` are twelve short names, January first.

    `enough` is the number of minutes at which a line stands among the muscles.
    """

    pain: str
    morning: str
    peak: str
    sessions: str
    months: tuple[str, ...]
    muscles: str = ""
    grown: str = ""
    enough: int = 10


@lru_cache(maxsize=1)
def library() -> ModuleType:
    """The plotting library, loaded when the first chart is drawn."""
    import matplotlib as found
    import matplotlib.dates
    import matplotlib.figure

    return found


def draw(course: Course, labels: Labels, inches: tuple[float, float] = INCHES) -> bytes:
    """A PNG with pain above and routines a week below, oldest on the left.

    The picture spans the weeks, at least one. Without any score the upper half stays empty.
    `inches` is the size of these two; muscles and moves that grew are added below them. The same
    values always give the same picture.
    """
    with ONE_AT_A_TIME:
        return _drawn(course, labels, inches)


def _drawn(course: Course, labels: Labels, inches: tuple[float, float]) -> bytes:
    width, height = inches
    heights = [0.6 * height, 0.4 * height, *_added_heights(course)]
    figure = library().figure.Figure((width, sum(heights)), dpi=DOTS, facecolor=PAPER)
    grid = iter(figure.add_gridspec(len(heights), 1, height_ratios=heights))
    above = figure.add_subplot(next(grid))
    below = figure.add_subplot(next(grid), sharex=above)
    above.tick_params(labelbottom=False)
    if course.muscles:
        _muscles(figure.add_subplot(next(grid)), course.muscles, labels)
    if course.grown:
        _grown(figure.add_subplot(next(grid)), course.grown, labels)
    _pain(above, course, labels)
    _sessions(below, course.weeks, labels)
    below.set_xlim(course.weeks[0][0] - timedelta(days=1), course.weeks[-1][0] + timedelta(days=7))
    _dates(below, [monday for monday, _ in course.weeks], labels.months)
    figure.tight_layout()
    file = BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def _pain(axes: Any, course: Course, labels: Labels) -> None:
    _line(axes, course.mornings, labels.morning, color=MORNING, marker="o")
    _line(axes, course.peaks, labels.peak, color=PEAK, marker="^", linestyle=(0, (3, 2)))
    plain(axes, labels.pain, room=28)
    axes.set_ylim(-0.4, WORST + 0.4)
    axes.set_yticks(range(0, WORST + 1, 2))
    if course.mornings or course.peaks:
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, labelcolor=INK,
            fontsize=12, borderaxespad=0.2, borderpad=0,
        )  # fmt: skip


def _line(axes: Any, points: Sequence[Dated], label: str, **look: Any) -> None:
    """One line; where nothing was told for long it has a gap."""
    days: list[date] = []
    heights: list[float] = []
    for day, score in points:
        if days and (day - days[-1]).days > GAP_DAYS:
            days.append(days[-1] + timedelta(days=1))
            heights.append(float("nan"))
        days.append(day)
        heights.append(score)
    if points:
        axes.plot(days, heights, label=label, markersize=5, linewidth=1.8, **look)


def _sessions(axes: Any, weeks: Sequence[Dated], labels: Labels) -> None:
    middles = [monday + timedelta(days=3) for monday, _ in weeks]
    counts = [count for _, count in weeks]
    axes.bar(middles, counts, width=5, color=DONE)
    for middle, count in zip(middles, counts, strict=True):
        if count:
            axes.text(middle, count, f"{count}", ha="center", va="bottom", color=INK, fontsize=11)
    plain(axes, labels.sessions, room=8)
    axes.set_ylim(0, max([7, *counts]) * 1.25)
    axes.set_yticks([])


def _added_heights(course: Course) -> list[float]:
    """Inches for the muscles and for the moves that grew, a line for each."""
    return [TITLE + LINE * len(rows) for rows in (course.muscles, course.grown) if rows]


def _muscles(axes: Any, muscles: Sequence[tuple[str, int]], labels: Labels) -> None:
    """A bar for each muscle beside its name, and a line where more adds little."""
    minutes = [count for _, count in muscles]
    longest = max([labels.enough, *minutes]) * 1.1
    names_at = -NAMES * longest
    axes.barh(range(len(muscles)), minutes, height=0.6, color=MORNING)
    axes.axvline(labels.enough, color=PEAK, linewidth=1.4, linestyle=(0, (3, 2)))
    axes.text(
        labels.enough, -0.6, f"{labels.enough}", ha="center", va="bottom", color=PEAK, fontsize=11
    )
    for place, (name, count) in enumerate(muscles):
        axes.text(names_at, place, name, ha="left", va="center", color=INK, fontsize=11)
        axes.text(count, place, f" {count}", ha="left", va="center", color=INK, fontsize=11)
    _words_only(axes, labels.muscles, len(muscles))
    axes.set_xlim(names_at, longest)


def _grown(axes: Any, names: Sequence[str], labels: Labels) -> None:
    for place, name in enumerate(names):
        axes.text(0, place, f"• {name}", ha="left", va="center", color=INK, fontsize=11)
    _words_only(axes, labels.grown, len(names))


def _words_only(axes: Any, title: str, rows: int) -> None:
    """Rows from top to bottom, without lines or ticks."""
    plain(axes, title, room=12)
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_ylim(rows - 0.4, -0.6)


def plain(axes: Any, title: str, room: int) -> None:
    """Ink on paper, with faint lines and no frame; `room` is left below the title, in points."""
    axes.set_facecolor(PAPER)
    axes.set_title(title, loc="left", fontsize=13, color=INK, fontweight="bold", pad=room)
    axes.tick_params(colors=INK, labelsize=11, length=0)
    axes.grid(axis="y", color=FAINT)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.spines["bottom"].set(visible=True, color=FAINT)


def _dates(axes: Any, mondays: Sequence[date], months: Sequence[str]) -> None:
    """The Monday of each week, of every third when there are many."""
    shown = mondays if len(mondays) <= 5 else mondays[::3]
    axes.set_xticks([monday + timedelta(days=3) for monday in shown])
    axes.set_xticklabels([f"{monday.day} {months[monday.month - 1]}" for monday in shown])
