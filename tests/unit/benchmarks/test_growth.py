"""Weeks made larger and smaller, the line through the smallest, and the picture."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import growth as module
from benchmarks import study as runs
from benchmarks.growth import Point, fitted, growth, n_log_n, picture, scaled, soonest, table, week
from benchmarks.measure import Options
from benchmarks.plot import Axis, log_log, ticks
from benchmarks.sets import BadInstance, InstanceSet, read
from benchmarks.shared import script
from benchmarks.study import Schedule
from benchmarks.summary import Reference, Row
from benchmarks.synthetic import SYNTHETIC

SVG = "{http://www.w3.org/2000/svg}"


def row(needs: int, seconds: float | None, time_limit: float = 60.0) -> Row:
    return Row(
        instance=f"citytight-{needs}",
        time_limit=time_limit,
        runs=1,
        failed=0,
        median=990.0,
        worst=990.0,
        best=990.0,
        reference=Reference(value=1000.0, origin="bound of 60 s"),
        gap=0.01,
        within=0.005,
        reached=int(seconds is not None),
        seconds_to_reach=seconds,
        seconds=61.25,
        peak_mb=400.0,
    )


def point(needs: int, seconds: float | None) -> Point:
    return Point(needs=needs, row=row(needs, seconds))


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 -- our own text


def test_a_size_keeps_what_it_has_to_a_need() -> None:
    size = (770, 14_000, 12_000, 498, 40.0)
    assert scaled(size, 12_000) == size
    assert scaled(size, 3_000) == (192, 3_500, 3_000, 124, 20.0)
    assert scaled(size, 2)[:4] == (1, 2, 2, 1)


def test_the_generator_makes_weeks_of_any_size(synthetic: Path, tmp_path: Path) -> None:
    told = read(SYNTHETIC, week(40, tmp_path))
    assert (told.name, len(told.needs), len(told.helpers)) == ("citytight-40", 40, 3 + 47)
    assert max(slot.max_visits for p in told.helpers if p.kind == "sw" for slot in p.slots) <= 3
    assert script(synthetic / "gen.py").SIZES["citytight"][2] == 12_000


def test_the_line_goes_by_the_smallest_sizes_that_were_reached() -> None:
    assert n_log_n(100) == pytest.approx(460.517, abs=1e-3)
    assert fitted([]) is None
    assert fitted([point(100, None)]) is None
    exact = [point(100, 0.01 * n_log_n(100)), point(300, 0.01 * n_log_n(300))]
    assert fitted(exact) == pytest.approx(0.01)
    apart = [
        point(50, None),
        point(100, 0.02 * n_log_n(100)),
        point(300, 0.08 * n_log_n(300)),
        point(1000, 9999.0),
    ]
    assert fitted(apart) == pytest.approx(0.04)


def test_a_size_is_told_by_what_got_there_soonest() -> None:
    rows = [row(100, 7.0, 10.0), row(100, 5.0, 20.0), row(100, None, 60.0), row(300, 1.0)]
    assert soonest(100, rows) == Point(needs=100, row=rows[1])
    never = [row(100, None, 20.0), row(100, None, 60.0), row(100, None, 10.0)]
    assert soonest(100, never).row.time_limit == 60.0


def test_a_table_tells_the_bound_and_the_line() -> None:
    lines = table([point(100, 0.01 * n_log_n(100)), point(1000, None)], 0.005).splitlines()
    assert lines[2] == (
        "| 100 | 60 s | 4.61 | 4.61 | 1,000 (bound of 60 s) | 990 | +1.000 % | 61.2 | 400 MB |"
    )
    assert lines[3].startswith("| 1,000 | 60 s | - | 69.08 | ")


def test_ticks_go_around_what_is_drawn() -> None:
    assert ticks([100, 12_000]) == [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000]
    assert ticks([0.3, 4.0]) == pytest.approx([0.2, 0.5, 1, 2, 5])
    assert ticks([5.0]) == [5, 10]


def test_equal_factors_are_equal_ways() -> None:
    axis = Axis(ticks=[1, 10, 100], start=0.0, end=80.0)
    assert [axis.at(value) for value in (1, 10, 100)] == pytest.approx([0, 40, 80])


def test_the_picture_marks_what_was_reached_and_is_whole() -> None:
    drawn = parsed(picture([point(100, 2.0), point(300, 6.0), point(1000, None)], 0.005))
    assert (drawn.tag, len(drawn.findall(f"{SVG}circle"))) == (f"{SVG}svg", 2)
    (line,) = drawn.findall(f"{SVG}path[@stroke-dasharray]")
    assert line.get("d").count("L") == 2
    title = parsed(log_log("a < b & c", ("x", "y"), [], [])).find(f"{SVG}text")
    assert title.text == "a < b & c"


def test_growth_runs_each_size_and_writes_what_came_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stands_in(work: object, kind: InstanceSet, file: Path, options: Options) -> dict:
        seconds = 0.001 * n_log_n(len(read(kind, file).needs))
        figures = {"status": "time_limit", "objective": 999.0, "bound": 1000.0, "seconds": 5.0}
        return figures | {"trace": [[0.001, 900.0], [seconds, 999.0]]}

    def made(needs: int, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"citytight-{needs}.json"
        document = {"name": "n", "seed": 1, "speed_kmh": 15, "detour": 1.3, "skills": []}
        request = {"community": 0, "lat": 0, "lon": 0, "service": 1, "windows": [[0, 1]]}
        request |= {"skills": [], "licensed": False, "crew": 1, "priority": 1, "weight": 1}
        needed = [request | {"id": str(number)} for number in range(needs)]
        file.write_text(json.dumps(document | {"communities": 1, "helpers": [], "needs": needed}))
        return file

    monkeypatch.setattr(runs, "alone", stands_in)
    monkeypatch.setattr(module, "week", made)
    options = Options(out=tmp_path, seconds=60.0, seed=1, workers=1)
    schedule = Schedule(limits=(5.0,), seeds=(1,), within=0.005)
    lines = list(growth([30, 20, 20], schedule, options))
    assert [line["instance"] for line in lines] == ["citytight-20", "citytight-30"]
    cells = [line.split(" | ") for line in (tmp_path / "growth.md").read_text().splitlines()[2:]]
    assert [row[0] for row in cells] == ["| 20", "| 30"]
    assert [row[2] for row in cells] == [row[3] for row in cells] == ["0.06", "0.10"]
    assert parsed((tmp_path / "growth.svg").read_text()).tag == f"{SVG}svg"
    with pytest.raises(BadInstance, match="must have 2 needs at least, not 1"):
        list(growth([1], schedule, options))
