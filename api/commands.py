"""`linli serve`, `linli worker`, `linli keys` and `linli tenants`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from functools import reduce
from pathlib import Path
from typing import Any

import click
from pydantic_core import to_jsonable_python

from api.access import TENANT_ID, Actor, Key, Scope, Tenant
from api.jobs import AlreadyThere, Unknown
from api.settings import Settings
from api.store import Database, Keys, StoreError
from matcher.cli.command import command
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.report import Table, Text

_ME = Actor(key="cli", owner="")
"""Whoever may open the database may do everything."""

_data = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    envvar="LINLI_DATA",
    help="Folder of the plans. 方案所在的文件夹。",
)

_executor = click.option(
    "--executor",
    "cluster",
    metavar="dask://HOST:PORT",
    default="",
    callback=lambda _context, _option, value: _cluster(value),
    help="Dask cluster that solves independent parts. 求解各独立部分的 Dask 集群。",
)

_LIMITS: dict[str, tuple[click.ParamType[Any], str]] = {
    "max_body_bytes": (click.INT, "Longest request body. 请求正文上限（字节）。"),
    "max_needs": (click.INT, "Most needs of a scenario. 单个情景需求上限。"),
    "max_seconds": (click.FLOAT, "Most seconds of one search. 单次求解时限（秒）。"),
    "max_solve_bytes": (click.INT, "Most memory of one solve. 单次求解内存上限（字节）。"),
    "max_workers": (click.INT, "Most threads of one solve. 单次求解线程上限。"),
    "max_running": (click.INT, "Solves at the same time. 同时求解数。"),
    "max_queued": (click.INT, "Plans that may wait. 等待方案上限。"),
    "max_attempts": (
        click.INT,
        "How often a plan whose solver dies is begun. 求解程序异常终止时的启动次数上限。",
    ),
    "max_losses": (
        click.INT,
        "How many workers a plan may outlive. 单个方案可经历的工作进程终止次数。",
    ),
    "lease_seconds": (
        click.FLOAT,
        "Silence after which others take a worker's plans. 工作进程失联多少秒后由其他进程接手。",
    ),
    "requests": (click.STRING, "Requests a key may make. 单个密钥的请求频率上限。"),
    "keep_days": (click.FLOAT, "Days that ended plans are kept. 已结束方案保留天数。"),
}


def _limits(*names: str) -> Callable[[Any], Any]:
    """Make options of settings, with their defaults."""
    defaults = {field.name: field.default for field in fields(Settings)}

    def add(function: Any, name: str) -> Any:  # noqa: ANN401
        kind, help_ = _LIMITS[name]
        flag = "--" + name.replace("_", "-")
        option = click.option(
            flag, type=kind, default=defaults[name], show_default=True, help=help_
        )
        return option(function)

    return lambda function: reduce(add, reversed(names), function)


@command
@_data
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
@click.option("--origin", multiple=True, help="Web origin that may call. 允许跨域的网页来源。")
@click.option(
    "--webhooks-inside",
    is_flag=True,
    help="Let webhooks go to private addresses. 允许通知发往内网地址。",
)
@_executor
@_limits(*_LIMITS)
def serve(
    output: Output,
    data: Path,
    host: str,
    port: int,
    origin: tuple[str, ...],
    *,
    webhooks_inside: bool,
    cluster: str,
    **limits: Any,  # noqa: ANN401
) -> None:
    """Serve the match API and solve its plans, until stopped (启动服务)."""
    from api import serve as server  # noqa: PLC0415 - the web is slow to import

    settings = _settings(
        data, cluster=cluster, origins=origin, webhooks_inside=webhooks_inside, **limits
    )
    with _opened(settings) as database:
        has_keys = bool(Keys(database).known(_ME.owner))
    folder = data.resolve()
    if not has_keys:
        output.say(
            Text(
                "Nobody has a key yet. Make the first one: linli keys create --scope admin",
                "还没有 API 密钥。请先创建：linli keys create --scope admin",
            )
        )
    page = f"http://{host}:{port}/docs"
    output.say(
        Text(
            f"Starting on the data folder {folder}; to try it, open {page}.",
            f"正在启动，数据文件夹为 {folder}；试用页面：{page}",
        )
    )
    server.serve(settings, host, port)


@command
@_data
@_executor
@_limits(
    "max_solve_bytes", "max_running", "max_attempts", "max_losses", "lease_seconds", "keep_days"
)
def worker(output: Output, data: Path, **limits: Any) -> None:  # noqa: ANN401
    """Solve plans of a database that others serve, until stopped (增加求解进程)."""
    from api import serve as server  # noqa: PLC0415 - the web is slow to import

    settings = _settings(data, **limits)
    with _opened(settings):
        output.say(Text("Working; end it with Ctrl-C.", "正在工作；按 Ctrl-C 结束。"))
    server.run_worker(settings)


keys = click.Group("keys", help="API keys: create, list, revoke (API 密钥).")
tenants = click.Group("tenants", help="Tenants: add, list, webhook-secret (租户).")


@command
@_data
@click.option("--tenant", default="main", show_default=True, help="Whose it is. 所属租户。")
@click.option("--name", default="first", show_default=True, help="What it is for. 用途。")
@click.option(
    "--scope",
    type=click.Choice([scope.value for scope in Scope]),
    default=Scope.PLAN.value,
    show_default=True,
    help="What it may do. 权限范围。",
)
def create(output: Output, data: Path, tenant: str, name: str, scope: str) -> None:
    """Make a key and show it, this once; the first of all makes its tenant too (创建密钥)."""
    with _opened(_settings(data)) as database, _said(tenant):
        known = Keys(database)
        if not known.tenants(_ME.owner):
            _check_id(tenant)
            known.add_tenant(tenant, tenant, None, _ME)
        _, secret = known.add(tenant, name, Scope(scope), _ME)
    output.say(Text(str(secret), str(secret)))
    output.note(
        Text("It is kept nowhere else: write it down now.", "系统不保存该密钥，请立即记录。")
    )
    output.document({"id": secret.id, "key": str(secret), "tenant": tenant, "scope": scope})


@command
@_data
def list_keys(output: Output, data: Path) -> None:
    """List the keys (列出密钥)."""
    with _opened(_settings(data)) as database:
        known = Keys(database).known(_ME.owner)
    rows = tuple(_key_row(key) for key in known)
    columns = Text("id|tenant|name|scope|created|revoked", "编号|租户|用途|权限|创建|撤销")
    _show(output, Text("Keys", "密钥"), columns, rows)
    output.document(to_jsonable_python(known))


@command
@_data
@click.argument("key")
def revoke(output: Output, data: Path, key: str) -> None:
    """Let a key, named by its id, open nothing any more (撤销密钥)."""
    with _opened(_settings(data)) as database, _said(key):
        Keys(database).revoke(key, _ME)
    output.say(Text(f"Revoked {key}.", f"已撤销 {key}。"))
    output.document({"revoked": key})


@command
@_data
@click.argument("tenant")
@click.option("--name", help="Its name. 名称。")
@click.option("--parent", help="The tenant above it. 上级租户。")
def add(output: Output, data: Path, tenant: str, name: str | None, parent: str | None) -> None:
    """Add a tenant (新增租户)."""
    _check_id(tenant)
    with _opened(_settings(data)) as database, _said(parent or tenant):
        added = Keys(database).add_tenant(tenant, name or tenant, parent, _ME)
    output.say(Text(f"Added {added.path}", f"已新增 {added.path}"))
    output.document(asdict(added))


@command
@_data
def list_tenants(output: Output, data: Path) -> None:
    """List the tenants (列出租户)."""
    with _opened(_settings(data)) as database:
        known = Keys(database).tenants(_ME.owner)
    rows = tuple(_tenant_row(tenant) for tenant in known)
    _show(output, Text("Tenants", "租户"), Text("path|name", "路径|名称"), rows)
    output.document(to_jsonable_python(known))


@command
@_data
@click.argument("tenant")
@click.option("--new", is_flag=True, help="Replace it. 更换。")
def webhook_secret(output: Output, data: Path, tenant: str, *, new: bool) -> None:
    """Show what a tenant's webhooks are signed with (查看通知签名密钥)."""
    with _opened(_settings(data)) as database, _said(tenant):
        secret = Keys(database).webhook_secret(tenant, _ME, new=new)
    output.say(Text(secret, secret))
    output.document({"tenant": tenant, "secret": secret})


for _name, _command in {"create": create, "list": list_keys, "revoke": revoke}.items():
    keys.add_command(_command, _name)
for _name, _command in {
    "add": add,
    "list": list_tenants,
    "webhook-secret": webhook_secret,
}.items():
    tenants.add_command(_command, _name)


def _cluster(address: str) -> str:
    """Give a scheduler's address as Dask writes it."""
    scheme, _, where = address.partition("://")
    if address and (scheme != "dask" or not where):
        raise click.BadParameter("an executor is dask://HOST:PORT")
    return where and f"tcp://{where}"


def _settings(data: Path, **values: Any) -> Settings:  # noqa: ANN401
    try:
        return Settings(data=data, database=os.environ.get("LINLI_DATABASE_URL", ""), **values)
    except ValueError as wrong:
        raise Failure(Exit.USAGE, Text(f"{wrong}.", f"{wrong}。")) from None


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    """Open the database; say in words that it cannot be."""
    from api.services import open_database  # noqa: PLC0415 - slow to import

    try:
        database = open_database(settings)
    except StoreError as error:
        kind = type(error).__name__
        raise Failure(
            Exit.USAGE,
            Text(f"The database cannot be opened ({kind}).", f"无法打开数据库（{kind}）。"),
        ) from None
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _said(name: str) -> Iterator[None]:
    """Say in words what is not there, or is already."""
    try:
        yield
    except Unknown:
        raise Failure(Exit.USAGE, Text(f"There is no {name}.", f"“{name}”不存在。")) from None
    except AlreadyThere:
        raise Failure(Exit.USAGE, Text(f"{name} is there already.", f"“{name}”已存在。")) from None


def _check_id(tenant: str) -> None:
    if not re.fullmatch(TENANT_ID, tenant):
        raise Failure(
            Exit.USAGE,
            Text(
                "A tenant's id is small letters, digits and hyphens, at most 64.",
                "租户编号只能由小写字母、数字和连字符组成，最多 64 个字符。",
            ),
        )


def _show(output: Output, title: Text, columns: Text, rows: tuple[tuple[str, ...], ...]) -> None:
    tongue = output.language
    heads = tuple(columns.of(tongue).split("|"))
    figures = (False,) * len(heads)
    output.show(Table(title=title.of(tongue), columns=heads, figures=figures, rows=rows))


def _key_row(key: Key) -> tuple[str, ...]:
    revoked = key.revoked.date().isoformat() if key.revoked else ""
    return key.id, key.owner, key.name, key.scope, key.created.date().isoformat(), revoked


def _tenant_row(tenant: Tenant) -> tuple[str, ...]:
    return tenant.path, tenant.name
