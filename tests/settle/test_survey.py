"""What a drawn sample of pages says: five guides, five messages, the name at the head of pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from govsweep.facts import (
    Anchor,
    Article,
    Block,
    Context,
    DateSource,
    EmptyAnswer,
    Entry,
    Letter,
    LetterState,
    Page,
    PageKind,
    Place,
    Surveyed,
)
from govsweep.settle.survey import Survey

DAY = dt.date(2026, 11, 20)
GUIDE = (
    "设定依据：《取水许可条例》第十一条 申请取水应当提交下列材料，由审批机关依法作出决定。",
    "申请条件：在本市取水的单位和个人。", "办理材料：申请表原件一份，身份证复印件一份，纸质。",
    "办理地点：政务大厅一楼。", "办理机构：市水利局。", "收费标准：不收费。",
    "办理时间：工作日上午九时至下午五时。", "联系电话：0818-2233445。",
    "办理流程：受理、审查、决定。",
)  # fmt: skip
LETTER = (
    "留言时间：2026-10-08 标题：路灯不亮", "答复单位：市城管局 答复时间：2026-10-09",
    "答复内容：您反映的路灯已于当日修复，感谢关心。",
)  # fmt: skip
FORM = (Anchor("http://www.qinghe.gov.cn/a.doc", "申请表下载", Place.MAIN),)
Told = Callable[..., dict[str, Surveyed]]


@pytest.fixture
def told(a_context: Callable[..., Context]) -> Told:
    def tell(
        *pages: Page,
        home: Page | None = None,
        letters: tuple[Letter, ...] = (),
        articles: tuple[Article, ...] = (),
        day: dt.date = DAY,
    ) -> dict[str, Surveyed]:
        survey = Survey(a_context(day), lambda page: page)
        for page in pages:
            survey.offer(page.url, page)
        said = survey.told(home, (), letters, articles)
        kept = msgspec.json.decode(msgspec.json.encode(said), type=tuple[Surveyed, ...])
        return {str(one.topic): one for one in kept}

    return tell


def page(number: int, column: str, *texts: str, **words: Any) -> Page:
    head = Block("清禾市人民政府", Place.NAVIGATION, b"")
    blocks = (head, *(Block(one, Place.MAIN, b"") for one in texts))
    given = {"kind": PageKind.ARTICLE, "title": "取水许可", "column": column, "blocks": blocks}
    return Page(url=f"http://www.qinghe.gov.cn/{number}.html", **(given | words))


def without(head: str) -> tuple[str, ...]:
    return tuple(one for one in GUIDE if not one.startswith(head))


def test_guides_that_lack_nothing(told: Told) -> None:
    said = told(*(page(one, "办事指南", *GUIDE, anchors=FORM) for one in range(7)))
    for topic in ("elements", "formats", "vague", "basis", "forms"):
        assert (said[f"guide-{topic}"].asked, said[f"guide-{topic}"].bad) == (5, 0), topic


@pytest.mark.parametrize(
    ("topic", "texts"),
    [
        ("guide-elements", without("收费标准")),
        ("guide-elements", (*without("联系电话"), "联系电话：")),
        ("guide-elements", (*without("办理流程"), "办理流程：略")),
        ("guide-formats", (*without("办理材料"), "办理材料：申请表、身份证。")),
        ("guide-vague", (*GUIDE, "法律法规规定的其他材料。")),
        ("guide-basis", (*without("设定依据"), "设定依据：《取水许可条例》")),
    ],
)
def test_one_that_lacks_something(told: Told, topic: str, texts: tuple[str, ...]) -> None:
    good, bad = page(1, "办事指南", *GUIDE, anchors=FORM), page(2, "办事指南", *texts, anchors=FORM)
    said = told(good, bad)[topic]
    assert (said.asked, said.bad, said.pages) == (2, 1, (bad.url,))


def test_a_form_that_is_wanted_and_given_nowhere(told: Told) -> None:
    assert told(page(1, "办事指南", *GUIDE))["guide-forms"].bad == 1


def test_a_guide_in_a_picture_is_unseen_and_news_are_no_guides(told: Told) -> None:
    said = told(page(1, "办事指南"), page(2, "工作动态", *GUIDE))["guide-elements"]
    assert (said.asked, said.unseen) == (0, 1)


def test_messages(told: Told) -> None:
    said = told(page(1, "市长信箱", *LETTER), page(2, "市长信箱", LETTER[0]))["message-elements"]
    assert (said.asked, said.bad) == (2, 3)  # the second lacks day, unit and words of an answer
    assert told(page(1, "市长信箱", "写信须知"))["message-elements"].asked == 0


def test_the_name_at_the_head(told: Told) -> None:
    home = page(0, "", kind=PageKind.HOME)
    nameless = page(2, "动态", "清禾市人民政府召开会议。", blocks=(Block("x", Place.MAIN, b""),))
    assert told(page(1, "动态", "文"), home=home)["name-shown"].bad == 0
    assert told(page(1, "动态", "文"), nameless, home=home)["name-shown"].pages == (nameless.url,)
    assert told(home=home)["name-shown"].asked == 0


def test_recent_rows_of_the_home_page(told: Told, a_context: Callable[..., Context]) -> None:
    day = a_context().day
    ages = (0, 14, 15, 400)
    rows = tuple(
        Entry(
            f"{age}", f"http://www.qinghe.gov.cn/{age}.html", day.fromordinal(day.toordinal() - age)
        )
        for age in (*ages, 0)
    )
    assert told(home=page(0, "", kind=PageKind.HOME, entries=rows))["home-recent"].asked == 2


def test_fewer_than_five_guides_each_of_which_lacks_much(told: Told) -> None:
    poor = [page(one, "办事指南", *GUIDE[:3]) for one in range(5)]
    few = told(*poor[:4])["few-guides"]
    assert (few.asked, few.bad, set(few.pages)) == (4, 1, {one.url for one in poor[:4]})
    assert told(*poor)["few-guides"].bad == 0  # five are not fewer than five
    assert told(*poor[:3], page(9, "办事指南", *GUIDE))["few-guides"].bad == 0
    assert told(page(1, "办事指南"))["few-guides"].unseen == 1
    assert told()["few-guides"].asked == 0


def test_articles_that_show_an_hour_beside_their_day(told: Told) -> None:
    def article(number: int, when: dt.datetime, source: DateSource = DateSource.LABEL) -> Page:
        return page(number, "动态", "文", published=when, published_source=source)

    hour, day = dt.datetime(2026, 11, 3, 9, 30), dt.datetime(2026, 11, 3)
    said = told(article(1, hour), article(2, day), article(3, day, DateSource.META))["time-shown"]
    assert (said.asked, said.bad) == (2, 1)  # of the third nobody saw what it shows
    assert told(page(1, "动态", "文"))["time-shown"].asked == 0


def test_the_last_report_of_the_website_that_was_due(told: Told) -> None:
    def report(day: dt.date | None) -> tuple[Article, ...]:
        title = "清禾市政府网站工作年度报表（2025年度）"
        return (Article(url="http://www.qinghe.gov.cn/r", title=title, published=day),)

    home = page(0, "", kind=PageKind.HOME, anchors=(Anchor("http://x/", "年报", Place.NAVIGATION),))
    bare = page(0, "", kind=PageKind.HOME)
    cases = {
        "in time": (report(dt.date(2026, 1, 20)), home, (1, 0, 0)),
        "late": (report(dt.date(2026, 2, 1)), home, (1, 1, 0)),
        "not on the home page": (report(dt.date(2026, 1, 20)), bare, (1, 1, 0)),
        "of no day": (report(None), home, (0, 0, 1)),
        "none": ((), home, (0, 0, 0)),
    }
    for name, (articles, on, expected) in cases.items():
        said = told(home=on, articles=articles)["annual-report"]
        assert (said.asked, said.bad, said.unseen) == expected, name
    early = told(home=home, articles=report(dt.date(2026, 1, 20)), day=dt.date(2027, 1, 15))
    assert early["annual-report"].asked == 1  # that of 2026 is not due yet


def test_letters(told: Told) -> None:
    def letter(number: int, state: LetterState, *days: dt.date, **words: Any) -> Letter:
        return Letter(f"http://www.qinghe.gov.cn/{number}", "来信", state, *days, **words)

    day = dt.date(2026, 11, 3)
    slow = dt.date(2026, 11, 16)
    letters = (
        letter(1, LetterState.ANSWERED, day, day, answer="已修复，当晚恢复照明。"),
        letter(
            2, LetterState.ANSWERED, day, slow, answer="请联系相关部门。", flaw=EmptyAnswer.SHORT
        ),
        letter(3, LetterState.WAITING, day),
        letter(4, LetterState.WAITING),
        letter(5, LetterState.UNKNOWN, day),
    )
    said = told(letters=letters)
    counted = {
        topic: (said[topic].asked, said[topic].bad, said[topic].unseen)
        for topic in ("letters-answered", "letters-late", "letters-quick", "letters-empty")
    }
    assert counted == {
        "letters-answered": (3, 0, 2), "letters-late": (2, 1, 0), "letters-quick": (2, 1, 0),
        "letters-empty": (2, 1, 0),
    }  # fmt: skip
    assert told()["letters-answered"].asked + told()["letters-answered"].unseen == 0
