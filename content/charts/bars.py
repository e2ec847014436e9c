"""Bars: counts by day, one row of bars for each kind, for whoever runs the bot."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from content.charts import chart

INCHES = (6.0, 5.0)
MOST = 1.25  # room above the highest bar, for its number


def draw(rows: Sequence[tuple[str, Sequence[tuple[date, int]]]]) -> bytes:
    """A PNG with a row of bars for each title, its days from left to right, oldest first."""
    with chart.ONE_AT_A_TIME:
        figure = chart.library().figure.Figure(
            figsize=INCHES, dpi=chart.DOTS, facecolor=chart.PAPER
        )
        axes = figure.subplots(len(rows), 1, sharex=True)
        for one, (title, counts), color in zip(axes, rows, _colors(len(rows)), strict=True):
            _row(one, title, counts, color)
        figure.tight_layout()
        file = BytesIO()
        figure.savefig(file, format="png", metadata={"Software": None})
        return file.getvalue()


def _colors(number: int) -> list[str]:
    known = (chart.MORNING, chart.DONE, chart.PEAK)
    return [known[place % len(known)] for place in range(number)]


def _row(axes: Any, title: str, counts: Sequence[tuple[date, int]], color: str) -> None:
    chart.plain(axes, title, room=8)
    places = range(len(counts))
    numbers = [count for _, count in counts]
    axes.bar(places, numbers, width=0.7, color=color)
    for place, count in zip(places, numbers, strict=True):
        if count:
            axes.text(
                place, count, f"{count}", ha="center", va="bottom", color=chart.INK, fontsize=9
            )
    axes.set_ylim(0, max([1, *numbers]) * MOST)
    axes.set_yticks([])
    axes.set_xticks(list(places)[::2], [f"{day:%d.%m.}" for day, _ in counts][::2])
