"""Which notices are asked for, by an address."""

from collections.abc import Mapping
from typing import NamedTuple

from govsweep.reports.notice_list import IssuedNotice, NoticeProgress
from govsweep.store import Store
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


def notice_filter(store: Store, asked: Mapping[str, str]) -> NoticeFilter:
    """The filter of an address, as far as there is what it names."""
    owners = {one.owner for one in store.notices.all()} if asked.get("owner", "").strip() else ()
    return NoticeFilter(
        site=site_asked(store, asked),
        owner=one_of(asked, "owner", sorted(owners)),
        outcome=one_of(asked, "outcome", list(NoticeProgress)),
        words=asked.get("words", "").strip()[:200],
    )
