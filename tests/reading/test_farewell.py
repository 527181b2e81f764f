"""A home page that says in words alone that its site is elsewhere, or closed."""

import pytest

from govsweep.facts import PageKind
from govsweep.reading import read_page

LEAVES = (
    "本站已迁移，请访问新网址",
    "网站已关闭",
    "本网站域名已变更，请访问 www.yunzhou.gov.cn",
    "域名已变更，请使用新域名访问",
    "本站已于2025年12月31日停止服务，请访问市政府网站",
    "市水务局网站已整合至市政府门户网站",
    "我局网站现已正式迁移，点击进入",
    "原网站已关停",
    "本网站因机构改革，已停止更新",
)
STAYS = (
    "办公地址搬迁公告：我局办公地址已搬迁至东江路8号",
    "用水申报系统已迁移至新平台，请访问新网址",
    "本系统已迁移至新平台，请访问新网址",
    "旧版网站已关闭",
    "专题网站已下线",
    "本网站将于12月1日迁移",
    "网站关闭前请保存资料",
    "网站办事系统已迁移",
    "网站无障碍功能已关闭",
    "互动栏目已关闭，请访问新网址",
    "单位名称已变更",
    "关于“本站已迁移”一说的说明",
    "本网站已改版",
)


def home(text: str, more: str = "", *, is_home: bool = True) -> PageKind:
    body = f"<title>云州市水务局</title><h1>云州市水务局</h1><p>{text}。</p>{more}".encode()
    return read_page(body, url="http://swj.yunzhou.gov.cn/", home=is_home).kind


@pytest.mark.parametrize("text", LEAVES)
def test_it_is_no_page_of_the_site(text: str) -> None:
    assert home(text) is PageKind.FAREWELL
    assert home(text, '<a href="http://www.yunzhou.gov.cn/">新网站</a>') is PageKind.FAREWELL


@pytest.mark.parametrize("text", STAYS)
def test_what_else_moved_or_closed_says_nothing_of_the_site(text: str) -> None:
    assert home(text) is not PageKind.FAREWELL


def test_on_a_page_with_more_it_is_a_notice_among_others() -> None:
    links = "".join(f'<a href="/{one}/">栏目{one}</a>' for one in range(9))
    assert home(LEAVES[0], links) is PageKind.HOME
    assert (
        home(LEAVES[0], f"<p>{'我局负责全市水资源管理和节约用水工作。' * 20}</p>") is PageKind.HOME
    )


def test_only_a_home_page_speaks_for_its_site() -> None:
    assert home(LEAVES[0], is_home=False) is not PageKind.FAREWELL
