"""`linli version`."""

from __future__ import annotations

import platform

from matcher import __version__
from matcher.cli.command import command
from matcher.cli.output import Output
from matcher.report import Text


@command
def version(output: Output) -> None:
    """Say which version this is (版本)."""
    said = f"Linli {__version__}, Python {platform.python_version()}"
    output.say(Text(said, said))
    output.document({"version": __version__, "python": platform.python_version()})
