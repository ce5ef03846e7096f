"""What slides of a .pptx are put together from: text, tables, charts and pictures in boxes.

All lengths are inches on a page of 13.333 × 7.5 (16:9).
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from webmap.documents.content import Chart, KeyNumber, Number, Table

FONT = "Arial"
"""On every office computer, with every Vietnamese letter."""
INK, QUIET, RIVER, MARIGOLD, LATE, PAPER = (
    "1B2A33", "52616B", "0B5A6F", "B45309", "B23A00", "FAFAF7",
)  # fmt: skip
LETTER = 0.55
"""Width of a letter, as a part of its height, where there is no second line to go to."""
CHARTS = {
    "bar": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE,
}
MOST_LABELS = 14


@dataclass(frozen=True)
class Box:
    """A place on the page: left, top, width, height in inches."""

    x: float
    y: float
    w: float
    h: float

    def inches(self) -> tuple[Length, Length, Length, Length]:
        """As python-pptx takes it."""
        return Inches(self.x), Inches(self.y), Inches(self.w), Inches(self.h)


def colour(code: str) -> RGBColor:
    """A colour from six hexadecimal digits, with or without `#`."""
    made: RGBColor = RGBColor.from_string(code.removeprefix("#"))
    return made


def fitting(text: str, box: Box, largest: int, smallest: int = 12) -> int:
    """The largest size in points at which a text fits a box."""
    for size in range(largest, smallest, -1):
        letters = max(1, int(box.w * 72 / (size * LETTER)))
        lines = sum(max(1, math.ceil(len(part) / letters)) for part in text.split("\n"))
        if lines * size * 1.25 <= box.h * 72:
            return size
    return smallest


def fitting_line(text: str, box: Box, largest: int, smallest: int = 12) -> int:
    """The largest size at which a text stands in one line of a box."""
    room = (box.w - 0.2) * 72 / (max(1, len(text)) * 0.72)
    return max(smallest, min(largest, int(room), int(box.h * 72 / 1.25)))


def write(
    slide: Any,
    box: Box,
    text: str,
    size: int,
    *,
    bold: bool = False,
    ink: str = INK,
    middle: bool = False,
    fill: str | None = None,
    centre: bool = False,
) -> Any:
    """A text in a box; lines part at line breaks."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.inches()) if fill else None
    if shape is None:
        shape = slide.shapes.add_textbox(*box.inches())
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(fill or PAPER)
        shape.line.fill.background()
        shape.shadow.inherit = False
    definition = shape.text_frame
    definition.word_wrap = True
    definition.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for number, line in enumerate(text.split("\n")):
        paragraph = definition.paragraphs[0] if number == 0 else definition.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER if centre else PP_ALIGN.LEFT
        style(paragraph.add_run(), line, size, bold=bold, ink=ink)
    return shape


def style(run: Any, text: str, size: int, *, bold: bool = False, ink: str = INK) -> None:
    """Text of a run in our font."""
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = colour(ink)


def table(
    slide: Any, box: Box, made: Table, size: int, *, with_totals: bool, totals: Any = None
) -> None:
    """A native table; the last row holds the totals where a column asks for one. The last part of
    a long table is given the `totals` of the whole."""
    totals = made.totals() if with_totals else totals or [None] * len(made.columns)
    closing = any(total is not None for total in totals)
    lines = 1 + len(made.rows) + closing
    shape = slide.shapes.add_table(lines, len(made.columns), *box.inches())
    shape.name = made.key
    grid = shape.table
    whole = sum(column.width for column in made.columns)
    for place, column in enumerate(made.columns):
        grid.columns[place].width = Inches(box.w * column.width / whole)
        _cell(grid.cell(0, place), column.title, size, bold=True, ink="FFFFFF", fill=RIVER)
    for line, row in enumerate(made.rows, 1):
        for place, value in enumerate(row):
            fill = "FFFFFF" if line % 2 else "EEF3F4"
            right = isinstance(value, Number)
            _cell(grid.cell(line, place), made.text(value, place), size, fill=fill, right=right)
    if closing:
        for place, total in enumerate(totals):
            text = made.text(total, place) if total else (_("Cộng") if place == 0 else "")
            _cell(grid.cell(lines - 1, place), text, size, bold=True, fill="D9E6E9",
                  right=total is not None)  # fmt: skip


def _cell(
    cell: Any, text: str, size: int, *, fill: str, bold: bool = False, ink: str = INK,
    right: bool = False,
) -> None:  # fmt: skip
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(fill)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    style(paragraph.add_run(), text, size, bold=bold, ink=ink)


def chart(slide: Any, box: Box, made: Chart) -> None:
    """A native chart; its data sheet opens in the office program."""
    data = CategoryChartData(number_format=_number_format(made))
    data.categories = list(made.categories)
    for series in made.series:
        data.add_series(series.name, list(series.values))
    definition = slide.shapes.add_chart(CHARTS[made.kind], *box.inches(), data)
    definition.name = made.key
    describe(definition, made.title)
    drawn = definition.chart
    drawn.has_title = True
    drawn.chart_title.text_frame.text = made.title
    _chart_font(drawn.chart_title.text_frame.paragraphs[0].runs[0].font, 14, bold=True)
    drawn.has_legend = len(made.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        _chart_font(drawn.legend.font, 12)
    for axis in (drawn.category_axis, drawn.value_axis):
        _chart_font(axis.tick_labels.font, 11)
    _span_gaps(drawn)
    drawn.value_axis.major_gridlines.format.line.color.rgb = colour("D9DEE2")
    _thin_labels(drawn, len(made.categories))
    for series, drawn_series in zip(made.series, drawn.series, strict=True):
        _paint(drawn_series, made.kind, series.colour or f"#{RIVER}")


def _number_format(made: Chart) -> str:
    """How the data sheet and the axis show numbers: with digits after the point where any number
    needs them (`#,##0.##` would leave a bare point behind whole ones)."""
    known = [value for series in made.series for value in series.values if value is not None]
    return "#,##0" if all(round(v, 2) == round(v) for v in known) else "#,##0.00"


def _span_gaps(drawn: Any) -> None:
    """A line goes on over days on which nothing was observed."""
    blanks = drawn._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "span")


def _paint(series: Any, kind: str, code: str) -> None:
    if kind == "line":
        series.format.line.color.rgb = colour(code)
        series.format.line.width = Pt(2.5)
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(code)


def _chart_font(font: Any, size: int, *, bold: bool = False) -> None:
    font.size, font.bold, font.name = Pt(size), bold, FONT
    font.color.rgb = colour(INK)


def _thin_labels(drawn: Any, count: int) -> None:
    """Where there are many categories, only every so many is labelled."""
    if count <= MOST_LABELS:
        return
    axis = drawn.category_axis._element
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        node = axis.makeelement(qn(tag), {"val": str(math.ceil(count / 8))})
        before = axis.find(qn("c:noMultiLvlLbl"))
        if before is not None:
            before.addprevious(node)
        else:
            axis.append(node)


def image(slide: Any, box: Box, data: bytes, words: str, ratio: float) -> None:
    """A picture, as large as the box allows without being stretched; `ratio` is width / height."""
    w, h = (box.w, box.w / ratio) if box.w / ratio <= box.h else (box.h * ratio, box.h)
    place = Box(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h)
    shape = slide.shapes.add_picture(io.BytesIO(data), *place.inches())
    describe(shape, words)


def describe(shape: Any, words: str) -> None:
    """The words that a screen reader says for a picture or a chart."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def cards(slide: Any, box: Box, numbers: Sequence[KeyNumber], across: int) -> None:
    """Large numbers with their words, in a grid; nothing where there is no number."""
    if not numbers:
        return
    gap = 0.15
    down = math.ceil(len(numbers) / across)
    w = (box.w - gap * (across - 1)) / across
    h = (box.h - gap * (down - 1)) / down
    for place, item in enumerate(numbers):
        column, line = place % across, place // across
        own = Box(box.x + column * (w + gap), box.y + line * (h + gap), w, h)
        write(slide, own, "", 12, fill="EEF3F4")
        top = Box(own.x + 0.05, own.y + 0.05, own.w - 0.1, own.h * 0.55)
        size = fitting_line(item.number.text, top, 40)
        write(slide, top, item.number.text, size, bold=True, ink=RIVER, middle=True, centre=True)
        words = item.title + (f"\n{item.note}" if item.note else "")
        below = Box(own.x + 0.05, own.y + own.h * 0.58, own.w - 0.1, own.h * 0.4)
        write(slide, below, words, fitting(words, below, 16, 10), ink=QUIET, centre=True)
