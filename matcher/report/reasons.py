"""Why a visit is left out, in sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from matcher.model import Plan, Reason, Rule, Scenario, Unmet
from matcher.report.book import Book
from matcher.report.catalogue import BEGINNINGS, CAUSES, EXAMPLES, NO_HELPER, WHY, Subject
from matcher.report.escalations import escalation_rows, moves_up_text
from matcher.report.rows import EscalationRow, ReasonRow, UnmetRow
from matcher.report.text import Text


def unmet_rows(scenario: Scenario, plan: Plan) -> tuple[UnmetRow, ...]:
    """Return the visits left out and why, the most urgent first."""
    book = Book(scenario, plan)
    climbs: defaultdict[str, list[EscalationRow]] = defaultdict(list)
    for row in escalation_rows(scenario, plan):
        climbs[row.need].append(row)
    rows = [_unmet_row(unmet, book, climbs.get(unmet.need, ())) for unmet in plan.unmet]
    return tuple(sorted(rows, key=lambda row: -row.priority))


def reason_text(reason: Reason, book: Book, need: str) -> Text:
    """Say in a sentence why a need is left out.

    A code that is not in the catalogue is named as it is.
    """
    unknown = Text(f"The rule {reason.code} stands against it", f"不符合规则“{reason.code}”")
    subject, cause = CAUSES.get(reason.code, (Subject.VISIT, unknown))
    beginning = BEGINNINGS[subject]
    if reason.code == Rule.CREW and not book.helpers:
        cause = NO_HELPER
    role = _role(reason, book, need)
    who = _who(subject, reason.blocked)
    examples = _examples(EXAMPLES.get(reason.code, subject), reason, book)
    en = role.en + beginning.en.format(who=who.en, cause=cause.en) + examples.en + "."
    zh = role.zh + beginning.zh.format(who=who.zh, cause=cause.zh) + examples.zh + "。"
    return Text(en, zh)


def _unmet_row(unmet: Unmet, book: Book, climbs: Sequence[EscalationRow]) -> UnmetRow:
    return UnmetRow(
        **book.asked(unmet.need, unmet.occurrence),
        kind=unmet.kind,
        why=WHY[unmet.kind],
        reasons=tuple(
            ReasonRow(
                code=reason.code,
                role=reason.role,
                blocked=reason.blocked,
                examples=reason.examples,
                text=reason_text(reason, book, unmet.need),
            )
            for reason in unmet.reasons
        ),
        moves_up=moves_up_text(climbs) if climbs else None,
    )


def _role(reason: Reason, book: Book, need: str) -> Text:
    """Name the role, where the crew has several."""
    roles = book.roles(need)
    if reason.role is None or len(roles) < 2:
        return Text("", "")
    name = roles[reason.role].name
    if name:
        return Text(f"Role {name}: ", f"角色“{name}”：")
    return Text(f"Role {reason.role + 1}: ", f"第{reason.role + 1}个角色：")


def _who(subject: Subject, blocked: int) -> Text:
    helpers = subject is Subject.HELPERS
    noun, measured = ("helper", "名服务者") if helpers else ("resource", "项资源")
    if blocked == 0:
        return Text(f"{noun.capitalize()}s", measured[1:])
    return Text(f"{blocked} {noun}{'s' if blocked > 1 else ''}", f"{blocked}{measured}")


def _examples(subject: Subject, reason: Reason, book: Book) -> Text:
    if not reason.examples:
        return Text("", "")
    names = [_name(subject, example, book) for example in reason.examples]
    some_only = reason.blocked > len(names)
    en, zh = ("such as ", "如") if some_only else ("", "")
    return Text(f" ({en}{', '.join(names)})", f"（{zh}{'、'.join(names)}）")


def _name(subject: Subject, example: str, book: Book) -> str:
    if subject is Subject.HELPERS:
        return book.helper_name(example)
    if subject is Subject.RESOURCES:
        return book.resource_name(example)
    return example
