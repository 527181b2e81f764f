"""Which notices are asked for, by an address."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from fastapi import HTTPException

from govsweep.reports.notice_list import IssuedNotice
from govsweep.web.filters import SITE


class NoticeFilter(NamedTuple):
    """Which notices are asked for."""

    site: str
    owner: str
    outcome: str
    words: str

    def fits(self, row: IssuedNotice) -> bool:
        """Whether a notice is one of them."""
        told = (row.notice.number, row.notice.owner, row.site_name, row.notice.site)
        return (
            self.site in ("", row.notice.site)
            and self.owner in ("", row.notice.owner)
            and self.outcome in ("", row.outcome)
            and all(any(word in one for one in told) for word in self.words.split())
        )


def notice_filter(asked: Mapping[str, str]) -> NoticeFilter:
    """The filter of an address."""
    words = [asked.get(name, "").strip()[:200] for name in NoticeFilter._fields]
    made = NoticeFilter(*words)
    if made.site and not re.fullmatch(SITE, made.site):
        raise HTTPException(404, "没有这个网站")
    return made
