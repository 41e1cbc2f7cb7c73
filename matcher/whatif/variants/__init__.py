"""Variants: named lists of changes laid over a scenario."""

from __future__ import annotations

from matcher.whatif.variants.operations import Change
from matcher.whatif.variants.variant import (
    Heading,
    Title,
    Variant,
    laid,
    lay_over,
    parse_changes,
    parse_variant,
)

__all__ = [
    "Change",
    "Heading",
    "Title",
    "Variant",
    "laid",
    "lay_over",
    "parse_changes",
    "parse_variant",
]
