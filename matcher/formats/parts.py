"""Documents made of parts, each read by itself, with what is wrong told at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from matcher.formats.structure import closest
from matcher.model import InvalidInput, Problem, Severity
from matcher.validate.catalogue import problem

T = TypeVar("T")


def below(pointer: str, problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems of a part at their place in the whole."""
    return [replace(found, pointer=f"{pointer}{found.pointer}") for found in problems]


def inside(root: str, problems: Iterable[Problem]) -> list[Problem]:
    """Give the errors of a whole as a part of it sees them.

    Parameters
    ----------
    root : str
        The pointer at which the part stands.
    problems : iterable of Problem

    Returns
    -------
    list of Problem
        At pointers that begin at the part; those of other places concern all of it.
    """
    return [
        replace(found, pointer=found.pointer[len(root) :] if is_inside(root, found) else "")
        for found in problems
        if found.severity is Severity.ERROR
    ]


def is_inside(root: str, found: Problem) -> bool:
    """Say whether a problem is one of the part that stands at a pointer."""
    return f"{found.pointer}/".startswith(f"{root}/")


def read_parts(documents: object, read: Callable[[object], T], *, at: str) -> tuple[T, ...]:
    """Read every part of a list.

    Parameters
    ----------
    documents : object
        Should be a list.
    read : callable
        Makes something of one of its elements, or raises `InvalidInput`.
    at : str
        The pointer at which the list stands.

    Raises
    ------
    InvalidInput
        With the problems of all parts.
    """
    if not isinstance(documents, list | tuple):
        raise InvalidInput([problem("not_list", at, value=documents)])
    found: list[T] = []
    problems: list[Problem] = []
    for number, document in enumerate(documents):
        try:
            found.append(read(document))
        except InvalidInput as invalid:
            problems += below(f"{at}/{number}", invalid.problems)
    if problems:
        raise InvalidInput(problems)
    return tuple(found)


def kind_of(document: object, kinds: Mapping[str, T], *, tag: str, unknown: str) -> T:
    """Find what a document's tag stands for.

    Parameters
    ----------
    document : object
        Should be an object with the tag.
    kinds : mapping
        From the tag's words.
    tag : str
        The field's name.
    unknown : str
        The code of the problem that it is none of these words.

    Raises
    ------
    InvalidInput
    """
    if not isinstance(document, Mapping):
        raise InvalidInput([problem("not_record", "")])
    word: Any = document.get(tag)
    if not isinstance(word, str) or word not in kinds:
        found = problem(
            unknown,
            f"/{tag}",
            value=word,
            choices=", ".join(kinds),
            suggestion=closest(str(word), list(kinds)),
        )
        raise InvalidInput([found])
    return kinds[word]
