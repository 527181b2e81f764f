"""The content of a site in order: columns, and articles whose dates are counted from the night."""

import datetime as dt
import random
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from govsweep.city import outside
from govsweep.city.draft import Draft, MenuLink
from govsweep.city.model import SampleArticle, SampleColumn
from govsweep.city.plan import CITY, SitePlan
from govsweep.city.prose import ProseWriter, full_day
from govsweep.facts import ColumnKind as Kind
from govsweep.facts import Site


class _Rhythm(NamedTuple):
    """How often a column is updated: days since the newest, days between two, how many."""

    newest: tuple[int, int]
    gap: tuple[int, int]
    size: int


_RHYTHMS = {
    Kind.NEWS: _Rhythm((1, 2), (1, 5), 14),
    Kind.REPOST: _Rhythm((1, 3), (2, 6), 7),
    Kind.NOTICE: _Rhythm((3, 11), (18, 45), 8),
    Kind.POLICY: _Rhythm((20, 70), (60, 110), 5),
    Kind.INTERACTION: _Rhythm((5, 28), (20, 45), 4),
    Kind.OTHER: _Rhythm((10, 60), (50, 90), 4),
}
_SCALE = {"department": 1.0, "county": 1.3, "portal": 1.7}

# Names that sites give their columns; a site's number picks one.
_NAMES = {
    Kind.NEWS: ("工作动态", "部门动态", "政务要闻", "工作要闻"),
    Kind.NOTICE: ("通知公告", "公示公告", "公告栏"),
    Kind.POLICY: ("政策文件", "规范性文件", "部门文件"),
    Kind.INTERPRETATION: ("政策解读", "解读回应"),
    Kind.REPOST: ("国务院信息", "上级要闻", "省政府要闻"),
    Kind.INTERACTION: ("意见征集", "征集调查"),
    Kind.OTHER: ("财政信息", "资金信息"),
}
_SLUGS = {
    Kind.NEWS: "gzdt",
    Kind.NOTICE: "tzgg",
    Kind.POLICY: "zcwj",
    Kind.INTERPRETATION: "zcjd",
    Kind.REPOST: "sjyw",
    Kind.INTERACTION: "yjzj",
    Kind.OTHER: "czxx",
}
_GROUPS = {Kind.NEWS: "xwzx", Kind.REPOST: "xwzx", Kind.INTERACTION: "hdjl"}
GROUP_NAMES = {"xwzx": "新闻中心", "zwgk": "政务公开", "hdjl": "互动交流"}
# What every portal has on its home page.
SEARCH_BOX = Markup(
    '<form action="/jsearch/search" method="get"><input name="q" type="text" title="站内搜索">'
    '<input type="submit" value="搜索"></form>'
)
READING_AID = Markup('<p><a href="javascript:;">无障碍浏览</a></p>')
_STREETS = ("望川大道", "澜清路", "柳堤街", "青枫路", "文昌路")


def site_of(plan: SitePlan) -> Site:
    """The site as the registry knows it."""
    return Site(
        identifier=plan.identifier,
        name=plan.name if plan.profile == "department" else f"{plan.name}门户网站",
        url=f"http://{plan.host}/",
        organizer=plan.name if plan.profile == "department" else f"{plan.name}办公室",
        level="市级" if plan.host.endswith("pinglan.gov.cn") else "县级",
        kind="部门网站" if plan.profile == "department" else "政府门户网站",
        parent="" if plan.profile == "portal" else f"{CITY}人民政府",
        icp=f"湘ICP备{19000000 + plan.number * 137}号-1",
        police=f"湘公网安备 438800020{plan.number:05d}号",
        pace=0,
    )


def furnish(plan: SitePlan, day: dt.date, seed: int) -> Draft:
    """The site with everything in order."""
    rng = random.Random(f"{seed}/{plan.host}")
    draft = Draft(plan, site_of(plan), day, rng)
    draft.phone = f"0780-5{rng.randint(100000, 999999)}"
    draft.address = f"{CITY}{rng.choice(_STREETS)}{rng.randint(2, 199)}号"
    draft.conac = f"60{plan.number:06d}"
    writer = ProseWriter(plan.short, plan.topic, rng)
    draft.columns = list(_columns(draft, writer))
    _number(draft)
    draft.pictures = ["/images/logo.png", "/images/banner.png", "/images/dot.gif"]
    draft.menu = [MenuLink("政务服务", f"http://{outside.SERVICES}/")]
    draft.friends = [
        MenuLink("中国政府网", "http://www.gov.cn/"),
        MenuLink("省人民政府", "http://www.nanling-sheng.gov.cn/"),
        MenuLink(f"{CITY}人民政府", "http://www.pinglan.gov.cn/"),
    ]
    if plan.profile != "department":
        draft.tabs += SEARCH_BOX + READING_AID
    return draft


def _columns(draft: Draft, writer: ProseWriter) -> Iterator[SampleColumn]:
    numbers = count(1000 + draft.plan.number * 10)
    for kind in (Kind.NEWS, Kind.REPOST, Kind.NOTICE, Kind.POLICY, Kind.INTERACTION, Kind.OTHER):
        if kind is Kind.OTHER and draft.plan.profile == "department":
            continue
        column = _empty(draft.plan, kind, next(numbers))
        column.articles = _articles(draft, writer, column)
        yield column
        if kind is Kind.POLICY:
            yield _interpretations(draft, writer, column, next(numbers))
    if draft.plan.profile != "department":
        yield _annual_reports(draft, writer, next(numbers))
    yield from _statics(draft, numbers)


def _empty(plan: SitePlan, kind: Kind, number: int) -> SampleColumn:
    names = _NAMES[kind]
    name = names[plan.number % len(names)]
    on_home = kind not in (Kind.OTHER, Kind.INTERACTION)
    group = _GROUPS.get(kind, "zwgk")
    return SampleColumn(name, _SLUGS[kind], number, kind, group=group, on_home=on_home)


def _articles(draft: Draft, writer: ProseWriter, column: SampleColumn) -> list[SampleArticle]:
    days = _days(draft, column.kind)
    author = _provincial(draft) if column.kind is Kind.REPOST else writer
    return [_article(draft, author, column, day) for day in days]


def _provincial(draft: Draft) -> ProseWriter:
    return ProseWriter("省有关部门", draft.plan.topic, draft.rng)


def _article(
    draft: Draft, writer: ProseWriter, column: SampleColumn, day: dt.date
) -> SampleArticle:
    rng, kind = draft.rng, column.kind
    thing = writer.thing()
    frames = "finance" if kind is Kind.OTHER else kind.value
    title = writer.title(frames, thing)
    when = dt.datetime.combine(day, dt.time(rng.randint(8, 17), rng.randint(0, 59)))
    if kind is Kind.POLICY:
        text = writer.policy(thing, day)
    elif kind in (Kind.NOTICE, Kind.INTERACTION, Kind.OTHER):
        text = writer.notice(thing, day)
    else:
        text = writer.news(thing, day)
    source = draft.plan.short
    if kind is Kind.REPOST:
        text = [_to_province(one) for one in text]
        source = "省人民政府门户网站"
    article = SampleArticle(0, title, when, column, text, source, keywords=thing)
    _enclose(article, rng)
    if kind is Kind.POLICY:
        article.reference = f"平政发〔{day.year}〕{rng.randint(2, 60)}号"
    return article


def _enclose(article: SampleArticle, rng: random.Random) -> None:
    if article.column.kind is Kind.NEWS and rng.random() < 0.5:
        article.pictures.append(f"W0{article.when:%Y%m%d}{rng.randint(10**6, 10**7)}.png")
    if article.column.kind in (Kind.NOTICE, Kind.POLICY) and rng.random() < 0.5:
        ending = rng.choice(("pdf", "docx"))
        name = f"P0{article.when:%Y%m%d}{rng.randint(10**6, 10**7)}.{ending}"
        article.attachments.append((f"{article.keywords}任务分工表.{ending}", name))


def _to_province(text: str) -> str:
    return (
        text.replace("全市", "全省")
        .replace("我市", "我省")
        .replace("市级", "省级")
        .replace("市直", "省直")
    )


def _interpretations(
    draft: Draft, writer: ProseWriter, policies: SampleColumn, number: int
) -> SampleColumn:
    """One interpretation of every document; the two lead to each other (see the styles)."""
    column = _empty(draft.plan, Kind.INTERPRETATION, number)
    for policy in policies.articles:
        day = policy.when.date() + dt.timedelta(days=draft.rng.randint(0, 3))
        title = writer.title("interpretation", policy.keywords)
        text = writer.interpretation(policy.keywords, day)
        when = dt.datetime.combine(day, policy.when.time().replace(hour=18))
        column.articles.append(
            SampleArticle(0, title, when, column, text, draft.plan.short, policy.keywords)
        )
        column.articles[-1].counterpart = policy
        policy.counterpart = column.articles[-1]
    return column


def _annual_reports(draft: Draft, writer: ProseWriter, number: int) -> SampleColumn:
    """A column that has something new once a year, in January."""
    column = SampleColumn("政府信息公开年报", "ndbg", number, Kind.OTHER, on_home=False)
    latest = draft.day.year - (draft.day <= dt.date(draft.day.year, 1, 8))
    for year in range(latest, latest - 4, -1):
        day = dt.date(year, 1, 8)
        title = f"{draft.plan.name}{year - 1}年政府信息公开工作年度报告"
        text = writer.news("政务公开", day)
        when = dt.datetime.combine(day, dt.time(15, 30))
        column.articles.append(SampleArticle(0, title, when, column, text, draft.plan.short))
    return column


def _statics(draft: Draft, numbers: Iterator[int]) -> Iterator[SampleColumn]:
    """Columns of one page with an old date, which have no duty to be updated."""
    short, day = draft.plan.short, draft.day - dt.timedelta(days=900)
    pages = {
        "机构职能": (
            "jgzn",
            [
                f"{short}是主管本领域行政工作的机构，机关设办公室、综合科、业务科、监督科等内设机构。",
                "主要职责：贯彻执行国家和省有关方针政策，拟订本地区发展规划并组织实施；"
                "指导和监督所属单位开展工作；承办上级交办的其他事项。",
                f"办公地址：{draft.address}。办公时间：法定工作日上午8:30至12:00，下午14:30至17:30。",
            ],
        ),
        "领导信息": (
            "ldxx",
            [
                "林知远，主要负责人，主持全面工作。",
                "周亦安，分管办公室、综合科工作，协助负责人事和财务工作。",
                "沈若川，分管业务科、监督科工作，联系基层单位。",
            ],
        ),
    }
    for name, (slug, text) in pages.items():
        column = SampleColumn(name, slug, next(numbers), Kind.STATIC, on_home=False)
        when = dt.datetime.combine(day, dt.time(10, 0))
        opening = f"以下内容由{short}于{full_day(day)}发布。"
        column.articles = [SampleArticle(0, name, when, column, [opening, *text], short)]
        yield column


def _days(draft: Draft, kind: Kind) -> list[dt.date]:
    rng, rhythm = draft.rng, _RHYTHMS[kind]
    ages, age = [], rng.randint(*rhythm.newest)
    for _ in range(round(rhythm.size * _SCALE[draft.plan.profile])):
        ages.append(age)
        age += rng.randint(*rhythm.gap)
    if kind in (Kind.NEWS, Kind.REPOST):
        ages = sorted({*ages, *_weekend_ages(draft.day, rng)})
    return [draft.day - dt.timedelta(days=age) for age in ages]


def _weekend_ages(day: dt.date, rng: random.Random) -> Iterator[int]:
    """One day of each of the last four weekends, so that nobody can miss weekend updates."""
    saturday = day.weekday() + 2 if day.weekday() < 5 else day.weekday() - 5 + 7
    for week in range(4):
        yield saturday + 7 * week - rng.randint(0, 1)


def _number(draft: Draft) -> None:
    """Number articles by their day, as a content management system does."""
    start = 20000 + draft.plan.number * 997
    for number, article in enumerate(sorted(draft.articles, key=lambda one: one.when)):
        article.number = start + number * 3
    for column in draft.columns:
        column.articles.sort(key=lambda one: one.when, reverse=True)
