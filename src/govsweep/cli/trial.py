"""A rule tried before it counts: `trial`."""

from collections.abc import Sequence
from pathlib import Path

import click

from govsweep.cli.listing import show
from govsweep.cli.options import open_store, rules_told
from govsweep.cli.search import bring_up_to_date, require_texts
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.rules import WordRule
from govsweep.rules.lists import read_list, word_rule
from govsweep.trial import Trial, try_rules


@click.command()
@click.argument("word", required=False, metavar="[错误写法]")
@click.argument("right", required=False, default="", metavar="[正确写法]")
@click.option("--not-before", metavar="词语", default="", help="前面有这些词时不提，以顿号隔开。")
@click.option("--not-after", metavar="词语", default="", help="后面有这些词时不提，以顿号隔开。")
@click.option(
    "--list",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="试一份词表：错别字或敏感词。",
)
def trial(word: str | None, right: str, not_before: str, not_after: str, file: Path | None) -> None:
    """试一条规则或一份词表：在存下的文字里会提出什么、在哪些网站；什么也不写入。

    WORD 是要提出的写法，RIGHT 是正确写法；不写 RIGHT 的按敏感词试。
    查的是每个页面最近一次读到的文字；本单位“允许的词”照样不提。
    """
    if (word is None) == (file is None):
        raise InputError("请写一个词，或用 --list 给一份词表")
    allowed = rules_told(load()).allowed_words
    rules = (
        _listed(file) if file is not None else [_written(word or "", right, not_before, not_after)]
    )
    store = open_store()
    require_texts(store)
    bring_up_to_date(store)
    _tell(try_rules(store, rules, allowed))


def _written(word: str, right: str, not_before: str, not_after: str) -> WordRule:
    if not right:
        if not_before or not_after:
            raise InputError("--not-before、--not-after 只用于有正确写法的")
        return word_rule(敏感词=word)
    return word_rule(错误=word, 正确=right, 前文排除=not_before, 后文排除=not_after)


def _listed(file: Path) -> Sequence[WordRule]:
    lists = read_list(file)
    for trouble in lists.troubles:
        click.secho(str(trouble), fg="red", err=True)
    if not lists.word_rules:
        raise InputError(f"{file} 里没有可以试的：只能试错别字和敏感词")
    return lists.word_rules


def _tell(tried: Trial) -> None:
    click.echo(f"{tried.told}。", err=True)
    if len(tried.rules) > 1:
        words = {one.id: "、".join(one.literals) for one in tried.rules}
        found = sorted(tried.by_rule.items(), key=lambda one: -one[1].texts)
        show(
            ("规则", "文字", "网站", "页面"),
            [
                (words[key], *map(str, (reach.texts, reach.sites, reach.pages)))
                for key, reach in found
            ],
        )
    if tried.samples:
        show(
            ("网站", "页面", "网址", "文字"),
            [
                (one.site_name, str(one.pages), one.url, one.passage.marked("【", "】"))
                for one in tried.samples
            ],
            title="例子",
        )
