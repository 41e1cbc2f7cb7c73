"""A county's week: each volunteer serves at most one need, near home, in a half-day of both.

The synthetic set's county, said in the public model: a half-day in which a volunteer is free is a
shift of one visit, and a weekly limit admits one visit. Its value of a pair is
1000 x weight - 13 x km; in metres there and back that is one metre against 200,000 for a weight
of one.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Figures, Options, Stopwatch, peak_megabytes, plan_figures, sizes
from benchmarks.shared import data
from matcher.collector import collector_at_rest
from matcher.model import (
    Community,
    Helper,
    HelperKind,
    Limits,
    Mode,
    ModeSettings,
    Need,
    Objective,
    Place,
    Plan,
    Policy,
    Role,
    Scenario,
    Service,
    Shift,
    SkillLevel,
    Term,
    TermName,
    TravelSettings,
    Window,
    WindowBounds,
)
from matcher.solve import solve

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HALF_DAYS = tuple(
    (1440 * day + start, 1440 * day + start + 240) for day in range(7) for start in (480, 780, 1020)
)
SKILLS = tuple(SkillLevel(skill=f"skill-{bit}") for bit in range(12))
VISIT_MINUTES = 120
ONE_VISIT = 2 * VISIT_MINUTES - 1
"""Minutes a week that admit one visit with its way, and not two."""

CENTRE = np.radians((31.0, 114.0))
KM_PER_RADIAN = 6371.0 * 0.99996
"""A little short of the sphere's, so that on no part of the map a place looks nearer than it is."""

POLICY = Policy(
    objective=Objective.WEIGHTED_SUM,
    terms=(
        Term(name=TermName.COVERAGE, level=1, weight=200_000),
        Term(name=TermName.TRAVEL_DISTANCE, level=1),
    ),
)


class County(NamedTuple):
    """The set's arrays: places in km, bit masks of skills and half-days, radii in km."""

    vol_xy: NDArray[np.float32]
    need_xy: NDArray[np.float32]
    vol_skill: NDArray[np.int32]
    need_skill: NDArray[np.int32]
    vol_cell: NDArray[np.int32]
    need_cell: NDArray[np.int32]
    vol_radius: NDArray[np.float32]
    priority: NDArray[np.int32]


def make(seed: int, folder: Path) -> Path:
    """Have the set's generator write a county; give the file."""
    generator = data("bench", "synthetic") / "gen.py"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(generator), "county", "--seed", str(seed), "--out", str(folder)]
    subprocess.run(command, check=True)
    return folder / "county.npz"


def read(file: Path, share: float = 1.0) -> County:
    """Read a county, or the share of it that is nearest to the centre."""
    with np.load(file) as arrays:
        county = County(**arrays)
    return County(
        **{
            name: column[_central(county.vol_xy if "vol" in name else county.need_xy, share)]
            for name, column in county._asdict().items()
        }
    )


def _central(places: NDArray[np.float32], share: float) -> NDArray[np.int64]:
    nearest = np.argsort((places**2).sum(axis=1), kind="stable")
    return np.sort(nearest[: round(share * len(places))])


def build(county: County) -> Scenario:
    """Say a county in the public model."""
    ride = ModeSettings(mode=Mode.EBIKE, speed_kmh=15.0, detour=1.3)
    return Scenario(
        id="county",
        start=MONDAY,
        communities=(
            Community(id="county", name="County", place=_places(np.zeros((1, 2), np.float32))[0]),
        ),
        services=(Service(id="visit", name="Visit", minutes=VISIT_MINUTES),),
        helpers=_helpers(county),
        needs=_needs(county),
        travel=TravelSettings(modes=(ride,)),
        policy=POLICY,
    )


def _helpers(county: County) -> tuple[Helper, ...]:
    columns = county.vol_skill, county.vol_cell, np.rint(county.vol_radius * 1000).astype(int)
    rows = zip(_places(county.vol_xy), *(column.tolist() for column in columns), strict=True)
    skills = {mask: tuple(SKILLS[bit] for bit in _bits(mask)) for mask in set(columns[0].tolist())}
    cells = {mask: _bits(mask) for mask in set(columns[1].tolist())}
    return tuple(
        Helper(
            id=f"v{row}",
            kind=HelperKind.VOLUNTEER,
            home=home,
            radius=radius,
            mode=Mode.EBIKE,
            skills=skills[skill],
            shifts=tuple(_shift(row, half_day) for half_day in cells[cell]),
            max_minutes_week=ONE_VISIT,
        )
        for row, (home, skill, cell, radius) in enumerate(rows)
    )


def _shift(row: int, half_day: int) -> Shift:
    start, end = HALF_DAYS[half_day]
    return Shift(id=f"v{row}-{half_day}", start=start, end=end, max_visits=1)


def _needs(county: County) -> tuple[Need, ...]:
    columns = county.need_skill, county.need_cell, county.priority
    rows = zip(_places(county.need_xy), *(column.tolist() for column in columns), strict=True)
    roles = {1 << bit: (Role(skills=(skill,)),) for bit, skill in enumerate(SKILLS)}
    windows = {
        mask: tuple(
            Window(start=start, end=end, bounds=WindowBounds.SERVICE)
            for start, end in (HALF_DAYS[bit] for bit in _bits(mask))
        )
        for mask in set(columns[1].tolist())
    }
    return tuple(
        Need(
            id=f"n{row}",
            service="visit",
            community="county",
            place=place,
            priority=priority,
            windows=windows[cell],
            roles=roles[skill],
        )
        for row, (place, skill, cell, priority) in enumerate(rows)
    )


def _places(xy: NDArray[np.float32]) -> list[Place]:
    """Lay the plane on the sphere along the meridian of its centre (Cassini)."""
    east, north = (xy.astype(np.float64) / KM_PER_RADIAN).T
    lat = np.arcsin(np.sin(CENTRE[0] + north) * np.cos(east))
    lon = CENTRE[1] + np.arctan2(np.tan(east), np.cos(CENTRE[0] + north))
    degrees = zip(np.degrees(lat).tolist(), np.degrees(lon).tolist(), strict=True)
    return [Place(lat=lat, lon=lon) for lat, lon in degrees]


def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def judge(county: County, plan: Plan) -> Figures:
    """Value a plan as the set does, from its own arrays, and count the pairs it does not allow."""
    crews = [(int(visit.need[1:]), int(visit.crew[0].helper[1:])) for visit in plan.visits]
    need, helper = np.array(crews, np.int64).reshape(-1, 2).T
    km = np.linalg.norm(
        county.need_xy[need].astype(np.float64) - county.vol_xy[helper].astype(np.float64), axis=1
    )
    allowed = (county.need_skill[need] & county.vol_skill[helper]) != 0
    allowed &= (county.need_cell[need] & county.vol_cell[helper]) != 0
    allowed &= km <= county.vol_radius[helper]
    worth = 1000 * 2 ** (county.priority[need].astype(np.int64) - 1) - np.rint(13 * km).astype(int)
    twice = len(need) - len(np.unique(need)) + len(helper) - len(np.unique(helper))
    return {"value": int(worth.sum()), "refused_pairs": int((~allowed).sum()) + twice}


def measure(options: Options, share: float) -> Figures:
    """Have a county made, then read, build and solve it; the plan solved for is a checked one.

    Parameters
    ----------
    options : Options
    share : float
        How much of the county is taken, from the centre outwards.
    """
    file = make(options.seed, options.out)
    watch, began = Stopwatch(), time.perf_counter()
    with watch.phase("read"):
        county = read(file, share)
    with watch.phase("build"), collector_at_rest():
        scenario = build(county)
    figures = sizes(scenario)
    if not options.build_only:
        limits = Limits(max_seconds=options.seconds, workers=options.workers)
        with watch.phase("solve"):
            plan = solve(scenario, limits=limits, engine=options.engine).plan
        figures |= plan_figures(scenario, plan) | judge(county, plan)
        figures["bound"] = None if plan.bound is None else list(plan.bound)
    seconds = {"seconds": round(time.perf_counter() - began, 1), "phases": watch.seconds}
    return figures | seconds | {"peak_mb": peak_megabytes()}
