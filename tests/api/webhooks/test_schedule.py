from random import Random

import pytest

from api.webhooks import next_attempt


class Fixed(Random):
    def __init__(self, value):
        super().__init__()
        self.value = value

    def random(self):
        return self.value


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [
        (1, 5),
        (2, 300),
        (3, 1800),
        (4, 7200),
        (5, 18_000),
        (6, 36_000),
        (7, 50_400),
        (8, 72_000),
        (9, 86_400),
        (10, None),
        (11, None),
    ],
)
def test_waits_grow_and_end(attempts, seconds):
    assert next_attempt(attempts, Fixed(0.0)) == seconds


def test_up_to_a_tenth_is_added():
    assert next_attempt(2, Fixed(0.5)) == pytest.approx(315)
    assert next_attempt(2, Fixed(1.0)) == pytest.approx(330)
