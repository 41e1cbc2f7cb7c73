"""Peers on weeks small enough to solve by hand, judged from the files they leave."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.measure import Options
from benchmarks.peers.compare import compare, meet
from benchmarks.peers.fleet import Fleet, unsuited
from benchmarks.peers.judge import broken_rules, judge
from benchmarks.peers.peer import PEERS, Peer
from benchmarks.sets import read
from benchmarks.shared import script
from benchmarks.synthetic import SYNTHETIC, Call, Instance, Tour, document, minutes
from tests.unit.benchmarks.stand_in import STAND_IN
from tests.unit.benchmarks.test_synthetic import KM, WEEK, person, request, week, write

SOLO = week(
    [
        person("v", slots=[{"start": 540, "end": 720, "max_visits": 2}]),
        person("w", kind="sw", skills=[1]),
    ],
    [
        request("near", lat=31.0 + KM),
        request("late", windows=[[500, 510], [600, 660]]),
        request("licensed", licensed=True, skills=[1], priority=5, weight=16),
        request("beyond", community=1),
        request("too-good", skills=[0, 1], priority=2, weight=2),
    ],
)
"""Best: v first to the one a kilometre off, then to the late one; w to the licensed one."""

BEST = 18_000 - 12


def instance(document: dict, folder: Path) -> Instance:
    return read(SYNTHETIC, write(folder, document))


def tour(helper: str, *visits: tuple[str, int], slot: int = 0) -> Tour:
    calls = tuple(Call(need=need, start=start) for need, start in visits)
    return Tour(helper=helper, slot=slot, visits=calls)


GOOD = (tour("v", ("near", 546), ("late", 600)), tour("w", ("licensed", 540)))


def test_a_good_solution_breaks_no_rule(tmp_path: Path) -> None:
    assert broken_rules(instance(SOLO, tmp_path), GOOD) == []


@pytest.mark.parametrize(
    ("tours", "said"),
    [
        ([tour("v", ("near", 545))], "v/0 begins near at 545, before it arrives at 546"),
        ([tour("v", ("late", 599))], "v/0 begins late at 599, outside its windows"),
        ([tour("v", ("late", 700))], "v/0 is home at 730, after 720"),
        ([tour("v", ("beyond", 540))], "v/0 does not reach beyond"),
        ([tour("v", ("licensed", 540))], "nobody who visits licensed is qualified"),
        ([tour("w", ("near", 546))], "nobody who visits near is qualified"),
        ([GOOD[0], GOOD[0]], "v/0 is used twice"),
        ([tour("v", slot=1)], "v has no slot 1"),
        (
            [tour("v", ("near", 546)), tour("w", ("near", 546))],
            "near has 2 visits by 2 helpers, not 1",
        ),
    ],
)
def test_a_broken_rule_is_said(tours: list[Tour], said: str, tmp_path: Path) -> None:
    assert said in broken_rules(instance(SOLO, tmp_path), tours)


def test_visits_minutes_of_the_week_and_crews_are_counted(tmp_path: Path) -> None:
    helpers = [
        person("v", max_minutes_week=59, slots=[{"start": 540, "end": 720, "max_visits": 1}]),
        person("w"),
    ]
    told = instance(week(helpers, [request("a"), request("b", crew=2)]), tmp_path)
    tours = [tour("v", ("a", 540), ("b", 570)), tour("w", ("b", 571))]
    assert broken_rules(told, tours) == [
        "v/0 has 2 visits, more than 1",
        "v works 60 minutes, more than 59",
        "the crew of b does not start together",
    ]


def test_what_breaks_a_rule_has_no_objective(tmp_path: Path) -> None:
    told = instance(SOLO, tmp_path)
    file = tmp_path / "solution.json"
    file.write_text(json.dumps(document(told, {}, GOOD)), encoding="utf-8")
    assert judge(told, file) == {
        "objective": BEST,
        "served": 3,
        "needs": 5,
        "weight": 18,
        "travel": 12,
    }
    wrong = [tour("v", ("near", 540), ("beyond", 540)), tour("w", slot=1)]
    file.write_text(json.dumps(document(told, {}, wrong)), encoding="utf-8")
    figures = judge(told, file)
    assert (figures["status"], figures["objective"]) == ("infeasible", None)
    assert figures["broken"]["rules"] == 4
    assert len(figures["broken"]["first"]) == 3


def test_a_fleet_leaves_out_what_fits_nowhere(tmp_path: Path) -> None:
    helpers = [*SOLO["helpers"], person("idle", skills=[]), person("full", slots=[])]
    told = instance(SOLO | {"helpers": helpers}, tmp_path)
    fleet = Fleet(told)
    assert [customer.id for customer in fleet.customers] == ["near", "late", "licensed"]
    assert [(v.person.id, v.customers) for v in fleet.vehicles] == [("v", (0, 1)), ("w", (2,))]
    assert fleet.able() == [[0], [0], [1]]
    assert fleet.tours({1: [2], 0: [0, 1]}) == GOOD
    assert [[minutes(told, a, b) for b in fleet.places] for a in fleet.places] == (
        fleet.minutes.tolist()
    )


def test_weeks_that_bind_are_no_vehicle_routing(tmp_path: Path) -> None:
    assert unsuited(instance(SOLO, tmp_path)) is None
    capped = week([person("v", max_minutes_week=179)], [])
    assert unsuited(instance(capped, tmp_path)) == (
        "helpers whose week holds less than their slots: 1"
    )


def met(peer: Peer, document: dict, folder: Path, seed: int = 1) -> dict:
    file = write(folder, document)
    options = Options(out=folder / "out" / "peer.json", seconds=1.0, seed=seed, workers=1)
    return meet(peer, read(SYNTHETIC, file), file, options)


def test_a_peer_is_judged_from_its_file(tmp_path: Path) -> None:
    line = met(STAND_IN, SOLO, tmp_path)
    assert line | {"seconds": 0, "phases": {}, "peak_mb": 0, "version": ""} == {
        "peer": "stand-in",
        "version": "",
        "status": "completed",
        "objective": BEST,
        "seconds": 0,
        "served": 3,
        "needs": 5,
        "weight": 18,
        "travel": 12,
        "phases": {},
        "peak_mb": 0,
    }
    written = json.loads((tmp_path / "out" / "peer.json").read_text(encoding="utf-8"))
    assert (written["instance"], written["meta"]["peer"]) == ("week", "stand-in")


def test_crews_of_two_are_refused_in_a_sentence(tmp_path: Path) -> None:
    line = met(STAND_IN, WEEK, tmp_path)
    assert (line["status"], line["objective"]) == ("refused", None)
    assert line["why"] == (
        "stand-in cannot plan week: needs that ask for two helpers who start together: 1."
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("seed", "why"), [(13, "RuntimeError: no luck"), (14, "its process died.")]
)
def test_a_peer_that_fails_is_told_of(seed: int, why: str, tmp_path: Path) -> None:
    line = met(STAND_IN, SOLO, tmp_path, seed)
    assert (line["status"], line["why"]) == ("failed", why)


def test_a_peer_is_not_asked_where_nobody_can_go_anywhere(tmp_path: Path) -> None:
    line = met(STAND_IN, week([person("v")], [request("n", community=1)]), tmp_path, seed=13)
    assert (line["status"], line["objective"], line["needs"]) == ("completed", 0, 1)


def test_a_week_too_large_for_a_peer_is_refused(tmp_path: Path) -> None:
    line = met(replace(STAND_IN, most_places=4), SOLO, tmp_path)
    assert line["status"] == "refused"
    assert "its matrix of travel would have 5 places a side, more than 4." in line["why"]


def test_a_peer_that_is_not_here_is_skipped(tmp_path: Path) -> None:
    absent = Peer(name="absent", package="no_such", distribution="no-such", module="no_such")
    line = met(absent, SOLO, tmp_path)
    assert (line["status"], line["version"]) == ("skipped", None)
    assert line["why"] == "absent is not installed: pip install no-such."


def test_linli_stands_beside_its_peers_a_line_each(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEERS, "pyvrp", STAND_IN)
    file = write(tmp_path, SOLO)
    out = tmp_path / "out"
    limits = ["--time-limit", "5", "--engine", "exact"]
    main(["peers", str(file), "--peer", "linli", "pyvrp", "--out", str(out), *limits])
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [line["peer"] for line in lines] == ["linli", "stand-in"]
    assert [line["objective"] for line in lines] == [BEST, BEST]
    assert lines[0]["status"] == "optimal"
    assert sorted(file.name for file in out.iterdir()) == ["linli.json", "pyvrp.json"]


@pytest.mark.parametrize("name", PEERS)
def test_each_peer_that_is_here_finds_the_best(name: str, tmp_path: Path) -> None:
    pytest.importorskip(PEERS[name].package)
    options = Options(out=tmp_path / "out", seconds=1.0, seed=1, workers=1)
    (line,) = compare(write(tmp_path, SOLO), options, [name])
    assert line["objective"] == BEST, line


def test_the_set_s_own_check_agrees_about_a_peer(synthetic: Path, tmp_path: Path) -> None:
    made = script(synthetic / "gen.py")
    week_of_ones = made.solo(made.make("station", 2))
    line = met(STAND_IN, week_of_ones, tmp_path)
    solution = json.loads((tmp_path / "out" / "peer.json").read_text(encoding="utf-8"))
    judged = script(synthetic / "check.py").check(week_of_ones, solution)
    assert line["status"] == "infeasible"
    assert line["broken"]["rules"] == judged["errors"]
    for part in ("weight", "travel", "served", "needs"):
        assert judged[part] == line[part]
