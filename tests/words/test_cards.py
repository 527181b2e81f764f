"""The cards say what each tier reaches, on named inputs."""

import json

import pytest

from govsweep.facts import Mark
from govsweep.proportions import interval
from govsweep.rules import packs, shipped_rules
from govsweep.words import cards


def _mark(rule: str) -> Mark:
    return Mark(rule=rule, check="typo", start=0, end=1)


@pytest.mark.parametrize(
    ("rule", "tier"),
    [
        ("typo-lexicon", "lexicon"),
        ("typo-doubled", "doubled"),
        ("typo-missing", "missing"),
        ("typo-按装", "written"),
        ("protected-中华人民共和国", "protected"),
    ],
)
def test_a_mark_belongs_to_a_tier(rule: str, tier: str) -> None:
    assert cards.tier_of(_mark(rule)) == tier


def test_the_interval_is_wilsons() -> None:
    assert interval(44, 44) == (0.9197, 1.0)
    assert interval(5, 10) == (0.2366, 0.7634)
    assert interval(0, 0) is None


def test_the_card_of_typo_names_sets_tiers_and_inputs() -> None:
    text = cards.text("typo")
    card = json.loads((packs() / "cards.json").read_text("utf-8"))
    for one in card["sets"]:
        assert one["name"] in text
    for source in card["inputs"]:
        assert source["sha256"][:16] in text
    assert "95% 区间" in text
    assert str(len(shipped_rules())) in text


def test_other_checks_have_no_card() -> None:
    assert cards.text("dead-link") == ""


def test_what_is_certain_is_precise_on_the_named_sets() -> None:
    card = json.loads((packs() / "cards.json").read_text("utf-8"))
    sets = {one["name"]: one["tiers"]["confirmed"] for one in card["sets"]}
    official = sets["ecspell_odw.dev.tsv"]
    assert official["true"] >= 0.98 * official["flags"]
    assert official["recall"] >= 0.30
    clean = [sets["news_clean.dev.txt"], sets["reports2026.dev.txt"]]
    assert sum(one["flags"] for one in clean) <= 3
    assert all(one["false_per_10k"] <= 0.2 for one in clean)
