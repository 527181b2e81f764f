"""The contract of a check: a pure function of one fact that yields what is wrong with it.

    @check("stale-column", clause="国办秘函〔2019〕19号 栏目不更新")
    def stale_column(column: Column) -> Iterator[Fault]:
        \"""栏目超过规定期限没有更新。

        ## 为什么要紧
        ...
        ## 怎样改正
        ...
        ## 已知盲区
        ...
        \"""

The type of the one parameter says what it judges. Being a module of `govsweep.checks` is the whole
registration.
"""

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias, get_type_hints

from govsweep.facts import Column, Context, Fact, Failure, Link, Page, SiteVisit
from govsweep.findings import CODES, Code, Fault, Finding, Severity, State, fingerprint

Judge: TypeAlias = Callable[[Any], Iterable[Fault]]

KINDS: dict[str, type[Fact]] = {"page": Page, "column": Column, "link": Link, "site": SiteVisit}


class Check(NamedTuple):
    """A registered check."""

    code: str
    about: type[Fact]
    clause: str
    severity: Severity
    wording: str
    judge: Judge

    @property
    def text(self) -> str:
        """Its whole documentation, as `govsweep checks CODE` prints it."""
        return inspect.cleandoc(self.judge.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first sentence: the fault by name."""
        return self.text.partition("\n")[0]


class Crash(NamedTuple):
    """A check that raised: it spoils itself only, is counted and shown in the ledger."""

    code: str
    url: str
    error: str


class Judgement(NamedTuple):
    """What all checks of one fact said."""

    faults: list[tuple[Check, Fault]]
    crashes: list[Crash]


_checks: dict[str, Check] = {}


def check(code: str, *, clause: str = "") -> Callable[[Judge], Judge]:
    """Register a check; its code's severity and wording stand in `findings.CODES`."""

    def register(judge: Judge) -> Judge:
        (about,) = (hint for name, hint in get_type_hints(judge).items() if name != "return")
        known = _checks.get(code)
        if known is not None and known.judge.__module__ != judge.__module__:
            raise ValueError(f"the code {code} is taken by {known.judge.__module__}")
        severity, wording = CODES.get(code, Code(Severity.NOTICE))
        _checks[code] = Check(code, about, clause, severity, wording, judge)
        return judge

    return register


def checks() -> dict[str, Check]:
    """All checks by code, in the order of `findings.CODES`, then by code."""
    package = importlib.import_module("govsweep.checks")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"govsweep.checks.{module.name}")
    order = {code: number for number, code in enumerate(CODES)}
    return dict(sorted(_checks.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))


class Bench:
    """The checks sorted by what they judge, ready to run."""

    def __init__(self) -> None:
        self._by_fact: dict[type[Fact], list[Check]] = {}
        for one in checks().values():
            self._by_fact.setdefault(one.about, []).append(one)

    def judge(self, fact: Fact) -> Judgement:
        """Run every check that is about this kind of fact."""
        faults: list[tuple[Check, Fault]] = []
        crashes: list[Crash] = []
        for one in self._by_fact.get(type(fact), ()):
            try:
                faults.extend((one, fault) for fault in one.judge(fact))
            except Exception as error:  # one broken check must not spoil the others
                crashes.append(Crash(one.code, _address(fact), f"{type(error).__name__}: {error}"))
        return Judgement(faults, crashes)

    def findings(
        self, fact: Fact, *, sweep: int, at: dt.datetime, rule_version: str
    ) -> tuple[list[Finding], list[Crash]]:
        """Run every check on a fact that has its context; one finding a subject."""
        faults, crashes = self.judge(fact)
        context = fact.context  # type: ignore[attr-defined]
        seen: dict[str, Finding] = {}
        for one, fault in faults:
            found = _finding(one, fault, fact, context, (sweep, at, rule_version))
            seen.setdefault(found.id, found)
        return list(seen.values()), crashes


def _finding(
    one: Check, fault: Fault, fact: Fact, context: Context, when: tuple[int, dt.datetime, str]
) -> Finding:
    sweep, at, rule_version = when
    site = context.site
    url = fault.url or _address(fact)
    owner = fact.owner if isinstance(fact, Column) else ""
    column = fault.column or (fact.column if isinstance(fact, Page) else "")
    return Finding.model_construct(
        id=fingerprint(one.code, site.identifier, fault.subject),
        check=one.code,
        severity=one.severity,
        certainty=fault.certainty,
        site=site.identifier,
        site_name=site.name,
        owner=owner or site.organizer or site.name,
        url=url,
        subject=fault.subject,
        column=column,
        message=fault.message,
        quote=fault.quote,
        before=fault.before[-40:],
        after=fault.after[:40],
        suggestion=fault.suggestion,
        clause=one.clause,
        sightings=fault.sightings,
        pages=fault.pages[:20] or (url,),
        first_seen=at,
        last_seen=at,
        state=State.OPEN,
        held=None,
        rule_version=rule_version,
        sweep=sweep,
        variant=fault.variant,
        rule=fault.rule,
    )


def _address(fact: Fact) -> str:
    if isinstance(fact, SiteVisit):
        return fact.context.site.url
    if isinstance(fact, Link):
        return fact.pages[0] if fact.pages else fact.target
    return str(getattr(fact, "url", ""))


_FAILURES = {
    Failure.TIMEOUT: "超时无响应",
    Failure.REFUSED: "连接被拒绝",
    Failure.DNS: "域名无法解析",
    Failure.TLS: "安全证书或加密连接出错",
    Failure.LOST: "连接中断",
    Failure.BLOCKED: "被防护设备拦截",
    Failure.TOO_LARGE: "内容过大",
    Failure.UNREADABLE: "内容无法解压",
    Failure.REDIRECT_LOOP: "循环跳转",
    Failure.SOFT_404: "页面内容为“不存在”一类的提示",
    Failure.REDIRECT_HOME: "跳转到首页",
}
_STATUSES = {
    400: "错误请求",
    401: "未授权",
    403: "服务器拒绝",
    404: "请求的网页不存在",
    410: "网页已删除",
    500: "服务器内部错误",
    502: "网关错误",
    503: "服务不可用",
    504: "网关超时",
}


def failure_in_words(failure: Failure | None, status: int | None = None) -> str:
    """A failure as an editor reads it: `404 请求的网页不存在`."""
    if failure in (None, Failure.STATUS) and status is not None:
        return f"{status} {_STATUSES.get(status, '')}".strip()
    return _FAILURES.get(failure, "访问失败") if failure else "访问失败"


def texts() -> Iterator[tuple[str, str]]:
    """Each code with its check's documentation."""
    for one in checks().values():
        yield one.code, one.text
