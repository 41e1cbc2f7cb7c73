"""``python -m benchmarks taipei`` and ``python -m benchmarks us-food``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.measure import Figures, Options, last_line, run
from benchmarks.real_taipei import build as build_taipei
from benchmarks.real_taipei import coverage_map as taipei_map
from benchmarks.shared import MissingData, data
from benchmarks.taipei_data import villages
from benchmarks.us_data import AREAS, pantries
from benchmarks.us_food import build as build_us_food


def main(arguments: list[str] | None = None) -> None:
    """Measure what the command line asks for; the last line printed is one JSON object."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.build_only and asked.map:
        parser.error("--map needs a plan; leave out --build-only")
    options = Options(
        out=asked.out,
        seconds=asked.time_limit,
        seed=asked.seed,
        workers=asked.workers,
        engine=asked.engine,
        build_only=asked.build_only,
    )
    try:
        figures = (
            _taipei(options, asked.map) if asked.name == "taipei" else _us_food(options, asked)
        )
    except MissingData as missing:
        print(missing)
        figures = {"skipped": str(missing)}
    print(last_line(figures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = parser.add_subparsers(dest="name", required=True)
    taipei = names.add_parser("taipei", help="a week of elderly care in Taipei")
    food = names.add_parser("us-food", help="a week of food parcels around real pantries")
    food.add_argument("--area", choices=[area.id for area in AREAS], default=AREAS[0].id)
    food.add_argument("--households", type=int, default=1_000)
    for command in (taipei, food):
        command.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--workers", type=int, default=1)
        command.add_argument("--engine", default="auto")
        command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
        command.add_argument("--build-only", action="store_true")
    taipei.add_argument("--map", type=Path, metavar="FILE", help="write the coverage as SVG")
    food.set_defaults(map=None)
    return parser


def _taipei(options: Options, map_file: Path | None) -> Figures:
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


if __name__ == "__main__":
    main()
