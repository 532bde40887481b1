"""An official form as a spreadsheet: merged header, numbering row, a line per office, total, notes and signatures."""

from io import BytesIO
from typing import Any

import xlsxwriter

from caseflow.law.report_periods import ReportPeriod
from caseflow.reports.forms.form import header
from caseflow.reports.forms.reading import Line, Sheet
from caseflow.web.sheets import A4, OPTIONS

TOP = 5
"""Rows above the header: code, title, range, "kèm theo", a blank one."""
UNIT_WIDTH, NUMBER_WIDTH = 26, 9


def write_form(sheet: Sheet, period: ReportPeriod, office: str) -> BytesIO:
    """The file of a form, in memory: it has no more than a line for each office."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS | {"constant_memory": False, "in_memory": True}) as book:
        _Form(book, sheet, period, office).write()
    file.seek(0)
    return file


class _Form:
    """The one sheet of the file while it is written, top down."""

    def __init__(self, book: Any, sheet: Sheet, period: ReportPeriod, office: str) -> None:  # noqa: ANN401 - xlsxwriter ships no types
        self.sheet, self.period, self.office = sheet, period, office
        self.page = book.add_worksheet(sheet.form.code.replace("/", "-"))
        bold = {"bold": True, "font_name": "Times New Roman"}
        boxed = {"border": 1, "font_name": "Times New Roman", "text_wrap": True, "valign": "vcenter"}
        self.title = book.add_format(bold | {"align": "center", "font_size": 13})
        self.code = book.add_format(bold | {"align": "right"})
        self.said = book.add_format({"italic": True, "align": "center", "font_name": "Times New Roman"})
        self.note = book.add_format({"font_name": "Times New Roman"})
        self.head = book.add_format(boxed | {"bold": True, "align": "center"})
        self.number = book.add_format(boxed | {"align": "right", "num_format": "#,##0.###"})
        self.words = book.add_format(boxed)
        self.last = len(sheet.form.columns)
        self.row = 0

    def write(self) -> None:
        """Everything."""
        self._top()
        self._header()
        for line in (*self.sheet.lines, *([self.sheet.total] if len(self.sheet.lines) > 1 else [])):
            self._line(line)
        self._foot()
        self.page.set_column(0, 0, UNIT_WIDTH)
        self.page.set_column(1, self.last, NUMBER_WIDTH)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)

    def _across(self, words: str, kind: Any) -> None:  # noqa: ANN401 - a format of xlsxwriter
        self.page.merge_range(self.row, 0, self.row, self.last, "", kind)
        self.page.write_string(self.row, 0, words, kind)
        self.row += 1

    def _top(self) -> None:
        since, until = self.period.since, self.period.until
        self._across(f"Biểu số {self.sheet.form.code}", self.code)
        self._across(self.sheet.form.title.upper(), self.title)
        self._across(f"Số liệu tính từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}", self.said)
        self._across(f"(Kèm theo Báo cáo số: …… ngày … tháng … năm … của {self.office})", self.said)
        self.row = TOP

    def _header(self) -> None:
        cells = header(self.sheet.form)
        for cell in cells:
            self._box(self.row + cell.row, cell.column, cell.rows, cell.columns, cell.words)
        self.row += max(cell.row + cell.rows for cell in cells)
        self.page.write_string(self.row, 0, "MS", self.head)
        for place, column in enumerate(self.sheet.form.columns, 1):
            self.page.write_string(self.row, place, column.formula, self.head)
        self.page.repeat_rows(TOP, self.row)
        self.row += 1
        self.page.freeze_panes(self.row, 1)

    def _box(self, row: int, column: int, rows: int, columns: int, words: str) -> None:
        if rows > 1 or columns > 1:
            self.page.merge_range(row, column, row + rows - 1, column + columns - 1, "", self.head)
        self.page.write_string(row, column, words, self.head)

    def _line(self, line: Line) -> None:
        self.page.write_string(self.row, 0, line.name, self.words)
        for place, column in enumerate(self.sheet.form.columns, 1):
            self.page.write_number(self.row, place, line.values[column.number], self.number)
        self.row += 1

    def _foot(self) -> None:
        notes = "; ".join(self.sheet.notes)
        self.page.write_string(self.row + 1, 0, f"{self.sheet.form.notes_number}. Ghi chú: {notes}", self.note)
        half = self.last // 2
        for column, words in ((0, "NGƯỜI LẬP BIỂU"), (half + 1, "THỦ TRƯỞNG CƠ QUAN")):
            self.page.merge_range(self.row + 3, column, self.row + 3, min(column + half, self.last), "", self.title)
            self.page.write_string(self.row + 3, column, words, self.title)
