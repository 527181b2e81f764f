"""The files that the office keeps, as pages know them; and what a change of its lists will do."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from fastapi import Request

from govsweep.errors import InputError
from govsweep.kept_files import digest_of, read_kept
from govsweep.office_lists import with_pending
from govsweep.reports import Office, read_office
from govsweep.rule_changes import changes
from govsweep.rules import load_rules
from govsweep.sweep_runner import ordered
from govsweep.web.api import store_of


class OfficeFiles(NamedTuple):
    """Where they stand; None where the installation has none."""

    lexicons: Path | None = None
    indicators: str = ""
    office: Path | None = None
    settings: Path | None = None


class OfficeInForce:
    """What the office's file says now; where somebody has broken it, what it said before."""

    def __init__(self, path: Path, first: Office) -> None:
        """Begin with what was read from it."""
        self._path, self._office = path, first
        self._digest = digest_of(read_kept(path))
        self._turn = threading.Lock()

    def __call__(self) -> Office:
        """Read it again where it is another file by now."""
        with self._turn, contextlib.suppress(InputError):
            digest = digest_of(read_kept(self._path))
            if digest != self._digest:
                self._digest = digest
                self._office = read_office(self._path) if digest else Office()
        return self._office


def office_now(request: Request) -> Office:
    """What the office says of itself now."""
    office: Callable[[], Office] = request.app.state.office
    return office()


class RulesAhead(NamedTuple):
    """What the next sweep, or judging anew, will say of the rules before it begins."""

    told: str
    stops: bool = False  # it will go no further

    @property
    def words(self) -> str:
        """That, in a sentence."""
        if not self.told:
            return "下一次巡检和重判的规则与最近一次巡检相同。"
        if self.stops:
            return f"下一次巡检和重判会停下，不作判定：{self.told}。"
        return f"下一次巡检开始前和重判时会这样说明：{self.told}。"


def folder_of(request: Request) -> Path:
    """The folder of the office's lists; raises `InputError` where there is none."""
    files: OfficeFiles = request.app.state.files
    if files.lexicons is None:
        raise InputError("还没有设置词表所在的文件夹（设置 lexicons），请管理员在服务器上设好")
    if not files.lexicons.is_dir():
        raise InputError("设置 lexicons 指的文件夹不存在，请管理员在服务器上建好")
    return files.lexicons


def rules_ahead(request: Request, name: str = "", body: bytes = b"") -> RulesAhead:
    """How the rules will differ from those of the last sweep, with a list of another content."""
    files: OfficeFiles = request.app.state.files
    folder, store = folder_of(request), store_of(request)
    try:
        if name:
            with with_pending(folder, name, body) as pending:
                rules = load_rules(pending, files.indicators)
        else:
            rules = load_rules(folder, files.indicators)
        return RulesAhead("；".join(changes(store, ordered(store, rules))))
    except InputError as error:
        return RulesAhead(error.told, stops=True)
