"""Charts are pictures of the size a phone shows, and pages are always one page."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO

from PIL import Image

from content.charts import chart, page
from content.charts.chart import Course, Labels
from content.charts.page import Section, Sheet

MONDAY = date(2026, 11, 23)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LABELS = Labels("Pain", "before", "during", "Routines", MONTHS)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
WEEKS = tuple((MONDAY + timedelta(weeks=week), week) for week in range(4))


def on(day: int, score: int) -> tuple[date, int]:
    return MONDAY + timedelta(days=day), score


def seen(drawn: bytes) -> Image.Image:
    return Image.open(BytesIO(drawn)).convert("RGB")


def pixels(drawn: bytes, color: str) -> int:
    wanted = tuple(bytes.fromhex(color[1:]))
    counted = seen(drawn).getcolors(1_000_000)
    assert counted is not None
    return sum(count for count, found in counted if found == wanted)


def sheet(lines: int) -> Sheet:
    drawn = partial(chart.draw, Course((), (), WEEKS), LABELS)
    section = Section("What hurt", tuple(f"{line}: a line of words" for line in range(lines)))
    return Sheet("Title", ("below",), drawn, "a chart", (section,), (section,), "foot")


def test_a_chart_is_wide_enough_for_a_phone_and_has_paper_of_its_own() -> None:
    picture = seen(chart.draw(Course((on(0, 3),), (), WEEKS), LABELS))
    assert picture.width == 1080
    assert picture.getpixel((2, 2)) == tuple(bytes.fromhex(chart.PAPER[1:]))


def test_mornings_peaks_and_weeks_each_have_a_color() -> None:
    empty = chart.draw(Course((), (), tuple((monday, 0) for monday, _ in WEEKS)), LABELS)
    full = chart.draw(Course((on(0, 3), on(1, 2)), (on(0, 5), on(1, 1)), WEEKS), LABELS)
    for color in (chart.MORNING, chart.PEAK, chart.DONE):
        assert pixels(empty, color) == 0
        assert pixels(full, color) > 50


def test_muscles_and_moves_that_grew_make_the_picture_taller_and_nothing_else() -> None:
    bare = Course((on(0, 3),), (), WEEKS)
    muscles = replace(bare, muscles=(("front of the hip", 12), ("buttocks", 4)))
    grown = replace(muscles, grown=("Glute bridge", "Clamshell"))
    heights = [seen(chart.draw(one, LABELS)).height for one in (bare, muscles, grown)]
    assert heights[0] < heights[1] < heights[2]
    assert seen(chart.draw(grown, LABELS)).width == 1080


def test_a_muscle_with_more_minutes_has_a_longer_bar() -> None:
    bare = Course((), (), WEEKS, muscles=(("buttocks", 2), ("calf", 2)))
    more = replace(bare, muscles=(("buttocks", 8), ("calf", 2)))
    assert pixels(chart.draw(more, LABELS), chart.MORNING) > 2 * pixels(
        chart.draw(bare, LABELS), chart.MORNING
    )


def test_the_line_is_broken_where_nothing_was_told_for_long() -> None:
    near = chart.draw(Course((on(0, 5), on(chart.GAP_DAYS, 5)), (), WEEKS), LABELS)
    far = chart.draw(Course((on(0, 5), on(chart.GAP_DAYS + 1, 5)), (), WEEKS), LABELS)
    assert pixels(near, chart.MORNING) > 1.2 * pixels(far, chart.MORNING)


def test_the_same_numbers_give_the_same_picture() -> None:
    course = Course((on(0, 3),), (on(0, 4),), WEEKS)
    assert chart.draw(course, LABELS) == chart.draw(course, LABELS)


def test_a_page_stays_one_page_however_much_there_is_to_say() -> None:
    for lines in (0, 5, 400):
        pdf = page.draw(sheet(lines), NOW)
        assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1


def test_the_same_sheet_gives_the_same_bytes() -> None:
    drawn = [page.draw(sheet(3), NOW) for _ in range(2)]
    assert drawn[0] == drawn[1]
