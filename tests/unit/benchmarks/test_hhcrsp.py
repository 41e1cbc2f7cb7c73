"""Instances of home care routing small enough to solve by hand, and the set's own judge."""

import json
from pathlib import Path

import pytest

from benchmarks.hhcrsp import HHCRSP, Instance, scenario
from benchmarks.measure import Options
from benchmarks.sets import BadInstance, measure, read
from benchmarks.shared import script
from matcher.validate import validate

CARE = {
    "patients": [
        {
            "id": "p1",
            "location": [-30.1, -51.1],
            "time_window": [10.0, 20.0],
            "required_caregivers": [{"service": "s1", "duration": 10.0}],
        },
        {
            "id": "p2",
            "location": [-30.2, -51.2],
            "time_window": [0.0, 5.0],
            "required_caregivers": [
                {"service": "s1", "duration": 3.0},
                {"service": "s2", "duration": 4.0},
            ],
            "synchronization": {"type": "sequential", "distance": [30, 40]},
        },
    ],
    "caregivers": [{"id": "c1", "abilities": ["s1"]}, {"id": "c2", "abilities": ["s2"]}],
    "central_offices": [{"id": "d", "location": [-30.0, -51.0]}],
    "distances": [[0.0, 10.0, 5.0], [10.0, 0.0, 7.0], [5.0, 7.0, 0.0]],
    "services": [{"id": "s1", "default_duration": 10.0}],
}
"""Best: c1 goes d, p2, p1, d (22 minutes) and c2 d, p2, d (10). The second service at p2 starts
thirty minutes after minute 5 at the earliest: 30 late."""


def patient(name: str = "p", *, window: tuple = (0, 10), services: tuple = (("s", 10),), **more):
    required = [{"service": service, "duration": minutes} for service, minutes in services]
    return {"id": name, "time_window": window, "required_caregivers": required, **more}


def instance(*patients: dict, able: tuple = (("s",),), distances: list | None = None) -> dict:
    size = len(patients) + 1
    return {
        "patients": patients,
        "caregivers": [{"id": f"c{n}", "abilities": each} for n, each in enumerate(able)],
        "central_offices": [{"id": "d"}],
        "distances": distances or [[0 if a == b else 5 for a in range(size)] for b in range(size)],
    }


def write(folder: Path, document: dict) -> Path:
    file = folder / "care.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def solved(folder: Path, document: dict, engine: str = "exact") -> tuple[dict, list]:
    seconds = 1.0 if engine == "search" else 10.0
    options = Options(out=folder / "out.json", seconds=seconds, seed=1, workers=1, engine=engine)
    figures = measure(HHCRSP, write(folder, document), options)
    return figures, json.loads(options.out.read_text(encoding="utf-8"))["routes"]


def starts(routes: list) -> dict:
    return {(s["patient"], s["service"]): s["arrival_time"] for r in routes for s in r["locations"]}


def test_the_best_plan_by_hand(tmp_path: Path) -> None:
    figures, routes = solved(tmp_path, CARE)
    assert figures["status"] == "optimal"
    assert figures["cost"] == figures["bound"] == (32 + 30 + 30) / 3
    assert (figures["distance"], figures["total_tardiness"], figures["max_tardiness"]) == (
        32,
        30,
        30,
    )
    assert [route["caregiver_id"] for route in routes] == ["c1", "c2"]
    at = starts(routes)
    assert (at["p2", "s1"], at["p2", "s2"]) == (5, 35)
    assert routes[1]["locations"][0]["departure_time"] == 39


def test_lateness_counts_each_service_and_the_largest_once_more(tmp_path: Path) -> None:
    together = {"type": "simultaneous"}
    two = patient(services=(("s", 10), ("t", 20)), window=(0, 2), synchronization=together)
    figures, routes = solved(tmp_path, instance(two, able=(("s",), ("t",))))
    assert set(starts(routes).values()) == {5}
    assert figures["cost"] == (20 + 6 + 3) / 3


def test_one_caregiver_may_provide_both_services(tmp_path: Path) -> None:
    after = {"type": "sequential", "distance": [30, 40]}
    two = patient(services=(("s", 10), ("t", 10)), window=(0, 60), synchronization=after)
    figures, _ = solved(tmp_path, instance(two, able=(("s", "t"),)))
    assert figures["cost"] == 10 / 3


def test_a_plan_that_leaves_someone_out_has_no_cost(tmp_path: Path) -> None:
    document = instance(patient(), patient("q", services=(("unheard-of", 5),)))
    figures, _ = solved(tmp_path, document)
    assert (figures["status"], figures["cost"], figures["bound"]) == ("infeasible", None, None)
    assert (figures["served"], figures["patients"]) == (1, 2)


def test_lateness_is_never_cut_off(tmp_path: Path) -> None:
    long = [patient(f"p{n}", services=(("s", 1400),)) for n in range(4)]
    figures, _ = solved(tmp_path, instance(*long))
    assert figures["served"] == 4
    assert figures["max_tardiness"] == 3 * 1405 - 5


def test_the_matrix_holds_for_patients_at_one_point(tmp_path: Path) -> None:
    both = [patient(name, location=[1.0, 2.0], window=(0, 99)) for name in ("p", "q")]
    figures, _ = solved(tmp_path, instance(*both))
    assert figures["distance"] == 15


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "patients: Field required (and 3 more errors)"),
        (instance(patient(), distances=[[0, 1.5], [1.5, 0]]), "distances/0/1: .* fractional part"),
        (instance(patient(services=(("s", 1), ("t", 1)))), "two services need a synchronization"),
        (
            instance(
                patient(services=(("s", 1), ("t", 1)), synchronization={"type": "sequential"})
            ),
            "patients/0/synchronization: .*need a distance",
        ),
        (
            instance(
                patient(services=(("s", 1), ("s", 1)), synchronization={"type": "simultaneous"})
            ),
            "two services of a patient must differ",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(document: dict, said: str, tmp_path: Path) -> None:
    pattern = said.replace("(", r"\(").replace(")", r"\)")
    with pytest.raises(BadInstance, match=pattern) as wrong:
        read(HHCRSP, write(tmp_path, document))
    assert "\n" not in str(wrong.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInstance, match="cannot be read: No such file"):
        read(HHCRSP, tmp_path / "none.json")


def test_every_instance_of_the_set_is_a_sound_scenario(hhcrsp: Path) -> None:
    files = sorted((hhcrsp / "instances").glob("*.json"))
    assert len(files) == 27
    for file in files:
        told = scenario(read(HHCRSP, file), file.stem)
        assert {problem.code for problem in validate(told)} <= {"coordinates_outside_china"}
        assert len(told.needs) == int(file.name.split("_")[1])


def test_the_set_s_own_check_agrees(hhcrsp: Path, tmp_path: Path) -> None:
    document = json.loads(
        (hhcrsp / "instances" / "HHCRSP_25_5_22_1.0_C_C.json").read_text(encoding="utf-8")
    )
    figures, routes = solved(tmp_path, document, engine="search")
    rows = {each["id"]: row for row, each in enumerate(document["patients"], 1)}
    judged, errors = script(hhcrsp / "check.py").evaluate(document, rows, {"routes": routes})
    assert errors == []
    assert judged["cost"] == figures["cost"]
    for part in ("distance", "total_tardiness", "max_tardiness"):
        assert judged[part] == figures[part]


def test_a_scenario_keeps_what_the_file_says(tmp_path: Path) -> None:
    told: Instance = read(HHCRSP, write(tmp_path, CARE))
    needs = scenario(told, "care").needs
    assert [role.minutes for role in needs[1].roles] == [3, 4]
    assert (needs[1].roles[1].lag.min, needs[1].roles[1].lag.max) == (30, 40)
    assert needs[0].place.key == "p1"
    assert needs[0].place.lat == pytest.approx(-30.1)
