"""What a bundle says: sites, media accounts, findings, figures, and a manifest of it all.

No bundle has a page or a post that was stored, a user of the program, or the words around a quote.
The first version of the format knew sites alone: of its bundles nothing is known of accounts.
"""

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from govsweep.facts import MediaAccount, MediaStatus, Platform, Site
from govsweep.findings import Severity

SCHEMA = 2  # of bundles that are written here, and the newest that is read
WITH_ACCOUNTS = 2  # the first version that tells of accounts

_FORBIDDEN = ("Cc", "Cs", "Cf")  # controls, halves of letters, what turns the reading direction


def _plain(text: str) -> str:
    if any(unicodedata.category(letter) in _FORBIDDEN for letter in text):
        raise ValueError("含有控制字符")
    return text


def cleaned(text: str, most: int = 4_000) -> str:
    """A text as a bundle may hold it: on one line, without what is refused, not too long."""
    line = " ".join(text.split())
    return "".join(one for one in line if unicodedata.category(one) not in _FORBIDDEN)[:most]


Word = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Text = Annotated[str, Field(max_length=4_000), AfterValidator(_plain)]
Identifier = Annotated[str, Field(pattern=f"^({Site.of_kind.identifiers})$")]
AccountKey = Annotated[str, Field(pattern=f"^({MediaAccount.of_kind.identifiers})$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=10**12)]


class BundlePart(BaseModel):
    """A part of a bundle; what is not known in it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SiteCoverage(StrEnum):
    """How far a site was seen in the period."""

    WHOLE = "whole"
    PARTLY = "partly"
    FAILED = "failed"  # it was gone to, and gave not a page: that is known of it
    NONE = "none"

    @property
    def word(self) -> str:
        """What papers call it."""
        words = {"whole": "看完", "partly": "没有看完", "failed": "没有打开", "none": "未检查"}
        return words[self.value]

    @property
    def is_read(self) -> bool:
        """Whether pages of it were read."""
        return self in (SiteCoverage.WHOLE, SiteCoverage.PARTLY)


class BundleSite(BundlePart):
    """A site, how far it was seen, and how many problems were told of it."""

    site: Identifier
    name: Word
    url: Text
    organizer: Word = ""
    level: Word = ""
    kind: Word = ""
    district: Word  # whose site it is, by the name that its district has with its superior
    coverage: SiteCoverage
    known: Count  # addresses
    read: Count  # of these, pages that were read
    problems: Count
    fixed: Count


class AccountVerdict(StrEnum):
    """How a running media account comes out."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"  # a person has still to judge
    UNSEEN = "unseen"  # nobody can say anything of it


class BundleAccount(BundlePart):
    """A media account, how it comes out, and how many problems were told of it."""

    account: AccountKey
    name: Word
    platform: Platform
    organizer: Word = ""
    district: Word
    status: MediaStatus
    verdict: AccountVerdict | None = None  # of running ones
    problems: Count
    fixed: Count


class BundleFindingState(StrEnum):
    """Whether a problem stands."""

    OPEN = "open"
    FIXED = "fixed"


class BundleFinding(BundlePart):
    """A problem that the papers of the period speak of."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    site: Identifier | AccountKey
    check: Word
    check_name: Word
    wording: Word  # by which the census names it
    severity: Severity
    state: BundleFindingState
    url: Text
    message: Text
    quote: Text = ""
    suggestion: Text = ""
    clause: Text = ""
    first_seen: dt.date
    last_seen: dt.date


class AccountFigures(BundlePart):
    """What media accounts sum up to."""

    registered: Count
    running: Count
    cancelling: Count
    cancelled: Count
    checked: Count  # running ones that somebody can say something of
    passed: Count
    failed: Count
    open: Count
    problems: Count
    fixed: Count

    @property
    def rate(self) -> float | None:
        """The share of the good among the checked; None as long as one is open."""
        return self.passed / self.checked if self.checked and not self.open else None


class BundleFigures(BundlePart):
    """What sites and accounts sum up to, and whose bundles were missing from it."""

    sites: Count
    checked: Count  # of which anything was read
    troubled: Count
    problems: Count
    fixed: Count
    known: Count
    read: Count
    missing: tuple[Word, ...] = ()  # districts that had sent nothing
    accounts: AccountFigures | None = None  # None: nothing is told of accounts


class FileSum(BundlePart):
    """A file of the bundle, as it was packed."""

    sha256: Digest
    size: Count


class Manifest(BundlePart):
    """Who says it, of when, by which program; and the hash of every file."""

    schema_version: Annotated[int, Field(ge=1)]
    program: Word
    name: Annotated[Word, Field(min_length=1)]  # by which the superior knows the sender
    office: Word = ""
    title: Word  # of the period
    begins: dt.date
    ends: dt.date
    as_of: dt.date
    exported_at: AwareDatetime
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
    files: dict[str, FileSum]


class Content(NamedTuple):
    """The sites, findings, figures and accounts of a bundle."""

    sites: tuple[BundleSite, ...]
    findings: tuple[BundleFinding, ...]
    figures: BundleFigures
    accounts: tuple[BundleAccount, ...] | None = None  # None: it does not tell of accounts


def account_figures_of(accounts: Iterable[BundleAccount]) -> AccountFigures:
    """What media accounts sum up to."""
    rows = list(accounts)
    status = Counter(one.status for one in rows)
    verdict = Counter(one.verdict for one in rows)
    passed, failed = verdict[AccountVerdict.PASSED], verdict[AccountVerdict.FAILED]
    return AccountFigures(
        registered=len(rows),
        running=status[MediaStatus.RUNNING],
        cancelling=status[MediaStatus.CANCELLING],
        cancelled=status[MediaStatus.CANCELLED],
        checked=passed + failed + verdict[AccountVerdict.OPEN],
        passed=passed,
        failed=failed,
        open=verdict[AccountVerdict.OPEN],
        problems=sum(one.problems for one in rows),
        fixed=sum(one.fixed for one in rows),
    )


def figures_of(
    sites: Iterable[BundleSite],
    missing: Iterable[str] = (),
    accounts: Iterable[BundleAccount] | None = None,
) -> BundleFigures:
    """What sites sum up to, and accounts where anything is told of them."""
    rows = list(sites)
    return BundleFigures(
        sites=len(rows),
        checked=sum(one.coverage is not SiteCoverage.NONE for one in rows),
        troubled=sum(one.problems > 0 for one in rows),
        problems=sum(one.problems for one in rows),
        fixed=sum(one.fixed for one in rows),
        known=sum(one.known for one in rows),
        read=sum(one.read for one in rows),
        missing=tuple(missing),
        accounts=account_figures_of(accounts) if accounts is not None else None,
    )


def in_words(figures: BundleFigures) -> str:
    """The figures of a bundle in a sentence, without its stop."""
    told = (
        f"网站 {figures.sites} 个，检查 {figures.checked} 个，"
        f"问题 {figures.problems} 条，已整改 {figures.fixed} 条"
    )
    media = figures.accounts
    if media is None:
        return f"{told}；旧版格式，不含新媒体账号"
    return told + (
        f"；新媒体账号 {media.registered} 个，检查 {media.checked} 个，"
        f"问题 {media.problems} 条，已整改 {media.fixed} 条"
    )


def contradictions(content: Content) -> Iterator[str]:
    """Where sites, accounts, findings and figures do not say the same."""
    sites = Counter(one.site for one in content.sites)
    yield from (f"sites.jsonl：网站 {site} 写了 {n} 次" for site, n in sites.items() if n > 1)
    accounts = Counter(one.account for one in content.accounts or ())
    yield from (f"accounts.jsonl：账号 {key} 写了 {n} 次" for key, n in accounts.items() if n > 1)
    ids = Counter(one.id for one in content.findings)
    yield from (f"findings.jsonl：问题 {id_} 写了 {n} 次" for id_, n in ids.items() if n > 1)
    for one in content.findings:
        if one.site not in sites and one.site not in accounts:
            yield f"findings.jsonl：问题 {one.id} 的网站或账号 {one.site} 不在数据包里"
    told = Counter(one.site for one in content.findings)
    fixed = Counter(one.site for one in content.findings if one.state is BundleFindingState.FIXED)
    counted = [("sites.jsonl：网站", one.site, one.problems, one.fixed) for one in content.sites]
    counted += [
        ("accounts.jsonl：账号", one.account, one.problems, one.fixed)
        for one in content.accounts or ()
    ]
    for what, key, problems, mended in counted:
        if (problems, mended) != (told[key], fixed[key]):
            yield (
                f"{what} {key} 记有问题 {problems} 条、已整改 {mended} 条，"
                f"findings.jsonl 里是 {told[key]} 条、{fixed[key]} 条"
            )
    yield from _impossible(content)
    if content.figures != figures_of(content.sites, content.figures.missing, content.accounts):
        yield "figures.json：数字与各网站、账号合计不符"


def _impossible(content: Content) -> Iterator[str]:
    """What no site and no account can be."""
    for row in content.sites:
        if row.read > row.known:
            yield f"sites.jsonl：网站 {row.site} 读到的网页多于已知的"
        if row.coverage.is_read != (row.read > 0):
            yield f"sites.jsonl：网站 {row.site} 的读到网页数与“{row.coverage.word}”不符"
    for one in content.accounts or ():
        if (one.verdict is not None) != (one.status is MediaStatus.RUNNING):
            yield f"accounts.jsonl：账号 {one.account} 的结论与状态不符"
