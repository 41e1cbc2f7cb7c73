"""A body may be as long as the limit, and no byte longer, however its length is told."""

import json

import pytest

AS_GUNICORN = {"wsgi.input_terminated": True}


@pytest.fixture(params=["announced", "unannounced"])
def validate(client, scenario, request):
    document = json.dumps(scenario).encode()
    is_announced = request.param == "announced"

    def validate(length):
        """Send the scenario, filled up with blanks."""
        return client.post(
            "/v1/scenarios/validate",
            data=document.ljust(length),
            content_type="application/json",
            environ_overrides=AS_GUNICORN | ({} if is_announced else {"CONTENT_LENGTH": ""}),
        )

    return validate


@pytest.mark.parametrize(("more", "status"), [(-1, 200), (0, 200), (1, 413), (2, 413)])
def test_the_limit_is_the_last_length_that_is_taken(validate, settings, more, status):
    assert validate(settings.max_body_bytes + more).status_code == status
