"""Which notices are asked for, by an address."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from govsweep.reports.notice_list import IssuedNotice, NoticeProgress
from govsweep.web.api import store_of
from govsweep.web.asked import Term
from govsweep.web.terms import one_of, site_asked


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


def notice_filter(
    request: Request, site: Term = "", owner: Term = "", outcome: Term = "", words: Term = ""
) -> NoticeFilter:
    """The filter of an address, as far as there is what it names."""
    store = store_of(request)
    owners = {one.owner for one in store.notices.all()} if owner else ()
    return NoticeFilter(
        site=site_asked(store, site),
        owner=one_of("owner", owner, sorted(owners)),
        outcome=one_of("outcome", outcome, list(NoticeProgress)),
        words=words,
    )


AskedNotices = Annotated[NoticeFilter, Depends(notice_filter)]
