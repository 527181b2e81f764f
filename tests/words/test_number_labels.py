"""What a number is called is told by the noun right before it, or at the head of its column."""

import pytest

from govsweep.words.number_labels import Label, is_persons, is_serial, label_before, label_of

NUMBER = "33010619720315001X"


@pytest.mark.parametrize(
    "before",
    [
        "申请人沈秋月，身份证号码：",
        "身份证号（护照号）：",
        "王某（公民身份号码",
        "法定代表人：沈秋月，证件类型：居民身份证，证件号码：",
        "残疾人证号：",
        "统一社会信用代码/身份证号：",
        f"身份证号码分别为：{NUMBER}、",
        "身份证号码：沈秋月 ",
        "凭身份证（",
        "ID number ",
        "ID: ",
        "Resident ID No. ",
    ],
)
def test_labels_of_persons(before: str) -> None:
    assert label_before(before, len(before)) is Label.IDENTITY


@pytest.mark.parametrize(
    "before",
    [
        "建筑工程施工许可证（编号：",
        "备案编号（",
        "本项目招标编号",
        "快递单号 ",
        "电子监管号：",
        "行政处罚决定书文号：",
        "合同编号为",
        f"编号分别为：{NUMBER}、",
        "居民身份证受理编号：",
        "社会保障卡号：",
        "统一社会信用代码：",
        "户号：",
        "核发不动产权证 ",
        "Project No. ",
        "Student ID ",
    ],
)
def test_labels_of_something_else(before: str) -> None:
    assert label_before(before, len(before)) is Label.OTHER


@pytest.mark.parametrize(
    "before", ["", "名单：", "家住平安路8号 ", "家住平安路三号 ", "现予公布 ", "合同编号已核对，"]
)
def test_what_is_no_label(before: str) -> None:
    assert label_before(before, len(before)) is Label.NOTHING


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("*身份证号码（必填）", Label.IDENTITY),
        ("身 份 证 号", Label.IDENTITY),
        ("身份证号/统一社会信用代码", Label.IDENTITY),
        ("身份证号及手机号", Label.IDENTITY),
        ("银行卡号", Label.CARD),
        ("收款账号", Label.CARD),
        ("手机号码", Label.MOBILE),
        ("号码", Label.MOBILE),
        ("项目编号", Label.OTHER),
        ("报名序号", Label.OTHER),
        ("编 号", Label.OTHER),
        ("姓名", Label.NOTHING),
        ("人民路三号", Label.NOTHING),
        ("身份证号33010619720315001X", Label.NOTHING),
        ("", Label.NOTHING),
    ],
)
def test_heads_of_columns(cell: str, label: Label) -> None:
    assert label_of(cell) is label


def test_the_column_that_counts_rows_is_no_label_for_others() -> None:
    assert is_serial("序号")
    assert is_serial("No.")
    assert not is_serial("报名序号")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("沈秋月 {}", True),
        ("3 沈秋月 {} 500", True),
        ("{}（沈秋月）", True),
        ("林某某，{}", True),
        ("该户主，男，{}", True),
        ("年龄43岁 {}", True),
        ("{} 青石河河道整治工程", False),
        ("高新区 {}", False),
        ("金桥 {}", False),
        ("河东小学 {}", False),
        ("{}", False),
    ],
)
def test_a_person_beside_a_number(line: str, expected: bool) -> None:
    text = line.format(NUMBER)
    start = text.index(NUMBER)
    assert is_persons(text, start, start + len(NUMBER)) is expected
