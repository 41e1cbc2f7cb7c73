import csv
from datetime import datetime
from pathlib import Path

from benchmarks.coverage import coverage, write_coverage
from matcher.model import (
    Community,
    Need,
    Plan,
    Recurrence,
    Scenario,
    Score,
    Service,
    Tier,
    Visit,
)

START = datetime.fromisoformat("2026-11-23T00:00+08:00")
SCENARIO = Scenario(
    id="small",
    start=START,
    communities=(
        Community(id="d", name="District", tier=Tier.COUNTY),
        Community(id="a", name="甲", parent="d"),
        Community(id="b", name="乙", parent="d"),
        Community(id="c", name="Nothing asked", parent="d"),
    ),
    services=(Service(id="talk", name="Talk"),),
    needs=(
        Need(id="n1", service="talk", community="a", recurrence=Recurrence(times=3)),
        Need(id="n2", service="talk", community="b"),
    ),
)
PLAN = Plan(
    scenario="small",
    digest="",
    start=START,
    visits=tuple(
        Visit(need="n1", occurrence=occurrence, start=1440 * occurrence, end=1440 * occurrence + 60)
        for occurrence in range(2)
    ),
    score=Score(terms=(), totals=()),
)


def test_every_occurrence_counts_for_the_community_and_those_above() -> None:
    rows = {row.community.id: (row.asked, row.served) for row in coverage(SCENARIO, PLAN)}
    assert rows == {"d": (4, 2), "a": (3, 2), "b": (1, 0), "c": (0, 0)}


def test_no_share_where_nothing_is_asked() -> None:
    assert [row.share for row in coverage(SCENARIO, PLAN)] == [0.5, 2 / 3, 0.0, None]


def test_the_table_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    write_coverage(coverage(SCENARIO, PLAN), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["community", "name", "tier", "parent", "asked", "served", "share"]
    assert rows[2] == ["a", "甲", "community", "d", "3", "2", "0.667"]
    assert rows[4][-1] == ""
