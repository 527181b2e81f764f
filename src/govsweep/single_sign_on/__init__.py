"""Single sign-on by OpenID Connect: somebody else's server says who comes; what they may do, ours.

An extra (`govsweep[sso]`): without it everything else works, and the settings that ask for it are
refused in words. Only the authorization code flow with PKCE, the one that browsers need.
"""

from govsweep.single_sign_on.errors import NotSignedOnError, ProviderAwayError
from govsweep.single_sign_on.flow import BACK, Identity, Leaving, SignOn, sign_on
from govsweep.single_sign_on.provider import Provider, ProviderState

__all__ = [
    "BACK",
    "Identity",
    "Leaving",
    "NotSignedOnError",
    "Provider",
    "ProviderAwayError",
    "ProviderState",
    "SignOn",
    "sign_on",
]
