"""Reading: a page's bytes to its facts; pure, total, bounded in time."""

from govsweep.reading.decode import Decoded, decode
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
