"""`linli serve`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from api.lock import DataFolderInUse
from api.settings import Settings
from matcher.cli.command import command
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.report import Text


def _limit(name: str, kind: click.ParamType[Any], help_: str) -> Callable[[Any], Any]:
    """Make an option of a setting, with its default."""
    default = {field.name: field.default for field in fields(Settings)}[name]
    flag = "--" + name.replace("_", "-")
    return click.option(flag, type=kind, default=default, show_default=True, help=help_)


@command
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    envvar="LINLI_DATA",
    help="Folder of the plans. 方案所在的文件夹。",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on. 监听地址。"
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Port to listen on. 监听端口。",
)
@_limit("max_body_bytes", click.INT, "Longest request body. 请求正文上限（字节）。")
@_limit("max_seconds", click.FLOAT, "Most seconds of one search. 单次求解时限（秒）。")
@_limit("max_workers", click.INT, "Most threads of one solve. 单次求解线程上限。")
@_limit("max_running", click.INT, "Solves at the same time. 同时求解数。")
@_limit("max_queued", click.INT, "Plans that may wait. 等待方案上限。")
def serve(output: Output, data: Path, host: str, port: int, **limits: Any) -> None:  # noqa: ANN401
    """Serve the match API and solve its plans, until stopped (启动服务)."""
    from api import serve as server  # noqa: PLC0415 - the web is slow to import

    try:
        settings = Settings(data=data, **limits)
    except ValueError as wrong:
        raise Failure(Exit.USAGE, Text(f"{wrong}.", f"{wrong}。")) from None
    page = f"http://{host}:{port}/docs"
    folder = data.resolve()
    starting = Text(
        f"Starting on the data folder {folder}; to try it, open {page}.",
        f"正在启动，数据文件夹为 {folder}；试用页面：{page}",
    )
    output.say(starting)
    try:
        server.serve(settings, host, port)
    except DataFolderInUse as used:
        raise Failure(
            Exit.USAGE,
            Text(f"{used}.", f"文件夹 {data} 已由另一个服务进程使用。"),
        ) from None
