"""What became of the plans that were acknowledged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.measure import Figures

SOLVED = "solved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of what was asked for with one idempotency key.

    Attributes
    ----------
    ids : frozenset of str
        Every id that an answer gave; one, if all is well.
    status : str or None
        Of the plan in the end; None where it is unknown to the server.
    endings : int
        How often it is told to have ended.
    violations : int
        Rules that its plan breaks.
    """

    ids: frozenset[str]
    status: str | None
    endings: int
    violations: int

    @property
    def is_lost(self) -> bool:
        """Whether it was acknowledged and never came to an end."""
        return self.status is None or self.endings == 0

    @property
    def is_doubled(self) -> bool:
        """Whether there are two plans of it, or two ends of one."""
        return len(self.ids) > 1 or self.endings > 1


def judge(fates: Iterable[Fate], *, listed: int) -> Figures:
    """Count what went well and what did not.

    Parameters
    ----------
    fates : iterable of Fate
    listed : int
        How many plans the server has.

    Returns
    -------
    dict
        ``jobs``, ``solved``, ``lost``, ``doubled``, ``failed`` (ended otherwise than solved),
        ``broken`` (plans that break a rule) and ``surplus`` (plans that nobody knows of, less
        those that are missing).
    """
    known = list(fates)
    return {
        "jobs": len(known),
        "solved": sum(fate.status == SOLVED for fate in known),
        "lost": sum(fate.is_lost for fate in known),
        "doubled": sum(fate.is_doubled for fate in known),
        "failed": sum(not fate.is_lost and fate.status != SOLVED for fate in known),
        "broken": sum(fate.violations > 0 for fate in known),
        "surplus": listed - len(known),
    }


def is_well(figures: Figures) -> bool:
    """Say whether nothing is wrong."""
    wrong = ("lost", "doubled", "failed", "broken", "surplus", "refused", "left_over")
    return figures["jobs"] == figures["solved"] and not any(figures[name] for name in wrong)
