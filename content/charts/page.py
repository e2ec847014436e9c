"""Page: one A4 sheet as PDF, from words and one picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from content import fonts

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN, WIDTH, HEIGHT = 16, 210, 297  # mm
INNER = WIDTH - 2 * MARGIN
COLUMN = (INNER - 8) / 2
CHART_HEIGHT = 84
INK, FAINT = (34, 49, 58), (120, 128, 132)
FONT = "dejavu"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the sheet, from top to bottom; `left` and `right` stand side by side.

    `chart` draws the PNG on it.
    """

    title: str
    below: tuple[str, ...]
    chart: Callable[[], bytes]
    chart_words: str
    left: tuple[Section, ...]
    right: tuple[Section, ...]
    footer: str


def draw(sheet: Sheet, made: datetime) -> bytes:
    """The PDF, always one page: a column that does not fit ends in three dots.

    `made` is the instant written into the file, so the same values always give the same bytes.
    """
    from fpdf import FPDF  # half a second, so only when the first page is drawn

    pdf = FPDF(format="A4")
    pdf.set_creation_date(made)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_title(sheet.title)
    plain, bold = fonts.plain_and_bold()
    pdf.add_font(FONT, fname=plain)
    pdf.add_font(FONT, style="B", fname=bold)
    pdf.add_page()
    pdf.set_text_color(*INK)
    _head(pdf, sheet)
    _chart(pdf, sheet)
    _columns(pdf, sheet)
    _foot(pdf, sheet.footer)
    return bytes(pdf.output())


def _head(pdf: "FPDF", sheet: Sheet) -> None:
    _words(pdf, sheet.title, MARGIN, INNER, size=17, bold=True)
    pdf.set_y(pdf.get_y() + 1.5)
    for line in sheet.below:
        _words(pdf, line, MARGIN, INNER, size=9.5)


def _chart(pdf: "FPDF", sheet: Sheet) -> None:
    top = pdf.get_y() + 4
    pdf.image(
        BytesIO(sheet.chart()), x=MARGIN, y=top, w=INNER, h=CHART_HEIGHT, alt_text=sheet.chart_words
    )
    pdf.set_y(top + CHART_HEIGHT + 4)


def _columns(pdf: "FPDF", sheet: Sheet) -> None:
    top = pdf.get_y()
    _sections(pdf, sheet.left, MARGIN, top)
    _sections(pdf, sheet.right, MARGIN + COLUMN + 8, top)


def _sections(pdf: "FPDF", sections: Sequence[Section], x: float, top: float) -> None:
    pdf.set_y(top)
    for section in sections:
        _words(pdf, section.heading, x, COLUMN, size=10.5, bold=True)
        for line in section.lines:
            if pdf.get_y() > HEIGHT - MARGIN - 20:
                _words(pdf, "…", x, COLUMN, size=8)
                return
            _words(pdf, line, x, COLUMN, size=8)
        pdf.set_y(pdf.get_y() + 3)


def _foot(pdf: "FPDF", footer: str) -> None:
    pdf.set_y(HEIGHT - MARGIN - 9)
    pdf.set_text_color(*FAINT)
    _words(pdf, footer, MARGIN, INNER, size=7.5)


def _words(
    pdf: "FPDF", text: str, x: float, width: float, *, size: float, bold: bool = False
) -> None:
    """Words in a column, over as many lines as they need."""
    pdf.set_font(FONT, style="B" if bold else "", size=size)
    pdf.set_x(x)
    pdf.multi_cell(width, size * 0.5, text, align="L", new_x="LEFT", new_y="NEXT")
