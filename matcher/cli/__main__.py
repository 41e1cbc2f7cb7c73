"""`python -m matcher.cli` is `linli`."""

from __future__ import annotations

from matcher.cli.group import main

main(prog_name="linli")
