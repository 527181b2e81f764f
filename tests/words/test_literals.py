"""Literals of several uses, found in one pass."""

from govsweep.words.literals import Found, Literals

LITERALS = Literals(
    [("rule", "河长", 1), ("known", "河长制", "a"), ("known", "河长", "b"), ("rule", "河长", 2)]
)


def test_each_use_and_owner_of_a_literal_is_found_in_order() -> None:
    found = LITERALS.find("落实河长制，河长到岗")
    assert found.of("rule") == [
        Found(1, 2, 4),
        Found(2, 2, 4),
        Found(1, 6, 8),
        Found(2, 6, 8),
    ]
    assert sorted(found.of("known")) == [Found("a", 2, 5), Found("b", 2, 4), Found("b", 6, 8)]
    assert found.places("known")[:, 1:].tolist() == [
        [one.start, one.end] for one in found.of("known")
    ]


def test_what_nobody_looks_for_or_nothing_holds_is_not_found() -> None:
    assert LITERALS.find("落实河长制").of("other") == []
    assert LITERALS.find("").of("rule") == []
    assert Literals([]).find("河长制").of("rule") == []
