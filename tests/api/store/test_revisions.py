"""Plans made of plans, in the store."""

import io

import pytest

from api.access import Actor
from api.jobs import Asked, KeyReused, Made, NewJob, Status, Unknown
from api.store import Keys, Page, forget
from tests.api.store.written import text

ME = Actor(key="k", owner="main/")
BELOW = Actor(key="k", owner="main/below/")
ALL = Page(number=1, size=200)
CHANGES = {"stage": None, "changes": [{"need": "n1", "zh": "改"}]}


@pytest.fixture
def base(plans, queue):
    """Give a plan of a tenant below that has ended."""
    new = NewJob(options={}, warnings=[])
    id_ = plans.add(new, text("before"), Asked(), BELOW, 9).id
    queue.finish(queue.claim(), Status.SOLVED, text("old"), {"totals": [3]})
    return plans.get(id_, "")


def test_one_that_waits_keeps_all_that_it_is_made_of(base, plans, queue, database):
    new = NewJob(options={"seed": 1}, warnings=[], base=base)
    job = plans.add(new, text("after"), Asked(key="k", fingerprint="f"), ME, 9, text("origin"))
    assert (job.base, job.owner, base.has_plan) == (base.id, "main/below/", True)
    assert forget(database, plan_days=-1, audit_days=1) == 1
    claim = queue.claim()
    scenario, result, origin = io.BytesIO(), io.BytesIO(), io.BytesIO()
    queue.fetch(claim, scenario, result, origin)
    assert [each.getvalue() for each in (scenario, result, origin)] == [
        b'"after"',
        b"",
        b'"origin"',
    ]
    assert plans.changes(job.id, "main/") is None
    queue.keep(claim, text("best"), {"totals": [2]}, 1.0, CHANGES)
    assert plans.changes(job.id, "main/") == CHANGES
    queue.finish(claim, Status.SOLVED, text("last"), {"totals": [1]}, {"changes": []})
    assert plans.changes(job.id, "main/") == {"changes": []}
    (line, *_) = Keys(database).audit(ALL, "")[0]
    assert (line.action, line.target, line.owner) == ("createRevision", job.id, "main/")
    assert forget(database, plan_days=-1, audit_days=1) == 1
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pieces").scalar_one() == 0


def test_one_that_is_made_at_once_has_ended(base, plans, queue, database, tmp_path):
    (tmp_path / "scenario").write_bytes(b'"after"')
    (tmp_path / "result").write_bytes(b'"new"')
    made = Made(
        scenario=tmp_path / "scenario",
        result=tmp_path / "result",
        warnings=[],
        summary={"totals": [1]},
        changes=CHANGES,
    )
    new, asked = NewJob(options={}, warnings=[], base=base), Asked(key="k", fingerprint="f")
    job = plans.add_made(new, made, asked, ME)
    assert (job.status, job.base, job.owner) == (Status.SOLVED, base.id, "main/below/")
    assert job.has_plan
    with plans.scenario(job.id, "") as scenario, plans.result(job.id, "")[1] as result:
        assert (scenario.read(), result.read()) == (b'"after"', b'"new"')
    assert plans.changes(job.id, "") == CHANGES
    _, (event,) = plans.events(job.id, "", 0)
    assert (event.kind, event.data["status"]) == ("ended", "solved")
    assert queue.claim() is None
    assert plans.add_made(new, made, asked, ME) == job
    with pytest.raises(KeyReused):
        plans.add_made(new, made, Asked(key="k", fingerprint="g"), ME)
    assert [line.action for line in Keys(database).audit(ALL, "")[0]] == [
        "applyRecommendation",
        "createPlan",
    ]
    with pytest.raises(Unknown):
        plans.changes(job.id, "other/")
