"""What a level saw itself and what it was sent, joined so that nothing is counted twice."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from govsweep.bundles import (
    AccountVerdict,
    BundleAccount,
    BundleSite,
    Sender,
    SentPeriod,
)


class Joined(NamedTuple):
    """The sites and accounts of a level, each where it is counted."""

    own: tuple[BundleSite, ...]
    sent: Mapping[str, tuple[BundleSite, ...]]  # by the sender of their bundle
    twice: Mapping[str, int]  # how many sites of a sender are counted as the level's own
    missing: tuple[str, ...]  # who sent nothing; of lower levels with their superior
    own_accounts: tuple[BundleAccount, ...] = ()
    sent_accounts: Mapping[str, tuple[BundleAccount, ...] | None] = {}  # None: nothing is told

    @property
    def sites(self) -> list[BundleSite]:
        """All of them."""
        return [*self.own, *chain.from_iterable(self.sent.values())]

    @property
    def accounts(self) -> list[BundleAccount]:
        """All of them, as far as anything is told of accounts."""
        told = (accounts or () for accounts in self.sent_accounts.values())
        return [*self.own_accounts, *chain.from_iterable(told)]


def joined(
    own: Sequence[BundleSite],
    sent: Sequence[SentPeriod],
    senders: Iterable[Sender],
    accounts: Sequence[BundleAccount] = (),
) -> Joined:
    """Count each once: by the level's own look where it had one, else by who saw it."""
    listed = {one.site for one in own}
    seen = {one.site for one in own if one.coverage.is_read}
    kept: dict[str, tuple[BundleSite, ...]] = {}
    twice: dict[str, int] = {}
    missing: list[str] = []
    taken: set[str] = set()
    for told in sent:
        sites = tuple(
            one
            for one in told.sites
            if one.site not in taken | seen and (one.site not in listed or one.coverage.is_read)
        )
        taken |= {one.site for one in sites}
        kept[told.sender] = sites
        twice[told.sender] = len(told.sites) - len(sites)
        missing += [f"{told.sender}/{name}" for name in told.missing]
    own_accounts, sent_accounts = _accounts(accounts, sent)
    names = dict.fromkeys(one.name for one in senders)
    return Joined(
        own=tuple(one for one in own if one.site not in taken),
        sent=kept,
        twice=twice,
        missing=(*(name for name in names if name not in kept), *missing),
        own_accounts=own_accounts,
        sent_accounts=sent_accounts,
    )


def _accounts(
    own: Sequence[BundleAccount], sent: Iterable[SentPeriod]
) -> tuple[tuple[BundleAccount, ...], dict[str, tuple[BundleAccount, ...] | None]]:
    """The same of media accounts; of one that nobody could see its own register tells."""
    listed = {one.account for one in own}
    seen = {one.account for one in own if one.verdict is not AccountVerdict.UNSEEN}
    kept: dict[str, tuple[BundleAccount, ...] | None] = {}
    taken: set[str] = set()
    for told in sent:
        kept[told.sender] = None
        if told.accounts is not None:
            kept[told.sender] = accounts = tuple(
                one
                for one in told.accounts
                if one.account not in taken | seen
                and (one.account not in listed or one.verdict is not AccountVerdict.UNSEEN)
            )
            taken |= {one.account for one in accounts}
    return tuple(one for one in own if one.account not in taken), kept
