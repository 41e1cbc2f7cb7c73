"""Scenario and plan files: read with every error told, written without loss."""

from __future__ import annotations

from matcher.formats.documents import (
    Loaded,
    digest,
    parse_plan,
    parse_scenario,
    plan_document,
    read_record,
    record_document,
    scenario_document,
)
from matcher.formats.files import (
    read_plan,
    read_scenario,
    write_plan,
    write_scenario,
    write_template,
)
from matcher.formats.json_text import read_json

__all__ = [
    "Loaded",
    "digest",
    "parse_plan",
    "parse_scenario",
    "plan_document",
    "read_json",
    "read_plan",
    "read_record",
    "read_scenario",
    "record_document",
    "scenario_document",
    "write_plan",
    "write_scenario",
    "write_template",
]
