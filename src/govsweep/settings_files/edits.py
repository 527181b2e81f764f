"""An edit of a TOML file: some of its values, and nothing else of what people wrote."""

import re
import tomllib
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

import msgspec
import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from govsweep import reasons
from govsweep.errors import InputError
from govsweep.kept_files import digest_of
from govsweep.settings_files.fields import FieldKind, text_of, value_of
from govsweep.settings_files.files import SettingsFile
from govsweep.settings_files.sections import SettingSection, kind_of

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


class SettingChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field that is set to something else, in words; "" where it is not set."""

    name: str
    meaning: str
    before: str
    after: str


class SettingEdit(msgspec.Struct, frozen=True, kw_only=True):
    """The file that an edit makes, and what it changes."""

    body: bytes
    changes: tuple[SettingChange, ...]

    @property
    def digest(self) -> str:
        """What tells the file that it makes from any other."""
        return digest_of(self.body)


class RefusedFieldsError(InputError):
    """What is wrong with fields, by name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Name them all."""
        super().__init__("；".join(f"{name}：{reason}" for name, reason in faults.items()))
        self.faults = faults


def edited(file: SettingsFile, section: SettingSection, texts: Mapping[str, str]) -> SettingEdit:
    """The file with fields of a section as they are written on a page.

    Raises `InputError` where the commands would refuse it, `RefusedFieldsError` where they would
    for a field of it.
    """
    wanted = {
        name: value_of(kind_of(name), texts[name])
        for name in section.editable
        if name in texts and name not in file.given
    }
    faults = {name: _fault(section, name, one) for name, one in wanted.items()}
    if any(faults.values()):
        raise RefusedFieldsError({name: told for name, told in faults.items() if told})
    changed = {name: one for name, one in wanted.items() if one != file.values.get(name)}
    text = file.text
    for name, value in changed.items():
        text = _with(text, name, value)
    _check_fields(section, text, changed)
    kept = {name: one for name, one in file.values.items() if name not in changed}
    if _read(text) != kept | {name: one for name, one in changed.items() if one is not None}:
        raise InputError("这个文件的写法在网页上改不了，请在服务器上改")
    body = file.encoded(text)
    file.check(body)
    return SettingEdit(body=body, changes=tuple(
        SettingChange(
            name=name,
            meaning=section.model.model_fields[name].description or name,
            before=_told(name, file.values.get(name)),
            after=_told(name, value),
        )
        for name, value in changed.items()
    ))  # fmt: skip


def _fault(section: SettingSection, name: str, value: Any) -> str:
    """Why what was written is no value of its kind: models take some texts for numbers."""
    if not isinstance(value, str) or kind_of(name) in (FieldKind.TEXT, FieldKind.CHOICE):
        return ""
    is_float = section.model.model_fields[name].annotation is float
    return {
        FieldKind.NUMBER: "应为数字" if is_float else "应为整数",
        FieldKind.DATE: "应是日期，如 2026-01-31",
    }.get(kind_of(name), "应是“是”或“否”")


def _told(name: str, value: Any) -> str:
    return '""' if value == "" else text_of(kind_of(name), value)


def _check_fields(section: SettingSection, text: str, changed: Mapping[str, Any]) -> None:
    """Say of each field what its model says of it."""
    values = _read(text)
    try:
        section.model.__pydantic_validator__.validate_python(values)
    except ValidationError as error:
        faults = {
            str(one.place[0]): _place_of(one) for one in reasons.of_fields(error) if one.place
        }
        own = {name: reason for name, reason in faults.items() if name in changed}
        if own:
            raise RefusedFieldsError(own) from error


def _place_of(fault: reasons.FieldReason) -> str:
    names = {"begins": "第一天", "ends": "最后一天"}
    within = "".join(f"{names.get(str(one), one)}：" for one in fault.place[1:])
    return f"{within}{fault.reason}"


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("写不成 TOML：有一格里有不能写的字符") from error


def _with(text: str, name: str, value: Any) -> str:
    try:
        document = tomlkit.parse(text)
        if value is None:
            document.pop(name, None)
        elif isinstance(value, Mapping):
            _set_table(document, name, value)
        elif name in document:
            document[name] = value
        else:
            return _added(text, name, value)
        return _as_written(text, tomlkit.dumps(document))
    except (TOMLKitError, ValueError) as error:
        raise InputError("写不成 TOML：有一格里有不能写的字符") from error


def _as_written(text: str, made: str) -> str:
    """What was made of a text, its lines that stay with their spaces as people wrote them."""
    own, plain = text.split("\n"), tomlkit.dumps(tomlkit.parse(text)).split("\n")
    if len(own) != len(plain):
        return made
    lines = made.split("\n")
    for same in SequenceMatcher(None, plain, lines, autojunk=False).get_matching_blocks():
        lines[same.b : same.b + same.size] = own[same.a : same.a + same.size]
    return "\n".join(lines)


def _set_table(document: tomlkit.TOMLDocument, name: str, value: Mapping[str, Any]) -> None:
    """Change a table entry by entry, so that the others stay as people wrote them."""
    if name not in document:
        document[name] = tomlkit.table()
    table: Any = document[name]
    for key in [key for key in table if key not in value]:
        del table[key]
    for key, one in value.items():
        if key in table and table[key] == one:
            continue
        if isinstance(one, Mapping) and key not in table:
            made = tomlkit.inline_table()
            made.update(one)
            table[key] = made
        elif isinstance(one, Mapping) and isinstance(table[key], Mapping):
            for part, said in one.items():
                table[key][part] = said
            for part in [part for part in table[key] if part not in one]:
                del table[key][part]
        else:
            table[key] = one


def _added(text: str, name: str, value: Any) -> str:
    """The text with a field more: under its sample where there is one, else after the fields."""
    line = tomlkit.dumps({name: value})
    table = _TABLE.search(text)
    top = text[: table.start()] if table else text
    sample = re.search(rf"^#\s*{name}\s*=.*(?:\n|\Z)", top, re.MULTILINE)
    place = sample.end() if sample else len(top)
    before = text[:place]
    if before and not before.endswith("\n"):
        before += "\n"
    return f"{before}{line}{text[place:]}"
