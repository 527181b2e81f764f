"""Content management systems: each module is found by being there."""

import shutil
import subprocess
import sys
from pathlib import Path

from govsweep.reading.cms import systems

ROOT = Path(__file__).parents[2]
NEW = '''"""Odd CMS: gotoPages(3) stands for list-2.htm and list-3.htm."""

import re

from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import System
from govsweep.reading.tree import Tree

_PAGES = re.compile(r"gotoPages\\((\\d{1,3})\\)")


def _more(tree: Tree, addresses: Addresses) -> list[str]:
    counts = (int(one) for text, _ in tree.scripts for one in _PAGES.findall(text))
    return [addresses.resolve(f"list-{n}.htm") for count in counts for n in range(2, count + 1)]


SYSTEM = System("Odd CMS", _more, ("odd-loading",))
'''
ASKED = """
from govsweep.reading import read_page
body = b"<html><body><ul><li><a href='a.htm'>abcdefgh</a> 2026-01-02</li></ul>"
body += b"<script>gotoPages(3)</script></body></html>"
print(*read_page(body, url="http://a.gov.cn/l/").more)
print(read_page(b"<html><body><i class=odd-loading></i></body></html>", url="http://a.gov.cn/l/").shell)
"""


def test_each_has_a_name_of_its_own() -> None:
    names = [one.name for one in systems()]
    assert len(names) == len(set(names)) >= 15


def test_a_new_one_is_one_file(tmp_path: Path) -> None:
    package = tmp_path / "govsweep"
    shutil.copytree(ROOT / "src/govsweep", package)
    (package / "reading/cms/odd.py").write_text(NEW, encoding="utf-8")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r});"
        "sys.meta_path[:] = [f for f in sys.meta_path if 'editable' not in type(f).__module__"
        " and 'Editable' not in getattr(f, '__name__', '')]\n" + ASKED
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split() == [
        "http://a.gov.cn/l/list-2.htm", "http://a.gov.cn/l/list-3.htm", "True",
    ]  # fmt: skip
