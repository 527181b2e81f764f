"""Text as numbers and spoilt windows: what is said to be wrong is wrong, and nothing else is."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

SCRIPT = Path(__file__).parents[2] / "scripts/spoiling.py"
TEXT = "市政府办公室组织召开会议，研究部署安全生产工作，要求各单位认真落实责任，及时报告情况。"
LENGTH = 24


@pytest.fixture(scope="module")
def spoiling() -> ModuleType:
    spec = importlib.util.spec_from_file_location("spoiling", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def vocabulary(spoiling: ModuleType) -> str:
    marks = spoiling.MARKS
    return "".join(["\0\1\2", "0a", marks, "\3", *sorted({*TEXT} - {*marks}), *"整体形势仪"])


@pytest.fixture(scope="module")
def made(spoiling: ModuleType, vocabulary: str) -> tuple[Any, Any]:
    """Right windows, and what became of them."""
    numbers = spoiling.numbered(TEXT, vocabulary)
    spoiler = spoiling.Spoiler(vocabulary, np.full(len(vocabulary), 50.0), spoiling.OTHER + 1)
    right = np.tile(numbers[: LENGTH + spoiling.AFTER], (200, 1))
    return right, spoiler.spoil(right, LENGTH, np.random.default_rng(1))


def test_digits_letters_and_marks_are_folded(spoiling: ModuleType, vocabulary: str) -> None:
    one, other = (spoiling.numbered(text, vocabulary) for text in ("第7号(B)，", "第９号（ｂ),"))
    assert one.tolist() == other.tolist()
    assert spoiling.numbered("龘", vocabulary).tolist() == [spoiling.RARE]
    assert spoiling.numbered("※", vocabulary).tolist() == [spoiling.OTHER]
    assert spoiling.numbered("", vocabulary).tolist() == []


def test_each_fault_is_made(made: tuple[Any, Any]) -> None:
    _, spoilt = made
    assert all(one.any() for one in (spoilt.mistaken, spoilt.extra, spoilt.missing, spoilt.hidden))


def test_what_is_not_marked_stands_as_it_was(spoiling: ModuleType, made: tuple[Any, Any]) -> None:
    _, spoilt = made
    differs = spoilt.written != spoilt.right
    assert not (differs & ~(spoilt.mistaken | spoilt.extra | spoilt.hidden)).any()
    assert (spoilt.written[spoilt.hidden] == spoiling.MASK).all()
    assert differs[spoilt.mistaken].all()


def test_a_window_is_whole_again_when_its_faults_are_mended(made: tuple[Any, Any]) -> None:
    for right, *row in zip(made[0], *made[1], strict=True):
        _, meant, _, extra, missing, lost, _ = row
        mended = []
        for place in range(LENGTH):
            mended += [lost[place]] * bool(missing[place])
            mended += [meant[place]] * (not extra[place])
        assert mended == right[: len(mended)].tolist()


def test_two_of_five_windows_stay_clean(made: tuple[Any, Any]) -> None:
    _, spoilt = made
    wrong = (spoilt.mistaken | spoilt.extra | spoilt.missing).any(axis=1)
    assert 0.3 < 1 - wrong.mean() < 0.8
