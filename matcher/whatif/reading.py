"""The files of the planner's bench, in YAML or JSON."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from matcher.formats import read_json
from matcher.formats.yaml_text import read_yaml
from matcher.model import InvalidInput, Problem
from matcher.validate.catalogue import problem

T = TypeVar("T")


def read_document(path: str | os.PathLike[str]) -> object:
    """Read a YAML or JSON file as Python objects.

    Raises
    ------
    InvalidInput
        If its name ends otherwise, or it is neither.
    OSError
        If it cannot be opened.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in {".json", ".yaml", ".yml"}:
        raise InvalidInput([problem("unsupported_change_file", "", name=path.name)])
    data = path.read_bytes()
    return read_json(data)[0] if ending == ".json" else read_yaml(data)


def read_each(
    paths: Iterable[str | os.PathLike[str]], parse: Callable[[object], T]
) -> tuple[T, ...]:
    """Read files, and tell of what is wrong in all of them at once.

    Parameters
    ----------
    paths : iterable of path-like
    parse : callable
        Makes something of one document, or raises `InvalidInput`.

    Raises
    ------
    InvalidInput
        Each problem names its file.
    OSError
        If one cannot be opened.
    """
    found: list[T] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(parse(read_document(path)))
        except InvalidInput as invalid:
            name = Path(path).name
            problems += [
                replace(one, place=f"{name} {one.place or one.pointer}".strip())
                for one in invalid.problems
            ]
    if problems:
        raise InvalidInput(problems)
    return tuple(found)
