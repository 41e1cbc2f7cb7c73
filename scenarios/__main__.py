"""``python -m scenarios`` writes every scenario file anew."""

from __future__ import annotations

from pathlib import Path

from matcher.formats import write_scenario
from scenarios.make import BUILDERS


def main(folder: Path) -> None:
    """Write ``<name>/scenario.json`` for each scenario into a folder."""
    for name, build in BUILDERS.items():
        (folder / name).mkdir(exist_ok=True)
        write_scenario(build(), folder / name / "scenario.json")


if __name__ == "__main__":
    main(Path(__file__).parent)
