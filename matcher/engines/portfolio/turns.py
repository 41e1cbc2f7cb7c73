"""In which order parts are solved, by how many workers, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Turn(NamedTuple):
    """One part's go at the machine."""

    part: int
    size: int
    workers: int


def turns_of(sizes: Sequence[int], workers: int) -> list[Turn]:
    """Give each part its workers, in the order of the turns.

    Small parts have one worker each and run at the same time, like sizes side by side. A part
    larger than one worker's share of the whole has all workers to itself, and so have the largest
    of the small that would leave some worker idle. The smallest go first: time that they save by
    a proof is left to the larger.
    """
    order = sorted(range(len(sizes)), key=lambda part: sizes[part])
    small = sum(size * workers <= sum(sizes) for size in sizes)
    side_by_side = small - small % workers
    return [
        Turn(part, sizes[part], 1 if place < side_by_side else workers)
        for place, part in enumerate(order)
    ]


def fair_share(waiting: Sequence[Turn], workers: int, left: float) -> float:
    """Give the seconds for the first of the turns that wait.

    Parameters
    ----------
    waiting : sequence of Turn
    workers : int
        All there are.
    left : float
        Seconds of processors that nobody uses yet.
    """
    alone = sum(turn.size for turn in waiting if turn.workers > 1)
    small = [turn.size for turn in waiting if turn.workers == 1]
    # While the last of the small are at work, other workers may have to wait for them.
    beside = max(sum(small), workers * max(small, default=0))
    first = waiting[0]
    return left / (alone + beside) * first.size / first.workers
