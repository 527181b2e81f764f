"""A rule tried before it counts, over the stored texts of all sites."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from govsweep.addresses import fingerprint
from govsweep.cli import main
from govsweep.errors import InputError
from govsweep.facts import Page, Site, Visit
from govsweep.rules.lists import word_rule
from govsweep.store import Delivery, Store
from govsweep.trial import try_rules

ONE, TWO = "5118000001", "5118000002"
AT = dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)
TYPO = {"错误": "登陆网站", "正确": "登录网站"}


@pytest.fixture
def store(
    tmp_path: Path, a_site: Callable[..., Site], a_page: Callable[..., Page]
) -> Iterator[Store]:
    """Two sites with four pages."""
    made = Store(f"sqlite:///{tmp_path}/govsweep.db")
    made.upgrade()
    two = a_site(identifier=TWO, name="清禾市教育局", url="http://jyj.qinghe.gov.cn/")
    sites = [a_site(), two]
    made.sites.save(sites)
    sweep, _ = made.sweeps.open(
        night=AT.date(), as_of=AT.date(), sites=sites, indicators="2019", rules_version="1",
        at=AT.timestamp(), again=True,
    )  # fmt: skip
    texts = {
        f"{sites[0].url}1": (ONE, ["请登陆网站查询", "共有的登陆网站说明"]),
        f"{sites[0].url}2": (ONE, ["海军登陆网站", "共有的登陆网站说明"]),
        f"{sites[0].url}3": (ONE, ["请登录网站查询"]),
        f"{sites[1].url}1": (TWO, ["远离澳门赌场", "登陆网站"]),
    }
    made.pages.commit(
        sweep.id,
        [
            Delivery(
                Visit(
                    queue=site, url=url, fingerprint=fingerprint(url), at=AT, status=200,
                    page=a_page(*words, url=url),
                )
            )
            for url, (site, words) in texts.items()
        ],
    )  # fmt: skip
    made.sweeps.close(sweep.id, reason="until", finished=True)
    made.fulltext.update()
    yield made
    made.close()


def test_what_it_would_hit_is_counted_by_text_page_and_site(store: Store) -> None:
    tried = try_rules(store, [word_rule(**TYPO)])
    assert (tried.texts, tried.pages) == (4, 3)
    assert tried.sites == [(ONE, "清禾市人民政府", 2), (TWO, "清禾市教育局", 1)]
    assert tried.told == "会提出 4 段不同的文字，在 2 个网站的 3 个页面上"
    shared = next(one for one in tried.samples if one.passage.text.startswith("共有"))
    assert (shared.pages, shared.suggestion) == (2, "登录网站")
    assert shared.passage.marked("[", "]") == "共有的[登陆网站]说明"
    assert len(tried.samples) == 4


def test_what_it_would_pass_over_is_not_counted(store: Store) -> None:
    tried = try_rules(store, [word_rule(**TYPO, 前文排除="海军")], allowed=["共有的登陆网站"])
    assert {one.passage.text for one in tried.samples} == {"请登陆网站查询", "登陆网站"}


def test_rules_of_a_list_are_counted_each_and_shown_in_turn(store: Store) -> None:
    rules = [word_rule(**TYPO), word_rule(敏感词="澳门赌场"), word_rule(敏感词="没有的词")]
    tried = try_rules(store, rules)
    assert dict(tried.by_rule) == {rules[0].id: (4, 3, 2), rules[1].id: (1, 1, 1)}
    assert {one.rule.id for one in tried.samples[:2]} == {rules[0].id, rules[1].id}


def test_a_rule_is_shown_by_twenty_samples_however_often_it_hits(store: Store, a_page: Any) -> None:
    (site, *_) = store.sites.all()
    sweep, _ = store.sweeps.open(
        night=AT.date(), as_of=AT.date(), sites=[site], indicators="2019", rules_version="1",
        at=AT.timestamp() + 60, again=True,
    )  # fmt: skip
    url = f"{site.url}many"
    words = [f"第{number}次登陆网站" for number in range(25)]
    page = a_page(*words, "远离澳门赌场", url=url)
    visit = Visit(queue=ONE, url=url, fingerprint=fingerprint(url), at=AT, status=200, page=page)
    store.pages.commit(sweep.id, [Delivery(visit)])
    store.sweeps.close(sweep.id, reason="until", finished=True)
    store.fulltext.update()
    rules = [word_rule(**TYPO), word_rule(敏感词="澳门赌场")]
    tried = try_rules(store, rules)
    told = [one.rule.id for one in tried.samples]
    assert (told.count(rules[0].id), told.count(rules[1].id)) == (20, 1)  # one text on two pages
    assert tried.by_rule[rules[0].id].texts > 20


def test_where_there_is_nothing_it_says_so(store: Store) -> None:
    tried = try_rules(store, [word_rule(敏感词="没有的词")])
    assert (tried.told, tried.samples) == ("在存下的文字里一处也没有", [])


def test_too_many_rules_at_once_are_refused(store: Store) -> None:
    with pytest.raises(InputError, match="至多试 500 条"):
        try_rules(store, [word_rule(敏感词=f"词语{n}") for n in range(501)])


class TestCommand:
    @pytest.fixture
    def run(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Callable[..., Result]:
        monkeypatch.chdir(tmp_path)
        for name in ("GOVSWEEP_DATABASE_URL", "GOVSWEEP_LEXICONS"):
            monkeypatch.delenv(name, raising=False)
        return lambda *words: CliRunner().invoke(main, ["trial", *words])

    def test_tries_a_word(self, run: Callable[..., Result]) -> None:
        result = run("登陆网站", "登录网站", "--not-before", "海军")
        assert "会提出 3 段不同的文字" in result.stderr
        assert "请【登陆网站】查询" in result.stdout

    def test_tries_a_list_and_names_what_is_wrong_in_it(
        self, run: Callable[..., Result], tmp_path: Path
    ) -> None:
        (tmp_path / "a.csv").write_text("敏感词\n澳门赌场\n一\n登陆网站\n", "utf-8")
        result = run("--list", "a.csv")
        assert "a.csv 第 3 行，敏感词：“一”只有一个字" in result.stderr
        assert result.stdout.splitlines()[:3] == [
            "规则\t文字\t网站\t页面",
            "登陆网站\t4\t2\t3",
            "澳门赌场\t1\t1\t1",
        ]

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "请写一个词，或用 --list"),
            (("一",), "敏感词：“一”只有一个字"),
            (("登陆", "--not-after", "舰"), "只用于有正确写法的"),
            (("--list", "names.csv"), "只能试错别字和敏感词"),
        ],
    )
    def test_wrong_uses_are_told(
        self, run: Callable[..., Result], tmp_path: Path, words: tuple[str, ...], told: str
    ) -> None:
        (tmp_path / "names.csv").write_text("规范名称\n清禾市人民政府\n", "utf-8")
        result = run(*words)
        assert (result.exit_code, told in result.stderr) == (2, True)


def test_nothing_is_written(store: Store, tmp_path: Path) -> None:
    before = (tmp_path / "govsweep.db").read_bytes(), (tmp_path / "govsweep.db-wal").read_bytes()
    read_only = Store(f"sqlite:///{tmp_path}/govsweep.db", read_only=True)
    assert try_rules(read_only, [word_rule(**TYPO)]).texts == 4
    read_only.close()
    after = (tmp_path / "govsweep.db").read_bytes(), (tmp_path / "govsweep.db-wal").read_bytes()
    assert after == before
