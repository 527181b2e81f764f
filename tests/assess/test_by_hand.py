"""Scores worked by hand: five made-up sites, one for each branch of the 2019 table.

Each table gives what is wrong, what it costs, the ceiling of its line, and what is taken.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from govsweep.assess import Assessment, Result, SiteVerdict, assess
from govsweep.facts import ColumnKind, Site
from govsweep.indicators import Part, load_indicators

INDICATORS = load_indicators("2019")
HOME = "http://www.qinghe.gov.cn/"
Maker = Callable[..., Any]


def taken(assessment: Assessment) -> dict[str, Decimal]:
    """What each line of the table cost, its ceiling kept."""
    return _lines(assessment, Part.DEDUCT)


def given(assessment: Assessment) -> dict[str, Decimal]:
    return _lines(assessment, Part.BONUS)


def _lines(assessment: Assessment, part: Part) -> dict[str, Decimal]:
    lines: dict[str, tuple[Decimal, Decimal]] = {}
    for one in assessment.outcomes:
        if one.group.part is part:
            points, _ = lines.get(one.group.name, (Decimal(0), Decimal(0)))
            lines[one.group.name] = (points + one.points, one.group.cap)
    return {name: min(points, cap) for name, (points, cap) in lines.items() if points}


def dead_links(make_finding: Maker, home: int, elsewhere: int) -> Iterator[Any]:
    for number in range(home):
        yield make_finding("dead-link", f"http://a.gov.cn/{number}", url=HOME, pages=(HOME,))
    for number in range(elsewhere):
        yield make_finding("dead-image", f"http://b.gov.cn/{number}.png")


def test_a_veto_ends_it(
    make_case: Maker, make_columns: Maker, make_column: Maker, make_words: Maker
) -> None:
    """Five columns of news, notices and policies are stale together.

    | 动态要闻, 15 days old (limit 14)    | 3 |
    | 通知公告, 181 days old (limit 180)  | 1 |
    | 政策文件, 200 days old (limit 180)  | 1 |
    | together                            | 5, limit 5: 不合格, no points are counted |
    """
    some = make_columns(
        *(make_column("部门动态", ColumnKind.NEWS, 15, number) for number in range(3)),
        通知公告=181,
        政策文件=200,
    )
    site = assess(make_case(some), INDICATORS, make_words())
    assert site.verdict is SiteVerdict.VETOED
    assert [(one.row.id, one.evidence.count) for one in site.vetoes] == [("V19-S4-1", 5)]
    assert len(site.vetoes[0].evidence.findings) == 5
    assert site.score is None


def test_one_column_less_is_no_veto(
    make_case: Maker, make_columns: Maker, make_column: Maker, make_words: Maker
) -> None:
    some = make_columns(
        *(make_column("部门动态", ColumnKind.NEWS, 15, number) for number in range(3)),
        政策文件=200,
    )
    site = assess(make_case(some), INDICATORS, make_words())
    assert site.vetoes == []
    assert taken(site) == {"动态要闻": 5, "政策文件": 5}
    assert site.score.base == 90


def test_under_sixty_is_unqualified(
    make_case: Maker, make_columns: Maker, make_column: Maker, make_finding: Maker,
    make_words: Maker,
) -> None:  # fmt: skip
    """The points run out.

    | line       | what is wrong                                  | cost      | cap | taken |
    | 动态要闻   | stale                                          | 5         | 5   | 5     |
    | 政策文件   | stale                                          | 5         | 5   | 5     |
    | 政策解读   | stale                                          | 5         | 5   | 5     |
    | 其他栏目   | 2 blank at 2, 1 notice column stale at 1       | 5         | 4   | 4     |
    | 信息提交   | nobody can submit (office)                     | 7         | 7   | 7     |
    | 留言公开   | stale 3, parts missing 2 (office)              | 5         | 6   | 5     |
    | 办理答复   | one late 4, one evasive 4 (office)             | 8         | 7   | 7     |
    | 网站标识   | 6 marks at 0.5                                 | 3         | 3   | 3     |
    | 可用性     | 4 home links at 0.2, 7 others at 0.1           | 1.5       | 1   | 1     |
    | together   |                                                |           |     | 42    |
    100 - 42 = 58
    """
    blank = (make_column("机关党建", ColumnKind.OTHER, None, number) for number in range(2))
    some = make_columns(
        *blank, 政务动态=15, 政策文件=181, 政策解读=181, 通知公告=181, 市长信箱=61
    )  # fmt: skip
    marks = ("conac", "identifier", "icp", "police", "organizer", "contact")
    site = assess(
        make_case(
            some,
            *(make_finding("missing-footer-mark", mark, url=HOME, pages=(HOME,)) for mark in marks),
            *dead_links(make_finding, home=4, elsewhere=7),
        ),
        INDICATORS,
        make_words(D19_16=7, D19_18b=2, D19_19a=4, D19_19b=4),
    )
    assert taken(site) == {
        "动态要闻": 5, "政策文件": 5, "政策解读": 5, "其他栏目": 4, "信息提交": 7, "留言公开": 5,
        "办理答复": 7, "网站标识": 3, "可用性": 1,
    }  # fmt: skip
    assert site.score.deducted == 42
    assert site.score.total == 58
    assert site.verdict is SiteVerdict.BELOW
    assert site.undecided_share == 0


def test_from_sixty_to_eighty_nothing_is_added(
    make_case: Maker, make_columns: Maker, make_finding: Maker, make_words: Maker
) -> None:
    """Enough, but the bonus stays closed.

    | line       | what is wrong                                      | cost | cap | taken |
    | 概况信息   | one place out of date (office)                     | 1    | 2   | 1     |
    | 动态要闻   | stale                                              | 5    | 5   | 5     |
    | 政策文件   | stale                                              | 5    | 5   | 5     |
    | 办事指南   | 7 classes missing at 0.5, vague 3 at 2 (office)    | 9.5  | 8   | 8     |
    | 留言公开   | stale                                              | 3    | 6   | 3     |
    | 站内搜索   | none                                               | 4    | 4   | 4     |
    | 页面标签   | 5 content pages, 3 column pages at 0.1             | 0.8  | 1   | 0.8   |
    | 兼容性     | two kinds of browsers (office)                     | 2    | 2   | 2     |
    | IPv6改造   | not done (office)                                  | 1    | 1   | 1     |
    | together   |                                                    |      |     | 29.8  |
    100 - 29.8 = 70.2; three points for a novelty are not given
    """
    articles = tuple(f"{HOME}art/{number}.html" for number in range(5))
    lists = tuple(f"{HOME}list/{number}/" for number in range(3))
    site = assess(
        make_case(
            make_columns(政务动态=20, 政策文件=300, 市长信箱=70),
            make_finding("search-unusable", "search", url=HOME),
            make_finding("missing-page-tag", "首页", pages=(HOME,)),
            make_finding("missing-page-tag", "内容页", pages=articles, sightings=5),
            make_finding("missing-page-tag", "栏目页", pages=lists, sightings=3),
        ),
        INDICATORS,
        make_words(
            D19_01b=1, D19_13b=3.5, D19_13d=6, D19_25a=4, D19_28=2, D19_29=1, B19_10=3,
        ),
    )  # fmt: skip
    assert taken(site) == {
        "概况信息": 1, "动态要闻": 5, "政策文件": 5, "办事指南": 8, "留言公开": 3, "站内搜索": 4,
        "页面标签": Decimal("0.8"), "兼容性": 2, "IPv6改造": 1,
    }  # fmt: skip
    assert site.score.total == Decimal("70.2")
    assert site.score.bonus == 0
    assert site.verdict is SiteVerdict.PASSED
    bonus = [one.result for one in site.outcomes if one.group.part is Part.BONUS]
    assert set(bonus) == {Result.NOT_APPLICABLE}


def test_above_eighty_the_bonus_is_added(
    make_case: Maker, make_columns: Maker, make_finding: Maker, make_words: Maker
) -> None:
    """A good site.

    | line       | what is wrong                               | cost | cap | taken |
    | 领导信息   | one resume wrong (office)                   | 1    | 2   | 1     |
    | 可用性     | 2 home links at 0.2, 3 others at 0.1        | 0.7  | 1   | 0.7   |
    | together   |                                             |      |     | 1.7   |
    100 - 1.7 = 98.3

    | line       | what is good                                | worth | cap | given |
    | 数据发布   | updated in 3 months 2, charts 1, API 1      | 4     | 4   | 4     |
    | 解读回应   | 3 interpretations in other forms            | 3     | 3   | 3     |
    | 服务内容   | 3 services of one theme 2, so not 1 as well | 2     | 2   | 2     |
    | 实时互动   | answered in a day 3, smart answers 2        | 5     | 5   | 5     |
    | 智能搜索   | fuzzy 1, services 1, 2 titles below 2       | 4     | 4   | 4     |
    | 创新发展   | praised                                     | 3     | 3   | 3     |
    | together   |                                             |       |     | 21    |
    98.3 + 21 = 119.3
    """
    site = assess(
        make_case(make_columns(), *dead_links(make_finding, home=2, elsewhere=3)),
        INDICATORS,
        make_words(
            D19_03b=1, B19_01c=1, B19_01d=1, B19_02=3, B19_04a=2, B19_04b=1, B19_06a=3, B19_06b=2,
            B19_08a=1, B19_08b=1, B19_08c=2, B19_10=3,
        ),
    )  # fmt: skip
    assert taken(site) == {"领导信息": 1, "可用性": Decimal("0.7")}
    assert site.score.base == Decimal("98.3")
    assert given(site) == {
        "数据发布": 4, "解读回应": 3, "服务内容": 2, "实时互动": 5, "智能搜索": 4, "创新发展": 3,
    }  # fmt: skip
    assert site.score.total == Decimal("119.3")
    assert site.verdict is SiteVerdict.PASSED


def test_without_services_the_rest_is_scaled(
    make_case: Maker, make_columns: Maker, make_finding: Maker, make_words: Maker
) -> None:
    """A department that serves no public: 办事服务 and 服务不实用 are not judged.

    | line       | what is wrong                     | cost | cap | taken |
    | 动态要闻   | stale                             | 5    | 5   | 5     |
    | 信息提交   | nobody can submit (office)        | 7    | 7   | 7     |
    | 网站标识   | 2 marks at 0.5                    | 1    | 3   | 1     |
    | 在线申请   | (5, but not judged)               |      |     |       |
    | together   |                                   |      |     | 13    |
    (75 - 13) x 4/3 = 82.67, above 80; a novelty gives 3, a service rating nothing: 85.67
    """
    site = assess(
        make_case(
            make_columns(政务动态=15),
            make_finding("missing-footer-mark", "icp", url=HOME, pages=(HOME,)),
            make_finding("missing-footer-mark", "police", url=HOME, pages=(HOME,)),
        ),
        INDICATORS,
        make_words(
            services=False,
            D19_11a=5,
            D19_16=7,
            B19_01a=0,
            B19_01b=0,
            B19_03a=1,
            B19_08a=0,
            B19_10=3,
        ),
    )
    assert taken(site) == {"动态要闻": 5, "信息提交": 7, "网站标识": 1}
    assert site.score.base == Decimal(62) * 4 / 3
    assert site.score.shown == Decimal("85.67")
    assert site.verdict is SiteVerdict.PASSED
    skipped = {
        one.group.name for one in site.outcomes
        if one.group.theme == "办事服务" or one.group.name == "服务不实用"
        if one.result is not Result.NOT_APPLICABLE
    }  # fmt: skip
    assert skipped == set()


class TestBoundaries:
    @pytest.mark.parametrize(
        ("points", "total", "verdict"),
        [
            ({}, 60, SiteVerdict.PASSED),  # 75 - 30 = 45, x 4/3 = 60
            ({"D19_29": 0.5}, Decimal("59.33"), SiteVerdict.BELOW),
        ],
    )
    def test_sixty_scaled_is_enough_and_less_is_not(
        self, points: dict[str, float], total: Decimal, verdict: SiteVerdict, make_case: Maker,
        make_words: Maker,
    ) -> None:  # fmt: skip
        said = make_words(
            services=False, D19_16=7, D19_17=3, D19_18b=6, D19_19a=7, D19_25b=4, D19_24b=3,
            **points,
        )  # fmt: skip
        site = assess(make_case(), INDICATORS, said)
        assert (site.score.shown, site.verdict) == (total, verdict)

    def test_eighty_itself_gets_no_bonus(self, make_case: Maker, make_words: Maker) -> None:
        said = make_words(D19_16=7, D19_17=3, D19_18b=6, D19_25b=4, B19_10=3)
        assert assess(make_case(), INDICATORS, said).score.total == 80

    def test_a_real_self_check(
        self, make_case: Maker, make_columns: Maker, make_words: Maker
    ) -> None:
        """An office reported in 2019: policies stale 5, statistics 2, letters 3, one more 1: 89."""
        some = make_columns(政策文件=190, 办件统计=95, 市长信箱=65)
        site = assess(
            make_case(some), INDICATORS, make_words(D19_17=1, B19_01a=0, B19_01b=0, B19_08a=0)
        )
        assert taken(site) == {"政策文件": 5, "办事统计": 2, "留言公开": 3, "统一登录": 1}
        assert site.score.total == 89


def test_2015_only_takes(
    make_case: Maker, make_columns: Maker, make_finding: Maker, make_words: Maker
) -> None:
    """The old table has neither ceilings nor a bonus, and is for every site.

    | 链接可用性 | 12 home links at 1, 30 others at 0.1 | 15  |
    | 首页可用性 | 4 of 168 visits failed: 2 % at 5     | 10  |
    | 基本信息   | 1 news column at 3, 2 notices at 4   | 11  |
    | 调查征集   | none (office)                        | 5   |
    | together   |                                      | 41  |
    100 - 41 = 59
    """
    department = Site(identifier="5118000002", name="清禾市水利局", url=HOME, kind="部门网站")
    some = make_columns(政务动态=15, 通知公告=181, 政策文件=181)
    site = assess(
        make_case(
            some,
            *dead_links(make_finding, home=12, elsewhere=30),
            site=department,
            week=((24, 4), *[(24, 0)] * 6),
        ),
        load_indicators("2015"),
        make_words("2015", D15_6a=5, D15_7a=0),
    )
    assert site.score.deducted == 41
    assert (site.score.total, site.verdict) == (59, SiteVerdict.BELOW)
