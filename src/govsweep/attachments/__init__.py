"""Attachments: the text of policy files, read in a process of its own with narrow limits."""

from govsweep.attachments.document import document_text
from govsweep.attachments.page import read_attachment
from govsweep.attachments.reader import AttachmentReader
from govsweep.attachments.types import is_attachment, is_wanted

__all__ = ["AttachmentReader", "document_text", "is_attachment", "is_wanted", "read_attachment"]
