"""Calls in a process of their own, whose memory goes when they are done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from api.problems import Refusal
from matcher.child import Child, Send
from matcher.model import InvalidInput

_AT_ONCE = threading.BoundedSemaphore(2)
"""Each may take a gigabyte or more."""

Done = TypeVar("Done")


def apart(function: Callable[..., Done]) -> Callable[..., Done]:
    """Let a function be called in another process.

    Parameters
    ----------
    function : callable
        Of a module; arguments and answer are pickled. `Refusal` and `InvalidInput` pass through.
    """

    @wraps(function)
    def call(*arguments: Any) -> Done:  # noqa: ANN401
        with _AT_ONCE:
            child = Child(
                _call, function, arguments, method="forkserver", passing=(Refusal, InvalidInput)
            )
            (done,) = child.messages()
        answer: Done = done
        return answer

    return call


def _call(
    send: Send,
    _stop: Callable[[], bool],
    function: Callable[..., object],
    arguments: Any,  # noqa: ANN401
) -> None:
    send(function(*arguments))
