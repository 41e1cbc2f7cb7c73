"""A project's visits are of its services and communities, in its period, within its budget."""

from __future__ import annotations

from matcher.arrays import FOREVER, Arrays
from matcher.kernel import kernel


@kernel
def project_bounds(arrays: Arrays, need: int) -> tuple[int, int]:
    """Give the first start and the last end that the need's project permits."""
    row = arrays.need[need]
    if row.project < 0:
        return -FOREVER, FOREVER
    if not row.permitted:
        return FOREVER, -FOREVER
    return arrays.project[row.project].start, arrays.project[row.project].end


@kernel
def member_pay(arrays: Arrays, shift: int, minutes: int) -> int:
    """Give what a project pays for the service of one member, in fen rounded up."""
    cost = arrays.helper[arrays.shift[shift].helper].cost_per_hour * minutes
    fen: int = (cost + 59) // 60
    return fen
