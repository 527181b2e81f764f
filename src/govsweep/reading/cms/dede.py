"""织梦 DedeCMS: list_3_2.html, or /plus/list.php?tid=3&PageNo=2, 共 12 页 230 条."""

import re

from govsweep.reading.cms.system import System, by_links

_STATIC = re.compile(r"(.{10,300}/list_\d{1,6}_)(\d{1,5})(\.html?)")
_DYNAMIC = re.compile(r"(.{10,300}[?&]PageNo=)(\d{1,5})((?:&.{0,200})?)")

SYSTEM = System("织梦 DedeCMS", by_links(("list_", "PageNo="), _STATIC, _DYNAMIC))
