"""Interpretations (解读) and documents: which lead to each other, and which to none."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from govsweep.addresses import host, is_government
from govsweep.facts import ColumnKind, Page, Place, TargetKind
from govsweep.reading.twins import twin_key
from govsweep.settle.kinds import kind_of

_SHORTEST = 6  # characters; shorter ones are in titles that are not meant
_FORMULA = re.compile(
    r"[\W_]+|20\d\d|一图(?:读|看)懂|图解|政策解读|文件解读|解读|问答|关于|印发|的?通知|的?公告|"
    r"人民政府|办公[室厅]|(?:若干|实施)?(?:办法|意见|方案|细则|规定|措施)"
)
_INTERPRETS = re.compile(r"解读|图解|一图(?:读|看)懂|读懂|问答")
_MOST_PLACELESS = 3_000  # articles whose own page names no column that are kept until lists tell it
_TEMPLATE_SHARE = 0.5  # of the interpretations: what more of them link to is a side list


class Linkage(NamedTuple):
    """A document or an interpretation drawn, and what it has to do with the other kind."""

    url: str
    linked: bool


class Unlinked:
    """Gathers where a site's interpretations and its documents lead."""

    def __init__(self, site: str) -> None:
        self._site, self._host = site, host(site)
        self._leads: dict[str, set[str]] = {}
        self._documents: dict[str, tuple[str, set[str]]] = {}  # title, and where it leads
        self._titles: dict[str, str] = {}  # of interpretations
        self._abroad: set[str] = set()  # interpretations with a link to another government's page
        self._placeless: dict[str, Page] = {}  # whose own page does not tell what column it is in

    def note(self, url: str, page: Page) -> None:
        """Take in an article."""
        kind = kind_of(page.column)
        if kind is not ColumnKind.OTHER:
            self._take(url, page, kind)
        elif len(self._placeless) < _MOST_PLACELESS and (
            page.policy is not None or _INTERPRETS.search(page.title)
        ):
            self._placeless[url] = Page(url=url, title=page.title, anchors=page.anchors)

    def placed(self, kinds: Mapping[str, ColumnKind], copies: Mapping[str, str]) -> "Unlinked":
        """The same, with articles whose column the lists alone tell; `kinds` says which it is."""
        made = Unlinked(self._site)
        made._leads = {url: set(own) for url, own in self._leads.items()}
        made._documents = dict(self._documents)
        made._titles, made._abroad = dict(self._titles), set(self._abroad)
        for url, page in self._placeless.items():
            kind = kinds.get(url) or kinds.get(copies.get(url, url))
            if kind is not None:
                made._take(url, page, kind)
        made.fold(copies)
        return made

    def _take(self, url: str, page: Page, kind: ColumnKind) -> None:
        if kind is ColumnKind.POLICY:
            own = (one for one in page.anchors if one.place not in (Place.FOOTER, Place.HIDDEN))
            self._documents[url] = (page.title, {one.target for one in own})
        if kind is not ColumnKind.INTERPRETATION:
            return
        self._titles[url] = page.title
        leads = self._leads.setdefault(url, set())
        for anchor in page.anchors:
            if anchor.place in (Place.FOOTER, Place.HIDDEN):
                continue
            inside = anchor.place is Place.MAIN
            there = host(anchor.target)
            if inside and anchor.kind is TargetKind.ATTACHMENT:
                self._abroad.add(url)
            elif anchor.kind is TargetKind.PAGE and there == self._host:
                leads.add(anchor.target)
            elif inside and anchor.kind is TargetKind.PAGE and is_government(there):
                self._abroad.add(url)

    def fold(self, copies: Mapping[str, str]) -> None:
        """Take what copies of a page lead to for the page's own, and what leads to them for it."""
        known = self._leads.keys() | self._documents.keys()

        def first(url: str) -> str:
            original = copies.get(url, url)
            return original if original in known else url

        leads: dict[str, set[str]] = {}
        for url, own in self._leads.items():
            leads.setdefault(first(url), set()).update(map(first, own))
        documents: dict[str, tuple[str, set[str]]] = {}
        for url, (title, own) in self._documents.items():
            documents.setdefault(first(url), (title, set()))[1].update(map(first, own))
        self._leads = {url: own - {url} for url, own in leads.items()}
        self._documents = {url: (title, own - {url}) for url, (title, own) in documents.items()}
        self._titles = {first(url): title for url, title in self._titles.items()}
        self._abroad = set(map(first, self._abroad))

    def among(self, columns: Mapping[str, str]) -> set[str]:
        """The interpretations without a document, where `columns` says of articles their column."""
        spread = Counter(target for leads in self._leads.values() for target in leads)
        most = max(2.0, len(self._leads) * _TEMPLATE_SHARE)
        return {
            url
            for url, leads in self._leads.items()
            if url not in self._abroad
            and not any(
                target in columns
                and columns[target] != columns.get(url)
                and spread[target] <= most
                and twin_key(target) != twin_key(url)
                for target in leads
            )
        }

    def interpreted(self) -> list[Linkage]:
        """The documents, each with whether an interpretation is about it.

        One leads to it or it to one, or the title of one names what its title is about.
        """
        led_to = {target for leads in self._leads.values() for target in leads}
        told = [_matter(title) for title in self._titles.values()]
        return [
            Linkage(
                url,
                url in led_to
                or bool(leads & self._leads.keys())
                or any(
                    len(matter) >= _SHORTEST and (matter in one or one in matter)
                    for one in told
                    if len(one) >= _SHORTEST
                    for matter in (_matter(title),)
                ),
            )
            for url, (title, leads) in self._documents.items()
        ]

    def led_back(self) -> list[Linkage]:
        """The interpretations that lead to a document of the site, each with whether it leads back.

        Without one on the site there is nothing to lead back.
        """
        found = []
        for url, leads in self._leads.items():
            documents = [self._documents[one][1] for one in leads if one in self._documents]
            if documents:
                found.append(Linkage(url, any(url in one for one in documents)))
        return found


def _matter(title: str) -> str:
    """What a document or its interpretation is about, by its title."""
    return _FORMULA.sub("", title)
