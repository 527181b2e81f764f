"""The store: SQL stands only here. Facts, findings and ledgers in SQLite or PostgreSQL."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Engine

from govsweep.crawl import Delivery, Earlier, KnownPage, Outline
from govsweep.facts import Subject
from govsweep.store import migrate, registers
from govsweep.store.accounts import AccountRepository, AuditRepository, SessionRepository
from govsweep.store.alone import TakenError, alone
from govsweep.store.appeals import AppealRepository
from govsweep.store.bundles import BundleRepository, StoredBundle
from govsweep.store.decision_rows import Decided
from govsweep.store.decisions import DecisionRepository, FreezeRepository, NoticeRepository
from govsweep.store.delivery_rows import DeliveryCount, Taken, Tried, Waiting
from govsweep.store.duties import DutiesKept, DutyRepository
from govsweep.store.engine import require_database
from govsweep.store.event_rows import Event, EventKind
from govsweep.store.evidence import EvidenceRepository
from govsweep.store.exports import ExportRepository, ExportRound
from govsweep.store.finding_search import FindingCount, FindingTerms, Subjects
from govsweep.store.finding_sums import CauseSum
from govsweep.store.findings import FindingRepository
from govsweep.store.fulltext import FulltextRepository
from govsweep.store.fulltext_search import IndexState, SearchHit, SearchMatches
from govsweep.store.hold_rows import Hold, StoredHold, Tally
from govsweep.store.home_rows import StoredHome
from govsweep.store.jobs import JobRepository
from govsweep.store.ledger_rows import ELSEWHERE, FAREWELL, LedgerRow, LinkCount, Progress
from govsweep.store.media import MediaRepository, PostRepository
from govsweep.store.notice_rows import Freeze, Look, Notice
from govsweep.store.orders import OrderRepository
from govsweep.store.outbox import HoldRepository, OutboxRepository
from govsweep.store.outside import OutsideRepository, SuspectRepository
from govsweep.store.outside_rows import OutsideLook, StoredHost
from govsweep.store.pages import PageRepository, QueueRepository
from govsweep.store.post_rows import PostCounts, StoredMedia
from govsweep.store.post_versions import PostSource
from govsweep.store.probes import ProbeRepository
from govsweep.store.rechecks import RecheckRepository
from govsweep.store.repeals import RepealRepository
from govsweep.store.results import ResultRepository, StoredResult
from govsweep.store.retention import RetentionRepository
from govsweep.store.scoping import ScopedTransactions
from govsweep.store.settling_rows import StoredLink, StoredPage
from govsweep.store.site_life import SiteLifeRepository
from govsweep.store.site_rows import StoredColumn
from govsweep.store.sites import ColumnRepository, RegistryRepository, SiteRepository
from govsweep.store.sweep_rows import Sweep
from govsweep.store.sweep_stats import SweepStatsRepository
from govsweep.store.sweep_yield_rows import SweepYield
from govsweep.store.sweeps import SweepRepository
from govsweep.store.transactions import Transactions

__all__ = [
    "ELSEWHERE",
    "FAREWELL",
    "CauseSum",
    "Decided",
    "Delivery",
    "DeliveryCount",
    "DutiesKept",
    "Earlier",
    "Event",
    "EventKind",
    "ExportRound",
    "FindingCount",
    "FindingTerms",
    "Freeze",
    "Hold",
    "IndexState",
    "KnownPage",
    "LedgerRow",
    "LinkCount",
    "Look",
    "Notice",
    "Outline",
    "OutsideLook",
    "PostCounts",
    "PostSource",
    "Progress",
    "SearchHit",
    "SearchMatches",
    "Store",
    "StoredBundle",
    "StoredColumn",
    "StoredHold",
    "StoredHome",
    "StoredHost",
    "StoredLink",
    "StoredMedia",
    "StoredPage",
    "StoredResult",
    "Subjects",
    "Sweep",
    "SweepYield",
    "Taken",
    "TakenError",
    "Tally",
    "Tried",
    "Waiting",
    "require_database",
]


class Store:
    """One database, and what it knows of each subject.

    Every method of a subject is a query of its own or one transaction, and raises
    `errors.ServiceError` when the database does not answer. One thread at a time may write
    through one `Store`.
    """

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Open the database of a SQLAlchemy URL; nothing is asked of it yet.

        Opened `read_only`, it is neither made nor changed, whatever is called.
        """
        self._bind(Transactions(url, read_only=read_only))

    def _bind(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self.sites = SiteRepository(transactions)
        self.columns = ColumnRepository(transactions)
        self.registry = RegistryRepository(transactions)
        self.results = ResultRepository(transactions)
        self.site_life = SiteLifeRepository(transactions)
        self.media = MediaRepository(transactions)
        self.posts = PostRepository(transactions)
        self.repeals = RepealRepository(transactions)
        self.duties = DutyRepository(transactions)
        self.sweeps = SweepRepository(transactions)
        self.queue = QueueRepository(transactions)
        self.pages = PageRepository(transactions)
        self.probes = ProbeRepository(transactions)
        self.findings = FindingRepository(transactions)
        self.decisions = DecisionRepository(transactions)
        self.appeals = AppealRepository(transactions)
        self.notices = NoticeRepository(transactions)
        self.rechecks = RecheckRepository(transactions)
        self.freezes = FreezeRepository(transactions)
        self.evidence = EvidenceRepository(transactions)
        self.holds = HoldRepository(transactions)
        self.outbox = OutboxRepository(transactions)
        self.exports = ExportRepository(transactions)
        self.sweep_stats = SweepStatsRepository(transactions)
        self.retention = RetentionRepository(transactions)
        self.accounts = AccountRepository(transactions)
        self.sessions = SessionRepository(transactions)
        self.audit = AuditRepository(transactions)
        self.fulltext = FulltextRepository(transactions)
        self.orders = OrderRepository(transactions)
        self.outside = OutsideRepository(transactions)
        self.suspects = SuspectRepository(transactions)
        self.jobs = JobRepository(transactions)
        self.bundles = BundleRepository(transactions)

    def scoped(self, sites: frozenset[str]) -> "Store":
        """The same store for one unit, which may ask of these sites and change nothing."""
        own = Store.__new__(Store)
        own._bind(ScopedTransactions(self._transactions, sites))
        return own

    @property
    def sites_told(self) -> frozenset[str] | None:
        """The sites that alone are told of; None: all."""
        return self._transactions.sites

    def version(self) -> str:
        """A word for the state of the data: while it is the same, nothing was committed."""
        return self._transactions.version()

    @property
    def engine(self) -> Engine:
        """The database itself."""
        return self._transactions.engine

    def subjects(self) -> list[Subject]:
        """All that is registered: sites, then media accounts."""
        return self._transactions.read(registers.subjects)

    def of_units(self, sites: frozenset[str]) -> frozenset[str]:
        """What else the units have that keep some sites, and those of `sites` that are no sites."""
        return self._transactions.read(registers.of_units, sites)

    def close(self) -> None:
        """Give all connections back."""
        self._transactions.close()

    def upgrade(self) -> None:
        """Make the tables, or bring those of an older release up to date."""
        self._transactions.write(migrate.upgrade)

    def is_current(self) -> bool:
        """Whether the tables are there, and are those of this release."""
        return self._transactions.read(migrate.is_current)

    def alone(
        self, name: str, *, wait: float = 0.0, waits: Callable[[], None] = lambda: None
    ) -> AbstractContextManager[None]:
        """Hold a lock that one process at a time holds on this database: see `alone.alone`."""
        return alone(self.engine, name, wait=wait, waits=waits)
