"""People who work in the browser: their roles and passwords, and what is written down of acts.

Pure: rows of accounts, sessions and the audit stand in the store, forms and cookies in the web.
"""

from govsweep.accounts.audit import Actor, AuditAct, AuditEntry
from govsweep.accounts.people import ROLE_NAMES, Account, Role, account_name
from govsweep.accounts.throttle import WINDOW, wait_after

__all__ = [
    "ROLE_NAMES",
    "WINDOW",
    "Account",
    "Actor",
    "AuditAct",
    "AuditEntry",
    "Role",
    "account_name",
    "wait_after",
]
