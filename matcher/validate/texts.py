"""Texts: printable, and free of personal data that has no business in a scenario."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from matcher.model import Problem, Scenario
from matcher.validate.catalogue import holds_id_card_number, problem
from matcher.validate.walk import each_line, each_place, each_role

_LONGEST_NAME = 1000
_MOBILE_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_MANY_DIGITS = re.compile(r"(?:\d[- ]?){11}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def texts_in_order(scenario: Scenario) -> Iterator[Problem]:
    """Find control characters, endless names, ID-card and telephone numbers."""
    for pointer, text in _texts(scenario):
        if _UNPRINTABLE.search(text):
            yield problem("control_character", pointer)
        if len(text) > _LONGEST_NAME:
            yield problem("text_too_long", pointer, limit=_LONGEST_NAME)
        if not _MANY_DIGITS.search(text):
            continue
        if holds_id_card_number(text):
            yield problem("id_card_number", pointer)
        elif _MOBILE_PHONE.search(unicodedata.normalize("NFKC", text)):
            yield problem("phone_number", pointer)


def languages_in_order(scenario: Scenario) -> Iterator[Problem]:
    """Find languages without a name, or with spaces around it."""
    for pointer, language in _languages(scenario):
        if not language:
            yield problem("text_empty", pointer)
        elif language != language.strip():
            yield problem("text_spaces", pointer, value=language)


def _texts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    yield "/id", scenario.id
    yield "/name", scenario.name
    for name in (
        "communities",
        "organisations",
        "helpers",
        "resources",
        "projects",
        "services",
        "needs",
    ):
        for i, record in enumerate(getattr(scenario, name)):
            yield f"/{name}/{i}/id", record.id
            yield f"/{name}/{i}/name", getattr(record, "name", "")
    yield from _texts_of_helpers(scenario)
    for i, resource in enumerate(scenario.resources):
        yield f"/resources/{i}/item", resource.item
        yield f"/resources/{i}/unit", resource.unit
    for i, need in enumerate(scenario.needs):
        yield f"/needs/{i}/resident", need.resident or ""
    yield from _languages(scenario)
    yield from _texts_of_crews_and_lines(scenario)
    for pointer, place in each_place(scenario):
        yield f"{pointer}/key", place.key or ""
    for i, matrix in enumerate(scenario.travel.matrices):
        yield from _each(f"/travel/matrices/{i}/places", matrix.places)


def _texts_of_helpers(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for i, helper in enumerate(scenario.helpers):
        at = f"/helpers/{i}"
        for k, held in enumerate(helper.skills):
            yield f"{at}/skills/{k}/skill", held.skill
        for k, licence in enumerate(helper.licences):
            yield f"{at}/licences/{k}/licence", licence.licence
        for k, shift in enumerate(helper.shifts):
            yield f"{at}/shifts/{k}/id", shift.id


def _texts_of_crews_and_lines(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for pointer, _, role in each_role(scenario):
        yield f"{pointer}/name", role.name
        for k, asked in enumerate(role.skills):
            yield f"{pointer}/skills/{k}/skill", asked.skill
        yield from _each(f"{pointer}/licences", role.licences)
    for pointer, line in each_line(scenario):
        yield f"{pointer}/item", line.item or ""


def _languages(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for i, helper in enumerate(scenario.helpers):
        yield from _each(f"/helpers/{i}/languages", helper.languages)
    for i, need in enumerate(scenario.needs):
        yield from _each(f"/needs/{i}/languages", need.languages)


def _each(pointer: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for k, text in enumerate(texts):
        yield f"{pointer}/{k}", text


CHECKS = (texts_in_order, languages_in_order)
