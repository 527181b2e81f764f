"""Why nobody is signed on."""

from govsweep.errors import GovsweepError, ServiceError


class NotSignedOnError(GovsweepError):
    """What came back does not say who somebody is; `counts` as a wrong password does."""

    def __init__(self, told: str, *, counts: bool = True) -> None:
        super().__init__(told)
        self.counts = counts


class ProviderAwayError(ServiceError):
    """The provider does not answer, or not as OpenID Connect has it."""
