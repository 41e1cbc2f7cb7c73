"""What a simulation found."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.whatif.simulation.settings import Uncertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure over all replications.

    Attributes
    ----------
    mean : float
    error : float
        Standard error of the mean.
    worst : int
        The 5 % worst case: in one replication of twenty it is this or less.
    tail : float
        Mean of the worst twentieth of the replications (the expected shortfall).
    least, most : int
    """

    mean: float
    error: float
    worst: int
    tail: float
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many replications served a weight from `start` to `end`, both included."""

    start: int
    end: int
    replications: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChance:
    """How likely a visit of the plan takes place.

    Attributes
    ----------
    need : str
    occurrence : int
    chance : float
    lost : float
        Expected weight lost: the weight of its priority x (1 - chance).
    """

    need: str
    occurrence: int
    chance: float
    lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedNeed:
    """A need, with the weight that it is expected to lose of what is planned for it."""

    need: str
    resident: str | None
    community: str
    visits: int
    expected: float
    """Visits expected to take place."""
    lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedCommunity:
    """A community, with the share of the weight asked for there that is planned and expected."""

    community: str
    asked: int
    planned: int
    expected: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHelper:
    """A helper, with the weight of the visits that do not take place without them.

    `lost` is that weight x the chance that the helper does not turn up.
    """

    helper: str
    reliability: float
    visits: int
    weight: int
    lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """Mean number of urgent visits asked for and served in a replication."""

    asked: float
    met: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What came of carrying a plan out many times.

    Attributes
    ----------
    settings : Uncertainty
    seed : int
    asked_visits, asked_weight : int
        All that the scenario asks for.
    planned_visits, planned_weight : int
        What the plan serves if nothing goes otherwise.
    visits, weight : Spread
        What was served of it.
    share : float
        Expected share of the weight asked for.
    nothing_fails : float
        Share of the replications in which every visit of the plan took place.
    histogram : tuple of Bar
        Of the weight served; at most 20 bars of one width.
    chances : tuple of VisitChance
        Every visit of the plan, in its order.
    needs : tuple of ExposedNeed
        Those of the plan, the largest loss first.
    communities : tuple of ExposedCommunity
        Those that ask for something, the least share first.
    helpers : tuple of KeyHelper
        Those with visits, the largest loss first.
    urgent : Urgent or None
        None where none are asked for.
    """

    settings: Uncertainty
    seed: int
    asked_visits: int
    asked_weight: int
    planned_visits: int
    planned_weight: int
    visits: Spread
    weight: Spread
    share: float
    nothing_fails: float
    histogram: tuple[Bar, ...]
    chances: tuple[VisitChance, ...]
    needs: tuple[ExposedNeed, ...]
    communities: tuple[ExposedCommunity, ...]
    helpers: tuple[KeyHelper, ...]
    urgent: Urgent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standby:
    """A helper put on call, besides those before.

    Attributes
    ----------
    helper : str
    mean_lift, worst_lift, tail_lift : float
        By how much the mean, the 5 % worst case and the mean of the worst twentieth of the weight
        served rise.
    weight : Spread
        Of the weight served, with this one and those before on call.
    """

    helper: str
    mean_lift: float
    worst_lift: float
    tail_lift: float
    weight: Spread
