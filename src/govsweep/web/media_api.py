"""Media accounts by the API, and as the pages show them."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Request
from pydantic import Field

from govsweep.facts import Context, MediaAccount, MediaStatus, Platform
from govsweep.reports.figures import Condition, unresolved
from govsweep.settle import is_told, look_at
from govsweep.store import FindingCount, Store, StoredMedia
from govsweep.web import board, models
from govsweep.web.api import store_of, versioned
from govsweep.web.filters import Limit, Offset

router = versioned()
_WORST = (Condition.TROUBLED, Condition.UNKNOWN, Condition.FINE)


class MediaOut(models.Shown):
    """一个新媒体账号。"""

    identifier: str = Field(description="本程序给账号的编号，由平台和账号得来，不会变")
    platform: Platform
    handle: str = Field(description="平台上的账号：微信号、微博UID等")
    name: str
    organizer: str = Field(description="主办单位")
    url: str = Field(description="主页网址；没有登记的为空")
    status: MediaStatus
    status_since: dt.date | None = Field(description="从哪一天起是这个状态")
    newest: dt.date | None = Field(description="导入的最近一条发布的日期")
    known_through: dt.date | None = Field(description="发布内容导入到哪一天；空为没有导入")
    condition: Condition = Field(description="troubled 有突出问题，unknown 未知，fine 正常")
    findings: models.Figures | None = Field(
        description="问题条数；没有导入发布内容、也没有问题的为空：未检查"
    )


class MediaPage(models.ListedPart):
    """新媒体账号的一页。"""

    accounts: tuple[MediaOut, ...]


def accounts_of(store: Store) -> list[MediaOut]:
    """All accounts, those with trouble first, cancelled ones last."""
    now_ = board.present(store)
    own = store.media.all()
    counted: dict[str, list[FindingCount]] = {}
    keys = [one.identifier for one in own]
    for row in store.findings.counts(mended_since=now_.since, site=keys) if keys else ():
        counted.setdefault(row.site, []).append(row)
    imported = {one.account: one for one in store.posts.imported()}
    found = [
        _shown(one, imported.get(one.identifier), counted.get(one.identifier, []), now_.day)
        for one in own
    ]
    order = list(MediaStatus)
    return sorted(found, key=lambda one: (order.index(one.status), _WORST.index(one.condition)))


def _shown(
    account: MediaAccount, imported: StoredMedia | None, rows: list[FindingCount], day: dt.date
) -> MediaOut:
    imported = imported or StoredMedia(account=account.identifier)
    look = look_at(account, imported, Context(site=account, day=day))
    if account.status is MediaStatus.CANCELLED:  # nobody answers for it: no paper counts it
        rows, condition = [], Condition.UNKNOWN
    elif any(unresolved(row) for row in rows):
        condition = Condition.TROUBLED
    else:
        condition = Condition.FINE if is_told(look) else Condition.UNKNOWN
    return MediaOut(
        identifier=account.identifier,
        platform=account.platform,
        handle=account.handle,
        name=account.name,
        organizer=account.organizer,
        url=account.addresses[0] if account.addresses else "",
        status=account.status,
        status_since=account.changed_on,
        newest=imported.days[-1][0] if imported.days else None,
        known_through=imported.spans[-1].through if imported.spans else None,
        condition=condition,
        findings=models.Figures.seen(rows, looked=bool(imported.days or imported.spans)),
    )


@router.get("/media", summary="新媒体账号")
def listed(
    request: Request,
    platform: Annotated[Platform | None, Query(description="平台")] = None,
    status: Annotated[MediaStatus | None, Query(description="登记状态")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> MediaPage:
    """登记的账号，有问题的在前，已注销的在后。"""
    found = [
        one
        for one in accounts_of(store_of(request))
        if platform in (None, one.platform) and status in (None, one.status)
    ]
    some = tuple(found[offset : offset + limit])
    return MediaPage(
        total=len(found),
        limit=limit,
        offset=offset,
        note=board.not_swept(store_of(request)),
        accounts=some,
    )
