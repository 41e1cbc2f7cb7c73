"""A mixed-integer programme solved in a process of its own.

The solver holds the interpreter's lock and hears no stop request. Such a process can be ended, and
others work meanwhile. This file is also what that process runs, so it uses nothing of ours.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Vector = NDArray[np.float64]
Matrix = csr_array[np.float64, tuple[int, int]]

SOLVED, NONE = 0, 2
"""Outcomes of `scipy.optimize.milp`."""

MOMENT = 0.05
"""Seconds between two looks at the stop request."""


class Programme(NamedTuple):
    """A mixed-integer programme: the least cost within bounds on sums.

    Attributes
    ----------
    cost, high : array of float, shape (variables,)
        Variables are 0 or more, and no more than `high`.
    whole : array of int, shape (variables,)
        1 for those that are whole numbers, 0 for others.
    matrix : sparse array, shape (rows, variables)
    least, most : array of float, shape (rows,)
        Bounds of the rows' sums.
    """

    cost: Vector
    high: Vector
    whole: NDArray[np.int64]
    matrix: Matrix
    least: Vector
    most: Vector


def solve(programme: Programme, seconds: float) -> tuple[float, bool, Vector]:
    """Give a bound on the least cost, whether it is that, and the values of the best found.

    The bound is infinite where nothing fits; there are no values where nothing was found.
    """
    found: Any = milp(
        programme.cost,
        integrality=programme.whole,
        bounds=Bounds(np.zeros_like(programme.high), programme.high),
        constraints=LinearConstraint(programme.matrix, programme.least, programme.most),
        # Presolving takes minutes for what the rest does in a second, and does not heed the clock.
        options={"presolve": False, "mip_rel_gap": 0.0, "time_limit": seconds},
    )
    values = np.zeros(0) if found.x is None else found.x
    if found.status == NONE:
        return np.inf, True, values
    bound = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
    return bound, found.status == SOLVED, values


def solve_apart(
    programme: Programme, seconds: float, stop: Callable[[], bool]
) -> tuple[float, bool, Vector]:
    """Solve in another process, which ends when asked to; see `solve`."""
    with TemporaryFile() as request:
        pickle.dump((tuple(programme), seconds), request)
        request.seek(0)
        command = [sys.executable, "-P", __file__]
        with subprocess.Popen(command, stdin=request, stdout=subprocess.PIPE) as process:
            while not stop():
                try:
                    answer, _ = process.communicate(timeout=MOMENT)
                except subprocess.TimeoutExpired:
                    continue
                return _read(answer)
            process.kill()
    return _read(b"")


def _read(answer: bytes) -> tuple[float, bool, Vector]:
    """Read an answer; a process that was ended has found nothing."""
    if not answer:
        return -np.inf, False, np.zeros(0)
    bound, solved, values = pickle.loads(answer)  # noqa: S301 (our own process wrote it)
    return bound, solved, values


if __name__ == "__main__":
    fields, limit = pickle.load(sys.stdin.buffer)  # noqa: S301 (our own process wrote it)
    sys.stdout.buffer.write(pickle.dumps(solve(Programme(*fields), limit)))
