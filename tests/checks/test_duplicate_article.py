"""duplicate-article tells a text published twice from twins and references."""

import datetime as dt
from collections.abc import Callable
from hashlib import blake2b

import pytest

from govsweep.checks.duplicate_article import duplicate_article
from govsweep.facts import Article, ColumnKind, Context, SiteVisit
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.reading.sketch import sketch

ROOT = "http://www.qinghe.gov.cn/"


def an_article(path: str, text: bytes = b"a" * 16, length: int = 400) -> Article:
    return Article(url=ROOT + path, title="关于放假的通知", main_hash=text, length=length)


def test_the_same_text_at_two_addresses_is_one_fault(a_context: Callable[..., Context]) -> None:
    articles = (
        an_article("art/102.html"),
        an_article("art/101.html"),
        an_article("art/9.html", b"b" * 16),
    )
    (fault,) = duplicate_article(SiteVisit(context=a_context(), articles=articles))
    assert fault.subject == ROOT + "art/101.html"
    assert fault.pages == (ROOT + "art/101.html", ROOT + "art/102.html")


@pytest.mark.parametrize(
    "articles",
    [
        (),
        (an_article("content/post_9360641.html"), an_article("content/mpost_9360641.html")),
        (
            an_article("zwgk/tzgg/202611/t20261101_21660969.html"),
            an_article("zwgk/zcwj/202611/t20261101_21660969.html"),
        ),
        (an_article("a1.html", length=20), an_article("a2.html", length=20)),
        (an_article("a1.html", b""), an_article("a2.html", b"")),
        (an_article("a1.html", b"x" * 16), an_article("a2.html", b"y" * 16)),
    ],
    ids=["none", "mobile twin", "one document in two columns", "too short", "no text", "differing"],
)
def test_it_is_quiet(a_context: Callable[..., Context], articles: tuple[Article, ...]) -> None:
    assert list(duplicate_article(SiteVisit(context=a_context(), articles=articles))) == []


DAY = dt.date(2026, 11, 20)
LONG = "".join(
    f"第{number}组由{name}镇负责，沿{name}河清理淤泥、加固堤岸，并向群众说明用水安排。"
    for number, name in enumerate("东西南北中上下左右前后内外山水田", start=1)
)


def of_text(path: str, text: str, title: str = "冬修水利", **words: object) -> Article:
    given: dict[str, object] = {"published": DAY, "length": len(text)} | words
    return Article(
        url=ROOT + path, title=title, main_hash=blake2b(text.encode(), digest_size=16).digest(),
        main_sketch=sketch(text), **given,
    )  # type: ignore[arg-type]  # fmt: skip


def certainties(context: Context, *articles: Article) -> list[Certainty]:
    visit = SiteVisit(context=context, articles=articles)
    return [fault.certainty for fault in duplicate_article(visit)]


@pytest.mark.parametrize(
    ("other", "certainty"),
    [
        (of_text("b.html", LONG.replace("，", ",", 1)), Certainty.CONFIRMED),
        (of_text("b.html", LONG, title="各镇冬修"), Certainty.CONFIRMED),
        (of_text("b.html", LONG.replace("淤泥", "泥沙", 1)), Certainty.SUSPECTED),
    ],
    ids=["another mark", "another title", "another word"],
)
def test_what_is_nearly_the_same(
    a_context: Callable[..., Context], other: Article, certainty: Certainty
) -> None:
    assert certainties(a_context(), of_text("a.html", LONG), other) == [certainty]


SET_PHRASES = (
    "根据有关规定，现将拟办理事项予以公示，公示期五个工作日，如有异议，请在期内以书面形式向本局办公室反映，"
    "逾期视为没有异议，反映情况须署真实姓名并留下联系方式。"
)


@pytest.mark.parametrize(
    ("first", "other", "told"),
    [
        (("各镇冬修", LONG), ("冬修正在各镇进行", LONG), [Certainty.CONFIRMED]),
        (("水质通报第3期", LONG), ("水质通报第4期", LONG), [Certainty.SUSPECTED]),
        (("各镇冬修", LONG), ("冬修正在各镇进行", LONG + "完。"), [Certainty.SUSPECTED]),
        (("东河村公示", SET_PHRASES), ("西河村公示", SET_PHRASES), []),
        (("东河村公示", SET_PHRASES), ("东河村公示", SET_PHRASES), [Certainty.CONFIRMED]),
        (
            ("“节水进村”公示", SET_PHRASES),
            ('"节水 进村"公示', SET_PHRASES.replace("，", ", ")),
            [Certainty.CONFIRMED],
        ),
        (("公示第1.2号", SET_PHRASES), ("公示第12号", SET_PHRASES), [Certainty.SUSPECTED]),
    ],
    ids=[
        "another title",
        "another issue",
        "a word more",
        "set phrases",
        "the same notice",
        "other marks",
        "other marks in a number",
    ],
)
def test_texts_below_their_headlines(
    a_context: Callable[..., Context],
    first: tuple[str, str],
    other: tuple[str, str],
    told: list[Certainty],
) -> None:
    def read(path: str, title: str, text: str) -> Article:
        source = (
            f"<html><head><title>{title}</title></head><body><div class='article'><h1>{title}</h1>"
            f"<p>发布时间：2026-11-20 09:00 来源：本站</p><p>{text}</p></div></body></html>"
        )
        page = read_page(source.encode(), url=ROOT + path)
        return Article(
            url=page.url, title=page.title, published=DAY, length=page.main_length,
            main_hash=page.main_hash, main_sketch=page.main_sketch,
        )  # fmt: skip

    assert certainties(a_context(), read("a.html", *first), read("b.html", *other)) == told


def test_a_short_text_with_its_title_and_day_is_suspected(
    a_context: Callable[..., Context],
) -> None:
    short = "因设备检修，本周六办事大厅暂停对外服务一天。"
    again = of_text("b.html", short)
    assert certainties(a_context(), of_text("a.html", short), again) == [Certainty.SUSPECTED]
    later = of_text("b.html", short, published=DAY + dt.timedelta(days=7))
    assert certainties(a_context(), of_text("a.html", short), later) == []


@pytest.mark.parametrize(
    "other",
    [
        of_text("b.html", LONG.replace("第3组", "第30组", 1)),
        of_text("b.html", LONG.replace("淤泥", "泥沙", 1), title="冬修水利（二）"),
        of_text("b.html", LONG.replace("淤泥", "泥沙", 1), published=DAY - dt.timedelta(days=60)),
        of_text("b.html", LONG.replace("淤泥", "泥沙", 1), published=None),
        of_text("b.html", LONG, kind=ColumnKind.REPOST),
        of_text("b.html", LONG[::-1]),
    ],
    ids=["another figure", "another title too", "long before", "undated", "repost", "another text"],
)
def test_what_is_not(a_context: Callable[..., Context], other: Article) -> None:
    assert certainties(a_context(), of_text("a.html", LONG), other) == []


class TestReportsToldAgain:
    """Short reports under another title, a few words changed."""

    TOLD = (
        "十一月上旬以来，杏坪县投入劳力1260人次、机械48台，疏浚渠道37公里，整修山塘96口，"
        "加固河堤5处，完成投资2300万元，可以保证明年春灌时六个乡镇的农田按时用水，"
        "各镇安排专人每日报送进展情况，县里每周调度一次，下一步将组织水管员逐段查漏补缺，确保工程在年底前全部完工并投入使用。"
    )
    AGAIN = TOLD.replace("完成投资", "总投资").replace("下一步将", "下一步")

    def faults(
        self, a_context: Callable[..., Context], *articles: Article
    ) -> list[tuple[str, Certainty]]:
        visit = SiteVisit(context=a_context(), articles=articles)
        return [(fault.subject, fault.certainty) for fault in duplicate_article(visit)]

    def test_one_told_again_is_suspected(self, a_context: Callable[..., Context]) -> None:
        first = of_text("a1.html", self.TOLD, "杏坪县冬修水利全面展开")
        again = of_text("a2.html", self.AGAIN, "全面展开冬修水利")
        assert self.faults(a_context, first, again) == [(first.url, Certainty.SUSPECTED)]

    @pytest.mark.parametrize(
        ("title", "text", "days"),
        [
            ("冬修水利全面展开", AGAIN.replace("37公里", "41公里"), 0),
            ("关于冬修水利进展的通报", AGAIN, 0),
            ("冬修水利全面展开", AGAIN, 9),
            ("杨坪县冬修水利快步推进", AGAIN, 0),
            ("冬修水利全面展开", AGAIN[:80], 0),
        ],
        ids=["other figures", "a notice", "weeks later", "another place", "much shorter"],
    )
    def test_what_is_another_or_a_notice(
        self, a_context: Callable[..., Context], title: str, text: str, days: int
    ) -> None:
        first = of_text("a1.html", self.TOLD, "杏坪县冬修水利快步推进")
        day = DAY + dt.timedelta(days=days)
        other = of_text("a2.html", text, title, published=day)
        assert self.faults(a_context, first, other) == []

    def test_without_figures_nothing_is_known_of_it(
        self, a_context: Callable[..., Context]
    ) -> None:
        told, again = (
            "".join(c for c in one if not c.isdecimal()) for one in (self.TOLD, self.AGAIN)
        )
        first = of_text("a1.html", told, "杏坪县冬修水利快步推进")
        other = of_text("a2.html", again, "冬修水利全面展开")
        assert self.faults(a_context, first, other) == []
