"""The envelope: an event as receivers get it, and the JSON Schema that publishes it."""

import datetime as dt
import json
from typing import Any

from govsweep.exports.fields import json_schema as finding_schema
from govsweep.store import Event, EventKind

SCHEMA = "govsweep.event/1"  # the number goes up when something is taken away or changes meaning


def envelope(event: Event) -> bytes:
    """The event as JSON in UTF-8: the same bytes at every try."""
    head = {
        "schema": SCHEMA,
        "id": event.id,
        "sequence": event.sequence,
        "kind": event.kind.value,
        "at": dt.datetime.fromtimestamp(event.at, dt.UTC).isoformat(),
    }
    about = "sweep" if event.kind is EventKind.CLOSED else "finding"
    return json.dumps(head | {about: json.loads(event.body)}, ensure_ascii=False).encode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one event."""
    finding = finding_schema()
    definitions = finding.pop("$defs")
    dialect = finding.pop("$schema")
    kinds = [kind.value for kind in EventKind]
    of_sweep = {"kind": {"const": EventKind.CLOSED.value}}
    return {
        "$schema": dialect,
        "$defs": definitions | {"Finding": finding, "Sweep": _SWEEP},
        "title": "Event",
        "description": "An event as receivers get it (see docs/event.schema.json).",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA, "description": "格式及其版本"},
            "id": {
                "type": "string",
                "format": "uuid",
                "description": "事件编号：重发、补发都不变，接收方据此去重",
            },
            "sequence": {"type": "integer", "description": "序号，只增不减，可有间断"},
            "kind": {
                "enum": kinds,
                "description": "finding.opened 新发现，finding.fixed 已整改，"
                "finding.relapsed 复发，finding.dismissed 撤销，sweep.closed 巡检结束",
            },
            "at": {"type": "string", "format": "date-time", "description": "发生时间"},
            "finding": {"$ref": "#/$defs/Finding", "description": "事件发生时的问题"},
            "sweep": {"$ref": "#/$defs/Sweep", "description": "结束的巡检"},
        },
        "required": ["schema", "id", "sequence", "kind", "at"],
        "if": {"properties": of_sweep},
        "then": {"required": ["sweep"], "properties": {"finding": False}},
        "else": {"required": ["finding"], "properties": {"sweep": False}},
        "unevaluatedProperties": False,
    }


def published() -> str:
    """The schema as docs/event.schema.json has it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _object(**fields: tuple[dict[str, Any], str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: kind | {"description": text} for name, (kind, text) in fields.items()},
        "required": list(fields),
        "additionalProperties": False,
    }


_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
_DAY, _INSTANT = _TEXT | {"format": "date"}, _TEXT | {"format": "date-time"}
_SWEEP = _object(
    id=(_NUMBER, "巡检编号"),
    night=(_DAY, "哪一夜"),
    number=(_NUMBER, "当夜第几次"),
    as_of=(_DAY, "信息的天数算到哪一天"),
    sites=(_NUMBER, "网站数"),
    indicators=(_TEXT, "考核指标"),
    rules_version=(_TEXT, "规则版本"),
    opened_at=(_INSTANT, "开始时间"),
    closed_at=(_INSTANT, "结束时间"),
    balanced=({"type": "boolean"}, "账目是否平"),
    crashes=(_NUMBER, "检查或读取出错次数"),
)
