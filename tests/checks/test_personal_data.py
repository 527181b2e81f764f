"""personal-data tells numbers of persons, never of offices, and masks them."""

from collections.abc import Callable

import pytest

from govsweep.checks.personal_data import personal_data
from govsweep.facts import Attachment, Page
from govsweep.findings import Certainty
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
