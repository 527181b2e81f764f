"""What the city's units owe: the office's lists, what is missing, and what only nearly is."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import NamedTuple

from govsweep.city.draft import Draft, MenuLink
from govsweep.city.model import Planted, SampleColumn, Trap
from govsweep.city.outside import SERVICES
from govsweep.city.plan import DOMAIN
from govsweep.city.styles import STYLES
from govsweep.facts import Adoption, CatalogueItem, ColumnKind, Duties, Entrance, Quota

_SERVICES = Entrance(name="政务服务", url=f"http://{SERVICES}/")
_LACKING, _RENAMED = f"swj.{DOMAIN}", f"czj.{DOMAIN}"  # the site without it; with other words
_EMPTY, _ENOUGH, _SHORT = "www.lanqiao.gov.cn", f"czj.{DOMAIN}", f"tyj.{DOMAIN}"
_DISTRICT = "www.landong.gov.cn"
_ONE_PAGE, _ABSENT = f"sfj.{DOMAIN}", f"qxj.{DOMAIN}"
_MORE = 3  # than there are
_YEAR = dt.timedelta(days=365)


class SampleDuties(NamedTuple):
    """The lists, and the truth about what is owed by them."""

    lists: Duties
    truth: tuple[Planted, ...]
    traps: tuple[Trap, ...]


def hang(draft: Draft, *, faults: bool) -> None:
    """Change the entrance on some home pages: away from one, under another name on another."""
    kept = [one for one in draft.menu if one.href != _SERVICES.url]
    if draft.host == _LACKING and faults:
        draft.menu = kept
    elif draft.host == _RENAMED:
        draft.menu = [*kept, MenuLink("网上办事大厅", _SERVICES.url)]


def build_duties(
    drafts: Collection[Draft], *, faults: bool = True, only: Collection[str] | None = None
) -> SampleDuties:
    """The lists as they are for sites that were built; `only` names the faults to plant."""
    make = _Lists({one.host: one for one in drafts}, faults, only)
    make.catalogue()
    make.quotas()
    make.entrances()
    return SampleDuties(
        Duties(
            catalogue=tuple(make.items),
            quotas=tuple(make.owed),
            entrances=(_SERVICES,),
            adoptions=tuple(make.adopted()),
        ),
        tuple(make.truth),
        tuple(make.traps),
    )


class _Lists:
    def __init__(
        self, drafts: dict[str, Draft], faults: bool, only: Collection[str] | None
    ) -> None:
        self._drafts = drafts
        self._faults = faults
        self._only = only
        self.items: list[CatalogueItem] = []
        self.owed: list[Quota] = []
        self.truth: list[Planted] = []
        self.traps: list[Trap] = []

    def catalogue(self) -> None:
        """An empty column, one that nothing leads to, too few; and what is just enough."""
        check = "catalogue-gap"
        if self._plants(check):
            empty = self._item(_EMPTY, ColumnKind.INTERACTION, "A01", None)
            self._planted(check, _EMPTY, empty.url, "公开目录所列的栏目是空的", "A01")
            wanted = self._in_a_year(_SHORT) + _MORE
            short = self._item(_SHORT, ColumnKind.NOTICE, "A02", wanted)
            self._planted(check, _SHORT, short.url, "公开目录所列的栏目一年里少三条", "A02")
            draft = self._drafts[_ABSENT]
            self._add(draft, "A03", "应急预案", draft.url("/yjya/"), None)
            self._planted(check, _ABSENT, draft.site.url, "公开目录所列的栏目没有链接通向它", "A03")
        just = self._item(_ENOUGH, ColumnKind.NOTICE, "A04", self._in_a_year(_ENOUGH))
        self._trap(check, _ENOUGH, just.url, "一年里刚好够的栏目")
        self._item(_DISTRICT, ColumnKind.POLICY, "A06", None)
        page = self._item(_ONE_PAGE, ColumnKind.STATIC, "A05", None)
        self._trap(check, _ONE_PAGE, page.url, "一个网页就是全部内容的目录事项")

    def quotas(self) -> None:
        """A unit that published less last month than it had to, and one that did just that."""
        check = "quota-missed"
        if self._plants(check):
            missed = self._quota(_SHORT, _MORE)
            self._planted(check, _SHORT, missed.url, "上月少发三条", missed.unit)
        met = self._quota(_ENOUGH, 0)
        self._trap(check, _ENOUGH, met.url, "上月刚好完成任务")

    def entrances(self) -> None:
        """A home page without the entrance, and one that calls it otherwise."""
        check = "mandatory-entrance"
        if self._plants(check):
            url = self._drafts[_LACKING].site.url
            self._planted(check, _LACKING, url, "首页没有政务服务入口", _SERVICES.name)
        self._trap(check, _RENAMED, self._drafts[_RENAMED].site.url, "入口换了一个名称")

    def adopted(self) -> Iterator[Adoption]:
        """What the province took over of a district's in the last two months."""
        draft = self._drafts[_DISTRICT]
        month = draft.day.replace(day=1)
        for number in (6, 4):
            yield Adoption(
                unit=draft.site.organizer, month=month, number=number, by="省人民政府门户网站"
            )
            month = (month - dt.timedelta(days=1)).replace(day=1)

    def _plants(self, check: str) -> bool:
        return self._faults and (self._only is None or check in self._only)

    def _item(self, name: str, kind: ColumnKind, code: str, least: int | None) -> CatalogueItem:
        draft = self._drafts[name]
        column = draft.column(kind)
        return self._add(draft, code, column.name, _address(draft, column), least)

    def _add(
        self, draft: Draft, code: str, name: str, url: str, least: int | None
    ) -> CatalogueItem:
        site = draft.site
        self.items.append(
            CatalogueItem(
                unit=site.organizer, code=code, name=name, site=site.identifier, url=url,
                least=least,
            )
        )  # fmt: skip
        return self.items[-1]

    def _quota(self, name: str, more: int) -> Quota:
        draft = self._drafts[name]
        column = draft.column(ColumnKind.NEWS)
        last = draft.day.replace(day=1) - dt.timedelta(days=1)
        number = sum(
            one.when.date().replace(day=1) == last.replace(day=1) for one in column.articles
        )
        self.owed.append(
            Quota(
                unit=draft.site.organizer, site=draft.site.identifier, number=max(1, number) + more,
                column=column.name, url=_address(draft, column), since=last.replace(day=1),
            )
        )  # fmt: skip
        return self.owed[-1]

    def _in_a_year(self, name: str) -> int:
        draft = self._drafts[name]
        first = draft.day - _YEAR
        return sum(one.when.date() > first for one in draft.of(ColumnKind.NOTICE))

    def _planted(self, check: str, name: str, url: str, note: str, *keys: str) -> None:
        site = self._drafts[name].site.identifier
        self.truth.append(Planted(site, check, url, url, note, keys))

    def _trap(self, check: str, name: str, url: str, note: str) -> None:
        self.traps.append(Trap(self._drafts[name].site.identifier, check, url, note))


def _address(draft: Draft, column: SampleColumn) -> str:
    return draft.url(STYLES[draft.plan.style].column_path(column))
