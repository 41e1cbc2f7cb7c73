"""Where the data lies that is measured with but is no part of the project."""

from __future__ import annotations

import os
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

VARIABLE = "LINLI_SHARED"


class MissingData(FileNotFoundError):
    """The folder with the data is not there; the message says what to do."""


def data(*parts: str) -> Path:
    """Find a folder of the shared data.

    It is looked for in the folder that `LINLI_SHARED` names, else in ``shared`` beside the
    project.

    Raises
    ------
    MissingData
        If it is not there.
    """
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get(VARIABLE, beside)).joinpath(*parts)
    if not folder.is_dir():
        raise MissingData(f"skipped: no data in {folder}; {VARIABLE} may name another folder")
    return folder


def script(file: Path) -> ModuleType:
    """Load a script of the shared data, such as a set's generator; each time anew."""
    spec = spec_from_file_location(f"set_{file.parent.name}_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no script")
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded
