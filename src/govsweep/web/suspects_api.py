"""Suspected counterfeits by the API."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Request
from pydantic import Field

from govsweep.suspects import Stage, Suspect
from govsweep.web import board
from govsweep.web.api import store_of, versioned
from govsweep.web.filters import Limit, Offset
from govsweep.web.models import ListedPart, Shown

router = versioned()


class SuspectOut(Shown):
    """一条假冒网站线索。"""

    host: str
    url: str
    name: str = Field(description="自称的名称")
    site: str = Field(description="被冒用网站的标识码；没有人说的为空")
    source: str
    reason: str
    stage: Stage = Field(
        description="found 待核实，verified 已核实，reported 已报备，handled 已处置，cleared 已排除"
    )
    found: dt.date
    changed: dt.date = Field(description="从哪一天起是这个阶段")
    answered: bool | None = Field(description="最近一次访问能否打开；空为没有访问过")
    asked: dt.date | None

    @classmethod
    def of(cls, one: Suspect) -> "SuspectOut":
        """A suspect as it is told."""
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class SuspectPage(ListedPart):
    """假冒网站线索的一页。"""

    suspects: tuple[SuspectOut, ...]


@router.get("/suspects", summary="假冒网站线索")
def listed(
    request: Request,
    stage: Annotated[Stage | None, Query(description="阶段")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> SuspectPage:
    """最近发现的在前。"""
    store = store_of(request)
    found = [one for one in store.suspects.all() if stage in (None, one.stage)]
    note = board.not_swept(store)
    some = tuple(SuspectOut.of(one) for one in found[offset : offset + limit])
    total = board.told_of(len(found), note)
    return SuspectPage(total=total, limit=limit, offset=offset, note=note, suspects=some)
