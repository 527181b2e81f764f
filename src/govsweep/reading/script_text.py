"""Scripts with what they hide laid open: escapes, joined literals, packed words."""

import re

_LONGEST = 300_000  # characters that are laid open
_ESCAPE = re.compile(r"\\x([0-7][0-9a-fA-F])|\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{2,4})\}")
_PRINTED = (range(0x20, 0x7F), range(0x4E00, 0xA000))
_JOINED = re.compile(r"(['\"])([^'\"\\\n<>]{0,80})\1\s*\+\s*(['\"])([^'\"\\\n<>]{0,80})\3")
_PIECES = re.compile(
    r"\[\s*((?:['\"][^'\"\\\n]{0,40}['\"]\s*,?\s*){2,40})\]\s*\.\s*join\s*\(\s*(?:''|\"\")\s*\)"
)
_PIECE = re.compile(r"['\"]([^'\"]*)['\"]")
_TEMPLATE = re.compile(r"`([#.]?[\w\-]*)\$\{([^{}`]{1,80})\}([\w\-]*)`")
_ROUNDS = 8  # literals joined to one
# What a packer makes of a script: words by their numbers in another base.
_PACKED = re.compile(
    r"eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k\s*,\s*e\s*,\s*[dr]\s*\).{20,900}?\}\s*\(\s*"
    r"(['\"])((?:(?!\1)[^\\]|\\.)*+)\1\s*,\s*(\d{1,2})\s*,\s*\d+\s*,\s*"
    r"(['\"])((?:(?!\4)[^\\]|\\.)*+)\4\s*\.\s*split\(\s*['\"]\|['\"]\s*\)",
    re.DOTALL,
)
_PACKER = re.compile(r"\beval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k\b")
_NUMBER = re.compile(r"\b\w+\b")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HIDES = re.compile(
    r"\beval\s*\(\s*(?!['\"]\s*\()|\bnew\s+Function\s*\(|\batob\s*\(|\.\s*fromCharCode\b|"
    r"\bunescape\s*\(\s*(?!['\"]%3C)|\.\s*reverse\s*\(\s*\)\s*\.\s*join\b|"
    r"\b(?:document|window)\s*\[\s*(?!['\"])[\w$]"
)


def laid_open(script: str) -> str:
    """A script with its words as they are once it runs, as far as that can be seen."""
    if len(script) > _LONGEST:
        return script
    if "p,a,c,k,e" in script.replace(" ", "")[:_LONGEST]:
        script = _PACKED.sub(_unpacked, script)
    if "\\" in script:
        script = _ESCAPE.sub(_letter, script)
    if "join" in script:
        script = _PIECES.sub(lambda one: f'"{"".join(_PIECE.findall(one[1]))}"', script)
    if "${" in script:
        script = _TEMPLATE.sub(r'"\1"+\2+"\3"', script)
    for _ in range(_ROUNDS):
        script, count = _JOINED.subn(r'"\2\4"', script)
        if not count:
            break
    return script


def hides_names(script: str) -> bool:
    """Whether a script that is laid open makes names that only it knows once it runs."""
    return _HIDES.search(script) is not None


def is_packed(script: str) -> bool:
    """Whether a script that is laid open still holds words that a packer has put elsewhere."""
    return _PACKER.search(script) is not None


def _letter(code: re.Match[str]) -> str:
    number = int(code[1] or code[2] or code[3], 16)
    letter = chr(number)
    printed = any(number in one for one in _PRINTED)
    return letter if printed and letter not in "'\"`\\" else code.group()


def _unpacked(packed: re.Match[str]) -> str:
    base, words = int(packed[3]), packed[5].split("|")
    if not 2 <= base <= len(_DIGITS):
        return packed.group()

    def word(number: re.Match[str]) -> str:
        at = _value(number.group(), base)
        return words[at] if 0 <= at < len(words) and words[at] else number.group()

    return _NUMBER.sub(word, packed[2].replace(f"\\{packed[1]}", packed[1]))


def _value(digits: str, base: int) -> int:
    """A number in a base; -1 for what is none."""
    value = 0
    for digit in digits:
        one = _DIGITS.find(digit)
        if not 0 <= one < base:
            return -1
        value = value * base + one
    return value
