"""Surveys: what a drawn sample of a site's pages says of what its indicators ask for.

The sample is drawn by the site's identifier: the same pages every night, as long as they are there.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, islice, takewhile

from govsweep.annual_reports import OF_SITE, by_year, deadline, last_due, leads
from govsweep.facts import (
    Article,
    Block,
    Column,
    Context,
    DateSource,
    Letter,
    LetterState,
    Page,
    PageKind,
    Place,
    Surveyed,
    TargetKind,
)
from govsweep.indicators import Measure
from govsweep.letters import figures
from govsweep.service_guides import elements_empty, elements_lacking, is_guide
from govsweep.settle.unlinked import Unlinked

_GUIDES, _MESSAGES, _PAGES = 5, 5, 10  # as many as the sheet draws; pages of any kind
_OFFERED = 40  # drawn from what may be a message, until it shows that it is one
_YEAR, _FORTNIGHT = dt.timedelta(days=365), dt.timedelta(days=14)
_LETTERS = re.compile("信箱|留言|咨询|来信|信件|问政|建言")
_NO_LETTERS = re.compile("信访|举报|访谈|征集|调查|纪检|纪委|须知|统计|说明")
_ASKED = re.compile(
    r"(?:留言|来信|提交|咨询|信件|写信|提问|发信|提出|受理)(?:时间|日期)\s*[:：]?\s*20\d\d"
)
_ANSWER = (
    _ASKED,
    re.compile(r"(?:答复|回复|办结|反馈)(?:时间|日期)\s*[:：]?\s*20\d\d"),
    re.compile(
        r"(?:答复|回复|办理|承办|受理|处理)(?:单位|部门|机构)\s*[:：]?\s*[\u4e00-\u9fff]{2}"
    ),
    re.compile(
        r"(?:答复|回复|办理|处理)(?:内容|意见|结果|情况)\s*[:：]?\s*(?!暂|无|未|尚)[\u4e00-\u9fff“]{4}|"
        r"(?:答复|回复)如下"
    ),
)
_MATERIALS = re.compile("材料|资料")
_FORMATS = (
    re.compile("原件|复印件|复印|影印"),
    re.compile(r"纸质|电子(?:版|件|文|材料|文本)|[一二两三四五六七八九十壹贰叁\d]\s*份"),
)
_VAGUE = re.compile(
    r"(?:法律|法规|规定|要求|需要|认为|相关|有关)[^。；\n]{0,12}(?:的|需提交的)?其[他它]"
    r"(?:相关|有关|证明|申请|必要)*(?:材料|资料|文件|证件)|"
    r"其[他它](?:相关|有关|必要)?(?:材料|资料|证明材料)(?:等)?(?=[。；;\n]|$)"
)
_BASIS = re.compile(r"(?:设定|法定|法律|实施|办理|政策|审批)依据|依据文件")
# An article with its words, not only its number.
_QUOTED = re.compile(r"第[一二三四五六七八九十百零〇\d]+条[^《》；\n]{15,}")
_FORM = re.compile(r"(?:申请|登记|申报|审批|备案)(?:书|表)")
_GIVEN = re.compile("表|书|附件|下载")
_CONSULTED = re.compile("征集|(?:民意|网上|在线|问卷|满意度)调查|调查问卷")
_INTERVIEWED = re.compile("访谈")
_RESULTS = re.compile("结果|反馈|采纳|公示|公告$|情况")
_POOR = 4  # elements that a guide lacks
_DOCUMENTS = 3  # as many as the sheet draws
_LISTED = 20  # pages that are named
_HEAD = 15  # blocks, and links, that the head of a page has at most


class Survey:
    """Draws from a site's pages as they come, and looks at what was drawn."""

    def __init__(self, context: Context, with_texts: Callable[[Page], Page]) -> None:
        self._context = context
        self._with_texts = with_texts
        self._guides = _Lots(context.site.identifier, _GUIDES)
        self._messages = _Lots(context.site.identifier, _OFFERED)
        self._pages = _Lots(context.site.identifier, _PAGES)

    def offer(self, url: str, page: Page) -> None:
        """Take in a page that was read."""
        if not (page.is_seen and page.decoded_well):
            return
        if page.kind in (PageKind.ARTICLE, PageKind.LIST):
            self._pages.offer(url, page)
        if is_guide(page):
            self._guides.offer(url, page)
        where = " ".join([page.column, *(name for name, _ in page.breadcrumb)])
        if (
            page.kind in (PageKind.ARTICLE, PageKind.OTHER)
            and _LETTERS.search(where)
            and not _NO_LETTERS.search(where + page.title)
        ):
            self._messages.offer(url, page)

    def told(
        self,
        home: Page | None,
        columns: Sequence[Column],
        letters: Sequence[Letter] = (),
        articles: Sequence[Article] = (),
        linkage: Unlinked | None = None,
    ) -> tuple[Surveyed, ...]:
        """What the samples say."""
        return (
            *self._of_guides(),
            self._of_messages(),
            self._of_names(home),
            *self._of_rows(home, columns),
            *_of_letters(letters, self._context.day),
            self._of_few_guides(),
            self._of_times(),
            _of_annual_report(home, columns, articles, self._context.day),
            *(self._of_linkage(linkage) if linkage is not None else ()),
        )

    def _of_guides(self) -> Iterator[Surveyed]:
        """Guides in words only: what stands in a picture or a file is not seen."""
        drawn = [(url, self._with_texts(page)) for url, page in self._guides.drawn]
        seen = [(url, page, main_text(page)) for url, page in drawn if main_text(page)]
        unseen = len(drawn) - len(seen)
        lacking = [
            (url, len(elements_lacking(page)) + len(elements_empty(page))) for url, page, _ in seen
        ]
        yield Surveyed(
            topic=Measure.GUIDE_ELEMENTS,
            asked=len(seen),
            bad=sum(number for _, number in lacking),
            unseen=unseen,
            pages=tuple(url for url, number in lacking if number),
        )
        for topic, is_bad in (
            (Measure.GUIDE_FORMATS, _lacks_formats),
            (Measure.GUIDE_VAGUE, _is_vague),
            (Measure.GUIDE_BASIS, _quotes_nothing),
            (Measure.GUIDE_FORMS, _gives_no_form),
        ):
            bad = tuple(url for url, page, text in seen if is_bad(page, text))
            yield Surveyed(topic=topic, asked=len(seen), bad=len(bad), unseen=unseen, pages=bad)

    def _of_few_guides(self) -> Surveyed:
        """Whether there are fewer guides than five, and each lacks four elements or more."""
        drawn = [self._with_texts(page) for _, page in self._guides.drawn]
        seen = [page for page in drawn if main_text(page)]
        poor = [page for page in seen if len(elements_lacking(page)) >= _POOR]
        few = self._guides.offered < _GUIDES and len(poor) == len(seen)
        return Surveyed(
            topic=Measure.FEW_GUIDES,
            asked=len(seen),
            bad=int(bool(poor) and few),
            unseen=len(drawn) - len(seen) if few else 0,
            pages=tuple(page.url for page in poor) if few else (),
        )

    def _of_times(self) -> Surveyed:
        """Articles whose own page shows the day of publication, by whether it shows an hour too."""
        shown = [
            (url, page.published)
            for url, page in self._pages.drawn
            if page.kind is PageKind.ARTICLE and page.published_source is DateSource.LABEL
        ]
        bad = tuple(url for url, when in shown if when and when.time() == dt.time())
        return Surveyed(topic=Measure.TIME_SHOWN, asked=len(shown), bad=len(bad), pages=bad)

    def _of_linkage(self, linkage: Unlinked) -> Iterator[Surveyed]:
        for topic, pairs in (
            (Measure.INTERPRETED, linkage.interpreted()),
            (Measure.LINKED_BACK, linkage.led_back()),
        ):
            lots = _Lots(self._context.site.identifier, _DOCUMENTS)
            linked = {one.url: one.linked for one in pairs}
            drawn = lots.of(linked)
            bad = tuple(url for url in drawn if not linked[url])
            yield Surveyed(topic=topic, asked=len(drawn), bad=len(bad), pages=bad)

    def _of_messages(self) -> Surveyed:
        found: list[tuple[str, int]] = []
        for url, page in self._messages.drawn:
            text = " ".join(
                one.text
                for one in self._with_texts(page).blocks
                if one.place in (Place.MAIN, Place.NAVIGATION)
            )
            if _ASKED.search(text) and len(found) < _MESSAGES:
                found.append((url, sum(not pattern.search(text) for pattern in _ANSWER)))
        return Surveyed(
            topic=Measure.MESSAGE_ELEMENTS,
            asked=len(found),
            bad=sum(number for _, number in found),
            pages=tuple(url for url, number in found if number),
        )

    def _of_names(self, home: Page | None) -> Surveyed:
        urls = [url for url, _ in self._pages.drawn]
        heads = self._heads([page for _, page in self._pages.drawn])
        shown = list(zip(urls, heads, strict=True))
        if home is not None and not home.shell:
            shown.insert(0, (home.url, _head(home, [one.text for one in _above(home)])))
        bad = tuple(url for url, head in shown if not _names(head, self._context.site.name))
        asked = len(shown) if len(shown) > 1 else 0  # the home page alone is not the whole site
        return Surveyed(topic=Measure.NAME_SHOWN, asked=asked, bad=len(bad), pages=bad)

    def _heads(self, pages: Sequence[Page]) -> list[list[str]]:
        """The heads of pages; their texts are asked for at once, for most they have in common."""
        above = [_above(page) for page in pages]
        together = self._with_texts(Page(url="", blocks=tuple(chain.from_iterable(above))))
        texts = iter([one.text for one in together.blocks])
        return [
            _head(page, [*islice(texts, len(some))])
            for page, some in zip(pages, above, strict=True)
        ]

    def _of_rows(self, home: Page | None, columns: Sequence[Column]) -> Iterator[Surveyed]:
        day = self._context.day
        rows = home.entries if home is not None and not home.shell else ()
        recent = {
            row.url or row.title
            for row in rows
            if row.date is not None and day - _FORTNIGHT <= row.date <= day
        }
        yield Surveyed(topic=Measure.HOME_RECENT, asked=len(recent))
        for topic, names in (
            (Measure.CONSULTED, _CONSULTED),
            (Measure.INTERVIEWED, _INTERVIEWED),
        ):
            own = [one for one in columns if one.seen and names.search(one.name)]
            dated = {
                (row.title, row.date)
                for one in own
                for row in one.rows
                if row.date is not None
                and day - _YEAR <= row.date <= day
                and not _RESULTS.search(row.title)
            }
            yield Surveyed(topic=topic, asked=len(dated), pages=tuple(one.url for one in own))


def _of_letters(letters: Sequence[Letter], day: dt.date) -> Iterator[Surveyed]:
    """What the letters of a year say, all of them and not a sample."""
    own = [one for one in letters if one.asked is None or day - _YEAR <= one.asked <= day]
    # One of which no day is told may wait for long, or have come long ago.
    dark = [
        one
        for one in own
        if one.state is LetterState.UNKNOWN
        or (one.state is LetterState.WAITING and one.asked is None)
    ]
    yield Surveyed(
        topic=Measure.LETTERS_ANSWERED, asked=len(own) - len(dark), unseen=len(dark),
        pages=tuple(one.url for one in dark[:_LISTED]),
    )  # fmt: skip
    told = figures(own, day - _YEAR, day)
    timed, late, quick = (told.timed, told.late, told.within[0]) if told else (0, 0, 0)
    yield Surveyed(topic=Measure.LETTERS_LATE, asked=timed, bad=late)
    yield Surveyed(topic=Measure.LETTERS_QUICK, asked=timed, bad=timed - quick)
    read = [one for one in own if one.answer]
    empty = [one for one in read if one.flaw is not None]
    yield Surveyed(
        topic=Measure.LETTERS_EMPTY, asked=len(read), bad=len(empty),
        pages=tuple(one.url for one in empty[:_LISTED]),
    )  # fmt: skip


def _of_annual_report(
    home: Page | None, columns: Sequence[Column], articles: Sequence[Article], day: dt.date
) -> Surveyed:
    """Whether the last report of the website that was due came in time, and the home page leads.

    Where none was found nothing is told: a program may have overlooked it.
    """
    shown = [(one.title, one.url, one.published) for one in articles]
    shown += [(row.title, row.url, row.date) for column in columns for row in column.rows]
    on_home = [(one.text, one.target) for one in home.anchors] if home is not None else []
    shown += [(text, url, None) for text, url in on_home]
    year = last_due(day)
    found = by_year(OF_SITE, shown).get(year, [])
    days = [one.day for one in found if one.day is not None]
    late = bool(days) and min(days) > deadline(year)
    away = home is not None and not leads(on_home, found)
    return Surveyed(
        topic=Measure.ANNUAL_REPORT,
        asked=int(bool(days)),
        bad=late + away if days else 0,
        unseen=int(bool(found) and not days),
        pages=tuple(dict.fromkeys(one.url for one in found))[:_LISTED],
    )


class _Lots:
    """As many pages as are wanted, drawn by a seed from all that come."""

    def __init__(self, seed: str, most: int) -> None:
        self._seed, self._most = seed.encode(), most
        self.offered = 0
        self._kept: dict[bytes, tuple[str, Page]] = {}

    def offer(self, url: str, page: Page) -> None:
        self.offered += 1
        self._kept[self._lot(url)] = (url, page)
        if len(self._kept) > self._most:
            del self._kept[max(self._kept)]

    def of(self, urls: Iterable[str]) -> list[str]:
        """As many of these addresses as are wanted."""
        return sorted(urls, key=self._lot)[: self._most]

    def _lot(self, url: str) -> bytes:
        return blake2b(url.encode(), digest_size=8, key=self._seed).digest()

    @property
    def drawn(self) -> list[tuple[str, Page]]:
        return [self._kept[lot] for lot in sorted(self._kept)]


def main_text(page: Page) -> str:
    """The page's own words."""
    return "\n".join(one.text for one in page.blocks if one.place is Place.MAIN)


def _lacks_formats(_: Page, text: str) -> bool:
    return bool(_MATERIALS.search(text)) and not all(one.search(text) for one in _FORMATS)


def _is_vague(_: Page, text: str) -> bool:
    return _VAGUE.search(text) is not None


def _quotes_nothing(_: Page, text: str) -> bool:
    return bool(_BASIS.search(text)) and not _QUOTED.search(text)


def _gives_no_form(page: Page, text: str) -> bool:
    offered = any(
        one.place is Place.MAIN
        and (one.kind is TargetKind.ATTACHMENT or _GIVEN.search(one.text) is not None)
        for one in page.anchors
    )
    return bool(_FORM.search(text)) and not offered


def _names(head: Iterable[str], name: str) -> bool:
    """Whether a page's head names the site, in words or by the words of a picture."""
    core = re.sub(r"门户网站|官方网站|政务网|网站|人民政府网$", "", name)
    return bool(core) and any(core in text for text in head)


def _above(page: Page) -> list[Block]:
    """The first blocks around a page's own words, of those before them."""
    before = takewhile(lambda one: one.place is not Place.MAIN, page.blocks)
    return [*islice((one for one in before if one.place is Place.NAVIGATION), _HEAD)]


def _head(page: Page, above: Sequence[str]) -> list[str]:
    """What stands before the page's own words: the texts above them, and the links around them."""
    around = (one.text for one in page.anchors if one.place is Place.NAVIGATION)
    return [*above, *islice(around, _HEAD)]
