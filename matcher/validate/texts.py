"""Texts: printable, and free of personal data that has no business in a scenario."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from matcher.model import Problem, Scenario
from matcher.validate.catalogue import holds_id_card_number, problem
from matcher.validate.walk import LINES, PLACES, ROLES, distinct, failing, with_pointers

_LONGEST_NAME = 1000
_MOBILE_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_FEWEST_SUSPICIOUS = 11
_MANY_DIGITS = re.compile(r"(?:\d[- ]?){11}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


RECORDS = (
    "communities",
    "organisations",
    "helpers",
    "resources",
    "projects",
    "services",
    "needs",
)
LANGUAGES = ("helpers/*/languages/*", "needs/*/languages/*")
TEXTS = (
    "id",
    "name",
    *(f"{records}/*/id" for records in RECORDS),
    *(f"{records}/*/name" for records in RECORDS if records != "needs"),
    "helpers/*/skills/*/skill",
    "helpers/*/licences/*/licence",
    "helpers/*/shifts/*/id",
    "resources/*/item",
    "resources/*/unit",
    "needs/*/resident",
    *LANGUAGES,
    *(f"{role}/name" for role in ROLES),
    *(f"{role}/skills/*/skill" for role in ROLES),
    *(f"{role}/licences/*" for role in ROLES),
    *(f"{line}/item" for line in LINES),
    *(f"{place}/key" for place in PLACES),
    "travel/matrices/*/places/*",
)
"""Where texts are."""


def texts_in_order(scenario: Scenario) -> Iterator[Problem]:
    """Find control characters, endless names, ID-card and telephone numbers."""
    for path in TEXTS:
        if not _look_sound(set(distinct(scenario, path))):
            for pointer, text in with_pointers(scenario, path):
                yield from _faults(pointer, text)


def _look_sound(texts: set[str]) -> bool:
    """Say whether all texts, put together, show nothing that might be wrong with one."""
    together = "|".join(texts)
    if not together.isprintable() and _UNPRINTABLE.search(together):
        return False
    long = [text for text in texts if len(text) >= _FEWEST_SUSPICIOUS]
    most = max(map(len, long), default=0)
    return most <= _LONGEST_NAME and not _MANY_DIGITS.search("|".join(long))


def _faults(pointer: str, text: str) -> Iterator[Problem]:
    if _UNPRINTABLE.search(text):
        yield problem("control_character", pointer)
    if len(text) > _LONGEST_NAME:
        yield problem("text_too_long", pointer, limit=_LONGEST_NAME)
    if not _MANY_DIGITS.search(text):
        return
    if holds_id_card_number(text):
        yield problem("id_card_number", pointer)
    elif _MOBILE_PHONE.search(unicodedata.normalize("NFKC", text)):
        yield problem("phone_number", pointer)


def languages_in_order(scenario: Scenario) -> Iterator[Problem]:
    """Find languages without a name, or with spaces around it."""
    for path in LANGUAGES:
        for pointer, language in failing(scenario, path, _stands_bare):
            if not language:
                yield problem("text_empty", pointer)
            else:
                yield problem("text_spaces", pointer, value=language)


def _stands_bare(text: str) -> bool:
    return bool(text) and text == text.strip()


CHECKS = (texts_in_order, languages_in_order)
