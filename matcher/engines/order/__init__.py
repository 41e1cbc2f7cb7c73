"""Annealing over one order of all visits: all starts float together, crews included."""

from matcher.engines.order.jobs import Jobs, jobs_of, unsuited
from matcher.engines.order.walk import OrderWalk

__all__ = ["Jobs", "OrderWalk", "jobs_of", "unsuited"]
