import io
import json
import stat
import threading
import time

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from api.access import Actor, Scope
from api.jobs import (
    AlreadyFinished,
    AlreadyThere,
    Asked,
    Changed,
    Failure,
    KeyReused,
    NewCase,
    NewComparison,
    NewJob,
    QueueFull,
    Status,
    Unknown,
)
from api.store import (
    Comparisons,
    Database,
    Deliveries,
    Keys,
    Page,
    Plans,
    Queue,
    Scenarios,
    forget,
    in_folder,
)
from api.store.tables import METADATA
from tests.api.conftest import CLI
from tests.api.store.written import text

FAILURE = Failure(code="x", en="It broke.", zh="坏了。")
ME = Actor(key="k", owner="main/")
BELOW = Actor(key="k", owner="main/below/")
OTHER = Actor(key="k", owner="other/")
ALL = Page(number=1, size=200)


@pytest.fixture
def add(plans):
    def add(most=9, asked=Asked(), actor=ME, scenario="邻里", **changes):  # noqa: B008
        new = NewJob(options={"seed": 1}, warnings=[], **changes)
        return plans.add(new, text(scenario), asked, actor, most)

    return add


def content(file):
    with file:
        return json.load(file)


def test_opening_it_again_changes_nothing(either_address, add, plans, database):
    job = add(custom={"a": "b"})
    other = Database(either_address)
    assert Plans(other).get(job.id, "main/") == job
    other.close()


def test_the_steps_make_the_tables_and_keep_what_was_there(either_address):
    config = Config()
    config.set_main_option("script_location", "api.store:migrations")
    engine = create_engine(either_address)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO plans (id, owner, status, priority, created, attempts, losses, spent, "
            "cancelling, options, warnings, scenario) "
            "VALUES ('p', 'main/', 'queued', 0, 0.0, 0, 0, 0.0, false, '{}', '[]', 's')"
        )
    database = Database(either_address)
    assert Plans(database).get("p", "main/").comparison is None
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    database.close()
    engine.dispose()


def test_folder_and_files_are_for_their_owner_only(tmp_path):
    folder = tmp_path / "deep" / "data"
    database = Database(in_folder(folder))
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE more (x INTEGER)")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert {"linli.sqlite", "linli.sqlite-wal"} <= set(files)
    assert set(files.values()) == {0o600}
    database.close()


def test_a_large_document_comes_back_whole(add, plans):
    words = "".join(chr(0x4E00 + n % 5000) for n in range(3_000_000))
    assert content(plans.scenario(add(scenario=words).id, "main/")) == words


class TestWhoSees:
    @pytest.fixture
    def ids(self, add):
        return {actor.owner: add(actor=actor).id for actor in (ME, BELOW, OTHER)}

    @pytest.mark.parametrize(
        ("owner", "seen"),
        [
            ("main/", {"main/", "main/below/"}),
            ("main/below/", {"main/below/"}),
            ("other/", {"other/"}),
            ("", {"main/", "main/below/", "other/"}),
            ("mai", {"main/", "main/below/"}),
            ("nobody/", set()),
        ],
    )
    def test_its_own_and_those_below(self, ids, plans, owner, seen):
        jobs, total = plans.page(ALL, owner)
        assert {job.owner for job in jobs} == seen
        assert total == len(seen)
        for whose, id_ in ids.items():
            if whose in seen:
                assert plans.get(id_, owner).owner == whose
            else:
                for ask in (plans.get, plans.scenario, plans.result):
                    with pytest.raises(Unknown):
                        ask(id_, owner)
                with pytest.raises(Unknown):
                    plans.cancel(id_, Asked(), Actor(key="k", owner=owner))


def test_only_so_many_wait(add, queue):
    add(most=1)
    with pytest.raises(QueueFull):
        add(most=1)
    queue.claim()
    add(most=1)


class TestAskedTwice:
    def test_finds_its_job_and_refuses_another_request(self, add):
        job = add(asked=Asked(key="k", fingerprint="f"))
        assert add(most=1, asked=Asked(key="k", fingerprint="f")) == job
        with pytest.raises(KeyReused):
            add(asked=Asked(key="k", fingerprint="g"))

    def test_each_tenant_has_keys_of_its_own(self, add):
        jobs = [add(asked=Asked(key="k", fingerprint="f"), actor=who) for who in (ME, OTHER, BELOW)]
        assert len({job.id for job in jobs}) == 3

    def test_what_was_refused_is_not_remembered(self, add, queue):
        add(most=1)
        with pytest.raises(QueueFull):
            add(most=1, asked=Asked(key="k", fingerprint="f"))
        queue.claim()
        assert add(most=1, asked=Asked(key="k", fingerprint="g"))

    def test_by_many_at_once_makes_one_job(self, add, plans):
        together = threading.Barrier(8, timeout=20)
        jobs = []

        def ask_ten_times():
            for number in range(10):
                together.wait()
                jobs.append(add(most=99, asked=Asked(key=f"k{number}", fingerprint="f")))

        threads = [threading.Thread(target=ask_ten_times) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(jobs) == 80
        assert len({job.id for job in jobs}) == 10
        assert plans.counts() == {Status.QUEUED: 10}

    def test_cancelling_is_answered_again(self, add, plans):
        id_ = add().id
        asked = Asked(key="c", fingerprint="f")
        first = plans.cancel(id_, asked, ME)
        assert plans.cancel(id_, asked, ME) == first
        with pytest.raises(AlreadyFinished):
            plans.cancel(id_, Asked(), ME)


class TestQueue:
    def test_claims_in_order_of_priority_and_age_and_once(self, add, queue):
        ids = [add(priority=priority).id for priority in (0, 5, 0, 5)]
        claims = [queue.claim() for _ in range(4)]
        assert [claim.id for claim in claims] == [ids[1], ids[3], ids[0], ids[2]]
        assert len({claim.lease for claim in claims}) == 4
        assert {claim.attempts for claim in claims} == {1}
        assert queue.claim() is None

    def test_many_claim_at_once_and_each_gets_another(self, add, queue):
        ids = {add(most=99).id for _ in range(24)}
        claims = []

        def claim_all():
            while (claim := queue.claim()) is not None:
                claims.append(claim.id)

        threads = [threading.Thread(target=claim_all) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(claims) == 24
        assert set(claims) == ids

    def test_gives_what_is_to_be_done(self, add, queue):
        add()
        claim = queue.claim()
        scenario, result = io.BytesIO(), io.BytesIO()
        queue.fetch(claim, scenario, result, io.BytesIO())
        assert json.loads(scenario.getvalue()) == "邻里"
        assert result.getvalue() == b""

    def test_put_back_goes_before_later_ones_and_counts_no_attempt(self, add, queue, plans):
        first, _ = add(), add()
        claim = queue.claim()
        queue.note(claim, {"seconds": 1})
        queue.put_back(claim)
        job = plans.get(first.id, "main/")
        assert (job.attempts, job.progress, job.status) == (0, None, Status.QUEUED)
        assert queue.claim().id == first.id

    def test_whose_solver_died_is_tried_again_until_the_cap(self, add, queue, plans):
        id_ = add().id
        for _ in range(2):
            queue.retry(queue.claim(), 3, FAILURE)
            assert plans.get(id_, "main/").status is Status.QUEUED
        queue.retry(queue.claim(), 3, FAILURE)
        job = plans.get(id_, "main/")
        assert (job.status, job.attempts, job.failure) == (Status.FAILED, 3, FAILURE)
        assert job.ended is not None

    def test_the_best_so_far_is_kept_and_gone_on_from(self, add, queue, plans):
        id_ = add().id
        claim = queue.claim()
        queue.keep(claim, text({"plan": 1}), {"unmet": 3}, 2.0)
        queue.keep(claim, text({"plan": 2}), {"unmet": 2}, 5.0)
        job, result = plans.result(id_, "main/")
        assert content(result) == {"plan": 2}
        assert (job.summary, job.has_result) == ({"unmet": 2}, True)
        queue.retry(claim, 3, FAILURE)
        again = queue.claim()
        assert (again.has_result, again.spent) == (True, 5.0)
        best = io.BytesIO()
        queue.fetch(again, io.BytesIO(), best, io.BytesIO())
        assert json.loads(best.getvalue()) == {"plan": 2}

    def test_only_one_document_of_results_is_kept(self, add, queue, database):
        add()
        claim = queue.claim()
        for number in range(3):
            queue.keep(claim, text(number), {}, 1.0)
        queue.finish(claim, Status.SOLVED, text("last"), {})
        with database.read() as connection:
            found = connection.exec_driver_sql("SELECT count(DISTINCT document) FROM pieces")
            assert found.scalar_one() == 2

    def test_cancelling_a_waiting_job_ends_it(self, add, plans, queue):
        id_ = add().id
        job = plans.cancel(id_, Asked(), ME)
        assert job.status is Status.CANCELLED
        assert job.ended is not None
        assert queue.claim() is None
        with pytest.raises(AlreadyFinished):
            plans.cancel(id_, Asked(), ME)

    def test_cancelling_a_running_job_is_a_wish(self, add, plans, queue):
        id_ = add().id
        claim = queue.claim()
        assert queue.wishes([claim.lease]) == {claim.lease: False}
        assert plans.cancel(id_, Asked(), ME).status is Status.RUNNING
        assert queue.wishes([claim.lease]) == {claim.lease: True}
        assert queue.renew([claim.lease, "none"]) == {claim.lease: True}

    @pytest.mark.parametrize("how", ["put_back", "retry", "reclaim"])
    def test_a_job_asked_to_stop_does_not_begin_again(self, add, plans, database, how):
        queue = Queue(database, -1)
        id_ = add().id
        claim = queue.claim()
        queue.keep(claim, text({"plan": 1}), {"unmet": 3}, 2.0)
        plans.cancel(id_, Asked(), ME)
        if how == "put_back":
            queue.put_back(claim)
        elif how == "retry":
            queue.retry(claim, 9, FAILURE)
        else:
            queue.reclaim(9, FAILURE)
        job = plans.get(id_, "main/")
        assert (job.status, job.summary) == (Status.CANCELLED, {"unmet": 3})
        assert job.ended is not None

    def test_what_ended_stays_so_whatever_comes_later(self, add, plans, queue):
        id_ = add().id
        claim = queue.claim()
        assert queue.finish(claim, Status.SOLVED, text("方案"), {"unmet": 0})
        assert not queue.finish(claim, Status.SOLVED, text("other"), {"unmet": 9})
        queue.fail(claim, FAILURE)
        queue.note(claim, {"seconds": 9})
        queue.keep(claim, text("other"), {"unmet": 9}, 1.0)
        queue.put_back(claim)
        queue.retry(claim, 1, FAILURE)
        job, result = plans.result(id_, "main/")
        assert content(result) == "方案"
        assert (job.status, job.failure, job.progress) == (Status.SOLVED, None, None)
        assert job.summary == {"unmet": 0}


class TestFigures:
    def test_tell_how_the_last_plans_fared(self, add, queue, plans):
        assert plans.figures(3600) == {"solved": 0.0, "failed": 0.0}
        for summary in ({"gap": 0.1, "unmet": 3}, {"gap": None, "unmet": 0}, {"unmet": 6}):
            add()
            queue.finish(queue.claim(), Status.SOLVED, text(1), summary)
        add()
        queue.fail(queue.claim(), FAILURE)
        figures = plans.figures(3600)
        assert 0 <= figures.pop("seconds") < 60
        assert figures == {"solved": 3, "failed": 1, "gap": pytest.approx(0.1), "unmet": 3}
        assert plans.figures(-1) == {"solved": 0.0, "failed": 0.0}


class TestLeases:
    def test_a_silent_worker_loses_its_job_and_can_do_nothing_more(self, add, plans, database):
        id_ = add().id
        silent, alive = Queue(database, -1), Queue(database, 30)
        lost = silent.claim()
        assert alive.reclaim(9, FAILURE) == 1
        held = alive.claim()
        assert held.id == id_
        assert silent.renew([lost.lease]) == {}
        assert not silent.finish(lost, Status.SOLVED, text("lost"), {})
        silent.put_back(lost)
        assert plans.get(id_, "main/").status is Status.RUNNING
        assert alive.finish(held, Status.SOLVED, text("held"), {})
        job, result = plans.result(id_, "main/")
        assert content(result) == "held"
        assert job.attempts == 1

    def test_a_renewed_one_is_not_taken(self, add, database):
        add()
        queue = Queue(database, 0.5)
        claim = queue.claim()
        for _ in range(4):
            time.sleep(0.2)
            queue.renew([claim.lease])
            assert queue.reclaim(9, FAILURE) == 0

    def test_what_outlives_too_many_workers_is_given_up(self, add, plans, database):
        id_ = add().id
        queue = Queue(database, -1)
        for _ in range(3):
            assert queue.claim()
            assert plans.get(id_, "main/").status is Status.RUNNING
            assert queue.reclaim(2, FAILURE) == 1
        assert plans.get(id_, "main/").failure == FAILURE


class TestEvents:
    def test_are_told_in_order_from_where_one_was(self, add, plans, queue):
        id_ = add().id
        claim = queue.claim()
        queue.note(claim, {"seconds": 1})
        queue.note(claim, {"seconds": 2})
        queue.finish(claim, Status.SOLVED, text(1), {"unmet": 0})
        job, events = plans.events(id_, "main/", 0)
        assert [(event.kind, event.data) for event in events] == [
            ("progress", {"seconds": 1}),
            ("progress", {"seconds": 2}),
            ("ended", {"status": "solved", "summary": {"unmet": 0}}),
        ]
        assert job.status is Status.SOLVED
        assert plans.events(id_, "main/", events[1].number)[1] == events[2:]

    def test_every_way_to_end_is_told_once(self, add, plans, queue, database):
        ids = [add().id for _ in range(3)]
        plans.cancel(ids[0], Asked(), ME)
        queue.fail(queue.claim(), FAILURE)
        Queue(database, -1).claim()
        queue.reclaim(0, FAILURE)
        told = [[e.data["status"] for e in plans.events(id_, "", 0)[1]] for id_ in ids]
        assert told == [["cancelled"], ["failed"], ["failed"]]


class TestDeliveries:
    @pytest.fixture
    def deliveries(self, database):
        Keys(database).add_tenant("main", "Main", None, CLI)
        return Deliveries(database, 30)

    def test_the_end_of_a_plan_is_told_once(self, deliveries, add, queue):
        id_ = add(webhook="https://desk.example/hook", custom={"week": 48}).id
        assert deliveries.claim() is None
        queue.finish(queue.claim(), Status.SOLVED, text(1), {"unmet": 0})
        delivery = deliveries.claim()
        assert (delivery.url, delivery.kind) == ("https://desk.example/hook", "plan.ended")
        assert delivery.secret.startswith("whsec_")
        body = json.loads(delivery.body)
        assert body["type"] == "plan.ended"
        assert body["data"] == {
            "id": id_,
            "href": f"/v1/plans/{id_}",
            "status": "solved",
            "summary": {"unmet": 0},
            "custom": {"week": 48},
        }
        assert deliveries.claim() is None
        deliveries.settle(delivery.id)

    def test_what_was_neither_settled_nor_put_off_is_due_again(self, deliveries, add, database):
        Plans(database).cancel(add(webhook="https://desk.example").id, Asked(), ME)
        hasty = Deliveries(database, 0)
        assert [hasty.claim().attempts for _ in range(2)] == [1, 2]

    def test_put_off_and_given_up(self, deliveries, add, database):
        Plans(database).cancel(add(webhook="https://desk.example").id, Asked(), ME)
        delivery = deliveries.claim()
        deliveries.put_off(delivery.id, 0, "timed_out")
        assert deliveries.claim().attempts == 2
        deliveries.put_off(delivery.id, None, "timed_out")
        assert deliveries.claim() is None


class TestComparisons:
    @pytest.fixture
    def comparisons(self, database):
        return Comparisons(database)

    @pytest.fixture
    def compare(self, comparisons, tmp_path):
        """Add a comparison of so many cases."""

        def compare(count=2, most=9, asked=Asked(), actor=ME, **changes):  # noqa: B008
            cases = [
                NewCase(name=f"v{number}", en="E", zh="中", alike=True, warnings=[])
                for number in range(count)
            ]
            paths = [tmp_path / f"{number}.json" for number in range(count)]
            for path in paths:
                path.write_text(json.dumps(path.name))
            new = NewComparison(cases=tuple(cases), options={"seed": 1}, **changes)
            return comparisons.add(new, paths, asked, actor, most)

        return compare

    def test_are_kept_with_a_plan_for_each_case_in_order(self, compare, comparisons, plans):
        made = compare(3, custom={"week": 48}, priority=4)
        found, cases = comparisons.get(made.id, "main/")
        assert found == made
        assert (made.status, made.ended, made.custom) == (Status.QUEUED, None, {"week": 48})
        assert [case.name for case in cases] == ["v0", "v1", "v2"]
        for case in cases:
            assert (case.job.comparison, case.job.priority) == (made.id, 4)
            assert content(plans.scenario(case.job.id, "main/")) == f"{case.name[1]}.json"

    def test_wait_whole_or_not_at_all(self, compare, add, plans, comparisons):
        add()
        with pytest.raises(QueueFull):
            compare(3, most=3)
        assert plans.counts() == {Status.QUEUED: 1}
        assert comparisons.page(ALL, "") == ([], 0)
        compare(2, most=3)

    def test_asked_twice_are_made_once(self, compare, plans):
        asked = Asked(key="k", fingerprint="f")
        assert compare(asked=asked) == compare(asked=asked, most=0)
        assert plans.counts() == {Status.QUEUED: 2}

    def test_are_seen_by_their_tenant_and_those_above(self, compare, comparisons):
        below, other = compare(actor=BELOW), compare(actor=OTHER)
        assert comparisons.page(ALL, "main/") == ([below], 1)
        for ask in (comparisons.get, lambda id_, _: comparisons.cancel(id_, Asked(), ME)):
            with pytest.raises(Unknown):
                ask(other.id, "main/")

    def test_whose_worker_dies_are_gone_on_with(self, compare, comparisons, queue, database):
        made = compare()
        Queue(database, -1).claim()
        assert queue.reclaim(9, FAILURE) == 1
        for _ in range(2):
            assert queue.finish(queue.claim(), Status.SOLVED, text(1), {})
        found, _ = comparisons.get(made.id, "")
        assert (found.status, found.ended is None) == (Status.SOLVED, False)

    def test_the_end_of_the_last_plan_is_told_once(self, compare, queue, database):
        Keys(database).add_tenant("main", "Main", None, CLI)
        deliveries = Deliveries(database, 30)
        stopped = compare(2, webhook="https://desk.example")
        Comparisons(database).cancel(stopped.id, Asked(), ME)
        assert json.loads(deliveries.claim().body)["data"]["status"] == "cancelled"
        made = compare(3, webhook="https://desk.example", custom=7)
        queue.finish(queue.claim(), Status.SOLVED, text(1), {})
        queue.fail(queue.claim(), FAILURE)
        assert deliveries.claim() is None
        queue.finish(queue.claim(), Status.SOLVED, text(1), {})
        told = deliveries.claim()
        assert told.kind == "comparison.ended"
        assert json.loads(told.body)["data"] == {
            "id": made.id,
            "href": f"/v1/comparisons/{made.id}",
            "status": "failed",
            "custom": 7,
        }
        assert deliveries.claim() is None

    def test_plans_that_end_at_once_end_it_once(self, compare, queue, database):
        Keys(database).add_tenant("main", "Main", None, CLI)
        compare(8, webhook="https://desk.example")
        together = threading.Barrier(8, timeout=20)

        def end(claim):
            together.wait()
            queue.finish(claim, Status.SOLVED, text(1), {})

        threads = [threading.Thread(target=end, args=(queue.claim(),)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        deliveries = Deliveries(database, 30)
        assert json.loads(deliveries.claim().body)["data"]["status"] == "solved"
        assert deliveries.claim() is None

    def test_stay_and_go_whole(self, compare, comparisons, queue, plans, database, add):
        alone, made = add(), compare(25, most=99)
        for _ in range(25):
            queue.finish(queue.claim(), Status.SOLVED, text(1), {})
        assert forget(database, plan_days=-1, audit_days=1) == 1
        with pytest.raises(Unknown):
            plans.get(alone.id, "")
        assert len(comparisons.get(made.id, "")[1]) == 25
        queue.finish(queue.claim(), Status.SOLVED, text(1), {})
        assert forget(database, plan_days=-1, audit_days=1) == 25
        with pytest.raises(Unknown):
            comparisons.get(made.id, "")
        assert plans.counts() == {}


class TestScenarios:
    @pytest.fixture
    def kept(self, database):
        return Scenarios(database)

    def test_are_kept_and_given_back(self, kept):
        stored = kept.add("week", text({"id": "week"}), Asked(), ME)
        again, document = kept.get("week", "main/")
        assert again == stored
        assert content(document) == {"id": "week"}
        with pytest.raises(AlreadyThere):
            kept.add("week", text({}), Asked(), ME)
        assert kept.add("week", text({}), Asked(), OTHER).owner == "other/"

    def test_asked_twice_is_kept_once(self, kept):
        asked = Asked(key="k", fingerprint="f")
        assert kept.add("week", text(1), asked, ME) == kept.add("week", text(1), asked, ME)

    def test_replacing_gives_another_version_and_only_what_was_seen(self, kept):
        first, is_new = kept.put("week", text(1), ME, seen=None)
        assert is_new
        second, is_new = kept.put("week", text(2), ME, seen=frozenset({first.version}))
        assert not is_new
        assert second.version != first.version
        for stale in (frozenset({first.version}), frozenset()):
            with pytest.raises(Changed):
                kept.put("week", text(3), ME, seen=stale)
        assert content(kept.get("week", "main/")[1]) == 2
        kept.put("week", text(4), ME, seen=frozenset({"*"}))
        with pytest.raises(Changed):
            kept.put("new", text(1), ME, seen=frozenset({"*"}))
        assert kept.put("new", text(1), ME, seen=frozenset())[1]

    def test_removing(self, kept):
        first, _ = kept.put("week", text(1), ME, seen=None)
        with pytest.raises(Unknown):
            kept.remove("week", OTHER, seen=None)
        with pytest.raises(Changed):
            kept.remove("week", ME, seen=frozenset({"other"}))
        kept.remove("week", ME, seen=frozenset({first.version}))
        with pytest.raises(Unknown):
            kept.get("week", "main/")


class TestKeys:
    @pytest.fixture
    def keys(self, database):
        keys = Keys(database)
        keys.add_tenant("city", "City", None, CLI)
        keys.add_tenant("station", "Station", "city", CLI)
        return keys

    def test_open_what_they_are_for_until_revoked(self, keys):
        key, secret = keys.add("station", "desk", Scope.PLAN, CLI)
        assert key.owner == "city/station/"
        assert keys.find(secret) == key
        assert keys.find(type(secret)(id=secret.id, secret="x" * 43)) is None
        keys.revoke(key.id, CLI)
        assert keys.find(secret) is None
        assert keys.known("")[0].revoked is not None

    def test_no_secret_is_kept(self, keys, database):
        _, secret = keys.add("station", "desk", Scope.PLAN, CLI)
        with database.read() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM api_keys").all()
        assert secret.secret not in str(rows)
        assert secret.digest() in str(rows)

    def test_nobody_reaches_beside_or_above(self, keys):
        keys.add_tenant("other", "Other", None, CLI)
        key, _ = keys.add("city", "top", Scope.ADMIN, CLI)
        for stranger in (Actor(key="k", owner="city/station/"), Actor(key="k", owner="other/")):
            with pytest.raises(Unknown):
                keys.add("city", "mine", Scope.ADMIN, stranger)
            with pytest.raises(Unknown):
                keys.revoke(key.id, stranger)
            with pytest.raises(Unknown):
                keys.webhook_secret("city", stranger)
            with pytest.raises(Unknown):
                keys.add_tenant("new", "New", "city", stranger)
        with pytest.raises(AlreadyThere):
            keys.add_tenant("station", "Station", None, CLI)

    def test_what_is_done_is_written_down(self, keys):
        me = Actor(key="0" * 16, owner="city/", request="r-1")
        keys.add("station", "desk", Scope.READ, me)
        entries, total = keys.audit(ALL, "city/")
        assert total == 1
        entry = entries[0]
        assert (entry.action, entry.key, entry.request) == ("createKey", "0" * 16, "r-1")
        assert keys.audit(ALL, "city/station/") == ([], 0)


class TestForgetting:
    def test_removes_what_ended_long_ago_with_all_that_hangs_on_it(
        self, add, plans, queue, database
    ):
        Keys(database).add_tenant("main", "Main", None, CLI)
        old, waiting = add(webhook="https://desk.example"), add()
        queue.finish(queue.claim(), Status.SOLVED, text(1), {})
        assert forget(database, plan_days=1, audit_days=1) == 0
        assert forget(database, plan_days=-1, audit_days=-1) == 1
        with pytest.raises(Unknown):
            plans.get(old.id, "")
        assert plans.get(waiting.id, "").status is Status.QUEUED
        assert content(plans.scenario(waiting.id, "")) == "邻里"
        with database.read() as connection:
            for table, rows in {"pieces": 1, "events": 0, "deliveries": 0, "audit": 0}.items():
                count = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608
                assert count.scalar_one() == rows, table


def test_an_error_of_the_store_does_not_tell_what_it_was_given(add, database):
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE plans RENAME COLUMN custom TO other")
    with pytest.raises(DatabaseError) as raised:
        add(custom="Grandma Wang")
    assert "Wang" not in str(raised.value)
