"""Why a site was not read to its end: what was left, cut off or kept back, in words."""

from collections.abc import Iterator

from govsweep.facts import PageState
from govsweep.reports.figures import Coverage
from govsweep.reports.labels import reason_name

_BUDGET = "budget"  # the most pages that the office's register allows
_NOTHING = "没有读到网页"


def why_not_whole(coverage: Coverage) -> str:
    """What keeps a look from being a whole one; "" where it is."""
    if not coverage.read:
        return _NOTHING
    return "、".join(_gaps(coverage)) if not coverage.whole else ""


def _gaps(coverage: Coverage) -> Iterator[str]:
    for state, reason, count in coverage.reasons:
        if state is PageState.LEFT:
            yield f"{reason_name(reason)}，余{count}个"
    left = sum(count for state, _, count in coverage.reasons if state is PageState.LEFT)
    if coverage.ends[PageState.LEFT] > left:
        yield f"余{coverage.ends[PageState.LEFT] - left}个"
    if any(state is PageState.CUT and reason == _BUDGET for state, reason, _ in coverage.reasons):
        yield "读到页数上限"
    if coverage.kept_back:
        if blocked := coverage.ends[PageState.BLOCKED]:
            yield f"被拦截{blocked}个"
        if lost := coverage.lost:
            yield f"连不上{lost}个"
        if shells := coverage.shells:
            yield f"内容靠脚本显示{shells}个"
    if coverage.without_menu:
        yield f"首页的菜单由脚本写出，只读到{coverage.without_menu}个网页"
    if coverage.untested:
        yield f"链接未测{coverage.untested}个"


def how_far(coverage: Coverage) -> str:
    """How reading a site went, as the log of a night and `expect` tell it."""
    why = why_not_whole(coverage)
    if not why:
        return "读完"
    return why if why == _NOTHING else f"没有读完（{why}）"
