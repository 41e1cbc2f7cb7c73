"""Who could come to a need at all, at a glance: nobody is left out whom the rules would allow."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.instance import Instance
from matcher.model import HelperKind, Need, Rule, Window
from matcher.travel import to_wgs84
from matcher.travel.sphere import EARTH_RADIUS_METRES, unit_vectors

KINDS = tuple(HelperKind)


def may_come(instance: Instance, need: Need) -> Bools:
    """Say who is near in place, of a kind asked for and there in time, or named by the need.

    Returns
    -------
    array of bool, shape (helpers,)
    """
    ignored, scenario = instance.scenario.policy.ignored_rules, instance.scenario
    may = _is_there(instance, need)
    if Rule.AREA not in ignored:
        may &= _is_near(instance, need)
    roles = instance.catalogue.roles(need)
    if Rule.KIND not in ignored and all(role.kinds for role in roles):
        kinds = [KINDS.index(kind) for role in roles for kind in role.kinds]
        may &= np.isin(instance.arrays.helper["kind"], kinds)
    history = {past.helper for past in need.history}
    named = history.union(need.required, need.preferred, need.excluded)
    if named:
        may |= np.array([person.id in named for person in scenario.helpers], np.bool_)
    return may


def _is_near(instance: Instance, need: Need) -> Bools:
    helper, area = instance.arrays.helper, instance.facts.qualities.area
    communities = [entry.id for entry in instance.scenario.communities]
    near = area[:, communities.index(need.community)] | (helper["everywhere"] > 0)
    place = instance.catalogue.need_place(need)
    if place is None or place.lat is None or place.lon is None:
        return np.asarray(near)
    lat, lon = to_wgs84(np.array([place.lat]), np.array([place.lon]), instance.scenario.datum)
    home = instance.arrays.travel.location
    points = unit_vectors(np.degrees(home["lat"]), np.degrees(home["lon"]))
    chord = np.linalg.norm(points - unit_vectors(lat, lon), axis=1)
    metres = 2.0 * EARTH_RADIUS_METRES * np.arcsin(np.minimum(1.0, chord / 2.0))
    # A metre more than the radius: the rule on areas decides exactly.
    far = np.append(metres, np.nan)[helper["home"]]
    return np.asarray(near | (far <= helper["radius"] + 1.0))


def _is_there(instance: Instance, need: Need) -> Bools:
    shift, horizon = instance.arrays.shift, instance.arrays.horizon
    lag = sum(role.lag.max for role in instance.catalogue.roles(need) if role.lag)
    open_then = np.zeros(len(shift), np.bool_)
    for window in need.windows or (Window(start=0, end=horizon),):
        late = 0
        if window.soft:
            late = horizon if window.max_late is None else window.max_late
        until = window.end + late + lag
        open_then |= (shift["start"] <= until) & (shift["latest"] >= window.start)
    there = np.zeros(len(instance.arrays.helper), np.bool_)
    there[shift["helper"][open_then]] = True
    return there
