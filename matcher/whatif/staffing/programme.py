"""The rows of the relaxation that do not depend on what is asked for."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Ints
from matcher.arrays.layout import SHIFT
from matcher.arrays.ranges import expand
from matcher.engines.bounds.desk import trade_of
from matcher.engines.bounds.market import market_of
from matcher.engines.bounds.prices import budgets_of, wants_of
from matcher.engines.bounds.rows import Rows
from matcher.instance import Instance, compile_instance
from matcher.whatif.staffing.clashes import groups_of, least_ways
from matcher.whatif.staffing.pool import Pool

Owed = dict[str, tuple[int, ...]]
"""By id of a record, the numbers of the units that bring or better it."""


class Programme:
    """Variables and rows of units bought, visits served and offers taken.

    Parameters
    ----------
    pool : Pool
    rows : Rows
        Written to.
    unit : array of int, shape (units,)
        Variables.

    Attributes
    ----------
    served : array of int, shape (visits,)
        Variables.
    need : array of int, shape (visits,)
    offers : int
    """

    def __init__(self, pool: Pool, rows: Rows, unit: Ints) -> None:
        self._pool, self._rows, self._unit = pool, rows, unit
        self._base = compile_instance(pool.scenario)
        self._full = compile_instance(pool.with_mix(pool.everything))
        arrays = self._full.arrays
        self._market = market_of(arrays)
        self._trade = trade_of(arrays, self._market, count_metres=False)
        offer, sizes = self._market.offer, np.diff(self._market.offer_first)
        self._shift = np.repeat(np.arange(len(sizes)), sizes)
        self._taken = rows.add_variables(np.zeros(len(offer)), whole=False)
        self.served = rows.add_variables(
            np.zeros(len(arrays.visit)), self._market.open, whole=False
        )
        self.need, self.offers = arrays.visit["need"], len(offer)
        to, self._home = least_ways(self._trade)
        self._minutes = offer["minutes"] + to
        self._helpers = _helper_units(pool)
        self._units_of_shift = [
            self._helpers.get(self._full.scenario.helpers[row].id, ())
            for row in arrays.shift["helper"].tolist()
        ]
        self._buy_in_order()
        self._fill_roles()
        self._keep_stops_and_hours()
        self._keep_clashes_apart()
        self._keep_helpers_apart()
        self._keep_budgets()
        self._keep_stock()
        self._unlock()

    def _buy_in_order(self) -> None:
        for addition, most in enumerate(self._pool.everything):
            own = self._unit[self._pool.number(addition, 0) :][:most]
            row = self._rows.add(-np.inf, np.zeros(max(0, most - 1)))
            self._rows.enter(row, own[1:])
            self._rows.enter(row, own[:-1], -1.0)

    def _fill_roles(self) -> None:
        task = self._market.task
        row = self._rows.add(0.0, np.zeros(len(task)))
        self._rows.enter(row[self._market.offer["task"]], self._taken)
        self._rows.enter(row, self.served[task["visit"]], -task["size"].astype(np.float64))

    def _at_most(self, base: Ints, full: Ints, units: list[tuple[int, ...]]) -> Ints:
        """Add rows of what there is without units, and of all there is with any of those given."""
        row = self._rows.add(-np.inf, base.astype(np.float64))
        pairs = [(at, unit) for at, own in enumerate(units) for unit in own if full[at] > base[at]]
        at, unit = np.array(pairs, np.int64).reshape(-1, 2).T
        self._rows.enter(row[at], self._unit[unit], (base - full)[at].astype(np.float64))
        return row

    def _keep_stops_and_hours(self) -> None:
        """Let shifts make no more stops, and work no longer, than they may."""
        arrays, size = self._full.arrays, np.diff(self._market.offer_first)
        known = _rows_of_shifts(self._base, self._full)
        # A row of noughts stands for what is not there: -1 is the last.
        earlier = np.append(self._base.arrays.shift, np.zeros(1, SHIFT))[known]
        stops = np.minimum(arrays.shift["max_visits"], size)
        before = np.minimum(earlier["max_visits"], stops)
        row = self._at_most(before, stops, self._units_of_shift)
        self._rows.enter(row[self._shift], self._taken)
        rest = np.where(arrays.rest["mandatory"] > 0, arrays.rest["minutes"], 0)
        resting, own = expand(
            np.arange(len(size)), arrays.shift["rest_first"], arrays.shift["rest_stop"]
        )
        off = self._home + np.bincount(resting, rest[own], len(size)).astype(np.int64)
        room = np.maximum(0, arrays.shift["latest"] - arrays.shift["start"] - off)
        before = np.maximum(0, earlier["latest"] - earlier["start"] - off)
        row = self._at_most(before, room, self._units_of_shift)
        self._rows.enter(row[self._shift], self._taken, self._minutes.astype(np.float64))

    def _keep_clashes_apart(self) -> None:
        """Take one at most of stops of a shift that cannot be on one route."""
        entries, owner, unfit = list[Ints](), list[int](), list[Ints]()
        for shift in np.flatnonzero(self._trade.most_stops > 0).tolist():
            fits, groups = groups_of(self._trade, shift)
            first = self._market.offer_first[shift]
            unfit.append(first + np.flatnonzero(~fits))
            if self._trade.most_stops[shift] > 1:
                entries += [first + group for group in groups]
                owner += [shift] * len(groups)
        none = np.concatenate([np.zeros(0, np.int64), *unfit])
        self._rows.enter(self._rows.add(-np.inf, np.zeros(len(none))), self._taken[none])
        known = _rows_of_shifts(self._base, self._full)[np.array(owner, np.int64)] >= 0
        row = self._at_most(
            known.astype(np.int64),
            np.ones(len(owner), np.int64),
            [self._units_of_shift[shift] for shift in owner],
        )
        member = np.repeat(row, [len(entry) for entry in entries])
        self._rows.enter(member, self._taken[np.concatenate([none[:0], *entries])])

    def _keep_helpers_apart(self) -> None:
        """Let a helper take one place of a visit where its crew is distinct, if there at all."""
        people = self._full.scenario.helpers
        helper = self._full.arrays.shift["helper"][self._shift]
        pair = np.column_stack([helper, self._market.offer["place"]])
        found, group = np.unique(pair, axis=0, return_inverse=True)
        group = group.reshape(-1)
        old = found[:, 0] < len(self._base.scenario.helpers)
        kept = np.flatnonzero(~old | (np.bincount(group, minlength=len(found)) > 1))
        row = self._at_most(
            old[kept].astype(np.int64),
            np.ones(len(kept), np.int64),
            [self._helpers.get(people[at].id, ()) for at in found[kept, 0].tolist()],
        )
        inside = np.isin(group, kept)
        self._rows.enter(row[np.searchsorted(kept, group[inside])], self._taken[inside])

    def _keep_budgets(self) -> None:
        """Keep each day's and week's minutes; those of a helper of the scenario are all there."""
        arrays = self._full.arrays
        budgets = budgets_of(arrays)
        row = self._rows.add(-np.inf, budgets.minutes.astype(np.float64))
        first = self._market.offer_first
        pair, offer = expand(budgets.shift, first[:-1], first[1:])
        self._rows.enter(
            row[budgets.budget[pair]], self._taken[offer], self._minutes[offer].astype(np.float64)
        )

    def _keep_stock(self) -> None:
        """Fill the lines of visits that are served, from what there is and what units bring."""
        arrays, rows = self._full.arrays, self._rows
        wants = wants_of(arrays, self._market)
        filled = rows.add_variables(np.zeros(len(wants.want)), whole=False)
        line = rows.add(0.0, np.zeros(len(wants.visit)))
        rows.enter(line[wants.want], filled)
        rows.enter(line, self.served[wants.visit], -1.0)
        base = np.zeros(len(wants.stock))
        base[: len(self._base.arrays.resource)] = self._base.arrays.resource["quantity"]
        scarce = np.flatnonzero(np.isfinite(wants.stock))
        room = np.full(len(base), -1)
        room[scarce] = rows.add(-np.inf, base[scarce])
        place = {record.id: row for row, record in enumerate(self._full.scenario.resources)}
        for number, unit in enumerate(self._pool.units):
            for record in (*unit.resources, *unit.better_resources):
                at = place[record.id]
                more = record.quantity - (base[at] if record in unit.better_resources else 0)
                if room[at] >= 0:
                    rows.enter(room[[at]], self._unit[[number]], -float(more))
        drawn = room[wants.resource] >= 0
        quantity = wants.quantity[wants.want].astype(np.float64)
        rows.enter(room[wants.resource[drawn]], filled[drawn], quantity[drawn])

    def _unlock(self) -> None:
        """Take what a helper of the scenario could not take as it is only with a unit."""
        known = _rows_of_shifts(self._base, self._full)
        touched = np.array([bool(own) for own in self._units_of_shift], np.bool_)
        offer = np.flatnonzero((touched & (known >= 0))[self._shift])
        role = self._market.task["role"][self._market.offer["task"][offer]]
        before = _pairs(self._base.arrays)
        fresh = np.array(
            [
                pair not in before
                for pair in zip(role.tolist(), known[self._shift[offer]].tolist(), strict=True)
            ],
            np.bool_,
        )
        offer = offer[fresh] if len(offer) else offer
        units = [self._units_of_shift[shift] for shift in self._shift[offer].tolist()]
        zero = np.zeros(len(offer), np.int64)
        self._rows.enter(self._at_most(zero, zero + 1, units), self._taken[offer])


def _helper_units(pool: Pool) -> Owed:
    found: dict[str, tuple[int, ...]] = {}
    for number, unit in enumerate(pool.units):
        for helper in (*unit.helpers, *unit.better_helpers):
            found[helper.id] = (*found.get(helper.id, ()), number)
    return found


def _rows_of_shifts(base: Instance, full: Instance) -> Ints:
    """Give for each shift of the full instance its row in the base; -1: it is not there."""
    row = {
        shift.id: row
        for row, shift in enumerate(s for helper in base.scenario.helpers for s in helper.shifts)
    }
    return np.array(
        [row.get(shift.id, -1) for helper in full.scenario.helpers for shift in helper.shifts],
        np.int64,
    )


def _pairs(arrays: Arrays) -> set[tuple[int, int]]:
    """Give the pairs of a role and a shift that is a candidate for it."""
    roles, row = expand(
        np.arange(len(arrays.role)), arrays.role["candidate_first"], arrays.role["candidate_stop"]
    )
    shifts = arrays.candidate["shift"][row]
    return set(zip(roles.tolist(), shifts.tolist(), strict=True))
