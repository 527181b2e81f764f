"""The articles of one site, with what its lists and the links between them say of each."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from govsweep.facts import Article, Column, Context, EmptyBody, Page
from govsweep.settle.dating import Days
from govsweep.settle.filling import Filling
from govsweep.settle.kinds import kind_of
from govsweep.settle.twins import Twins
from govsweep.settle.unlinked import Unlinked

_MANY = 3  # addresses with one text: an article thrice
_RECENT = dt.timedelta(days=70)


class SiteArticles:
    """Gathers the articles of one site; what is told of them is asked for when all are gathered."""

    def __init__(self, context: Context, days: Days, filling: Filling, twins: Twins) -> None:
        """`days` knows when each was published, `twins` which are copies of another."""
        self.found: list[Article] = []
        self._context = context
        self._days = days
        self._filling = filling
        self._twins = twins
        self._unlinked = Unlinked(context.site.url)
        self._blank: dict[str, Page] = {}  # those without a text

    def note(self, url: str, page: Page) -> None:
        """Take in a page that is an article."""
        self._days.note(url, page)
        self._unlinked.note(url, page)
        if page.emptied is not None:
            self._blank[url] = page
        self.found.append(
            Article(
                url=url,
                title=page.title,
                published=self._days.of_article(url),
                moment=self._days.moment_of(url, page),
                main_hash=page.main_hash,
                length=page.main_length,
                column=page.column,
                main_sketch=page.main_sketch,
                kind=kind_of(page.column),
                bodies=page.bodies,
            )
        )

    @property
    def repeated(self) -> frozenset[bytes]:
        """The main texts that stand at three addresses or more."""
        counted = Counter(one.main_hash for one in self.found)
        return frozenset(text for text, count in counted.items() if text and count >= _MANY)

    @cached_property
    def linkage(self) -> Unlinked:
        """Which interpretations and documents lead where, those of a copy being its original's."""
        self._unlinked.fold(self._twins.copies)
        return self._unlinked

    def placed(self, columns: Iterable[Column]) -> Iterator[Article]:
        """The articles with what the lists and the links between them say."""
        rows = {row.url: (row, column) for column in columns for row in column.rows}
        unlinked = self.linkage.among({article.url: article.column for article in self.found})
        for article in self.found:
            if article.url in self._twins.views:
                continue
            row, column = rows.get(article.url, (None, None))
            yield msgspec.structs.replace(
                article,
                listed=row.date if row else None,
                place=column.url if column else "",
                linked=article.url not in unlinked,
                emptied=self._emptied(article),
            )

    def days(self, columns: Iterable[Column]) -> tuple[dt.date, ...]:
        """The days of late on which lists or articles say that something was published."""
        first = self._context.day - _RECENT
        days = {day for column in columns for day in column.days}
        days.update(one.published for one in self.found if one.published is not None)
        return tuple(sorted((day for day in days if day >= first), reverse=True))

    def _emptied(self, article: Article) -> EmptyBody | None:
        """The empty places of an article, unless a script may write its text into them."""
        page = self._blank.get(article.url)
        return None if page is None or self._filling.may_write_text(page) else page.emptied
