"""A home page that says in words alone that its site is elsewhere now, or closed."""

import re

from govsweep.reading.tree import Tree

_SITE = (  # itself, and not one beside it: 旧版网站, 专题网站, 下属网站
    r"(?:本(?:网站|站点|网|站)|(?:该|此|原)(?:网站|站点)|"
    r"(?<![旧老新]版)(?<![旧新老子分题属列些方家友])(?:网站|站点|门户)|(?<![旧新老])(?:域名|网址))"
)
_BETWEEN = (  # no other subject, as 网站办事系统已迁移 has
    r"(?:的?(?:域名|网址|网站地址|访问地址|首页))?[，,：:\s]{0,3}"
    r"(?:(?:因|由于|按照|根据)[^，,。；;\n]{2,24}[，,])?"
)
_LEFT = (
    r"(?:(?:已经?|现已|现|已于[^，,。；;\n]{2,16}?|于[^，,。；;\n]{2,16}?(?:正式)?)(?:正式|整体|全部|永久)?"
    r"(?:迁移|迁至|迁往|迁到|搬迁|搬至|搬到|变更|更换|更改|改为|改版迁移|关闭|关停|停用|停止(?:服务|运行|使用|访问|更新)|"
    r"下线|注销|并入|整合(?:至|到|入|迁移)|归并|合并(?:至|到|入)))(?!前|期间|时|的(?:通知|公告|说明|系统|栏目))"
)
_SAYS = re.compile(f"{_SITE}{_BETWEEN}{_LEFT}")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》")
_MOST_TEXT = 300  # characters of a page that says nothing else
_MOST_LINKS = 8


def farewell(tree: Tree) -> str:
    """The sentence by which a page with next to nothing else says so; "" where none does."""
    text = "\n".join(run.text for run in tree.runs)
    if len(tree.links) > _MOST_LINKS or len("".join(text.split())) > _MOST_TEXT:
        return ""
    # A sentence may be broken by the markup of its parts, and its title stands above it.
    joined = _QUOTED.sub("", text.replace("\n", ""))
    found = _SAYS.search(_QUOTED.sub("", text)) or _SAYS.search(joined)
    return found.group() if found else ""
