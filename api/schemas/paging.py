"""Lists in pages, as in HSDS."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from pydantic import Field

from api.schemas.wire import Answer, Parameters
from api.store import Page as Part

Item = TypeVar("Item")


class Page(Answer, Generic[Item]):
    """One page of a list, paged as in HSDS."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    """Items on this page."""
    first_page: bool
    last_page: bool
    empty: bool
    contents: tuple[Item, ...]

    @classmethod
    def of(cls, contents: Sequence[Item], total: int, query: PageQuery) -> Self:
        """Make the page asked for of a list of `total` items."""
        pages = math.ceil(total / query.per_page)
        return cls(
            total_items=total,
            total_pages=pages,
            page_number=query.page,
            size=len(contents),
            first_page=query.page == 1,
            last_page=query.page >= pages,
            empty=not contents,
            contents=tuple(contents),
        )


class PageQuery(Parameters):
    """Which page of a list."""

    page: int = Field(default=1, ge=1, le=1_000_000)
    """From 1."""
    per_page: int = Field(default=50, ge=1, le=200)

    def part(self) -> Part:
        """Give it as the store takes it."""
        return Part(number=self.page, size=self.per_page)
