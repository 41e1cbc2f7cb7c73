"""Sentences, word for word."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import HelperKind
from matcher.report import Text
from matcher.shortage import BottleneckCode
from matcher.shortage.askings import Asking
from matcher.shortage.words import (
    say_asking,
    say_bottleneck,
    say_certainty,
    say_points,
    say_when,
)
from tests.unit.shortage.district import found

WEIGHTS = (1, 2, 4, 8, 16)


def test_askings():
    assert say_asking(Asking(skill="wash", level=1)) == Text("wash", "wash")
    assert say_asking(Asking(skill="wash", level=3)) == Text("wash, level 3", "wash（3级）")
    assert say_asking(Asking()) == Text("anyone", "不限")
    kinds = (HelperKind.VOLUNTEER, HelperKind.LIAISON)
    assert say_asking(Asking(kinds=kinds)) == Text("volunteer or liaison", "志愿者或联络员")


def test_a_bottleneck_in_minutes():
    assert found().bottlenecks[0].text == Text(
        "Mon 11-23 morning: 3 visits (wash; Home) can be served by nobody but 1 helper (Ann <b>)."
        " They ask 180 minutes; there are 60 at most. Every plan leaves out 2 of them or more.",
        "周一 11-23上午：3次服务（wash；Home）只能由1名服务者（Ann <b>）提供。"
        "共需180分钟，而最多只有60分钟。任何方案都至少有其中2次无法满足。",
    )


def test_the_other_codes_and_long_lists():
    one = replace(found().bottlenecks[0], asked=1200, available=1300, proven=False)
    names = ["a", "b", "c", "d", "e"]

    def said(code: BottleneckCode) -> Text:
        return say_bottleneck(replace(one, code=code), found().half_days, names, names)

    assert said(BottleneckCode.TIGHT_MINUTES) == Text(
        "Mon 11-23 morning: 3 visits (wash; a, b, c and 2 more) can be served by nobody but 5"
        " helpers (a, b, c and 2 more). They ask 1,200 of at most 1,300 minutes, travel not"
        " counted.",
        "周一 11-23上午：3次服务（wash；a、b、c等）只能由5名服务者（a、b、c等）提供。"
        "共需1,200分钟，最多有1,300分钟（尚未计路程）。",
    )
    assert said(BottleneckCode.TIGHT_STOPS).en.endswith(" They ask 1,200 of at most 1,300 stops.")
    assert said(BottleneckCode.TIGHT_STOPS).zh.endswith("共需1,200人次，最多能提供1,300人次。")
    stops = said(BottleneckCode.TOO_FEW_STOPS)
    assert stops.en.endswith(" They ask 1,200 stops; there are 1,300 at most.")
    assert stops.zh.endswith("共需1,200人次，而最多只能提供1,300人次。")


def test_when():
    half_days = found().half_days
    assert say_when(half_days[:1]) == Text("Mon 11-23 morning", "周一 11-23上午")
    assert say_when(half_days) == Text(
        "Mon 11-23 morning, Mon 11-23 afternoon, Mon 11-23 evening",
        "周一 11-23上午、周一 11-23下午、周一 11-23晚上",
    )
    week = [
        replace(each, day=each.day.replace(day=each.day.day + more))
        for more in range(5)
        for each in half_days
    ]
    assert say_when(week[:4]) == Text("Mon 11-23, Tue 11-24", "周一 11-23、周二 11-24")
    assert say_when(week) == Text("Mon 11-23 to Fri 11-27", "周一 11-23至周五 11-27")
    assert say_when(()) == Text("at no time", "任何时间")


def test_points_as_visits():
    assert say_points(4.0, WEIGHTS) == Text(
        "about 4.0 points of weight, that is 1 visit of priority 3 more",
        "约4.0分权重，相当于多满足1次3级优先的服务",
    )
    assert say_points(31.0, WEIGHTS).en.endswith("that is 2 visits of priority 5 more")
    # The climb's last step falls a little short.
    assert say_points(7.9, WEIGHTS).en.endswith("that is 1 visit of priority 4 more")
    # One and a half of priority 5 is better said as three of priority 4.
    assert say_points(24.0, WEIGHTS).en.endswith("that is 3 visits of priority 4 more")
    assert say_points(10.4, WEIGHTS).en.endswith("that is 3 visits of priority 3 more")
    assert say_points(1.5, WEIGHTS).en.endswith("that is 1 visit of priority 2 more")
    assert say_points(5.0, (0, 0, 4, 0, 0)).en.endswith("that is 1 visit of priority 3 more")
    assert say_points(0.3, WEIGHTS) == Text(
        "about 0.3 points of weight, less than one visit of priority 1",
        "约0.3分权重，不足1次1级优先的服务",
    )
    assert say_points(1234.5, ()) == Text(
        "about 1,234.5 of the first level", "约1,234.5（首层评分）"
    )


def test_how_sure_it_is():
    assert say_certainty(0.0, 5.0).en.startswith("The bound is 0")
    assert say_certainty(0.0, None).zh.startswith("下界为0")
    assert say_certainty(0.0, 0.0).en.startswith("The plan loses nothing")
    assert "plan costs 24.0" in say_certainty(20.0, 24.0).en
    assert "4.0 points between plan and bound" in say_certainty(20.0, 24.0).en
    assert say_certainty(20.0, None).en.startswith("No plan costs less than 20.0 points.")
