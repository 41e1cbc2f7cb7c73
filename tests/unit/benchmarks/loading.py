"""Loads the checkers that come with the published sets."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def module(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"set_{path.parent.name}_{path.stem}", path)
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded
