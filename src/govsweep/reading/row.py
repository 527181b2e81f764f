"""What a row of a list is."""

from msgspec import Struct

from govsweep.reading.rowdates import RowDate
from govsweep.reading.tree import Box, Reference

MAX_LINKS = 4  # of a line that is no menu


class Row(Struct, eq=False, gc=False):
    """A link taken as a row of a list."""

    title: str
    url: str  # "" for a link that no reader of addresses can follow: its title and date still count
    link: Reference
    number: int  # of the link
    top: Box  # the row's container, or the box that holds its line
    line: bool  # it shares the box with other rows, each on a line of its own
    date: RowDate | None
