"""The Lua scripts of the frontier, one a file in `lua/`, each with the head that they share.

What keys there are stands in `lua/head.lua`.
"""

from importlib.resources import files

_FOLDER = files("govsweep.frontier") / "lua"


def _script(name: str) -> str:
    return f"{_text('head')}\n{_text(name)}"


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.lua").read_text("utf-8")


STAND = _script("stand")
PUSH = _script("push")
RESTORE = _script("restore")
CLAIM = _script("claim")
PULL = _script("pull")
ACK = _script("ack")
RENEW = _script("renew")
RELEASE = _script("release")
NOTE = _script("note")
STATUS = _script("status")
OWNERS = _script("owners")
