"""People, their sessions, and the audit of what everybody did."""

from govsweep.store import account_rows, audit_rows, session_rows
from govsweep.store.repository import Reads, Repository, Writes


class AccountRepository(Repository):
    """Who may log in."""

    all = Reads(account_rows.accounts)
    any = Reads(account_rows.any_account)
    get = Reads(account_rows.account_of)
    add = Writes(account_rows.add_account)
    set_password = Writes(account_rows.set_password)
    set_disabled = Writes(account_rows.set_disabled)


class SessionRepository(Repository):
    """Who is logged in."""

    open = Writes(session_rows.open_session)
    account = Reads(session_rows.session_account)
    close = Writes(session_rows.close_session)
    failures = Reads(session_rows.failures)
    add_failure = Writes(session_rows.add_failure)


class AuditRepository(Repository):
    """What everybody did: it can be added to and read, and nothing else."""

    entries = Reads(audit_rows.entries)
    get = Reads(audit_rows.entry_of)
    newest = Reads(audit_rows.newest_entry)
    doing = Writes(audit_rows.record_doing)
