"""Plans as offers that shifts take, and back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Ints, Solution, Table, empty_solution
from matcher.engines.bounds.desk import Trade, finish
from matcher.engines.bounds.market import Market
from matcher.engines.bounds.ways import way
from matcher.kernel import compiled


class Stops(NamedTuple):
    """The routes of a plan.

    Attributes
    ----------
    first : array of int, shape (shifts + 1,)
    offer : array of int, shape (stops,)
        By shift, then start.
    """

    first: Ints
    offer: Ints


def stops_of(arrays: Arrays, market: Market, plan: Solution) -> Stops:
    """Find the offers that a plan takes."""
    member = np.flatnonzero(plan.shift >= 0)
    member = member[np.lexsort((plan.member_start[member], plan.shift[member]))]
    shift, task, tasks = plan.shift[member], _task_of(arrays, market)[member], len(market.task)
    owner = np.repeat(np.arange(len(arrays.shift)), np.diff(market.offer_first))
    offer = np.searchsorted(owner * tasks + market.offer["task"], shift * tasks + task)
    return Stops(np.searchsorted(shift, np.arange(len(arrays.shift) + 1)), offer)


def plan_of(arrays: Arrays, market: Market, trade: Trade, stops: Stops) -> Solution:
    """Give the plan in which shifts take offers, as soon as each crew can meet.

    Parameters
    ----------
    arrays : Arrays
    market : Market
    trade : Trade
    stops : Stops
        For each visit as many as its crew has places, or none.

    Returns
    -------
    Solution
        Without supplies and breaks. Where helpers would wait for one another in a circle, or a
        rule is broken that the bounds leave out of account, its times are no more than a hint.
    """
    plan, task = empty_solution(arrays), market.offer["task"][stops.offer]
    visit = market.task["visit"][task]
    shift = np.repeat(np.arange(len(arrays.shift)), np.diff(stops.first))
    start, begin = np.zeros(len(arrays.visit), np.int64), np.zeros(len(task), np.int64)
    for _ in range(len(task)):
        if not _put_off(trade, market.task, stops, start, begin):
            break
    order = np.argsort(task, kind="stable")
    filled = task[order]
    before = np.arange(len(filled)) - np.searchsorted(filled, filled)
    member = np.searchsorted(_task_of(arrays, market), filled) + before
    plan.shift[member], plan.member_start[member] = shift[order], begin[order]
    plan.served[visit] = True
    plan.start[visit] = start[visit]
    return plan


def _task_of(arrays: Arrays, market: Market) -> Ints:
    row = arrays.member
    first_role = arrays.need["role_first"][arrays.visit["need"][row["visit"]]]
    task: Ints = market.task_first[row["visit"]] + row["role"] - first_role
    return task


@compiled
def _put_off(trade: Trade, task: Table, stops: Stops, start: Ints, begin: Ints) -> bool:
    """Let stops begin no sooner than the way and the crew allow; say if that changed any start."""
    changed = False
    for shift in range(len(stops.first) - 1):
        first = trade.offer_first[shift]
        tail = trade.offer_first[shift + 1] - first
        time = trade.ways.shift[shift].start
        for place in range(stops.first[shift], stops.first[shift + 1]):
            offer = stops.offer[place]
            row = task[trade.offer[offer].task]
            time += way(trade.ways, shift, tail, offer - first)[0]
            over = finish(trade, offer, max(time, start[row.visit] + row.soonest))
            if over < 0:
                return False
            begin[place] = over - row.minutes
            if begin[place] - row.latest > start[row.visit]:
                start[row.visit], changed = begin[place] - row.latest, True
            time, tail = over, offer - first
    return changed
