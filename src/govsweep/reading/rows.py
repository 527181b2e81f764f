"""The rows of lists: links whose containers repeat, with the dates that stand beside them."""

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.lines import Named
from govsweep.reading.row import MAX_LINKS, Row
from govsweep.reading.rowbeside import date_alone, date_beside, date_of_link, date_within
from govsweep.reading.rowboxes import container, dated_item, heads_card, item_of, names_item
from govsweep.reading.rowdates import RowDate
from govsweep.reading.rowlinks import (
    EXPLAINS,
    can_name,
    is_author,
    is_menu,
    is_source,
    is_whole,
    tell_apart,
    title_link,
)
from govsweep.reading.rowtitles import row_title
from govsweep.reading.straydates import with_stray_dates
from govsweep.reading.tree import Box, Reference, Run, Tree
from govsweep.reading.wording import clean_title

_MAX_ROWS = 2_000


def find_rows(tree: Tree, places: list[Place], addresses: Addresses) -> list[Row]:
    """Every link that could be a row, with its container and its date."""
    links = tree.links
    targets = [link.target for link in links]
    urls = addresses.resolve_all(targets)
    tell_apart(links, targets, urls)
    many: dict[int, Named] = {}  # a link never closed names many lines
    main = Place.MAIN
    rows: list[Row] = []
    taken: set[tuple[int, str]] = set()
    around: Box | None = None  # the list item of the last row: it names no other
    for at, run in enumerate(tree.runs):
        first, count = run.first_link, run.last_link - run.first_link
        if not 0 < count <= MAX_LINKS:
            continue
        box = run.box
        if around is not None and around.number <= box.number <= around.last:
            continue
        number = first if count == 1 else title_link(tree, run, targets)
        link, url = links[number], urls[number]
        if not targets[number]:
            continue
        if places[box.number] is not main and is_menu(link, places[box.number]):
            continue
        if len(link.parts) < 2:  # as most are
            named = row_title(link, run.line)
        elif number in many:
            named = many[number]
        else:
            named = many[number] = row_title(link, run.line, broken=_is_broken(tree, at, link))
        row = _row(tree, run, number, named, targets, url)
        if row is None:
            continue
        top = row.top
        key = (top.number, targets[number])
        if key not in taken:
            taken.add(key)
            rows.append(row)
            around = top if top.tag == "li" and not row.line else None
            if len(rows) >= _MAX_ROWS:
                break
    return with_stray_dates(tree, rows)


def _is_broken(tree: Tree, at: int, link: Reference) -> bool:
    """Whether a link is of two lines that stand in no boxes of their own, but behind a <br>."""
    if len(link.parts) != 2:
        return False
    lines = tree.runs[at : at + 2]
    return all(one.box is link.box and one.linked for one in lines)


def _row(
    tree: Tree, run: Run, number: int, named: Named, targets: list[str], url: str
) -> Row | None:
    """The row that a line's link names; None where it names none."""
    link = tree.links[number]
    title, glued = named
    if not can_name(title) or ("来源" in run.text and is_source(run, link)):
        return None
    if is_author(run, link):
        return None
    if run.box.tag == "td" and EXPLAINS.fullmatch(title):
        return None
    if _fills_item(run, number, link) and not heads_card(run.box, targets, link, run):
        return Row(title, url, link, number, run.box, False, glued)
    dated = dated_item(tree, link, run)
    item = dated or item_of(tree, link, targets)
    if item is not None and item is not dated and not names_item(tree, item, link, targets):
        return None
    top, line = (item, False) if item else container(tree, targets, run, link)
    date = date_within(tree, dated) if dated else None
    beside = None if date or line or not glued else date_alone(tree, run, top)
    if glued and beside and not _is_same(glued, beside):
        title, date = clean_title(link.title if is_whole(link) else link.text), beside
    date = date or glued or date_of_link(tree, top, link) or date_beside(tree, run, top, line)
    return Row(title, url, link, number, top, line, date)


def _is_same(whole: RowDate, shown: RowDate) -> bool:
    """Whether a date is the one that a row shows, perhaps without the year."""
    return whole[1:3] == shown[1:3] and shown.year in (0, whole.year)


def _fills_item(run: Run, number: int, link: Reference) -> bool:
    """Whether a list item holds a link of one line and nothing else, as most rows in menus do."""
    box = run.box
    return (
        box.tag == "li"
        and box.first_link == number == box.last_link - 1
        and box.last_run - box.first_run == 1
        and link.parts == (run.text,)
    )
