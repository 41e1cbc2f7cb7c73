"""Searches at their beginning."""

from __future__ import annotations

from matcher.engines.search.changes import recount
from matcher.engines.search.frame import frame_of
from matcher.engines.search.state import Search, new_search
from matcher.instance import compile_instance
from matcher.model import Scenario


def counted(made: Scenario) -> Search:
    """Give a search that serves nothing yet, ready to change."""
    arrays = compile_instance(made).arrays
    search = new_search(arrays, frame_of(arrays))
    recount(search)
    return search
