"""What speaks for one way to serve a visit, and what against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.arrays.candidate import candidate_of
from matcher.engines.search.state import Search
from matcher.instance import Instance
from matcher.instance.compile import TERMS
from matcher.model import Helper, Need, TermName
from matcher.recommend.query import Way
from matcher.recommend.records import Code, Remark
from matcher.report import Text

LONG_WAY = 30
"""Minutes of travel added from which a way is long."""

UNRELIABLE = 0.9
"""Below this a helper's reliability is worth a word."""

COSTS = (
    (TermName.OVERTIME, Code.OVERTIME),
    (TermName.LATENESS, Code.LATE),
    (TermName.MISSED_BREAKS, Code.MISSED_BREAK),
    (TermName.SHORTFALL, Code.SHORT_OF_SUPPLIES),
)
"""Terms whose growth speaks against a way, whatever it weighs."""


class Remarks:
    """Speaks for and against the ways that were found for one visit.

    Parameters
    ----------
    instance : Instance
    search : Search
        With the plan and the visit's need.
    need : Need
    visit : int
    ways : sequence of Way
    others : sequence of int
        The needs of the same resident.
    """

    def __init__(
        self,
        instance: Instance,
        search: Search,
        need: Need,
        visit: int,
        ways: Sequence[Way],
        others: Sequence[int],
    ) -> None:
        self._instance, self._search = instance, search
        self._need, self._visit, self._ways = need, visit, ways
        self._known = {past.helper for past in need.history} | self._serving(others)

    def pros(self, way: Way) -> tuple[Remark, ...]:
        """Give what speaks for a way."""
        return tuple(self._pros(way))

    def cons(self, way: Way) -> tuple[Remark, ...]:
        """Give what speaks against a way."""
        return tuple(self._cons(way))

    def _pros(self, way: Way) -> Iterator[Remark]:
        roles = self._instance.catalogue.roles(self._need)
        for helper, place, _ in self._members(way):
            name = _called(helper)
            if helper.id in self._known:
                yield _remark(
                    Code.KNOWS_THE_RESIDENT, f"{name} has been there before", f"{name}曾上门服务"
                )
            if helper.id in self._need.preferred:
                yield _remark(
                    Code.PREFERRED_HELPER, f"{name} is wished for", f"{name}是居民希望的服务者"
                )
            if len(roles[place].kinds) > 1 and helper.kind is roles[place].kinds[0]:
                yield _remark(
                    Code.RIGHT_KIND,
                    f"{name} is of the most suitable kind",
                    f"{name}属于最合适的服务者类型",
                )
        others = [sum(other.travel) for other in self._ways if other is not way]
        if others and sum(way.travel) < min(others):
            minutes = sum(way.travel)
            yield _remark(
                Code.SHORTEST_WAY,
                f"The shortest way of these: {minutes} more minutes of travel",
                f"其中路程最短：增加{minutes}分钟",
            )

    def _cons(self, way: Way) -> Iterator[Remark]:
        for (helper, _, wishes), travel in zip(self._members(way), way.travel, strict=True):
            yield from self._against(helper, wishes, travel)
        yield from self._of_kind(way)
        for term, code in COSTS:
            if way.values[TERMS.index(term)] > 0:
                yield _cost(code, way.values[TERMS.index(term)])
        for visit, start in sorted(way.moved):
            yield self._moved(visit, start)

    def _against(self, helper: Helper, wishes: int, travel: int) -> Iterator[Remark]:
        name = _called(helper)
        if self._known and helper.id not in self._known:
            yield _remark(Code.NEW_FACE, f"{name} is a new face", f"{name}是新面孔")
        if wishes > 0:
            yield _remark(
                Code.WISH_NOT_KEPT,
                f"{wishes} of the resident's wishes {'is' if wishes == 1 else 'are'}"
                f" not kept by {name}",
                f"由{name}服务时，居民有{wishes}项愿望未能满足",
            )
        if travel >= LONG_WAY:
            yield _remark(
                Code.LONG_WAY,
                f"{name} travels {travel} minutes more",
                f"{name}的路程增加{travel}分钟",
            )
        if helper.reliability < UNRELIABLE:
            share = round(100 * helper.reliability)
            yield _remark(
                Code.LOW_RELIABILITY,
                f"{name} turns up {share} times in 100",
                f"{name}的到岗率为{share}%",
            )

    def _of_kind(self, way: Way) -> Iterator[Remark]:
        roles = self._instance.catalogue.roles(self._need)
        for helper, place, _ in self._members(way):
            kinds = roles[place].kinds
            if kinds and helper.kind is not kinds[0]:
                name = _called(helper)
                yield _remark(
                    Code.OTHER_KIND,
                    f"{name} is not of the most suitable kind",
                    f"{name}不属于最合适的服务者类型",
                )

    def _moved(self, visit: int, start: int) -> Remark:
        row = self._instance.arrays.visit[visit]
        name = self._instance.scenario.needs[row["need"]].id
        later = start - int(self._search.state.solution.start[visit])
        minutes = abs(later)
        unit = "minute" if minutes == 1 else "minutes"
        return _remark(
            Code.MOVES_A_VISIT,
            f"{name} begins {minutes} {unit} {'later' if later > 0 else 'earlier'}",
            f"{name}{'推迟' if later > 0 else '提前'}{minutes}分钟开始",
        )

    def _members(self, way: Way) -> Iterator[tuple[Helper, int, int]]:
        """Give helper, place of the role and wishes missed of each member."""
        arrays, helpers = self._search.arrays, self._instance.scenario.helpers
        row = arrays.visit[self._visit]
        first = arrays.need["role_first"][row["need"]]
        roles = arrays.member["role"][row["member_first"] : row["member_stop"]].tolist()
        for role, shift in zip(roles, way.shifts, strict=True):
            wishes = arrays.candidate["wishes"][candidate_of(arrays, role, shift)]
            yield helpers[arrays.shift["helper"][shift]], role - int(first), int(wishes)

    def _serving(self, needs: Sequence[int]) -> set[str]:
        """Name who comes to some visit of these needs."""
        arrays, people = self._instance.arrays, self._instance.scenario.helpers
        shift = self._search.state.solution.shift
        names: set[str] = set()
        for row in needs:
            visits = arrays.visit[arrays.need["visit_first"][row] : arrays.need["visit_stop"][row]]
            for visit in visits:
                crew = shift[visit["member_first"] : visit["member_stop"]]
                names |= {people[arrays.shift["helper"][each]].id for each in crew if each >= 0}
        return names


def _cost(code: Code, value: int) -> Remark:
    texts = {
        Code.OVERTIME: Text(f"{value} minutes of overtime", f"加班{value}分钟"),
        Code.LATE: Text("It begins late", "晚于要求的时间"),
        Code.MISSED_BREAK: Text(f"{value} minutes of breaks are missed", f"少休息{value}分钟"),
        Code.SHORT_OF_SUPPLIES: Text("Supplies fall short", "物资不足"),
    }
    text = texts[code]
    return _remark(code, text.en, text.zh)


def _called(helper: Helper) -> str:
    return helper.name or helper.id


def _remark(code: Code, en: str, zh: str) -> Remark:
    return Remark(code=code, text=Text(f"{en}.", f"{zh}。"))
