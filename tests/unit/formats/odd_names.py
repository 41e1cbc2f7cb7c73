"""Names as odd as names can be, and the ids that records may refer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from matcher import model as m
from matcher.validate.catalogue import holds_id_card_number

ODD = "aZ09 ;；、:：@＠~～\\'\"=+-,，._/|社区é😀"
texts = st.text(st.characters(exclude_categories=("Cc", "Cs", "Nd"), codec="utf-8"), max_size=12)
texts = texts.map(lambda text: text.replace("\ufffe", "").replace("\uffff", ""))
titles = st.one_of(texts, st.text(ODD, max_size=8).filter(lambda t: not holds_id_card_number(t)))
identifiers = st.text(ODD, min_size=1, max_size=6).filter(lambda text: text == text.strip())
flags = st.booleans()
weights = st.integers(0, 1_000_000)
counts = st.integers(0, 9)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def tuples(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def of(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the ids, each once, in any order."""
    return (
        st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple) if ids else st.just(())
    )


def one_of(ids: list[str]) -> st.SearchStrategy[str | None]:
    return maybe(st.sampled_from(ids)) if ids else st.none()


def unique_ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(identifiers, unique=True, min_size=least, max_size=most)


@dataclass(frozen=True)
class Names:
    """The ids that records may refer to."""

    communities: list[str]
    organisations: list[str]
    helpers: list[str]
    resources: list[str]
    projects: list[str]
    services: list[str]
    needs: list[str]
    keys: list[str]
    days: int
    first: date

    def times(self) -> st.SearchStrategy[int]:
        return st.integers(0, self.days * m.MINUTES_PER_DAY - 1)

    def spans(self, most: int = 3) -> st.SearchStrategy[list[tuple[int, int]]]:
        """Stretches of time that follow one another."""
        ends = st.lists(self.times(), unique=True, max_size=2 * most).map(sorted)
        return ends.map(lambda t: list(zip(t[::2], t[1::2], strict=False)))

    def dates(self, least: int, most: int) -> st.SearchStrategy[date]:
        return st.dates(self.first + timedelta(days=least), self.first + timedelta(days=most))

    def places(self) -> st.SearchStrategy[m.Place]:
        return st.builds(
            m.Place,
            lat=st.floats(18, 53),
            lon=st.floats(74, 135),
            key=one_of(self.keys),
        )
