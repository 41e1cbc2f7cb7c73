"""Steps in words: what of the scenario they change, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from matcher.instance.effective import Catalogue
from matcher.model import (
    MINUTES_PER_DAY,
    Need,
    ResourceKind,
    Rule,
    Scenario,
    Shift,
    Window,
    WindowBounds,
)
from matcher.remedy import words
from matcher.remedy.newcomer import newcomer
from matcher.remedy.records import Step, StepKind
from matcher.replan.telling import moment_words
from matcher.report import Language, Text
from matcher.report.book import Book
from matcher.report.catalogue import LABELS

Words = dict[str, object]


class Sayer:
    """Says moments and lists in one language.

    Parameters
    ----------
    scenario : Scenario
    language : Language
    """

    def __init__(self, scenario: Scenario, language: Language) -> None:
        self._scenario, self._language = scenario, language

    def said(self, text: Text) -> str:
        """Give a text in the language."""
        return text.of(self._language)

    def moment(self, minute: int) -> str:
        """Give weekday, day and time."""
        return moment_words(self._scenario, minute, self._language)

    def span(self, start: int, end: int) -> str:
        """Give weekday, day and times."""
        return f"{self.moment(start)}–{self.time(end)}"

    def time(self, minute: int) -> str:
        """Give the time of day."""
        return f"{self._scenario.start + timedelta(minutes=minute):%H:%M}"

    def joined(self, parts: Iterable[str]) -> str:
        """Put parts of a sentence in a row."""
        return self.said(Text(", ", "、")).join(parts)

    def clauses(self, parts: Iterable[str]) -> str:
        """Put clauses, which may have commas of their own, in a row."""
        return self.said(Text("; ", "；")).join(parts)

    def yuan(self, fen: int) -> str:
        """Give an amount of money."""
        yuan = f"{fen / 100:.2f}".removesuffix(".00")
        return self.said(Text(f"{yuan} yuan", f"{yuan}元"))

    def sentence(self, said: str) -> str:
        """Make a sentence of words."""
        return said[0].upper() + said[1:] + self.said(Text(".", "。"))


class StepTeller:
    """Tells single steps.

    Parameters
    ----------
    scenario : Scenario
        Without the steps.
    book : Book
    sayer : Sayer
    """

    def __init__(self, scenario: Scenario, book: Book, sayer: Sayer) -> None:
        self._scenario, self._book, self._sayer = scenario, book, sayer
        self._catalogue = Catalogue.of(scenario)
        self._shifts = {one.id: one for helper in scenario.helpers for one in helper.shifts}
        self._facts: dict[StepKind, Callable[[Need, Step], Words]] = {
            StepKind.EXTEND_SHIFT: lambda _, step: self._longer(self._shifts[step.shift], step),
            StepKind.WIDEN_WINDOW: lambda need, step: self._longer(need.windows[step.window], step),
            StepKind.RAISE_LIMIT: self._limit,
            StepKind.ACCEPT_LEVEL: self._level,
            StepKind.MORE_VISITS: self._visits,
            StepKind.MORE_FACES: lambda need, step: {"most": (need.max_helpers or 0) + step.amount},
            StepKind.MOVE_DAY: self._days,
            StepKind.ADD_SHIFT: self._shift,
            StepKind.SERVE_COMMUNITY: lambda need, _: {"community": self._community(need)},
            StepKind.MORE_SUPPLIES: self._supplies,
            StepKind.MORE_BUDGET: self._budget,
            StepKind.ADD_HELPER: self._newcomer,
        }

    def said(self, need: Need, step: Step) -> str:
        """Say a step, to stand in a sentence."""
        told = words.EARLIER if step.earlier and step.kind in words.EARLIER else words.STEPS
        known = step.helper in self._book.helpers
        helper = self._book.helper_name(step.helper) if known else step.helper
        facts = self._facts[step.kind](need, step)
        said = self._sayer.said(told[step.kind])
        return said.format_map({"amount": step.amount, "helper": helper, **facts})

    def _longer(self, span: Shift | Window, step: Step) -> Words:
        until = max(0, span.start - step.amount) if step.earlier else span.end + step.amount
        return {
            "when": self._sayer.span(span.start, span.end),
            "until": self._sayer.time(until),
        }

    def _limit(self, _: Need, step: Step) -> Words:
        return {"span": self._sayer.said(words.SPANS[step.rule or Rule.WEEK_LIMIT])}

    def _level(self, need: Need, step: Step) -> Words:
        skills = self._catalogue.roles(need)[step.role].skills
        level = next(one.level for one in skills if one.skill == step.what)
        return {"what": step.what, "level": level - step.amount}

    def _visits(self, _: Need, step: Step) -> Words:
        shift = self._shifts[step.shift]
        most = (shift.max_visits or 0) + step.amount
        return {"when": self._sayer.span(shift.start, shift.end), "most": most}

    def _days(self, need: Need, step: Step) -> Words:
        later = MINUTES_PER_DAY * (-step.amount if step.earlier else step.amount)
        moved = [(one.start + later, one.end + later) for one in need.windows]
        inside = [one for one in moved if 0 <= one[0] < self._scenario.horizon]
        is_whole = all(one.bounds is WindowBounds.SERVICE for one in need.windows)
        return {
            "happen": self._sayer.said(words.TAKING_PLACE if is_whole else words.STARTING),
            "when": self._sayer.joined(self._sayer.span(*one) for one in inside),
        }

    def _shift(self, _: Need, step: Step) -> Words:
        return {"when": self._sayer.moment(step.start), "until": self._sayer.time(step.end)}

    def _supplies(self, _: Need, step: Step) -> Words:
        resource = self._book.resources[step.what]
        quantity = f"{step.amount} {resource.unit}".rstrip()
        if resource.kind is ResourceKind.FUND:
            quantity = self._sayer.yuan(step.amount)
        return {"what": self._book.resource_name(step.what), "quantity": quantity}

    def _budget(self, _: Need, step: Step) -> Words:
        project = self._catalogue.projects[step.what]
        return {"what": project.name or project.id, "quantity": self._sayer.yuan(step.amount)}

    def _newcomer(self, need: Need, step: Step) -> Words:
        made = newcomer(self._scenario, need, step.role, step.helper)
        skills = (f"{one.skill} {one.level}" for one in made.skills)
        having = self._sayer.joined([*skills, *(one.licence for one in made.licences)])
        with_them = Text(f" with {having}", f"，具备{having}") if having else Text("", "")
        return {
            "community": self._community(need),
            "kind": self._sayer.said(LABELS[type(made.kind)][made.kind]),
            "having": self._sayer.said(with_them),
            "when": self._sayer.joined(self._sayer.span(o.start, o.end) for o in made.shifts),
        }

    def _community(self, need: Need) -> str:
        return self._book.community_name(need.community)
