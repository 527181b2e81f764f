"""Service guides: which of the ten elements that 国办秘函〔2019〕19号 names an article has.

Names of elements are those of the sheet; what guides call them stands beside each.
"""

import re

from govsweep.facts import Page, PageKind, Place

_ELEMENTS = {
    name: re.compile(words)
    for name, words in {
        "事项名称": "(?:事项|项目|服务|业务)名称",
        "设定依据": "(?:设定|法定|法律|实施|办理|政策|审批)依据|依据文件",
        "申请条件": "(?:申请|受理|办理|申报|审批|准予|许可)(?:范围和)?条件|"
        "(?:申请|服务|办理|受理)(?:对象|范围)|申请人",
        "办理材料": "(?:申请|办理|申报|提交|所需|需要|应交|审批|受理)[^，。]{0,4}"
        "(?:材料|资料|要件)|材料(?:清单|目录)",
        "办理地点": "(?:办理|受理|办公|窗口|办事|联系)(?:地点|地址|场所|窗口)|窗口(?:地址|位置)",
        "办理机构": "(?:办理|受理|实施|决定|审批|承办|责任|主管|服务)"
        "(?:机构|部门|单位|主体|机关|科室)",
        "收费标准": "收费|费用|是否收费",
        "办理时间": "(?:办理|办公|受理|工作|服务|接待)时间|(?:办理|承诺|法定|办结)(?:时限|期限)",
        "联系电话": "(?:联系|咨询|监督|投诉|服务)(?:电话|方式)|电话[:：]",
        "办理流程": "(?:办理|办事|审批|受理|工作|服务|申请|基本)(?:流程|程序|步骤)|流程图",
    }.items()
}
_NOTHING = re.compile(r"(?:略|暂无|待定|待补充|详见附件|[-—－/／×xX*＊.…]+|空)[。．]?")
_GUIDE = re.compile(r"(?:办事|服务|办理|申报|申请)指南")
_SHORT = 10  # characters: a longer text is no heading alone


def is_guide(page: Page) -> bool:
    """Whether an article calls itself a service guide, or stands under such a column."""
    named = [page.title, page.column, *(name for name, _ in page.breadcrumb)]
    return page.kind is PageKind.ARTICLE and any(_GUIDE.search(name) for name in named)


def elements_headed(page: Page) -> int:
    """How many of the ten elements stand at the head of a paragraph."""
    heads = [block.text[:16] for block in page.blocks if block.place is Place.MAIN]
    return sum(any(pattern.search(head) for head in heads) for pattern in _ELEMENTS.values())


def elements_lacking(page: Page) -> list[str]:
    """Which of the ten elements a guide does not name; its title is that of its matter."""
    text = page.title + "\n".join(one.text for one in page.blocks if one.place is Place.MAIN)
    lacking = [name for name, pattern in _ELEMENTS.items() if not pattern.search(text)]
    return [name for name in lacking if name != "事项名称" or not page.title]


def elements_empty(page: Page) -> list[str]:
    """Which elements a guide names and says nothing of: no words, or such as 略 and 待定."""
    texts = [one.text.strip() for one in page.blocks if one.place is Place.MAIN]
    empty: list[str] = []
    for text, after in zip(texts, (*texts[1:], ""), strict=True):
        for name, pattern in _ELEMENTS.items():
            match = pattern.search(text[:16])
            if match is None or text[: match.start()].strip(
                "（(一二三四五六七八九十0123456789、.．)） "
            ):
                continue
            rest = text[match.end() :].strip("：: 　")
            said = rest or ("" if _is_heading(after) else after)
            if not said or _NOTHING.fullmatch(said):
                empty.append(name)
    return list(dict.fromkeys(empty))


def _is_heading(text: str) -> bool:
    return len(text) <= _SHORT and any(one.search(text) for one in _ELEMENTS.values())
