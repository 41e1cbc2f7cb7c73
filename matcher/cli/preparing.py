"""`linli prepare`."""

from __future__ import annotations

from matcher.cli.command import command
from matcher.cli.output import Output
from matcher.report import Text


@command
def prepare(output: Output) -> None:
    """Compile the solver, so that the first plan need not wait for it (预编译)."""
    from matcher import prepare as solver  # noqa: PLC0415 - the solver is slow to import

    output.note(Text("Compiling; a minute or two the first time.", "正在编译；首次需要一两分钟。"))
    solver.prepare()
    output.say(Text("The solver is ready.", "求解器已就绪。"))
    output.document({"ready": True})
