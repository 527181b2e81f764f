"""PowerEasy 动易: ShowClass.asp?ClassID=3&page=2, Category_12/Index_2.aspx; 共 12 页."""

import re

from govsweep.reading.cms.system import System, by_links

_CLASS = re.compile(
    r"(.{10,300}/Show\w{1,20}\.asp\?.{0,120}\bpage=)(\d{1,5})((?:&.{0,200})?)", re.IGNORECASE
)
_CATEGORY = re.compile(
    r"(.{10,300}/Category_\d{1,9}/Index_)(\d{1,5})(\.(?:aspx|html))", re.IGNORECASE
)

SYSTEM = System("动易 PowerEasy", by_links(("page=", "Index_"), _CLASS, _CATEGORY))
