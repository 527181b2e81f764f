"""What a site's pages come to: a fault of a template once, and what nobody saw as unseen."""

import msgspec

from govsweep.facts import (
    AccessCause,
    AccessFault,
    Anchor,
    Audit,
    AuditedRule,
    Block,
    Failure,
    Ipv6,
    MarkupRule,
    Page,
    PageAccess,
    PageKind,
    Place,
    SiteAccess,
    TargetKind,
)
from govsweep.indicators import Measure
from govsweep.settle.access import AccessSurvey, access_surveyed, is_bad

ROOT = "http://www.qinghe.gov.cn/"
LOGO = AccessFault(MarkupRule.IMAGE_ALT, "logo.png")
WIDE = {"viewport": "width=device-width"}


def page(
    *faults: AccessFault,
    kind: PageKind = PageKind.ARTICLE,
    audit: Audit | None = None,
    style: str = "a.css",
    meta: dict[str, str] = WIDE,
    anchors: tuple[Anchor, ...] = (),
) -> Page:
    link = Anchor(f"{ROOT}{style}", "", Place.META, TargetKind.STYLE)
    return Page(
        url=ROOT,
        kind=kind,
        access=PageAccess(faults=faults),
        audit=audit,
        meta=meta,
        anchors=(link, *anchors),
    )


def told(*pages: Page, home: Page | None = None) -> SiteAccess:
    survey = AccessSurvey()
    if home is not None:
        survey.offer(ROOT, home, home=True)
    for number, one in enumerate(pages):
        survey.offer(f"{ROOT}{number}.html", one, home=False)
    return survey.told(home)


def test_what_stands_on_every_page_is_one_cause() -> None:
    (issue,) = told(*[page(LOGO)] * 5).issues
    assert (issue.rule, issue.cause) == (MarkupRule.IMAGE_ALT, AccessCause.TEMPLATE)
    assert (issue.pages, issue.elements, issue.what) == (5, 5, ("logo.png",))
    assert not issue.seen_in_browser


def test_pictures_of_single_pages_are_one_cause_beside_it() -> None:
    own = [page(LOGO, AccessFault(MarkupRule.IMAGE_ALT, f"{n}.jpg", 2)) for n in range(4)]
    template, single = sorted(told(*own).issues, key=lambda one: one.elements)
    assert (template.cause, template.elements) == (AccessCause.TEMPLATE, 4)
    assert (single.cause, single.elements, single.pages) == (AccessCause.PAGES, 8, 4)


def test_a_page_that_was_not_seen_is_not_counted() -> None:
    for unseen in ({"shell": True}, {"wall": True}, {"soft_error": True}):
        lacking = msgspec.structs.replace(page(LOGO, meta={}), **unseen)
        access = told(lacking)
        assert (access.pages, access.viewports, access.issues) == (0, 0, ())


def test_what_stands_on_the_home_page_alone() -> None:
    home = page(AccessFault(MarkupRule.LABEL, "q"), kind=PageKind.HOME)
    (issue,) = told(*[page()] * 4, home=home).issues
    assert (issue.cause, issue.urls) == (AccessCause.HOME, (ROOT,))


def test_pages_without_faults_and_no_pages() -> None:
    assert told(*[page()] * 3).issues == ()
    assert told() == SiteAccess()


def test_files_and_older_facts_are_not_counted() -> None:
    assert told(Page(url=ROOT, kind=PageKind.ARTICLE)).pages == 0


def test_the_browsers_word_is_set_beside_the_markups() -> None:
    audit = Audit(violations=(AuditedRule("image-alt", 1), AuditedRule("color-contrast", 7)))
    seen = told(page(LOGO, audit=audit), page(LOGO), page(LOGO))
    assert [one.seen_in_browser for one in seen.issues] == [True]
    told_of = [(one.rule, one.elements, one.pages) for one in seen.violations]
    assert told_of == [("color-contrast", 7, 1)]
    assert (seen.audited, seen.templates, seen.templates_audited) == (1, 1, 1)


def test_what_the_browser_does_not_see_on_the_same_pages_is_told() -> None:
    other = Audit(violations=(AuditedRule("color-contrast", 7),))
    assert [one.unseen_in_browser for one in told(page(LOGO, audit=other), page(LOGO)).issues] == [
        True
    ]
    on_another = told(page(LOGO), page(audit=other))
    undecided = told(page(LOGO, audit=Audit(undecided=(AuditedRule("image-alt", 1),))))
    right = AccessFault(MarkupRule.LANGUAGE, "en")  # it asks whether there is one, not which
    for seen in (on_another, undecided, told(page(right, audit=other))):
        assert [one.unseen_in_browser for one in seen.issues] == [False]


def test_a_link_around_a_nameless_picture_is_told_once() -> None:
    around = AuditedRule("link-name", 1, ("a",), '<a href="/"><img src="logo.png"></a>')
    seen = told(page(LOGO, audit=Audit(violations=(around,))))
    assert [one.rule for one in seen.issues] == ["image-alt"]
    assert seen.violations == ()
    icon = AuditedRule("link-name", 1, ("a",), '<a href="/"><i class="icon"></i></a>')
    seen = told(page(LOGO, audit=Audit(violations=(icon,))))
    assert [one.rule for one in seen.violations] == ["link-name"]


def test_what_the_audit_cannot_decide_stays_undecided() -> None:
    seen = told(page(audit=Audit(undecided=(AuditedRule("color-contrast", 3),))))
    assert seen.violations == ()
    assert [(one.rule, one.elements) for one in seen.undecided] == [("color-contrast", 3)]


def test_templates_are_told_by_their_files() -> None:
    assert told(page(style="a.css"), page(style="b.css"), page(style="b.css?v=2")).templates == 2


def test_the_width_on_a_telephone() -> None:
    seen = told(page(audit=Audit(overflow=120)), page(audit=Audit(overflow=0)), page())
    assert (seen.overflow_measured, seen.overflowing) == (2, (f"{ROOT}0.html",))
    assert (seen.viewports, seen.unadapted) == (3, 0)
    assert told(page(meta={})).without_viewport == (f"{ROOT}0.html",)


class TestEntrance:
    def home(self, *texts: str, anchors: tuple[Anchor, ...] = ()) -> Page:
        blocks = tuple(Block(text, Place.NAVIGATION, b"") for text in texts)
        plain = page(kind=PageKind.HOME, anchors=anchors)
        return Page(url=ROOT, kind=PageKind.HOME, access=PageAccess(), blocks=blocks,
                    anchors=plain.anchors)  # fmt: skip

    def test_one_that_is_named(self) -> None:
        for name in ("无障碍浏览", "适老化版", "长者模式", "关怀版"):
            assert told(home=self.home("首页", name)).entrance is True

    def test_a_script_that_brings_one(self) -> None:
        script = Anchor("http://x.cn/wza/aria.js?appid=1", "", Place.META, TargetKind.SCRIPT)
        assert told(home=self.home("首页", anchors=(script,))).entrance is True

    def test_a_report_about_them_is_none(self) -> None:
        text = (
            "市残联召开会议，部署今年无障碍环境建设各项任务，要求各单位提高认识、压实责任，确保按时完成；"
            * 2
        )
        assert told(home=self.home("首页", text)).entrance is False

    def test_a_home_page_that_was_not_seen(self) -> None:
        assert told(page()).entrance is None


def test_an_edition_for_telephones() -> None:
    twin = Anchor("http://m.qinghe.gov.cn/", "手机版", Place.NAVIGATION)
    home = page(kind=PageKind.HOME, anchors=(twin,), meta={})
    assert told(home=home).twin == "http://m.qinghe.gov.cn/"
    for name in ("手机版", "[切换手机版]", " 触屏版 "):  # by a script: without an address
        named = Page(url=ROOT, blocks=(Block(name, Place.NAVIGATION, b""),))
        assert told(home=named).twin == ROOT
    spoken = Page(url=ROOT, blocks=(Block("手机版政务服务上线", Place.NAVIGATION, b""),))
    assert told(home=spoken).twin == ""
    other = Anchor("http://www.qinghe.gov.cn/mzj/", "民政局", Place.NAVIGATION)
    assert told(home=page(kind=PageKind.HOME, anchors=(other,))).twin == ""


class TestIpv6:
    def test_a_name_without_an_address_where_dns_is_trusted(self) -> None:
        assert is_bad(Ipv6(addresses=(), dns_trusted=True)) is True
        assert is_bad(Ipv6(addresses=())) is None

    def test_no_way_there_is_unknown(self) -> None:
        assert is_bad(Ipv6(addresses=("2001:db8::1",), dns_trusted=True)) is None
        assert is_bad(Ipv6()) is None

    def test_an_answer_and_none(self) -> None:
        seen = Ipv6(addresses=("2001:db8::1",), routed=True)
        assert is_bad(seen) is False
        lost = Ipv6(addresses=("2001:db8::1",), routed=True, failure=Failure.REFUSED)
        assert is_bad(lost) is None
        trusted = Ipv6(
            addresses=("2001:db8::1",), routed=True, failure=Failure.REFUSED, route_trusted=True
        )
        assert is_bad(trusted) is True


class TestIndicators:
    def asked(self, access: SiteAccess, ipv6: Ipv6 | None = None) -> dict[str, tuple[int, int]]:
        return {one.topic: (one.asked, one.bad) for one in access_surveyed(access, ipv6 or Ipv6())}

    def test_what_was_not_seen_is_no_answer(self) -> None:
        assert set(self.asked(SiteAccess()).values()) == {(0, 0)}

    def test_what_was_seen(self) -> None:
        found = self.asked(told(*[page(LOGO)] * 3), Ipv6(addresses=(), dns_trusted=True))
        assert found == {Measure.ACCESSIBLE: (3, 1), Measure.MOBILE: (3, 0), Measure.IPV6: (1, 1)}

    def test_pages_that_telephones_do_not_show(self) -> None:
        assert self.asked(told(*[page(meta={})] * 3))[Measure.MOBILE] == (3, 3)
