"""The contract of a check: a pure function of one fact that yields what is wrong with it.

    @check(
        "stale-column",
        severity=Severity.MINOR,
        wording="栏目更新不及时",
        theme=Theme.UPDATES,
        rank=30,
        clause="国办秘函〔2019〕19号 栏目不更新",
    )
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
registration: whoever lists, words, groups or orders checks asks `checks()`. Nothing is loaded
before somebody asks.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, get_type_hints

from govsweep.facts import Judged, SiteVisit
from govsweep.findings import Fault, Severity

Judge: TypeAlias = Callable[[Any], Iterable[Fault]]
Looked: TypeAlias = Callable[[str, SiteVisit], bool]
Sees: TypeAlias = Callable[[SiteVisit], bool]

_LAST = 1_000  # the rank of a check that names none


class Theme(StrEnum):
    """Under what a bulletin groups what a check finds, in the order in which it is printed."""

    UPDATES = "网站无法访问、更新不及时"
    CONTENT = "信息内容不准确、不规范"
    LINKS = "链接、图片和访问速度"
    SECURITY = "信息安全和个人信息保护"
    IDENTITY = "网站标识、名称和域名"
    INTERACTION = "互动回应"
    OTHER = "其他问题"


class Need(StrEnum):
    """What must be there, beside the pages, or a check cannot have run."""

    REPOSTS = "没有转载清单"
    ORDERS = "没有登记专查用语"
    RESULTS = "没有导入别处的检查结果"
    MESSAGES = "没有读到写明时间的留言"
    ANSWERS = "没有读到留言的答复"
    DISCLOSURE = "没有读到信息公开年度报告的网页"
    CATALOGUE = "没有导入公开目录，或目录各项都没有看到"
    ENTRANCES = "没有导入必挂清单，或首页都没有看到"
    EARLIER = "没有以前的首页可比"
    ARTICLES = "没有读到内容页"
    DATED = "没有看到首页信息的日期"
    DAYS = "没有读到带日期的信息"
    FEET = "没有看到页脚"
    TIMED = "没有测够打开时间"
    OTHER_VISITORS = "没有取到搜索引擎看到的网页"
    OUTSIDE = "没有跟进站外链接"
    FORMS = "没有读到首页的搜索框"
    DOCUMENTS = "没有读到政策文件"
    REGISTER = "没有导入新媒体登记表"


class Alike(StrEnum):
    """In what the findings of one check are alike where one cause made them on several sites."""

    # What a cause may turn out to be; no check says these of itself.
    TEMPLATE = "同一模板"
    HOST = "同一主机"  # of several targets, where it does not answer at all
    TARGET = "同一目标"
    TEXT = "同一文字"
    MARK = "同一缺项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A registered check, with all that anybody needs to know of it.

    A code is public and never reused. What is more than a notice has a wording, by which the
    census counts it; a notice has none.
    """

    code: str
    about: type[Judged]
    judge: Judge
    severity: Severity = Severity.NOTICE
    name: str  # what lists, charts and pages call it
    wording: str = ""  # how the census names it; "" keeps it out of the census
    wordings: Mapping[str, str] = field(default_factory=dict)  # by a fault's variant
    theme: Theme = Theme.OTHER
    rank: int = _LAST  # its place in the census, the lowest first
    alike: Alike | None = None  # None: what it finds on several sites has no cause in common
    by_rules: bool = False  # word rules make its findings
    spares_usage: bool = False  # suspected alike on several sites, it is usage and no slip
    looked: Looked | None = None  # whether a visit saw a subject; None: pages and columns tell
    clause: str = ""
    needs: Need | None = None  # without it nothing was looked for
    sees: Sees | None = None  # whether a visit shows what `needs` asks for; None: told elsewhere

    def worded(self, variant: str) -> str:
        """How the census names a fault of a variant."""
        return self.wordings.get(variant, self.wording)

    @property
    def text(self) -> str:
        """Its whole documentation, as `govsweep checks CODE` prints it."""
        return inspect.cleandoc(self.judge.__doc__ or "")

    @property
    def remedy(self) -> str:
        """What a unit is to do about it: how 怎样改正 begins; "" where there is none."""
        _, _, after = self.text.partition("## 怎样改正\n")
        lines = after.partition("##")[0].splitlines()
        return re.split("[。；]", "".join(map(str.strip, lines)))[0]

    @property
    def summary(self) -> str:
        """The first sentence: the fault by name."""
        return self.text.partition("\n")[0]


class Crash(NamedTuple):
    """A check that raised: it spoils itself only, is counted and shown in the ledger."""

    code: str
    url: str
    error: str


_checks: dict[str, Check] = {}


def check(
    code: str,
    *,
    severity: Severity = Severity.NOTICE,
    name: str = "",
    wording: str = "",
    wordings: Mapping[str, str] | None = None,
    theme: Theme | None = None,
    rank: int = _LAST,
    alike: Alike | None = None,
    by_rules: bool = False,
    spares_usage: bool = False,
    looked: Looked | None = None,
    clause: str = "",
    needs: Need | None = None,
    sees: Sees | None = None,
) -> Callable[[Judge], Judge]:
    """Register a check; what the words mean, `Check` tells. Its name is its wording by default.

    Raises `ValueError` for a code that is taken, for one that nobody can call by a name, for one
    that would count without a wording and a theme or has a wording and would not count, and for
    one whose parameter is of no type that is judged.
    """
    if not (name or wording):
        raise ValueError(f"the check {code} needs a name or a wording in Chinese")
    if bool(wording) == (severity is Severity.NOTICE):
        raise ValueError(f"the check {code}: what is more than a notice has a wording")
    if wording and theme is None:
        raise ValueError(f"the check {code}: what has a wording has a theme")
    if sees is not None and needs is None:
        raise ValueError(f"the check {code}: what it may not see is named by its need")

    def register(judge: Judge) -> Judge:
        about = _about(code, judge)
        known = _checks.get(code)
        if known is not None and known.judge.__module__ != judge.__module__:
            raise ValueError(f"the code {code} is taken by {known.judge.__module__}")
        _checks[code] = Check(
            code=code,
            about=about,
            judge=judge,
            severity=severity,
            name=name or wording,
            wording=wording,
            wordings=wordings or {},
            theme=theme or Theme.OTHER,
            rank=rank,
            alike=alike,
            by_rules=by_rules,
            spares_usage=spares_usage,
            looked=looked,
            clause=clause,
            needs=needs,
            sees=sees,
        )
        checks.cache_clear()
        places.cache_clear()
        return judge

    return register


def _about(code: str, judge: Judge) -> type[Judged]:
    hints = [hint for word, hint in get_type_hints(judge).items() if word != "return"]
    if len(hints) != 1 or not (isinstance(hints[0], type) and issubclass(hints[0], Judged)):
        kinds = ", ".join(kind.__name__ for kind in Judged.__subclasses__())
        raise ValueError(f"the check {code} takes one parameter, of one of the types {kinds}")
    return hints[0]


@cache
def checks() -> Mapping[str, Check]:
    """All checks by code, in the order of the census; loads them when first asked for."""
    package = importlib.import_module("govsweep.checks")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"govsweep.checks.{module.name}")
    ordered = sorted(_checks.values(), key=lambda one: (one.rank, one.code))
    return MappingProxyType({one.code: one for one in ordered})


@cache
def places() -> Mapping[str, int]:
    """Each code's place in the order of the census; a code of no check belongs behind them."""
    return MappingProxyType({code: place for place, code in enumerate(checks())})
