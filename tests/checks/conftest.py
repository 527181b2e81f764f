"""What several checks are asked about."""

from collections.abc import Callable

import pytest

from govsweep.facts import Context, Link, LinkStatus, TargetKind


@pytest.fixture
def a_link(a_context: Callable[..., Context]) -> Callable[..., Link]:
    """A target that answers with 404, unless told otherwise."""

    def make(kind: TargetKind, status: LinkStatus = LinkStatus.DEAD) -> Link:
        return Link(
            target="http://www.qinghe.gov.cn/gone",
            kind=kind,
            status=status,
            context=a_context(),
            http_status=404,
        )

    return make
