"""What the city's office was asked to see to: words to look for, and results from elsewhere.

Of each there is a case, and one that only looks like it: words whose order is over, and a result
that was put right since.
"""

import datetime as dt
from typing import NamedTuple

from govsweep.city.draft import Draft
from govsweep.city.model import Planted, SampleArticle, Trap
from govsweep.city.plan import DOMAIN
from govsweep.city.styles import STYLES
from govsweep.clock import BEIJING
from govsweep.facts import ColumnKind
from govsweep.rules.orders import StandingOrder

RESULTS = "检查结果.csv"
_ORDERED, _OVER = "平澜市劳动保障监察大队", "平澜市公路运输管理处"
_PHONE, _OLD_PHONE = "（0778）2200117", "（0778）2200118"
_SOURCE = "第三方检测"
_OFFICE, _ROADS = f"rsj.{DOMAIN}", f"jtj.{DOMAIN}"
_HOTLINE, _MENDED = f"nyj.{DOMAIN}", f"czj.{DOMAIN}"
_ORDER, _RESULT = "standing-order", "outside-result"
ASKED: frozenset[str] = frozenset({_ORDER, _RESULT})
_AGE = 12


class SampleAsked(NamedTuple):
    """The orders, the results, and the truth about both."""

    orders: tuple[StandingOrder, ...]
    results: str  # as the office imports them (检查结果.csv)
    truth: tuple[Planted, ...]
    traps: tuple[Trap, ...]


class _Case(NamedTuple):
    """An article by which a site has what was asked about, or had it."""

    host: str
    check: str
    title: str
    text: str
    note: str
    planted: str = ""  # what a finding quotes; "": it only looks like one


_CASES = (
    _Case(
        _OFFICE, _ORDER, "关于开展用工情况检查的通知",
        f"检查由{_ORDERED}牵头，各用人单位应当按期报送有关资料。", "还写着机构的旧称", _ORDERED,
    ),
    _Case(
        _ROADS, _ORDER, "关于调整客运线路的通知",
        f"线路调整由{_OVER}负责解释，自印发之日起执行。", "查到上个月为止的旧称",
    ),
    _Case(
        _HOTLINE, _RESULT, "关于公布农资打假咨询电话的通知",
        f"农资打假咨询电话：{_PHONE}，工作日接听。", "第三方查出的停用电话还在", _PHONE,
    ),
    _Case(
        _MENDED, _RESULT, "关于公布财政票据咨询电话的通知",
        "财政票据咨询电话：（0778）2200119，工作日接听。", "第三方查出的停用电话已经换了",
    ),
)  # fmt: skip


def answer(draft: Draft, *, only: frozenset[str]) -> dict[str, SampleArticle]:
    """Publish the cases of a site, those to be found where their check is in `only`."""
    return {
        case.note: draft.publish(ColumnKind.NOTICE, case.title, [case.text], _AGE)
        for case in _CASES
        if case.host == draft.host and (not case.planted or case.check in only)
    }


def build_asked(
    day: dt.date, drafts: list[Draft], published: dict[str, SampleArticle]
) -> SampleAsked:
    """The orders and results of a day, and the truth about the cases that were published."""
    by_host = {one.host: one for one in drafts}
    truth: list[Planted] = []
    traps: list[Trap] = []
    rows = ["网站标识码,网址,问题,来源,原文,日期"]
    for case in _CASES:
        article = published.get(case.note)
        if article is None:
            continue
        draft = by_host[case.host]
        site, url = draft.site.identifier, draft.url(STYLES[draft.plan.style].article_path(article))
        if case.planted:
            truth.append(Planted(site, case.check, case.planted, url, case.note, (case.planted,)))
        else:
            traps.append(Trap(site, case.check, url, case.note))
        if case.check == _RESULT:
            quote = case.planted or _OLD_PHONE
            rows.append(f"{site},{url},公布的咨询电话已停用,{_SOURCE},{quote},{day}")
    given = dt.datetime.combine(day, dt.time(9), BEIJING) - dt.timedelta(days=60)
    over = day.replace(day=1) - dt.timedelta(days=1)
    orders = (
        StandingOrder(words=_ORDERED, right="平澜市人社局", reason="机构改名", at=given),
        StandingOrder(words=_OVER, reason="机构改名", last=over, at=given),
    )
    return SampleAsked(orders, "\n".join([*rows, ""]), tuple(truth), tuple(traps))
