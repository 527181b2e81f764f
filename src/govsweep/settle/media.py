"""Media accounts at the end of a sweep: their new posts are judged, and the findings live on.

A finding on posts stands as long as one of them still says what it was found for. It is mended
where the post was changed or taken off, and withdrawn where the text stands and its rule is gone.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from govsweep import clock
from govsweep.checking import Check, Crash, checks
from govsweep.facts import Context, MediaAccount, MediaLook, MediaStatus, Post
from govsweep.findings import LIVING, Finding
from govsweep.judging import Judges
from govsweep.media import post_page
from govsweep.settle.life import reads_on
from govsweep.store import Store, StoredMedia, Sweep

_BATCH = 200  # posts judged in one transaction


def settle_media(store: Store, sweep: Sweep, judges: Judges, *, through: dt.date) -> list[Crash]:
    """Judge the posts up to a day that were not judged by these rules, and each account.

    Tells what crashed. Findings are those of the sweep, to whose day ages are counted.
    """
    known = {one.account: one for one in store.posts.imported()}
    accounts = store.media.all()
    keys = [one.identifier for one in accounts]
    found = {row.site for row in store.findings.counts(site=keys)} if keys else set()
    crashes: list[Crash] = []
    for account in accounts:
        if account.identifier not in found | known.keys():
            continue  # nothing was imported of it, and nothing can be said
        if account.status is not MediaStatus.CANCELLED:
            imported = known.get(account.identifier, StoredMedia(account=account.identifier))
            crashes += _MediaSettling(store, sweep, judges, account).run(imported, through)
    return crashes


def look_at(account: MediaAccount, imported: StoredMedia, context: Context) -> MediaLook:
    """An account by what was imported of it, as of the context's day."""
    days = [day for day, _ in imported.days if day <= context.day]
    there = [day for day, _ in imported.standing() if day <= context.day]
    return MediaLook(
        account=account,
        context=context,
        spans=imported.spans,
        newest=there[-1] if there else None,
        published=days[-1] if days else None,
    )


def is_told(look: MediaLook) -> bool:
    """Whether what was imported tells if an account is kept up: only then has silence ended."""
    point = look.seen_through
    return point is not None and (look.context.day - point).days <= look.account.max_age_days


class _MediaSettling:
    """One account being settled."""

    def __init__(self, store: Store, sweep: Sweep, judges: Judges, account: MediaAccount) -> None:
        self._store, self._sweep, self._judges, self._account = store, sweep, judges, account
        self._version = judges.rules.version
        self._at = clock.now()
        self._crashes: list[Crash] = []
        self._checks = judges.post_checks()

    def run(self, imported: StoredMedia, through: dt.date) -> list[Crash]:
        number, key = self._sweep.id, self._account.identifier
        before = self._living(self._checks)
        self._store.posts.begin_judging(key, number, self._version, self._checks)
        self._judge_posts(self._store.posts.to_judge(key, through))
        left = {one.id for one in self._store.posts.left_behind(key, number, self._checks)}
        self._end([one for one in before if one.id in left])
        self._judge_account(imported)
        return self._crashes

    def _living(self, codes: Iterable[str]) -> list[Finding]:
        states = [one.value for one in LIVING]
        return self._store.findings.all(
            site=[self._account.identifier], check=list(codes), state=states
        )

    def _judge_posts(self, posts: Sequence[Post]) -> None:
        judge = self._judges.posts(self._sweep.id, self._sweep.as_of)
        for start in range(0, len(posts), _BATCH):
            some = posts[start : start + _BATCH]
            judge.look_ahead([post_page(one) for one in some])
            judged = []
            for post in some:
                told = judge(post_page(post), self._account, self._at)
                self._crashes += told.crashes
                if told.whole:
                    judged.append((post, told.findings))
            self._store.posts.judged(self._sweep.id, self._version, judged)

    def _end(self, left: Sequence[Finding]) -> None:
        """Say what became of findings that no post has any more."""
        withdrawn = [one.id for one in left if self._is_withdrawn(one)]
        fixed = [one.id for one in left if one.id not in withdrawn]
        self._store.findings.mark_withdrawn(withdrawn, self._at, self._sweep.id)
        self._store.findings.mark_fixed(fixed, self._at, self._sweep.id)

    def _is_withdrawn(self, finding: Finding) -> bool:
        if finding.rule_version == self._version:
            return False
        posts = self._store.posts.of_account(self._account.identifier, addresses=finding.pages)
        return reads_on(finding, (post_page(one) for one in posts))

    def _judge_account(self, imported: StoredMedia) -> None:
        context = Context(site=self._account, day=self._sweep.as_of)
        look = look_at(self._account, imported, context)
        told = self._judges.facts(self._sweep.id)(look, self._at)
        self._crashes += told.crashes
        self._store.findings.save(self._sweep.id, told.findings)
        found = {one.id for one in told.findings}
        own = [one.code for one in _about_accounts()]
        ended = [one.id for one in self._living(own) if one.id not in found]
        if ended and (is_told(look) or self._account.status is not MediaStatus.RUNNING):
            self._store.findings.mark_fixed(ended, self._at, self._sweep.id)


def _about_accounts() -> list[Check]:
    return [one for one in checks().values() if one.about is MediaLook]
