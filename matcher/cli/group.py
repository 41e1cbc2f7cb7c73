"""The `linli` command: its commands are imported when they are called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, ClassVar

import click


class _Commands(click.Group):
    """Linli's own commands by module, and those that other packages bring.

    A package brings a command through an entry point of the group ``linli.commands``.
    """

    OWN: ClassVar[dict[str, str]] = {
        "demo": "matcher.cli.planning",
        "solve": "matcher.cli.planning",
        "validate": "matcher.cli.files",
        "convert": "matcher.cli.files",
        "template": "matcher.cli.files",
        "check": "matcher.cli.reading",
        "show": "matcher.cli.reading",
        "roster": "matcher.cli.publishing",
        "repair": "matcher.cli.replanning",
        "whatif": "matcher.cli.whatif",
        "sweep": "matcher.cli.whatif",
        "simulate": "matcher.cli.simulating",
        "roll": "matcher.cli.rolling",
        "staff": "matcher.cli.staff",
        "shortages": "matcher.cli.shortage",
        "recommend": "matcher.cli.recommending",
        "explain": "matcher.cli.explaining",
        "prepare": "matcher.cli.preparing",
        "version": "matcher.cli.about",
    }

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - as click's
        **extra: Any,  # noqa: ANN401 - as click's
    ) -> Any:  # noqa: ANN401 - as click's
        """Run a command; usage errors and Ctrl-C end as docs/cli.md says."""
        arguments = sys.argv[1:] if args is None else list(args)

        def run() -> Any:  # noqa: ANN401 - as click's
            return super(_Commands, self).main(
                arguments, prog_name, complete_var, standalone_mode=False, **extra
            )

        if not standalone_mode:
            return run()
        try:
            code = run()
        except click.ClickException as error:
            from matcher.cli.ending import refused  # noqa: PLC0415 - slow to import

            code = refused(error, arguments)
        except (click.Abort, KeyboardInterrupt):
            from matcher.cli.ending import stopped  # noqa: PLC0415 - slow to import

            code = stopped(arguments)
        sys.exit(code)

    def list_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click hands it over
    ) -> list[str]:
        """Name the commands in the order in which they are met."""
        return [*self.OWN, *sorted(entry_points(group="linli.commands").names)]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click hands it over
        cmd_name: str,
    ) -> click.Command | None:
        """Import one command; None if there is no such."""
        if cmd_name in self.OWN:
            found: click.Command = getattr(import_module(self.OWN[cmd_name]), cmd_name)
            return found
        for entry in entry_points(group="linli.commands", name=cmd_name):
            brought: click.Command = entry.load()
            return brought
        return None


@click.group(cls=_Commands)
def main() -> None:
    """Match residents' needs with helpers and resources, and schedule them.

    为居民需求匹配服务者与资源，并排出班表。
    """
