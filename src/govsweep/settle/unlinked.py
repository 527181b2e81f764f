"""Interpretations (解读) that lead to no document."""

from collections import Counter
from collections.abc import Mapping

from govsweep.addresses import host, is_government
from govsweep.facts import ColumnKind, Page, Place, TargetKind
from govsweep.reading.twins import twin_key
from govsweep.settle.kinds import kind_of

_TEMPLATE_SHARE = 0.5  # of the interpretations: what more of them link to is a side list


class Unlinked:
    """Gathers where a site's interpretations lead."""

    def __init__(self, site: str) -> None:
        self._host = host(site)
        self._leads: dict[str, set[str]] = {}
        self._abroad: set[str] = set()  # interpretations with a link to another government's page

    def note(self, url: str, page: Page) -> None:
        """Take in an article."""
        if kind_of(page.column) is not ColumnKind.INTERPRETATION:
            return
        leads = self._leads.setdefault(url, set())
        for anchor in page.anchors:
            if anchor.place in (Place.FOOTER, Place.HIDDEN):
                continue
            inside = anchor.place is Place.MAIN
            there = host(anchor.target)
            if inside and anchor.kind is TargetKind.ATTACHMENT:
                self._abroad.add(url)
            elif anchor.kind is TargetKind.PAGE and there == self._host:
                leads.add(anchor.target)
            elif inside and anchor.kind is TargetKind.PAGE and is_government(there):
                self._abroad.add(url)

    def among(self, columns: Mapping[str, str]) -> set[str]:
        """The interpretations without a document, where `columns` says of articles their column."""
        spread = Counter(target for leads in self._leads.values() for target in leads)
        most = max(2.0, len(self._leads) * _TEMPLATE_SHARE)
        return {
            url
            for url, leads in self._leads.items()
            if url not in self._abroad
            and not any(
                target in columns
                and columns[target] != columns.get(url)
                and spread[target] <= most
                and twin_key(target) != twin_key(url)
                for target in leads
            )
        }
