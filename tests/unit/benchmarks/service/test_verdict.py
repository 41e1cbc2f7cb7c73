import pytest

from benchmarks.service.verdict import Fate, is_well, judge

ALONE = {"refused": 0, "left_over": 0}


def fate(*ids: str, status: str | None = "solved", endings: int = 1, violations: int = 0) -> Fate:
    return Fate(ids=frozenset(ids), status=status, endings=endings, violations=violations)


def test_plans_that_were_all_solved_once_are_well() -> None:
    figures = judge([fate("a"), fate("b")], listed=2)
    assert figures == {
        "jobs": 2,
        "solved": 2,
        "lost": 0,
        "doubled": 0,
        "failed": 0,
        "broken": 0,
        "surplus": 0,
    }
    assert is_well(figures | ALONE)


@pytest.mark.parametrize(
    ("odd", "listed", "wrong"),
    [
        (fate("b", status=None, endings=0), 1, {"lost": 1, "surplus": -1}),
        (fate("b", status="running", endings=0), 2, {"lost": 1}),
        (fate("b", "c"), 3, {"doubled": 1, "surplus": 1}),
        (fate("b", endings=2), 2, {"doubled": 1}),
        (fate("b", status="failed"), 2, {"failed": 1}),
        (fate("b", violations=1), 2, {"broken": 1}),
    ],
)
def test_each_fault_is_counted_as_what_it_is(odd: Fate, listed: int, wrong: dict[str, int]) -> None:
    figures = judge([fate("a"), odd], listed=listed)
    counted = {name: figures[name] for name in figures if name not in {"jobs", "solved"}}
    assert {name: count for name, count in counted.items() if count} == wrong
    assert not is_well(figures | ALONE)


@pytest.mark.parametrize("name", sorted(ALONE))
def test_what_is_refused_or_left_over_is_not_well(name: str) -> None:
    assert not is_well(judge([fate("a")], listed=1) | ALONE | {name: 1})
