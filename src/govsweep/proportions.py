"""Shares of what was counted, and how sure they are."""

import math

_Z = 1.96  # of an interval of 95 %


def interval(part: int, whole: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share; None where nothing was counted."""
    if not whole:
        return None
    share = part / whole
    middle = share + _Z * _Z / (2 * whole)
    spread = _Z * math.sqrt(share * (1 - share) / whole + _Z * _Z / (4 * whole * whole))
    scale = 1 + _Z * _Z / whole
    return round(max(0.0, (middle - spread) / scale), 4), round((middle + spread) / scale, 4)
