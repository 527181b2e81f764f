"""The office's own lists, edited: what an edit would change, and the file that it makes.

A list is read by the loaders of `govsweep.rules` alone; what they refuse is never written.
"""

from govsweep.office_lists.changes import ListChanges, RowEdit
from govsweep.office_lists.edits import ListEdit, import_rows, with_row, without_row
from govsweep.office_lists.examined import ExaminedList, examine
from govsweep.office_lists.folder import FolderList, folder_lists, list_named, with_pending
from govsweep.office_lists.kinds import STANDARD, ListKind
from govsweep.office_lists.layout import ListLayout, ListRecord, empty_list, lay_out
from govsweep.office_lists.uploads import SentRows, read_upload

__all__ = [
    "STANDARD",
    "ExaminedList",
    "FolderList",
    "ListChanges",
    "ListEdit",
    "ListKind",
    "ListLayout",
    "ListRecord",
    "RowEdit",
    "SentRows",
    "empty_list",
    "examine",
    "folder_lists",
    "import_rows",
    "lay_out",
    "list_named",
    "read_upload",
    "with_pending",
    "with_row",
    "without_row",
]
