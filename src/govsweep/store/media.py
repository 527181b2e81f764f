"""Media accounts and their posts."""

import datetime as dt
import time
from collections.abc import Iterable

from govsweep.accounts import Actor
from govsweep.facts import MediaAccount
from govsweep.media import MediaSaved
from govsweep.store import media_rows, post_rows, post_versions
from govsweep.store.repository import Reads, Repository, Writes


class MediaRepository(Repository):
    """The registered media accounts."""

    all = Reads(media_rows.media_accounts)
    set_status = Writes(media_rows.set_status)
    remove = Writes(media_rows.remove_media)
    why_kept = Reads(media_rows.why_kept)
    codes = Reads(media_rows.codes)
    codes_known = Reads(media_rows.codes_known)
    save_codes = Writes(media_rows.save_codes)

    def save(
        self,
        accounts: Iterable[MediaAccount],
        today: dt.date,
        by: Actor | None = None,
        source: str = "",
    ) -> MediaSaved:
        """Add accounts or change those that are known.

        `by` is who did it, by a file called `source`, for the audit.
        """
        return self._transactions.write(
            media_rows.save_media, accounts, time.time(), today, by, source
        )


class PostRepository(Repository):
    """What media accounts published."""

    add = Writes(post_rows.add_posts)
    import_ = Writes(post_versions.import_posts)
    earlier = Reads(post_versions.earlier_versions)
    imported = Reads(post_rows.imported)
    of_account = Reads(post_rows.posts)
    begin_judging = Writes(post_rows.begin_judging)
    to_judge = Reads(post_rows.to_judge)
    judged = Writes(post_rows.judged_posts)
    left_behind = Reads(post_rows.left_behind)
