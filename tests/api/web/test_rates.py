import time

import pytest

from api.web.rates import Limiter


@pytest.fixture
def clock(monkeypatch):
    """A clock that is moved by hand."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def pass_(seconds):
        now[0] += seconds

    return pass_


def test_too_many_in_a_window_wait_for_its_first_to_leave(clock):
    limiter = Limiter("2 per 10 second")
    assert limiter.hit("a") is None
    clock(4)
    assert limiter.hit("a") is None
    clock(1)
    assert limiter.hit("a") == 5
    clock(4)
    assert limiter.hit("a") == 1
    clock(1.5)
    assert limiter.hit("a") is None
    assert limiter.hit("a") == 3.5


def test_the_wait_is_never_nothing(clock):
    limiter = Limiter("1/minute")
    limiter.hit("a")
    clock(60)
    wait = limiter.hit("a")
    assert wait is None or wait > 0


def test_callers_are_counted_apart(clock):
    limiter = Limiter("1/minute")
    assert limiter.hit("a") is None
    assert limiter.hit("b") is None
    assert limiter.hit("a") == 60
    assert Limiter("1/minute").hit("a") is None


def test_a_limit_that_says_nothing():
    with pytest.raises(ValueError, match="often"):
        Limiter("often")
