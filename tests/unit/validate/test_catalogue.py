from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from matcher.model import Problem, Severity
from matcher.validate.catalogue import (
    catalogue,
    holds_id_card_number,
    in_order,
    problem,
    problems_page,
)
from tests.unit.formats.bad_documents import BAD_DOCUMENTS
from tests.unit.formats.bad_files import BAD_JSON, BAD_TABLES, CODES_OF_FILES
from tests.unit.replan.bad_events import CODES_OF_EVENTS
from tests.unit.whatif.variants.bad_variants import CODES_OF_VARIANTS

PAGE = Path(__file__).parents[3] / "docs" / "problems.md"


CODES_OF_STAFFING = {"addition_takes_away", "addition_twice", "no_target"}
"""Of staffing questions; tests/unit/whatif/staffing brings them about."""

CODES_OF_REQUESTS = {
    "already_served",
    "comparison_too_large",
    "need_or_helper",
    "no_such_answer",
    "other_id",
    "scenario_or_id",
    "shift_without_helper",
    "too_many_needs",
    "unknown_scenario",
    "webhook_refused",
}
"""Of the API alone; tests/api brings them about."""


def test_every_code_has_an_input_that_brings_it_about_and_every_input_a_code():
    brought = {bad.code for bad in BAD_DOCUMENTS} | set(BAD_JSON) | CODES_OF_FILES
    brought |= {code for bad in BAD_TABLES for code, _, _ in bad.complaints} | {"not_an_object"}
    brought |= CODES_OF_VARIANTS | CODES_OF_STAFFING
    brought |= CODES_OF_VARIANTS | CODES_OF_EVENTS

    assert brought | CODES_OF_REQUESTS == set(catalogue())
    assert not brought & CODES_OF_REQUESTS


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_sentences_say_the_same_and_end_as_sentences(code):
    message = catalogue()[code]
    english, chinese = (
        {name for _, name, _, _ in Formatter().parse(text) if name}
        for text in (message.en, message.zh)
    )

    assert english == chinese
    assert message.en.endswith((".", "?"))
    assert message.zh.endswith(("。", "？"))
    assert re.search("[一-鿿]", message.zh)
    assert not re.search("[一-鿿]", message.en)


def test_the_page_is_the_catalogue():
    # python -c "from matcher.validate.catalogue import *; print(problems_page(), end='')"
    assert PAGE.read_text(encoding="utf-8") == problems_page()


def test_a_problem_is_said_word_for_word():
    assert problem("unknown_helper", "/pins/0/helpers/0", value="H9") == Problem(
        code="unknown_helper",
        pointer="/pins/0/helpers/0",
        en="There is no helper 'H9'.",
        zh="没有服务者“H9”。",
    )
    assert problem("no_needs", "/needs").severity is Severity.WARNING


def test_a_problem_never_repeats_an_id_card_number_nor_an_endless_or_unprintable_text():
    assert "11010119900307123X" not in problem("unknown_helper", "", value="11010119900307123X").en
    assert len(problem("unknown_helper", "", value="x" * 5000).zh) < 400
    assert "\x1b" not in problem("unknown_helper", "", value="\x1b[31m").en


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11010119900307123X", True),
        ("no 110101199003071234, please", True),
        ("１１０１０１１９９００３０７１２３４", True),
        ("110101900307123", True),
        ("110101199013071234", False),
        ("110101199003321234", False),
        ("010101199003071234", False),
        ("9110101199003071234", False),
        ("110101199003071", False),
        ("H001", False),
    ],
)
def test_id_card_numbers_are_known_by_their_date_and_length(text, found):
    assert holds_id_card_number(text) is found


def test_problems_stand_in_order_of_the_document_and_once():
    pointers = ["/pins/0", "/needs/10/due", "/needs/9", "/start", "", "/zebra", "/needs/9"]

    ordered = [p.pointer for p in in_order(problem("not_list", pointer) for pointer in pointers)]

    assert ordered == ["/start", "/needs/9", "/needs/10/due", "/pins/0", "", "/zebra"]
