"""`govsweep users`: who may log in to the pages of `govsweep serve`, and what everybody did."""

import sys
from pathlib import Path

import click

from govsweep import clock
from govsweep.accounts import ROLE_NAMES, Actor, Role, account_name, passwords
from govsweep.cli.listing import show
from govsweep.cli.named import Named, require_sites
from govsweep.cli.options import open_store, output_option
from govsweep.cli.rectify import user
from govsweep.errors import InputError
from govsweep.exports.audit import as_csv
from govsweep.reports.writing import write_bytes

_ROLE = Named("角色", {word: one.value for one, name in ROLE_NAMES.items() for word in (one, name)})
_named = click.argument("name", metavar="名称")


@click.group()
def users() -> None:
    """帐号：谁可以登录 govsweep serve 的网页，能做什么；谁做过什么。

    有了第一个帐号，网页就人人都要登录，包括在本机打开的。
    """


@users.command()
@_named
@click.option(
    "--role",
    type=_ROLE,
    required=True,
    help="admin 管理员；reviewer 审核员；contact 单位联络员；reader 只读。",
)
@click.option(
    "--site", "sites", multiple=True, metavar="标识码", help="单位联络员自己的网站，可重复。"
)
def add(name: str, role: str, sites: tuple[str, ...]) -> None:
    """添加帐号，并输入密码；不在终端里时，从标准输入读一行作密码。"""
    store = open_store(make=True)
    name = account_name(name)
    require_sites(sites, [one.identifier for one in store.subjects()])
    if store.accounts.get(name) is not None:
        raise InputError(f"已经有帐号“{name}”；重设密码用 govsweep users password")
    if (Role(role) is Role.CONTACT) != bool(sites):
        raise InputError("单位联络员要用 --site 指明自己的网站（标识码，可重复），其他角色不用")
    kept = passwords.hashed(_password(name))
    made = store.accounts.add(name, Role(role), kept, sites, _actor(), clock.now())
    click.echo(f"已添加帐号 {made.name}（{ROLE_NAMES[made.role]}）")


@users.command("list")
def list_() -> None:
    """列出全部帐号。"""
    rows = [
        (
            *(one.name, ROLE_NAMES[one.role], "、".join(sorted(one.sites)) or "全部"),
            *(
                one.made_at.date(),
                f"{one.disabled_at:%Y-%m-%d} 停用" if one.disabled_at else "在用",
            ),
        )
        for one in open_store().accounts.all()
    ]
    show(("帐号", "角色", "网站", "添加", "状态"), rows)


@users.command()
@_named
def disable(name: str) -> None:
    """停用帐号，已登录的立即失效；帐号不删除，操作记录里还有它。"""
    _set_disabled(name, disabled=True)


@users.command()
@_named
def enable(name: str) -> None:
    """启用停用过的帐号。"""
    _set_disabled(name, disabled=False)


def _set_disabled(name: str, *, disabled: bool) -> None:
    name = account_name(name)
    open_store().accounts.set_disabled(name, disabled, _actor(), clock.now())
    click.echo(f"已{'停用' if disabled else '启用'}帐号 {name}")


@users.command()
@_named
def password(name: str) -> None:
    """重设一个帐号的密码；已登录的立即失效，输错密码受的限制也解除。"""
    store = open_store()
    name = account_name(name)
    if store.accounts.get(name) is None:
        raise InputError(f"没有帐号“{name}”，用 govsweep users list 查看")
    kept = passwords.hashed(_password(name))
    store.accounts.set_password(name, kept, _actor(), clock.now())
    click.echo(f"已重设帐号 {name} 的密码")


@users.command()
@output_option
def audit(output: Path | None) -> None:
    """导出操作记录（CSV）：谁、何时、做了什么、为什么、之前和之后；记录只增不改。"""
    _, entries = open_store().audit.entries()
    text = as_csv(reversed(entries))
    if output is None:
        click.echo(text, nl=False)
        return
    write_bytes(output, text.encode("utf-8-sig"))
    click.echo(f"已写出 {output}，{len(entries)} 项", err=True)


def _password(name: str) -> str:
    """A password, typed twice, or the line of a program; never an argument, which others see."""
    if sys.stdin.isatty():
        words = str(click.prompt("密码", hide_input=True, confirmation_prompt="再输一次"))
    else:
        words = sys.stdin.readline().rstrip("\r\n")
    passwords.check_password(words, name)
    return words


def _actor() -> Actor:
    return Actor(name=user())
