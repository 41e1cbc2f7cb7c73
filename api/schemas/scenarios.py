"""Scenarios, as they are answered."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from api.schemas.paging import Page
from api.schemas.problems import ProblemItem
from api.schemas.wire import STORABLE, Answer, Parameters


class ScenarioEntry(Answer):
    """A scenario that can be planned by its id."""

    id: str
    href: str
    bundled: bool
    """Whether it comes with Linli: for everybody to try, for nobody to change."""
    tenant: str | None = None
    """Path of the tenant that keeps it; none: it comes with Linli."""
    version: str | None = None
    """Its ETag, without quotes."""
    updated: datetime | None = None


class ScenarioKept(ScenarioEntry):
    """A scenario without errors, kept."""

    warnings: tuple[ProblemItem, ...] = ()


class ScenarioAccepted(Answer):
    """A scenario without errors."""

    id: str
    warnings: tuple[ProblemItem, ...] = ()


class ScenarioPage(Page[ScenarioEntry]):
    """Scenarios: first those kept, by tenant and id, then those that come with Linli."""


class ScenarioPath(Parameters):
    """Which scenario."""

    id: str = Field(max_length=100, pattern=STORABLE)


class MatchHeaders(Parameters):
    """Which versions may be replaced or removed."""

    if_match: str | None = Field(default=None, alias="If-Match", max_length=2000)
    """ETags of the versions that may be; ``*``: any, but there must be one."""
    if_none_match: str | None = Field(default=None, alias="If-None-Match", max_length=2000)
    """``*``: there must be none yet."""


class TenantQuery(Parameters):
    """Whose it is."""

    tenant: str | None = Field(default=None, max_length=1024, pattern=STORABLE)
    """Path of a tenant below the caller's own; none: the caller's own."""
