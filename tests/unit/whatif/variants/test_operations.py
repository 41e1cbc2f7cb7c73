"""Each operation: what it changes, and what it leaves as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.instance import compile_instance
from matcher.model import (
    Helper,
    HelperKind,
    Interval,
    InvalidInput,
    Mode,
    Need,
    Objective,
    Rule,
    SkillLevel,
    TermName,
    Window,
    WindowBounds,
)
from matcher.travel.table import travel
from matcher.validate import validate
from tests.unit import small
from tests.unit.whatif.town import changed, ids, town
from tests.unit.whatif.variants.bad_variants import BAD_CHANGES


@pytest.mark.parametrize(("code", "pointer", "change"), BAD_CHANGES)
def test_a_bad_change_is_refused_where_it_is_wrong(code, pointer, change):
    with pytest.raises(InvalidInput) as refused:
        changed(town(), {"op": "scale", "resources": {}, "field": "quantity", "by": 1}, change)

    assert [(p.code, p.pointer) for p in refused.value.problems] == [(code, f"/changes/1{pointer}")]


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(InvalidInput) as refused:
        changed(
            town(),
            {"op": "remove", "helpers": {"id": "x"}},
            {"op": "copy", "helpers": {"id": "y"}, "times": 1},
        )

    assert [p.pointer for p in refused.value.problems] == [
        "/changes/0/helpers/id",
        "/changes/1/helpers/id",
    ]


def test_what_comes_of_it_has_to_be_in_order():
    more = {"id": "e", "service": "sing", "community": "east"}

    with pytest.raises(InvalidInput) as refused:
        changed(town(), {"op": "add", "needs": [more]})

    (found,) = refused.value.problems
    assert (found.code, found.pointer) == ("unknown_service", "/needs/4/service")
    assert "changed scenario" in found.place


class TestAdd:
    def test_records_come_behind_those_there_are(self):
        more = {"id": "e", "service": "talk", "community": "east", "due": "2026-11-23T10:00+08:00"}

        found = changed(town(), {"op": "add", "needs": [more]})

        assert found.needs[:-1] == town().needs
        assert found.needs[-1] == Need(id="e", service="talk", community="east", due=600)


class TestCopy:
    def test_each_copy_has_a_name_of_its_own(self):
        found = changed(town(), {"op": "copy", "helpers": {"id": "ann"}, "times": 2})

        assert ids(found.helpers) == ["ann", "bea", "cid", "ann+1", "ann+2"]
        assert [s.id for h in found.helpers for s in h.shifts][3:] == ["ann-mon+1", "ann-mon+2"]
        first, copy = found.helpers[0], found.helpers[3]
        renamed = replace(copy, id="ann", name="Ann", shifts=first.shifts)
        assert renamed == first
        assert copy.name == "Ann+1"

    def test_copies_of_needs_are_for_other_residents(self):
        found = changed(town(), {"op": "copy", "needs": {"id": ["a", "b"]}, "times": 1})

        assert [(n.id, n.resident) for n in found.needs[4:]] == [("a+1", "r1+1"), ("b+1", None)]

    def test_a_second_change_goes_on_counting(self):
        change = {"op": "copy", "resources": {"id": "rice"}, "times": 1}

        found = changed(town(), change, change)

        assert ids(found.resources) == ["rice", "hall", "rice+1", "rice+2"]

    def test_a_larger_number_begins_with_the_copies_of_a_smaller_one(self):
        def copies(count):
            found = changed(town(), {"op": "copy", "helpers": {}, "count": count}, seed=3)
            return ids(found.helpers)[3:]

        assert copies(0) == []
        assert len(copies(7)) == 7
        assert copies(7)[:4] == copies(4)
        assert {name[:3] for name in copies(3)} == {"ann", "bea", "cid"}

    def test_copies_may_differ(self):
        found = changed(
            town(),
            {
                "op": "copy",
                "helpers": {"id": "ann"},
                "times": 1,
                "set": {"community": "east", "name": "New"},
                "append": {"skills": [{"skill": "nursing", "level": 4}]},
            },
        )

        copy = found.helpers[-1]
        assert (copy.community, copy.name) == ("east", "New")
        assert copy.skills == (SkillLevel(skill="tea"), SkillLevel(skill="nursing", level=4))


class TestRemove:
    def test_pins_and_wishes_go_with_a_helper(self):
        found = changed(town(), {"op": "remove", "helpers": {"id": "ann"}})

        assert ids(found.helpers) == ["bea", "cid"]
        assert found.needs[0].preferred == ("bea",)
        assert found.published[0].helpers == ("bea",)
        assert found.pins == town().pins

    def test_a_required_helper_stays_without_shifts(self):
        found = changed(town(), {"op": "remove", "helpers": {"id": "bea"}})

        assert found.helpers[1] == replace(town().helpers[1], shifts=())
        assert found.needs[3].required == ("bea",)
        assert [pin.need for pin in found.pins] == ["a"]

    def test_what_waits_for_a_need_waits_no_more(self):
        found = changed(town(), {"op": "remove", "needs": {"id": "a"}})

        assert ids(found.needs) == ["b", "c", "d"]
        assert found.needs[1].after == ()
        assert found.published == ()
        assert [pin.need for pin in found.pins] == ["b"]

    def test_a_resource_stays_with_nothing(self):
        found = changed(town(), {"op": "remove", "resources": {"id": "rice"}})

        assert [(r.id, r.quantity) for r in found.resources] == [("rice", 0), ("hall", 20)]


class TestSelect:
    @pytest.mark.parametrize(
        ("kind", "selection", "expected"),
        [
            ("helpers", {}, ["ann", "bea", "cid"]),
            ("helpers", {"kind": "volunteer"}, ["ann", "cid"]),
            ("helpers", {"kind": ["volunteer"], "community": "east"}, ["cid"]),
            ("helpers", {"skill": "nursing"}, ["ann"]),
            ("helpers", {"skill": "nursing", "level": 2}, ["ann"]),
            ("helpers", {"community": "town"}, ["ann", "bea", "cid"]),
            ("needs", {"community": "east"}, ["b", "c"]),
            ("needs", {"skill": "nursing"}, ["c"]),
            ("needs", {"priority": [4, 5]}, ["b"]),
            ("needs", {"resident": "r1"}, ["a"]),
            ("needs", {"service": "talk", "community": ["west"]}, ["a", "d"]),
            ("resources", {"kind": "venue"}, ["hall"]),
            ("resources", {"item": "rice"}, ["rice"]),
        ],
    )
    def test_by_field(self, kind, selection, expected):
        change = {"op": "remove", kind: selection}

        found = changed(town(), change)

        if kind == "resources":
            assert [r.id for r in found.resources if r.quantity == 0] == expected
        else:
            left = {r.id for r in getattr(found, kind) if not isinstance(r, Helper) or r.shifts}
            assert [r.id for r in getattr(town(), kind) if r.id not in left] == expected

    def test_a_level_that_nobody_has_is_told(self):
        with pytest.raises(InvalidInput) as refused:
            changed(town(), {"op": "remove", "helpers": {"skill": "nursing", "level": 3}})

        assert refused.value.problems[0].code == "selects_nothing"

    def test_a_share_is_drawn_from_the_seed(self):
        base = changed(town(), {"op": "copy", "helpers": {}, "times": 9})
        change = {"op": "shift", "helpers": {"share": 0.25}, "end": 10}

        def moved(seed):
            found = changed(base, change, seed=seed).helpers
            return [h.id for h, was in zip(found, base.helpers, strict=True) if h != was]

        assert len(moved(1)) == 8  # of 30, halves up
        assert moved(1) == moved(1)
        assert moved(1) != moved(2)

    def test_at_most_so_many(self):
        found = changed(
            town(), {"op": "scale", "needs": {"most": 1}, "field": "priority", "by": 0.5}
        )

        assert (
            sum(
                n.priority != was.priority for n, was in zip(found.needs, town().needs, strict=True)
            )
            == 1
        )


class TestScaleAndChange:
    def test_whole_figures_are_rounded_down(self):
        found = changed(town(), {"op": "scale", "resources": {}, "field": "quantity", "by": 0.1})

        assert [r.quantity for r in found.resources] == [2, 2]

    def test_a_figure_that_comes_out_whole_stays_whole(self):
        # 0.29 x 100 is a little less than 29 in floating point.
        base = changed(
            town(), {"op": "change", "resources": {"id": "rice"}, "set": {"quantity": 100}}
        )

        found = changed(
            base, {"op": "scale", "resources": {"id": "rice"}, "field": "quantity", "by": 0.29}
        )

        assert found.resources[0].quantity == 29

    def test_what_has_no_figure_is_left(self):
        found = changed(town(), {"op": "scale", "needs": {}, "field": "minutes", "by": 2})

        assert found == town()

    def test_other_figures_than_whole_ones(self):
        found = changed(
            town(), {"op": "scale", "helpers": {"id": "ann"}, "field": "reliability", "by": 0.8}
        )

        assert [h.reliability for h in found.helpers] == [0.8, 1.0, 1.0]

    def test_fields_are_written_as_in_a_file(self):
        found = changed(
            town(),
            {
                "op": "change",
                "needs": {"id": "b"},
                "set": {"windows": [], "due": "2026-11-23T11:00+08:00"},
            },
        )

        assert (found.needs[1].windows, found.needs[1].due) == ((), 660)

    def test_services_are_changed_for_all_who_ask_for_them(self):
        found = changed(
            town(), {"op": "change", "services": {"id": "care"}, "set": {"minutes": 60}}
        )

        assert found.services[1].minutes == 60


class TestShift:
    def test_all_of_it_or_only_an_end(self):
        rested = replace(town().helpers[0].shifts[0], breaks=(small.rest(500, 560, 20),))
        ann = replace(town().helpers[0], shifts=(rested,))
        base = town(helpers=(ann, *town().helpers[1:]))

        found = changed(base, {"op": "shift", "helpers": {"id": "ann"}, "minutes": 30, "end": 60})

        moved = found.helpers[0].shifts[0]
        assert (moved.start, moved.end) == (510, 810)
        assert moved.breaks == (small.rest(530, 590, 20),)

    def test_windows_and_due_dates(self):
        base = changed(
            town(), {"op": "change", "needs": {"id": "b"}, "set": {"due": "2026-11-23T10:00+08:00"}}
        )

        found = changed(base, {"op": "shift", "needs": {}, "minutes": -60, "start": -10})

        assert found.needs[1].windows == (Window(start=430, end=540),)
        assert found.needs[1].due == 540
        assert found.needs[0].windows == ()


class TestSurge:
    def test_more_needs_are_copies(self):
        found = changed(town(), {"op": "surge", "needs": {}, "factor": 2.6})

        assert ids(found.needs)[:4] == ["a", "b", "c", "d"]
        assert len(found.needs) == 10
        assert {name[0] for name in ids(found.needs)[4:8]} == set("abcd")

    def test_fewer_are_some_of_them(self):
        found = changed(town(), {"op": "surge", "needs": {"community": "west"}, "factor": 0.5})

        assert len(found.needs) == 3
        assert {"b", "c"} < set(ids(found.needs))


class TestClose:
    def test_windows_leave_the_time_out(self):
        found = changed(
            town(),
            {
                "op": "close",
                "communities": {"id": "east"},
                "start": "2026-11-23T09:00+08:00",
                "end": "2026-11-23T09:30+08:00",
            },
        )

        # A talk takes 30 minutes: the last that is over by 9:00 starts at 8:30.
        assert found.needs[1].windows == (
            Window(start=500, end=510),
            Window(start=570, end=600),
        )
        assert found.needs[2].windows == (Window(start=0, end=500), Window(start=570, end=1440))
        assert [n for n in found.needs if n.community == "west"] == [
            n for n in town().needs if n.community == "west"
        ]

    def test_a_whole_visit_ends_before_and_lateness_too(self):
        windows = [
            {
                "start": "2026-11-23T08:00+08:00",
                "end": "2026-11-23T12:00+08:00",
                "bounds": "service",
            },
            {"start": "2026-11-23T08:00+08:00", "end": "2026-11-23T08:20+08:00", "soft": True},
            {"start": "2026-11-23T08:00+08:00", "end": "2026-11-23T09:00+08:00", "soft": True},
        ]
        base = changed(town(), {"op": "change", "needs": {"id": "b"}, "set": {"windows": windows}})

        found = changed(
            base, {"op": "close", "communities": {"id": "east"}, "start": "2026-11-23T09:00+08:00"}
        )

        assert found.needs[1].windows == (
            Window(start=480, end=540, bounds=WindowBounds.SERVICE),
            Window(start=480, end=500, soft=True, max_late=10),
            Window(start=480, end=510),
        )

    def test_what_can_only_happen_then_is_unmet_for_want_of_the_entrance(self):
        base = town(pins=())

        found = changed(base, {"op": "close", "communities": {"id": "east"}})
        plan = small.planned(found)

        assert {left.need: left.reasons[0].examples for left in plan.unmet} == {
            "b": ("closed",),
            "c": ("closed",),
        }
        assert {visit.need for visit in small.planned(base).visits} == {"a", "b", "d"}

    def test_venues_lose_hours_or_all(self):
        noon = "2026-11-23T12:00+08:00"
        partly = changed(town(), {"op": "close", "resources": {"id": "hall"}, "start": noon})
        wholly = changed(town(), {"op": "close", "resources": {"id": "hall"}})

        assert partly.resources[1].available == (Interval(start=0, end=720),)
        assert partly.resources[1].quantity == 20
        assert wholly.resources[1].quantity == 0


class TestDetour:
    def minutes(self, scenario, origin, target):
        instance = compile_instance(scenario)
        arrays = instance.arrays
        shift = [s.id for h in scenario.helpers for s in h.shifts].index(origin)
        row = [n.id for n in scenario.needs].index(target)
        at = arrays.shift[shift]
        return travel.py_func(
            arrays.travel, int(at["profile"]), int(at["origin"]), int(arrays.need[row]["location"])
        )

    def test_ways_between_are_longer_and_others_as_they_were(self):
        base = town()
        found = changed(base, {"op": "detour", "between": ["west", "east"], "metres": 4500})

        before, after = (self.minutes(one, "ann-mon", "b") for one in (base, found))
        assert after == (before[0] + 60, before[1] + 4500)
        assert self.minutes(found, "ann-mon", "a") == self.minutes(base, "ann-mon", "a") == (0, 0)
        assert self.minutes(found, "bea-mon", "c") == (0, 0)

    def test_a_second_detour_is_laid_over_the_first(self):
        change = {"op": "detour", "between": ["west", "east"], "metres": 4500}

        once, twice = changed(town(), change), changed(town(), change, change)

        there, further = (self.minutes(one, "ann-mon", "b") for one in (once, twice))
        assert further == (there[0] + 60, there[1] + 4500)

    def test_each_mode_takes_its_time(self):
        base = changed(town(), {"op": "change", "helpers": {"id": "bea"}, "set": {"mode": "car"}})

        found = changed(base, {"op": "detour", "between": ["west", "east"], "metres": 4000})

        before, after = (self.minutes(one, "bea-mon", "a") for one in (base, found))
        assert {matrix.mode for matrix in found.travel.matrices} == {Mode.WALK, Mode.CAR}
        assert after == (before[0] + 10, before[1] + 4000)  # 24 km an hour

    def test_own_speeds_are_told(self):
        base = changed(
            town(), {"op": "change", "helpers": {"id": "bea"}, "set": {"speed_kmh": 9.0}}
        )

        with pytest.raises(InvalidInput) as refused:
            changed(base, {"op": "detour", "between": ["west", "east"], "metres": 1})

        assert refused.value.problems[0].code == "detour_own_speed"

    def test_places_need_coordinates(self):
        base = small.scenario()
        base = replace(
            base,
            communities=(*base.communities, replace(small.HOME, id="far", place=small.at(5))),
        )

        with pytest.raises(InvalidInput) as refused:
            changed(base, {"op": "detour", "between": ["home", "far"], "metres": 1})

        assert refused.value.problems[0].code == "detour_without_coordinates"

    def test_too_many_places_are_told(self, monkeypatch):
        monkeypatch.setattr("matcher.whatif.variants.operations.detour.MOST_PLACES", 1)

        with pytest.raises(InvalidInput) as refused:
            changed(town(), {"op": "detour", "between": ["west", "east"], "metres": 1})

        assert refused.value.problems[0].code == "detour_too_wide"


class TestPolicy:
    def test_what_is_not_given_stays(self):
        found = changed(
            town(),
            {
                "op": "policy",
                "objective": "weighted_sum",
                "terms": {"fairness": {"weight": 7}, "tier": {"level": 1}},
                "ignored_rules": ["area"],
            },
        )

        was, now = town().policy, found.policy
        terms = {term.name: term for term in now.terms}
        assert now.objective is Objective.WEIGHTED_SUM
        assert now.ignored_rules == (Rule.AREA,)
        assert (terms[TermName.FAIRNESS].level, terms[TermName.FAIRNESS].weight) == (2, 7)
        assert (terms[TermName.TIER].level, terms[TermName.TIER].weight) == (1, 10)
        assert [t.name for t in now.terms] == [t.name for t in was.terms]
        assert now.priority_weights == was.priority_weights


def test_the_base_is_left_as_it_was_and_the_kinds_are_all_there():
    base = town()

    changed(
        base,
        {"op": "surge", "needs": {}, "factor": 2},
        {"op": "remove", "helpers": {"kind": "volunteer"}},
    )

    assert base == town()
    assert not [p for p in validate(base) if p.severity == "error"]
    assert {helper.kind for helper in base.helpers} == {
        HelperKind.VOLUNTEER,
        HelperKind.SOCIAL_WORKER,
    }
