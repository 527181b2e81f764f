"""What holds a row of a list: its item, its card, or its own line in a box of several."""

from govsweep.reading.row import MAX_LINKS
from govsweep.reading.rowbeside import date_within
from govsweep.reading.rowdates import only_date
from govsweep.reading.rowlinks import EXPLAINS, GOES_ON
from govsweep.reading.tree import HEADINGS, Box, Reference, Run, Tree

_MAX_LINES = 12  # of a row in a table of its own, below its title
_MAX_OWN_TEXT = 600  # characters of a row beside its title: a summary at most


def container(tree: Tree, targets: list[str], run: Run, link: Reference) -> tuple[Box, bool]:
    """The largest box that leads nowhere else; the line itself where its box holds more."""
    box = run.box
    if not _leads_only_to(targets, box, link, run):
        return box, True
    sums = tree.own_sums()
    while box.parent is not None and box.parent.tag not in ("body", "html"):
        above = box.parent
        if box.tag == "li" and not _is_card(box, above):
            break
        if box.tag == "tr":
            table = _table_of_row(tree, targets, box, link, run)
            return table or box, False
        if not _leads_only_to(targets, above, link, run):
            break
        if sums[above.last_run] - sums[above.first_run] > _MAX_OWN_TEXT:
            break
        box = above
    return box, False


def _table_of_row(
    tree: Tree, targets: list[str], row: Box, link: Reference, run: Run
) -> Box | None:
    """The small table that holds one row of a list: its title in a line, its day in another."""
    table = row.parent
    if table is not None and table.tag == "tbody":
        table = table.parent
    if table is None or table.tag != "table" or not _leads_only_to(targets, table, link, run):
        return None
    lines = tree.runs[row.last_run : table.last_run]
    if not 0 < len(lines) <= _MAX_LINES or tree.own_length(table) > _MAX_OWN_TEXT:
        return None
    own = any(one.line.beside() for one in tree.runs[row.first_run : row.last_run])
    return table if not own and any(one.line.beside() for one in lines) else None


def _is_card(item: Box, holder: Box) -> bool:
    """Whether a list holds one row only, its title, summary and date each an item."""
    several = item.number > holder.number + 1 or holder.last > item.last
    return several and holder.tag in ("ul", "ol")


def heads_card(item: Box, targets: list[str], link: Reference, run: Run) -> bool:
    """Whether a list item that is a title heads a list that holds its row and no other."""
    holder = item.parent
    return (
        holder is not None
        and holder.last_link - holder.first_link <= MAX_LINKS
        and holder.last_run - holder.first_run > 1
        and _is_card(item, holder)
        and _leads_only_to(targets, holder, link, run)
    )


def item_of(tree: Tree, link: Reference, targets: list[str]) -> Box | None:
    """The list item or table row around a link that holds a few shorter links besides it."""
    box: Box | None = link.box
    for _ in range(5):
        if box is None or box.tag in ("body", "html"):
            return None
        if box.tag in ("li", "tr", "dl", "article"):
            break
        box = box.parent
    if box is None or not 2 <= box.last_link - box.first_link <= 5:
        return None
    naming = _naming(tree, box, targets)
    own = [one for one in naming if not EXPLAINS.fullmatch(one.text)]
    if (own == [link] and len(naming) > 1) or _is_headed_by(box, link):
        return box
    lengths = sorted(len(one.text) for one in naming if only_date(one.text) is None)
    if len(lengths) < 2:
        return None
    lone = lengths[-1] >= 6 and lengths[-2] < 8 and lengths[-2] * 2 <= lengths[-1]
    return box if lone else None


def dated_item(tree: Tree, link: Reference, run: Run) -> Box | None:
    """The list item that begins with a link and bears a date, and lists other links between."""
    box = run.box if run.box.tag == "li" else run.box.parent
    if box is None or box.tag != "li" or box.last_link - box.first_link < 2:
        return None
    if tree.links[box.first_link] is not link or date_within(tree, box) is None:
        return None
    nested = (one.box for one in tree.links[box.first_link + 1 : box.last_link])
    return box if all(one is not run.box for one in nested) else None


def _naming(tree: Tree, box: Box, targets: list[str]) -> list[Reference]:
    """The links of a box that lead somewhere or could name a row."""
    links = [tree.links[one] for one in range(box.first_link, box.last_link) if targets[one]]
    return [one for one in links if not GOES_ON.match(one.text)]


def names_item(tree: Tree, item: Box, link: Reference, targets: list[str]) -> bool:
    """Whether a link names the item around it: by its heading, else by the longest words."""
    if _is_headed_by(item, link):
        return True
    longest = max(_naming(tree, item, targets), key=lambda one: len(one.text))
    return longest is link or longest.target == link.target


def _is_headed_by(item: Box, link: Reference) -> bool:
    """Whether a link is the heading of an <article>, whatever else that links to."""
    return item.tag == "article" and (link.box.tag in HEADINGS)


def _leads_only_to(targets: list[str], box: Box, link: Reference, run: Run) -> bool:
    count = box.last_link - box.first_link
    if count <= run.last_link - run.first_link:
        return True
    if count > 6:
        return False
    inside = set(targets[box.first_link : box.last_link])
    inside.difference_update(targets[run.first_link : run.last_link])
    return not inside - {""}
