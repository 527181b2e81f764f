"""`govsweep serve`."""

from functools import partial
from pathlib import Path

import click

from govsweep import doctor, sweep_runner
from govsweep.cli.options import OFFICE, office_of
from govsweep.config import load
from govsweep.errors import InputError, ServiceError
from govsweep.job_runner import JobRunner
from govsweep.jobs import JobKind
from govsweep.settings_files import SETTINGS
from govsweep.single_sign_on import sign_on
from govsweep.store import Store


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听地址。")
@click.option(
    "--port",
    default=8630,
    show_default=True,
    type=click.IntRange(0, 65_535),
    metavar="端口",
    help="监听端口。",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="主机名",
    help="反向代理之后，浏览器地址栏里的主机名，可重复；本机名称不必写。",
)
def serve(host: str, port: int, names: tuple[str, ...]) -> None:
    """打开网页和 JSON 接口：查看网站、栏目、问题、巡检和账目；登录之后裁定、下发。

    默认只供本机查看。供几个人使用时，先用 govsweep users add 添加帐号，此后人人都要登录。
    供别的机器使用时，用 --host 指明地址，并先有帐号，或在环境变量 GOVSWEEP_SERVE_TOKEN
    里设访问令牌（程序凭请求头 Authorization: Bearer 令牌使用接口，只能查看）。
    """
    from govsweep import web  # noqa: PLC0415 - its libraries are slow to load

    settings = load()
    single = sign_on(settings)
    local = web.is_loopback(host)
    url = settings.database_url.get_secret_value()
    store = Store(url, read_only=True)
    click.get_current_context().call_on_close(store.close)
    by_name = _has_accounts(store)
    if not local and settings.serve_token is None and not by_name:
        raise InputError(
            f"在 {host} 上打开网页，别的机器也能访问，必须先用 govsweep users add 添加帐号，"
            "或设访问令牌：把环境变量 GOVSWEEP_SERVE_TOKEN 设为至少 16 个字符"
            "（如 openssl rand -hex 24 的输出）；"
            "只在本机查看，就不要加 --host"
        )
    token = settings.serve_token.get_secret_value() if settings.serve_token else None
    posts_token = settings.posts_token.get_secret_value() if settings.posts_token else None
    acting = Store(url)
    click.get_current_context().call_on_close(acting.close)
    proofreader = web.Proofreader(partial(sweep_runner.rules_of, settings))
    click.get_current_context().call_on_close(proofreader.close)
    runners = {kind: JobRunner(acting, kind) for kind in JobKind} if by_name else {}
    office = web.OfficeInForce(OFFICE.absolute(), office_of(None))
    gathered = web.Gathered()
    app = web.make_app(
        store,
        acting_store=acting,
        token=token,
        posts_token=posts_token,
        names=names if local or names else None,
        office=office,
        proofreader=proofreader,
        runners=runners,
        gathered=gathered,
        sign_on=single,
        browser=settings.browser,
        files=web.OfficeFiles(
            settings.lexicons, settings.indicators, OFFICE.absolute(), Path(SETTINGS).absolute()
        ),
        health=partial(doctor.look, settings),
    )
    with web.listen(host, port) as listening:
        port = listening.getsockname()[1]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        click.echo(f"网页：{address}\n接口说明：{address}api\n按 Ctrl+C 结束", err=True)
        if by_name:
            by_single = f"，也可以用{single.label}登录" if single is not None else ""
            click.echo(f"用 govsweep users add 添加过的帐号登录{by_single}", err=True)
        elif token is not None:
            click.echo("访问时要输入 GOVSWEEP_SERVE_TOKEN 里的令牌", err=True)
        else:
            click.echo("现在只能查看；要裁定、下发，先用 govsweep users add 添加帐号", err=True)
        if not _is_ready(store):
            click.secho(f"注意：{web.NOTHING_YET}", fg="yellow", err=True)
        warming = web.Warming(store, gathered, office)
        beside: list[JobRunner | web.Warming] = [*runners.values(), warming]
        for one in beside:
            one.start()
            click.get_current_context().call_on_close(one.close)
        web.run(app, listening)


def _has_accounts(store: Store) -> bool:
    return _is_ready(store) and store.accounts.any()


def _is_ready(store: Store) -> bool:
    try:
        return store.is_current()
    except ServiceError:
        return False
