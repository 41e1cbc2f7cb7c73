import stat
import threading

import pytest
from sqlalchemy.exc import IntegrityError

from api.jobs import AlreadyFinished, Failure, KeyReused, NewJob, QueueFull, Status, UnknownJob
from api.store import Store

FAILURE = Failure(code="x", en="It broke.", zh="坏了。")


def new(**changes):
    values = {
        "scenario": {"id": "s", "name": "邻里"},
        "options": {"seed": 1},
        "warnings": [],
        "custom": None,
        "idempotency_key": None,
        "fingerprint": "f",
    }
    return NewJob(**values | changes)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "deep" / "data"


@pytest.fixture
def store(folder):
    store = Store(folder)
    yield store
    store.close()


def test_folder_and_files_are_for_their_owner_only(store, folder):
    store.add(new(), 1)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert {"linli.sqlite", "linli.sqlite-wal"} <= set(files)
    assert set(files.values()) == {0o600}


def test_what_is_added_can_be_read_by_another(store, folder):
    job = store.add(new(custom={"a": "b"}), 9)
    other = Store(folder)
    assert other.get(job.id) == job
    assert other.scenario(job.id) == {"id": "s", "name": "邻里"}
    assert other.result(job.id) is None
    other.close()


@pytest.mark.parametrize("method", ["get", "scenario", "result", "cancel"])
def test_an_unknown_job(store, method):
    with pytest.raises(UnknownJob):
        getattr(store, method)("none")


def test_only_so_many_wait(store):
    store.add(new(), 1)
    with pytest.raises(QueueFull):
        store.add(new(), 1)
    store.claim()
    store.add(new(), 1)


def test_a_key_finds_its_job_and_refuses_another_body(store):
    job = store.add(new(idempotency_key="k"), 1)
    assert store.add(new(idempotency_key="k"), 1) == job
    with pytest.raises(KeyReused):
        store.add(new(idempotency_key="k", fingerprint="g"), 9)


def test_a_key_used_by_many_at_once_makes_one_job(store):
    together = threading.Barrier(8, timeout=10)
    jobs = []

    def ask_twenty_times():
        for number in range(20):
            together.wait()
            jobs.append(store.add(new(idempotency_key=f"k{number}"), 99))

    threads = [threading.Thread(target=ask_twenty_times) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(jobs) == 160
    assert len({job.id for job in jobs}) == 20
    assert store.counts() == {Status.QUEUED: 20}


def test_jobs_are_claimed_in_order_and_once(store):
    ids = [store.add(new(), 9).id for _ in range(3)]
    claimed = [store.claim() for _ in range(3)]
    assert [job.id for job in claimed] == ids
    assert {(job.status, job.attempts) for job in claimed} == {(Status.RUNNING, 1)}
    assert store.claim() is None


def test_a_job_put_back_goes_before_later_ones_and_counts_no_attempt(store):
    first, _ = store.add(new(), 9), store.add(new(), 9)
    store.claim()
    store.note(first.id, {"seconds": 1})
    store.put_back(first.id)
    assert store.get(first.id).attempts == 0
    assert store.get(first.id).progress is None
    assert store.claim().id == first.id


def test_jobs_whose_solver_died_are_tried_again_until_the_cap(store):
    id_ = store.add(new(), 9).id
    for _ in range(2):
        store.claim()
        store.retry([id_], 3, FAILURE)
        assert store.get(id_).status is Status.QUEUED
    store.claim()
    store.retry([id_], 3, FAILURE)
    job = store.get(id_)
    assert (job.status, job.attempts, job.failure) == (Status.FAILED, 3, FAILURE)
    assert job.ended is not None


def test_retry_leaves_others_and_the_ended_alone(store):
    ended, running, named = (store.add(new(), 9).id for _ in range(3))
    for _ in range(3):
        store.claim()
    store.finish(ended, Status.SOLVED, {"plan": 1})
    store.retry([ended, named], 9, FAILURE)
    assert store.get(ended).status is Status.SOLVED
    assert store.running() == {running: False}


def test_cancelling_a_waiting_job_ends_it(store):
    id_ = store.add(new(), 9).id
    job = store.cancel(id_)
    assert job.status is Status.CANCELLED
    assert job.ended is not None
    assert store.claim() is None
    with pytest.raises(AlreadyFinished):
        store.cancel(id_)


def test_cancelling_a_running_job_is_a_wish(store):
    id_ = store.add(new(), 9).id
    store.claim()
    assert store.running() == {id_: False}
    assert store.cancel(id_).status is Status.RUNNING
    assert store.running() == {id_: True}
    assert store.cancel(id_).cancelling


def test_a_finished_job_keeps_its_result_whatever_comes_later(store):
    id_ = store.add(new(), 9).id
    store.claim()
    store.finish(id_, Status.SOLVED, {"plan": "方案"})
    store.fail(id_, FAILURE)
    store.note(id_, {"seconds": 9})
    store.put_back(id_)
    job = store.get(id_)
    assert (job.status, job.failure, job.progress) == (Status.SOLVED, None, None)
    assert store.result(id_) == {"plan": "方案"}


def test_the_queue_is_not_stuck_behind_a_reader(store):
    id_ = store.add(new(), 9).id
    with store._engine.begin() as reader:
        reader.exec_driver_sql("SELECT * FROM plan_jobs").first()
        store.cancel(id_)
    assert store.get(id_).status is Status.CANCELLED


def test_an_error_of_the_store_does_not_tell_what_it_was_given(store):
    with store._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no BEFORE INSERT ON plan_jobs BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(IntegrityError) as raised:
        store.add(new(custom="Grandma Wang"), 9)
    assert "Wang" not in str(raised.value)
