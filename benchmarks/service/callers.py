"""What callers of the API do all day; run by locust, which patches the process it is in.

The variable `ASKED` holds what they talk of, as JSON: ``headers``, ``plan`` (an id), ``need`` (of
its scenario), ``scenario`` (the document) and ``analysis`` (a request for one).
"""

from __future__ import annotations

import json
import os
import uuid
from typing import Any

from locust import FastHttpUser, between, task

from benchmarks.service.load import ASKED


class Caller(FastHttpUser):
    """Looks often, plans now and then."""

    wait_time = between(0.1, 0.5)

    def on_start(self) -> None:
        """Read what is talked of."""
        self.asked: dict[str, Any] = json.loads(os.environ[ASKED])
        self.plan = f"/v1/plans/{self.asked['plan']}"

    @task(6)
    def status(self) -> None:
        """Ask where a plan stands."""
        self._get("status", f"{self.plan}/status")

    @task(4)
    def list(self) -> None:
        """List plans."""
        self._get("list", "/v1/plans?per_page=20")

    @task(4)
    def plan_itself(self) -> None:
        """Fetch a plan."""
        self._get("plan", self.plan)

    @task(2)
    def roster(self) -> None:
        """Fetch a roster."""
        self._get("roster", f"{self.plan}/roster", Accept="text/html")

    @task(2)
    def explanation(self) -> None:
        """Ask why a need is served as it is."""
        self._get("explanation", f"{self.plan}/explanations/{self.asked['need']}")

    @task(2)
    def scenarios(self) -> None:
        """List scenarios."""
        self._get("scenarios", "/v1/scenarios")

    @task(2)
    def validate(self) -> None:
        """Have a scenario checked."""
        self._post("validate", "/v1/scenarios/validate", self.asked["scenario"])

    @task(2)
    def analyze(self) -> None:
        """Have a plan judged."""
        self._post("analyze", "/v1/plans/analyze", self.asked["analysis"])

    @task(2)
    def ask(self) -> None:
        """Ask for a plan, and think better of it, so that those that wait do not grow in number."""
        asked = {"scenario": self.asked["scenario"], "options": {"max_seconds": 1.0}}
        once = {"Idempotency-Key": str(uuid.uuid4())}
        accepted = self._post("post plan", "/v1/plans", asked, **once)
        if accepted.status_code == 202:
            self._post("cancel", f"{accepted.json()['href']}/cancel", None)

    def _get(self, name: str, path: str, **headers: str) -> None:
        self.client.get(path, name=name, headers={**self.asked["headers"], **headers})

    def _post(self, name: str, path: str, document: object, **headers: str) -> Any:  # noqa: ANN401
        return self.client.post(
            path, name=name, json=document, headers={**self.asked["headers"], **headers}
        )
