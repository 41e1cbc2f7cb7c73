"""Service and travel of one day, and of one week, stay within the helper's limits."""

from __future__ import annotations

from matcher.arrays import Arrays, Ints
from matcher.kernel import kernel


@kernel
def room_to_work(arrays: Arrays, worked: Ints, shift: int) -> int:
    """Give how many more minutes of service and travel a shift may take.

    Parameters
    ----------
    arrays : Arrays
    worked : array of int, shape (shifts,)
        Minutes of service and travel of each shift.
    shift : int
    """
    helper, day = arrays.shift[shift].helper, arrays.shift[shift].day
    row = arrays.helper[helper]
    day_room, week_room = row.day_limit, row.week_limit
    for other in range(row.shift_first, row.shift_stop):
        if arrays.shift[other].day == day:
            day_room -= worked[other]
        if arrays.shift[other].day // 7 == day // 7:
            week_room -= worked[other]
    room: int = min(day_room, week_room)
    return room
