"""Whether a helper may fill a role of a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from matcher.check.facts import Facts
from matcher.check.reading import Member, Reading, Served
from matcher.check.travel import TOLERANCE_METRES
from matcher.check.violation import Violation
from matcher.model import MINUTES_PER_DAY, Helper, Rule

Finding = tuple[str, str]
"""What is wrong, in English and Chinese."""

Test = Callable[[Facts, Served, Member], Finding | None]


def fitness(reading: Reading) -> Iterator[Violation]:
    """Yield the crew members who may not be where they are."""
    for served in reading.visits.values():
        for member in served.members:
            for rule, test in TESTS:
                finding = test(reading.facts, served, member)
                if finding:
                    en, zh = finding
                    yield served.violation(
                        rule,
                        f"helper {member.helper.id}, role {member.assignment.role}: {en}",
                        f"服务者 {member.helper.id}，角色 {member.assignment.role}：{zh}",
                        helper=member.helper.id,
                    )


def in_area(facts: Facts, served: Served, helper: Helper) -> bool:
    """Say whether a visit's place is in a helper's area."""
    ancestry = served.facts.ancestry
    if helper.communities or helper.radius is not None:
        if not ancestry.isdisjoint(helper.communities):
            return True
        away = facts.travel.straight(facts.home(helper), served.facts.place)
        return (
            helper.radius is not None
            and away is not None
            and away <= helper.radius + TOLERANCE_METRES
        )
    organisation = facts.organisations.get(helper.organisation or "")
    area = organisation.communities if organisation else ()
    return not area or not ancestry.isdisjoint(area)


def opening(facts: Facts, served: Served, member: Member) -> int | None:
    """Give when the ladder opens a role to who fills it; None if it never does."""
    ladder = facts.scenario.policy.escalation
    return min(
        (at for tier, at in served.facts.opens.items() if member.helper.kind in ladder[tier].kinds),
        default=None,
    )


def _kind(facts: Facts, served: Served, member: Member) -> Finding | None:
    kinds = member.role.kinds
    if not kinds or member.helper.kind in kinds or opening(facts, served, member) is not None:
        return None
    return f"is a {member.helper.kind}, not {' or '.join(kinds)}", (
        f"类别 {member.helper.kind} 不在要求 {'、'.join(kinds)} 之内"
    )


def _escalation(facts: Facts, served: Served, member: Member) -> Finding | None:
    kinds = member.role.kinds
    opens = opening(facts, served, member)
    begins = max(member.shift.start, 0)
    if not kinds or member.helper.kind in kinds or opens is None or opens <= begins:
        return None
    moment, start = facts.clock(opens), facts.clock(begins)
    return (
        f"the need moves up to a {member.helper.kind} at {moment}, the shift begins at {start}",
        f"需求于 {moment} 才上报至 {member.helper.kind}，而时段于 {start} 开始",
    )


def _skill(_facts: Facts, _served: Served, member: Member) -> Finding | None:
    held: dict[str, int] = {}
    for skill in member.helper.skills:
        held[skill.skill] = max(skill.level, held.get(skill.skill, 0))
    lacking = [each for each in member.role.skills if held.get(each.skill, 0) < each.level]
    if not lacking:
        return None
    named = [f"{each.skill} {held.get(each.skill, 0)}/{each.level}" for each in lacking]
    return f"skill level below the need: {', '.join(named)}", f"技能等级不足：{'、'.join(named)}"


def _licence(facts: Facts, _served: Served, member: Member) -> Finding | None:
    day = member.shift.start // MINUTES_PER_DAY
    valid = {
        each.licence
        for each in member.helper.licences
        if each.expires is None or day <= facts.day(each.expires)
    }
    lacking = [each for each in member.role.licences if each not in valid]
    if not lacking:
        return None
    date = facts.clock(member.shift.start)[:10]
    return f"no licence {', '.join(lacking)} valid on {date}", (
        f"{date} 没有有效证书：{'、'.join(lacking)}"
    )


def _area(facts: Facts, served: Served, member: Member) -> Finding | None:
    if in_area(facts, served, member.helper):
        return None
    community = served.facts.need.community
    return f"the place in {community} is outside the area served", (
        f"{community} 的服务地点不在服务范围内"
    )


def _gender(_facts: Facts, served: Served, member: Member) -> Finding | None:
    need, gender = served.facts.need, member.helper.gender
    if not need.gender_required or need.gender is None or gender is need.gender:
        return None
    return f"gender {gender or 'unknown'}, required {need.gender}", (
        f"性别 {gender or '未知'}，要求 {need.gender}"
    )


def _language(_facts: Facts, served: Served, member: Member) -> Finding | None:
    wished = served.facts.need.languages
    if not served.facts.need.language_required or not wished:
        return None
    if not set(wished).isdisjoint(member.helper.languages):
        return None
    return f"speaks none of {', '.join(wished)}", f"不会所要求的语言：{'、'.join(wished)}"


def _required(_facts: Facts, served: Served, member: Member) -> Finding | None:
    required = served.facts.need.required
    if not required or member.assignment.role != 0 or member.helper.id in required:
        return None
    return f"the first role takes only {', '.join(required)}", (
        f"第一个角色只能由 {'、'.join(required)} 担任"
    )


def _excluded(_facts: Facts, served: Served, member: Member) -> Finding | None:
    if member.helper.id not in served.facts.need.excluded:
        return None
    return "must not come", "被排除在外"


TESTS: tuple[tuple[Rule, Test], ...] = (
    (Rule.KIND, _kind),
    (Rule.ESCALATION, _escalation),
    (Rule.SKILL, _skill),
    (Rule.LICENCE, _licence),
    (Rule.AREA, _area),
    (Rule.GENDER, _gender),
    (Rule.LANGUAGE, _language),
    (Rule.REQUIRED, _required),
    (Rule.EXCLUDED, _excluded),
)
