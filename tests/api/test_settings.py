import pytest

from api.settings import Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_body_bytes", 1023),
        ("max_seconds", 0),
        ("max_seconds", 86_401),
        ("max_seconds", float("nan")),
        ("default_seconds", 0),
        ("grace_seconds", -1),
        ("grace_seconds", float("inf")),
        ("max_workers", 0),
        ("max_workers", 65),
        ("max_running", -1),
        ("max_queued", 0),
        ("max_attempts", 0),
    ],
)
def test_a_figure_out_of_range_is_named(tmp_path, name, value):
    with pytest.raises(ValueError, match=name):
        Settings(data=tmp_path, **{name: value})


def test_all_figures_out_of_range_are_named_at_once(tmp_path):
    with pytest.raises(ValueError, match=r"max_workers .*; max_queued "):
        Settings(data=tmp_path, max_workers=0, max_queued=0)


def test_bounds_are_allowed(tmp_path):
    Settings(data=tmp_path, max_body_bytes=1024, max_seconds=86_400, max_workers=64, max_queued=1)
