"""Many solves: each once, kept, side by side, stopped, and begun again when a process dies."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from time import monotonic

import pytest

from matcher.model import Ended, InvalidInput, Limits
from matcher.solve import solve
from matcher.whatif.runs import Cache, ProcessPool, Request, SolveFailed, Stopped, solve_all
from tests.unit import small

SHORT = Limits(max_seconds=None, max_iterations=5)


def request(name="one", seed=0, **fields):
    return Request(
        name=name, scenario=small.scenario(**fields), limits=SHORT, engine="search", seed=seed
    )


class Here(Executor):
    """Solves in this process, and counts; dies as often as it is told."""

    def __init__(self, deaths=0):
        self.solved = []
        self.deaths = deaths

    def submit(self, solve, request, *rest):
        future = Future()
        if self.deaths:
            self.deaths -= 1
            future.set_exception(BrokenProcessPool("died"))
            return future
        self.solved.append(request.name)
        try:
            future.set_result(solve(request, *rest))
        except Exception as fault:  # noqa: BLE001 - as executors do
            future.set_exception(fault)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):  # noqa: FBT002 - as its base's
        pass


def test_each_is_solved_as_if_it_were_alone_and_equal_ones_once():
    here = Here()
    requests = [request("a"), request("b", needs=(small.need("x"), small.need("y"))), request("c")]

    results = solve_all(requests, workers=2, executors=lambda _: here)

    alone = [solve(one.scenario, limits=SHORT, engine="search") for one in requests]
    assert [r.plan for r in results] == [r.plan for r in alone]
    assert len(here.solved) == 2


def test_what_was_found_before_costs_nothing_and_is_the_same(tmp_path):
    here, told = Here(), []

    first = solve_all([request()], workers=1, executors=lambda _: here, cache=Cache(tmp_path))
    again = solve_all(
        [request("two")],
        workers=1,
        executors=lambda _: here,
        cache=Cache(tmp_path),
        listen=told.append,
    )

    assert again == first
    assert here.solved == ["one"]
    assert [(p.done, p.of, p.name, p.found) for p in told] == [
        (0, 1, "", False),
        (1, 1, "two", True),
    ]


@pytest.mark.parametrize(
    "other",
    [
        request(seed=1),
        request(needs=(small.need("other"),)),
        replace(request(), limits=replace(SHORT, max_iterations=6)),
        replace(request(), engine="exact"),
    ],
)
def test_whatever_decides_the_result_decides_the_key(other):
    assert other.key() != request().key()
    assert request("another name").key() == request().key()


def test_a_spoilt_file_is_looked_for_anew(tmp_path):
    here, cache = Here(), Cache(tmp_path)
    first = solve_all([request()], workers=1, executors=lambda _: here, cache=cache)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-20])

    assert cache.get(request().key()) is None
    assert (
        solve_all([request()], workers=1, executors=lambda _: here, cache=cache)[0].plan
        == first[0].plan
    )
    assert cache.get(request().key()) is not None


def test_what_was_used_least_lately_goes(tmp_path):
    here, cache = Here(), Cache(tmp_path)
    keys = [request(seed=seed).key() for seed in range(3)]
    solve_all(
        [request(seed=seed) for seed in range(3)], workers=1, executors=lambda _: here, cache=cache
    )
    for age, key in enumerate(keys):
        os.utime(tmp_path / f"{key}.json.gz", (age, age))
    cache.get(keys[0])
    size = max(path.stat().st_size for path in tmp_path.iterdir())

    cache.trim(2 * size)

    assert [cache.get(key) is not None for key in keys] == [True, False, True]


def test_all_begin_with_the_plan_of_the_first(tmp_path):
    here = Here()
    needs = tuple(small.need(f"n{number}") for number in range(5))
    first = request("first", needs=needs)
    none = Limits(max_seconds=None, max_iterations=0)
    fewer = replace(request("fewer", needs=needs[:3]), limits=none)

    (found,) = solve_all([fewer], workers=1, first=first, executors=lambda _: here)

    begun = solve(first.scenario, limits=SHORT, engine="search").plan
    assert here.solved == ["first", "fewer"]
    assert found.plan == solve(fewer.scenario, limits=none, engine="search", start=begun).plan
    assert replace(fewer, start=begun).key() != fewer.key()


def test_a_refusal_comes_through():
    bad = request(needs=(small.need("x"),))
    bad = replace(bad, scenario=replace(bad.scenario, needs=(small.need("x", service="none"),)))

    with pytest.raises(InvalidInput):
        solve_all([bad], workers=1, executors=lambda _: Here())


def test_what_has_not_begun_when_it_is_stopped_is_left_and_the_rest_kept(tmp_path):
    here, cache = Here(), Cache(tmp_path)

    with pytest.raises(Stopped, match="of 8 solves"):
        solve_all(
            [request(seed=seed) for seed in range(8)],
            workers=1,
            executors=lambda _: here,
            cache=cache,
            stop=lambda: len(here.solved) >= 3,
        )

    assert len(here.solved) == 3


@pytest.mark.parametrize("deaths", [2, 3])
def test_a_solve_whose_process_dies_is_begun_again_but_not_for_ever(deaths):
    here = Here(deaths)

    if deaths == 3:
        with pytest.raises(SolveFailed):
            solve_all([request()], workers=1, executors=lambda _: here)
    else:
        assert len(solve_all([request()], workers=1, executors=lambda _: here)) == 1


def kill_the_first(folder, solve, request, *rest):
    flag = folder / "died"
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return solve(request, *rest)


def test_processes_of_this_machine_solve_the_same_although_one_is_killed(tmp_path):
    class Deadly(ProcessPool):
        def submit(self, solve, /, *arguments):
            return super().submit(partial(kill_the_first, tmp_path, solve), *arguments)

    requests = [request(str(seed), seed=seed) for seed in range(3)]

    results = solve_all(requests, workers=2, executors=Deadly)

    assert (tmp_path / "died").exists()
    assert [r.plan for r in results] == [
        solve(r.scenario, limits=SHORT, engine="search", seed=r.seed).plan for r in requests
    ]


def test_a_request_to_stop_reaches_the_processes():
    long = replace(request(), limits=Limits(max_seconds=600.0))
    began = monotonic()

    (result,) = solve_all([long], workers=1, stop=lambda: monotonic() - began > 6)

    assert result.plan.ended is Ended.CANCELLED
    assert monotonic() - began < 60
