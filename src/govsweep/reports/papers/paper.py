"""A Word document under the pen, in the shape of official documents (GB/T 9704)."""

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_BODY, _HEAD, _SECOND, _TITLE = "仿宋", "黑体", "楷体", "宋体"
_RED = RGBColor(0xFF, 0, 0)
_WIDTH = 156  # mm between the margins


class Paper:
    """A document that grows from top to bottom."""

    def __init__(self) -> None:
        self.document: Document = docx.Document()
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")  # Chinese forms of signs, not Japanese ones
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        _set_margins(section)
        # Numbers stand outside: right on odd pages, left on even ones (GB/T 9704, 7.5).
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            number = footer.paragraphs[0]
            number.alignment = side
            number.paragraph_format.left_indent = Pt(14)
            number.paragraph_format.right_indent = Pt(14)
            _number_pages(number)

    def line(
        self, text: str, font: str = _BODY, size: float = 16, *, bold: bool = False
    ) -> Paragraph:
        """A paragraph that starts at the margin."""
        paragraph = self.document.add_paragraph()
        _write(paragraph, text, font, size, bold=bold)
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
        return paragraph

    def text(self, text: str, font: str = _BODY) -> Paragraph:
        """A paragraph of the body: its first line is indented by two characters."""
        paragraph = self.line(text, font)
        paragraph.paragraph_format.first_line_indent = Pt(32)
        return paragraph

    def head(self, text: str) -> None:
        """A first heading."""
        self.text(text, _HEAD).paragraph_format.keep_with_next = True

    def second_head(self, text: str) -> None:
        """A second heading."""
        self.text(text, _SECOND).paragraph_format.keep_with_next = True

    def title(self, text: str, size: float = 22) -> None:
        """A title, centred, with room around it; its lines are broken where the sense is."""
        first, *more = text.split("\n")
        paragraph = self.centre(first, _TITLE, size, bold=True)
        for line in more:
            paragraph.add_run().add_break()
            _write(paragraph, line, _TITLE, size, bold=True)
        form = paragraph.paragraph_format
        form.line_spacing, form.space_before, form.space_after = Pt(36), Pt(12), Pt(18)

    def centre(
        self, text: str, font: str = _BODY, size: float = 16, *, bold: bool = False
    ) -> Paragraph:
        """A centred line."""
        paragraph = self.line(text, font, size, bold=bold)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def use_more_of_the_page(self) -> None:
        """Narrower margins, for a page that is read and not filed."""
        section = self.document.sections[0]
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin = section.right_margin = Mm(20)

    def dense(self, text: str, *, head: bool = False) -> None:
        """A line of a page that has to hold much: 12 points, 17 apart."""
        paragraph = self.line(text, _HEAD if head else _BODY, 14 if head else 12)
        form = paragraph.paragraph_format
        form.line_spacing = Pt(17)
        if head:
            form.space_before, form.keep_with_next = Pt(8), True
        else:
            form.left_indent, form.first_line_indent = Pt(12), Pt(-12)

    def headlines(self, loop: str, name: str, value: str, change: str) -> None:
        """Figures in large type side by side, a cell a turn of the loop."""
        table = self.document.add_table(1, 3, style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for place, text in enumerate((f"{{%tc for {loop} %}}", name, "{%tc endfor %}")):
            _write(table.cell(0, place).paragraphs[0], text, _BODY, 10.5)
        cell = table.cell(0, 1)
        for text, font, size in ((value, _HEAD, 22), (change, _BODY, 9)):
            _write(cell.add_paragraph(), text, font, size)
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            form = paragraph.paragraph_format
            form.space_before = form.space_after = Pt(1)
        # What is filled in shares the whole width among its cells.
        _set_widths(table, (57, 56, 57))

    def right(self, text: str, *, with_next: bool = False) -> None:
        """A line near the right margin, on one page with the next where that is wanted."""
        paragraph = self.line(text)
        paragraph.paragraph_format.keep_with_next = with_next
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(32)

    def signature(self, name: str, day: str) -> None:
        """Who signs and when, the one centred over the other (GB/T 9704, 7.3.5).

        The last paragraph goes with them: no page may have nothing but who signs.
        """
        for before in self.document.paragraphs[-2:]:  # the last of the text, and the gap below it
            before.paragraph_format.keep_with_next = True
            before.paragraph_format.keep_together = True
        for text in (name, day):
            form = self.centre(text).paragraph_format
            form.left_indent, form.right_indent = Pt(190), Pt(24)
            form.keep_with_next = text == name

    def masthead(self, issuer: str, number: str) -> None:
        """The head in red (版头): who issues, the number, the line below (GB/T 9704, 7.2)."""
        name = self.centre(issuer, _TITLE, 36, bold=True)
        name.runs[0].font.color.rgb = _RED
        form = name.paragraph_format
        form.line_spacing, form.space_before, form.space_after = Pt(48), Pt(24), Pt(30)
        below = self.centre(number)
        below.paragraph_format.space_after = Pt(22)
        _line_below(below, "FF0000")

    def colophon(self, copies: str, condition: str, printer: str, day: str) -> None:
        """The foot of the last page (版记): copies, who printed it and when (GB/T 9704, 7.4)."""
        rows = [[f"{{%tr {condition} %}}", ""], [copies, ""], ["{%tr endif %}", ""]]
        rows.append([printer, f"{day}印发"])
        self.line("")  # else it would be one with a table above
        table = self.document.add_table(len(rows), 2)
        table.autofit = False
        for number, row in enumerate(rows):
            cell = table.cell(number, 0)
            if not row[1]:
                cell.merge(table.cell(number, 1))
            for place, text in enumerate(filter(None, row)):
                paragraph = table.cell(number, place).paragraphs[0]
                _write(paragraph, text, _BODY, 14)
                paragraph.paragraph_format.left_indent = Pt(14 * (not place))
                paragraph.paragraph_format.right_indent = Pt(14 * place)
                paragraph.paragraph_format.line_spacing = Pt(24)  # both rows end above the margin
                paragraph.paragraph_format.space_after = Pt(0)
                if place:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _set_widths(table, (_WIDTH - 80, 80))
        _keep_rows_whole(table)
        _lie_at_foot(table)
        self.line("", size=1).paragraph_format.line_spacing = Pt(1)

    def new_page(self) -> None:
        """What follows starts a new page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def turn(self, *, landscape: bool) -> None:
        """What follows starts a new page, lying or upright."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        height, width = sorted((section.page_width or 0, section.page_height or 0))
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Emu(width), Emu(height)
            section.top_margin, section.bottom_margin = Mm(28), Mm(26)
            section.left_margin = section.right_margin = Mm(25)
        else:
            section.orientation = WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = Emu(height), Emu(width)
            _set_margins(section)

    def annex(self, mark: str, title: str, *, new_page: bool = True) -> None:
        """An annex, on a new page where it does not begin one already."""
        self.line(mark, _HEAD).paragraph_format.page_break_before = new_page
        self.title(title, 18)

    def command(self, command: str) -> None:
        """A line for the template engine that leaves no paragraph behind."""
        self.document.add_paragraph(f"{{%p {command} %}}")

    def table(
        self,
        columns: Sequence[tuple[str, str, int]],
        loop: str,
        total: Sequence[str] | None = None,
        closing: str = "",
    ) -> None:
        """A table: each column's head, its cell and its width in mm; one row a turn of the loop.

        `closing` fills a last row across all columns: what must not stand alone on a page.
        """
        cells = [cell for _, cell, _ in columns]
        rows = [[head for head, _, _ in columns], [f"{{%tr for {loop} %}}"], cells]
        rows += [
            ["{%tr endfor %}"],
            *([list(total)] if total else []),
            *([[""]] if closing else []),
        ]
        table = self.document.add_table(len(rows), len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for number, row in enumerate(rows):
            font = _HEAD if number == 0 else _BODY
            for place, text in enumerate(row):
                _write_cell(table, number, place, text, font)
        _set_widths(table, [width for _, _, width in columns])
        _repeat_head(table)
        if closing:
            _close(table, closing)

    def facts(self, rows: Sequence[tuple[str, str]], widths: tuple[int, int] = (36, 120)) -> None:
        """A table of names and values."""
        table = self.document.add_table(len(rows), 2, style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                _write_cell(table, number, place, text, _BODY if place else _HEAD)
        _set_widths(table, widths)


def _write(paragraph: Paragraph, text: str, font: str, size: float, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    _style(run, font, size)


def _style(run: Run, font: str, size: float) -> None:
    run.font.size = Pt(size)
    run.font.name = font
    # Word chooses the font of Chinese characters by an attribute of its own.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _line_below(paragraph: Paragraph, colour: str) -> None:
    """A line below a paragraph, as wide as the text."""
    borders = OxmlElement("w:pBdr")
    borders.append(_edge("bottom", 12, colour, 11))  # in eighths of a point, and in points
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _lie_at_foot(table: Table) -> None:
    """A table without upright lines at the foot of its page, whatever stands above."""
    properties = table._tbl.tblPr
    place = OxmlElement("w:tblpPr")
    for name, value in {
        "leftFromText": 180,
        "rightFromText": 180,
        "vertAnchor": "page",
        "horzAnchor": "margin",
        "tblpX": 1,
        "tblpY": Mm(244).twips,
    }.items():
        place.set(qn(f"w:{name}"), str(value))
    borders = OxmlElement("w:tblBorders")
    for edge, width in {"top": 8, "bottom": 8, "insideH": 6}.items():
        borders.append(_edge(edge, width, "000000", 0))
    for element in (place, borders):
        properties.insert_element_before(
            element, *(("w:tblW",) if element is place else ()), "w:tblLayout", "w:tblLook"
        )


def _edge(name: str, width: int, colour: str, space: int) -> BaseOxmlElement:
    line = OxmlElement(f"w:{name}")
    for key, value in {"val": "single", "sz": width, "space": space, "color": colour}.items():
        line.set(qn(f"w:{key}"), str(value))
    return line


def _write_cell(table: Table, row: int, column: int, text: str, font: str) -> None:
    cell = table.cell(row, column)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    _write(paragraph, text, font, 10.5)
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(3)
    form.line_spacing = 1.1


def _close(table: Table, text: str) -> None:
    """Fill the last row, as one cell, from the right."""
    last = table.rows[-1].cells
    cell = last[0].merge(last[-1])
    for paragraph in cell.paragraphs[1:]:  # what the merged cells brought along
        paragraph._p.getparent().remove(paragraph._p)
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        _write(paragraph, line, _BODY, 10.5)
        form = paragraph.paragraph_format
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = Pt(21)
        form.space_before = form.space_after = Pt(6)


def _set_widths(table: Table, widths: Sequence[int]) -> None:
    """Widths stand in the table's grid and in every cell; programs differ in which they heed."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _repeat_head(table: Table) -> None:
    """The first row stands again at the head of each page, and no row is torn apart."""
    _keep_rows_whole(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_rows_whole(table: Table) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _set_margins(section: Section) -> None:
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _number_pages(paragraph: Paragraph) -> None:
    """The page's number between dashes, in 宋体 of 14 points: — 1 —."""
    _write(paragraph, "— ", _TITLE, 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number = OxmlElement("w:r")
    field.append(number)
    paragraph._p.append(field)
    _style(Run(number, paragraph), _TITLE, 14)
    number.append(OxmlElement("w:t"))
    number[-1].text = "1"
    _write(paragraph, " —", _TITLE, 14)
