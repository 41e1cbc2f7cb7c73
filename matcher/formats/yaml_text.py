"""YAML as bytes, read as the JSON document that it stands for."""

from __future__ import annotations

from typing import Any

import yaml

from matcher.formats.structure import to_pointer
from matcher.model import InvalidInput
from matcher.validate.catalogue import problem


class _Loader(yaml.SafeLoader):
    """Reads moments and days as text, as JSON has them, and refuses a key that stands twice."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as its base declares it
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as its base's
        keys = [key.value for key, _ in node.value]
        twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
        if twice is not None:
            raise InvalidInput([problem("duplicate_key", to_pointer((str(twice),)), key=twice)])
        return dict(super().construct_mapping(node, deep))


def read_yaml(data: bytes) -> object:
    """Read a YAML document.

    Parameters
    ----------
    data : bytes
        UTF-8.

    Raises
    ------
    InvalidInput
        If it is not UTF-8, not YAML, or has a key twice.
    """
    try:
        # The loader is a safe one: it makes nothing but plain Python objects.
        return yaml.load(data.decode("utf-8-sig"), Loader=_Loader)  # noqa: S506
    except UnicodeDecodeError as fault:
        raise InvalidInput([problem("not_utf8", "", position=fault.start + 1)]) from None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        found = problem(
            "bad_yaml",
            "",
            line=mark.line + 1 if mark else 1,
            column=mark.column + 1 if mark else 1,
            reason=fault.problem or "",
        )
        raise InvalidInput([found]) from None
    except (yaml.YAMLError, RecursionError) as fault:
        raise InvalidInput(
            [problem("bad_yaml", "", line=1, column=1, reason=type(fault).__name__)]
        ) from None
