"""Tables say of a long number what heads its column and what stands beside it."""

from govsweep.facts import NumberCell, Page
from govsweep.reading import read_page
from govsweep.reading.number_cells import TableHeads

NUMBER = "33010619720315001X"


def page_of(*rows: str) -> Page:
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    markup = f"<html><head><title>公示</title></head><body><table>{table}</table></body></html>"
    return read_page(markup.encode(), url="http://www.qinghe.gov.cn/1.html")


def row(*cells: str, tag: str = "td") -> str:
    return "".join(f"<{tag}>{cell}</{tag}>" for cell in cells)


def texts(page: Page, cell: NumberCell) -> tuple[str, list[str]]:
    return page.blocks[cell.block].text, [page.blocks[one].text for one in cell.row]


def test_a_cell_knows_the_head_of_its_column_though_others_are_empty() -> None:
    page = page_of(
        row("姓名", "备注", "身份证<br>号码", tag="th"),
        row("沈秋月", "", "<p>无</p>"),
        row("沈秋月", "", f"<p>{NUMBER}</p>"),
    )
    (cell,) = page.number_cells
    assert cell.heads == ("身份证号码", "无")
    assert texts(page, cell) == (NUMBER, ["沈秋月", NUMBER])


def test_a_cell_beside_its_label_knows_it() -> None:
    (cell,) = page_of(row("施工许可证编号", NUMBER), row("工程名称", "改造工程")).number_cells
    assert (cell.heads, cell.beside) == ((), "施工许可证编号")


def test_rows_that_lack_a_spanning_cell_are_read_from_the_right() -> None:
    page = page_of(
        row("村名", "姓名", "身份证号"),
        f'<td rowspan="2">石桥村</td>{row("沈秋月", NUMBER)}',
        row("林春生", NUMBER[:-1] + "1"),
    )
    assert [one.heads for one in page.number_cells] == [("身份证号",), ("身份证号",)]


def test_numbers_outside_tables_and_short_ones_are_in_no_cell() -> None:
    assert page_of(row("电话", "2231101")).number_cells == ()
    markup = f"<p>身份证号{NUMBER}</p>".encode()
    assert read_page(markup, url="http://www.qinghe.gov.cn/1.html").number_cells == ()


def test_a_long_cell_is_no_head() -> None:
    heads = TableHeads()
    assert list(heads.places(["姓名", "说" * 50])) == []
    (place,) = heads.places(["沈秋月", NUMBER])
    assert (place.heads, place.beside) == ((), "沈秋月")
    (alone,) = TableHeads().places([NUMBER])
    assert alone.beside == ""
