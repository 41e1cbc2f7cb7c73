"""Which shifts come near which roles, before the rules judge: by what helpers are, where and when.

Every pair of a county's helpers and needs is far too many to look at. Roles that ask the same of a
helper are a group, looked at only for whom it fits; its roles lie in bands from south to north,
each from west to east, so that a helper's circle touches a short stretch of a few; and of what
lies there, most is at hours when the helper is not free.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Bools, Floats, Ints
from matcher.kernel import by_reference, entry, kernel
from matcher.rules import Facts, Pairs
from matcher.rules.hours import some_window
from matcher.travel.sphere import EARTH_RADIUS_METRES, unit_vectors

SLOTS = 62
"""Parts of the horizon, a bit each, by which most hours are told apart at a glance."""

WIDE = 3.0
"""Radians of longitude to either side from which a circle is looked for all around the globe."""


@by_reference
class Bands(NamedTuple):
    """Roles at places with coordinates, by group, band of latitude and in it by longitude.

    Attributes
    ----------
    south, height : float
        Where the first band begins, and how high each is, in radians.
    first : array of int, shape (groups, bands + 1)
        Where each group's bands begin among the roles, and its last ends.
    role, community, hours : array of int, shape (roles,)
    lon : array of float, shape (roles,)
        Radians.
    point : array of float, shape (roles, 3)
        On the unit sphere.
    """

    south: float
    height: float
    first: Ints
    role: Ints
    community: Ints
    hours: Ints
    lon: Floats
    point: Floats


@by_reference
class Reach(NamedTuple):
    """What decides which roles come near a helper.

    Attributes
    ----------
    turn : array of int, shape (helpers,)
        Helpers in the order in which they are looked at: neighbours after one another.
    group : array of int, shape (roles,)
        Roles of one group ask the same of a helper.
    fits : array of bool, shape (helpers, groups)
        Whether a helper is what a group asks for.
    free : array of bool, shape (helpers,)
        No area binds the helper.
    area : array of bool, shape (helpers, communities)
        Communities in the helper's area by name.
    local, local_first : array of int, shapes (roles,) and (communities + 1,)
        Roles by community, and where each community's begin.
    angle : array of float, shape (helpers,)
        Radians around the home; NaN where no radius decides.
    role_hours, hours : array of int, shapes (roles,) and (helpers,)
        The slots of the horizon in which a role may begin, and a helper is on shift.
    bands : Bands
    """

    turn: Ints
    group: Ints
    fits: Bools
    free: Bools
    area: Bools
    local: Ints
    local_first: Ints
    angle: Floats
    role_hours: Ints
    hours: Ints
    bands: Bands


def reach_of(facts: Facts, group: Ints, fits: Bools, *, everywhere: bool) -> Reach:
    """Get ready to look for the roles near helpers.

    Parameters
    ----------
    facts : Facts
    group, fits : arrays
        As in `Reach`.
    everywhere : bool
        No area binds anybody.
    """
    arrays = facts.arrays
    helper, community = arrays.helper, arrays.need["community"][arrays.role["need"]]
    local = np.argsort(community, kind="stable")
    home = {axis: np.append(arrays.travel.location[axis], np.nan) for axis in ("lat", "lon")}
    lat, lon = (degrees[helper["home"]] for degrees in home.values())
    role_hours = _role_hours(arrays)
    bands = _bands(arrays, group, community, role_hours)
    # A metre more than the radius: the rule on areas decides exactly.
    angle = np.minimum(np.pi, (helper["radius"] + 1.0) / EARTH_RADIUS_METRES)
    return Reach(
        turn=np.lexsort((lon, np.floor(lat / bands.height))),
        group=group,
        fits=fits,
        free=(helper["everywhere"] > 0) | everywhere,
        area=facts.qualities.area,
        local=local,
        local_first=np.searchsorted(community[local], np.arange(arrays.communities + 1)),
        angle=np.where(np.isfinite(lat), angle, np.nan),
        role_hours=role_hours,
        hours=_helper_hours(arrays),
        bands=bands,
    )


def _role_hours(arrays: Arrays) -> Ints:
    """Give the slots in which each role may begin, its lags considered."""
    need, role, window = arrays.need, arrays.role, arrays.window
    lag = np.cumsum(role["lag_max"])
    lag -= lag[need["role_first"][role["need"]]]
    longest = np.zeros(len(need), np.int64)
    np.maximum.at(longest, role["need"], lag)
    owner = np.repeat(np.arange(len(need)), need["window_stop"] - need["window_first"])
    until = window["end"] + window["max_late"] + longest[owner]
    hours = _together(arrays, len(need), owner, window["start"], until)
    return np.asarray(hours[role["need"]])


def _helper_hours(arrays: Arrays) -> Ints:
    shift = arrays.shift
    return _together(arrays, len(arrays.helper), shift["helper"], shift["start"], shift["latest"])


def _together(arrays: Arrays, owners: int, owner: Ints, start: Ints, end: Ints) -> Ints:
    """Give all slots that the intervals of each owner touch."""
    width = -(-arrays.horizon // SLOTS)
    first, last = (np.clip(time // width, 0, SLOTS - 1) for time in (start, end))
    hours = np.zeros(owners, np.int64)
    np.bitwise_or.at(hours, owner, (np.int64(2) << last) - (np.int64(1) << first))
    return hours


def _bands(arrays: Arrays, group: Ints, community: Ints, hours: Ints) -> Bands:
    place = arrays.need["location"][arrays.role["need"]]
    lat, lon = (np.append(arrays.travel.location[axis], np.nan)[place] for axis in ("lat", "lon"))
    placed = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
    groups = int(group.max(initial=-1)) + 1
    bands = 1 + int(np.sqrt(len(placed) / max(1, groups)))
    south = lat[placed].min(initial=np.pi)
    height = max(1e-9, (lat[placed].max(initial=-np.pi) - south) / bands)
    band = np.minimum(((lat[placed] - south) / height).astype(np.int64), bands - 1)
    part = group[placed] * bands + band
    order = np.lexsort((lon[placed], part))
    first = np.searchsorted(part[order], np.arange(groups * bands + 1))
    placed = placed[order]
    return Bands(
        south=float(south),
        height=float(height),
        first=first[np.arange(groups)[:, None] * bands + np.arange(bands + 1)],
        role=placed,
        community=community[placed],
        hours=hours[placed],
        lon=lon[placed],
        point=unit_vectors(np.degrees(lat[placed]), np.degrees(lon[placed])),
    )


@entry
def find_near(arrays: Arrays, reach: Reach, place: int, found: Pairs) -> tuple[int, int]:
    """Write the shifts that come near a role, of one helper after another, while there is room.

    Parameters
    ----------
    arrays : Arrays
    reach : Reach
    place : int
        In `reach.turn`, of the first helper.
    found : Pairs
        Written to.

    Returns
    -------
    place, count : int
        The place of the first helper for whom there was no room, and how many were found before.
    """
    count = 0
    while place < len(reach.turn):
        until = _add_near(arrays, reach, reach.turn[place], found, count)
        if until > len(found.role):
            break
        place, count = place + 1, until
    return place, count


@kernel
def _add_near(arrays: Arrays, reach: Reach, helper: int, found: Pairs, count: int) -> int:
    if reach.free[helper]:
        for role in range(len(reach.group)):
            if reach.hours[helper] & reach.role_hours[role]:
                count = _add_able(arrays, reach, helper, role, found, count)
        return count
    for community in range(reach.area.shape[1]):
        if reach.area[helper, community]:
            for place in range(reach.local_first[community], reach.local_first[community + 1]):
                role = reach.local[place]
                if reach.hours[helper] & reach.role_hours[role]:
                    count = _add_able(arrays, reach, helper, role, found, count)
    if reach.angle[helper] >= 0.0:
        count = _add_around(arrays, reach, helper, found, count)
    return count


@kernel
def _add_around(arrays: Arrays, reach: Reach, helper: int, found: Pairs, count: int) -> int:
    """Add what lies around a helper's home, and not in a community named besides."""
    for group in range(len(reach.bands.first)):
        if reach.fits[helper, group]:
            count = _add_circle(arrays, reach, helper, group, found, count)
    return count


@kernel
def _add_circle(
    arrays: Arrays, reach: Reach, helper: int, group: int, found: Pairs, count: int
) -> int:
    """Add the same of one group."""
    bands, angle = reach.bands, reach.angle[helper]
    home = arrays.travel.location[arrays.helper[helper].home]
    width = np.pi
    if abs(home.lat) + angle < np.pi / 2.0:
        width = np.arcsin(min(1.0, np.sin(angle) / np.cos(home.lat)))
    low = max(0, int(np.floor((home.lat - angle - bands.south) / bands.height)))
    last = bands.first.shape[1] - 2
    high = min(last, int(np.floor((home.lat + angle - bands.south) / bands.height)))
    for band in range(low, high + 1):
        first, stop = bands.first[group, band], bands.first[group, band + 1]
        if width > WIDE:
            count = _add_stretch(arrays, reach, helper, first, stop, 9.0, found, count)
            continue
        for turn in (-2.0 * np.pi, 0.0, 2.0 * np.pi):
            west, east = home.lon - width + turn, home.lon + width + turn
            if west <= np.pi and east >= -np.pi:
                begin = _first_from(bands.lon, first, stop, west)
                count = _add_stretch(arrays, reach, helper, begin, stop, east, found, count)
    return count


@kernel
def _first_from(sorted_values: Floats, low: int, high: int, least: float) -> int:
    while low < high:
        middle = (low + high) // 2
        if sorted_values[middle] < least:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _add_stretch(
    arrays: Arrays,
    reach: Reach,
    helper: int,
    begin: int,
    stop: int,
    east: float,
    found: Pairs,
    count: int,
) -> int:
    """Add what of a band lies west of a longitude and in the circle."""
    bands = reach.bands
    home = arrays.travel.location[arrays.helper[helper].home]
    x, y = np.cos(home.lat) * np.cos(home.lon), np.cos(home.lat) * np.sin(home.lon)
    z = np.sin(home.lat)
    chord = 2.0 * np.sin(reach.angle[helper] / 2.0)
    for place in range(begin, stop):
        if bands.lon[place] > east:
            break
        if not (reach.hours[helper] & bands.hours[place]):
            continue
        along = (bands.point[place, 0] - x) ** 2 + (bands.point[place, 1] - y) ** 2
        if along + (bands.point[place, 2] - z) ** 2 > chord * chord:
            continue
        if not reach.area[helper, bands.community[place]]:
            count = _add(arrays, helper, bands.role[place], found, count)
    return count


@kernel
def _add_able(
    arrays: Arrays, reach: Reach, helper: int, role: int, found: Pairs, count: int
) -> int:
    if reach.fits[helper, reach.group[role]]:
        count = _add(arrays, helper, role, found, count)
    return count


@kernel
def _add(arrays: Arrays, helper: int, role: int, found: Pairs, count: int) -> int:
    """Add the helper's shifts in whose hours some window lies; where room ends, only count."""
    person = arrays.helper[helper]
    for shift in range(person.shift_first, person.shift_stop):
        hours = arrays.shift[shift]
        if some_window(arrays, role, hours.start, hours.latest):
            if count < len(found.role):
                found.role[count], found.helper[count], found.shift[count] = role, helper, shift
            count += 1
    return count
