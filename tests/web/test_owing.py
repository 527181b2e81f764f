"""The lists of what units owe in the browser: looked at, and imported by who may."""

from typing import Any

import pytest

from govsweep.accounts import AuditAct

LIST = "单位,月份,采用\n清禾市教育局,2026-10,3\n"
WRONG = LIST + "清禾市水利局,十月,3\n"


def sent(office: Any, who: Any, kind: str, name: str, text: str) -> Any:
    lines = [
        *("--b", 'Content-Disposition: form-data; name="csrf"', "", who.csrf, "--b"),
        *('Content-Disposition: form-data; name="kind"', "", kind, "--b"),
        f'Content-Disposition: form-data; name="file"; filename="{name}"',
        *("Content-Type: text/csv", "", text, "--b--", ""),
    ]
    body = "\r\n".join(lines).encode()
    form = "multipart/form-data; boundary=b"
    return office.post_bytes("/duties", body, cookie=who.cookie, content_type=form)


CATALOGUE = "单位,编码,名称,网址,每年至少\n清禾市人民政府办公室,A01,公告栏,{url},12\n"


@pytest.fixture
def reviewer(office: Any, log_in: Any) -> Any:
    return log_in(office, "reviewer")


def test_a_list_is_imported_and_shown(office: Any, reviewer: Any) -> None:
    answer = sent(office, reviewer, "adoptions", "采用.csv", LIST)
    assert (answer.status, answer.headers["location"]) == (303, "/duties?kind=adoptions")
    (row,) = reviewer.ask("/duties?kind=adoptions").texts("tbody tr")
    assert "清禾市教育局" in row and "2026-10" in row
    assert reviewer.ask("/duties?kind=adoptions&unit=%E6%9E%97%E4%B8%9A").texts("tbody tr") == []
    _, (last, *_) = office.store.audit.entries(limit=5)
    assert (last.act, last.by.name) == (AuditAct.DUTIES_IMPORTED, "reviewer")


def test_a_wrong_row_is_named_and_the_others_are_taken(office: Any, reviewer: Any) -> None:
    answer = sent(office, reviewer, "adoptions", "采用.csv", WRONG)
    assert answer.status == 400
    assert "采用.csv 第 3 行，字段 月份：“十月”不是月份" in answer.text
    assert len(office.store.duties.all().adoptions) == 1


def test_nothing_was_adopted_in_a_month_to_come(office: Any, reviewer: Any) -> None:
    answer = sent(office, reviewer, "adoptions", "采用.csv", LIST + "清禾市水利局,2999-01,6\n")
    assert answer.status == 400
    assert "“2999-01”还没有到" in answer.text
    assert len(office.store.duties.all().adoptions) == 1


@pytest.mark.parametrize(
    ("kind", "name", "body"),
    [
        ("adoptions", "采用.txt", LIST),
        ("某某", "采用.csv", LIST),
        ("quotas", "采用.csv", LIST.replace("教育", "水利")),
    ],
)
def test_what_is_no_such_list_changes_nothing(
    office: Any, reviewer: Any, kind: str, name: str, body: str
) -> None:
    answer = sent(office, reviewer, kind, name, body)
    assert answer.status == 400
    assert office.store.duties.all().adoptions == ()


def test_a_reader_sees_them_and_has_no_form(office: Any, log_in: Any) -> None:
    page = log_in(office, "reader").ask("/duties")
    assert page.status == 200
    assert not page.tree.css("form[method=post][action='/duties']")


def test_before_anything_is_imported(reviewer: Any) -> None:
    for kind in ("catalogue", "quotas", "adoptions", "entrances"):
        assert "还没有导入这份清单" in reviewer.ask(f"/duties?kind={kind}").text


def test_a_list_that_there_is_not_is_refused(reviewer: Any) -> None:
    answer = reviewer.ask("/duties?kind=x")
    assert answer.status == 400
    assert "没有这个值" in answer.text


def test_columns_that_are_not_read_and_units_that_nobody_knows_are_told(
    office: Any, reviewer: Any
) -> None:
    text = "单位,月份,采用,稿费\n清禾市水力局,2026-10,3,100\n"
    answer = sent(office, reviewer, "adoptions", "采用.csv", text)
    assert answer.status == 200
    assert "采用.csv 的“稿费”一列没有用到" in answer.text
    assert "单位“清禾市水力局”不是登记的主办单位，也不是栏目的责任单位" in answer.text
    assert "已导入 1 项采用，拒收 0 行" in answer.text
    assert len(office.store.duties.all().adoptions) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_a_list_of_many_columns_fits(
    office: Any, reviewer: Any, a_hand: Any, faults_of: Any, width: int
) -> None:
    url = "http://www.qinghe.gov.cn/zwgk/fdzdgknr/031003305/moreinfo.html"
    assert sent(office, reviewer, "catalogue", "目录.csv", CATALOGUE.format(url=url)).status == 303
    tab = a_hand(office.address, "reader", width).tab
    tab.open("/duties")
    assert url in tab.text("main table")
    assert tab.fits
    assert faults_of(tab) == []
