"""When a message that was not delivered is sent again."""

from __future__ import annotations

from random import Random

_SECOND, _MINUTE, _HOUR = 1, 60, 3600

# As the specification of Standard Webhooks advises: a bit more than three days in all.
_WAITS = (
    5 * _SECOND,
    5 * _MINUTE,
    30 * _MINUTE,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    14 * _HOUR,
    20 * _HOUR,
    24 * _HOUR,
)
_JITTER = 0.1


def next_attempt(attempts: int, random: Random) -> float | None:
    """Give the seconds to wait after a failed attempt.

    Parameters
    ----------
    attempts : int
        How many were made, at least one.
    random : random.Random
        Lengthens the wait by up to a tenth, so that not all come back at once.

    Returns
    -------
    float or None
        None when the message is given up: after the tenth.
    """
    if attempts > len(_WAITS):
        return None
    return _WAITS[attempts - 1] * (1 + _JITTER * random.random())
