"""Who may do what: every address of the pages and the API, and the roles that may use it.

An address that is not named here answers nobody; a test holds it against the routes there are.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from govsweep.accounts import Role

_SEGMENT = re.compile(r"\{\w+\}")
ALL = frozenset(Role)
WHOLE_CITY = ALL - {Role.CONTACT}
OFFICE = frozenset({Role.ADMIN, Role.REVIEWER})
ADMIN = frozenset({Role.ADMIN})


class AccessRule(NamedTuple):
    """A method on addresses of one form, and who may use it; nobody needs to log in for `open`."""

    method: str
    form: str  # as the routes write it
    roles: frozenset[Role]
    open: bool = False
    own_body: bool = False  # not a form: the route itself reads what is sent, and limits it
    files: bool = False  # its form may enclose a file

    @property
    def pattern(self) -> re.Pattern[str]:
        """What addresses of the form look like."""
        return re.compile(
            _SEGMENT.sub("[^/]+", re.escape(self.form).replace("\\{", "{").replace("\\}", "}"))
        )


def _of(roles: frozenset[Role], method: str, *forms: str, **body: bool) -> list[AccessRule]:
    return [AccessRule(method, form, roles, **body) for form in forms]


ADDRESSES = (
    *_of(ALL, "GET", "/login", "/assets/{name}", open=True),
    *_of(ALL, "GET", "/login/sso", "/login/sso/back", "/logout/sso", open=True),
    *_of(ALL, "POST", "/login", open=True),
    *_of(ALL, "POST", "/logout", "/account/password"),
    *_of(ALL, "GET", "/account"),
    # A contact is shown these of its own sites alone: its store is narrowed, see `Store.scoped`.
    *_of(ALL, "GET", "/", "/sites", "/sites/{identifier}", "/sites/{identifier}/columns/{key}"),
    *_of(
        ALL,
        "GET",
        "/columns",
        "/findings",
        "/findings/{key}",
        "/findings/{key}/page",
        "/findings/{key}/page.png",
        "/api",
        "/openapi.json",
    ),
    *_of(ALL, "GET", "/api/v1/overview", "/api/v1/sites", "/api/v1/sites/{identifier}"),
    *_of(ALL, "GET", "/api/v1/sites/{identifier}/columns/{column}", "/api/v1/columns"),
    *_of(ALL, "GET", "/api/v1/findings", "/api/v1/findings/{finding}"),
    *_of(ALL, "GET", "/api/v1/checks", "/api/v1/checks/{code}", "/api/v1/search"),
    *_of(ALL, "GET", "/search", "/search.csv", "/search.xlsx"),
    *_of(ALL, "POST", "/api/v1/proofread", "/api/v1/proofread/marked", own_body=True),
    *_of(ALL, "GET", "/proofread"),
    *_of(ALL, "POST", "/proofread", files=True),
    *_of(ALL, "GET", "/media", "/media/{identifier}", "/api/v1/media"),
    *_of(OFFICE, "POST", "/media", files=True),
    *_of(OFFICE, "POST", "/media/{identifier}/status", "/media/{identifier}/remove"),
    *_of(OFFICE, "POST", "/api/v1/posts", own_body=True),  # and by the token for posts
    *_of(WHOLE_CITY, "GET", "/sweeps", "/sweeps/{number}", "/reports/{name}"),
    *_of(WHOLE_CITY, "GET", "/api/v1/sweeps", "/api/v1/sweeps/{number}"),
    *_of(WHOLE_CITY, "GET", "/api/v1/sweeps/{number}/ledger"),
    *_of(WHOLE_CITY, "GET", "/findings/{key}/evidence.zip"),
    *_of(WHOLE_CITY, "GET", "/queue", "/queue/news"),
    *_of(OFFICE, "POST", "/queue/acts", "/queue/acts/{number}/undo"),
    *_of(OFFICE, "POST", "/queue/notices", "/queue/notices/issue"),
    *_of(ALL, "GET", "/notices", "/notices/{number}", "/notices/{number}/notice.docx"),
    *_of(ALL, "GET", "/notices/{number}/files/{file}"),
    *_of(WHOLE_CITY, "GET", "/ledgers/problems.xlsx", "/ledgers/trends.xlsx"),
    *_of(WHOLE_CITY, "GET", "/ledgers/notices.xlsx", "/ledgers/notices.zip"),
    *_of(WHOLE_CITY, "GET", "/running", "/running/events"),
    *_of(WHOLE_CITY, "GET", "/trends", "/brief"),
    *_of(OFFICE, "GET", "/trial", "/trial/{trial}", "/trial/{trial}/events"),
    *_of(OFFICE, "POST", "/trial", files=True),
    *_of(OFFICE, "POST", "/lists/{lexicon}/trial"),
    *_of(OFFICE, "POST", "/findings/{key}/recheck", "/notices/recheck"),
    *_of(OFFICE, "GET", "/findings/{key}/recheck/events", "/notices/recheck/events"),
    *_of(ALL, "GET", "/appeals"),
    *_of(OFFICE | {Role.CONTACT}, "POST", "/findings/{key}/appeal"),
    *_of(OFFICE, "POST", "/appeals/{number}/accept", "/appeals/{number}/reject"),
    *_of(ADMIN, "POST", "/running/start", "/running/stop"),
    *_of(WHOLE_CITY, "GET", "/orders", "/duties", "/bundles"),
    *_of(OFFICE, "POST", "/duties", "/bundles", "/bundles/verdicts", files=True),
    *_of(OFFICE, "GET", "/bundles/sample.csv"),
    *_of(OFFICE, "POST", "/bundles/confirm"),
    *_of(ADMIN, "POST", "/bundles/{number}/withdraw"),
    *_of(ADMIN, "POST", "/bundles/senders", files=True),
    *_of(OFFICE, "POST", "/orders", "/orders/{number}/end"),
    *_of(WHOLE_CITY, "GET", "/suspects", "/api/v1/suspects"),
    *_of(OFFICE, "POST", "/suspects", files=True),
    *_of(OFFICE, "POST", "/suspects/{name}/stage"),
    *_of(OFFICE, "POST", *(f"/notices/{{number}}/{act}" for act in ("remind", "extend", "close"))),
    *_of(OFFICE | {Role.CONTACT}, "POST", "/notices/{number}/answers", files=True),
    *_of(OFFICE, "GET", "/audit", "/audit.csv", "/health"),
    *_of(ADMIN, "GET", "/register", "/register/history", "/register/sites/{identifier}"),
    *_of(ADMIN, "POST", "/register/sites", "/register/columns", files=True),
    *_of(ADMIN, "GET", "/register/site", "/register/column"),
    *_of(ADMIN, "POST", "/register/site", "/register/column"),
    *_of(ADMIN, "POST", "/register/confirm", "/register/sites/{identifier}", "/register/undo"),
    *_of(ADMIN, "GET", "/people"),
    *_of(ADMIN, "GET", "/office", "/office/history", "/office/{section}"),
    *_of(ADMIN, "POST", "/office/{section}", "/office/{section}/confirm"),
    *_of(
        OFFICE, "GET", "/lists", "/lists/history", "/lists/{lexicon}", "/lists/{lexicon}/table.csv"
    ),
    *_of(OFFICE, "GET", "/lists/{lexicon}/row", "/lists/{lexicon}/rows/{line}"),
    *_of(OFFICE, "POST", "/lists/{lexicon}/row", "/lists/{lexicon}/rows/{line}"),
    *_of(OFFICE, "POST", "/lists/{lexicon}/rows/{line}/delete", "/lists/{lexicon}/confirm"),
    *_of(OFFICE, "POST", "/lists/{lexicon}/import", files=True),
)
_PATTERNS: Mapping[AccessRule, re.Pattern[str]] = {one: one.pattern for one in ADDRESSES}


def addresses_at(path: str) -> list[AccessRule]:
    """What is known of a path, whatever the method."""
    return [one for one, pattern in _PATTERNS.items() if pattern.fullmatch(path)]


def may(role: Role, method: str, path: str) -> bool:
    """Whether a role may do that there."""
    return any(one.method == method and role in one.roles for one in addresses_at(path))
