import time

import pytest

from matcher.child import Child, ChildFailed


def _tell_and_linger(send, stop):
    send("heard")
    time.sleep(0.5)


def _fall_over(send, stop):
    raise RuntimeError("no ground")


def test_one_who_has_heard_enough_leaves_no_complaint(capfd):
    messages = Child(_tell_and_linger).messages()
    assert next(messages) == "heard"
    messages.close()
    assert capfd.readouterr().err == ""


def test_a_failure_is_told_with_its_words():
    with pytest.raises(ChildFailed, match="no ground"):
        list(Child(_fall_over).messages())
