"""The headline slot (头条推荐) of a home page, a column of its own."""

import re
from collections.abc import Mapping, Sequence

from govsweep.addresses import canonical, href
from govsweep.facts import Block, Column, ColumnKind, Context, Entry, Page, Place, TargetKind
from govsweep.settle.dating import Days, rhythm
from govsweep.store import StoredColumn

_NAME = re.compile(
    r"[\W_]*(?:今日|新闻|政务|要闻|信息|本站|网站|头版)?(?:头条|焦点)(?:推荐|新闻|要闻|信息|动态|关注)?[\W_]*"
)
_DATE = re.compile(r"[\d\s\-./年月日:：\[\]()（）]+")
_MOST = 8  # rows of a slot
_SHORTEST_TITLE = 5  # characters


def headline(
    home: Page,
    context: Context,
    days: Days,
    known: Sequence[StoredColumn],
    durations: Mapping[ColumnKind, int | None],
) -> Column | None:
    """The headline slot as a column; None where the home page has none that says so.

    `home` comes with the texts of its blocks.
    """
    rows = _by_section(home) or _by_text(home)
    if not rows:
        return None
    home_url = href(context.site.url)
    url = f"{home_url}#headline"
    by_hand = next(
        (one for one in known if one.registered and canonical(one.url) == canonical(home_url)), None
    )
    dated = days.by_day(rows)
    newest = max(dated, default=None)
    limit = by_hand.max_age_days if by_hand else None
    found = tuple(sorted(dated, reverse=True))
    return Column(
        url=url,
        name=by_hand.name if by_hand else "头条推荐",
        kind=ColumnKind.HEADLINE,
        context=context,
        owner=by_hand.owner if by_hand else "",
        max_age_days=limit if limit is not None else durations.get(ColumnKind.HEADLINE),
        newest=newest,
        newest_title=dated[newest] if newest else "",
        entries=len(rows),
        dated=sum(days.of(row) is not None for row in rows),
        days=found,
        rows=tuple(rows),
        rhythm=rhythm(found),
    )


def _by_section(home: Page) -> list[Entry]:
    known = {entry.url: entry for entry in home.entries}
    words = {anchor.target: anchor.text for anchor in home.anchors}
    for section in home.sections:
        if _NAME.fullmatch(section.name):
            return [known.get(url) or Entry(words.get(url, ""), url) for url in section.urls]
    return []


def _by_text(home: Page) -> list[Entry]:
    """The titles that follow the slot's name in the text of the page."""
    titles = _titles(home)
    for number, block in enumerate(home.blocks):
        if block.place not in (Place.MAIN, Place.NAVIGATION) or len(block.text) > 200:
            continue
        if _NAME.fullmatch(block.text):
            rows = _following(home.blocks[number + 1 :], titles)
            if rows:
                return rows
        start = _NAME.match(block.text)
        rest = block.text[start.end() :].strip() if start else ""
        if rest in titles:  # 头条 and the title stand on one line
            return [titles[rest]]
    return []


def _titles(home: Page) -> dict[str, Entry]:
    found = {
        anchor.text: Entry(anchor.text, anchor.target)
        for anchor in home.anchors
        if anchor.kind is TargetKind.PAGE and len(anchor.text) >= _SHORTEST_TITLE
    }
    by_url = {entry.url: entry for entry in home.entries}
    for text, row in found.items():
        found[text] = by_url.get(row.url, row)
    return found


def _following(blocks: Sequence[Block], titles: Mapping[str, Entry]) -> list[Entry]:
    rows: list[Entry] = []
    for block in blocks[: _MOST * 3]:
        row = titles.get(block.text) or next(
            (titles[text] for text in titles if text in block.text and len(text) > 8), None
        )
        if row is not None:
            rows.append(row)
        elif rows and not _DATE.fullmatch(block.text) and len(block.text) < 12:
            break  # the name of the next block
        elif not rows and len(block.text) < 4:
            break
        if len(rows) == _MOST:
            break
    return rows
