"""Results from elsewhere (检查结果.csv), row by row."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from govsweep.facts import OutsideResult, Site
from govsweep.table_fields import TableRow, address_of, past_day
from govsweep.table_rows import ReadTable, read_rows

RESULT_HEADERS: Mapping[str, str] = {
    **dict.fromkeys(("网站标识码", "标识码"), "site"),
    **dict.fromkeys(("网址", "链接", "页面网址"), "url"),
    **dict.fromkeys(("问题", "问题描述", "存在问题", "情况"), "problem"),
    **dict.fromkeys(("来源", "检查单位", "检查人"), "source"),
    **dict.fromkeys(("原文", "错误内容"), "quote"),
    **dict.fromkeys(("日期", "检查日期", "发现日期"), "day"),
    **dict.fromkeys(("编号", "序号", "来源编号"), "reference"),
    **dict.fromkeys(("责任单位", "单位"), "owner"),
}


class ResultRow(TableRow):
    """A row of 检查结果.csv."""

    site: Annotated[str, Field(min_length=1)]
    url: Annotated[str, BeforeValidator(address_of)]
    problem: Annotated[str, Field(min_length=2, max_length=500)]
    source: Annotated[str, Field(min_length=1, max_length=100)]
    quote: Annotated[str, Field(max_length=200)] = ""
    day: Annotated[dt.date | None, BeforeValidator(past_day)] = None
    reference: Annotated[str, Field(max_length=60)] = ""
    owner: Annotated[str, Field(max_length=200)] = ""

    @property
    def result(self) -> OutsideResult:
        """The result that it tells of."""
        return OutsideResult(**self.model_dump(), by_quote=True)


def read_results(
    path: Path, today: dt.date, sites: Collection[str], site_of: Callable[[str], Site | None]
) -> ReadTable[ResultRow]:
    """Read 检查结果.csv; each result is of a registered site or account, and stands once.

    `site_of` tells whose an address is: a page of no registered site may be named, to which a
    site leads, say, but none of another site's.
    """
    known: set[str] = set()

    def wrong(row: ResultRow) -> tuple[str, str] | None:
        if row.site not in sites:
            return "site", f"没有登记标识码为 {row.site} 的网站或新媒体账号，请先导入"
        theirs = site_of(row.url)
        if theirs is not None and theirs.identifier != row.site:
            whose = f"{theirs.identifier}（{theirs.name}）"
            return "url", f"这个网址是网站 {whose}的，不是 {row.site} 的"
        key = key_of(row.result)
        if key in known:
            return "problem", "与前面的一行重复"
        known.add(key)
        return None

    return read_rows(path, ResultRow, unique=(), headers=RESULT_HEADERS, wrong=wrong, context=today)


def key_of(result: OutsideResult) -> str:
    """By what a result is known: 32 hex digits."""
    told = [result.site, result.url, result.problem, result.source, result.reference]
    told += [result.quote] if result.by_quote else []
    return blake2b("\0".join(told).encode(), digest_size=16).hexdigest()
