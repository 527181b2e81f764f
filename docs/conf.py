"""How Sphinx builds the manual: `make docs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generated import fill
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from govsweep import __version__

project = "govsweep 政府网站每夜巡检"
author = "govsweep"
version = release = __version__
language = "zh_CN"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"govsweep {__version__}"
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
pygments_style = "default"


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = fill(source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Fill the generated parts in before a page is parsed.

    They change with the program, which Sphinx does not watch: build with `-E -a`, as `make docs`.
    """
    app.connect("source-read", _fill)
    app.add_lexer("mermaid", TextLexer)  # drawn where pages are read as they are
    return {"parallel_read_safe": True, "parallel_write_safe": True}
