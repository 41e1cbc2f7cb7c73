"""Who could come to a need at all, at a glance: nobody is left out whom the rules would allow."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.instance import Instance
from matcher.model import HelperKind, Need, Rule, Window
from matcher.travel import to_wgs84
from matcher.travel.sphere import EARTH_RADIUS_METRES, unit_vectors

KINDS = tuple(HelperKind)


class Nearby:
    """Looks for those who could come to one need after another.

    Parameters
    ----------
    instance : Instance
    """

    def __init__(self, instance: Instance) -> None:
        self._instance, scenario = instance, instance.scenario
        self._row = {person.id: row for row, person in enumerate(scenario.helpers)}
        self._community = {entry.id: row for row, entry in enumerate(scenario.communities)}
        place, home = instance.arrays.travel.location, instance.arrays.helper["home"]
        points = unit_vectors(np.degrees(place["lat"]), np.degrees(place["lon"]))
        nowhere = np.full((1, 3), np.nan)
        self._homes = np.concatenate([points, nowhere])[home]
        ladder = scenario.policy.escalation
        self._of_the_ladder = {kind for tier in ladder for kind in tier.kinds}
        radius = instance.arrays.helper["radius"]
        self._with_radius = np.flatnonzero(~np.isnan(radius))

    def rows(self, names: Iterable[str]) -> list[int]:
        """Give the rows of the helpers who are known, each once, in order."""
        return sorted({self._row[name] for name in names if name in self._row})

    def may_come(self, need: Need) -> Ints:
        """Give who is near in place, of a kind asked for and there in time, or named by the need.

        Returns
        -------
        array of int
            Rows of helpers.
        """
        ignored = self._instance.scenario.policy.ignored_rules
        may = self._are_there(need)
        if Rule.AREA not in ignored:
            may &= self._are_near(need)
        roles = self._instance.catalogue.roles(need)
        if Rule.KIND not in ignored and all(role.kinds for role in roles):
            asked = {kind for role in roles for kind in role.kinds} | self._of_the_ladder
            kinds = [KINDS.index(kind) for kind in asked]
            may &= np.isin(self._instance.arrays.helper["kind"], kinds)
        history = [past.helper for past in need.history]
        may[self.rows([*history, *need.required, *need.preferred, *need.excluded])] = True
        return np.flatnonzero(may)

    def _are_near(self, need: Need) -> Bools:
        helper, area = self._instance.arrays.helper, self._instance.facts.qualities.area
        near = area[:, self._community[need.community]] | (helper["everywhere"] > 0)
        place = self._instance.catalogue.need_place(need)
        if place is not None and place.lat is not None and place.lon is not None:
            datum = self._instance.scenario.datum
            spot = unit_vectors(*to_wgs84(np.array([place.lat]), np.array([place.lon]), datum))
            chord = np.linalg.norm(self._homes[self._with_radius] - spot, axis=1)
            metres = 2.0 * EARTH_RADIUS_METRES * np.arcsin(np.minimum(1.0, chord / 2.0))
            # A metre more than the radius: the rule on areas decides exactly.
            near[self._with_radius] |= metres <= helper["radius"][self._with_radius] + 1.0
        return np.asarray(near)

    def _are_there(self, need: Need) -> Bools:
        arrays = self._instance.arrays
        shift, horizon = arrays.shift, arrays.horizon
        lag = sum(role.lag.max for role in self._instance.catalogue.roles(need) if role.lag)
        open_then = np.zeros(len(shift), np.bool_)
        for window in need.windows or (Window(start=0, end=horizon),):
            late = 0
            if window.soft:
                late = horizon if window.max_late is None else window.max_late
            until = window.end + late + lag
            open_then |= (shift["start"] <= until) & (shift["latest"] >= window.start)
        there = np.zeros(len(arrays.helper), np.bool_)
        there[shift["helper"][open_then]] = True
        return there
