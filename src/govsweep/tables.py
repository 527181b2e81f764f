"""The tables of the store. Findings are rows and facts are blobs: a new check is no migration."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers a row by itself only where the key is INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")
# Instants are stored as seconds since the epoch: the same in every database and zone.
_Instant = Float

site = Table(
    "site",
    metadata,
    Column("identifier", String(10), primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("organizer", Text, nullable=False),
    Column("level", Text, nullable=False, default=""),
    Column("kind", Text, nullable=False, default=""),
    Column("parent", Text, nullable=False, default=""),
    Column("status", String(12), nullable=False, default="running"),
    Column("icp", Text, nullable=False, default=""),
    Column("police", Text, nullable=False, default=""),
    Column("pace", Float, nullable=False),
    Column("budget", Integer, nullable=False),
    Column("maintenance", Text, nullable=False, default=""),  # announced windows
    Column("include", Text, nullable=False, default="[]"),  # prefixes of paths, JSON
    Column("exclude", Text, nullable=False, default="[]"),
    Column("capped", Boolean, nullable=False, default=True),
    Column("position", Integer, nullable=False, default=0),  # its row in the registry
    Column("registered_at", _Instant, nullable=False),
    Column("updated_at", _Instant, nullable=False),
)

# Registered accounts on platforms (政务新媒体); where a table says `site`, it may be one of these.
media_account = Table(
    "media_account",
    metadata,
    Column("identifier", String(10), primary_key=True),  # see `govsweep.media.identifier`
    Column("platform", String(12), nullable=False),
    Column("handle", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("organizer", Text, nullable=False),
    Column("addresses", Text, nullable=False, default="[]"),  # JSON
    Column("status", String(12), nullable=False),
    Column("opened", Date),
    Column("interactive", Boolean),  # empty: nobody looked
    Column("max_age_days", Integer, nullable=False),
    Column("position", Integer, nullable=False, default=0),  # its row in the register
    Column("registered_at", _Instant, nullable=False),
    Column("updated_at", _Instant, nullable=False),
    UniqueConstraint("platform", "handle"),
)

# From which day an account stood in which status.
media_status = Table(
    "media_status",
    metadata,
    Column("account", ForeignKey("media_account.identifier"), primary_key=True),
    Column("status", String(12), primary_key=True),
    Column("day", Date, primary_key=True),
)

# What accounts published, as it was imported.
post = Table(
    "post",
    metadata,
    Column("account", ForeignKey("media_account.identifier"), primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    Column("fingerprint", LargeBinary(16), nullable=False),  # by which findings are seen on it
    Column("url", Text, nullable=False, default=""),
    Column("at", _Instant, nullable=False),
    Column("day", Date, nullable=False),
    Column("title", Text, nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),
    Column("hash", LargeBinary(16), nullable=False),  # of title and text
    Column("imported_at", _Instant, nullable=False),
    Column("judged", Integer),  # the sweep in which it was; empty: not yet, or changed since
    Column("judged_by", String(32), nullable=False, default=""),  # the version of the rules
    Index("ix_post_account_day", "account", "day"),
    Index("ix_post_fingerprint", "fingerprint"),
)

# What the QR codes in images on sites say: an image is looked into once.
media_code = Table(
    "media_code",
    metadata,
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("image", Text, nullable=False),
    Column("says", Text, nullable=False, default=""),  # empty: no code was found in it
    Column("at", _Instant, nullable=False),
)

# Documents that decisions on sites did away with, for the nights and the sites to come.
repeal = Table(
    "repeal",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),  # of decision, title and number
    Column("site", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False, default=""),
    Column("day", Date),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),  # of the decision
    Index("ix_repeal_site", "site"),
)

# What units owe by the office's own lists: see `govsweep.duties`.
duty = Table(
    "duty",
    metadata,
    Column("kind", String(12), primary_key=True),  # a duties.DutyList
    Column("position", Integer, primary_key=True),  # its row in the list
    Column("facts", Text, nullable=False),  # JSON
)

# What a person or a third party found, for the same life as what checks find.
outside_result = Table(
    "outside_result",
    metadata,
    Column("key", String(32), primary_key=True),  # of site, address, problem and source
    Column("site", String(10), nullable=False),
    Column("facts", Text, nullable=False),  # an OutsideResult as JSON
    Column("at", _Instant, nullable=False),
    Column("closed_at", _Instant),  # the office says that it is mended
    Column("closed_by", Text, nullable=False, default=""),
    Column("closed_why", Text, nullable=False, default=""),
    Index("ix_outside_result_site", "site"),
)

# A unit says of a finding that it is none; the office decides.
appeal = Table(
    "appeal",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("finding", String(32), nullable=False),
    Column("site", String(10), nullable=False),
    Column("author", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", _Instant, nullable=False),
    Column("accepted", Boolean),  # empty: nobody has decided
    Column("decided_at", _Instant),
    Column("decided_by", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Index("ix_appeal_finding", "finding"),
)

# What became of a site: opened, changed, merged, closed, with its approval.
site_change = Table(
    "site_change",
    metadata,
    Column("site", String(10), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", String(8), primary_key=True),  # a site_life.SiteChangeKind
    Column("approval", Text, nullable=False, default=""),
    Column("name", Text, nullable=False, default=""),  # of the site, as it was then
    Column("into", String(10), nullable=False, default=""),  # the site that it became part of
    Column("note", Text, nullable=False, default=""),
)

# Days of which all posts of an account were imported.
post_span = Table(
    "post_span",
    metadata,
    Column("account", ForeignKey("media_account.identifier"), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("through", Date, primary_key=True),
)

column = Table(
    "column",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("site", ForeignKey("site.identifier"), nullable=False),
    Column("url", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("owner", Text, nullable=False, default=""),
    Column("max_age_days", Integer),
    Column("registered", Boolean, nullable=False, default=False),  # by hand: never overwritten
    Column("reader", Text, nullable=False, default=""),  # the list reader that worked there
    Column("newest", Date),
    Column("entries", Integer, nullable=False, default=0),
    Column("sweep", Integer),  # where it was last seen
    Column("first_sweep", Integer),  # where it was first seen
    Column("rhythm", Float),  # days between two days of publication, the median
    Column("dated", Integer),  # how many of its entries show a day
    UniqueConstraint("site", "url"),
)

sweep = Table(
    "sweep",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("night", Date, nullable=False),
    Column("number", Integer, nullable=False, default=1),  # of the night
    Column("as_of", Date, nullable=False),  # ages are counted to this day
    Column("token", String(32), nullable=False),  # Redis holds it too; gone there: rebuild
    Column("indicators", String(16), nullable=False),
    Column("rules_version", String(32), nullable=False),
    Column("sites", Text, nullable=False),  # identifiers, JSON
    Column("opened_at", _Instant, nullable=False),
    Column("closed_at", _Instant),
    Column("balanced", Boolean),
    Column("crashes", Integer, nullable=False, default=0),  # checks and pages that raised
    Column("closing_at", _Instant),  # from then on no worker writes in it
    Column("closing_by", Text, nullable=False, default=""),  # machine and process
    Column("refused", Integer, nullable=False, default=0),  # answers that came too late
    Column("seed", Text, nullable=False, default=""),  # that drew its sites; "": all of them
    Column("drawn_from", Integer, nullable=False, default=0),  # so many sites
    UniqueConstraint("night", "number"),
)

# The office's lists that a sweep was judged by: one that is gone the next time is missed.
rule_list = Table(
    "rule_list",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("rows", Integer, nullable=False),
)

# The latest lease of each queue that has written: what an earlier one writes is refused.
lease = Table(
    "lease",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("queue", Text, primary_key=True),
    Column("fence", BigInteger, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("site", String(10), nullable=False),
    Column("url", Text, nullable=False),
    Column("depth", Integer, nullable=False, default=0),
    Column("state", String(10), nullable=False),
    Column("reason", String(24), nullable=False, default=""),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0),
    Column("status", Integer),
    Column("elapsed", Float),
    Column("at", _Instant),
    Column("final_url", Text, nullable=False, default=""),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("body_hash", LargeBinary(16)),
    Column("kind", String(10), nullable=False, default=""),
    Column("facts", LargeBinary),  # the Page as msgpack, deflated, texts of blocks left out
    Column("facts_sweep", Integer),  # where the facts of an unchanged page stand
    Column("body", LargeBinary),  # deflated; kept only of pages with findings
    # What tells a date moved on an unchanged text, without unpacking the facts of two sweeps:
    Column("published", Date),
    Column("main_hash", LargeBinary(16)),
    Index("ix_page_sweep_site_state", "sweep", "site", "state"),
)

block = Table(
    "block",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),
    Column("text", Text, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("queue", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("state", String(12), nullable=False),  # a LinkStatus
    Column("cut", String(24), nullable=False, default=""),
    Column("failure", String(24), nullable=False, default=""),
    Column("http_status", Integer),
    Column("elapsed", Float),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0),
    Column("at", _Instant),
    Column("final_url", Text, nullable=False, default=""),
    Column("outside", LargeBinary),  # the OutsidePage as msgpack, where one was read
    Index("ix_link_sweep_queue_state", "sweep", "queue", "state"),
)

# Rows of pages and links of old sweeps, many in one: see `govsweep.store.folding_rows`.
folded = Table(
    "folded",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("kind", String(8), nullable=False),  # a folding_rows.FoldKind
    Column("site", String(10), nullable=False, default=""),  # of pages; links of all lie together
    Column("first", Integer, nullable=False),  # the oldest sweep of a row in it
    Column("last", Integer, nullable=False),  # until this one is let go, it is kept
    Column("count", Integer, nullable=False),  # of rows
    Column("rows", LargeBinary, nullable=False),
    Index("ix_folded_kind_site_first", "kind", "site", "first"),
)

# Hosts that are no registered site's, as sweeps saw them: a row each time that one turned.
outward_host = Table(
    "outward_host",
    metadata,
    Column("host", Text, primary_key=True),
    Column("sweep", Integer, primary_key=True),  # from which it has been what the row says
    Column("domain", Text, nullable=False),  # registrable
    Column("title", Text, nullable=False, default=""),
    Column("spam", Integer, nullable=False, default=0),  # OutsidePage.score
    Column("first_seen", Date, nullable=False),  # of the host, whatever it was
    Column("last_seen", Date, nullable=False),
    Column("turned", Date),  # the night; empty: it was so when it was seen first
    Column("facts", LargeBinary, nullable=False),  # the OutsidePage as msgpack
    Column("told_by", String(10), nullable=False, default=""),  # the site that tells of it
    Index("ix_outward_host_domain", "domain"),
)

# Hosts that may be counterfeits of registered sites, and how far they were followed up.
suspect = Table(
    "suspect",
    metadata,
    Column("host", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("name", Text, nullable=False, default=""),  # what it calls itself
    Column("site", String(10), nullable=False, default=""),  # the one that it imitates
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("stage", String(10), nullable=False),  # a suspects.Stage
    Column("found", Date, nullable=False),
    Column("changed", Date, nullable=False),  # from which day it stands in its stage
    Column("answered", Boolean),  # when it was asked last; empty: never
    Column("asked", Date),
)

# What was done about a suspect, step by step.
suspect_step = Table(
    "suspect_step",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("host", ForeignKey("suspect.host"), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("day", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("at", _Instant, nullable=False),
    Index("ix_suspect_step_host", "host"),
)

probe = Table(
    "probe",
    metadata,
    Column("site", String(10), primary_key=True),
    Column("at", _Instant, primary_key=True),
    Column("sweep", Integer),  # empty for the probe timer's own
    Column("url", Text, nullable=False),
    Column("elapsed", Float),
    Column("status", Integer),
    Column("failure", String(24), nullable=False, default=""),
    Column("certificate", Text),  # what is wrong with it; empty: not looked at
)

view = Table(
    "view",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("agent", String(24), primary_key=True),  # as whom the page was asked for, and which
    Column("facts", LargeBinary, nullable=False),  # the View as msgpack
)

home = Table(
    "home",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("seen", Boolean, nullable=False),
    Column("newest", Date),  # the day of the newest information on it
    Column("week", Text, nullable=False, default="[]"),  # visits and failures a day, JSON
    Column("survey", Text, nullable=False, default="[]"),  # what samples of its pages say, JSON
    Column("letters", Text, nullable=False, default="[]"),  # as the site publishes them, JSON
    Column("access", Text, nullable=False, default=""),  # a SiteAccess as JSON; "": not looked at
    Column("ipv6", Text, nullable=False, default=""),  # an Ipv6 as JSON
    Column("duties", Text, nullable=False, default=""),  # a SiteDuties as JSON; "": not looked at
    Column("baseline", Text, nullable=False, default=""),  # a HomeBaseline as JSON; "": not known
    # Survey, letters, access, ipv6 and duties, deflated; where it is there, they are empty.
    Column("packed", LargeBinary),
)

# How many characters a sweep read on a site, each text once: what an error rate is a share of.
character_count = Table(
    "character_count",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("characters", BigInteger, nullable=False),
)

# What a sweep brought from each site: a later one that brings far less has seen nothing.
sweep_yield = Table(
    "sweep_yield",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("home", Boolean, nullable=False),  # whether its home page was read
    Column("known", Integer, nullable=False),  # pages that were found
    Column("pages", Integer, nullable=False),  # of these, read
    Column("left", Integer, nullable=False),  # not asked for: the sweep had to end
    Column("columns", Integer, nullable=False),
    Column("dated", Integer, nullable=False),  # pages with a day of publication
)

finding = Table(
    "finding",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("check", String(32), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("certainty", String(10), nullable=False),
    Column("site", String(10), nullable=False),
    Column("owner", Text, nullable=False, default=""),
    Column("url", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("column", Text, nullable=False, default=""),
    Column("message", Text, nullable=False),
    Column("quote", Text, nullable=False, default=""),
    Column("before", Text, nullable=False, default=""),
    Column("after", Text, nullable=False, default=""),
    Column("suggestion", Text, nullable=False, default=""),
    Column("clause", Text, nullable=False, default=""),
    Column("variant", String(16), nullable=False, default=""),
    Column("state", String(10), nullable=False),
    Column("held", Text),
    Column("rule_version", String(32), nullable=False),
    Column("sightings", Integer, nullable=False, default=1),  # of its newest sweep
    Column("first_seen", _Instant, nullable=False),
    Column("last_seen", _Instant, nullable=False),
    Column("first_sweep", Integer, nullable=False),
    Column("sweep", Integer, nullable=False),  # where it was last seen
    Column("fixed_at", _Instant),
    Column("fixed_sweep", Integer),  # empty where it was looked at apart from any sweep
    Column("relapses", Integer, nullable=False, default=0),
    Column("rule", Text, nullable=False, default=""),  # the word rule that made it, if one did
    Column("changed_at", _Instant),  # decided on, notified, held or released
    Column("until", Date),  # a dismissal's last day; empty: for good
    Column("due", Date),  # by when a notice wants it rectified
    Column("told", String(10)),  # the state that other systems were last told of
    Column("hold", BigInteger),  # the hold that keeps it back
    Column("judged", String(10)),  # the certainty that its check gave it; a decision may differ
    Column("withdrawn_sweep", Integer),  # in which its rule took it back
    Column("part_of", String(32), nullable=False, default=""),  # the finding that owns its cause
    Index("ix_finding_site_state", "site", "state"),
)

sighting = Table(
    "sighting",
    metadata,
    Column("finding", ForeignKey("finding.id"), primary_key=True),
    Column("sweep", Integer, primary_key=True),
    Column("page", LargeBinary(16), primary_key=True),  # fingerprint of the address
    Column("url", Text, nullable=False),
    Column("quote", Text, nullable=False, default=""),
    Column("before", Text, nullable=False, default=""),
    Column("after", Text, nullable=False, default=""),
    Index("ix_sighting_sweep_page", "sweep", "page"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("state", String(12), primary_key=True),  # a PageState, or "known" for the sum
    Column("reason", String(24), primary_key=True),
    Column("count", Integer, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("finding", String(32), nullable=False),  # the one that was decided on
    Column("verdict", String(10), nullable=False),  # a lifecycle.DecisionKind
    Column("scope", String(10), nullable=False),  # a lifecycle.DecisionScope: how far it reaches
    Column("site", String(10), nullable=False),
    Column("check", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("rule", Text, nullable=False, default=""),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", _Instant, nullable=False),
    Column("until", Date),
    Column("revoked_at", _Instant),
    Index("ix_decision_check_subject", "check", "subject"),
    Index("ix_decision_finding", "finding"),
)

notice = Table(
    "notice",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("number", Text, nullable=False, unique=True),  # as it is printed
    Column("site", String(10), nullable=False),
    Column("owner", Text, nullable=False),
    Column("issued_at", _Instant, nullable=False),
    Column("day", Date, nullable=False),  # the day it was issued on
    Column("due", Date, nullable=False),
)

notice_finding = Table(
    "notice_finding",
    metadata,
    Column("notice", ForeignKey("notice.id"), primary_key=True),
    Column("finding", String(32), primary_key=True),
)

# What the office did about a notice after it was issued.
notice_step = Table(
    "notice_step",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("notice", ForeignKey("notice.id"), nullable=False),
    Column("at", _Instant, nullable=False),
    Column("kind", String(10), nullable=False),  # a lifecycle.StepKind
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("due", Date),
    Index("ix_notice_step_notice", "notice"),
)

# What a unit answered to the lines of a notice, the newest of a line holds.
notice_answer = Table(
    "notice_answer",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("notice", ForeignKey("notice.id"), nullable=False),
    Column("finding", String(32), nullable=False),
    Column("at", _Instant, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", String(10), nullable=False),  # a lifecycle.AnswerKind
    Column("words", Text, nullable=False, default=""),
    Column("wants_recheck", Boolean, nullable=False, default=False),
    Index("ix_notice_answer_notice", "notice"),
    Index("ix_notice_answer_finding", "finding"),
)

# Files that units enclosed; they are kept as they came, and only ever handed out to be saved.
enclosure = Table(
    "enclosure",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("notice", ForeignKey("notice.id"), nullable=False),
    Column("at", _Instant, nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(8), nullable=False),  # an enclosures.FileKind, told from its bytes
    Column("digest", String(64), nullable=False),  # SHA-256
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_enclosure_notice", "notice"),
)

# What was said on the wire to an address that failed, or on whose page something was found.
exchange = Table(
    "exchange",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("at", _Instant, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("failure", String(24), nullable=False, default=""),
    Column("status", Integer),
    Column("elapsed", Float),
    Column("heads", LargeBinary, nullable=False),  # msgpack, deflated
)

# What became of a finding that was looked at apart from any sweep.
recheck = Table(
    "recheck",
    metadata,
    Column("finding", String(32), primary_key=True),
    Column("at", _Instant, primary_key=True),
    Column("state", String(10), nullable=False),
)

# What papers print of a sweep, as it was known when it was closed or judged again.
freeze = Table(
    "freeze",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("sweep", ForeignKey("sweep.id"), nullable=False),
    Column("day", Date, nullable=False),  # from the end of which it holds
    Column("at", _Instant, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Index("ix_freeze_day", "day"),
)

# How often each rule spoke on a site in a sweep: the band that hold-back compares with.
tally = Table(
    "tally",
    metadata,
    Column("sweep", ForeignKey("sweep.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("check", String(32), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("findings", Integer, nullable=False),
    Column("fresh", Integer, nullable=False, default=0),  # of these, told to nobody before
)

hold = Table(
    "hold",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("check", String(32), nullable=False),
    Column("rule", Text, nullable=False, default=""),
    Column("site", String(10), nullable=False, default=""),  # empty: the whole city
    Column("reason", Text, nullable=False),
    Column("rule_version", String(32), nullable=False),
    Column("sweep", Integer, nullable=False),
    Column("at", _Instant, nullable=False),
    Column("released_at", _Instant),
    Index("ix_hold_check_rule", "check", "rule"),
)

# The outbox: what other systems are to be told, written with the change itself.
event = Table(
    "event",
    metadata,
    Column("sequence", _Id, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", String(24), nullable=False),
    Column("at", _Instant, nullable=False),
    Column("finding", String(32)),
    Column("sweep", Integer),
    Column("body", Text, nullable=False),  # JSON
)

delivery = Table(
    "delivery",
    metadata,
    Column("event", ForeignKey("event.id"), primary_key=True),
    Column("receiver", String(64), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("since", _Instant, nullable=False),  # when it was queued, or asked for again
    Column("due", _Instant, nullable=False),
    Column("at", _Instant),  # of the last try
    Column("answer", Text, nullable=False, default=""),
    Index("ix_delivery_receiver_state_due", "receiver", "state", "due"),
)

# Who may log in to the pages. Accounts are disabled and never deleted: the audit names them.
account = Table(
    "account",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("role", String(10), nullable=False),  # an accounts.Role
    Column("password", Text, nullable=False),  # Argon2's own words
    Column("made_at", _Instant, nullable=False),
    Column("disabled_at", _Instant),
)

account_site = Table(
    "account_site",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
)

# Known by the hash of its cookie: who reads the database cannot go on in anybody's name.
web_session = Table(
    "web_session",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("opened_at", _Instant, nullable=False),
    Column("ends_at", _Instant, nullable=False),
    Column("address", Text, nullable=False, default=""),
)

login_failure = Table(
    "login_failure",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False),
    Column("address", Text, nullable=False),
    Column("at", _Instant, nullable=False),
    Index("ix_login_failure_at", "at"),
)

# Who did what; triggers refuse to change or to delete a row.
audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("at", _Instant, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False, default=""),  # empty: at the command line
    Column("address", Text, nullable=False, default=""),
    Column("act", String(20), nullable=False),  # an accounts.AuditAct
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("before", Text, nullable=False, default="{}"),  # JSON
    Column("after", Text, nullable=False, default="{}"),
)

# The full-text index. Texts are numbered as they come; see `govsweep.fulltext.postings`.
searched_text = Table(
    "searched_text",
    metadata,
    Column("number", _Id, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(16), nullable=False, unique=True),
)

posting = Table(
    "posting",
    metadata,
    Column("key", _Id, primary_key=True, autoincrement=False),  # a chunk of texts, and a gram
    Column("texts", LargeBinary, nullable=False),
)

# The texts of each site's pages as they were read last.
searched_site = Table(
    "searched_site",
    metadata,
    Column("site", String(10), primary_key=True),
    Column("sweep", Integer, nullable=False),  # up to which the index knows the site
    Column("pages", LargeBinary, nullable=False),
)

# Words that the office has looked for, until they are ended.
standing_order = Table(
    "standing_order",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("words", Text, nullable=False),
    Column("right", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("certain", Boolean, nullable=False, default=False),
    Column("by", Text, nullable=False),
    Column("at", _Instant, nullable=False),
    Column("ended_at", _Instant),
    Column("ended_by", Text, nullable=False, default=""),
)

# What somebody asks of the machine on a page, each to be done in a process of its own.
job = Table(
    "job",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("kind", String(10), nullable=False),  # a jobs.JobKind
    Column("subject", Text, nullable=False, default=""),
    Column("by", Text, nullable=False),
    Column("at", _Instant, nullable=False),
    Column("state", String(10), nullable=False),  # a jobs.JobState
    Column("runner", Text, nullable=False, default=""),  # the machine that took it
    Column("started_at", _Instant),
    Column("ended_at", _Instant),
    Column("told", Text, nullable=False, default=""),
    Column("alive_at", _Instant),  # when its runner last said that it runs it
    Index("ix_job_kind_state", "kind", "state"),
)

# Whose bundles are taken in, each by its public key.
bundle_sender = Table(
    "bundle_sender",
    metadata,
    Column("key", String(44), primary_key=True),
    Column("place", Integer, nullable=False),  # in the office's list
    Column("name", Text, nullable=False),
    Column("since", Date),
    Column("until", Date),
)

# What other levels sent: the last of each sender and period.
bundle = Table(
    "bundle",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("sender", Text, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("exported_at", _Instant, nullable=False),
    Column("imported_at", _Instant, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of the file
    Column("manifest", Text, nullable=False),  # JSON
    Column("figures", Text, nullable=False),
    UniqueConstraint("sender", "begins", "ends"),
)

bundle_site = Table(
    "bundle_site",
    metadata,
    Column("bundle", ForeignKey("bundle.id"), primary_key=True),
    Column("site", String(10), primary_key=True),
    Column("facts", Text, nullable=False),  # JSON
)

bundle_account = Table(
    "bundle_account",
    metadata,
    Column("bundle", ForeignKey("bundle.id"), primary_key=True),
    Column("account", String(10), primary_key=True),
    Column("facts", Text, nullable=False),  # JSON
)

bundle_finding = Table(
    "bundle_finding",
    metadata,
    Column("bundle", ForeignKey("bundle.id"), primary_key=True),
    Column("finding", String(32), primary_key=True),
    Column("facts", Text, nullable=False),  # JSON
)

# What reviewers said of a sample of what others sent; it outlives the bundle that it is of.
bundle_review = Table(
    "bundle_review",
    metadata,
    Column("sender", Text, primary_key=True),
    Column("begins", Date, primary_key=True),
    Column("ends", Date, primary_key=True),
    Column("item", String(32), primary_key=True),  # a finding's id or a site's identifier
    Column("verdict", String(10), nullable=False),  # a bundles.Verdict
    Column("note", Text, nullable=False, default=""),
    Column("by", Text, nullable=False),
    Column("at", _Instant, nullable=False),
)
