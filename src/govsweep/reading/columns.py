"""Where a page stands in its site: the breadcrumb and the column."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.headline import meta_value, parts_of_title, site_name
from govsweep.reading.tree import Box, Reference, Run, Tree
from govsweep.reading.wording import clean_title, is_function

Breadcrumb = tuple[tuple[str, str], ...]

_PLACE = re.compile(
    r"(?:^|当前|目前|现在|所在|[您你]的?|所处|页面|[\s【\[])的?位\s*置|位\s*置\s*[:：>»›]|"
    r"您在这里|当前栏目|所在栏目|当前页面|^首\s*页\s*[>»›/＞→\-]"
)
_END = re.compile(
    r"(?:正文|详情页?|内容页?|文章|文章正文|信息内容|详细内容|查看|列表|当前页|浏览|栏目(?:名称|标题)?|(?:19|20)\d\d年?)"
)
_HOME = re.compile(r"(?:首\s*页|网站首页|主页|home|本站首页|门户首页)", re.IGNORECASE)
_CRUMB = re.compile(
    r"crumb|position|location|dqwz|weizhi|mbx|curmb|cur_?pos|(?:^|[\s_\-])(?:local|wz|path|route)(?=$|\s)"
)
_ARROW = re.compile(r"[>»›＞→]|(?<!\d)/|/(?!\d)|-(?=[>\s])|::")
_LABEL = re.compile(
    r".{0,12}?(?:位\s*置|在这里|当前栏目|所在栏目|当前页面)\s*(?:是|为)?\s*[】\]]?\s*[:：]?\s*"
)
_BETWEEN = re.compile(r"\s*(?:[>»›＞→/\\|]|--+|-(?=[>\s])|::)+\s*")
_ODD_END = re.compile(r"[\d:：，。！？（(]")  # none of a column's name that no arrow leads to
_EDGES = " -—：:>"
_MAX_NAME = 20  # characters of a step that no link and no arrow mark as one
_MAX_CRUMBS = 10
_FIRST_RUNS = 400  # a breadcrumb stands above the page's own content


def find_breadcrumb(tree: Tree, addresses: Addresses) -> Breadcrumb:
    """The breadcrumb: names and addresses, what has no link with an empty address."""
    for run in tree.runs[:_FIRST_RUNS]:
        text = run.text
        if len(text) <= 200 and ("位" in text or "首" in text or "您" in text or "当前" in text):
            breadcrumb = _breadcrumb_of(tree, run, addresses) if _PLACE.search(text) else ()
            if breadcrumb:
                return breadcrumb
    for box in tree.boxes:
        if box.name and 1 <= box.last_link - box.first_link <= 8 and _CRUMB.search(box.name):
            breadcrumb = _breadcrumb_at(tree, box, addresses)
            if len(breadcrumb) > 1 and _HOME.fullmatch(breadcrumb[0][0]):
                return breadcrumb
    return ()


def _breadcrumb_of(tree: Tree, run: Run, addresses: Addresses) -> Breadcrumb:
    """The breadcrumb that a line begins: its words, where none of them is a link."""
    return _unlinked(run) or _breadcrumb_at(tree, run.box, addresses)


def _unlinked(run: Run) -> Breadcrumb:
    """The steps of a breadcrumb without links: 首页 > 政务公开 > 通知公告."""
    if run.last_link > run.first_link:
        return ()
    label = _LABEL.match(run.text)
    steps = _BETWEEN.split(run.text[label.end() :] if label else run.text)
    names = [clean_title(step) for step in steps if step]
    if not 2 <= len(names) <= _MAX_CRUMBS or max(map(len, names[:-1])) > _MAX_NAME:
        return ()
    told = label is not None or _HOME.fullmatch(names[0])
    return tuple((name, "") for name in names) if told else ()


def _breadcrumb_at(tree: Tree, box: Box, addresses: Addresses) -> Breadcrumb:
    for _ in range(3):
        if box.last_link > box.first_link or box.parent is None:
            break
        if box.parent.tag in ("body", "html"):
            return ()  # the links of the page are no steps to it
        box = box.parent
    links = tree.links[box.first_link : box.last_link]
    if not 1 <= len(links) <= _MAX_CRUMBS:
        return ()
    crumbs = [(clean_title(one.text), addresses.resolve(one.target)) for one in links if one.text]
    names = {name for name, _ in crumbs}
    ends = [
        (end, "")
        for end in _ends(tree, box, links)
        if any(map(str.isalnum, end))
        and len(end) <= 40
        and "位置" not in end
        and not names & {end, *end.split()}
    ]
    return (*crumbs, *ends)


def _ends(tree: Tree, box: Box, links: list[Reference]) -> list[str]:
    """The last steps, which are no links: behind an arrow, else names behind the last link."""
    runs = [run.text for run in tree.runs[box.first_run : box.last_run]]
    last = next((one.text for one in reversed(links) if one.text), "")
    behind = "\n".join(runs).rpartition(last)[2] if last else " ".join(runs)
    *_, step = steps = _ARROW.split(behind.replace("\n", " "))
    if len(steps) > 1:
        return [step.strip(_EDGES)]
    names = [name.strip(_EDGES) for name in behind.split("\n")]
    return names if all(len(one) <= _MAX_NAME and not _ODD_END.search(one) for one in names) else []


def column_name(tree: Tree, breadcrumb: Breadcrumb, title: str = "") -> str:
    """The column by its tag, unless that holds the site's name; else by the breadcrumb."""
    tagged, site = meta_value(tree, "columnname"), site_name(tree)
    if (
        tagged
        and tagged != site
        and not tagged.isdigit()
        and not _is_above(tree, breadcrumb, tagged)
    ):
        return tagged
    for name, _ in reversed(breadcrumb):
        if not name or _END.fullmatch(name) or _HOME.fullmatch(name) or name in (title, site):
            continue
        if is_function(name):  # a button in the same cell: 关闭
            continue
        cut = name.rstrip(".…")
        if title and len(cut) > 8 and title.startswith(cut):
            continue  # the headline itself, shortened
        return name
    return ""


def _is_above(tree: Tree, breadcrumb: Breadcrumb, tagged: str) -> bool:
    """Whether the tag names a column above the page's own."""
    if tagged in [name for name, _ in breadcrumb[:-1]]:
        return not _END.fullmatch(breadcrumb[-1][0])
    parts = parts_of_title(tree)
    kind = meta_value(tree, "columntype")
    return bool(parts) and kind == parts[0] != tagged


def list_title(tree: Tree, column: str) -> str:
    """The name of a list page."""
    parts = parts_of_title(tree)
    return column or (parts[0] if parts else "") or _first_heading(tree)


def _first_heading(tree: Tree) -> str:
    return next((run.text for run in tree.runs if run.box.tag in ("h1", "h2")), "")
