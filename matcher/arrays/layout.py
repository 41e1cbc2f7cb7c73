"""A scenario as tables of numbers: what engines, rules and terms work on.

Positions: a *need* is one row of the scenario's needs; its *visits* (occurrences) are contiguous;
a *role* is one row of a need's effective roles; a *member* is one place in the crew of one visit
(a role with a count of two gives two members a visit); an *ask* is one effective resource line of
one visit; a *draw* is one (ask, resource) that an allocation may use; a *rest* is a break of a
shift. A pair of fields `x_first`, `x_stop` delimits the rows of table `x`, or of the flat list
`link`, that belong to a row. All figures are 64 bits wide; times are minutes from the horizon's
start; flags are 0 and 1.

Each table is one structured array: a kernel is handed a few pointers instead of two hundred.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.kernel import by_reference
from matcher.travel import Travel

Ints = NDArray[np.int64]
SmallInts = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Table = NDArray[np.void]

FOREVER = 1 << 40
"""Stands for no limit in minutes, days or counts."""


def record(integers: str, floats: str = "") -> np.dtype[np.void]:
    """Make a row type from names in one string."""
    fields: list[Any] = [(name, np.int64) for name in integers.split()]
    fields += [(name, np.float64) for name in floats.split()]
    return np.dtype(fields)


HELPER = record(
    "kind profile home gender everywhere day_limit week_limit cost_per_hour absent shift_first"
    " shift_stop",
    "radius",
)
"""`kind` and `gender` are positions in `HelperKind` and (none, female, male); `home` a location or
-1; `absent`: chance of not turning up, in thousandths; `radius` metres, NaN where it does not
decide."""

SHIFT = record(
    "helper profile start end latest origin target max_visits day rest_first rest_stop"
    " need_first need_stop"
)
"""`latest`: end plus overtime permitted; `start` and `latest` are cut to the horizon; `origin`,
`target`: locations; `need`: links to the needs it is a candidate for."""

REST = record("start end minutes mandatory")

NEED = record(
    "service community location minutes weight due gender gender_required language_required"
    " distinct max_helpers recurs min_gap max_gap last_day has_history project permitted"
    " window_first window_stop role_first role_stop visit_first visit_stop line_first line_stop"
    " after_first after_stop before_first before_stop history_first history_stop"
)
"""`location` -1 only where nobody travels; `weight` of its priority; `last_day` of the history,
negative; `permitted`: its project permits it; `after`, `before`: links to needs; `history`: links
to helpers."""

WINDOW = record("start end bounds cost max_late")
"""`max_late` 0 for a hard window."""

ROLE = record("need count minutes lag_min lag_max candidate_first candidate_stop")
"""Lags count from the previous role's start; 0 and 0 together."""

VISIT = record(
    "need occurrence member_first member_stop ask_first ask_stop"
    " pinned pin_start pin_first pin_stop"
    " published_start published_weight published_first published_stop"
)
"""`pin_start`, `published_start`: -1 for none; `pin`, `published`: links to helpers."""

MEMBER = record("visit role location minutes")
LINE = record("quantity whole hold venue")
"""`whole`: all or none; `hold` minutes, -1 until the visit ends; `venue`: from one resource."""

ASK = record("visit line draw_first draw_stop")
DRAW = record("visit ask resource")
RESOURCE = record("quantity consumed interval_first interval_stop draw_first draw_stop")
"""`consumed`: goods and funds are used up, others come back; `draw`: links to draws."""

INTERVAL = record("start end")
PROJECT = record("budget start end")
CANDIDATE = record("shift wishes tier")
"""By role, then shift; `wishes` not kept (term `preferences`), `tier` (term `tier`)."""

TERM = record("level weight", "factor")
"""In the order of `TermName`; `level` -1 where it does not count; `factor`: weight times a scale
that keeps levels apart, for comparing small steps."""


@by_reference
class Arrays(NamedTuple):
    """Everything a kernel needs; see the row types of this module."""

    horizon: int
    days: int
    weeks: int
    route_room: int
    """Most stops any route can have."""
    communities: int
    levels: int
    helper: Table
    shift: Table
    rest: Table
    need: Table
    window: Table
    role: Table
    visit: Table
    member: Table
    line: Table
    ask: Table
    draw: Table
    resource: Table
    interval: Table
    project: Table
    candidate: Table
    term: Table
    link: Ints
    near: Ints
    """Shape (needs, k): other needs, nearest first; padded with -1."""
    travel: Travel


def table(row_type: np.dtype[np.void], rows: int, /, **columns: object) -> Table:
    """Make a table from its columns.

    Raises
    ------
    ValueError
        If a column is missing or unknown.
    """
    if set(columns) != set(row_type.names or ()):
        raise ValueError(f"columns differ: {sorted(set(columns) ^ set(row_type.names or ()))}")
    made = np.zeros(rows, row_type)
    for name, values in columns.items():
        made[name] = values
    return made
