"""What the bound trades in: the tasks there are, and which of them each shift could take.

A *task* is one role of one visit, for `size` helpers who start it together; a *span* is an interval
in which it may start; an *offer* is one task that one shift could take. Nothing that some plan
permits is left out: soft windows reach to their last minute, and a role after a lag may start
anywhere in its lag.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Bools, Ints, Table
from matcher.arrays.layout import record
from matcher.arrays.ranges import expand
from matcher.model import MINUTES_PER_DAY
from matcher.rules.window import ALL_STARTS, SERVICE

TASK = record("visit role size minutes soonest latest span_first span_stop")
"""By visit, then role; `soonest`, `latest`: minutes from the visit's start."""

SPAN = record("start end")
"""By task, then start."""

OFFER = record(
    "task candidate place location minutes span_first span_stop"
    " out_minutes out_metres home_minutes home_metres"
)
"""By shift, then task. `place`: a route holds each once; the visit where its crew is distinct,
otherwise the task. `span`: those the shift can meet. `out`, `home`: the least way from the shift's
start place and to its end place, by whatever stops."""


class Market(NamedTuple):
    """Tasks and offers.

    Attributes
    ----------
    task, span, offer : table
    task_first : array of int, shape (visits + 1,)
    offer_first : array of int, shape (shifts + 1,)
    open : array of bool, shape (visits,)
        False where no plan can serve the visit; it has no offers.
    """

    task: Table
    span: Table
    offer: Table
    task_first: Ints
    offer_first: Ints
    open: Bools


def market_of(arrays: Arrays) -> Market:
    """Find tasks and offers; the ways from and to home are not known yet."""
    task = _tasks(arrays)
    task_first = np.searchsorted(task["visit"], np.arange(len(arrays.visit) + 1))
    span = _spans(arrays, task, task_first)
    offer, shift = _offers(arrays, task, span, task_first)
    is_open = _open(arrays, task, offer["task"], shift)
    kept = is_open[task["visit"][offer["task"]]]
    offer_first = np.searchsorted(shift[kept], np.arange(len(arrays.shift) + 1))
    return Market(task, span, offer[kept], task_first, offer_first, is_open)


def _tasks(arrays: Arrays) -> Table:
    need, role = arrays.need, arrays.role
    visit, row = expand(arrays.visit["need"], need["role_first"], need["role_stop"])
    task = np.zeros(len(visit), TASK)
    task["visit"], task["role"] = visit, row
    task["size"], task["minutes"] = role["count"][row], role["minutes"][row]
    first = need["role_first"][role["need"]]
    for lag, since in (("lag_min", "soonest"), ("lag_max", "latest")):
        # The first role of a need has no lag.
        total = np.cumsum(role[lag])
        task[since] = (total - total[first])[row]
    return task


def _spans(arrays: Arrays, task: Table, task_first: Ints) -> Table:
    """Find when each task may start, and note it in the tasks."""
    visits = np.arange(len(arrays.visit))
    need = arrays.need[arrays.visit["need"]]
    shortest = _most(task["soonest"] + task["minutes"], task["visit"], len(visits))
    first, last = _limits(arrays, shortest)
    visit, row = expand(visits, need["window_first"], need["window_stop"])
    window = arrays.window[row]
    until = window["end"] + window["max_late"]
    whole, starts = window["bounds"] == SERVICE, window["bounds"] == ALL_STARTS
    last_role = _most(task["soonest"], task["visit"], len(visits))
    ahead = whole * shortest[visit] + starts * last_role[visit]
    opens = np.maximum(first[visit], window["start"])
    closes = np.minimum(last[visit], until - ahead)
    at, number = expand(visit, task_first[:-1], task_first[1:])
    own = task[number]
    start, end = opens[at] + own["soonest"], closes[at] + own["latest"]
    bounded = (starts | whole)[at]
    end = np.where(bounded, np.minimum(end, until[at] - whole[at] * own["minutes"]), end)
    kept = np.flatnonzero((opens[at] <= closes[at]) & (start <= end))
    kept = kept[np.lexsort((start[kept], number[kept]))]
    bounds = np.searchsorted(number[kept], np.arange(len(task) + 1))
    task["span_first"], task["span_stop"] = bounds[:-1], bounds[1:]
    span = np.zeros(len(kept), SPAN)
    span["start"], span["end"] = start[kept], end[kept]
    return span


def _most(values: Ints, owner: Ints, owners: int) -> Ints:
    """Give the largest value of each owner, 0 for none."""
    most = np.zeros(owners, np.int64)
    np.maximum.at(most, owner, values)
    return most


def _limits(arrays: Arrays, shortest: Ints) -> tuple[Ints, Ints]:
    """Give the first and last start that horizon, project, history and pin leave each visit."""
    visit, need = arrays.visit, arrays.need[arrays.visit["need"]]
    first = np.zeros(len(visit), np.int64)
    last = arrays.horizon - shortest
    paid = np.flatnonzero(need["project"] >= 0)
    project = arrays.project[need["project"][paid]]
    first[paid] = np.maximum(first[paid], project["start"])
    last[paid] = np.minimum(last[paid], project["end"] - shortest[paid])
    last[need["permitted"] == 0] = -1
    days = need["last_day"] + need["min_gap"] * (visit["occurrence"] + 1)
    first = np.where(need["recurs"] > 0, np.maximum(first, days * MINUTES_PER_DAY), first)
    pin = visit["pin_start"]
    first = np.where(pin >= 0, np.maximum(first, pin), first)
    return first, np.where(pin >= 0, np.minimum(last, pin), last)


def _offers(arrays: Arrays, task: Table, span: Table, task_first: Ints) -> tuple[Table, Ints]:
    """Give the offers and their shifts; spans are those that the shift's hours can meet."""
    role = arrays.role
    owner, row = expand(np.arange(len(role)), role["candidate_first"], role["candidate_stop"])
    need = arrays.need[role["need"][owner]]
    at, visit = expand(np.arange(len(row)), need["visit_first"], need["visit_stop"])
    number = task_first[visit] + (owner - need["role_first"])[at]
    shift = arrays.candidate["shift"][row[at]]
    hours, own = arrays.shift[shift], task[number]
    # Spans of a task are sorted by start; their ends need not be.
    meets, entry = expand(np.arange(len(at)), own["span_first"], own["span_stop"])
    met = (span["end"][entry] >= hours["start"][meets]) & (
        span["start"][entry] + own["minutes"][meets] <= hours["latest"][meets]
    )
    first = np.full(len(at), np.iinfo(np.int64).max)
    stop = np.zeros(len(at), np.int64)
    np.minimum.at(first, meets[met], entry[met])
    np.maximum.at(stop, meets[met], entry[met] + 1)
    offer = np.zeros(len(at), OFFER)
    offer["task"], offer["candidate"], offer["minutes"] = number, row[at], own["minutes"]
    distinct = need["distinct"][at] > 0
    offer["place"] = np.where(distinct, visit, len(arrays.visit) + number)
    offer["location"] = need["location"][at]
    offer["span_first"], offer["span_stop"] = first, stop
    kept = np.flatnonzero(first < stop)
    kept = kept[np.lexsort((number[kept], shift[kept]))]
    return offer[kept], shift[kept]


def _open(arrays: Arrays, task: Table, number: Ints, shift: Ints) -> Bools:
    """Say which visits have a time, the helpers and the supplies that serving them takes."""
    helpers = max(1, len(arrays.helper))
    pairs = np.unique(number * helpers + arrays.shift["helper"][shift])
    found = np.bincount(pairs // helpers, minlength=len(task))
    is_open = np.ones(len(arrays.visit), np.bool_)
    is_open[task["visit"][found < task["size"]]] = False
    line = arrays.line[arrays.ask["line"]]
    dry = (line["whole"] > 0) & (line["quantity"] > 0)
    dry &= arrays.ask["draw_first"] == arrays.ask["draw_stop"]
    is_open[arrays.ask["visit"][dry]] = False
    return is_open
