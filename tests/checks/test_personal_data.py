"""personal-data tells numbers of persons, never of offices, and masks them."""

from collections.abc import Callable, Sequence

import pytest

from govsweep.checks.personal_data import personal_data
from govsweep.facts import Attachment, Page
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.rules import load_rules
from govsweep.words import Matcher, join


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def test_an_identity_number_is_told_and_masked(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    page = a_page("张某 33010619720315001X 李某 110105194912310010")
    (fault,) = personal_data(join(page, matcher))
    assert fault.certainty is Certainty.CONFIRMED
    assert fault.quote == "330*************1X"
    assert "33010619720315" not in "".join((fault.message, fault.before, fault.after))


@pytest.mark.parametrize(
    "written",
    [
        "330106 19720315 001X",
        "330106-19720315-001X",
        "330106 1972 0315 001x",
        "330106－19720315－001X",
    ],
    ids=["spaces", "dashes", "four parts", "wide dashes"],
)
def test_an_identity_number_in_parts_is_told_and_masked(
    matcher: Matcher, a_page: Callable[..., Page], written: str
) -> None:
    (fault,) = personal_data(join(a_page(f"张某，身份证号{written}，住某村"), matcher))
    assert fault.certainty is Certainty.CONFIRMED
    assert "1972" not in "".join((fault.message, fault.quote, fault.before, fault.after))


def test_a_number_that_cannot_be_or_is_printed_as_a_sample_is_nobodys(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    for nobodys in ("11010519491231002X", "34052419800101001X", "33010620990315018X"):
        page = a_page(f"公民身份号码由十七位本体码和一位校验码组成，{nobodys}即是。")
        assert not list(personal_data(join(page, matcher))), nobodys
    (fault,) = personal_data(join(a_page("填写身份证号，例如：33010619720315001X。"), matcher))
    assert fault.certainty is Certainty.SUSPECTED
    both = a_page("填写身份证号，例如：33010619720315001X。", "张某 33010619720315028X")
    (fault,) = personal_data(join(both, matcher))
    assert (fault.certainty, fault.quote[-2:]) == (Certainty.CONFIRMED, "8X")


def test_the_number_of_a_disabled_persons_card_is_told_where_the_page_is_about_them(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    number = "11010519491231100643"
    (fault,) = personal_data(join(a_page("残疾人证号", "张某", number), matcher))
    assert (fault.certainty, fault.quote[-2:]) == (Certainty.CONFIRMED, "43")
    assert "1949" not in fault.quote
    assert list(personal_data(join(a_page("流水号", "张某", number), matcher))) == []


def test_the_number_of_one_who_tells_of_himself_is_suspected(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    letter = "您好，我叫孙满仓，住在杏花里4幢，手机13812345678，楼道的灯坏了。"
    (fault,) = personal_data(join(a_page(letter), matcher))
    assert fault.certainty is Certainty.SUSPECTED
    assert "138******78" in fault.quote
    office = "市民反映楼道的灯坏了，可以拨打物业孙师傅的手机13812345678。"
    assert list(personal_data(join(a_page(office), matcher))) == []


def test_a_list_of_mobile_numbers_is_suspected(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    rows = [f"王{name} 1381234567{number}" for number, name in enumerate("一二三四")]
    (fault,) = personal_data(join(a_page(*rows), matcher))
    assert fault.certainty is Certainty.SUSPECTED
    assert "4 个手机号码" in fault.message


@pytest.mark.parametrize(
    "rows",
    [
        ("联系人：张三，联系电话：13812345678",) * 4,
        ("咨询电话 13812345671", "咨询电话 13812345672", "咨询电话 13812345673"),
        ("王一 13812345671",),
        ("网格员王一 13812345671、李二 13812345672、张三 13812345673，欢迎来电",),
        ("签约团队：王医生 13812345671、李医生 13812345672、张医生 13812345673",),
        ("抽检批号 13826010101、13826010102、13826010103、13826010104",),
        ("诈骗电话常以17012345671、17012345672、17012345673打来，请勿接听",),
        ("户号：13826010101，表号：13826010102、13826010103",),
        ("统一社会信用代码 915118007650000000",),
        ("项目编号 110105194912310021",),
        ("编号 110105-19491231-0021", "电话 110105 1949 1231 0021"),
        ("2026-330106-19720315-001X",),
        ("案由见（2026）川1827民初13812345671号、13812345672号、13812345673号",),
        ("甲 110105194912310021", "乙 110105194912310022", "丙 33010619720315001X"),
        ("",),
    ],
    ids=[
        "contact",
        "hot lines",
        "one number",
        "wardens of a quarter",
        "doctors of a team",
        "numbers of lots",
        "numbers that one is warned of",
        "numbers of meters",
        "credit code",
        "wrong check digit",
        "parts that check wrongly",
        "part of a longer number",
        "numbers of cases",
        "numbers of which one passes the check by chance",
        "empty",
    ],
)
def test_contacts_and_serial_numbers_are_left_alone(
    matcher: Matcher, a_page: Callable[..., Page], rows: tuple[str, ...]
) -> None:
    assert list(personal_data(join(a_page(*rows), matcher))) == []


def test_a_file_tells_identity_numbers_and_no_telephone_numbers(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    rows = [f"1381234567{number}" for number in range(4)]
    (fault,) = personal_data(
        join(a_page(*rows, "33010619720315001X", attachment=Attachment.READ), matcher)
    )
    assert fault.quote == "330*************1X"


def table(*rows: str) -> list[str]:
    """The cells of a table, as blocks of their own."""
    return [cell for row in rows for cell in row.split()]


def test_a_table_says_in_its_head_whose_numbers_it_holds(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    numbers = [f"站点{at} 周老师 1381234567{at}" for at in range(4)]
    contacts = a_page(*table("站点 联系人 联系电话", *numbers))
    assert not list(personal_data(join(contacts, matcher)))
    firms = a_page(*table("企业名称 法定代表人 电话", *numbers))
    assert not list(personal_data(join(firms, matcher)))
    counsels = a_page(*table("村名 法律顾问 手机号码", *numbers))
    assert not list(personal_data(join(counsels, matcher)))
    projects = a_page(*table("项目编号 项目名称", *(f"1501234567{at} 修桥" for at in range(4))))
    assert not list(personal_data(join(projects, matcher)))
    shops = a_page(*table("门店名称 地址 订货电话", *numbers))
    assert not list(personal_data(join(shops, matcher)))
    vets = a_page(*table("乡镇 防疫员 电话号码", *numbers))
    assert not list(personal_data(join(vets, matcher)))
    trainees = a_page(*table("班级 学员 电话号码", *numbers))
    assert len(list(personal_data(join(trainees, matcher)))) == 1
    seats = a_page(*table("准考证号 考场", *(f"1501234567{at} 二十" for at in range(4))))
    assert not list(personal_data(join(seats, matcher)))
    for head in (
        "车队 车队长 手机号码",
        "网点 地址 取件电话",
        "作品 作者 参赛编号",
        "社区 书记 手机号码",
    ):
        assert not list(personal_data(join(a_page(*table(head, *numbers)), matcher))), head
    parents = a_page(*table("班级 姓名 家长电话", *numbers))
    assert len(list(personal_data(join(parents, matcher)))) == 1
    persons = a_page(*table("户主 家庭住址 联系电话", *numbers))
    assert len(list(personal_data(join(persons, matcher)))) == 1
    pupils = a_page(*table("姓名 手机号码", *(f"王某 1381234567{at}" for at in range(4))))
    assert len(list(personal_data(join(pupils, matcher)))) == 1


def test_numbers_left_open_among_masked_ones_are_told(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    masked = [f"田*生 码头社区 155****220{at}" for at in range(3)]
    one_open = "龚桂枝 棉纺厂社区 15500007316"
    for rows, certainty in (
        ([one_open, *masked], Certainty.CONFIRMED),
        ([*masked, one_open], Certainty.CONFIRMED),
        ([one_open, masked[0]], Certainty.SUSPECTED),
    ):
        (fault,) = personal_data(join(a_page(*table("姓名 社区 联系方式", *rows)), matcher))
        assert (fault.certainty, fault.quote) == (certainty, "155******16")
        assert "15500007316" not in fault.message
    (fault,) = personal_data(join(a_page(*table("村别 组别 联系方式", one_open, *masked)), matcher))
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "rows",
    [
        ("姓名 社区 联系方式", "田*生 码头社区 155****2207", "龚*枝 棉纺厂社区 155****7316"),
        ("单位名称 值班室 联系方式", "甲局 一楼 155****2207", "乙局 二楼 15500007316"),
        ("姓名 职务 联系方式", "田*生 主任 155****2207", "龚桂枝 科长 15500007316"),
        ("姓名 社区 联系方式", "龚桂枝 棉纺厂社区 15500007316"),
        ("姓名 金额 联系方式", "田*生 155****2207", "公开值班手机（二十四小时专用）： 18100002026"),
        ("姓名 联系方式",),
    ],
    ids=["all masked", "of offices", "of officers", "none masked", "below the table", "a head"],
)
def test_numbers_of_offices_and_single_ones_are_left_alone(
    matcher: Matcher, a_page: Callable[..., Page], rows: tuple[str, ...]
) -> None:
    assert list(personal_data(join(a_page(*table(*rows)), matcher))) == []


def test_the_doors_of_homes_are_suspected_and_masked(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    doors = [f"某某{at} 河东街道柳湾小区{at}号楼2单元{at}01室 散居" for at in range(1, 5)]
    (fault,) = personal_data(join(a_page(*table("姓名 家庭住址 类别", *doors)), matcher))
    assert fault.certainty is Certainty.SUSPECTED
    assert "4 个人" in fault.message
    assert "1号" not in fault.quote


@pytest.mark.parametrize(
    "rows",
    [
        ("姓名 家庭住址", "某一 河东街道柳湾村", "某二 河东街道石桥村", "某三 城北街道"),
        ("单位 地址", "甲厂 建设路1号", "乙厂 建设路2号", "丙厂 建设路3号"),
        ("姓名 住址", "某一 柳湾小区1号楼2单元101室"),
        ("住址",),
    ],
    ids=["as far as the village", "of firms", "one", "a head alone"],
)
def test_where_persons_are_from_is_told(
    matcher: Matcher, a_page: Callable[..., Page], rows: tuple[str, ...]
) -> None:
    assert list(personal_data(join(a_page(*table(*rows)), matcher))) == []


NUMBER, OTHER, WRONG = "33010619720315001X", "33010619720315028X", "330106197203150011"


def certainties(page: Page, matcher: Matcher) -> list[Certainty]:
    return [one.certainty for one in personal_data(join(page, matcher))]


def tabled(*rows: Sequence[str]) -> Page:
    """A web page of one table."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    markup = "".join(f"<tr>{line}</tr>" for line in lines)
    text = f"<html><body><h1>关于公布有关情况的公告</h1><table>{markup}</table></body></html>"
    return read_page(text.encode(), url="http://www.qinghe.gov.cn/art/1.html")


@pytest.mark.parametrize(
    "line",
    [
        f"该工程已取得建筑工程施工许可证（编号：{NUMBER}），手续齐全。",
        f"项目编号：{NUMBER}。项目名称：河道整治。",
        f"招标编号{NUMBER}，本项目已具备招标条件。",
        f"电子监管号：{NUMBER}；宗地编号：{OTHER}",
        f"核发许可证两件，编号分别为：{NUMBER}、{OTHER}。",
        f"根据{NUMBER}号决定书",
        f"附件：{NUMBER}.pdf",
        f"查看 detail?code={NUMBER}",
        f"沈秋月，合同编号：{NUMBER}",
    ],
)
def test_a_number_that_is_called_otherwise_is_left_alone(
    matcher: Matcher, a_page: Callable[..., Page], line: str
) -> None:
    assert certainties(a_page(line), matcher) == []


def test_a_number_that_nothing_names_is_suspected(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    page = a_page(f"{NUMBER} 青石河河道整治工程中标公告。")
    assert certainties(page, matcher) == [Certainty.SUSPECTED]
    for beside in (f"沈秋月 {NUMBER} 500元", f"户主（男，1972年3月生）{NUMBER}"):
        assert certainties(a_page(beside), matcher) == [Certainty.CONFIRMED]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("项目编号", "名称"), (NUMBER, "河道整治"), (OTHER, "管网改造")], []),
        ([("施工许可证编号", NUMBER), ("工程名称", "医院改造")], []),
        ([("提交材料", "身份证"), ("受理编号", NUMBER)], []),
        ([("姓名", "准考证号"), ("沈秋月", NUMBER)], []),
        ([("姓名", "证书编号"), ("沈秋月", NUMBER), ("林春禾", OTHER)], [Certainty.SUSPECTED]),
        ([("姓名", "材料"), ("沈秋月", NUMBER)], [Certainty.SUSPECTED]),
        ([("姓名", "性别", "材料"), ("沈秋月", "女", NUMBER)], [Certainty.CONFIRMED]),
        ([("姓名", "身份证号", "备注"), ("沈秋月", NUMBER, "")], [Certainty.CONFIRMED]),
        ([("姓名", "身份证号"), ("张三（示例）", NUMBER)], [Certainty.SUSPECTED]),
        ([("身份证号", "项目编号"), ("330***********001X", NUMBER)], []),
        ([("项目编号", "身份证号"), (WRONG, NUMBER)], [Certainty.CONFIRMED]),
        (
            [("姓名", "身份证号"), ("甲某", WRONG), ("乙某", WRONG[:-1] + "2"), ("林某", NUMBER)],
            [Certainty.CONFIRMED],
        ),
    ],
)
def test_a_table_says_what_its_numbers_are(
    matcher: Matcher, rows: list[Sequence[str]], expected: list[Certainty]
) -> None:
    assert certainties(tabled(*rows), matcher) == expected


def test_a_far_head_speaks_for_all_rows(matcher: Matcher) -> None:
    rows = [(f"林某{at}", "", "5000") for at in range(60)]
    page = tabled(("姓名", "身份证号", "金额"), *rows, ("沈秋月", NUMBER, "5000"))
    assert certainties(page, matcher) == [Certainty.CONFIRMED]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Project No.", NUMBER), []),
        (("合同编号", NUMBER), []),
        (("身份证号码", NUMBER), [Certainty.CONFIRMED]),
        (("序号 姓名 身份证号 账号", f"1 欧阳克 {NUMBER} 12"), [Certainty.CONFIRMED]),
        (("序号 名称 项目编号 身份证号", f"1 修桥 {NUMBER} 无"), []),
        (("姓名 身份证号 金额", f"1 欧阳克 {NUMBER} 500"), [Certainty.CONFIRMED]),
        (("名称 项目编号", f"{NUMBER} 修桥 500"), []),
        (("No. ID number", f"1 {NUMBER}"), [Certainty.CONFIRMED]),
        (("项目 身份证号 项目编号", f"{NUMBER} 修桥"), [Certainty.SUSPECTED]),
        (("姓名 项目编号", f"沈秋月 {NUMBER}"), []),
        (("补助名单", f"修桥 {NUMBER}"), [Certainty.SUSPECTED]),
        (("身份证号", "姓名", NUMBER, "甲", OTHER, "乙"), [Certainty.CONFIRMED]),
        (("项目编号", "名称", NUMBER, "修桥", OTHER, "修路"), []),
        (("项目编号", "身份证号", NUMBER, "无", OTHER, "无"), []),
    ],
)
def test_lines_above_say_it_where_no_table_was_read(
    matcher: Matcher,
    a_page: Callable[..., Page],
    lines: tuple[str, ...],
    expected: list[Certainty],
) -> None:
    page = a_page(*lines, attachment=Attachment.READ)
    assert certainties(page, matcher) == expected


def test_two_cards_below_their_head_are_suspected(matcher: Matcher) -> None:
    cards = ("6228480402564890018", "6228480402564890026")
    rows = [(name, card) for name, card in zip(("沈秋月", "林春禾"), cards, strict=True)]
    assert certainties(tabled(("姓名", "银行卡号"), *rows), matcher) == [Certainty.SUSPECTED]
    assert certainties(tabled(("姓名", "银行账号"), *rows), matcher) == []
    assert certainties(tabled(("姓名", "银行卡号"), rows[0]), matcher) == []


def test_numbers_of_applications_are_no_telephones(matcher: Matcher) -> None:
    rows = [(f"1382601001{at}", name, "80") for at, name in enumerate(("沈秋月", "林春禾", "王某"))]
    assert certainties(tabled(("报名序号", "姓名", "成绩"), *rows), matcher) == []
    assert certainties(tabled(("手机", "姓名", "成绩"), *rows), matcher) == [Certainty.SUSPECTED]
