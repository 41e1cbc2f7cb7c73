"""``python -m benchmarks`` with what to measure."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks import explain, recommendation, repair, rolling, shortages, sweep
from benchmarks.county import measure as measure_county
from benchmarks.growth import growth
from benchmarks.hhcrsp import HHCRSP
from benchmarks.measure import Figures, Options, last_line, run
from benchmarks.peers.compare import NAMES, compare
from benchmarks.real_taipei import build as build_taipei
from benchmarks.real_taipei import coverage_map as taipei_map
from benchmarks.service.commands import add_commands, carry_out
from benchmarks.sets import BadInstance
from benchmarks.sets import measure as measure_file
from benchmarks.shared import MissingData, data
from benchmarks.simulation import measure as measure_simulation
from benchmarks.staffing import measure as measure_staffing
from benchmarks.station import measure as measure_station
from benchmarks.study import Schedule, study, subject
from benchmarks.synthetic import SYNTHETIC
from benchmarks.taipei_data import villages
from benchmarks.us_data import AREAS, pantries
from benchmarks.us_food import build as build_us_food
from matcher.engines import UnknownEngine, UnsupportedScenario
from matcher.model import InvalidInput, Limits
from scenarios import names as scenarios

SIZES = (100, 300, 1_000, 3_000, 12_000)
"""Needs of the weeks that growth makes, unless told others."""


def main(arguments: list[str] | None = None) -> None:
    """Measure what the command line asks for; the last lines printed are JSON objects."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if "service" in asked:
        parser.exit(carry_out(asked))
    if asked.build_only and asked.map:
        parser.error("--map needs a plan; leave out --build-only")
    try:
        Limits(max_seconds=asked.time_limit, workers=asked.workers)
        if "seeds" in asked:
            asked.schedule = _schedule(asked)
    except ValueError as wrong:
        parser.error(str(wrong))
    options = Options(
        out=asked.out,
        seconds=asked.time_limit,
        seed=asked.seed,
        workers=asked.workers,
        engine=asked.engine,
        build_only=asked.build_only,
    )
    try:
        for figures in _lines(options, asked):
            print(last_line(figures), flush=True)
    except MissingData as missing:
        print(missing)
        print(last_line({"skipped": str(missing)}))
    except (BadInstance, InvalidInput, UnknownEngine, UnsupportedScenario) as wrong:
        parser.exit(2, f"{wrong}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = parser.add_subparsers(dest="name", required=True)
    taipei = names.add_parser("taipei", help="a week of elderly care in Taipei")
    food = names.add_parser("us-food", help="a week of food parcels around real pantries")
    food.add_argument("--area", choices=[area.id for area in AREAS], default=AREAS[0].id)
    food.add_argument("--households", type=int, default=1_000)
    station = names.add_parser("station", help="the station's week, then a proof of each day")
    station.add_argument("--day-limit", type=float, default=120.0, metavar="SECONDS")
    county = names.add_parser("county", help="a county's volunteers, each for one visit")
    county.add_argument("--share", type=float, default=1.0, help="take the middle of it only")
    for command in (taipei, food, station, county):
        command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
        command.add_argument("--build-only", action="store_true")
    care = names.add_parser("hhcrsp", help="an instance of home care routing and scheduling")
    synthetic = names.add_parser("synthetic", help="an instance of the synthetic weeks")
    for command in (care, synthetic):
        command.add_argument("file", type=Path, metavar="FILE")
        command.add_argument("--out", type=Path, required=True, metavar="SOLUTION")
        command.set_defaults(build_only=False)
    peers = names.add_parser("peers", help="other solvers on the same synthetic week")
    peers.add_argument("file", type=Path, metavar="FILE")
    peers.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    peers.add_argument("--peer", choices=NAMES, nargs="+", default=NAMES, metavar="NAME")
    peers.set_defaults(build_only=False)
    for command in (taipei, food, station, county, care, synthetic, peers):
        command.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS")
        command.add_argument("--seed", type=int, default=1)
    many = names.add_parser("study", help="instances, each with several limits and seeds")
    many.add_argument("files", type=Path, nargs="+", metavar="FILE")
    sizes = names.add_parser("growth", help="how the time to a good plan grows with the needs")
    sizes.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="NEEDS")
    for command in (many, sizes):
        _add_study_options(command)
    planned = (*_add_planning(names), *_add_telling(names))
    for command in planned:
        command.set_defaults(build_only=False)
    for command in (taipei, food, station, county, care, synthetic, peers, many, sizes, *planned):
        command.add_argument("--workers", type=int, default=1)
        command.add_argument("--engine", default="auto")
        command.set_defaults(map=None)
    add_commands(names)
    taipei.add_argument("--map", type=Path, metavar="FILE", help="write the coverage as SVG")
    return parser


def _add_planning(
    names: argparse._SubParsersAction[argparse.ArgumentParser],
) -> tuple[argparse.ArgumentParser, ...]:
    """Add what measures the planner's bench."""
    simulation = names.add_parser("simulation", help="a district's plan, carried out many times")
    simulation.add_argument("--size", default="district", help="of the synthetic weeks")
    simulation.add_argument("--replications", type=int, default=10_000)
    simulation.add_argument("--standby", type=int, default=3, metavar="N")
    staffing = names.add_parser("staffing", help="who a district with too few helpers needs more")
    staffing.add_argument("--district", default="district", choices=["district", *scenarios()])
    for command, seconds in ((simulation, 60.0), (staffing, 300.0)):
        command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
        command.add_argument("--time-limit", type=float, default=seconds, metavar="SECONDS")
        command.add_argument("--seed", type=int, default=1)
    swept = names.add_parser("sweep", help="a hundred variants of a synthetic week")
    swept.add_argument("file", type=Path, metavar="FILE")
    swept.add_argument("--points", type=int, default=100)
    swept.add_argument("--iterations", type=int, default=20_000)
    swept.add_argument("--time-limit", type=float, default=10.0, metavar="SECONDS")
    swept.set_defaults(out=Path(), seed=0)
    calm = names.add_parser("repair", help="cancelled shifts of a synthetic week, one at a time")
    calm.add_argument("file", type=Path, metavar="FILE")
    calm.add_argument("--cancellations", type=int, default=100)
    calm.add_argument("--resolved", type=int, default=10, help="so many are also planned anew")
    calm.add_argument("--resolve-limit", type=float, default=30.0, metavar="SECONDS")
    calm.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS")
    calm.add_argument("--seed", type=int, default=1)
    calm.set_defaults(out=Path())
    brought = names.add_parser("recommend", help="needs brought to the plan of a synthetic week")
    brought.add_argument("file", type=Path, metavar="FILE")
    brought.add_argument("--asked", type=int, default=200, metavar="N")
    brought.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS")
    brought.set_defaults(out=Path(), seed=1)
    return simulation, staffing, swept, calm, brought


def _add_telling(
    names: argparse._SubParsersAction[argparse.ArgumentParser],
) -> tuple[argparse.ArgumentParser, ...]:
    """Add what measures how needs that are left out are told of, and what becomes of them."""
    rolled = names.add_parser("roll", help="scenarios with a ladder over several weeks")
    rolled.add_argument("--weeks", type=int, default=8)
    rolled.add_argument("--iterations", type=int, default=200, help="of each week")
    rolled.add_argument("--seed", type=int, default=1)
    rolled.set_defaults(out=Path(), time_limit=60.0)
    scarce = names.add_parser("shortages", help="what a synthetic week with too few helpers lacks")
    scarce.add_argument("file", type=Path, metavar="FILE")
    scarce.add_argument("--tried", type=int, default=5, help="types planned with one more, twice")
    scarce.add_argument("--bound-limit", type=float, default=20.0, metavar="SECONDS")
    scarce.add_argument("--resolve-limit", type=float, default=10.0, metavar="SECONDS")
    scarce.add_argument("--time-limit", type=float, default=30.0, metavar="SECONDS")
    scarce.add_argument("--seed", type=int, default=1)
    scarce.set_defaults(out=Path())
    told = names.add_parser("explain", help="what a short district leaves out, explained")
    told.add_argument("file", type=Path, metavar="FILE")
    told.add_argument("--needs", type=int, default=300, metavar="N")
    told.add_argument("--seconds", type=float, default=5.0, help="for the suggestions of one")
    told.add_argument("--time-limit", type=float, default=10.0, metavar="SECONDS")
    told.add_argument("--seed", type=int, default=1)
    told.set_defaults(out=Path())
    return rolled, scarce, told


def _add_study_options(command: argparse.ArgumentParser) -> None:
    """Add what commands have that run many times; each run has its own limit and seed."""
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    command.add_argument(
        "--time-limit", dest="limits", type=float, nargs="+", default=[60.0], metavar="SECONDS"
    )
    command.add_argument("--seeds", type=int, nargs="+", default=[1], help="one alone: 1 to it")
    command.add_argument("--within", type=float, default=0.5, metavar="PERCENT")
    command.set_defaults(build_only=False, time_limit=60.0, seed=1)


def _lines(options: Options, asked: argparse.Namespace) -> Iterator[Figures]:
    """Give the figures to print, a line each."""
    if asked.name == "peers":
        yield from compare(asked.file, options, asked.peer)
    elif asked.name == "study":
        yield from study([subject(file) for file in asked.files], asked.schedule, options)
    elif asked.name == "growth":
        yield from growth(asked.sizes, asked.schedule, options)
    elif asked.name == "roll":
        yield from rolling.measure(options, asked.weeks, asked.iterations)
    else:
        yield MEASURES[asked.name](options, asked)


def _schedule(asked: argparse.Namespace) -> Schedule:
    """Give limits and seeds without repetition; a lone seed N means 1 to N."""
    seeds = range(1, asked.seeds[0] + 1) if len(asked.seeds) == 1 else asked.seeds
    return Schedule(
        limits=tuple(dict.fromkeys(asked.limits)),
        seeds=tuple(dict.fromkeys(seeds)),
        within=asked.within / 100,
    )


def _taipei(options: Options, asked: argparse.Namespace) -> Figures:
    map_file: Path | None = asked.map
    folder = data("real", "taipei_care")
    outcome = run(lambda: build_taipei(folder, options.seed), options)
    if map_file is not None and outcome.plan is not None:
        picture = taipei_map(villages(folder), outcome.scenario, outcome.plan)
        map_file.parent.mkdir(parents=True, exist_ok=True)
        map_file.write_text(picture, encoding="utf-8")
    return outcome.figures


def _us_food(options: Options, asked: argparse.Namespace) -> Figures:
    folder = data("real", "us_food")
    area = next(area for area in AREAS if area.id == asked.area)
    read = pantries(folder / area.file)
    hours = {"pantries": len(read), "hours_read": sum(bool(p.openings) for p in read)}
    outcome = run(lambda: build_us_food(folder, area, asked.households, options.seed), options)
    return hours | outcome.figures


def _station(options: Options, asked: argparse.Namespace) -> Figures:
    return measure_station(options, asked.day_limit)


def _county(options: Options, asked: argparse.Namespace) -> Figures:
    return measure_county(options, asked.share)


def _staffing(options: Options, asked: argparse.Namespace) -> Figures:
    return measure_staffing(options, asked.district)


def _care(options: Options, asked: argparse.Namespace) -> Figures:
    return measure_file(HHCRSP, asked.file, options)


def _synthetic(options: Options, asked: argparse.Namespace) -> Figures:
    return measure_file(SYNTHETIC, asked.file, options)


def _sweep(options: Options, asked: argparse.Namespace) -> Figures:
    return sweep.measure(
        sweep.Asked(
            file=asked.file,
            points=asked.points,
            seconds=options.seconds,
            iterations=asked.iterations,
            workers=options.workers,
        )
    )


def _recommend(options: Options, asked: argparse.Namespace) -> Figures:
    return recommendation.measure(options, asked.file, asked.asked)


def _simulation(options: Options, asked: argparse.Namespace) -> Figures:
    return measure_simulation(options, asked.size, asked.replications, asked.standby)


def _repair(options: Options, asked: argparse.Namespace) -> Figures:
    return repair.measure(
        repair.Asked(
            file=asked.file,
            cancellations=asked.cancellations,
            resolved=asked.resolved,
            seconds=options.seconds,
            resolve_seconds=asked.resolve_limit,
            workers=options.workers,
            seed=options.seed,
        )
    )


def _shortages(options: Options, asked: argparse.Namespace) -> Figures:
    return shortages.measure(
        shortages.Asked(
            file=asked.file,
            tried=asked.tried,
            seconds=options.seconds,
            bound_seconds=asked.bound_limit,
            solve_seconds=asked.resolve_limit,
            workers=options.workers,
            seed=options.seed,
        )
    )


def _explain(options: Options, asked: argparse.Namespace) -> Figures:
    return explain.measure(
        explain.Asked(
            file=asked.file,
            needs=asked.needs,
            solve_seconds=options.seconds,
            seconds=asked.seconds,
            seed=options.seed,
        )
    )


MEASURES = {
    "taipei": _taipei,
    "us-food": _us_food,
    "station": _station,
    "county": _county,
    "staffing": _staffing,
    "hhcrsp": _care,
    "synthetic": _synthetic,
    "sweep": _sweep,
    "recommend": _recommend,
    "simulation": _simulation,
    "repair": _repair,
    "shortages": _shortages,
    "explain": _explain,
}


if __name__ == "__main__":
    main()
