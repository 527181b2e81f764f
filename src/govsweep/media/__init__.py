"""Media accounts (政务新媒体): their register, their posts, and how platforms name them."""

from govsweep.media.changes import (
    KnownStatuses,
    MediaChange,
    MediaSaved,
    compared,
    leads_back,
)
from govsweep.media.naming import (
    PLATFORM_WORDS,
    PLATFORMS,
    identifier,
    known_by,
    may_name,
    named_by,
    names,
    plain_handle,
)
from govsweep.media.post_lines import PostFault
from govsweep.media.post_page import post_page
from govsweep.media.posts import PostFile, PostReader, read_posts
from govsweep.media.register import (
    HEADERS,
    MEDIA_STATUSES,
    MediaRow,
    media_row,
    read_media,
)
from govsweep.media.spans import covers, joined

__all__ = [
    "HEADERS",
    "MEDIA_STATUSES",
    "PLATFORMS",
    "PLATFORM_WORDS",
    "KnownStatuses",
    "MediaChange",
    "MediaRow",
    "MediaSaved",
    "PostFault",
    "PostFile",
    "PostReader",
    "compared",
    "covers",
    "identifier",
    "joined",
    "known_by",
    "leads_back",
    "may_name",
    "media_row",
    "named_by",
    "names",
    "plain_handle",
    "post_page",
    "read_media",
    "read_posts",
]
