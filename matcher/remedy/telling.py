"""Misses, suggestions and other choices in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.model import Plan, Scenario
from matcher.recommend import Change
from matcher.remedy import words
from matcher.remedy.records import Forced, Lack, Lacking, Miss, Remedy, Step, StepKind
from matcher.remedy.saying import Sayer, StepTeller
from matcher.replan import ChangeCode, PlanChange
from matcher.report import Language, Text
from matcher.report.book import Book
from matcher.report.catalogue import LABELS


class Teller(Sayer):
    """Tells of one scenario and plan, in one language.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
    language : Language
    """

    def __init__(self, scenario: Scenario, plan: Plan, language: Language) -> None:
        super().__init__(scenario, language)
        self._book = Book(scenario, plan)
        self._shifts = {one.id: one for helper in scenario.helpers for one in helper.shifts}
        self._steps = StepTeller(scenario, self._book, self)

    def lack(self, lack: Lack) -> str:
        """Say what is lacking, to follow the helper's name."""
        text = words.LACKS[lack.code]
        if lack.code is Lacking.SKILL and lack.has == 0:
            text = words.UNSKILLED
        return self.said(text).format(
            amount=lack.amount, has=lack.has, asked=lack.asked, what=lack.what
        )

    def lacks(self, miss: Miss) -> str:
        """Say all that a shift lacks, to follow the helper's name."""
        return self.clauses([self.lack(one) for one in miss.lacks])

    def shift(self, miss: Miss) -> str:
        """Say when a shift that comes near is."""
        shift = self._shifts[miss.shift]
        return self.span(shift.start, shift.end)

    def miss(self, miss: Miss) -> str:
        """Say in a sentence how near a shift comes."""
        name, when = self._book.helper_name(miss.helper), self.shift(miss)
        lacks = self.lacks(miss)
        return self.said(Text(f"{name} ({when}) {lacks}.", f"{name}（{when}）{lacks}。"))

    def steps(self, need: str, steps: Sequence[Step]) -> str:
        """Say in a sentence what would have to change."""
        if not steps:
            return self.sentence(self.said(words.REARRANGED))
        # A step further on counts from what those before leave; the words name the first state.
        told = (self._steps.said(self._book.needs[need], step) for step in steps)
        return self.sentence(self.said(words.AND).join(told))

    def then(self, remedy: Remedy) -> str:
        """Say in a sentence who then comes, and when."""
        names = {helper.id: helper.name or helper.id for helper in remedy.scenario.helpers}
        known = dict.fromkeys(member.helper for member in remedy.visit.crew)
        newcomers = {step.helper for step in remedy.steps if step.kind is StepKind.ADD_HELPER}
        new = self.said(Text("the new helper", "新增的服务者"))
        crew = self.joined(new if one in newcomers else names[one] for one in known)
        text = words.THEN if crew else words.THEN_ALONE
        said = self.said(text).format(crew=crew, when=self.moment(remedy.visit.start))
        if remedy.moved > 0:
            said += self.said(words.MOVING).format(moved=remedy.moved)
        return self.sentence(said)

    def forced(self, forced: Forced) -> str:
        """Say in a sentence what another choice would cost, or what stands against it."""
        if forced.change is None:
            why = [self.said(words.RULES[rule]) for rule in forced.rules]
            why += [self.miss(miss).rstrip(".。") for miss in forced.against]
            reason = self.clauses(why) or self.said(words.UNKNOWN)
            return self.said(words.IMPOSSIBLE).format(why=reason)
        dropped = [one for one in forced.changes if one.code is ChangeCode.DROPPED]
        lost = self.said(words.DROPS_NONE)
        if dropped:
            visits = self.joined([self.visit(one) for one in dropped])
            lost = self.said(words.DROPS).format(visits=visits)
        return self.said(words.COSTS).format(terms=self.change(forced.change), dropped=lost)

    def change(self, change: Change) -> str:
        """Say by term what the score gains."""
        labels = LABELS[type(change.terms[0].name)] if change.terms else {}
        parts = [f"{self.said(labels[one.name])} {one.change:+d}" for one in change.terms]
        return self.joined(parts) or self.said(words.NO_COST)

    def visit(self, change: PlanChange) -> str:
        """Name the visit of a change."""
        asked = self._book.asked(change.need, change.occurrence)
        who = asked["resident"] or change.need
        return self.said(
            Text(f"{asked['service_name']} for {who}", f"{who}的{asked['service_name']}")
        )
