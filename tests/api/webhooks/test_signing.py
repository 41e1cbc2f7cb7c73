import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from api.webhooks import new_secret
from api.webhooks.signing import signed_headers

BODY = '{"type": "plan.solved", "name": "桥头"}'.encode()


def test_secrets_are_long_and_differ():
    first, second = new_secret(), new_secret()
    assert first != second
    assert first.startswith("whsec_")
    assert len(base64.b64decode(first.removeprefix("whsec_"), validate=True)) == 32


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=8))])
def test_receivers_can_verify_it(zone):
    secret = new_secret()
    headers = signed_headers("m1", BODY, secret=secret, moment=datetime.now(zone))
    assert Webhook(secret).verify(BODY, headers) == {"type": "plan.solved", "name": "桥头"}
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(BODY, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY + b" ", headers)


def test_against_a_published_example():
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",  # noqa: S106  # as published
        moment=datetime.fromtimestamp(1614265330, UTC),
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
