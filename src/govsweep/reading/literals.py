"""ScriptLiterals of scripts: texts, numbers, objects, and the names that a script sets to them."""

import re
from collections.abc import Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

_TEXT = re.compile(r"'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\"|`([^`]{0,500})`")
_INSERTED = re.compile(r"\$\{\s*([\w.()$]{1,60})\s*\}")
_PART = re.compile(r"[^+]{1,100}")
_PLUS = re.compile(r"\s*\+\s*|\s*$")
_NAME = re.compile(r"[A-Za-z_$][\w$.]{0,60}")
_FIELD = re.compile(r"\s*['\"]?([\w.\-\[\]]{1,40})['\"]?\s*:\s*(.*)", re.DOTALL)
_SHORT_FIELD = re.compile(r"[A-Za-z_$][\w$]{0,39}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_RANDOM = re.compile(
    r"Math\.random\(\)|(?:\+?new\s+Date(?:\(\))?|Date)\s*(?:\.(?:getTime|now)\(\))?"
)
_ENDS = re.compile(r"[ \t]*(?:[;,})\r\n]|$)")  # what may follow a literal that is whole
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_MAX_DEPTH = 4
_MAX_OBJECT = 3_000  # characters of one object or array
_MAX_STEPS = 300  # of evaluating, for one call
_MAX_SETTINGS = 20  # places at which a name is set


class UnknownError(ValueError):
    """An expression whose value only the running script knows."""


def split(text: str) -> list[str]:
    """The arguments of a call, or the fields of an object, from behind its opening bracket."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        one = text[at]
        if one in "'\"`":
            literal = _TEXT.match(text, at)
            if literal is None:
                break
            at = literal.end()
            continue
        if one in ")]}" and depth == 0:
            break
        if one == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
        depth += (one in "([{") - (one in ")]}")
        at += 1
    return [*parts, text[start:at].strip()]


def fields(literal: str) -> dict[str, str]:
    """The fields of an object as they are written, not evaluated; {a} stands for {a: a}."""
    found: dict[str, str] = {}
    for part in split(literal[1:]) if literal.startswith("{") else ():
        if match := _FIELD.fullmatch(part):
            found[match.group(1)] = match.group(2).strip()
        elif _SHORT_FIELD.fullmatch(part):
            found[part] = part
    return found


class ScriptLiterals:
    """What the expressions of one script stand for, as far as it says so itself."""

    def __init__(self, script: str, bound: Mapping[str, str] | None = None) -> None:
        """`bound` are the parameters of a function with the literals that it is called with."""
        self._left = _MAX_STEPS
        self._script = script
        self._bound = bound or {}

    def text(self, expression: str, depth: int = 0) -> str:
        """The value of texts, numbers and names joined by plus.

        Raises `UnknownError` where a part is not known.
        """
        value, at, expression = "", 0, expression.strip()
        while at < len(expression):
            literal = _TEXT.match(expression, at)
            part = literal or _PART.match(expression, at)
            if literal:
                value += _plain(literal.group(1) or literal.group(2) or "")
                value += self._inserted(literal.group(3) or "", depth)
            elif part:
                value += self.known(part.group().strip(), depth)
            rest = _PLUS.match(expression, part.end()) if part else None
            if rest is None:
                raise UnknownError(expression)
            at = rest.end()
        return value

    def value(self, expression: str, depth: int = 0) -> Value:
        """The value of an expression with its type; raises `UnknownError` as `text` does."""
        expression = expression.strip()
        self._step(depth)
        if not expression:
            raise UnknownError(expression)
        if expression.startswith("{"):
            written = fields(expression)
            if len(written) != sum(map(bool, split(expression[1:]))):
                raise UnknownError(expression)  # computed names, methods, spread
            return {name: self.value(one, depth + 1) for name, one in written.items()}
        if expression.startswith("["):
            return [self.value(one, depth + 1) for one in split(expression[1:]) if one]
        if expression in _CONSTANTS:
            return _CONSTANTS[expression]
        if _NUMBER.fullmatch(expression):
            return float(expression) if "." in expression else int(expression)
        if _NAME.fullmatch(expression):
            return self.value(self.written(expression), depth + 1)
        return self.text(expression, depth)

    def written(self, name: str) -> str:
        """The literal that a name is set to, as it stands there; raises `UnknownError` for none."""
        if name in self._bound:
            return self._bound[name]
        last = re.escape(name.rpartition(".")[2])
        settings = re.finditer(rf"(?<![\w.]){last}['\"]?\s*[=:](?!=)\s*", self._script)
        if "." in name:
            settings = re.finditer(rf"(?<!\w){last}['\"]?\s*[=:](?!=)\s*", self._script)
        for number, setting in enumerate(settings):
            if number >= _MAX_SETTINGS:
                break
            literal = _literal_at(self._script, setting.end())
            if literal:
                return literal
        raise UnknownError(name)

    def known(self, name: str, depth: int = 0) -> str:
        """The value of a number or a name that the script sets to a literal."""
        if _NUMBER.fullmatch(name) or name in ("true", "false"):
            return name
        if _RANDOM.fullmatch(name):
            return "1"
        self._step(depth)
        if not _NAME.fullmatch(name):
            raise UnknownError(name)
        return self.text(self.written(name), depth + 1)

    def _step(self, depth: int) -> None:
        """Count one step: names that stand for names must not multiply without end."""
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0:
            raise UnknownError("too deep, or too much")

    def _inserted(self, template: str, depth: int) -> str:
        values = iter([self.known(name, depth) for name in _INSERTED.findall(template)])
        if "${" in _INSERTED.sub("", template):
            raise UnknownError(template)
        return _INSERTED.sub(lambda _: next(values), template)


def closed(script: str, start: int, most: int) -> int:
    """Where the bracket that opens at `start` is closed within `most` characters; 0 for nowhere."""
    depth, at, limit = 0, start, min(len(script), start + most)
    while at < limit:
        one = script[at]
        if one in "\"'`":
            text = _TEXT.match(script, at)
            if text is None:
                return 0
            at = text.end()
            continue
        depth += (one in "([{") - (one in ")]}")
        at += 1
        if depth == 0:
            return at
    return 0


def _literal_at(script: str, start: int) -> str:
    """The literal that stands at a place, if it is the whole of what is written there."""
    if script[start : start + 1] in ("{", "["):
        end = closed(script, start, _MAX_OBJECT)
    else:
        one = _TEXT.match(script, start) or _NUMBER.match(script, start)
        end = one.end() if one else 0
    return script[start:end] if end and _ENDS.match(script, end) else ""


def _plain(literal: str) -> str:
    """What a literal says; raises `UnknownError` for escapes other than of quotes and slashes."""
    said = literal.replace("\\/", "/").replace("\\'", "'").replace('\\"', '"')
    if "\\" in said:
        raise UnknownError(said)
    return said
