"""What can be asked of scenarios and helpers' calendars."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

from urllib3.response import BaseHTTPResponse

from api.client.answers import (
    Document,
    ScenarioAccepted,
    ScenarioEntry,
    ScenarioKept,
    Versioned,
)
from api.client.calls import Calls
from api.client.connection import path_of


class ScenarioCalls(Calls):
    """Scenarios: kept, listed, checked; and the calendars that come of their plans."""

    def scenarios(self) -> Iterator[ScenarioEntry]:
        """Give the scenarios that can be planned by their id, fetched as they are needed."""
        return cast("Iterator[ScenarioEntry]", self._pages("scenarios"))

    def scenario(self, id_: str, *, tenant: str | None = None) -> Versioned:
        """Give a scenario.

        Parameters
        ----------
        id_ : str
        tenant : str, optional
            Path of a tenant below one's own, whose it is.
        """
        return self._connection.send("GET", path_of("scenarios", id_, tenant=tenant), _versioned)

    def store(
        self, scenario: Document, *, version: str | None = None, is_new: bool = False
    ) -> ScenarioKept:
        """Keep a scenario under its own id, in the place of the one that is kept there.

        Parameters
        ----------
        scenario : dict
        version : str, optional
            The only version that it may replace; without it, any.
        is_new : bool
            Whether it may replace none.

        Raises
        ------
        ApiProblem
            412 if the one that is kept is another.
        """
        headers = {"If-None-Match": "*"} if is_new else _if_match(version)
        # Stored twice, what holds for one version only would stand in its own way.
        is_safe = not headers
        path = path_of("scenarios", scenario["id"])
        answer = self._connection.ask("PUT", path, scenario, headers=headers, is_safe=is_safe)
        return cast("ScenarioKept", answer)

    def delete_scenario(self, id_: str, *, version: str | None = None) -> None:
        """Keep a scenario no longer; only this version of it, if one is named."""
        self._connection.ask("DELETE", path_of("scenarios", id_), headers=_if_match(version))

    def validate(self, scenario: Document) -> ScenarioAccepted:
        """Check a scenario without keeping or planning it; `ApiProblem` tells what is wrong."""
        path = path_of("scenarios", "validate")
        answer = self._connection.ask("POST", path, scenario, is_safe=True)
        return cast("ScenarioAccepted", answer)

    def link_calendar(self, helper: str) -> str:
        """Make a secret link to a helper's calendar, from the service's root; earlier ones end."""
        answer = self._connection.ask("PUT", path_of("helpers", helper, "calendar"), is_safe=True)
        return cast("str", answer["href"])


def _if_match(version: str | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}


def _versioned(answer: BaseHTTPResponse) -> Versioned:
    tag = answer.headers.get("ETag")
    # A packed answer's tag is marked as such.
    version = None if tag is None else tag.strip('"').removesuffix(":gzip")
    return Versioned(document=json.loads(answer.data), version=version)
