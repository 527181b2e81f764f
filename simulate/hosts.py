"""The made-up city: what stands on its hosts in each night, and what is wrong there.

It is written in few different sentences: the word rules judge each of them once in all worlds, for
they are not what a world is about.
"""

import csv
import datetime as dt
import random
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2b
from importlib import resources
from typing import NamedTuple
from urllib.parse import urlsplit

from govsweep.facts import Site

_COLUMNS = {"gzdt": "工作动态", "tzgg": "通知公告"}
_SENTENCES = (
    "会议听取了第{0}季度重点项目进展情况汇报，研究部署下一阶段任务",
    "全市已完成老旧小区改造{0}个，惠及居民{1}户",
    "各单位要加强汛期值班值守，及时报送第{0}期巡查记录",
    "截至目前，已办结群众来信{0}件，回访满意{1}件",
    "该项目总投资{0}万元，计划在{1}个月内建成投入使用",
    "本次培训共有{0}名工作人员参加，分{1}个小组开展交流",
)
_GONE = (
    "<html><head><title>提示</title></head><body><p>您访问的页面不存在或已被删除</p></body></html>"
)
_LIAR, _REDIRECTS, _REDESIGNED, _SLOW = "lies", "redirects", "redesigned", "slow"
LONG = 30  # nights: in a longer world sites go on publishing
_EVERY, _STAYS = 60, 240  # nights between articles of a column, and until each is gone
_BACK = 120  # nights in which any page has been read anew
TEMPERS = ("", "", "", _LIAR, _REDIRECTS, _REDESIGNED, _SLOW)


class Answer(NamedTuple):
    """What a host says to a request."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    seconds: float = 0.1


@cache
def slips() -> tuple[str, ...]:
    """Wrong forms that are wrong wherever they stand."""
    path = resources.files("govsweep") / "packs/rules/typo.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    sure = [row["wrong"] for row in rows if row["level"] == "error" and len(row["wrong"]) == 4
            and not row["not_before"] and not row["not_after"]]  # fmt: skip
    return tuple(sorted(set(sure)))


class Slip(NamedTuple):
    """A wrong form on a page, from one night to another."""

    wrong: str
    first: int
    last: int

    def stands(self, night: int) -> bool:
        """Whether it is there in a night."""
        return self.first <= night <= self.last


@dataclass
class Article:
    """One page with what changes on it from night to night."""

    path: str
    title: str
    born: int
    gone: int
    slip: Slip | None
    text: tuple[str, ...]
    day: dt.date

    def is_there(self, night: int) -> bool:
        """Whether the page answers."""
        return self.born <= night < self.gone

    def body(self, site: "MadeUpSite", night: int) -> bytes:
        """The document."""
        words = list(self.text)
        if self.slip is not None and self.slip.stands(night):
            words.append(f"不能{self.slip.wrong}")
        paragraphs = "".join(f"<p>{one}。</p>" for one in words)
        return page(
            self.title,
            f'<div class="pos"><a href="/">首页</a> &gt; <a href="/{self.path.split("/")[1]}/">'
            f"{_COLUMNS[self.path.split('/')[1]]}</a></div><h1>{self.title}</h1>"
            f"<div>发布时间：{self.day:%Y-%m-%d} 来源：{site.name}</div>"
            f"<div class='TRS_Editor'>{paragraphs}</div>",
            site,
        )


@dataclass
class MadeUpSite:
    """One registered site."""

    number: int
    temper: str
    changes: int  # the night in which its temper shows
    articles: list[Article] = field(default_factory=list)

    @property
    def identifier(self) -> str:
        """Its ten digits."""
        return f"51180000{self.number:02d}"

    @property
    def host(self) -> str:
        """Its host."""
        return f"ju{self.number}.qinghe.gov.cn"

    @property
    def name(self) -> str:
        """What it is called."""
        return f"清禾市第{self.number}局"

    @cached_property
    def by_path(self) -> dict[str, Article]:
        """Its articles by where they stand."""
        return {one.path: one for one in self.articles}

    def registered(self, pace: float) -> Site:
        """As the registry has it."""
        return Site(
            identifier=self.identifier,
            name=self.name,
            url=f"http://{self.host}/",
            organizer=self.name,
            pace=pace,
            budget=500,
        )

    def is_(self, temper: str, night: int) -> bool:
        """Whether it has a temper already."""
        return self.temper == temper and night >= self.changes


def page(title: str, main: str, site: MadeUpSite) -> bytes:
    """A whole document."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}_{site.name}</title>"
        f"<meta name='SiteName' content='{site.name}'></head><body>{main}"
        f"<div class='footer'><p>主办单位：{site.name} 网站标识码：{site.identifier}</p></div>"
        "</body></html>"
    ).encode()


def etag_of(body: bytes) -> str:
    """The tag by which a document is found unchanged."""
    return f'"{blake2b(body, digest_size=8).hexdigest()}"'


class City:
    """All hosts of a world."""

    def __init__(self, seed: int, sites: int, nights: int, day: dt.date) -> None:
        chance = random.Random(f"city {seed}")
        self.night = 0
        self.sites = [_site(number, chance, nights, day) for number in range(1, sites + 1)]
        self._by_host = {one.host: one for one in self.sites}
        self.foreign = {
            f"www.youlian{number}.cn": chance.choice((200, 200, 404, 502, 0))
            for number in range(1, 4)
        }

    def site_of(self, host: str) -> MadeUpSite | None:
        """The site that stands at a host."""
        return self._by_host.get(host)

    def answer(self, url: str, conditions: tuple[str, str] = ("", "")) -> Answer | None:
        """What is said to a request now; None: nobody is there."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        site = self._by_host.get(host)
        if site is None:
            status = self.foreign.get(host, 0)
            return Answer(status, {}, b"<p>ok</p>") if status else None
        said = self.page(site, parts.path or "/", self.night)
        if said.status == 200:
            etag = etag_of(said.body)
            if conditions[0] == etag:
                return Answer(304, {"ETag": etag}, b"", said.seconds)
            said = said._replace(headers=said.headers | {"ETag": etag})
        return said

    def page(self, site: MadeUpSite, path: str, night: int) -> Answer:
        """What stands under a path in a night."""
        html = {"Content-Type": "text/html; charset=utf-8"}
        seconds = 4.0 if site.is_(_SLOW, night) else 0.1
        if path == "/":
            return Answer(200, html, self._home(site, night), seconds)
        column = path.strip("/")
        if column in _COLUMNS:
            return Answer(200, html, self._column(site, column, night), seconds)
        article = site.by_path.get(path)
        if article is not None and article.is_there(night):
            if site.is_(_REDIRECTS, night) and article is site.articles[0]:
                return Answer(302, {"Location": site.articles[1].path})
            return Answer(200, html, article.body(site, night), seconds)
        if site.is_(_LIAR, night):
            return Answer(200, html, _GONE.encode(), seconds)
        return Answer(404, html, _GONE.encode(), seconds)

    def links(self, site: MadeUpSite, path: str, night: int) -> list[str]:
        """The pages of its own that a page leads to."""
        if path == "/":
            return [f"/{column}/" for column in _COLUMNS]
        column = path.strip("/")
        if column in _COLUMNS:
            return [one.path for one in self._rows(site, column, night)]
        return []

    def night_of(self, site: MadeUpSite, path: str, etag: str, nights: int) -> int | None:
        """The last night in which a page was as it was when it had this tag."""
        for night in range(nights - 1, max(-1, nights - 1 - _BACK), -1):
            said = self.page(site, path, night)
            if said.status == 200 and etag_of(said.body) == etag:
                return night
        return None

    @staticmethod
    def _rows(site: MadeUpSite, column: str, night: int) -> list[Article]:
        its = [one for one in site.articles if one.path.startswith(f"/{column}/")]
        return [one for one in its if one.born <= night <= one.gone]

    def _home(self, site: MadeUpSite, night: int) -> bytes:
        columns = "".join(
            f'<div><a href="/{path}/">{name}</a></div>' for path, name in _COLUMNS.items()
        )
        host = sorted(self.foreign)[site.number % len(self.foreign)]
        foreign = f'<div>友情链接：<a href="http://{host}/">友链单位</a></div>'
        return page("首页", f"<h1>{site.name}</h1>{columns}{foreign}", site)

    def _column(self, site: MadeUpSite, column: str, night: int) -> bytes:
        rows = self._rows(site, column, night)
        if site.is_(_REDESIGNED, night):
            listed = "".join(
                f'<tr><td><a href="{one.path}">{one.title}</a></td><td>{one.day}</td></tr>'
                for one in rows
            )
            main = f"<h2>{_COLUMNS[column]}</h2><table>{listed}</table>"
        else:
            listed = "".join(
                f'<li><a href="{one.path}">{one.title}</a><span>{one.day}</span></li>'
                for one in rows
            )
            main = f"<h2>{_COLUMNS[column]}</h2><ul class='list'>{listed}</ul>"
        return page(_COLUMNS[column], main, site)


def _site(number: int, chance: random.Random, nights: int, day: dt.date) -> MadeUpSite:
    site = MadeUpSite(number, chance.choice(TEMPERS), chance.randrange(nights))
    places = range(4 if nights <= LONG else 4 + nights // _EVERY)
    wrong = iter(chance.sample(slips(), 4 * len(places)))
    for column in _COLUMNS:
        for place in places:
            born = 0 if place < 3 else chance.randrange(nights)
            gone = nights + 1 if chance.random() < 0.85 else chance.randrange(1, nights + 1)
            if nights > LONG:
                born = max(0, place - 3) * _EVERY
                gone = born + _STAYS
            slip = None
            if chance.random() < 0.6:
                first = chance.randrange(nights)
                if nights > LONG:
                    first = born + first % _STAYS
                slip = Slip(next(wrong), first, chance.randrange(first, max(first, nights) + 1))
            written = day - dt.timedelta(days=place + 1)
            if nights > LONG:
                written = day + dt.timedelta(days=born - 1)
            words = tuple(
                one.format(3 + chance.randint(3, 99) % 3, 100 + chance.randint(100, 999) % 3)
                for one in chance.sample(_SENTENCES, 2)
            )
            path = f"/{column}/{written:%Y%m}/t{written:%Y%m%d}_{number}{place}.html"
            quarter, _ = chance.choice("东西南北中"), chance.randint(10, 99)
            title = f"关于{quarter}片区{place + 11}号事项的通报"
            site.articles.append(
                Article(path, title, born, max(gone, born + 1), slip, words, written)
            )
    return site
