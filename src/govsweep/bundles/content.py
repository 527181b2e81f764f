"""What a bundle says: sites with their coverage, findings, figures, and a manifest of it all.

No bundle has a page that was stored, an account, or the words around a quote.
"""

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from govsweep.findings import Severity

SCHEMA = 1  # of bundles that are written here, and the newest that is read

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
Identifier = Annotated[str, Field(pattern=r"^(\d{10}|bm\d{8})$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=10**12)]


class BundlePart(BaseModel):
    """A part of a bundle; what is not known in it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SiteCoverage(StrEnum):
    """How far a site was seen in the period."""

    WHOLE = "whole"
    PARTLY = "partly"
    NONE = "none"

    @property
    def word(self) -> str:
        """What papers call it."""
        return {"whole": "看完", "partly": "没有看完", "none": "未检查"}[self.value]


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


class BundleFindingState(StrEnum):
    """Whether a problem stands."""

    OPEN = "open"
    FIXED = "fixed"


class BundleFinding(BundlePart):
    """A problem that the papers of the period speak of."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    site: Identifier
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


class BundleFigures(BundlePart):
    """What the sites sum up to, and whose bundles were missing from it."""

    sites: Count
    checked: Count  # of which anything was read
    troubled: Count
    problems: Count
    fixed: Count
    known: Count
    read: Count
    missing: tuple[Word, ...] = ()  # districts that had sent nothing


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
    """The sites, findings and figures of a bundle."""

    sites: tuple[BundleSite, ...]
    findings: tuple[BundleFinding, ...]
    figures: BundleFigures


def figures_of(sites: Iterable[BundleSite], missing: Iterable[str] = ()) -> BundleFigures:
    """What sites sum up to."""
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
    )


def contradictions(content: Content) -> Iterator[str]:
    """Where sites, findings and figures do not say the same."""
    sites = Counter(one.site for one in content.sites)
    yield from (f"sites.jsonl：网站 {site} 写了 {n} 次" for site, n in sites.items() if n > 1)
    ids = Counter(one.id for one in content.findings)
    yield from (f"findings.jsonl：问题 {id_} 写了 {n} 次" for id_, n in ids.items() if n > 1)
    for one in content.findings:
        if one.site not in sites:
            yield f"findings.jsonl：问题 {one.id} 的网站 {one.site} 不在 sites.jsonl 里"
    told = Counter(one.site for one in content.findings)
    fixed = Counter(one.site for one in content.findings if one.state is BundleFindingState.FIXED)
    for row in content.sites:
        if (row.problems, row.fixed) != (told[row.site], fixed[row.site]):
            yield (
                f"sites.jsonl：网站 {row.site} 记有问题 {row.problems} 条、已整改 {row.fixed} 条，"
                f"findings.jsonl 里是 {told[row.site]} 条、{fixed[row.site]} 条"
            )
        if row.read > row.known:
            yield f"sites.jsonl：网站 {row.site} 读到的网页多于已知的"
        if (row.coverage is SiteCoverage.NONE) != (row.read == 0):
            yield f"sites.jsonl：网站 {row.site} 的读到网页数与“{row.coverage.word}”不符"
    if content.figures != figures_of(content.sites, content.figures.missing):
        yield "figures.json：数字与 sites.jsonl 合计不符"
