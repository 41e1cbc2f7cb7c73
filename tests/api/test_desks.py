"""The process that is asked of ended plans."""

import multiprocessing
import os
import signal
import threading
import time

import pytest

from api import desks, held
from api.desks import Desks
from api.problems import BUSY, INVALID, Refusal
from api.reading import save
from matcher.child import ChildFailed
from matcher.validate.catalogue import problem
from tests.api import morning
from tests.api.solved import MORNING


@pytest.fixture
def asked():
    made = Desks(places=2)
    yield made
    made.close()


@pytest.fixture
def documents(tmp_path):
    """Lay documents down; tell how often."""

    class Documents:
        times = 0

        def __call__(self):
            self.times += 1
            scenario = save(tmp_path / "scenario.json", morning.SCENARIO)
            return scenario, save(tmp_path / "result.json", {"plan": MORNING, "run": None})

    return Documents()


def whose(plan, *arguments):
    return os.getpid(), plan.scenario.id, len(plan.plan.visits), *arguments


def refuse(_plan):
    raise Refusal(INVALID, [problem("selects_unknown", "/need", value="n9")])


def die(_plan):
    os.kill(os.getpid(), signal.SIGKILL)


def wait(_plan):
    time.sleep(30)


def test_a_plan_is_loaded_once_and_asked_often(asked, documents):
    pid, *said = asked.ask("a", documents, whose, 7)
    assert said == ["morning", 1, 7]
    assert pid != os.getpid()
    assert asked.ask("a", documents, whose) == (pid, "morning", 1)
    assert documents.times == 1
    with pytest.raises(Refusal) as refused:
        asked.ask("a", documents, refuse)
    assert refused.value.problems[0].pointer == "/need"
    assert asked.ask("a", documents, whose)[0] == pid


def test_it_is_begun_again_when_it_was_killed(asked, documents):
    pid, *_ = asked.ask("a", documents, whose)
    os.kill(pid, signal.SIGKILL)
    again, *said = asked.ask("a", documents, whose)
    assert (again != pid, said, documents.times) == (True, ["morning", 1], 2)
    with pytest.raises(ChildFailed):
        asked.ask("a", documents, die)
    assert asked.ask("a", documents, whose)[1] == "morning"


def test_it_ends_with_whoever_began_it(asked, documents):
    pid, *_ = asked.ask("a", documents, whose)
    asked.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_who_waits_too_long_is_sent_away(asked, documents, monkeypatch):
    pid, *_ = asked.ask("a", documents, whose)

    def too_slow():
        with pytest.raises(Refusal):
            asked.ask("a", documents, wait)

    monkeypatch.setattr(desks, "SECONDS", 0.3)
    waiting = threading.Thread(target=too_slow)
    waiting.start()
    time.sleep(0.1)
    monkeypatch.setattr(desks, "SECONDS", 0.01)
    with pytest.raises(Refusal) as refused:
        asked.ask("a", documents, whose)
    assert refused.value.kind == BUSY
    waiting.join()
    monkeypatch.setattr(desks, "SECONDS", 60.0)
    assert asked.ask("a", documents, whose)[0] != pid


def test_who_finds_no_place_to_wait_is_sent_away_at_once(documents):
    full = Desks(places=1)

    def ask_again():
        with pytest.raises(Refusal) as refused:
            full.ask("a", documents, whose)
        assert refused.value.kind == BUSY
        return documents()

    assert full.ask("a", ask_again, whose)[1] == "morning"
    assert full.ask("a", documents, whose)[1] == "morning"
    full.close()


class TestTheShelf:
    @pytest.fixture
    def shelf(self):
        return held._Shelf()

    @pytest.fixture
    def take(self, shelf, documents):
        def take(id_, *, brought=True):
            laid = documents() if brought else None
            question = held.Question(id=id_, function=whose, arguments=(), documents=laid)
            return shelf.take(question)

        return take

    def test_holds_the_plans_that_were_asked_of_last(self, take, monkeypatch):
        monkeypatch.setattr(held, "MOST_PLANS", 2)
        first, _ = take("a"), take("b")
        assert take("a", brought=False) is first
        take("c")
        assert take("b", brought=False) is None
        assert take("a", brought=False) is first

    def test_holds_so_many_bytes_and_always_one_plan(self, take, monkeypatch):
        monkeypatch.setattr(held, "MOST_BYTES", 1)
        first = take("a")
        assert take("a", brought=False) is first
        take("b")
        assert take("a", brought=False) is None

    def test_is_let_go_when_nobody_asks(self, monkeypatch):
        monkeypatch.setattr(held, "IDLE_SECONDS", 0.01)
        questions, ours = multiprocessing.Pipe(duplex=False)
        held.keep(lambda _: None, lambda: False, questions)
        ours.close()
        held.keep(lambda _: None, lambda: False, questions)
