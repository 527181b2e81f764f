"""Access to a site's pages: what their markup and the browser's audit say, told once a cause.

The same fault in a template stands on every page. It is one cause, and is told once, with its
count.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from govsweep.facts import (
    AccessCause,
    AccessIssue,
    Audit,
    AuditedRule,
    Ipv6,
    MarkupRule,
    Page,
    PageKind,
    SiteAccess,
    Surveyed,
    TargetKind,
)
from govsweep.indicators import Measure
from govsweep.page_template import template_of

_SHARED = 3  # pages on which an element stands before it is a template's
_KINDS = (PageKind.HOME, PageKind.LIST, PageKind.ARTICLE)
_URLS, _WHAT = 20, 5
_MOST_ELEMENTS = 5_000  # told apart; what is beyond is single pages' own, and is counted together
_OF_PAGES = (MarkupRule.LANGUAGE, MarkupRule.TITLE)  # of whole pages: they have no elements
# Rules of the audit that ask for what the markup's rules have told.
_SAME = {
    "input-image-alt": MarkupRule.IMAGE_ALT,
    "area-alt": MarkupRule.IMAGE_ALT,
    "select-name": MarkupRule.LABEL,
    "html-lang-valid": MarkupRule.LANGUAGE,
    "html-xml-lang-mismatch": MarkupRule.LANGUAGE,
} | {one.value: one for one in MarkupRule}
_ENTRANCE = re.compile(
    r"无障碍|适老|长者|关怀(?:版|模式|专区|助手)|老年(?:版|模式)|读屏|盲人|大字版"
)
_AIDS = re.compile(
    r"wza|wzhelp|accessib|barrier|slhelper|readscreen|toolbar.{0,20}aria", re.IGNORECASE
)
_TWIN = re.compile(r"手机(?:版|网|站|端)|移动(?:版|端|门户)|触屏版|WAP", re.IGNORECASE)
_LONGEST = 60  # characters: an entrance is named, a report about one is longer
_TWIN_NAME = re.compile(r"\W*(?:切换到?)?(?:手机|移动|触屏)版\W*")  # of what a script may open
_TWIN_HOST = re.compile(r"^https?://(?:m|wap|3g|mobile)\.|//[^/]+/(?:m|wap|mobile)/?$")


class _Element(NamedTuple):
    """An element that has a fault, wherever it stands."""

    rule: MarkupRule
    what: str


class AccessSurvey:
    """Takes in a site's pages one by one; keeps counts, and of addresses a few."""

    def __init__(self) -> None:
        self._pages = 0
        self._templates: set[bytes] = set()
        self._audited_templates: set[bytes] = set()
        self._elements: dict[_Element, _Count] = defaultdict(_Count)
        self._rules: dict[str, _Count] = defaultdict(_Count)
        self._undecided: dict[str, _Count] = defaultdict(_Count)
        self._audited: set[int] = set()
        self._viewports = Counter[bool]()
        self._without_viewport: list[str] = []
        self._overflowing: list[str] = []
        self._overflow_measured = 0

    def offer(self, url: str, page: Page, *, home: bool) -> None:
        """Take in a page that was read; what is no page of the site's own says nothing."""
        if page.access is None or page.redirect or page.kind not in _KINDS or not page.is_seen:
            return
        template = template_of(page)
        self._pages += 1
        self._templates.add(template)
        for one in page.access.faults:
            element = _Element(one.rule, one.what)
            if element not in self._elements and len(self._elements) >= _MOST_ELEMENTS:
                element = _Element(one.rule, "")
            self._elements[element].add(url, one.count, home=home)
        adapted = "width" in page.meta.get("viewport", "").lower()
        self._viewports[adapted] += 1
        if not adapted and len(self._without_viewport) < _URLS:
            self._without_viewport.append(url)
        if page.audit is not None:
            self._audited_templates.add(template)
            self._take_audit(url, page.audit, home=home)

    def _take_audit(self, url: str, audit: Audit, *, home: bool) -> None:
        self._audited.add(hash(url))
        for told, counts in (
            (audit.violations, self._rules),
            (audit.undecided, self._undecided),
        ):
            for one in told:
                counts[one.rule].add(url, one.nodes, home=home, what=_shown(one))
        if audit.overflow is not None:
            self._overflow_measured += 1
            if audit.overflow and len(self._overflowing) < _URLS:
                self._overflowing.append(url)

    def told(self, home: Page | None) -> SiteAccess:
        """What all pages come to; `home` with its texts."""
        issues = tuple(self._issues())
        known = {one.rule for one in issues}
        return SiteAccess(
            pages=self._pages,
            templates=len(self._templates),
            audited=len(self._audited),
            templates_audited=len(self._audited_templates),
            issues=issues,
            violations=tuple(
                count.issue(rule, _cause_of_rule(count))
                for rule, count in sorted(self._rules.items())
                if not _is_told(rule, count, known)
            ),
            undecided=tuple(
                count.issue(rule, _cause_of_rule(count))
                for rule, count in sorted(self._undecided.items())
            ),
            viewports=self._viewports.total(),
            unadapted=self._viewports[False],
            without_viewport=tuple(self._without_viewport),
            overflowing=tuple(self._overflowing),
            overflow_measured=self._overflow_measured,
            twin=_twin(home) if home is not None else "",
            entrance=_entrance(home),
        )

    def _issues(self) -> Iterator[AccessIssue]:
        """A rule's elements by what caused them; the audit's word on the rule beside them."""
        said = self._said_by_audit(self._rules)
        audited = frozenset(said)
        for rule, pages in self._said_by_audit(self._undecided).items():
            said[rule] |= pages
        causes: dict[tuple[MarkupRule, AccessCause], list[tuple[str, _Count]]] = defaultdict(list)
        shared = min(_SHARED, max(2, self._pages))
        for element, count in self._elements.items():
            cause = AccessCause.PAGES
            if count.pages >= shared and (element.what or element.rule in _OF_PAGES):
                cause = AccessCause.TEMPLATE
            elif count.home:
                cause = AccessCause.HOME
            causes[element.rule, cause].append((element.what, count))
        for (rule, cause), elements in sorted(causes.items()):
            elements.sort(key=lambda one: (-one[1].pages, one[0]))
            urls = dict.fromkeys(url for _, count in elements for url in count.urls)
            on = set[int]().union(*(count.on for _, count in elements))
            looked = self._audited & on
            yield AccessIssue(
                rule=rule,
                cause=cause,
                elements=sum(count.elements for _, count in elements),
                pages=len(on),
                urls=tuple(urls)[:_URLS],
                what=tuple(what for what, _ in elements if what)[:_WHAT],
                seen_in_browser=rule in audited,
                unseen_in_browser=(
                    rule is not MarkupRule.LANGUAGE  # it does not ask whether that is the right one
                    and bool(looked)
                    and looked.isdisjoint(said[rule])
                ),
            )

    @staticmethod
    def _said_by_audit(rules: Mapping[str, "_Count"]) -> defaultdict[MarkupRule, set[int]]:
        """The pages of which the audit says what the markup's rules ask."""
        said: defaultdict[MarkupRule, set[int]] = defaultdict(set)
        for rule, count in rules.items():
            if rule in _SAME:
                said[_SAME[rule]] |= set(count.on)
        return said


def access_surveyed(access: SiteAccess, ipv6: Ipv6) -> tuple[Surveyed, ...]:
    """What the indicators ask of access, telephones and IPv6; what was not seen is no answer."""
    found = (*access.issues, *access.violations)
    unfit = access.without_viewport if access.unadapted * 2 > access.viewports else ()
    wide = tuple(url for url in access.overflowing if url not in access.without_viewport)
    bad = () if access.twin else unfit or wide
    verdict = is_bad(ipv6)
    return (
        Surveyed(
            topic=Measure.ACCESSIBLE,
            asked=access.pages,
            bad=len(found),
            pages=tuple(dict.fromkeys(one.urls[0] for one in found if one.urls)),
        ),
        Surveyed(topic=Measure.MOBILE, asked=access.viewports, bad=len(bad), pages=bad),
        Surveyed(topic=Measure.IPV6, asked=int(verdict is not None), bad=int(verdict is True)),
    )


def is_bad(ipv6: Ipv6) -> bool | None:
    """Whether a home page is surely not to be had over IPv6; None where nobody can say."""
    if ipv6.addresses == ():
        return True if ipv6.dns_trusted else None
    if not ipv6.routed:
        return None
    if ipv6.failure is not None:
        return True if ipv6.route_trusted else None
    return False


class _Count:
    """How often something stands, and on which pages."""

    __slots__ = ("_of_all", "elements", "home", "urls", "what")

    def __init__(self) -> None:
        self.elements = 0
        self.home = False
        self.urls: list[str] = []  # capped
        self.what: list[str] = []
        self._of_all: set[int] = set()

    def add(self, url: str, count: int, *, home: bool, what: Iterable[str] = ()) -> None:
        """It stands on a page so many times."""
        self.elements += count
        self.home = self.home or home
        self._of_all.add(hash(url))
        if len(self.urls) < _URLS:
            self.urls.append(url)
        if len(self.what) < _WHAT:
            self.what += [one for one in what if one not in self.what][: _WHAT - len(self.what)]

    @property
    def pages(self) -> int:
        return len(self._of_all)

    @property
    def on(self) -> Collection[int]:
        return self._of_all

    def issue(self, rule: str, cause: AccessCause) -> AccessIssue:
        """The same as an issue of the browser's audit."""
        return AccessIssue(
            rule=rule,
            cause=cause,
            elements=self.elements,
            pages=self.pages,
            urls=tuple(self.urls),
            what=tuple(self.what),
            seen_in_browser=True,
        )


def _cause_of_rule(count: _Count) -> AccessCause:
    if count.pages > 1:
        return AccessCause.TEMPLATE
    return AccessCause.HOME if count.home else AccessCause.PAGES


def _is_told(rule: str, count: _Count, known: Collection[str]) -> bool:
    """Whether the markup's rules have told of it: a link around a nameless picture is one cause."""
    if rule == MarkupRule.LINK_NAME and MarkupRule.IMAGE_ALT in known:
        return any("<img" in one for one in count.what) or MarkupRule.LINK_NAME in known
    return _SAME.get(rule) in known


def _shown(one: AuditedRule) -> tuple[str, ...]:
    return (one.snippet,) if one.snippet else one.selectors[:1]


def _entrance(home: Page | None) -> bool | None:
    """Whether the home page leads to an aid for reading; None where it was not seen."""
    if home is None or home.access is None or not home.is_seen:
        return None
    words = (*(one.text for one in home.anchors), *(one.text for one in home.blocks))
    if any(_ENTRANCE.search(text) for text in words if len(text) <= _LONGEST):
        return True
    return any(one.kind is TargetKind.SCRIPT and _AIDS.search(one.target) for one in home.anchors)


def _twin(home: Page) -> str:
    """The edition for telephones that a home page leads to; "" for none.

    Where a script leads there, its address is not known: the home page's own stands for it.
    """
    for one in home.anchors:
        if one.kind is TargetKind.PAGE and (
            _TWIN_HOST.search(one.target) or (len(one.text) <= 10 and _TWIN.search(one.text))
        ):
            return one.target
    named = any(_TWIN_NAME.fullmatch(one.text) for one in home.blocks)
    return home.url if named else ""
