"""Reading: a page's bytes to its facts; pure, total, bounded in time."""

from typing import TYPE_CHECKING

from govsweep.on_demand import loader
from govsweep.reading.decode import Decoded, decode  # now: its module is of the same name

if TYPE_CHECKING:
    from govsweep.reading.jsonview import all_facts, as_facts
    from govsweep.reading.list_api import read_answer, read_rows
    from govsweep.reading.page import read_page
    from govsweep.reading.twins import twin_key

__all__ = [
    "Decoded",
    "all_facts",
    "as_facts",
    "decode",
    "read_answer",
    "read_page",
    "read_rows",
    "twin_key",
]

# Loaded when asked for: a night in which nothing changed reads next to nothing.
__getattr__ = loader(
    __name__,
    {
        "all_facts": "jsonview",
        "as_facts": "jsonview",
        "read_answer": "list_api",
        "read_page": "page",
        "read_rows": "list_api",
        "twin_key": "twins",
    },
)
