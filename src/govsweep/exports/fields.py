"""The exported fields: their order, their meaning, and the JSON Schema that publishes both."""

import json
from enum import StrEnum
from typing import Any

from govsweep.findings import Finding

MEANINGS: dict[str, str] = {
    "id": "问题的指纹：检查项、网站和对象不变，指纹就不变，跨巡检沿用",
    "check": "检查项代码",
    "severity": "程度：serious 严重，minor 一般，notice 提示",
    "certainty": "把握：confirmed 确认，suspected 疑似（须人工核实）",
    "site": "网站标识码",
    "site_name": "网站名称",
    "owner": "责任单位",
    "url": "问题所在网页",
    "subject": "问题的对象：失效的链接、错误的字词、栏目地址等",
    "column": "栏目",
    "message": "问题说明",
    "quote": "引文",
    "before": "引文之前的文字，至多40字",
    "after": "引文之后的文字，至多40字",
    "suggestion": "修改建议",
    "clause": "依据条款",
    "sightings": "出现的网页数",
    "pages": "出现的网页，至多列20个",
    "first_seen": "首次发现时间",
    "last_seen": "最近一次看到的时间",
    "state": "状态：open 待整改，notified 已通知，fixed 已整改，relapsed 复发，dismissed 已驳回，"
    "withdrawn 规则撤回（规则改了或没有了，不算整改）",
    "held": "暂扣原因；空为没有暂扣",
    "rule_version": "作出判断的规则版本",
    "sweep": "最近一次看到它的巡检编号",
    "part_of": "与另一个问题出于同一处时，那一个的编号：属于它，不另计数；空为单独计数",
    "site_closed": "网站是否已关停：关停网站的问题留着备查，不计入任何合计",
}


class Language(StrEnum):
    """What the heads and the closed words of a table are written in."""

    ZH = "zh"
    EN = "en"


# The heads of a table in Chinese; programs go by the names of the fields.
HEADS: dict[str, str] = {
    "id": "编号",
    "check": "检查项代码",
    "severity": "程度",
    "certainty": "把握",
    "site": "网站标识码",
    "site_name": "网站名称",
    "owner": "责任单位",
    "url": "网址",
    "subject": "对象",
    "column": "栏目",
    "message": "问题说明",
    "quote": "引文",
    "before": "引文之前",
    "after": "引文之后",
    "suggestion": "修改建议",
    "clause": "依据",
    "sightings": "页面数",
    "pages": "所在页面",
    "first_seen": "首次发现",
    "last_seen": "最近看到",
    "state": "状态",
    "held": "暂扣原因",
    "rule_version": "规则版本",
    "sweep": "巡检编号",
    "part_of": "属于",
    "site_closed": "网站已关停",
    "check_name": "检查项",
}
# Tables are read by people, who know a check by its name; programs ask for it by its code.
TABLE: dict[str, str] = MEANINGS | {"check_name": "检查项名称"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one exported finding."""
    schema = Finding.model_json_schema(mode="serialization")
    for name, field in schema["properties"].items():
        field["description"] = MEANINGS[name]
        field.pop("title", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def published() -> str:
    """The schema as docs/finding.schema.json has it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
